"""What a decision rests on, for its guards: the analysis, the items that stand, their labels. It may not write."""

from __future__ import annotations

from dataclasses import replace

from fairward.hub.intake.case_queries import facts_of
from fairward.hub.packs.queries import Pack, analysts_of
from fairward.hub.workflow import Facts
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import Label


def weighed_facts(by: Actor, pack: Pack) -> Facts:
    """What the guards ask of the analysis."""
    weighed = pack.analysis.weighed if pack.analysis else None
    analysts = analysts_of(by.organisation_id, pack.case.facts.id)
    return replace(
        facts_of(pack.case.facts), has_strengths=bool(weighed and weighed.strengths), has_gaps=bool(weighed and weighed.gaps),
        has_challenge=bool(weighed and weighed.challenge), analysts=frozenset(str(one) for one in analysts),
        cites_items=bool(pack.cited), has_items=bool(pack.grades),
    )  # fmt: skip


def labels_cited(pack: Pack) -> set[Label]:
    """The labels of the items that it rests on, as they stand now."""
    return {one.claim.label for one in pack.items if one.id in pack.cited}
