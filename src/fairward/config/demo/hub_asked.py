"""A case of the hub about which a school and the police were asked, and both answered. It may not write around the actions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from fairward.agency.answers import question_actions, reply_actions
from fairward.agency.answers.question_queries import question_for as police_question_for
from fairward.config.demo import acting
from fairward.config.demo.crew import HUB, POLICE, SCHOOL, Crew
from fairward.config.demo.weak_records import said, saw
from fairward.exchange.answering.asking import ALL_LABELS, AskedPerson, AskedThing
from fairward.exchange.answering.items import Item
from fairward.exchange.choosing.content import Decision as Passing
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.files.queries import entry_for
from fairward.hub.decisions.actions import decide_case
from fairward.hub.decisions.content import Reasons
from fairward.hub.enquiries.agreement_actions import keep_agreement
from fairward.hub.enquiries.cases import asking_case
from fairward.hub.enquiries.enquiry_actions import ask_agency, end_asking
from fairward.hub.enquiries.gate_actions import Decided, open_gate
from fairward.hub.enquiries.gate_content import GateContent
from fairward.hub.enquiries.gate_queries import gate_for
from fairward.hub.enquiries.taking_actions import take_answer
from fairward.hub.enquiries.terms import Terms
from fairward.hub.intake.case_queries import case_for
from fairward.hub.intake.contact_actions import type_contact
from fairward.hub.intake.content import Identity, Told, Typed
from fairward.hub.intake.rating_actions import rate_case
from fairward.hub.intake.triage_actions import choose_route
from fairward.hub.packs.actions import write_analysis
from fairward.hub.packs.content import Weighed
from fairward.hub.packs.policies import is_weak
from fairward.hub.packs.queries import pack_for
from fairward.hub.vocabulary import Rating, Route
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import Basis, Label, Purpose, Role
from fairward.people.queries import adults_of_child, child_for, list_children
from fairward.rules import enquiries
from fairward.school.questions import question_actions as school_actions
from fairward.school.questions.question_queries import questions_for

WHY = acting.WHY
CHILD = 90  # of the roll; nobody else in the demo tells of this child
# All that a scenario may ask: the scenarios that are replayed here later rely on this agreement.
TERMS = Terms(
    title="Sharing agreement of the partnership", purposes=tuple(enquiries.purposes()), powers=tuple(enquiries.powers()),
    people=tuple(enquiries.people()), data=tuple(enquiries.data_items()), look_back_months=24, labels=ALL_LABELS,
    retention="28 days after the case is closed, where nothing rests on it", signed_by="Both chief officers",
)  # fmt: skip
SEEN = "Came to breakfast club at 07:30 alone, for the third time this week, and fell asleep at the table."
SAID = "Nobody is there when I go to bed"
STREET = "A child was seen alone at the bus station at 23:10, gave this name and ran off."
WEIGHED = Weighed(
    "The child comes to school every day and talks with staff.", "Who is at home in the evening.",
    "The child says that nobody is there at bedtime.", "The mother may work at night.",
    "A child of this age is alone too often. The family can be helped.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Story:
    """The child as the school knows them, the entry about them, and the hub's case. `people`: of the case, by name."""

    child_id: UUID
    child: str
    mother_id: UUID
    mother: str
    entry_id: UUID
    case_id: UUID
    people: dict[str, UUID]


def play(crew: Crew) -> Story:
    """Told by telephone, rated, the gate opened, both asked; both answer, it is weighed and decided."""
    story = _told(crew, *_recorded(crew))
    _ask(crew, story)
    crew.carry(HUB)
    _school_answers(crew, story)
    _police_answer(crew)
    crew.carry(SCHOOL)
    crew.carry(POLICE)
    _decided(crew, story)
    return story


def _recorded(crew: Crew) -> tuple[UUID, UUID]:
    """The school has an entry about the child."""
    with crew.at(SCHOOL, Role.ADMINISTRATOR) as office:
        child_id = list_children(office, size=240).children[CHILD].id
    with crew.at(SCHOOL, Role.RECORDER) as reporter:
        at = timezone.now() - timedelta(days=12)
        concern = acting.report(reporter, [child_id], [saw(SEEN), said(SAID)], at=at, where="Breakfast club")
    with crew.at(SCHOOL, Role.SAFEGUARDING_LEAD) as lead:
        return child_id, acting.file(lead, concern, Purpose.CHILD_PROTECTION)[0]


def _told(crew: Crew, child_id: UUID, entry_id: UUID) -> Story:
    """A nurse rings the hub; a qualified person rates it."""
    with crew.at(SCHOOL, Role.SAFEGUARDING_LEAD) as lead:
        identity = child_for(lead, child_id, WHY).identity
        mother = adults_of_child(lead, child_id, WHY)[0]
    child = Identity(f"{identity.forename} {identity.surname}", identity.born_on, "9 Weir Street, Westmere")
    adult = Identity(mother.identity.full, home="9 Weir Street, Westmere", to_child="mother")
    with crew.at(HUB, Role.SCREENER) as screener:
        case_id = type_contact(
            by=screener, is_danger=False, typed=Typed("The child says that nobody is home in the evening, and is often tired."),
            told=Told("School nurse", "01632 960 562", "school nurse", wants_nobody_told=False), child=child, adult=adult,
        )  # fmt: skip
        choose_route(by=screener, case_id=case_id, route=Route.RATE)
        people = {one.identity.name: one.id for one in case_for(screener, case_id, WHY).people}
    with crew.at(HUB, Role.ANALYST) as analyst:
        reasons = "Level 3: alone in the evening, in the child’s own words, and tired for weeks."
        rate_case(by=analyst, case_id=case_id, rating=Rating.AMBER, reasons=reasons)
    return Story(child_id, child.name, mother.adult_id, adult.name, entry_id, case_id, people)


