"""Columns of disclosures. Who was told is a name (directory key); what exactly was said is sealed to the file."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fairward.files.models import Entry, File
from fairward.tenancy.fields import OwnedForeignKey
from fairward.tenancy.models import Owned


class Disclosure(Owned):
    """That somebody outside was told something of one file. `id` is the record of `sealed`, under the file's key.

    `is_told` says whether the family knows; if not, `ground` and `tell_by` say why and when that is looked at again.
    """

    file_id = models.UUIDField()
    file = OwnedForeignKey(File, "file_id")
    child_id = models.UUIDField()
    told_at = models.DateTimeField()
    how = models.SmallIntegerField()
    recipient_kind = models.SmallIntegerField()
    recipient = models.BinaryField()
    basis = models.CharField(max_length=40)
    sealed = models.BinaryField()
    is_told = models.BooleanField()
    ground = models.CharField(max_length=60, blank=True, default="")
    tell_by = models.DateField(null=True)
    used_for = models.SmallIntegerField(default=1)
    # Sent by program: which sort, as which package, to which partner (none where it went as an encrypted file or on paper).
    kind = models.SmallIntegerField(null=True)
    package_id = models.UUIDField(null=True)
    partner_id = models.UUIDField(null=True)
    digest = models.CharField(max_length=64, blank=True, default="")
    held_until = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_told=True) | (~Q(ground="") & Q(tell_by__isnull=False)),
                name="not_telling_the_family_needs_ground_and_date",
            ),
            models.CheckConstraint(
                condition=Q(package_id__isnull=True, digest="")
                | (Q(package_id__isnull=False, kind__isnull=False) & ~Q(digest="")),
                name="a_package_says_what_it_is",
            ),
            models.UniqueConstraint(fields=["organisation_id", "package_id"], name="package_told_once"),
        ]
        indexes = [models.Index(fields=["organisation_id", "child_id"], name="disclosure_by_child")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "file_id": "opaque_id", "child_id": "opaque_id",
            "told_at": "date", "how": "state", "recipient_kind": "state", "recipient": "directory", "basis": "state",
            "sealed": "sealed", "is_told": "state", "ground": "state", "tell_by": "date", "used_for": "state",
            "kind": "state", "package_id": "opaque_id", "partner_id": "opaque_id", "digest": "opaque_id", "held_until": "date",
            "recorded_at": "date", "recorded_by": "opaque_id",
        }  # fmt: skip
        retention = "stays as long as the entries that were told; then it goes with the file, key first"


class DisclosedEntry(Owned):
    """An entry of which something was told."""

    disclosure_id = models.UUIDField()
    disclosure = OwnedForeignKey(Disclosure, "disclosure_id")
    entry_id = models.UUIDField()
    entry = OwnedForeignKey(Entry, "entry_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "disclosure_id", "entry_id"], name="disclosed_once"
            )
        ]
        indexes = [models.Index(fields=["organisation_id", "entry_id"], name="disclosed_entry")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "disclosure_id": "opaque_id", "entry_id": "opaque_id",
        }  # fmt: skip
        retention = "goes with its disclosure"


class DisclosedPassage(Owned):
    """A passage that went: which statement of which entry, under which label. Its words are where they always were."""

    disclosure_id = models.UUIDField()
    disclosure = OwnedForeignKey(Disclosure, "disclosure_id")
    entry_id = models.UUIDField()
    entry = OwnedForeignKey(Entry, "entry_id")
    passage_id = models.UUIDField()
    label = models.SmallIntegerField()
    is_masked = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "disclosure_id", "passage_id"], name="passage_disclosed_once"
            )
        ]
        indexes = [
            models.Index(fields=["organisation_id", "passage_id"], name="disclosed_passage"),
            models.Index(fields=["organisation_id", "entry_id"], name="disclosed_passage_entry"),
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "disclosure_id": "opaque_id", "entry_id": "opaque_id",
            "passage_id": "opaque_id", "label": "state", "is_masked": "state",
        }  # fmt: skip
        retention = "goes with its disclosure, or with its entry"


class Recall(Owned):
    """Something that was told outside is destroyed here: whoever was told is asked to give it back or destroy it.

    What was said is gone with its key. Who was told stays until they have answered; then only the days stay.
    """

    disclosure_id = models.UUIDField()
    child_id = models.UUIDField()
    told_at = models.DateTimeField()
    how = models.SmallIntegerField()
    recipient_kind = models.SmallIntegerField()
    recipient = models.BinaryField()
    made_at = models.DateTimeField()
    asked_on = models.DateField(null=True)
    asked_by = models.UUIDField(null=True)
    answered_on = models.DateField(null=True)
    answered_by = models.UUIDField(null=True)
    answer = models.SmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "disclosure_id"],
                condition=Q(answered_on__isnull=True),
                name="one_recall_waits",
            ),
            models.CheckConstraint(
                condition=Q(asked_on__isnull=True, asked_by__isnull=True, answered_on__isnull=True)
                | Q(asked_on__isnull=False, asked_by__isnull=False),
                name="asked_by_somebody_before_it_is_answered",
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, answered_by__isnull=True, answer__isnull=True)
                | Q(answered_on__gte=models.F("asked_on"), answered_by__isnull=False, answer__isnull=False),
                name="a_recall_is_answered_somehow",
            ),
        ]
        indexes = [models.Index(fields=["organisation_id", "made_at"], name="recall_made")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "disclosure_id": "opaque_id", "child_id": "opaque_id",
            "told_at": "date", "how": "state", "recipient_kind": "state", "recipient": "directory", "made_at": "date",
            "asked_on": "date", "asked_by": "opaque_id", "answered_on": "date", "answered_by": "opaque_id", "answer": "state",
        }  # fmt: skip
        retention = (
            "who it was goes once they have answered; the days stay six years, as proof that they were asked"
        )
