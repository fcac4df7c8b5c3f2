"""A case of the hub in a scenario: taken in, rated, its gate, weighed, decided, told, closed. By named people, with reasons.

It may not read an agency's record: what it knows came in a package, by telephone, or in an answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time, timedelta
from uuid import UUID

from django.utils import timezone

from fairward.config.demo import acting
from fairward.config.demo.crossing.hub_people import asked_persons, family_of, identity_of
from fairward.config.demo.crossing.stage import HUB, Stage
from fairward.exchange.answering.asking import ALL_LABELS, AskedThing
from fairward.hub.enquiries.agreement_actions import keep_agreement
from fairward.hub.enquiries.agreement_queries import standing_with
from fairward.hub.enquiries.case_facts import AskingCase
from fairward.hub.enquiries.cases import asking_case
from fairward.hub.enquiries.enquiry_actions import ask_agency, end_asking
from fairward.hub.enquiries.enquiry_queries import enquiry_for
from fairward.hub.enquiries.gate_actions import Decided, open_gate
from fairward.hub.enquiries.gate_content import GateContent
from fairward.hub.enquiries.gate_queries import OpenedGate, gate_for
from fairward.hub.enquiries.taking_actions import take_answer
from fairward.hub.enquiries.terms import Terms
from fairward.hub.intake import triage_actions
from fairward.hub.intake.case_actions import link_cases
from fairward.hub.intake.case_queries import case_for
from fairward.hub.intake.contact_actions import take_arrival, type_contact
from fairward.hub.intake.content import Told, Typed
from fairward.hub.intake.practice_actions import change_practice
from fairward.hub.intake.practice_queries import practice_of
from fairward.hub.intake.rating_actions import rate_case
from fairward.hub.intake.vocabulary import LinkKind, PersonKind
from fairward.hub.packs.actions import weigh_without_asking, write_analysis
from fairward.hub.packs.content import Weighed
from fairward.hub.packs.policies import is_weak
from fairward.hub.packs.queries import pack_for
from fairward.hub.vocabulary import Rating, Route
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import OrganisationKind, Role
from fairward.rules import enquiries

WHY = acting.WHY
LOOK_BACK = 24
LEVEL, POWER = 3, "ca1989_s17"
THRESHOLDS = "Level 3: without help the child’s health or development would suffer. Amber: serious, nobody is in danger today."
RATED = "Level 3 by the threshold document: several people worry about this child, and nobody tells of danger today."
_QUESTIONS = {
    "involvement": "Do you know them, and since when?", "incidents": "Were you called to the home, or to one of them?",
    "intelligence": "Do you hold intelligence that matters for this child?", "missing": "Was the child missing?",
    "health_summary": "What do you know of their health that matters for the child’s safety?",
    "help_given": "What help was given, and what came of it?", "plans": "Was there an assessment or a plan, and how did it end?",
    "household": "Who lives there, and is the home safe?", "schooling": "How is the child at school?",
    "supervision": "Is somebody supervised, and does that matter for the child?", "safety": "Is a parent at risk from somebody?",
}  # fmt: skip


@dataclass(slots=True)
class HubCase:
    """One case that goes on: whom it is about by code, who was asked, who told it."""

    case_id: UUID
    child: str
    people: dict[str, UUID] = field(default_factory=dict)
    asked: int = 0


def take_package(stage: Stage, child: str, arrival_id: UUID) -> HubCase:
    """A screener opens what a school sent."""
    with stage.within(HUB.name):
        by = stage.acting(HUB.name, Role.SCREENER)
        return _known(stage, by, HubCase(take_arrival(by=by, arrival_id=arrival_id), child))


def take_call(stage: Stage, child: str, words: str, who: str) -> HubCase:
    """A screener types what an agency told by telephone."""
    with stage.within(HUB.name):
        by = stage.acting(HUB.name, Role.SCREENER)
        told = Told(who, "01632 960 900", who, wants_nobody_told=False)
        identity = identity_of(stage.cast.players[child])
        case_id = type_contact(by=by, typed=Typed(words), told=told, child=identity, is_danger=False)
        return _known(stage, by, HubCase(case_id, child))


def rate(stage: Stage, case: HubCase) -> None:
    """The screener sends it to be rated; a qualified person rates it by the hub's own threshold document."""
    with stage.within(HUB.name) as own:
        manager = stage.acting(HUB.name, Role.HUB_MANAGER)
        if practice_of(own).version == 0:
            change_practice(by=manager, threshold=THRESHOLDS, days=range(5), opens=time(8), closes=time(18))
        screener, analyst = (stage.acting(HUB.name, one) for one in (Role.SCREENER, Role.ANALYST))
        triage_actions.choose_route(by=screener, case_id=case.case_id, route=Route.RATE)
        rate_case(by=analyst, case_id=case.case_id, rating=Rating.AMBER, reasons=RATED)


