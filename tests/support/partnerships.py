"""A whole partnership for tests: a hub, two schools, four agencies, all with keys of their own and each other's cards.

them = make_partnership()
them.by(HUB_MANAGER)                     # an unlocked actor of the hub, opened once
case_id = them.take(them.schools[0], "Robin Marsh")
them.ask(case_id, them.agencies[0], persons, questions)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from fairward.agency.answers import question_actions, reply_actions
from fairward.exchange.answering.arrived_queries import waiting
from fairward.exchange.answering.asking import AskedPerson, AskedThing
from fairward.exchange.answering.items import Item
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.hub.enquiries.agreement_actions import keep_agreement
from fairward.hub.enquiries.cases import asking_case
from fairward.hub.enquiries.enquiry_actions import ask_agency
from fairward.hub.enquiries.gate_actions import Decided, open_gate
from fairward.hub.enquiries.gate_content import GateContent
from fairward.hub.enquiries.gate_queries import OpenedGate, gate_for, newest_version
from fairward.hub.enquiries.taking_actions import Taken, take_answer
from fairward.hub.intake.case_queries import OpenedCase, case_for
from fairward.hub.intake.contact_actions import take_arrival
from fairward.hub.intake.content import Identity
from fairward.hub.intake.triage_actions import add_person
from fairward.hub.intake.vocabulary import PersonKind
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import Label, OrganisationKind
from tests.personas import LEAD, Persona, School, make_school
from tests.support.asking import MOTHER, STRANGER, TERMS, WHY, item
from tests.support.hubs import (
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

KINDS = (
    OrganisationKind.POLICE,
    OrganisationKind.HEALTH,
    OrganisationKind.HOUSING,
    OrganisationKind.SOCIAL_CARE,
)
THINGS = (
    AskedThing("incidents", "Were you called to the home?"),
    AskedThing("involvement", "Do you know them?"),
)


@dataclass
class Partnership:
    """Everybody, and what each of them does. The hub has no agreement with the last agency."""

    hub: School
    schools: tuple[School, ...]
    agencies: tuple[School, ...]
    actors: dict[tuple[UUID, str], Actor] = field(default_factory=dict)

    def by(self, persona: Persona, at: School | None = None) -> Actor:
        """Somebody of the hub, or of another place, with their key open; opened once, for that takes time."""
        place = at or self.hub
        key = (place.organisation_id, persona.name)
        if key not in self.actors:
            with place.transaction():
                self.actors[key] = place.actor(persona)
        return self.actors[key]

    def take(self, school: School, child: str, **more: object) -> UUID:
        """A school's contact arrives, a screener opens it and notes two adults around the child."""
        arrival_id = refer(school, self.hub, child=child, **more)  # type: ignore[arg-type]
        with self.hub.transaction():
            case_id = take_arrival(by=self.by(SCREENER), arrival_id=arrival_id)
            for name in (MOTHER, STRANGER):
                add_person(
                    by=self.by(SCREENER), case_id=case_id, kind=PersonKind.ADULT,
                    identity=Identity(name, to_child="adult"),
                )  # fmt: skip
        return case_id

    def case(self, case_id: UUID) -> OpenedCase:
        with self.hub.transaction():
            return case_for(self.by(SCREENER), case_id, WHY)

    def persons(self, case_id: UUID) -> dict[str, AskedPerson]:
        """Everybody of a case as somebody whom agencies can be asked about."""
        kinds = {MOTHER: "parent_carer", STRANGER: "other_adult"}
        return {
            one.identity.name: AskedPerson(
                one.id, one.identity.name, kinds.get(one.identity.name, "child"), "Part of it.", one.identity.born_on
            )
            for one in self.case(case_id).people
        }  # fmt: skip

    def open_gate(self, case_id: UUID, decided: Decided, persons: Sequence[AskedPerson]) -> UUID:
        with self.hub.transaction():
            seen = newest_version(self.hub.organisation_id, case_id)
            content = GateContent(
                why="He came to school with bruises.", persons=tuple(persons), questions=THINGS[:1],
                look_back_why="It began when they moved.", family_first="The mother was asked.", agreement="agreed",
                without_consent="" if decided.is_told else "prejudices",
                widened_because="Something new came in." if seen else "",
            )  # fmt: skip
            case = asking_case(self.hub.organisation_id, case_for(self.by(SCREENER), case_id, WHY))
            return open_gate(by=self.by(SCREENER), case=case, decided=decided, content=content, seen=seen)

    def gate(self, case_id: UUID) -> OpenedGate | None:
        with self.hub.transaction():
            return gate_for(self.by(SCREENER), case_id, WHY)

    def ask(
        self, case_id: UUID, agency: School, persons: Sequence[AskedPerson], things: Sequence[AskedThing]
    ) -> UUID:
        gate = self.gate(case_id)
        assert gate is not None
        with self.hub.transaction():
            case = asking_case(self.hub.organisation_id, case_for(self.by(SCREENER), case_id, WHY))
            enquiry_id = ask_agency(
                by=self.by(SCREENER), case=case, gate=gate, partner_id=partner_id_of(self.hub, agency),
                persons=persons, questions=things,
            )  # fmt: skip
        carry_due(self.hub)
        return enquiry_id

    def opened_at(self, agency: School) -> list[UUID]:
        """An agency opens every question at its door."""
        with agency.transaction():
            at_door = waiting(agency.organisation_id, [EnvelopeKind.ENQUIRY])
            by = self.by(NAVIGATOR, agency)
            found = [question_actions.open_question(by=by, arrival_id=one.arrival_id) for one in at_door]
        assert None not in found
        return [one for one in found if one is not None]

    def say_nothing(self, agency: School, question_id: UUID) -> None:
        with agency.transaction():
            question_actions.say_nothing_relevant(by=self.by(NAVIGATOR, agency), question_id=question_id)
        carry_due(agency)

    def decline(self, agency: School, question_id: UUID) -> None:
        with agency.transaction():
            question_actions.decline(
                by=self.by(NAVIGATOR, agency), question_id=question_id, reason="A court has asked us not to."
            )
        carry_due(agency)

    def say(self, agency: School, question_id: UUID, text: str, label: Label, about: UUID) -> UUID:
        """One item; returns the package that it is in."""
        by = self.by(NAVIGATOR, agency)
        with agency.transaction():
            reply_id = reply_actions.begin_reply(by=by, question_id=question_id)
            one: Item = replace(item(text, label=label), about=(about,))
            seen = reply_actions.keep_item(by=by, reply_id=reply_id, seen=1, item=one)
            package_id = reply_actions.send_reply(by=by, reply_id=reply_id, seen=seen)
        carry_due(agency)
        return package_id

    def take_answers(self) -> list[Taken]:
        with self.hub.transaction():
            at_door = waiting(self.hub.organisation_id, [EnvelopeKind.RETURN])
            return [take_answer(by=self.by(SCREENER), arrival_id=one.arrival_id) for one in at_door]


def make_partnership() -> Partnership:
    """A hub, two schools, four agencies; agreements with all agencies but the last."""
    hub = make_hub()
    schools = tuple(make_school(name, (LEAD,)) for name in ("Millbrook Primary School", "Hill Top School"))
    agencies = tuple(make_agency(kind) for kind in KINDS)
    for one in (*schools, *agencies):
        connect(hub, one)
    them = Partnership(hub, schools, agencies)
    today = timezone.localdate()
    for agency in agencies[:-1]:
        partner_id = partner_id_of(hub, agency)
        with hub.transaction():
            keep_agreement(
                by=them.by(HUB_MANAGER), partner_id=partner_id, terms=TERMS, signed_on=today,
                review_on=today + timedelta(365),
            )  # fmt: skip
    return them
