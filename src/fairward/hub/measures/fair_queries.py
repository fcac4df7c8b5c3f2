"""Outcomes by what is counted apart from cases, in whole quarters. It may not know a case: what it reads has none.

The page that shows it logs the look.
"""

from __future__ import annotations

from uuid import UUID

from fairward.exchange.travel.partner_queries import partner
from fairward.hub.intake.case_queries import CaseFacts
from fairward.hub.intake.vocabulary import Source
from fairward.hub.measures.figures import Measure, Text, table
from fairward.hub.measures.models import Apart, Asked
from fairward.hub.measures.spans import quarters_of
from fairward.hub.measures.vocabulary import OF_PARTNER, Feature, OutcomeGroup, SourceKind, values_of
from fairward.insight.spans import Span

_MEANING = (
    "If children of one line end with {word} more often than those of another, ask why: it may be need, and it may be how they "
    "are seen."
)
_CAUTION = (
    "It does not say that anybody was treated unfairly, nor why lines differ. Only cases are in it about which somebody wrote "
    "this down; whole quarters are counted."
)
_TEXTS = {
    Feature.ETHNICITY: Text(
        "ethnicity", "What was decided, by ethnicity", _MEANING.format(word="protection"), _CAUTION, "Ethnicity"
    ),
    Feature.DECILE: Text(
        "decile", "What was decided, by how deprived the neighbourhood is", _MEANING.format(word="an assessment"), _CAUTION,
        "Tenth of neighbourhoods",
    ),
    Feature.SOURCE: Text(
        "source", "What was decided, by where it came from",
        "If nearly everything from one source ends with nothing, talk with them: they may fear something else, or see it early.",
        _CAUTION, "Came from",
    ),
}  # fmt: skip


def fair_measures(organisation_id: UUID, span: Span) -> list[Measure]:
    """What was decided, by each feature apart from the others."""
    rows = Apart.objects.filter(organisation_id=organisation_id, quarter__in=quarters_of(span))
    found: dict[tuple[int, int, int], int] = {}
    for feature, value, outcome, number in rows.values_list("feature", "value", "outcome", "number"):
        key = (feature, value, outcome)
        found[key] = found.get(key, 0) + number
    return [_by(feature, found) for feature in Feature]


def was_asked(organisation_id: UUID, case_id: UUID) -> bool:
    """Whether somebody was asked already for what is counted apart about a case."""
    return Asked.objects.filter(organisation_id=organisation_id, case_id=case_id).exists()


def source_kind(organisation_id: UUID, facts: CaseFacts) -> SourceKind:
    """From whom a case came, as it is counted."""
    if facts.source is Source.PACKAGE and facts.partner_id is not None:
        return OF_PARTNER.get(partner(organisation_id, facts.partner_id).card.kind, SourceKind.AGENCY)
    by_hand = {
        Source.PUBLIC: SourceKind.PUBLIC,
        Source.TELEPHONE: SourceKind.TELEPHONE,
        Source.REOPENED: SourceKind.REOPENED,
    }
    return by_hand.get(facts.source, SourceKind.AGENCY)


def _by(feature: Feature, found: dict[tuple[int, int, int], int]) -> Measure:
    lines = [
        (
            words[:1].upper() + words[1:],
            [found.get((int(feature), value, int(one)), 0) for one in OutcomeGroup],
        )
        for value, words in values_of(feature)
    ]
    return table(_TEXTS[feature], [one.word.capitalize() for one in OutcomeGroup], lines)
