"""A hub that asks and agencies that answer, for tests: a rated case, its gate, a question on its way, an item.

world = make_asking()                    # a school has referred Robin; the case is rated amber; police and health are partners
world.open_gate()                        # level 3, two people, two questions, the family told
enquiry_id = world.ask(world.police)     # sealed, sent, at their door
question_id = world.open_at(world.police)
world.say(world.police, question_id, item(…))
world.take()                             # the hub takes in what came back
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from fairward.agency.answers import question_actions, reply_actions
from fairward.agency.answers.models import Question, Reply
from fairward.agency.answers.question_queries import OpenedQuestion, question_for
from fairward.agency.answers.reply_queries import written_for
from fairward.exchange.answering.arrived_queries import waiting
from fairward.exchange.answering.asking import ALL_LABELS, AskedPerson, AskedThing
from fairward.exchange.answering.items import Item
from fairward.exchange.package.building import Attachment
from fairward.exchange.travel.models import Arrival, Partner
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.hub.enquiries.agreement_actions import keep_agreement
from fairward.hub.enquiries.case_facts import AskingCase
from fairward.hub.enquiries.cases import asking_case
from fairward.hub.enquiries.enquiry_actions import ask_agency
from fairward.hub.enquiries.enquiry_queries import ReadItems, items_of
from fairward.hub.enquiries.gate_actions import Decided, open_gate
from fairward.hub.enquiries.gate_content import GateContent
from fairward.hub.enquiries.gate_queries import OpenedGate, gate_for, newest_version
from fairward.hub.enquiries.models import Agreement, Enquiry, Gate, OneTimeLink
from fairward.hub.enquiries.models import Item as Held
from fairward.hub.enquiries.taking_actions import Taken, take_answer
from fairward.hub.enquiries.terms import Terms
from fairward.hub.intake.case_queries import case_for
from fairward.hub.intake.contact_actions import take_arrival
from fairward.hub.intake.content import Identity
from fairward.hub.intake.models import Case
from fairward.hub.intake.rating_actions import rate_case
from fairward.hub.intake.triage_actions import add_person, choose_route
from fairward.hub.intake.vocabulary import PersonKind
from fairward.hub.vocabulary import Rating, Route
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Basis, Label, OrganisationKind
from fairward.school.questions.models import HubQuestion
from tests.personas import Persona, School, make_school
from tests.support.hubs import (
    AGENCY_MANAGER,
    ANALYST,
    HUB_MANAGER,
    NAVIGATOR,
    SCREENER,
    connect,
    make_agency,
    make_hub,
    partner_id_of,
    refer,
)
from tests.support.travelling import carry_due

WHY = "a test of asking"
MOTHER, STRANGER = "Anna Marsh", "Uncle Pete"
TOLD = Decided(3, "ca1989_s17", 12, True)
TERMS = Terms(
    title="Eastmere sharing agreement", purposes=("early_help", "child_in_need", "significant_harm"),
    powers=("ca1989_s17", "ca1989_s47", "ca2004_s16la"), people=("child", "parent_carer"),
    data=("involvement", "incidents", "attendances"), look_back_months=24, labels=ALL_LABELS,
    retention="28 days after the case is closed, where nothing rests on it", signed_by="Both chief officers",
    clauses={"data": "4.2", "look_back": "5.1", "people": "3", "labels": "6", "purposes": "2", "powers": "2.1"},
)  # fmt: skip


def item(text: str = "He was seen alone on the bridge at night.", **changes: Any) -> Item:
    """An item that may go; `about` is filled in by `say` where it is empty."""
    made = Item(
        Basis.OBSERVED, text, Label.RELEASABLE, happened_on=timezone.localdate() - timedelta(40),
        relevance="He is out at night without anybody.",
    )  # fmt: skip
    return replace(made, **changes)


@dataclass
class Asking:
    """A hub, a school that told it, and agencies."""

    hub: School
    school: School
    police: School
    health: School
    case_id: UUID
    people: dict[str, UUID] = field(default_factory=dict)

    def case(self, persona: Persona = SCREENER) -> AskingCase:
        actor = self.hub.actor(persona)
        return asking_case(self.hub.organisation_id, case_for(actor, self.case_id, WHY))

    def persons(self, *names: str) -> tuple[AskedPerson, ...]:
        """People of the case, with a reason each."""
        kinds = {MOTHER: "parent_carer", STRANGER: "other_adult"}
        born = {"Robin Marsh": date(2015, 3, 3)}
        return tuple(
            AskedPerson(
                self.people[name], name, kinds.get(name, "child"), f"{name} is part of it.", born.get(name)
            )
            for name in names
        )

    def content(self, **changes: Any) -> GateContent:
        made = GateContent(
            why="Robin came to school with bruises.", persons=self.persons("Robin Marsh", MOTHER),
            questions=(AskedThing("incidents", "Were you called to the home?"), AskedThing("involvement", "Do you know them?")),
            look_back_why="It began when they moved.", family_first="The mother was asked and knows.", agreement="agreed",
        )  # fmt: skip
        return replace(made, **changes)

    def open_gate(self, decided: Decided = TOLD, persona: Persona = SCREENER, **changes: Any) -> OpenedGate:
        with self.hub.transaction():
            seen = newest_version(self.hub.organisation_id, self.case_id)
            more = {"widened_because": "Something new came in."} if seen else {}
            open_gate(
                by=self.hub.actor(persona), case=self.case(persona), decided=decided, seen=seen,
                content=self.content(**{**more, **changes}),
            )  # fmt: skip
        return self.gate()

    def gate(self, persona: Persona = SCREENER) -> OpenedGate:
        with self.hub.transaction():
            found = gate_for(self.hub.actor(persona), self.case_id, WHY)
        assert found is not None
        return found

    def agree(self, agency: School, terms: Terms = TERMS) -> UUID:
        partner_id = partner_id_of(self.hub, agency)
        today = timezone.localdate()
        with self.hub.transaction():
            return keep_agreement(
                by=self.hub.actor(HUB_MANAGER), partner_id=partner_id, terms=terms, signed_on=today,
                review_on=today + timedelta(365),
            )  # fmt: skip

    def ask(
        self, agency: School, persons: Sequence[AskedPerson] | None = None, questions: Sequence[AskedThing] | None = None,
        *, carried: bool = True,
    ) -> UUID:  # fmt: skip
        gate = self.gate()
        with self.hub.transaction():
            enquiry_id = ask_agency(
                by=self.hub.actor(SCREENER), case=self.case(), gate=gate, partner_id=partner_id_of(self.hub, agency),
                persons=gate.content.persons if persons is None else persons,
                questions=gate.content.questions if questions is None else questions,
            )  # fmt: skip
        if carried:
            carry_due(self.hub)
        return enquiry_id

    def open_at(self, agency: School, persona: Persona = NAVIGATOR) -> UUID:
        """Open the one question that waits at an agency's door."""
        with agency.transaction():
            (waits,) = waiting(agency.organisation_id, [EnvelopeKind.ENQUIRY])
            found = question_actions.open_question(by=agency.actor(persona), arrival_id=waits.arrival_id)
        assert found is not None
        return found

    def question(self, agency: School, question_id: UUID) -> OpenedQuestion:
        with agency.transaction():
            return question_for(agency.actor(NAVIGATOR), question_id, WHY)

    def write(self, agency: School, question_id: UUID, *items: Item) -> UUID:
        """Write items without sending them."""
        with agency.transaction():
            actor = agency.actor(NAVIGATOR)
            reply_id = reply_actions.begin_reply(by=actor, question_id=question_id)
            seen = 1
            for one in items:
                about = one.about or ((self.people["Robin Marsh"],) if not one.is_about_others else ())
                seen = reply_actions.keep_item(
                    by=actor, reply_id=reply_id, seen=seen, item=replace(one, about=about)
                )
        return reply_id

    def say(self, agency: School, question_id: UUID, *items: Item) -> UUID:
        """Answer with items and bring the answer to the hub's door; returns its package."""
        reply_id = self.write(agency, question_id, *items)
        with agency.transaction():
            package_id = reply_actions.send_reply(
                by=agency.actor(NAVIGATOR), reply_id=reply_id, seen=1 + len(items)
            )
        carry_due(agency)
        return package_id

    def say_nothing(self, agency: School, question_id: UUID) -> None:
        with agency.transaction():
            question_actions.say_nothing_relevant(by=agency.actor(NAVIGATOR), question_id=question_id)
        carry_due(agency)

    def version(self, agency: School, question_id: UUID) -> int:
        with agency.transaction():
            found = written_for(agency.actor(NAVIGATOR), question_id, WHY)
        assert found is not None
        return found.facts.version

    def take(self, persona: Persona = SCREENER) -> list[Taken]:
        """The hub takes in every answer at its door."""
        with self.hub.transaction():
            waits = waiting(self.hub.organisation_id, [EnvelopeKind.RETURN])
            return [take_answer(by=self.hub.actor(persona), arrival_id=one.arrival_id) for one in waits]

    def items(self, persona: Persona = ANALYST) -> ReadItems:
        with self.hub.transaction():
            return items_of(self.hub.actor(persona), self.case_id, WHY)


