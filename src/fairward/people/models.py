"""Children, adults, what they are to each other, roster imports. It may not hold a name in the clear."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from fairward.people.vocabulary import ImportState, RelationshipKind, RollStatus
from fairward.tenancy.fields import OwnedForeignKey
from fairward.tenancy.models import Owned


class Child(Owned):
    """A pupil or former pupil. `identity` is one value under the directory key (people.identity)."""

    identity = models.BinaryField()
    upn_digest = models.BinaryField(null=True)
    # Of the row that the identity was last imported from: the same row again does not undo what people corrected since.
    source_digest = models.BinaryField(null=True)
    year_group = models.SmallIntegerField(null=True)
    status = models.SmallIntegerField(default=int(RollStatus.ON_ROLL))
    left_on = models.DateField(null=True)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "upn_digest"], name="child_upn_once"),
            models.CheckConstraint(
                condition=Q(status__in=[int(one) for one in RollStatus]), name="child_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status=int(RollStatus.LEFT), left_on__isnull=False)
                | Q(status=int(RollStatus.ON_ROLL), left_on__isnull=True),
                name="child_left_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(year_group__isnull=True) | Q(year_group__range=(-4, 14)),
                name="child_year_is_a_year",
            ),
        ]
        indexes = [models.Index(fields=["organisation_id", "status"], name="child_by_status")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "identity": "directory", "upn_digest": "directory",
            "source_digest": "directory", "year_group": "state", "status": "state", "left_on": "date",
            "added_at": "date",
        }  # fmt: skip
        retention = (
            "Stays while a file about the child is kept; "
            "a leaver without a file goes at the end of the school year."
        )


class Adult(Owned):
    """A family member, carer or other adult in a child's life."""

    identity = models.BinaryField()
    added_at = models.DateTimeField(auto_now_add=True)

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "identity": "directory", "added_at": "date",
        }  # fmt: skip
        retention = "Stays while it is related to a child who stays."


class Relationship(Owned):
    """What an adult, or another child, is to a child. Between two children it is kept once, the smaller id first."""

    child_id = models.UUIDField()
    child = OwnedForeignKey(Child, "child_id")
    adult_id = models.UUIDField(null=True)
    adult = OwnedForeignKey(Adult, "adult_id", null=True)
    other_child_id = models.UUIDField(null=True)
    other_child = OwnedForeignKey(Child, "other_child_id", null=True)
    kind = models.SmallIntegerField()
    has_responsibility = models.BooleanField(null=True)
    lives_with = models.BooleanField(null=True)
    # A court order or a restriction of contact; what it says is in `restriction`, under the directory key.
    is_restricted = models.BooleanField(default=False)
    restriction = models.BinaryField(default=b"")
    since_on = models.DateField(null=True)
    # When an order arrived, or responsibility or living together ended: whatever was given to the adult before rests
    # on something that was so then, and a person looks at it again even if the change is undone.
    overtaken_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "child_id", "adult_id"], name="relationship_once"
            ),
            models.UniqueConstraint(
                fields=["organisation_id", "child_id", "other_child_id"], name="siblings_once"
            ),
            models.CheckConstraint(
                condition=Q(adult_id__isnull=False, other_child_id__isnull=True)
                | Q(adult_id__isnull=True, other_child_id__isnull=False),
                name="relationship_to_adult_or_child",
            ),
            models.CheckConstraint(
                condition=Q(other_child_id__isnull=True) | Q(other_child_id__gt=F("child_id")),
                name="siblings_smaller_id_first",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[int(one) for one in RelationshipKind]),
                name="relationship_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(is_restricted=True) | Q(restriction=b""),
                name="relationship_restriction_is_flagged",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation_id", "adult_id"], name="relationship_by_adult"),
            models.Index(fields=["organisation_id", "other_child_id"], name="relationship_by_sibling"),
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "child_id": "opaque_id", "adult_id": "opaque_id",
            "other_child_id": "opaque_id", "kind": "state", "has_responsibility": "state", "lives_with": "state",
            "is_restricted": "state", "restriction": "directory", "since_on": "date", "overtaken_at": "date",
        }  # fmt: skip
        retention = "Goes with the child."


class RosterImport(Owned):
    """One run of the roster import: who, when, counts. What was read waits under the directory key until confirmed."""

    state = models.SmallIntegerField(default=int(ImportState.WAITING))
    format = models.CharField(max_length=60)
    file_digest = models.BinaryField()
    is_whole_roll = models.BooleanField()
    started_at = models.DateTimeField()
    started_by = models.UUIDField()
    expires_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    applied_by = models.UUIDField(null=True)
    waiting = models.BinaryField(default=b"")
    added = models.IntegerField(default=0)
    changed = models.IntegerField(default=0)
    left = models.IntegerField(default=0)
    unchanged = models.IntegerField(default=0)
    left_out = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[int(one) for one in ImportState]), name="import_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state=int(ImportState.WAITING)) | Q(waiting=b""),
                name="import_keeps_nothing_after",
            ),
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True, applied_by__isnull=True)
                | Q(applied_at__isnull=False, applied_by__isnull=False, state=int(ImportState.APPLIED)),
                name="import_applied_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["organisation_id", "started_at"], name="import_by_start")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "state": "state", "format": "state",
            "file_digest": "directory", "is_whole_roll": "state", "started_at": "date", "started_by": "opaque_id",
            "expires_at": "date", "applied_at": "date", "applied_by": "opaque_id", "waiting": "directory",
            "added": "count", "changed": "count", "left": "count", "unchanged": "count", "left_out": "count",
        }  # fmt: skip
        retention = (
            "What was read goes when it is confirmed, thrown away or a day old; the counts stay three years."
        )
