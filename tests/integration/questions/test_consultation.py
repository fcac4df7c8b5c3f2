"""A school that told a hub something is asked by program what it thinks about showing it, and answers on a page."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from fairward.access_requests import actions as shared
from fairward.access_requests.vocabulary import WhoseRight
from fairward.cases.vocabulary import HowAsked
from fairward.exchange.answering.arrived_queries import waiting
from fairward.exchange.answering.consulting import Opinion, Verdict
from fairward.exchange.answering.crossing import opened
from fairward.exchange.models import Disclosure
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.hub.requests import actions, consulting_actions
from fairward.hub.requests.gathering_queries import gathered_for
from fairward.hub.requests.queries import opened_passages
from fairward.kernel.denied import Denied, NotFound
from fairward.school.questions import question_actions
from fairward.school.questions.consultation_actions import give_opinions
from fairward.school.questions.consultation_queries import consultation_for
from fairward.school.questions.vocabulary import QuestionState
from tests.personas import LEAD, sign_in
from tests.support.answering_school import AMY, GOES, STAYS, Answering, make_answering
from tests.support.hub_requests import partner_row
from tests.support.hubs import HUB_MANAGER, HUB_OFFICER
from tests.support.living import MOTHER, SAW
from tests.support.travelling import carry_due

WHY = "a test of asking a school"


@pytest.fixture
def world(db: None) -> Answering:
    """The school answered the hub that it saw a bruise; nothing else of its file went."""
    made = make_answering()
    draft_id = made.begin(made.open())
    made.choose(draft_id, lambda one: GOES if one.text == SAW else STAYS)
    made.send(draft_id)
    made.asking.take()
    return made


def request(world: Answering) -> UUID:
    """Amy's mother asks the hub what it holds about Amy; the copies are made."""
    hub, people = world.asking.hub, [world.asking.people[AMY]]
    with hub.transaction():
        by = hub.actor(HUB_OFFICER)
        asked = timezone.now() - timedelta(days=3)
        noted = actions.Noted(MOTHER, "What do you have about Amy?", HowAsked.LETTER, asked, "12 Weir Street")
        case_id = actions.note_request(by=by, noted=noted)
        actions.confirm_person(by=by, case_id=case_id, person_id=people[0])
        actions.settle_identity(by=by, case_id=case_id, is_known=True)
        shared.settle_right(by=by, case_id=case_id, whose=WhoseRight.FOR_CHILD, words="We know her.")
        manager = hub.actor(HUB_MANAGER)
        found = actions.Found(
            world.asking.case_id, people, gathered_for(manager, world.asking.case_id, people)
        )
        actions.keep_gathered(by=manager, case_id=case_id, found=[found])
    return case_id


def consult(world: Answering, case_id: UUID) -> UUID:
    """The hub asks the school, and a lead there opens it; returns the question."""
    hub = world.asking.hub
    with hub.transaction():
        consulting_actions.consult(
            by=hub.actor(HUB_OFFICER), case_id=case_id, partner_id=partner_row(hub, world.living.school),
            answer_by_on=timezone.localdate() + timedelta(7),
        )  # fmt: skip
    carry_due(hub)
    return world.open()


def test_a_lead_answers_on_a_page_and_the_hub_decides(world: Answering) -> None:
    case_id = request(world)
    question_id = consult(world, case_id)
    lead = sign_in(Client(), world.living.school[LEAD])
    assert "Somebody asks to see what you told the hub" in lead.get("/hub-questions/").content.decode()
    address = f"/hub-questions/{question_id}/consultation/"
    assert lead.get(f"/hub-questions/{question_id}/").headers["Location"] == address
    page = lead.get(address).content.decode()
    assert SAW in page and page.count("<h1") == 1
    with world.living.school.transaction():
        told = consultation_for(world.living.actor(), question_id, WHY).told
    place = next(number for number, one in enumerate(told) if one.passage and one.passage.text == SAW)
    given = {f"p{number}-verdict": str(int(Verdict.SHOW)) for number in range(len(told))}
    bare = lead.post(address, {**given, f"p{place}-verdict": str(int(Verdict.HOLD))}).content.decode()
    assert "Choose the reason that the law gives" in bare
    held = {f"p{place}-verdict": str(int(Verdict.PART)), f"p{place}-reason": "Not who told us."}
    assert "Sent: what you think" in lead.post(address, {**given, **held}).content.decode()
    assert world.row(question_id).state == int(QuestionState.OPINION)
    carry_due(world.living.school)
    hub = world.asking.hub
    with hub.transaction():
        (waits,) = waiting(hub.organisation_id, [EnvelopeKind.RETURN])
        assert consulting_actions.take_opinion(by=hub.actor(HUB_MANAGER), arrival_id=waits.arrival_id)
        opinions = [one for each in opened_passages(hub.actor(HUB_OFFICER), case_id) for one in each.opinions]
    assert ("Not who told us.", Verdict.PART) in [
        (one.said.words, one.verdict) for one in opinions if one.said
    ]
    assert lead.get(address).headers["Location"] == "/hub-questions/answered/"


def test_no_word_of_a_passage_goes_to_the_school_that_told_it(world: Answering) -> None:
    question_id = consult(world, request(world))
    school = world.living.school
    with school.transaction():
        came = opened(school.actor(LEAD), world.row(question_id).arrival_id, WHY).manifest
    assert came.passages == () and "bruise" not in str(came)


def test_what_went_to_somebody_else_is_not_looked_up(world: Answering) -> None:
    """A hub that names passages that it was never told gets no page that shows them."""
    question_id = consult(world, request(world))
    with world.living.school.transaction():
        Disclosure.objects.filter(organisation_id=world.living.school.organisation_id).update(partner_id=None)
        told = consultation_for(world.living.actor(), question_id, WHY).told
    assert told and all(one.passage is None for one in told)


def test_a_consultation_is_not_answered_like_a_question_nor_a_question_like_one(world: Answering) -> None:
    question_id = consult(world, request(world))
    school = world.living.school
    with school.transaction(), pytest.raises(Denied):
        question_actions.say_nothing_relevant(by=school.actor(LEAD), question_id=question_id)
    with school.transaction(), pytest.raises(Denied):
        give_opinions(
            by=school.actor(LEAD), question_id=question_id, opinions=[Opinion(question_id, Verdict.SHOW)]
        )
    other = make_answering()
    plain = other.open()
    with other.living.school.transaction(), pytest.raises(NotFound):
        give_opinions(by=other.living.actor(), question_id=plain, opinions=[])
