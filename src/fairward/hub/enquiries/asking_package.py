"""The question set to one agency, made of a gate, and its package. It may not send it, nor ask more than the gate holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from fairward.exchange.answering.asking import ALL_LABELS, Asked, AskedPerson, AskedThing, form_of
from fairward.exchange.answering.crossing import log_head_of, recipient_of, sender_of
from fairward.exchange.package.building import Head, build
from fairward.exchange.package.contents import Coded, Person, Test, Told
from fairward.exchange.package.sealing import Package
from fairward.exchange.travel.cards import Card
from fairward.hub.enquiries.agreement_queries import KeptAgreement
from fairward.hub.enquiries.case_facts import AskingCase
from fairward.hub.enquiries.gate_content import months_before
from fairward.hub.enquiries.gate_queries import OpenedGate
from fairward.hub.vocabulary import Rating
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import DisclosureKind, Role
from fairward.organisations.queries import members
from fairward.rules import enquiries, family, hub


def asked_of_gate(
    case: AskingCase, gate: OpenedGate, agreement: KeptAgreement | None, persons: Sequence[AskedPerson],
    questions: Sequence[AskedThing], now: datetime, named: tuple[Person, ...],
) -> Asked:  # fmt: skip
    """What the agency will read. `named` are the people of the hub for whom it may seal something."""
    facts, content = gate.facts, gate.content
    purpose = enquiries.purpose_of(facts.level)
    if purpose is None:
        raise Denied("nobody_to_ask", "At this level nobody is asked.")
    due = hub.answer_by(case.rating.code, now, case.received_at, case.places) if case.rating else None
    return Asked(
        about=case.about, purpose=Coded(purpose.id, purpose.words),
        power=Coded(facts.power, enquiries.powers()[facts.power].words), why=content.why, told=told_of(gate),
        persons=tuple(persons), questions=tuple(questions),
        look_back_from=months_before(now.date(), facts.look_back_months),
        answer_by=due.at if due else None, labels=agreement.terms.labels if agreement else ALL_LABELS,
        is_pointer_only=hub.levels()[facts.level].enquiries == "pointer",
        agreement=agreement.terms.title if agreement else "", named=named,
        is_urgent=case.is_danger or case.rating is Rating.RED,
    )  # fmt: skip


def package_of(by: Actor, asked: Asked, gate: OpenedGate, card: Card, package_id: UUID) -> Package:
    """The question set as a package to one partner: no passage, and no word that is not the gate's."""
    head = Head(
        kind=DisclosureKind.ENQUIRY, sender=sender_of(by), recipient=recipient_of(card), about=asked.about,
        purpose=asked.purpose, reason=asked.why, basis=asked.power, tests=tests_of(gate), told=asked.told,
        asks=tuple(one.words for one in asked.questions), form=form_of(asked), log_head=log_head_of(by.organisation_id),
        is_urgent=asked.is_urgent, id=package_id,
    )  # fmt: skip
    return build(head, [])


def tests_of(gate: OpenedGate) -> tuple[Test, ...]:
    """What was asked before the question left, with the reasons that the agency may know."""
    reasons = {"look_back": gate.content.look_back_why, "family_first": gate.content.family_first}
    return tuple(
        Test(one.id, one.question, "yes", reasons.get(one.id, "")[:2000]) for one in enquiries.ask_tests()
    )


def named_people(organisation_id: UUID) -> tuple[Person, ...]:
    """Who in the hub may be named by an agency that seals something: its managers."""
    found = members(organisation_id, role=Role.HUB_MANAGER)
    return tuple(Person(one.name, one.job_title or "hub manager") for one in found)


def told_of(gate: OpenedGate) -> Told:
    """What the family knows, as the gate says it."""
    facts = gate.facts
    if facts.is_told:
        return Told(True, None, None)
    ground = family.ground(facts.ground)
    return Told(False, Coded(ground.id, ground.words), facts.look_again_on)
