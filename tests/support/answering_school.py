"""A hub that asks a school about Amy, and the school that answers from its file, for tests.

world = make_answering()                 # Amy has a file with one filed report; the hub asks about her and her mother
question_id = world.open()               # a lead opens the question
draft_id = world.begin(question_id)      # Amy is Amy, and her mother her mother
world.choose(draft_id)                   # every passage goes; world.send(draft_id) brings it to the hub's door
world.take()                             # the hub takes it in
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from fairward.exchange.answering.arrived_queries import waiting
from fairward.exchange.answering.asking import Asked, AskedPerson, AskedThing, form_of
from fairward.exchange.choosing.content import Decision
from fairward.exchange.choosing.sending_actions import Sent
from fairward.exchange.package.contents import Child, Coded, Told
from fairward.exchange.package.making import Choosable
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.files.queries import file_for
from fairward.hub.enquiries.gate_actions import Decided, open_gate
from fairward.hub.enquiries.gate_content import GateContent
from fairward.hub.enquiries.gate_queries import newest_version
from fairward.hub.enquiries.terms import Terms
from fairward.hub.intake.case_queries import case_for
from fairward.hub.intake.contact_actions import take_arrival
from fairward.hub.intake.content import Identity
from fairward.hub.intake.rating_actions import rate_case
from fairward.hub.intake.triage_actions import add_person, choose_route
from fairward.hub.intake.vocabulary import PersonKind
from fairward.hub.vocabulary import Rating, Route
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Basis, DisclosureKind, Label
from fairward.school.concerns.report_answers import Said
from fairward.school.questions import question_actions
from fairward.school.questions.models import HubQuestion
from fairward.school.questions.question_queries import OpenedQuestion, question_for
from tests.personas import LEAD, Persona
from tests.support import sending
from tests.support.asking import TERMS, TOLD, Asking
from tests.support.hubs import ANALYST, SCREENER, connect, make_hub, refer
from tests.support.living import MOTHER, SAID, SAW, THOUGHT, Living, make_living
from tests.support.travelling import carry_due

WHY = "a test of answering a hub"
AMY, BORN = "Amy Fairbairn", date(2018, 3, 4)
GOES = Decision(True, Label.RELEASABLE, words="It answers the first question.")
STAYS = Decision(False, why="not_the_least")


@dataclass
class Answering:
    """A school with a file about Amy, and the hub that asks about her."""

    living: Living
    asking: Asking
    ids: dict[str, UUID] = field(default_factory=dict)

    def ask(self, decided: Decided = TOLD, terms: Terms = TERMS) -> UUID:
        """Open the gate and ask the school about Amy and her mother; the enquiry's id."""
        people = self.asking.people
        persons = (
            AskedPerson(people[AMY], AMY, "child", "The referral is about her.", BORN),
            AskedPerson(people[MOTHER], MOTHER, "parent_carer", "She looks after Amy."),
        )
        questions = (
            AskedThing("incidents", "Has Amy been hurt?"),
            AskedThing("involvement", "Who helps the family?"),
        )
        self.asking.agree(self.living.school, terms)
        content = GateContent(
            why="Amy came to school with a bruise.", persons=persons, questions=questions,
            look_back_why="It began when they moved.", family_first="The mother was asked and knows.", agreement="agreed",
        )  # fmt: skip
        hub = self.asking.hub
        with hub.transaction():
            seen = newest_version(hub.organisation_id, self.asking.case_id)
            open_gate(
                by=hub.actor(SCREENER), case=self.asking.case(), decided=decided, seen=seen, content=content
            )
        return self.asking.ask(self.living.school)

    def open(self, by: Persona = LEAD) -> UUID:
        """Open everything of hubs that waits at the school's door; the newest question's id."""
        school = self.living.school
        with school.transaction():
            for one in waiting(school.organisation_id, [EnvelopeKind.ENQUIRY]):
                question_actions.open_question(by=school.actor(by), arrival_id=one.arrival_id)
            rows = HubQuestion.objects.filter(organisation_id=school.organisation_id).order_by("-arrived_at")
            return rows.values_list("id", flat=True)[0]

    def question(self, question_id: UUID) -> OpenedQuestion:
        with self.living.school.transaction():
            return question_for(self.living.actor(), question_id, WHY)

    def question_package(self) -> UUID:
        """The package of the newest question, as the school's door names it."""
        school = self.living.school
        with school.transaction():
            rows = HubQuestion.objects.filter(organisation_id=school.organisation_id).order_by("-arrived_at")
            return rows.values_list("package_id", flat=True)[0]

    def row(self, question_id: UUID) -> HubQuestion:
        with self.living.school.transaction():
            return HubQuestion.objects.get(organisation_id=self.living.school.organisation_id, id=question_id)

    def begin(self, question_id: UUID, people: Mapping[UUID, UUID] | None = None) -> UUID:
        """Say that Amy is Amy and her mother her mother, or who `people` are; the draft's id."""
        them = {self.asking.people[MOTHER]: self.living.mother} if people is None else people
        with self.living.school.transaction():
            _, file, _ = file_for(self.living.actor(), self.living.ids["file"], WHY)
            return question_actions.begin_answer(
                by=self.living.actor(), question_id=question_id, file=file, people=them
            )

    def choose(
        self, draft_id: UUID, decide: Callable[[Choosable], Decision] = lambda one: GOES if one.statement else STAYS,
        masks: Mapping[str, str] | None = None,
    ) -> None:  # fmt: skip
        """Decide every passage, answer every question before it goes, and read it through."""
        sending.choose(self.living, draft_id, decide, masks=masks)
        sending.read_through(self.living, draft_id)

    def send(self, draft_id: UUID) -> Sent:
        """Let it go, and bring it to the hub's door."""
        sent = sending.let_go(self.living, draft_id)
        carry_due(self.living.school)
        return sent


