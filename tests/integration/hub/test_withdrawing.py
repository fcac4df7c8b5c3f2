"""A hub takes a question back: the agency hears that it need not answer, nothing of it stays there, a link is dead."""

from __future__ import annotations

import pytest

from fairward.agency.answers import question_actions, reply_actions
from fairward.agency.answers.models import Question, Reply
from fairward.agency.answers.question_queries import question_facts, withdrawals_for
from fairward.agency.answers.reply_queries import written_for
from fairward.agency.answers.vocabulary import QuestionState
from fairward.agency.answers.withdrawal_actions import Heard, hear_withdrawal
from fairward.exchange.travel.models import Arrival
from fairward.exchange.travel.sending_queries import state_of_package
from fairward.exchange.travel.vocabulary import EnvelopeKind, TravelState
from fairward.hub.enquiries.enquiry_actions import end_asking, go_without
from fairward.hub.enquiries.enquiry_queries import enquiries_of, states_of
from fairward.hub.enquiries.models import Enquiry
from fairward.hub.enquiries.presenters import withdraw_rows
from fairward.hub.enquiries.withdrawing_actions import withdraw_question
from fairward.hub.intake.case_queries import case_facts
from fairward.hub.vocabulary import CaseState, EnquiryState, Rating
from fairward.kernel.denied import Denied, NotFound
from tests.personas import School
from tests.support.asking import MOTHER, WHY, Asking, item, make_asking
from tests.support.hubs import NAVIGATOR, SCREENER
from tests.support.kept import kept
from tests.support.travelling import carry_due

pytestmark = pytest.mark.django_db
REASON = "The family has moved away and another hub asks now."


def _world() -> Asking:
    made = make_asking()
    made.agree(made.police)
    made.agree(made.health)
    made.open_gate()
    return made


world = kept(_world)


def withdraw(world: Asking, enquiry_id: object, reason: str = REASON, *, carried: bool = True) -> None:
    gate = world.gate()
    with world.hub.transaction():
        withdraw_question(
            by=world.hub.actor(SCREENER), case=world.case(), gate=gate, enquiry_id=enquiry_id, reason=reason
        )
    if carried:
        carry_due(world.hub)


def hear(agency: School) -> list[Heard]:
    with agency.transaction():
        actor = agency.actor(NAVIGATOR)
        found = [hear_withdrawal(by=actor, arrival_id=one.arrival_id) for one in withdrawals_for(actor, WHY)]
    carry_due(agency)
    return [one for one in found if one]


def row(world: Asking, enquiry_id: object) -> Enquiry:
    with world.hub.transaction():
        return Enquiry.objects.get(organisation_id=world.hub.organisation_id, id=enquiry_id)


def kept_of(agency: School) -> list[bytes | None]:
    """The sealed bytes of every question that came."""
    with agency.transaction():
        rows = Arrival.objects.filter(organisation_id=agency.organisation_id, kind=int(EnvelopeKind.ENQUIRY))
        return list(rows.values_list("sealed", flat=True))


def test_the_agency_hears_it_and_what_it_had_begun_is_gone(world: Asking) -> None:
    enquiry_id = world.ask(world.police)
    question_id = world.open_at(world.police)
    reply_id = world.write(world.police, question_id, item())
    withdraw(world, enquiry_id)
    (heard,) = hear(world.police)
    assert (heard.reason, heard.asker, heard.by) == (REASON, world.hub.name, SCREENER.name)
    assert not heard.is_answered
    with world.police.transaction():
        assert question_facts(world.police.organisation_id, question_id).state is QuestionState.WITHDRAWN
        assert written_for(world.police.actor(NAVIGATOR), question_id, WHY) is None
        assert not Reply.objects.filter(organisation_id=world.police.organisation_id).exists()
        with pytest.raises(NotFound):
            reply_actions.send_reply(by=world.police.actor(NAVIGATOR), reply_id=reply_id, seen=2)
    assert kept_of(world.police) == [None, None]
    withdrawn = row(world, enquiry_id)
    assert withdrawn.state == int(EnquiryState.WITHDRAWN) and withdrawn.ended_at is not None
    with world.hub.transaction():
        assert state_of_package(world.hub.organisation_id, withdrawn.package_id) is TravelState.RECALLED
        (opened,) = enquiries_of(world.hub.actor(SCREENER), world.case_id, WHY)
    assert [(one.what, one.words) for one in opened.content.noted] == [("withdrawn", REASON)]


def test_what_is_withdrawn_cannot_be_answered_any_more(world: Asking) -> None:
    enquiry_id = world.ask(world.police)
    question_id = world.open_at(world.police)
    withdraw(world, enquiry_id)
    hear(world.police)
    actor = world.police.actor(NAVIGATOR)
    with world.police.transaction():
        for act in (
            lambda: question_actions.say_nothing_relevant(by=actor, question_id=question_id),
            lambda: question_actions.decline(by=actor, question_id=question_id, reason="No."),
        ):
            with pytest.raises(Denied) as denied:
                act()
            assert denied.value.code == "withdrawn" and "need not answer" in denied.value.sentence
        with pytest.raises(Denied):
            reply_actions.begin_reply(by=actor, question_id=question_id)


