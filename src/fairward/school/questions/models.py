"""Columns of a hub's questions to the school. What is asked stays sealed in the package until it is answered."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fairward.exchange.travel.models import Arrival, Partner
from fairward.school.questions.vocabulary import QuestionState
from fairward.tenancy.fields import OwnedForeignKey
from fairward.tenancy.models import Owned

_WAITS = int(QuestionState.WAITS)


class HubQuestion(Owned):
    """A question that a lead has opened: who asked, by when, how it stands. No child stands here, and no word of it.

    `is_consultation`: it asks what the school thinks about showing something that it told the hub before.
    `draft_id` is what was begun of a file to answer it. What was sent stands in that file, under "where it went".
    """

    arrival_id = models.UUIDField()
    arrival = OwnedForeignKey(Arrival, "arrival_id")
    partner_id = models.UUIDField()
    partner = OwnedForeignKey(Partner, "partner_id")
    package_id = models.UUIDField()
    state = models.SmallIntegerField(default=_WAITS)
    is_urgent = models.BooleanField(default=False)
    is_pointer_only = models.BooleanField(default=False)
    is_consultation = models.BooleanField(default=False)
    arrived_at = models.DateTimeField()
    answer_by = models.DateTimeField(null=True)
    opened_by = models.UUIDField()
    draft_id = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "arrival_id"], name="hub_question_opened_once"
            ),
            models.CheckConstraint(
                condition=Q(state=_WAITS, answered_at__isnull=True, answered_by__isnull=True)
                | (~Q(state=_WAITS) & Q(answered_at__isnull=False, answered_by__isnull=False)),
                name="hub_question_is_answered_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation_id", "state", "answer_by"], name="hub_question_due"),
            models.Index(fields=["organisation_id", "draft_id"], name="hub_question_of_draft"),
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "arrival_id": "opaque_id", "partner_id": "opaque_id",
            "package_id": "opaque_id", "state": "state", "is_urgent": "state", "is_pointer_only": "state",
            "is_consultation": "state", "arrived_at": "date", "answer_by": "date", "opened_by": "opaque_id",
            "draft_id": "opaque_id", "answered_at": "date", "answered_by": "opaque_id",
        }  # fmt: skip
        retention = "stays as proof that a question was answered; it names no child and no answer"
