"""Columns of requests to see what a hub holds. Words are sealed to the ring of rights; a row holds states, days and ids only.

The request itself, its clock and its texts are a case of `cases`, and `access_requests` has what every such request has.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fairward.access_requests.decided import (
    DECIDED,
    REASON,
    DecidedPassage,
    PassageWhy,
    decided_by_rule,
    looked_at_again,
)
from fairward.cases.models import Case
from fairward.exchange.travel.models import Partner
from fairward.tenancy.fields import OwnedForeignKey
from fairward.tenancy.models import Owned

_WITH_CASE = "goes with its request, key first"


class RequestPerson(Owned):
    """Somebody in a case of the hub whom a person confirmed to be the one whom a request is about. No case is joined by it."""

    case_id = models.UUIDField()
    case = OwnedForeignKey(Case, "case_id")
    hub_case_id = models.UUIDField()
    person_id = models.UUIDField()
    confirmed_at = models.DateTimeField()
    confirmed_by = models.UUIDField()
    gathered_at = models.DateTimeField(null=True)
    gathered_by = models.UUIDField(null=True)
    found = models.IntegerField(default=0)
    not_about = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "case_id", "person_id"], name="person_of_request_once"),
            models.CheckConstraint(
                condition=Q(gathered_at__isnull=True, gathered_by__isnull=True)
                | Q(gathered_at__isnull=False, gathered_by__isnull=False),
                name="gathered_by_somebody",
            ),
        ]  # fmt: skip

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "hub_case_id": "opaque_id",
            "person_id": "opaque_id", "confirmed_at": "date", "confirmed_by": "opaque_id", "gathered_at": "date",
            "gathered_by": "opaque_id", "found": "count", "not_about": "count",
        }  # fmt: skip
        retention = _WITH_CASE


class HeldPassage(DecidedPassage):
    """A copy of one passage, to be decided. `id` is its record: for the ring of rights, until the request is closed.

    `source_id` and `part` say what it was copied from. Of what only people named by its originator may read there are no words
    (`sealed` is empty): it can be held back, or its originator sends it anew with another label. `enclosed` is a document that
    came with it, under the same key.
    """

    case_id = models.UUIDField()
    case = OwnedForeignKey(Case, "case_id")
    hub_case_id = models.UUIDField()
    place = models.IntegerField()
    held = models.SmallIntegerField()
    origin = models.SmallIntegerField()
    partner_id = models.UUIDField(null=True)
    partner = OwnedForeignKey(Partner, "partner_id")
    package_id = models.UUIDField(null=True)
    passage_id = models.UUIDField(null=True)
    source_id = models.UUIDField()
    part = models.CharField(max_length=60, blank=True, default="")
    label = models.SmallIntegerField(null=True)
    sealed = models.BinaryField(default=b"")
    enclosed = models.BinaryField(default=b"")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "case_id", "place"], name="held_passage_place"),
            models.UniqueConstraint(
                fields=["organisation_id", "case_id", "source_id", "part"], name="held_passage_once"
            ),
            *decided_by_rule("held_passage_decided_by_somebody", "held_back_for_a_reason", "held_passage_second_is_other"),
        ]  # fmt: skip
        indexes = [looked_at_again("held_passage_again")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "hub_case_id": "opaque_id",
            "place": "count", "held": "state", "origin": "state", "partner_id": "opaque_id", "package_id": "opaque_id",
            "passage_id": "opaque_id", "source_id": "opaque_id", "part": "state", "label": "state", "sealed": "sealed",
            "enclosed": "sealed",
            **DECIDED,
        }  # fmt: skip
        retention = (
            "its words go when the request is closed, key first; what was decided goes with its request"
        )


class HeldReason(PassageWhy):
    """Why something was decided about a passage; its id is that of its record. An earlier one stays."""

    passage = OwnedForeignKey(HeldPassage, "passage_id")

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "passage_id"], name="reason_of_held_passage")]

    class Privacy:
        columns: ClassVar = REASON
        retention = _WITH_CASE


class Consultation(Owned):
    """An originator was asked what they think about showing what they told; the clock of the request runs on meanwhile."""

    case_id = models.UUIDField()
    case = OwnedForeignKey(Case, "case_id")
    partner_id = models.UUIDField(null=True)
    partner = OwnedForeignKey(Partner, "partner_id")
    package_id = models.UUIDField(null=True)
    how = models.SmallIntegerField()
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField()
    answer_by_on = models.DateField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(package_id__isnull=True)
                | Q(partner_id__isnull=False, answer_by_on__isnull=False),
                name="sent_consultation_names_its_partner",
            )
        ]
        indexes = [models.Index(fields=["organisation_id", "case_id"], name="consultation_of_request")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "partner_id": "opaque_id",
            "package_id": "opaque_id", "how": "state", "asked_at": "date", "asked_by": "opaque_id",
            "answer_by_on": "date", "answered_at": "date",
        }  # fmt: skip
        retention = _WITH_CASE


class HeldOpinion(Owned):
    """What an originator is asked, and says, about one passage. `id` is the record of `sealed`; no verdict: not answered yet."""

    consultation_id = models.UUIDField()
    consultation = OwnedForeignKey(Consultation, "consultation_id")
    passage_id = models.UUIDField()
    passage = OwnedForeignKey(HeldPassage, "passage_id")
    verdict = models.SmallIntegerField(null=True)
    exemption = models.CharField(max_length=40, blank=True, default="")
    sealed = models.BinaryField(default=b"")
    came_at = models.DateTimeField(null=True)
    noted_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "consultation_id", "passage_id"], name="one_opinion_of_a_passage"
            ),
            models.CheckConstraint(
                condition=Q(verdict__isnull=True, came_at__isnull=True, noted_by__isnull=True)
                | Q(verdict__isnull=False, came_at__isnull=False, noted_by__isnull=False),
                name="opinion_was_noted_by_somebody",
            ),
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "consultation_id": "opaque_id", "passage_id": "opaque_id",
            "verdict": "state", "exemption": "state", "sealed": "sealed", "came_at": "date", "noted_by": "opaque_id",
        }  # fmt: skip
        retention = _WITH_CASE


class HeldAnswer(Owned):
    """The answer as it was drawn, sealed to the ring of rights. Its id is that of its record."""

    case_id = models.UUIDField()
    case = OwnedForeignKey(Case, "case_id")
    shown = models.IntegerField()
    left_out = models.IntegerField()
    pdf = models.BinaryField()
    data = models.BinaryField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "case_id"], name="one_answer_of_a_request")
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "shown": "count",
            "left_out": "count", "pdf": "sealed", "data": "sealed", "made_at": "date", "made_by": "opaque_id",
        }  # fmt: skip
        retention = _WITH_CASE
