"""Columns of whom a change must reach, of notices, and of what came of changes that arrived. No word of a record is here."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fairward.tenancy.fields import OwnedForeignKey
from fairward.tenancy.models import Owned


class Followed(Owned):
    """Somebody outside who was told something that has changed here since: one for each disclosure.

    It stands by itself, for the disclosure may go with what was told. `package_id` and `partner_id` are those of the
    disclosure; without them they were told by hand.
    """

    disclosure_id = models.UUIDField()
    child_id = models.UUIDField()
    told_at = models.DateTimeField()
    how = models.SmallIntegerField()
    recipient_kind = models.SmallIntegerField()
    recipient = models.BinaryField()
    kind = models.SmallIntegerField(null=True)
    package_id = models.UUIDField(null=True)
    partner_id = models.UUIDField(null=True)
    # As they were when it was told: a notice about what is destroyed still says on which ground it was told.
    basis = models.CharField(max_length=40)
    is_told = models.BooleanField()
    ground = models.CharField(max_length=60, blank=True, default="")
    tell_by = models.DateField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "disclosure_id"], name="followed_once")
        ]
        indexes = [models.Index(fields=["organisation_id", "child_id"], name="followed_by_child")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "disclosure_id": "opaque_id", "child_id": "opaque_id",
            "told_at": "date", "how": "state", "recipient_kind": "state", "recipient": "directory",
            "kind": "state", "package_id": "opaque_id", "partner_id": "opaque_id", "basis": "state", "is_told": "state",
            "ground": "state", "tell_by": "date", "made_at": "date",
        }  # fmt: skip
        retention = "stays while somebody is to be told or has not answered, and six years after the last answer, as proof"


class Notice(Owned):
    """A notice of changes to one recipient. What it said travels sealed; here is that it went and what they answered.

    One that goes as a package is answered by their signed receipt alone; any other by somebody here who heard it
    (`answered_by`).
    """

    followed_id = models.UUIDField()
    followed = OwnedForeignKey(Followed, "followed_id")
    package_id = models.UUIDField(null=True)
    asked = models.SmallIntegerField()
    how = models.SmallIntegerField()
    sent_at = models.DateTimeField()
    sent_by = models.UUIDField()
    due_at = models.DateTimeField()
    answer = models.SmallIntegerField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "package_id"], name="notice_is_one_package"),
            models.CheckConstraint(
                condition=Q(answer__isnull=True, answered_at__isnull=True, answered_by__isnull=True)
                | Q(answer__isnull=False, answered_at__isnull=False, package_id__isnull=False, answered_by__isnull=True)
                | Q(answer__isnull=False, answered_at__isnull=False, package_id__isnull=True, answered_by__isnull=False),
                name="answered_by_receipt_or_by_somebody_who_heard",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["organisation_id", "due_at"], name="notice_waits", condition=Q(answer__isnull=True)
            )
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "followed_id": "opaque_id", "package_id": "opaque_id",
            "asked": "state", "how": "state", "sent_at": "date", "sent_by": "opaque_id", "due_at": "date",
            "answer": "state", "answered_at": "date", "answered_by": "opaque_id",
        }  # fmt: skip
        retention = "goes with whom it was for"


class HandedNotice(Owned):
    """A notice to somebody without Fairward: the encrypted file until somebody has it, and the receipt that came back.

    `sealed` opens with words that were shown once and are kept nowhere; it is empty once it was downloaded or answered.
    `receipt_by` is who wrote at the recipient that it came, a name under the directory key; the day is the notice's answer.
    """

    notice_id = models.UUIDField()
    notice = OwnedForeignKey(Notice, "notice_id")
    sealed = models.BinaryField(default=b"")
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    times_made = models.IntegerField(default=1)
    fetched_at = models.DateTimeField(null=True)
    receipt_by = models.BinaryField(default=b"")
    is_receipt_same = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "notice_id"], name="notice_handed_over_once"),
            models.CheckConstraint(
                condition=Q(is_receipt_same__isnull=True, receipt_by=b"")
                | (Q(is_receipt_same__isnull=False) & ~Q(receipt_by=b"")),
                name="a_notice_receipt_says_who",
            ),
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "notice_id": "opaque_id", "sealed": "sealed",
            "digest": "opaque_id", "made_at": "date", "made_by": "opaque_id", "times_made": "count", "fetched_at": "date",
            "receipt_by": "directory", "is_receipt_same": "state",
        }  # fmt: skip
        retention = "goes with its notice; the encrypted file goes as soon as it was downloaded, or they have answered"


class Change(Owned):
    """What became of one passage that somebody was told: it waits until a notice says it (`notice_id`).

    Where they were told by hand, which words were said is not known passage by passage, and `passage_id` may be the entry's.
    `successor_id` is the claim that stands in its place.
    """

    followed_id = models.UUIDField()
    followed = OwnedForeignKey(Followed, "followed_id")
    entry_id = models.UUIDField()
    passage_id = models.UUIDField()
    what = models.SmallIntegerField()
    successor_id = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    made_by = models.UUIDField(null=True)
    notice_id = models.UUIDField(null=True)
    notice = OwnedForeignKey(Notice, "notice_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "followed_id", "passage_id", "what"],
                condition=Q(notice_id__isnull=True), name="a_change_waits_once",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["organisation_id", "notice_id"], name="change_of_notice")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "followed_id": "opaque_id", "entry_id": "opaque_id",
            "passage_id": "opaque_id", "what": "state", "successor_id": "opaque_id", "made_at": "date",
            "made_by": "opaque_id", "notice_id": "opaque_id",
        }  # fmt: skip
        retention = "goes with whom it was for"


class Applied(Owned):
    """What a change that arrived did to one passage of our copy. The notice itself is not kept once it is carried out."""

    arrival_id = models.UUIDField()
    entry_id = models.UUIDField(null=True)
    passage_id = models.UUIDField()
    what = models.SmallIntegerField()
    did = models.SmallIntegerField()
    applied_at = models.DateTimeField()
    applied_by = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "arrival_id", "passage_id", "what"], name="applied_once"
            )
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "arrival_id": "opaque_id", "entry_id": "opaque_id",
            "passage_id": "opaque_id", "what": "state", "did": "state", "applied_at": "date", "applied_by": "opaque_id",
        }  # fmt: skip
        retention = "stays as long as the receipt of the notice, as proof of what was done with it"
