"""Every measure of a hub for a time: only counts leave here, none of them exact, small ones hidden. It may not write."""

from __future__ import annotations

from uuid import UUID

from fairward.access.decisions import check
from fairward.audit.log import record_list
from fairward.exchange.travel.partner_queries import partners
from fairward.hub.measures.fact_queries import facts_in
from fairward.hub.measures.fair_queries import fair_measures
from fairward.hub.measures.figures import Measure
from fairward.hub.measures.models import Tally
from fairward.hub.measures.numbers import Numbers
from fairward.hub.measures.of_asking import asking_measures
from fairward.hub.measures.of_cases import case_measures
from fairward.hub.measures.vocabulary import What
from fairward.insight.spans import Span
from fairward.kernel.actor import Actor

READ = "hub:measures:read"


def measures_for(actor: Actor, span: Span, why: str) -> list[Measure]:
    """The measures of the asker's hub. The look is logged; nothing of a case is in them."""
    check(actor, READ)
    record_list(actor, item_kind="measures", item_ids=(), why=why)
    own = actor.organisation_id
    found = _numbers(own, span)
    agencies = {str(one.id): one.card.name for one in partners(own)}
    return [*case_measures(found), *asking_measures(found, agencies), *fair_measures(own, span)]


def _numbers(own: UUID, span: Span) -> Numbers:
    kept = Tally.objects.filter(organisation_id=own, month__gte=span.since, month__lte=span.until)
    gone = kept.values_list("what", "about", "hours", "number")
    return Numbers([
        *((what, about, hours, number) for (_, what, about, hours), number in facts_in(own, span).items()),
        *((What(what), about, hours, number) for what, about, hours, number in gone),
    ])  # fmt: skip