def test_one_that_nobody_had_opened_is_over_without_being_opened(world: Asking) -> None:
    withdraw(world, world.ask(world.police))
    (heard,) = hear(world.police)
    assert heard.reason == REASON
    with world.police.transaction():
        (found,) = Question.objects.filter(organisation_id=world.police.organisation_id)
    assert found.state == int(QuestionState.WITHDRAWN) and kept_of(world.police) == [None, None]


def test_an_answer_that_crossed_it_is_not_taken_in(world: Asking) -> None:
    enquiry_id = world.ask(world.police)
    question_id = world.open_at(world.police)
    withdraw(world, enquiry_id)
    world.say(world.police, question_id, item())
    (taken,) = world.take()
    assert taken.items == 0 and taken.refused
    assert world.items().items == ()
    (heard,) = hear(world.police)
    assert heard.is_answered
    with world.police.transaction():
        assert question_facts(world.police.organisation_id, question_id).state is QuestionState.ANSWERED


def test_what_has_not_left_is_stopped_and_never_arrives(world: Asking) -> None:
    enquiry_id = world.ask(world.police, carried=False)
    withdraw(world, enquiry_id)
    assert kept_of(world.police) == []
    with world.hub.transaction():
        package_id = row(world, enquiry_id).package_id
        assert state_of_package(world.hub.organisation_id, package_id) is TravelState.STOPPED


def test_an_answer_at_the_door_is_taken_in_first(world: Asking) -> None:
    enquiry_id = world.ask(world.police)
    world.say(world.police, world.open_at(world.police), item())
    with pytest.raises(Denied) as denied:
        withdraw(world, enquiry_id)
    assert denied.value.code == "answer_came"
    world.take()
    with pytest.raises(Denied) as denied:
        withdraw(world, enquiry_id)
    assert denied.value.code == "enquiry_over"


def test_a_reason_is_needed_and_only_once(world: Asking) -> None:
    enquiry_id = world.ask(world.police)
    with pytest.raises(Denied) as denied:
        withdraw(world, enquiry_id, "  ")
    assert denied.value.code == "no_reason"
    withdraw(world, enquiry_id)
    with pytest.raises(Denied) as denied:
        withdraw(world, enquiry_id)
    assert denied.value.code == "enquiry_over"


def test_a_withdrawal_of_another_hub_s_question_takes_nothing_back(world: Asking) -> None:
    """What a partner takes back is its own question: another one's stays."""
    other = make_asking()
    other.agree(other.police)
    other.open_gate()
    asked_there = other.ask(other.police)
    other_question = other.open_at(other.police)
    withdraw(world, world.ask(world.police))
    assert hear(other.police) == []
    with other.police.transaction():
        assert question_facts(other.police.organisation_id, other_question).state is QuestionState.WAITS
    assert row(other, asked_there).state == int(EnquiryState.ASKED)


def over(world: Asking) -> list[str]:
    gate = world.gate()
    with world.hub.transaction():
        found = enquiries_of(world.hub.actor(SCREENER), world.case_id, WHY)
        facts = case_facts(world.hub.organisation_id, world.case_id)
    return [one.text for one in withdraw_rows(found, gate, facts)]


def test_narrowing_the_gate_offers_to_withdraw_what_lies_outside_now(world: Asking) -> None:
    world.ask(world.police)
    world.ask(world.health, persons=world.persons("Robin Marsh"))
    assert over(world) == []
    world.open_gate(persons=world.persons("Robin Marsh"))
    (found,) = over(world)
    assert found.startswith("The gate was changed")
    world.open_gate(persons=world.persons("Robin Marsh", MOTHER))
    assert over(world) == []


def test_what_was_decided_without_can_still_be_withdrawn_and_the_case_goes_on(world: Asking) -> None:
    enquiry_id = world.ask(world.police)
    withdraw(world, enquiry_id)
    with world.hub.transaction():
        own = world.hub.organisation_id
        assert states_of(own, world.case_id) == (EnquiryState.WITHDRAWN,)
        end_asking(by=world.hub.actor(SCREENER), case_id=world.case_id)
        assert case_facts(own, world.case_id).state is CaseState.ANALYSIS
    world.open_gate()
    second = world.ask(world.health)
    with world.hub.transaction():
        go_without(
            by=world.hub.actor(SCREENER), enquiry_id=second, rating=Rating.RED, reason="It cannot wait."
        )
    withdraw(world, second)
    assert row(world, second).state == int(EnquiryState.WITHDRAWN)
