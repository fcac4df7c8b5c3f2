"""Columns of audience decisions, of what was shown, and of what families added. Texts are sealed, never in the clear."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fairward.files.models import Annotation, Entry
from fairward.kernel.vocabulary import FamilyDecision
from fairward.tenancy.fields import OwnedForeignKey
from fairward.tenancy.models import Owned


class AudienceDecision(Owned):
    """What was decided about showing one entry to one person (an adult or the child). Nothing here is released by a timer.

    `person_id` is an adult's or the child's id. A newer decision closes the older one (`ended_at`), which stays.
    """

    entry_id = models.UUIDField()
    person_id = models.UUIDField()
    decision = models.SmallIntegerField()
    ground = models.CharField(max_length=60, blank=True, default="")
    review_on = models.DateField(null=True)
    talk_by = models.DateField(null=True)
    # Shown after a talk: this decision to show follows one to talk first, and the talk took place on this day.
    talked_on = models.DateField(null=True)
    approved_by = models.UUIDField(null=True)
    decided_by = models.UUIDField()
    decided_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "entry_id", "person_id"],
                condition=Q(ended_at__isnull=True),
                name="one_standing_audience_decision",
            ),
            models.CheckConstraint(
                condition=~Q(decision=int(FamilyDecision.HOLD_BACK))
                | (~Q(ground="") & Q(review_on__isnull=False)),
                name="holding_back_needs_ground_and_review",
            ),
            models.CheckConstraint(
                condition=~Q(decision=int(FamilyDecision.SHARE_AFTER_TALK)) | Q(talk_by__isnull=False),
                name="a_talk_has_a_date",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation_id", "review_on"],
                name="audience_review",
                condition=Q(ended_at__isnull=True),
            ),
            models.Index(
                fields=["organisation_id", "talk_by"],
                name="audience_talk",
                condition=Q(ended_at__isnull=True),
            ),
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "entry_id": "opaque_id", "person_id": "opaque_id",
            "decision": "state", "ground": "state", "review_on": "date", "talk_by": "date", "talked_on": "date",
            "approved_by": "opaque_id", "decided_by": "opaque_id", "decided_at": "date", "ended_at": "date",
        }  # fmt: skip
        retention = "goes with its entry"


class ShownVersion(Owned):
    """An entry as one person is shown it: its own sealed version, built for them, never a filtered page (promise 8).

    `sealed` opens for the file and for the person; `masks` (what was left out, and why) for the file only, under the key
    of record `masks_id`. A newer version ends the older one; taking back ends it and destroys the person's wrap.
    """

    entry_id = models.UUIDField()
    entry = OwnedForeignKey(Entry, "entry_id")
    person_id = models.UUIDField()
    account_id = models.UUIDField(null=True)
    child_id = models.UUIDField()
    entry_version = models.SmallIntegerField()
    sealed = models.BinaryField()
    masks_id = models.UUIDField()
    masks = models.BinaryField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    # When somebody last looked whether this is still what the entry says, and it was. The family is not told.
    renewed_at = models.DateTimeField(null=True)
    first_read_at = models.DateTimeField(null=True)
    last_read_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    taken_back_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "entry_id", "person_id"], condition=Q(ended_at__isnull=True),
                name="one_standing_shown_version",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_by__isnull=True) | Q(ended_at__isnull=False), name="taken_back_is_ended"
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["organisation_id", "person_id", "child_id"], name="shown_to_person"),
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "entry_id": "opaque_id", "person_id": "opaque_id",
            "account_id": "opaque_id", "child_id": "opaque_id", "entry_version": "count", "sealed": "sealed",
            "masks_id": "opaque_id", "masks": "sealed", "made_at": "date", "made_by": "opaque_id", "renewed_at": "date",
            "first_read_at": "date", "last_read_at": "date", "ended_at": "date", "taken_back_by": "opaque_id",
        }  # fmt: skip
        retention = "goes with its entry, key first"


class DecisionAsked(Owned):
    """That somebody was asked, by rule, for a decision about a family that is missing or has run out: once each step."""

    entry_id = models.UUIDField()
    entry = OwnedForeignKey(Entry, "entry_id")
    person_id = models.UUIDField()
    missing_since_on = models.DateField()
    step = models.SmallIntegerField()
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "entry_id", "person_id", "missing_since_on", "step"], name="asked_once_a_step"
            ),
        ]  # fmt: skip

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "entry_id": "opaque_id", "person_id": "opaque_id",
            "missing_since_on": "date", "step": "state", "asked_at": "date",
        }  # fmt: skip
        retention = "goes with its entry"


class ReleasedLook(Owned):
    """That a lead told one person of a look at an entry that they are not shown: of the look, never of the entry."""

    line_id = models.UUIDField()
    entry_id = models.UUIDField()
    entry = OwnedForeignKey(Entry, "entry_id")
    child_id = models.UUIDField()
    person_id = models.UUIDField()
    released_by = models.UUIDField()
    released_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "person_id", "line_id", "entry_id"], name="a_look_is_released_once"
            ),
        ]  # fmt: skip

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "line_id": "opaque_id", "entry_id": "opaque_id",
            "child_id": "opaque_id", "person_id": "opaque_id", "released_by": "opaque_id", "released_at": "date",
        }  # fmt: skip
        retention = "goes with its entry"


class MySide(Owned):
    """An account that a family member or young person added: whose it is, and when the school read it.

    Its words are an annotation of the entry (promise 2): sealed to the ring of the file's purpose and to the writer.
    """

    annotation_id = models.UUIDField()
    annotation = OwnedForeignKey(Annotation, "annotation_id")
    entry_id = models.UUIDField()
    child_id = models.UUIDField()
    person_id = models.UUIDField()
    membership_id = models.UUIDField()
    purpose = models.SmallIntegerField()
    is_confidential = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    read_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "annotation_id"], name="my_side_once"),
            models.CheckConstraint(
                condition=Q(read_at__isnull=True, read_by__isnull=True)
                | Q(read_at__isnull=False, read_by__isnull=False),
                name="my_side_read_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation_id", "membership_id"], name="my_side_of_member"),
            models.Index(
                fields=["organisation_id", "made_at"], name="my_side_unread", condition=Q(read_at__isnull=True)
            ),
        ]  # fmt: skip

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "annotation_id": "opaque_id", "entry_id": "opaque_id",
            "child_id": "opaque_id", "person_id": "opaque_id", "membership_id": "opaque_id", "purpose": "state",
            "is_confidential": "state", "made_at": "date", "read_at": "date", "read_by": "opaque_id",
        }  # fmt: skip
        retention = "goes with its entry, key first"
