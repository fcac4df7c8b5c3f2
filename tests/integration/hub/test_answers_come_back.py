"""What may not be asked is refused, what was not asked is left out, what is sealed stays with the people it names."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from fairward.agency.answers import question_actions, reply_actions
from fairward.agency.answers.reply_queries import reply_for, sent_for
from fairward.exchange.answering import crossing, items, returning
from fairward.exchange.answering.arrived_queries import waiting
from fairward.exchange.answering.asking import AskedThing
from fairward.exchange.answering.items import pointer
from fairward.exchange.travel.models import Sending
from fairward.exchange.travel.partner_queries import partner
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.hub.enquiries import enquiry_actions, gate_actions
from fairward.hub.enquiries.enquiry_queries import enquiries_of, states_of
from fairward.hub.enquiries.gate_actions import Decided
from fairward.hub.enquiries.models import Enquiry
from fairward.hub.enquiries.taking_actions import take_correction
from fairward.hub.intake.case_queries import case_facts
from fairward.hub.vocabulary import CaseState, EnquiryState, Rating
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import Label
from tests.support.asking import MOTHER, SECOND, STRANGER, TERMS, WHY, Asking, item, make_asking
from tests.support.hubs import ANALYST, HUB_MANAGER, NAVIGATOR, SCREENER, SECOND_SCREENER, partner_id_of
from tests.support.travelling import carry_due

pytestmark = pytest.mark.django_db
NOT_TOLD = Decided(3, "ca1989_s17", 12, False, "increases_risk", timezone.localdate() + timedelta(7))


@pytest.fixture
def world(db: None) -> Asking:
    made = make_asking()
    made.agree(made.police)
    return made


def code_of(act: Any, *given: Any, **more: Any) -> str:
    try:
        act(*given, **more)
    except Denied as denied:
        return denied.code
    return ""


def states(world: Asking) -> tuple[EnquiryState, ...]:
    with world.hub.transaction():
        return states_of(world.hub.organisation_id, world.case_id)


def packages_sent(world: Asking) -> int:
    with world.hub.transaction():
        return Sending.objects.filter(organisation_id=world.hub.organisation_id).count()


def make_late(world: Asking) -> None:
    with world.hub.transaction():
        rows = Enquiry.objects.filter(organisation_id=world.hub.organisation_id)
        rows.update(answer_by=timezone.now() - timedelta(minutes=1))


def test_outside_the_agreement_nothing_leaves_and_the_clause_is_cited(world: Asking) -> None:
    world.open_gate(persons=world.persons("Robin Marsh", STRANGER))
    with pytest.raises(Denied) as denied:
        world.ask(world.police)
    assert denied.value.sentence.startswith("Clause 3 of “Eastmere sharing agreement”")
    assert states(world) == () and packages_sent(world) == 0
    assert code_of(world.ask, world.health) == "no_agreement"
    world.agree(world.police, replace(TERMS, look_back_months=6))
    assert code_of(world.ask, world.police, world.persons("Robin Marsh")) == "outside_look_back"


def test_outside_the_gate_nothing_leaves(world: Asking) -> None:
    world.open_gate()
    assert code_of(world.ask, world.police, world.persons(STRANGER)) == "person_outside_gate"
    everything = [AskedThing("incidents", "Send us all you have.")]
    assert code_of(world.ask, world.police, None, everything) == "question_outside_gate"
    assert states(world) == () and packages_sent(world) == 0


def test_a_family_that_is_not_told_needs_a_managers_signature_on_this_very_gate(world: Asking) -> None:
    gate = world.open_gate(NOT_TOLD, without_consent="prejudices")
    assert code_of(world.ask, world.police) == "manager_signs"

    def sign(persona: Any) -> None:
        with world.hub.transaction():
            gate_actions.sign_gate(
                by=world.hub.actor(persona), gate_id=gate.facts.id, reason="He would run away with him."
            )

    assert code_of(sign, SCREENER) == "not_your_role"
    sign(HUB_MANAGER)
    assert world.gate().signature == "He would run away with him."
    world.ask(world.police)
    world.open_gate(
        NOT_TOLD, without_consent="prejudices", persons=world.persons("Robin Marsh", MOTHER, STRANGER)
    )
    assert code_of(world.ask, world.police, world.persons("Robin Marsh")) == "manager_signs", (
        "wider is decided anew"
    )


def test_about_significant_harm_the_law_is_enough(world: Asking) -> None:
    world.open_gate(Decided(4, "ca1989_s47", 12, True), agreement="")
    world.ask(world.health)
    asked = world.question(world.health, world.open_at(world.health)).asked
    assert asked.agreement == "" and asked.power.code == "ca1989_s47"


def test_a_gate_that_was_changed_meanwhile_is_not_asked_from(world: Asking) -> None:
    before = world.open_gate()
    world.open_gate(persons=world.persons("Robin Marsh"))

    def ask_from_the_old_one() -> None:
        with world.hub.transaction():
            enquiry_actions.ask_agency(
                by=world.hub.actor(SECOND_SCREENER), case=world.case(), gate=before,
                partner_id=partner_id_of(world.hub, world.police), persons=before.content.persons,
                questions=before.content.questions,
            )  # fmt: skip

    assert code_of(ask_from_the_old_one) == "gate_changed"


def test_what_is_sealed_opens_for_the_manager_who_is_named_and_is_counted_for_others(world: Asking) -> None:
    world.open_gate()
    world.ask(world.police)
    question_id = world.open_at(world.police)
    reply_id = world.write(world.police, question_id, item("A source says so.", label=Label.SEALED), item())

    def send(seen: int) -> None:
        with world.police.transaction():
            reply_actions.send_reply(by=world.police.actor(NAVIGATOR), reply_id=reply_id, seen=seen)

    def agree(persona: Any) -> None:
        with world.police.transaction():
            reply_actions.agree(by=world.police.actor(persona), reply_id=reply_id, seen=3)

    assert code_of(send, 3) == "needs_second"
    assert code_of(agree, NAVIGATOR) == "own"
    agree(SECOND)
    send(3)
    carry_due(world.police)
    world.take()
    for persona in (SCREENER, ANALYST):
        read = world.items(persona)
        assert (len(read.items), read.for_others) == (1, 1)
    read = world.items(HUB_MANAGER)
    assert {one.claim.text for one in read.items} == {
        "A source says so.",
        "He was seen alone on the bridge at night.",
    }
    assert read.for_others == 0


def test_a_change_after_the_second_person_agreed_is_agreed_to_again(world: Asking) -> None:
    world.open_gate()
    world.ask(world.police)
    reply_id = world.write(
        world.police, world.open_at(world.police), item("A source says so.", label=Label.SEALED)
    )
    robin = (world.people["Robin Marsh"],)
    with world.police.transaction():
        reply_actions.agree(by=world.police.actor(SECOND), reply_id=reply_id, seen=2)
        reply_actions.keep_item(
            by=world.police.actor(NAVIGATOR), reply_id=reply_id, seen=2, item=item(about=robin)
        )

    def send() -> None:
        with world.police.transaction():
            reply_actions.send_reply(by=world.police.actor(NAVIGATOR), reply_id=reply_id, seen=3)

    assert code_of(send) == "needs_second"


def answers_by_hand(world: Asking, *said: items.Item) -> None:
    """What an agency might send with another program than ours, which looks at nothing."""
    question_id = world.open_at(world.police)
    asked = world.question(world.police, question_id).asked
    wide = replace(asked, persons=(*asked.persons, *world.persons(STRANGER)))
    with world.police.transaction():
        by = world.police.actor(NAVIGATOR)
        partner_id = partner_id_of(world.police, world.hub)
        card = partner(world.police.organisation_id, partner_id).card
        assert asked.package_id is not None
        head = returning.answer_head(
            wide, returning.How.RELEVANT, "All we have.", crossing.sender_of(by), crossing.recipient_of(card), "",
            to=asked.package_id,
        )  # fmt: skip
        package = returning.answer_package(head, said, wide, "Joan Pike", timezone.now())
        crossing.let_go(by=by, partner_id=partner_id, package=package)
    carry_due(world.police)


def test_the_hub_leaves_out_what_it_did_not_ask_about_and_keeps_no_word_of_it(world: Asking) -> None:
    world.agree(world.police, replace(TERMS, labels=(Label.RELEASABLE, Label.POINTER)))
    world.open_gate()
    world.ask(world.police)
    robin, stranger = (world.people["Robin Marsh"],), (world.people[STRANGER],)
    answers_by_hand(
        world, item("About Robin.", about=robin), item("About the uncle.", about=stranger),
        item("About both.", about=(*robin, *stranger)), item("For the hub alone.", about=robin, label=Label.HUB_ONLY),
        item("About nobody.", about=()),
    )  # fmt: skip
    (taken,) = world.take()
    assert (taken.items, taken.left_out) == (1, 4)
    assert [one.claim.text for one in world.items().items] == ["About Robin."]


def test_early_help_hears_only_that_somebody_is_known(world: Asking) -> None:
    world.open_gate(Decided(2, "ca2004_s16la", 12, True))
    world.ask(world.police)
    answers_by_hand(
        world,
        item("More than that.", about=(world.people["Robin Marsh"],)),
        pointer("Duty desk, 01632 960 555"),
    )
    (taken,) = world.take()
    assert (taken.items, taken.left_out) == (1, 1)
    assert [one.claim.call for one in world.items().items] == ["Duty desk, 01632 960 555"]


def test_an_agency_cannot_answer_what_another_was_asked_nor_twice(world: Asking) -> None:
    world.agree(world.health)
    world.open_gate()
    world.ask(world.police)
    question_id = world.open_at(world.police)
    world.say_nothing(world.police, question_id)
    (first,) = world.take()
    with world.hub.transaction():
        other = Enquiry.objects.get(id=first.enquiry_id, organisation_id=world.hub.organisation_id).package_id
    world.ask(world.health)
    health = world.open_at(world.health)
    asked = world.question(world.health, health).asked
    with world.health.transaction():
        by = world.health.actor(NAVIGATOR)
        partner_id = partner_id_of(world.health, world.hub)
        card = partner(world.health.organisation_id, partner_id).card
        head = returning.answer_head(
            asked,
            returning.How.NOTHING,
            "Nothing.",
            crossing.sender_of(by),
            crossing.recipient_of(card),
            "",
            to=other,
        )
        crossing.let_go(
            by=by,
            partner_id=partner_id,
            package=returning.answer_package(head, [], asked, "J", timezone.now()),
        )
    carry_due(world.health)
    (refused,) = world.take()
    assert refused.refused and states(world) == (EnquiryState.NOTHING_RELEVANT, EnquiryState.ASKED)


def test_overdue_is_chased_told_above_and_gone_without_and_a_late_answer_still_comes_in(
    world: Asking,
) -> None:
    world.open_gate()
    enquiry_id = world.ask(world.police)
    question_id = world.open_at(world.police)

    def act(do: Any, **more: Any) -> None:
        with world.hub.transaction():
            do(by=world.hub.actor(SCREENER), enquiry_id=enquiry_id, **more)

    act(enquiry_actions.chase, words="The desk: in an hour.")
    assert code_of(act, enquiry_actions.escalate, words="Their manager.") == "not_overdue"
    without = {"rating": Rating.AMBER, "reason": "She is seen today."}
    assert code_of(act, enquiry_actions.go_without, **without) == "not_overdue"
    assert code_of(end_asking, world) == "still_waiting"
    make_late(world)
    act(enquiry_actions.escalate, words="Their manager.")
    act(enquiry_actions.go_without, **without)
    with world.hub.transaction():
        (found,) = enquiries_of(world.hub.actor(ANALYST), world.case_id, WHY)
    assert [(one.what, one.words, one.by) for one in found.content.noted] == [
        ("chased", "The desk: in an hour.", SCREENER.name), ("escalated", "Their manager.", SCREENER.name),
        ("without", "She is seen today.", SCREENER.name),
    ]  # fmt: skip
    end_asking(world)
    world.say(world.police, question_id, item())
    world.take()
    assert states(world) == (EnquiryState.RELEVANT,) and len(world.items().items) == 1


def end_asking(world: Asking) -> None:
    with world.hub.transaction():
        enquiry_actions.end_asking(by=world.hub.actor(SCREENER), case_id=world.case_id)
        assert case_facts(world.hub.organisation_id, world.case_id).state is CaseState.ANALYSIS


def test_what_was_answered_is_added_to_later(world: Asking) -> None:
    world.open_gate()
    world.ask(world.police)
    question_id = world.open_at(world.police)
    world.say(world.police, question_id, item())
    world.take()
    world.say(world.police, question_id, item("He was seen there again."))
    (taken,) = world.take()
    assert (taken.items, taken.refused) == (1, "")
    assert len(world.items().items) == 2


def test_declining_gives_the_hub_a_reason(world: Asking) -> None:
    world.open_gate()
    world.ask(world.police)
    question_id = world.open_at(world.police)
    with world.police.transaction():
        question_actions.decline(
            by=world.police.actor(NAVIGATOR), question_id=question_id, reason="A court forbids it."
        )
    carry_due(world.police)
    world.take()
    with world.hub.transaction():
        (found,) = enquiries_of(world.hub.actor(ANALYST), world.case_id, WHY)
    assert found.facts.state is EnquiryState.DECLINED
    assert [(one.words, one.by) for one in found.content.noted] == [("A court forbids it.", NAVIGATOR.name)]


def put_right(world: Asking, question_id: Any, *, keeps_item: bool) -> None:
    """The agency puts its first item right, or says that it was wrong altogether."""
    agency = world.police
    with agency.transaction():
        by = agency.actor(NAVIGATOR)
        (sent,) = sent_for(by, question_id, WHY)
        item_id = sent.content.items[0].id
        reply_id = reply_actions.begin_correction(
            by=by, question_id=question_id, item_id=item_id, because="It was his cousin."
        )
        (begun,) = reply_for(by, reply_id, WHY).content.items
        if keeps_item:
            changed = replace(begun, text="His cousin was seen; he was at home.")
            seen = reply_actions.keep_item(by=by, reply_id=reply_id, seen=1, item=changed)
        else:
            seen = reply_actions.take_item_out(by=by, reply_id=reply_id, seen=1, item_id=begun.id)
        reply_actions.send_reply(by=by, reply_id=reply_id, seen=seen)
    carry_due(agency)
    with world.hub.transaction():
        (waits,) = waiting(world.hub.organisation_id, [EnvelopeKind.CORRECTION_NOTICE])
        assert take_correction(by=world.hub.actor(SCREENER), arrival_id=waits.arrival_id) is not None


@pytest.mark.parametrize("keeps_item", [True, False])
def test_a_correction_marks_the_item_and_brings_what_is_right(world: Asking, keeps_item: bool) -> None:
    world.open_gate()
    world.ask(world.police)
    question_id = world.open_at(world.police)
    world.say(world.police, question_id, item())
    world.take()
    put_right(world, question_id, keeps_item=keeps_item)
    read = world.items().items
    assert [one.claim.text for one in read if one.replaced_at] == [
        "He was seen alone on the bridge at night."
    ]
    now = [one.claim.text for one in read if not one.replaced_at]
    assert now == (["His cousin was seen; he was at home."] if keeps_item else [])
    with world.hub.transaction():
        (found,) = enquiries_of(world.hub.actor(ANALYST), world.case_id, WHY)
    assert [(one.what, one.words) for one in found.content.noted] == [("corrected", "It was his cousin.")]
