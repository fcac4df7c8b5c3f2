"""Columns of who of a family was let in to a case, what they were shown, what they said. The words are sealed."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from fairward.families.models import FamilyAccount
from fairward.hub.intake.models import Case, CasePerson
from fairward.tenancy.fields import OwnedForeignKey
from fairward.tenancy.models import Owned

_WITH_CASE = "goes with its case"


class CaseReader(Owned):
    """That somebody of a case sees what is theirs to see of it, on what ground. `children`: people of the case for whom they
    answer; empty for whoever sees only what is about themselves."""

    case_id = models.UUIDField()
    case = OwnedForeignKey(Case, "case_id")
    person_id = models.UUIDField()
    person = OwnedForeignKey(CasePerson, "person_id")
    family_account_id = models.UUIDField()
    family_account = OwnedForeignKey(FamilyAccount, "family_account_id")
    membership_id = models.UUIDField()
    account_id = models.UUIDField()
    ground = models.SmallIntegerField()
    children = ArrayField(models.UUIDField(), default=list, blank=True)
    since_at = models.DateTimeField()
    given_by = models.UUIDField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    end_reason = models.SmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "case_id", "person_id"], condition=Q(ended_at__isnull=True),
                name="one_standing_reader_a_person",
            ),
            models.UniqueConstraint(
                fields=["organisation_id", "case_id", "membership_id"], condition=Q(ended_at__isnull=True),
                name="one_person_a_reader",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True, end_reason__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False, end_reason__isnull=False),
                name="reader_ended_by_somebody_for_a_reason",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["organisation_id", "membership_id"], name="cases_of_reader")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "person_id": "opaque_id",
            "family_account_id": "opaque_id", "membership_id": "opaque_id", "account_id": "opaque_id", "ground": "state",
            "children": "opaque_id", "since_at": "date", "given_by": "opaque_id", "ended_at": "date",
            "ended_by": "opaque_id", "end_reason": "state",
        }  # fmt: skip
        retention = _WITH_CASE


class ShownOutcome(Owned):
    """One version of what one reader is shown of a case; the newest counts. `id` is its record: of the ring of cases and of
    this reader alone. `held` questions are not shown yet: then `ground` says why and `look_again_on` when that is looked at."""

    case_id = models.UUIDField()
    case = OwnedForeignKey(Case, "case_id")
    reader_id = models.UUIDField()
    reader = OwnedForeignKey(CaseReader, "reader_id")
    version = models.SmallIntegerField()
    sealed = models.BinaryField()
    held = models.SmallIntegerField(default=0)
    ground = models.CharField(max_length=40, blank=True, default="")
    look_again_on = models.DateField(null=True)
    made_at = models.DateTimeField()
    made_by = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "reader_id", "version"], name="shown_outcome_version_once"
            ),
            models.CheckConstraint(
                condition=Q(held=0, ground="", look_again_on__isnull=True)
                | (Q(held__gt=0, look_again_on__isnull=False) & ~Q(ground="")),
                name="held_with_a_ground_and_a_day",
            ),
        ]
        indexes = [models.Index(fields=["organisation_id", "case_id"], name="shown_outcome_of_case")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "reader_id": "opaque_id",
            "version": "count", "sealed": "sealed", "held": "count", "ground": "state", "look_again_on": "date",
            "made_at": "date", "made_by": "opaque_id",
        }  # fmt: skip
        retention = _WITH_CASE


class OwnSide(Owned):
    """What a reader says about a case, or about one item that they were shown (`item_id`). `is_wrong`: that what was decided is
    wrong. `id` is its record: of the ring of cases and of the reader."""

    case_id = models.UUIDField()
    case = OwnedForeignKey(Case, "case_id")
    reader_id = models.UUIDField()
    reader = OwnedForeignKey(CaseReader, "reader_id")
    item_id = models.UUIDField(null=True)
    is_wrong = models.BooleanField(default=False)
    sealed = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(item_id__isnull=True) | Q(is_wrong=False),
                name="an_item_is_put_right_at_its_agency",
            )
        ]
        indexes = [models.Index(fields=["organisation_id", "case_id", "made_at"], name="side_of_case")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "reader_id": "opaque_id",
            "item_id": "opaque_id", "is_wrong": "state", "sealed": "sealed", "made_at": "date",
        }  # fmt: skip
        retention = _WITH_CASE
