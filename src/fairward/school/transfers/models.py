"""Columns of transfers, of the files in them, of what was asked, of the index that stays, of schools after schools.

Names of schools and people, and whatever somebody wrote, are bytes under a key. Where a package stands is never a column.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from fairward.exchange.travel.models import Partner
from fairward.files.models import File
from fairward.people.models import Child
from fairward.school.transfers.vocabulary import Destination, PartDecision
from fairward.tenancy.fields import OwnedForeignKey
from fairward.tenancy.models import Owned

_YEAR = "goes twelve months after the transfer was closed, with the index"


class Transfer(Owned):
    """Files of one child that go to one other school. `destination_sealed` names it, and whom there, under the directory key.

    `leaves_on` is the day they leave or left, as far as known; `has_left` that the roll says so. `is_copy`: both schools
    keep their file, nothing is handed over. `look_on` is when somebody asks again where the child has gone.
    """

    child_id = models.UUIDField()
    child = OwnedForeignKey(Child, "child_id")
    began = models.SmallIntegerField()
    is_copy = models.BooleanField(default=False)
    leaves_on = models.DateField(null=True)
    has_left = models.BooleanField(default=False)
    due_at = models.DateTimeField(null=True)
    warn_at = models.DateTimeField(null=True)
    destination = models.SmallIntegerField(default=int(Destination.UNKNOWN))
    partner_id = models.UUIDField(null=True)
    partner = OwnedForeignKey(Partner, "partner_id", null=True)
    destination_sealed = models.BinaryField(default=b"")
    look_on = models.DateField(null=True)
    begun_at = models.DateTimeField()
    begun_by = models.UUIDField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    ended = models.SmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "child_id"],
                name="one_handover_of_a_child_at_a_time",
                condition=Q(closed_at__isnull=True, is_copy=False),
            ),
            models.CheckConstraint(
                condition=Q(destination=int(Destination.PARTNER), partner_id__isnull=False)
                | (~Q(destination=int(Destination.PARTNER)) & Q(partner_id__isnull=True)),
                name="a_partner_is_named_by_its_card",
            ),
            models.CheckConstraint(
                condition=~Q(destination=int(Destination.BY_NAME)) | ~Q(destination_sealed=b""),
                name="a_school_without_fairward_has_a_name",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, ended__isnull=True)
                | Q(closed_at__isnull=False, ended__isnull=False),
                name="a_transfer_is_closed_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(due_at__isnull=True) | Q(leaves_on__isnull=False), name="a_clock_has_a_day"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation_id", "closed_at", "due_at"], name="transfer_by_clock"),
            models.Index(fields=["organisation_id", "child_id"], name="transfer_of_child"),
        ]  # fmt: skip

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "child_id": "opaque_id", "began": "state", "is_copy": "state",
            "leaves_on": "date", "has_left": "state", "due_at": "date", "warn_at": "date", "destination": "state",
            "partner_id": "opaque_id", "destination_sealed": "directory", "look_on": "date", "begun_at": "date",
            "begun_by": "opaque_id", "closed_at": "date", "closed_by": "opaque_id", "ended": "state",
        }  # fmt: skip
        retention = _YEAR


class TransferPart(Owned):
    """One file of a transfer, and the draft that was begun of it. `id` is the record of `sealed` (why it is not sent),
    under the file's key.

    `disclosure_id`, `package_id`, `sent_at` and `chase_at` are written when it was sent, `accepted_on` when a receipt said
    so (`receipt_by`: who signed it on paper): they do not change any more. A file has another part when something new is to
    go, or when the first was refused.
    """

    transfer_id = models.UUIDField()
    transfer = OwnedForeignKey(Transfer, "transfer_id")
    file_id = models.UUIDField(null=True)
    file = OwnedForeignKey(File, "file_id", null=True)
    purpose = models.SmallIntegerField()
    decision = models.SmallIntegerField(default=int(PartDecision.TO_DECIDE))
    sealed = models.BinaryField(default=b"")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    draft_id = models.UUIDField(null=True)
    disclosure_id = models.UUIDField(null=True)
    package_id = models.UUIDField(null=True)
    sent_at = models.DateTimeField(null=True)
    chase_at = models.DateTimeField(null=True)
    accepted_on = models.DateField(null=True)
    receipt_by = models.BinaryField(default=b"")
    is_over = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "transfer_id", "file_id"],
                name="one_question_for_each_file",
                condition=Q(decision=int(PartDecision.TO_DECIDE), is_over=False),
            ),
            models.UniqueConstraint(fields=["organisation_id", "draft_id"], name="a_draft_is_of_one_part"),
            models.CheckConstraint(
                condition=~Q(decision=int(PartDecision.SEND)) | Q(draft_id__isnull=False),
                name="what_is_to_go_has_a_draft",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, disclosure_id__isnull=True, chase_at__isnull=True)
                | Q(sent_at__isnull=False, disclosure_id__isnull=False, chase_at__isnull=False),
                name="what_was_sent_is_chased",
            ),
            models.CheckConstraint(
                condition=Q(decision=int(PartDecision.TO_DECIDE)) | Q(decided_by__isnull=False),
                name="a_part_is_decided_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation_id", "transfer_id"], name="part_of_transfer"),
            models.Index(fields=["organisation_id", "file_id"], name="part_of_file"),
        ]  # fmt: skip

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "transfer_id": "opaque_id", "file_id": "opaque_id",
            "purpose": "state", "decision": "state", "sealed": "sealed", "decided_at": "date", "decided_by": "opaque_id",
            "draft_id": "opaque_id", "disclosure_id": "opaque_id", "package_id": "opaque_id", "sent_at": "date",
            "chase_at": "date", "accepted_on": "date", "receipt_by": "directory", "is_over": "state",
        }  # fmt: skip
        retention = "the reason goes with its file, key first; " + _YEAR


class ChaseNote(Owned):
    """That somebody asked: where the child has gone, or where the receipt is. What they heard is under the directory key."""

    transfer_id = models.UUIDField()
    transfer = OwnedForeignKey(Transfer, "transfer_id")
    asked_on = models.DateField()
    how = models.SmallIntegerField()
    words = models.BinaryField()
    next_on = models.DateField()
    noted_at = models.DateTimeField()
    noted_by = models.UUIDField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(next_on__gt=F("asked_on")), name="asked_again_later")
        ]
        indexes = [models.Index(fields=["organisation_id", "transfer_id"], name="chase_of_transfer")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "transfer_id": "opaque_id", "asked_on": "date",
            "how": "state", "words": "directory", "next_on": "date", "noted_at": "date", "noted_by": "opaque_id",
        }  # fmt: skip
        retention = _YEAR


class IndexLine(Owned):
    """One line of the index that stays here: what kind of entry of which day went. No words, and no way back to the entry."""

    part_id = models.UUIDField()
    part = OwnedForeignKey(TransferPart, "part_id")
    kind = models.SmallIntegerField()
    occurred_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "part_id"], name="index_of_part")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "part_id": "opaque_id", "kind": "state", "occurred_on": "date",
        }  # fmt: skip
        retention = "goes twelve months after the next school took the file over"


class Successor(Owned):
    """That one school came after another: what was meant for the first may be sent to the second, if somebody says so."""

    partner_id = models.UUIDField()
    partner = OwnedForeignKey(Partner, "partner_id")
    successor_id = models.UUIDField()
    successor = OwnedForeignKey(Partner, "successor_id")
    how = models.SmallIntegerField()
    since_on = models.DateField()
    noted_at = models.DateTimeField()
    noted_by = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "partner_id"], name="one_successor"),
            models.CheckConstraint(
                condition=~Q(partner_id=F("successor_id")), name="no_school_follows_itself"
            ),
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "partner_id": "opaque_id", "successor_id": "opaque_id",
            "how": "state", "since_on": "date", "noted_at": "date", "noted_by": "opaque_id",
        }  # fmt: skip
        retention = "stays while either school is a partner"