def fill_asking(organisation_id: UUID) -> None:
    """A row in each table of gates, questions, answers and links; what is sealed is any bytes."""
    own: dict[str, Any] = {"organisation_id": organisation_id}
    now, who, today = timezone.now(), new_id(), timezone.localdate()
    case_id = Case.objects.filter(**own).values_list("id", flat=True)[0]
    partner_id = Partner.objects.filter(**own).values_list("id", flat=True)[0]
    arrival_id = Arrival.objects.create(
        **own, partner_id=partner_id, package_id=new_id(), kind=2, ring_id=who, digest="x", size=1, sealed=b"x",
        arrived_at=now, changed_at=now,
    ).id  # fmt: skip
    Agreement.objects.create(
        **own, partner_id=partner_id, terms=b"x", signed_on=today, review_on=today, made_at=now, made_by=who
    )
    gate = Gate.objects.create(
        **own, case_id=case_id, version=1, level=3, power="ca1989_s17", look_back_months=12, persons=1, questions=1,
        is_told=True, sealed=b"x", opened_at=now, opened_by=who,
    )  # fmt: skip
    enquiry = Enquiry.objects.create(
        **own, case_id=case_id, gate_id=gate.id, partner_id=partner_id, package_id=who, digest="x", kind=5, is_told=True,
        sealed=b"x", asked_at=now, asked_by=who,
    )  # fmt: skip
    Held.objects.create(
        **own, case_id=case_id, enquiry_id=enquiry.id, package_id=who, passage_id=who, label=1, basis="observed", sealed=b"x",
        arrived_at=now, taken_by=who,
    )  # fmt: skip
    OneTimeLink.objects.create(
        **own, enquiry_id=enquiry.id, token=b"x", question=b"x", made_at=now, made_by=who, expires_at=now
    )
    question = Question.objects.create(
        **own, arrival_id=arrival_id, partner_id=partner_id, package_id=who, arrived_at=now, opened_by=who
    )
    Reply.objects.create(**own, question_id=question.id, sealed=b"x", changed_at=now, changed_by=who)
    HubQuestion.objects.create(
        **own, arrival_id=arrival_id, partner_id=partner_id, package_id=who, arrived_at=now, opened_by=who
    )


def make_asking(rating: Rating = Rating.AMBER, attachments: Sequence[Attachment] = ()) -> Asking:
    """A rated case about Robin and his mother, and a man whom nobody needs to ask about; partners, no agreements."""
    hub, school = make_hub(), make_school()
    police, health = make_agency(OrganisationKind.POLICE), make_agency(OrganisationKind.HEALTH)
    for one in (school, police, health):
        connect(hub, one)
    arrival_id = refer(school, hub, attachments=attachments)
    with hub.transaction():
        screener = hub.actor(SCREENER)
        case_id = take_arrival(by=screener, arrival_id=arrival_id)
        for name in (MOTHER, STRANGER):
            add_person(
                by=screener, case_id=case_id, kind=PersonKind.ADULT, identity=Identity(name, to_child="adult")
            )
        choose_route(by=screener, case_id=case_id, route=Route.RATE)
        rate_case(by=hub.actor(ANALYST), case_id=case_id, rating=rating, reasons="By the threshold document.")
        opened = case_for(screener, case_id, WHY)
    people = {one.identity.name: one.id for one in opened.people}
    return Asking(hub, school, police, health, case_id, people)


SECOND = AGENCY_MANAGER
