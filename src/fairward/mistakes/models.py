"""Columns of proofs of correction and of what families are told. Neither has content, nor points at another child."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fairward.files.models import Kept
from fairward.mistakes.vocabulary import Because
from fairward.people.models import Child
from fairward.tenancy.fields import OwnedForeignKey
from fairward.tenancy.models import Owned


class Proof(Kept):
    """That something stood in this child's file for a purpose which was about somebody else, and was put right."""

    child_id = models.UUIDField()
    child = OwnedForeignKey(Child, "child_id")
    purpose = models.SmallIntegerField()
    how = models.SmallIntegerField()
    recorded_on = models.DateField()
    entries = models.SmallIntegerField()
    corrected_at = models.DateTimeField()
    corrected_by = models.UUIDField()
    # None while a hold forbids destroying what was taken out; nobody reads it meanwhile.
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(review_on__lte=models.F("destroy_on")), name="proof_review_before_destroy"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation_id", "child_id"], name="proof_of_child"),
            models.Index(fields=["organisation_id", "destroy_on"], name="proof_due"),
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "child_id": "opaque_id", "purpose": "state", "how": "state",
            "recorded_on": "date", "entries": "count", "corrected_at": "date", "corrected_by": "opaque_id",
            "destroyed_at": "date", "rule_id": "state", "kept_because": "public", "review_on": "date", "destroy_on": "date",
        }  # fmt: skip
        retention = "by the schedule's class for proofs of correction"


class TakenFrom(Owned):
    """That one person can no longer read something, and why: for their own pages. What it was, it does not say."""

    child_id = models.UUIDField()
    child = OwnedForeignKey(Child, "child_id")
    person_id = models.UUIDField()
    because = models.SmallIntegerField()
    at = models.DateTimeField()
    is_told_outside = models.BooleanField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(because__in=[int(one) for one in Because]), name="taken_for_a_known_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation_id", "person_id", "child_id"], name="taken_from_person")
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "child_id": "opaque_id", "person_id": "opaque_id",
            "because": "state", "at": "date", "is_told_outside": "state",
        }  # fmt: skip
        retention = "a year after it was written, by the nightly job"
