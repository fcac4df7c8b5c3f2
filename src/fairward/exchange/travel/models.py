"""Columns of partners, of packages on their way and arrived, of receipts, and of the heads that partners keep.

Packages are sealed before they come here; nothing of what is in one is ever a column.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fairward.exchange.travel.vocabulary import PartnerState, TravelState, Trouble
from fairward.tenancy.fields import OwnedForeignKey
from fairward.tenancy.models import Owned

_PROOF = "stays as long as the disclosure that travelled, as proof of where it went; it holds no content"


class PublishedCard(models.Model):
    """The card of one organisation, for the others of the installation to find. Its id is the organisation's."""

    id = models.UUIDField(primary_key=True)
    card = models.TextField()
    ring_id = models.UUIDField()
    made_at = models.DateTimeField()

    class Privacy:
        columns: ClassVar = {"id": "opaque_id", "card": "public", "ring_id": "opaque_id", "made_at": "date"}
        retention = "Stays as long as the organisation keeps records here; replaced with each new card."


class Partner(Owned):
    """Another organisation, and how far its card is trusted. `offered` is a card with another key, not yet compared."""

    other_id = models.UUIDField()
    state = models.SmallIntegerField(default=int(PartnerState.WAITING))
    card = models.TextField()
    offered = models.TextField(blank=True, default="")
    added_at = models.DateTimeField()
    added_by = models.UUIDField()
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.UUIDField(null=True)
    phoned = models.BinaryField(default=b"")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "other_id"], name="partner_once"),
            models.CheckConstraint(
                condition=~Q(state=int(PartnerState.CONFIRMED))
                | (Q(confirmed_at__isnull=False, confirmed_by__isnull=False) & ~Q(phoned=b"")),
                name="partner_is_confirmed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=int(PartnerState.WITHDRAWN))
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="partner_is_withdrawn_by_somebody",
            ),
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "other_id": "opaque_id", "state": "state",
            "card": "public", "offered": "public", "added_at": "date", "added_by": "opaque_id", "confirmed_at": "date",
            "confirmed_by": "opaque_id", "phoned": "directory", "withdrawn_at": "date", "withdrawn_by": "opaque_id",
        }  # fmt: skip
        retention = "stays while anything that went to them or came from them is kept"


class Sending(Owned):
    """A sealed package on its way to a partner. `sealed` goes once a person there has it; the row stays as proof.

    `may_have_arrived`: an attempt ended, or was cut off, without knowing whether they have it.
    """

    partner_id = models.UUIDField()
    partner = OwnedForeignKey(Partner, "partner_id")
    package_id = models.UUIDField()
    kind = models.SmallIntegerField()
    ring_id = models.UUIDField()
    digest = models.CharField(max_length=64)
    size = models.IntegerField()
    sealed = models.BinaryField(null=True)
    state = models.SmallIntegerField(default=int(TravelState.QUEUED))
    receipt_number = models.IntegerField(default=0)
    may_have_arrived = models.BooleanField(default=False)
    attempts = models.IntegerField(default=0)
    attempted_at = models.DateTimeField(null=True)
    next_attempt_at = models.DateTimeField(null=True)
    trouble = models.SmallIntegerField(default=int(Trouble.NONE))
    queued_at = models.DateTimeField()
    queued_by = models.UUIDField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "package_id"], name="package_sent_once"),
            models.CheckConstraint(
                condition=~Q(state__in=[int(TravelState.QUEUED), int(TravelState.SENDING)])
                | Q(sealed__isnull=False, next_attempt_at__isnull=False),
                name="what_is_on_its_way_is_tried_again",
            ),
        ]
        indexes = [models.Index(fields=["organisation_id", "next_attempt_at"], name="sending_due")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "partner_id": "opaque_id", "package_id": "opaque_id",
            "kind": "state", "ring_id": "opaque_id", "digest": "opaque_id", "size": "count", "sealed": "sealed",
            "state": "state", "receipt_number": "count", "may_have_arrived": "state", "attempts": "count",
            "attempted_at": "date", "next_attempt_at": "date", "trouble": "state", "queued_at": "date",
            "queued_by": "opaque_id", "changed_at": "date",
        }  # fmt: skip
        retention = _PROOF


