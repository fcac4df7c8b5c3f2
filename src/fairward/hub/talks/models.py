"""Columns of disagreements with their steps, and of strategy discussions. Names and words are sealed to the ring of cases."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fairward.hub.intake.models import Case
from fairward.tenancy.fields import OwnedForeignKey
from fairward.tenancy.models import Owned

_WITH_CASE = "goes with its case"
_OPEN = Q(settled__isnull=True, settled_at__isnull=True, settled_by__isnull=True)
_OVER = Q(settled__isnull=False, settled_at__isnull=False, settled_by__isnull=False)


class Disagreement(Owned):
    """Somebody disagrees with a rating or a decision. `step` is how far it was taken, `due_at` by when that step answers.

    `package_id` and `partner_id`: it came from outside in this package; `answer_package_id` is what went back when it ended.
    """

    case_id = models.UUIDField()
    case = OwnedForeignKey(Case, "case_id")
    about = models.SmallIntegerField()
    whose = models.SmallIntegerField()
    step = models.SmallIntegerField(default=1)
    raised_at = models.DateTimeField()
    raised_by = models.UUIDField()
    due_at = models.DateTimeField()
    settled = models.SmallIntegerField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.UUIDField(null=True)
    partner_id = models.UUIDField(null=True)
    package_id = models.UUIDField(null=True)
    answer_package_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_OPEN | _OVER, name="disagreement_is_settled_by_somebody"),
            models.CheckConstraint(
                condition=Q(partner_id__isnull=True, package_id__isnull=True, answer_package_id__isnull=True)
                | Q(partner_id__isnull=False, package_id__isnull=False),
                name="disagreement_came_from_somebody",
            ),
            models.UniqueConstraint(fields=["organisation_id", "package_id"], name="disagreement_came_once"),
        ]
        indexes = [
            models.Index(
                fields=["organisation_id", "due_at"],
                name="disagreement_open",
                condition=Q(settled__isnull=True),
            ),
            models.Index(fields=["organisation_id", "case_id"], name="disagreement_of_case"),
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "about": "state", "whose": "state",
            "step": "count", "raised_at": "date", "raised_by": "opaque_id", "due_at": "date", "settled": "state",
            "settled_at": "date", "settled_by": "opaque_id", "partner_id": "opaque_id", "package_id": "opaque_id",
            "answer_package_id": "opaque_id",
        }  # fmt: skip
        retention = _WITH_CASE


class DisagreementStep(Owned):
    """What was said at one step, by whom and to whom. `id` is the record of `sealed`; `number` 0 is how it began."""

    disagreement_id = models.UUIDField()
    disagreement = OwnedForeignKey(Disagreement, "disagreement_id")
    number = models.SmallIntegerField()
    sealed = models.BinaryField()
    noted_at = models.DateTimeField()
    noted_by = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "disagreement_id"], name="step_of_disagreement")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "disagreement_id": "opaque_id", "number": "count",
            "sealed": "sealed", "noted_at": "date", "noted_by": "opaque_id",
        }  # fmt: skip
        retention = _WITH_CASE


class Discussion(Owned):
    """A strategy discussion. Who was present, what each knew and what was decided are sealed; `id` is that record."""

    case_id = models.UUIDField()
    case = OwnedForeignKey(Case, "case_id")
    held_at = models.DateTimeField()
    present = models.SmallIntegerField()
    sealed = models.BinaryField()
    noted_at = models.DateTimeField()
    noted_by = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "case_id"], name="discussion_of_case")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "held_at": "date",
            "present": "count", "sealed": "sealed", "noted_at": "date", "noted_by": "opaque_id",
        }  # fmt: skip
        retention = _WITH_CASE
