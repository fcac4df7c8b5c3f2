"""Reads what was found out about breaches, and the register of all of them. No text of one is opened here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fairward.access.decisions import check
from fairward.audit.log import record_list
from fairward.cases.models import BreachFacts, Case, CaseText
from fairward.cases.vocabulary import (
    AffectedData,
    AffectedPeople,
    CaseKind,
    CaseOutcome,
    CaseState,
    Risk,
    TextKind,
)
from fairward.kernel.actor import Actor

MOST = 500


@dataclass(frozen=True, slots=True)
class Breach:
    """One line of the register: kept 6 years, reported or not (UK GDPR Article 33(5))."""

    id: UUID
    number: str
    noticed_at: datetime
    state: CaseState
    outcome: CaseOutcome | None
    affected: int | None
    people: tuple[AffectedPeople, ...]
    data: tuple[AffectedData, ...]
    risk: Risk | None
    regulator_told_at: datetime | None
    people_told_on: date | None
    keep_until_on: date


def breach_facts_of(organisation_id: UUID, case_id: UUID) -> BreachFacts | None:
    """What was found out so far; None before somebody assessed it."""
    return BreachFacts.objects.filter(organisation_id=organisation_id, case_id=case_id).first()


def has_text(organisation_id: UUID, case_id: UUID, kind: TextKind) -> bool:
    """Whether a text of this kind was written, without opening it."""
    return CaseText.objects.filter(organisation_id=organisation_id, case_id=case_id, kind=int(kind)).exists()


def people_in(bits: int) -> tuple[AffectedPeople, ...]:
    """Whose data it is about."""
    return tuple(one for one in AffectedPeople if bits & int(one))


def data_in(bits: int) -> tuple[AffectedData, ...]:
    """What sort of data it is about."""
    return tuple(one for one in AffectedData if bits & int(one))


def register_for(actor: Actor, why: str) -> list[Breach]:
    """Every breach, newest first, those that were not reported too. The list is logged."""
    check(actor, "rights:case:handle")
    rows = Case.objects.filter(organisation_id=actor.organisation_id, kind=int(CaseKind.BREACH))
    shown = list(rows.order_by("-received_at", "-number")[:MOST])
    ids = [row.id for row in shown]
    record_list(actor, item_kind="case", item_ids=ids, why=why)
    facts = BreachFacts.objects.filter(organisation_id=actor.organisation_id, case_id__in=ids)
    found = {one.case_id: one for one in facts}
    return [_breach(row, found.get(row.id)) for row in shown]


def _breach(row: Case, facts: BreachFacts | None) -> Breach:
    return Breach(
        row.id, f"R-{row.number}", row.received_at, CaseState(row.state),
        CaseOutcome(row.outcome) if row.outcome else None, facts.affected if facts else None,
        people_in(facts.people) if facts else (), data_in(facts.data) if facts else (),
        Risk(facts.risk) if facts else None, facts.regulator_told_at if facts else None,
        facts.people_told_on if facts else None, row.keep_until_on,
    )  # fmt: skip
