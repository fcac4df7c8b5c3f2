"""Everything that must hold before a question leaves. It may not let one leave."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from fairward.access.decisions import check
from fairward.exchange.answering.asking import AskedPerson, AskedThing
from fairward.hub.enquiries import policies
from fairward.hub.enquiries.agreement_queries import KeptAgreement, standing_with
from fairward.hub.enquiries.case_facts import AskingCase
from fairward.hub.enquiries.gate_queries import OpenedGate, newest_version
from fairward.hub.enquiries.terms import check_within
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied

SEND = "hub:enquiry:send"


def check_can_ask(
    by: Actor, case: AskingCase, gate: OpenedGate, agreed_with: UUID | None, persons: Sequence[AskedPerson],
    questions: Sequence[AskedThing],
) -> KeptAgreement | None:  # fmt: skip
    """Everything that must hold before a question leaves; returns the agreement it is asked under.

    Without an agreement only where the law itself lets a hub ask: about significant harm.
    """
    check(by, SEND)
    policies.check_may_ask_at_all(case)
    policies.check_is_newest(gate.facts, newest_version(by.organisation_id, case.id))
    for lack in policies.missing_in_gate(gate.facts, gate.content):
        raise Denied(lack.code, lack.sentence)
    policies.check_inside_gate(gate.content, persons, questions)
    agreement = standing_with(by.organisation_id, agreed_with) if agreed_with else None
    if agreement is None:
        if gate.facts.level < 4:
            raise Denied("no_agreement", "There is no agreement with them. Note it under Agreements first.")
        return None
    facts = gate.facts
    check_within(
        agreement.terms, level=facts.level, power=facts.power, look_back_months=facts.look_back_months, persons=persons,
        questions=questions,
    )  # fmt: skip
    return agreement
