"""A hub asks a school: the question, its answers in one step, and the answer that a lead chooses from the file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fairward.exchange.answering.arrived_queries import waiting
from fairward.exchange.models import Disclosure
from fairward.exchange.travel.models import Arrival
from fairward.exchange.travel.vocabulary import EnvelopeKind, TravelState
from fairward.hub.enquiries.enquiry_queries import enquiry_for
from fairward.hub.enquiries.models import Enquiry
from fairward.hub.enquiries.presenters import items_on_page
from fairward.hub.enquiries.taking_actions import take_correction
from fairward.hub.vocabulary import EnquiryState
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import DisclosureKind, Label
from fairward.school.questions import question_actions
from fairward.school.questions.vocabulary import QuestionState
from tests.support import following, sending
from tests.support.answering_school import AMY, GOES, STAYS, WHY, Answering, make_answering
from tests.support.hubs import SCREENER, refer
from tests.support.kept import kept
from tests.support.living import MOTHER, SAID, SAW, THOUGHT
from tests.support.travelling import carry_due

world = kept(make_answering)


def state_at_hub(world: Answering) -> EnquiryState:
    hub = world.asking.hub
    with hub.transaction():
        row = Enquiry.objects.get(organisation_id=hub.organisation_id)
        return enquiry_for(hub.actor(SCREENER), row.id, WHY).facts.state


class TestTheQuestion:
    def test_a_lead_sees_who_asks_what_about_whom_and_why(self, world: Answering) -> None:
        found = world.question(world.open())
        assert found.facts.asker == "Eastmere Safeguarding Hub"
        assert [one.name for one in found.asked.persons] == [AMY, MOTHER]
        assert [one.words for one in found.asked.questions] == ["Has Amy been hurt?", "Who helps the family?"]
        assert found.facts.answer_by is not None and found.asked.told.is_told

    @pytest.mark.parametrize("not_known", [True, False])
    def test_one_click_keeps_nothing(self, world: Answering, not_known: bool) -> None:
        question_id, school = world.open(), world.living.school
        draft_id = world.begin(question_id)
        with school.transaction():
            say = question_actions.say_not_known if not_known else question_actions.say_nothing_relevant
            say(by=world.living.actor(), question_id=question_id)
        carry_due(school)
        world.asking.take()
        row = world.row(question_id)
        assert row.state == int(QuestionState.NOT_KNOWN if not_known else QuestionState.NOTHING)
        assert row.draft_id is None
        with school.transaction():
            kept = Arrival.objects.get(organisation_id=school.organisation_id, id=row.arrival_id)
            assert kept.sealed is None
        with pytest.raises(NotFound):
            sending.let_go(world.living, draft_id)
        assert state_at_hub(world) is EnquiryState.NOTHING_RELEVANT

    def test_known_says_only_whom_to_ring(self, world: Answering) -> None:
        question_id = world.open()
        with world.living.school.transaction():
            question_actions.say_known(
                by=world.living.actor(), question_id=question_id, call="Amira Khan, 01632 960 000"
            )
        carry_due(world.living.school)
        world.asking.take()
        (item,) = world.asking.items().items
        assert item.claim.label is Label.POINTER and item.claim.call == "Amira Khan, 01632 960 000"
        assert not item.claim.text and not item.claim.about

    def test_a_reason_is_declined_with(self, world: Answering) -> None:
        question_id = world.open()
        with world.living.school.transaction():
            question_actions.decline(
                by=world.living.actor(), question_id=question_id, reason="She left us in May."
            )
        carry_due(world.living.school)
        world.asking.take()
        assert state_at_hub(world) is EnquiryState.DECLINED

    def test_it_is_answered_once(self, world: Answering) -> None:
        question_id = world.open()
        with world.living.school.transaction():
            question_actions.say_nothing_relevant(by=world.living.actor(), question_id=question_id)
            with pytest.raises(Denied, match="answered"):
                question_actions.say_not_known(by=world.living.actor(), question_id=question_id)


class TestTakenBack:
    def test_what_its_hub_takes_back_is_over_and_what_was_begun_goes(self, world: Answering) -> None:
        question_id, school = world.open(), world.living.school
        draft_id = world.begin(question_id)
        refer(
            world.asking.hub,
            school,
            kind=DisclosureKind.ENQUIRY,
            child=AMY,
            reply_to=world.question_package(),
        )
        world.open()
        assert world.row(question_id).state == int(QuestionState.WITHDRAWN)
        with pytest.raises(NotFound):
            sending.let_go(world.living, draft_id)
        with school.transaction(), pytest.raises(Denied, match="withdrawn") as denied:
            question_actions.say_nothing_relevant(by=world.living.actor(), question_id=question_id)
        assert "You need not answer it." in denied.value.sentence

    def test_what_is_no_question_is_refused(self, world: Answering) -> None:
        school = world.living.school
        arrival_id = refer(world.asking.hub, school, kind=DisclosureKind.ENQUIRY, child=AMY)
        world.open()
        with school.transaction():
            arrival = Arrival.objects.get(organisation_id=school.organisation_id, id=arrival_id)
        assert arrival.state == int(TravelState.REFUSED) and arrival.sealed is None


class TestFromTheFile:
    def test_what_was_chosen_becomes_items_of_the_hub(self, world: Answering) -> None:
        question_id = world.open()
        draft_id = world.begin(question_id)
        closed = replace(GOES, label=Label.HUB_ONLY)
        world.choose(
            draft_id,
            lambda one: closed if one.text == THOUGHT else GOES if one.text in (SAW, SAID) else STAYS,
        )
        sent = world.send(draft_id)
        (taken,) = world.asking.take()
        assert (taken.items, taken.left_out, taken.refused) == (3, 0, "")
        items = {one.claim.text: one.claim for one in world.asking.items().items}
        assert {text: one.label for text, one in items.items()} == {
            SAW: Label.RELEASABLE, SAID: Label.RELEASABLE, THOUGHT: Label.HUB_ONLY,
        }  # fmt: skip
        assert (items[SAW].basis, items[SAID].basis, items[THOUGHT].basis) == (
            "observed",
            "child_said",
            "opinion",
        )
        assert all(one.about == (AMY,) for one in items.values())
        assert state_at_hub(world) is EnquiryState.RELEVANT
        row = world.row(question_id)
        assert row.state == int(QuestionState.ANSWERED)
        with world.living.school.transaction():
            told = Disclosure.objects.get(
                organisation_id=world.living.school.organisation_id, id=sent.disclosure_id
            )
            assert told.kind == int(DisclosureKind.RETURN)
            arrival = Arrival.objects.get(organisation_id=row.organisation_id, id=row.arrival_id)
            assert arrival.sealed is None

    def test_its_context_stands_beside_the_item(self, world: Answering) -> None:
        world.living.annotate(world.living.ids["entry"], "He fell off his bike, his aunt was there.")
        draft_id = world.begin(world.open())
        world.choose(draft_id, lambda one: GOES if one.text == SAW else STAYS)
        world.send(draft_id)
        world.asking.take()
        (shown,) = items_on_page(world.asking.items().items, {})
        assert any(
            "his aunt was there" in str(fact.value) and fact.name == "Explanation" for fact in shown.facts
        )

    def test_a_correction_reaches_the_item_and_a_second_one_too(self, world: Answering) -> None:
        draft_id = world.begin(world.open())
        world.choose(draft_id, lambda one: GOES if one.text == SAW else STAYS)
        world.send(draft_id)
        world.asking.take()
        for words in ("He had a bruise on his right arm.", "He had an old bruise on his right arm."):
            correct(world, words)
            (standing,) = [one for one in world.asking.items().items if one.replaced_at is None]
            assert (standing.claim.text, standing.claim.about) == (words, (AMY,))

    def test_what_is_explained_afterwards_comes_to_stand_beside_the_item(self, world: Answering) -> None:
        draft_id = world.begin(world.open())
        world.choose(draft_id, lambda one: GOES if one.text == SAW else STAYS)
        world.send(draft_id)
        world.asking.take()
        world.living.annotate(world.living.ids["entry"], "He fell off his bike.")
        tell(world)
        (standing,) = [one for one in world.asking.items().items if one.replaced_at is None]
        assert [note.text for note in standing.claim.context.attached] == ["He fell off his bike."]


def correct(world: Answering, words: str) -> None:
    """A lead corrects what was seen; the hub, which was told, hears of it."""
    following.correct(world.living.school, world.living.ids["entry"], 0, words)
    tell(world)


def tell(world: Answering) -> None:
    """What changed is told to the hub, which takes it in."""
    school, hub = world.living.school, world.asking.hub
    for line in following.waiting(school):
        if line.waiting:
            following.press(school, line)
    carry_due(school)
    with hub.transaction():
        found = waiting(hub.organisation_id, [EnvelopeKind.CORRECTION_NOTICE])
        assert found
        for one in found:
            assert take_correction(by=hub.actor(SCREENER), arrival_id=one.arrival_id) is not None
