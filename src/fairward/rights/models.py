"""Columns of audience decisions: per entry and per member of the family. Never a text about anybody."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fairward.kernel.vocabulary import FamilyDecision
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
            "decision": "state", "ground": "state", "review_on": "date", "talk_by": "date", "approved_by": "opaque_id",
            "decided_by": "opaque_id", "decided_at": "date", "ended_at": "date",
        }  # fmt: skip
        retention = "goes with its entry"