def _ask(crew: Crew, story: Story) -> None:
    with crew.at(HUB, Role.HUB_MANAGER) as manager:
        today = timezone.localdate()
        for name in (SCHOOL, POLICE):
            keep_agreement(
                by=manager, partner_id=crew.partner(HUB, name), terms=TERMS, signed_on=today,
                review_on=today + timedelta(days=365),
            )  # fmt: skip
    with crew.at(HUB, Role.SCREENER) as screener:
        facts = asking_case(screener.organisation_id, case_for(screener, story.case_id, WHY))
        open_gate(
            by=screener, case=facts, decided=Decided(3, "ca1989_s17", 12, True), content=_gate(story, screener), seen=0
        )  # fmt: skip
        gate = gate_for(screener, story.case_id, WHY)
        if gate is None:
            raise LookupError("the gate was opened just now")
        for name in (SCHOOL, POLICE):
            ask_agency(
                by=screener, case=facts, gate=gate, partner_id=crew.partner(HUB, name), persons=gate.content.persons,
                questions=gate.content.questions,
            )  # fmt: skip


def _gate(story: Story, screener: Actor) -> GateContent:
    born_on = next(
        one.identity.born_on for one in case_for(screener, story.case_id, WHY).people if one.identity.born_on
    )
    persons = (
        AskedPerson(
            story.people[story.child], story.child, "child", "The nurse told about this child.", born_on
        ),
        AskedPerson(story.people[story.mother], story.mother, "parent_carer", "She looks after the child."),
    )
    questions = (
        AskedThing("incidents", "Was the child seen alone in the evening?"),
        AskedThing("involvement", "Do you know the family, and who helps them?"),
    )
    return GateContent(
        why="A child says that nobody is at home in the evening.", persons=persons, questions=questions,
        look_back_why="The child has been tired since last winter.", family_first="The mother was asked and knows.",
        agreement="agreed",
    )  # fmt: skip


def _school_answers(crew: Crew, story: Story) -> None:
    """The lead opens the question, says who is who, and sends what was seen and said."""
    with crew.at(SCHOOL, Role.SAFEGUARDING_LEAD) as lead:
        for arrival_id in crew.arrived(SCHOOL, EnvelopeKind.ENQUIRY):
            school_actions.open_question(by=lead, arrival_id=arrival_id)
        question_id = questions_for(lead, WHY)[0][0].id
        file = entry_for(lead, story.entry_id, WHY)[1]
        them = {story.people[story.mother]: story.mother_id}
        draft_id = school_actions.begin_answer(by=lead, question_id=question_id, file=file, people=them)
        goes = Passing(True, Label.RELEASABLE, words="It answers whether the child is alone.")
        acting.send_prepared(
            lead, draft_id, goes, "The hub asked whether the child is alone.", only_statements=True
        )


def _police_answer(crew: Crew) -> None:
    with crew.at(POLICE, Role.NAVIGATOR) as navigator:
        for arrival_id in crew.arrived(POLICE, EnvelopeKind.ENQUIRY):
            question_id = question_actions.open_question(by=navigator, arrival_id=arrival_id)
            if question_id is None:
                raise LookupError("the police could not open the hub’s question")
            asked = police_question_for(navigator, question_id, WHY).asked
            item = Item(
                Basis.DOCUMENT, STREET, Label.RELEASABLE, about=(asked.persons[0].id,), source="Log of the patrol",
                happened_on=timezone.localdate() - timedelta(days=40), relevance="A child was out alone at night.",
            )  # fmt: skip
            reply_id = reply_actions.begin_reply(by=navigator, question_id=question_id)
            seen = reply_actions.keep_item(by=navigator, reply_id=reply_id, seen=1, item=item)
            reply_actions.send_reply(by=navigator, reply_id=reply_id, seen=seen)


def _decided(crew: Crew, story: Story) -> None:
    with crew.at(HUB, Role.SCREENER) as screener:
        for arrival_id in crew.arrived(HUB, EnvelopeKind.RETURN):
            take_answer(by=screener, arrival_id=arrival_id)
        end_asking(by=screener, case_id=story.case_id)
    with crew.at(HUB, Role.ANALYST) as analyst:
        pack = pack_for(analyst, story.case_id, WHY)
        cites = {
            one: "The school tells of the same." if is_weak(grade) else ""
            for one, grade in pack.grades.items()
        }
        write_analysis(by=analyst, pack=pack, weighed=replace(WEIGHED, cites=cites))
    with crew.at(HUB, Role.HUB_MANAGER) as manager:
        reasons = Reasons(
            "A child is alone at night and says so. The family can be helped.",
            minimum="The child is alone in the evening. The mother knows of the hub.",
        )
        decide_case(
            by=manager, pack=pack_for(manager, story.case_id, WHY), outcome="section_17", reasons=reasons
        )
