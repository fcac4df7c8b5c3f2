"""The case under a gate: what asking needs of it, and the steps that asking takes it. It may not touch anything else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from uuid import UUID

from fairward.exchange.package.contents import Child
from fairward.hub.enquiries.case_facts import AskingCase
from fairward.hub.intake import writing
from fairward.hub.intake.case_queries import OpenedCase, facts_from, facts_of
from fairward.hub.intake.practice_queries import places_of
from fairward.hub.vocabulary import CaseState, EnquiryState
from fairward.hub.workflow import Gate
from fairward.kernel.denied import Denied

S = CaseState
# The steps that lead to asking; a case that is weighed already goes back to its gate first.
_TO_ASKING: Mapping[CaseState, tuple[CaseState, ...]] = MappingProxyType(
    {S.RATED: (S.GATE, S.ENQUIRING), S.GATE: (S.ENQUIRING,), S.ENQUIRING: (), S.ANALYSIS: (S.GATE, S.ENQUIRING)}
)  # fmt: skip


def asking_case(organisation_id: UUID, opened: OpenedCase) -> AskingCase:
    """A case that intake opened, as asking needs it. Denied where nobody knows who the child is."""
    if not opened.children:
        raise Denied("no_identity", "Say who the child is before anybody is asked.")
    child, facts = opened.children[0], opened.facts
    about = Child(child.id, child.identity.words, child.identity.born_on, "")
    return AskingCase(
        facts.id, about, facts.state, facts.route, facts.rating, facts.received_at, places_of(organisation_id),
        facts.is_danger,
    )  # fmt: skip


def come_to_gate(organisation_id: UUID, case_id: UUID) -> None:
    """A rated case is at its gate from now on; one that went further stays where it is."""
    row = writing.locked(organisation_id, case_id)
    if row.state == S.RATED:
        writing.move(row, S.GATE, facts_of(facts_from(row)))
        writing.keep(row)


def begin_asking(organisation_id: UUID, case_id: UUID, gate: Gate) -> None:
    """Agencies are asked from now on; Denied with what the gate lacks."""
    row = writing.locked(organisation_id, case_id)
    facts = replace(facts_of(facts_from(row)), gate=gate)
    for after in _TO_ASKING.get(CaseState(row.state), (S.ENQUIRING,)):
        writing.move(row, after, facts)
    writing.keep(row)


def end_asking(organisation_id: UUID, case_id: UUID, enquiries: tuple[EnquiryState, ...]) -> None:
    """It is weighed from now on; Denied while an agency has not answered and nobody has said why it goes on without."""
    row = writing.locked(organisation_id, case_id)
    writing.move(row, S.ANALYSIS, replace(facts_of(facts_from(row)), enquiries=enquiries))
    writing.keep(row)