def make_answering(*, ask: bool = True) -> Answering:
    """Amy's file holds what was seen, what she said and what somebody thought; the hub has a rated case about her."""
    living, hub = make_living(), make_hub()
    connect(hub, living.school)
    saw = Said(basis=Basis.OBSERVED, text=SAW)
    concern = living.report(
        saw,
        Said(basis=Basis.CHILD_SAID, text=SAID),
        Said(basis=Basis.OPINION, text=THOUGHT, because=[saw.id]),
    )
    living.ids["entry"] = living.file(concern)[0]
    living.ids["file"] = living.file_of(living.ids["entry"])
    arrival_id = refer(living.school, hub, child=AMY, born_on=BORN)
    with hub.transaction():
        screener = hub.actor(SCREENER)
        case_id = take_arrival(by=screener, arrival_id=arrival_id)
        add_person(
            by=screener, case_id=case_id, kind=PersonKind.ADULT, identity=Identity(MOTHER, to_child="mother")
        )
        choose_route(by=screener, case_id=case_id, route=Route.RATE)
        rate_case(by=hub.actor(ANALYST), case_id=case_id, rating=Rating.AMBER, reasons="By the document.")
        people = {one.identity.name: one.id for one in case_for(screener, case_id, WHY).people}
    world = Answering(living, Asking(hub, living.school, living.school, living.school, case_id, people))
    if ask:
        world.ask()
    return world


def question_arrives(living: Living, is_opened: bool = True) -> UUID:
    """A question of a hub about Amy, without a case behind it; the question's id, or the arrival's where nobody opened it."""
    hub, school = make_hub("Westmere Safeguarding Hub"), living.school
    connect(hub, school)
    asked = Asked(
        about=Child(new_id(), AMY, BORN, ""), purpose=Coded("child_in_need", "a child in need"),
        power=Coded("ca1989_s17", "the Children Act"), why="She came with a bruise.", told=Told(True, None, None),
        persons=(AskedPerson(new_id(), AMY, "child", "It is about her.", BORN),
                 AskedPerson(new_id(), MOTHER, "parent_carer", "She looks after Amy.")),
        questions=(AskedThing("incidents", "Has Amy been hurt?"),), look_back_from=date(2024, 1, 1),
        answer_by=timezone.now() + timedelta(hours=20),
    )  # fmt: skip
    arrival_id = refer(
        hub, school, kind=DisclosureKind.ENQUIRY, child=AMY, born_on=BORN, form=form_of(asked),
        asks=tuple(one.words for one in asked.questions),
    )  # fmt: skip
    if not is_opened:
        return arrival_id
    with school.transaction():
        question_actions.open_question(by=living.actor(), arrival_id=arrival_id)
        return HubQuestion.objects.get(organisation_id=school.organisation_id, arrival_id=arrival_id).id
