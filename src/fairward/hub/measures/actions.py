"""The only writer of what is counted apart from cases: one act, that changes numbers of a quarter and marks the case as asked.

It may not keep which numbers a case changed. Every number of the quarter is written anew each time, so that all its rows are of
one transaction; they were made together, in a random order.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Case as When
from django.db.models import F, Q, Value
from django.db.models import When as Where
from django.utils import timezone

from fairward.access.decisions import check
from fairward.audit.log import record_act
from fairward.hub.decisions.models import Decision
from fairward.hub.intake import writing
from fairward.hub.intake.case_queries import facts_from
from fairward.hub.measures.fair_queries import source_kind, was_asked
from fairward.hub.measures.models import Apart, Asked
from fairward.hub.measures.policies import ENTER, check_can_count
from fairward.hub.measures.spans import quarter_of
from fairward.hub.measures.vocabulary import GROUPS, Ethnicity, Feature, OutcomeGroup, values_of
from fairward.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody was told about a child; 0 for what they were not told."""

    ethnicity: Ethnicity = Ethnicity.NOT_TOLD
    decile: int = 0


@transaction.atomic
def count_apart(*, by: Actor, case_id: UUID, given: Given) -> None:
    """Add one to the numbers of the quarter in which a case was decided. Denied before that, and the second time."""
    check(by, ENTER)
    own = by.organisation_id
    facts = facts_from(writing.locked(own, case_id))
    check_can_count(facts.state, facts.route, was_asked=was_asked(own, case_id))
    decision = Decision.objects.get(organisation_id=own, case_id=case_id, stands=True)
    quarter = quarter_of(timezone.localdate(decision.second_at or decision.decided_at))
    chosen = {
        Feature.ETHNICITY: int(given.ethnicity), Feature.DECILE: given.decile, Feature.SOURCE: int(source_kind(own, facts)),
    }  # fmt: skip
    _add(own, quarter, GROUPS[decision.outcome], chosen)
    Asked.objects.create(organisation_id=own, case_id=case_id)
    record_act(by, act="hub.counted_apart", item_kind="case", item_id=case_id)


def _add(own: UUID, quarter: date, outcome: OutcomeGroup, chosen: dict[Feature, int]) -> None:
    of = {"organisation_id": own, "quarter": quarter}
    _make(own, quarter)
    rows = Apart.objects.filter(**of)
    list(
        rows.select_for_update().order_by("id").values_list("id")
    )  # one after another, however many enter at once
    mine = Q()
    for feature, value in chosen.items():
        mine |= Q(feature=int(feature), value=value, outcome=int(outcome))
    rows.update(number=F("number") + When(Where(mine, then=Value(1)), default=Value(0)))


def _make(own: UUID, quarter: date) -> None:
    """Every number of a quarter, all at once, when the first case is counted in it."""
    if Apart.objects.filter(organisation_id=own, quarter=quarter).exists():
        return
    rows = [
        Apart(organisation_id=own, quarter=quarter, feature=int(feature), value=value, outcome=int(outcome))
        for feature in Feature for value, _ in values_of(feature) for outcome in OutcomeGroup
    ]  # fmt: skip
    random.SystemRandom().shuffle(rows)
    Apart.objects.bulk_create(rows, ignore_conflicts=True)