def forward(stage: Stage, case: HubCase, to: HubCase) -> None:
    """What comes in about a child whose case goes on: linked, passed to whoever has it, nobody is asked about it."""
    with stage.within(HUB.name):
        by, route = stage.acting(HUB.name, Role.SCREENER), Route.OPEN_CASE_FORWARDED
        note = "The hub has a case about this family. Whoever has it reads this."
        triage_actions.choose_route(by=by, case_id=case.case_id, route=route, note=note)
        link_cases(by=by, case_id=case.case_id, other_case_id=to.case_id, kind=LinkKind.FAMILY)


def open_its_gate(stage: Stage, case: HubCase) -> None:
    """Level, power, persons and questions each with a reason, how far back; the family was told."""
    with stage.within(HUB.name):
        by = stage.acting(HUB.name, Role.SCREENER)
        content = GateContent(
            why="Several people worry about this child. We must find out whether the family needs help, and which.",
            persons=asked_persons(stage.cast, case.child, case.people), questions=_questions(),
            look_back_why="What worries people began in this time.", agreement="agreed",
            family_first="The family was asked, and knows that we ask others.",
        )  # fmt: skip
        decided = Decided(LEVEL, POWER, LOOK_BACK, True)
        open_gate(by=by, case=_asking(by, case), decided=decided, content=content, seen=0)


def ask(stage: Stage, case: HubCase, partner_id: UUID, kind: OrganisationKind) -> UUID:
    """Ask one agency about everybody in the gate, with the questions that it can answer; returns the package."""
    with stage.within(HUB.name) as own:
        if standing_with(own, partner_id) is None:
            _agree(stage.acting(HUB.name, Role.HUB_MANAGER), partner_id)
        by = stage.acting(HUB.name, Role.SCREENER)
        gate = _gate(by, case)
        usual = [one for one in gate.content.questions if enquiries.data_items()[one.data].is_usual_for(kind)]
        enquiry_id = ask_agency(
            by=by, case=_asking(by, case), gate=gate, partner_id=partner_id, persons=gate.content.persons, questions=usual
        )  # fmt: skip
        case.asked += 1
        package_id: UUID = enquiry_for(by, enquiry_id, WHY).facts.package_id
        return package_id


def take_in(stage: Stage, arrival_id: UUID) -> None:
    """A screener takes in an answer."""
    with stage.within(HUB.name):
        taken = take_answer(by=stage.acting(HUB.name, Role.SCREENER), arrival_id=arrival_id)
        if taken.refused:
            stage.note(f"The hub refused an answer: {taken.refused}")


def weigh(stage: Stage, case: HubCase) -> None:
    """An analyst weighs what came back; the analysis cites every item that may be cited, a weak one with the reason why."""
    with stage.within(HUB.name):
        analyst = stage.acting(HUB.name, Role.ANALYST)
        if case.asked:
            end_asking(by=stage.acting(HUB.name, Role.SCREENER), case_id=case.case_id)
        else:
            weigh_without_asking(by=analyst, case_id=case.case_id)
        pack = pack_for(analyst, case.case_id, WHY)
        cites = {
            one: "Others tell of the same." if is_weak(grade) else "" for one, grade in pack.grades.items()
        }
        weighed = Weighed(
            "Staff know the child and talk with the family.", "What the family thinks of this.", "What the child wants.",
            "It may have another reason.", "Help is needed, and the family can take part in it.", cites,
        )  # fmt: skip
        write_analysis(by=analyst, pack=pack, weighed=weighed)


def _known(stage: Stage, by: Actor, case: HubCase) -> HubCase:
    """Whoever told it also said who belongs to the family: the screener notes them."""
    first = case_for(by, case.case_id, WHY).children
    if first:
        case.people[case.child] = first[0].id
    for code in family_of(stage.cast, case.child):
        if code not in case.people:
            player = stage.cast.players[code]
            kind = PersonKind.CHILD if player.is_child else PersonKind.ADULT
            case.people[code] = triage_actions.add_person(
                by=by, case_id=case.case_id, kind=kind, identity=identity_of(player)
            )
    stage.cases.append(case.case_id)
    return case


def _asking(by: Actor, case: HubCase) -> AskingCase:
    return asking_case(by.organisation_id, case_for(by, case.case_id, WHY))


def _gate(by: Actor, case: HubCase) -> OpenedGate:
    found = gate_for(by, case.case_id, WHY)
    if found is None:
        raise LookupError("this case has no gate")
    return found


def _questions() -> tuple[AskedThing, ...]:
    return tuple(AskedThing(data, words) for data, words in _QUESTIONS.items())


def _agree(manager: Actor, partner_id: UUID) -> None:
    """What the hub and this agency have agreed: everything that a gate of a scenario asks."""
    today = timezone.localdate()
    terms = Terms(
        title="Sharing agreement of the partnership", purposes=tuple(enquiries.purposes()), powers=tuple(enquiries.powers()),
        people=tuple(enquiries.people()), data=tuple(enquiries.data_items()), look_back_months=LOOK_BACK, labels=ALL_LABELS,
        retention="28 days after the case is closed, where nothing rests on it", signed_by="Both chief officers",
    )  # fmt: skip
    keep_agreement(
        by=manager, partner_id=partner_id, terms=terms, signed_on=today, review_on=today + timedelta(days=365)
    )
