"""Every measure of a hub for a time: only counts leave here, none of them exact, small ones hidden. It may not write."""

from __future__ import annotations

from uuid import UUID

from fairward.access.decisions import check
from fairward.audit.log import record_list
from fairward.hub.measures.asking_queries import asking_measures
from fairward.hub.measures.case_queries import case_measures
from fairward.hub.measures.fair_queries import fair_measures
from fairward.hub.measures.figures import Measure
from fairward.insight.spans import Span
from fairward.kernel.actor import Actor

READ = "hub:measures:read"


def measures_for(actor: Actor, span: Span, why: str) -> list[Measure]:
    """The measures of the asker's hub. The look is logged; nothing of a case is in them."""
    check(actor, READ)
    record_list(actor, item_kind="measures", item_ids=(), why=why)
    own: UUID = actor.organisation_id
    return [*case_measures(own, span), *asking_measures(own, span), *fair_measures(own, span)]
