"""Columns of what measures keep themselves: numbers that outlive the rows they counted, and what is counted apart from cases.

What is counted apart (`Apart`) has no case, no person and no time finer than a quarter. All numbers of a quarter are made
together, in a random order and with random ids, and every change writes all of them anew: neither ids, nor the order of rows,
nor the transaction in which a row was written says which number a case changed.
"""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q

from fairward.hub.intake.models import Case
from fairward.tenancy.fields import OwnedForeignKey
from fairward.tenancy.models import Owned


class Tally(Owned):
    """How many of something there were in a month, kept when the rows that say so are destroyed. `month` is its first day.

    `about` is a code of `vocabulary.What`: a way, a rating, a ground, an agency. A number may be below nought: where a case
    goes because of which a later one counted as told again, that one still does.
    """

    month = models.DateField()
    what = models.SmallIntegerField()
    about = models.CharField(max_length=40, blank=True, default="")
    hours = models.IntegerField(default=0)
    number = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "month", "what", "about", "hours"], name="tally_of_a_month"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="tally_counts_months"),
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "month": "date", "what": "state", "about": "state",
            "hours": "count", "number": "count",
        }  # fmt: skip
        retention = "stays: it is a number, and about nobody"


class Apart(Owned):
    """How many cases of a quarter ended in this group of outcomes, by one feature of a child or of the contact."""

    id = models.UUIDField(default=uuid4)
    quarter = models.DateField()
    feature = models.SmallIntegerField()
    value = models.SmallIntegerField()
    outcome = models.SmallIntegerField()
    number = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "quarter", "feature", "value", "outcome"],
                name="counted_apart_once",
            ),
            models.CheckConstraint(
                condition=Q(quarter__day=1, quarter__month__in=[1, 4, 7, 10]), name="apart_counts_quarters"
            ),
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "quarter": "date", "feature": "state", "value": "state",
            "outcome": "state", "number": "count",
        }  # fmt: skip
        retention = "stays: it is a number, and about nobody"


class Asked(Owned):
    """Somebody was asked for what is counted apart about this case, so that it is not counted twice. Not what they said."""

    id = models.UUIDField(default=uuid4)
    case_id = models.UUIDField()
    case = OwnedForeignKey(Case, "case_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "case_id"], name="case_counted_once")
        ]

    class Privacy:
        columns: ClassVar = {"organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id"}
        retention = "goes with its case"