class KeptReceipt(Owned):
    """A receipt as the recipient signed it; the note in it is sealed to the sender's exchange ring."""

    sending_id = models.UUIDField()
    sending = OwnedForeignKey(Sending, "sending_id")
    number = models.IntegerField()
    state = models.SmallIntegerField()
    said_at = models.DateTimeField()
    kept_at = models.DateTimeField()
    signed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "sending_id", "number"], name="receipt_kept_once"
            )
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "sending_id": "opaque_id", "number": "count",
            "state": "state", "said_at": "date", "kept_at": "date", "signed": "sealed",
        }  # fmt: skip
        retention = _PROOF


class Arrival(Owned):
    """A sealed package that a confirmed partner sent here. Nothing of it is open: `sealed` hangs on the exchange ring."""

    partner_id = models.UUIDField()
    partner = OwnedForeignKey(Partner, "partner_id")
    package_id = models.UUIDField()
    kind = models.SmallIntegerField()
    ring_id = models.UUIDField()
    digest = models.CharField(max_length=64)
    size = models.IntegerField()
    sealed = models.BinaryField(null=True)
    state = models.SmallIntegerField(default=int(TravelState.DELIVERED))
    arrived_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "partner_id", "package_id"], name="package_arrives_once"
            )
        ]
        indexes = [models.Index(fields=["organisation_id", "arrived_at"], name="arrival_by_time")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "partner_id": "opaque_id", "package_id": "opaque_id",
            "kind": "state", "ring_id": "opaque_id", "digest": "opaque_id", "size": "count", "sealed": "sealed",
            "state": "state", "arrived_at": "date", "changed_at": "date",
        }  # fmt: skip
        retention = "the sealed bytes go when somebody has decided what enters a file; the row stays as proof of receipt"


class Answer(Owned):
    """A receipt that we signed. The first is the answer to the package itself; the others are sent until heard."""

    arrival_id = models.UUIDField()
    arrival = OwnedForeignKey(Arrival, "arrival_id")
    number = models.IntegerField()
    state = models.SmallIntegerField()
    signed = models.BinaryField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    heard_at = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True)
    trouble = models.SmallIntegerField(default=int(Trouble.NONE))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "arrival_id", "number"], name="answer_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(heard_at__isnull=False) | Q(next_attempt_at__isnull=False),
                name="what_was_not_heard_is_told_again",
            ),
        ]
        indexes = [models.Index(fields=["organisation_id", "next_attempt_at"], name="answer_due")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "arrival_id": "opaque_id", "number": "count",
            "state": "state", "signed": "sealed", "made_at": "date", "made_by": "opaque_id", "heard_at": "date",
            "attempts": "count", "next_attempt_at": "date", "trouble": "state",
        }  # fmt: skip
        retention = _PROOF


class HeldHead(Owned):
    """A signed log head that crossed: a partner's, kept for them, or our own with a partner's signature under it.

    `log_id` says whose log, `log_key` which key of it signed, `contradicts` that a head held before says something else.
    No row is ever changed.
    """

    partner_id = models.UUIDField()
    partner = OwnedForeignKey(Partner, "partner_id")
    log_id = models.UUIDField()
    size = models.BigIntegerField()
    root = models.CharField(max_length=64)
    note = models.TextField()
    log_key = models.TextField()
    contradicts = models.BooleanField(default=False)
    held_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "partner_id", "log_id", "size", "root"], name="head_held_once"
            )
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "partner_id": "opaque_id", "log_id": "opaque_id",
            "size": "count", "root": "opaque_id", "note": "public", "log_key": "public", "contradicts": "state",
            "held_at": "date",
        }  # fmt: skip
        retention = "stays as long as the logs do, so that neither side can rewrite its past alone"


class DoorRefusal(Owned):
    """How often in one hour something was refused at the door, for one reason. Nothing else of it is kept."""

    reason = models.SmallIntegerField()
    hour = models.DateTimeField()
    count = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "reason", "hour"], name="refusals_of_an_hour")
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "reason": "state", "hour": "date", "count": "count",
        }  # fmt: skip
        retention = "goes after ninety days: it says only how often somebody knocked in vain"
