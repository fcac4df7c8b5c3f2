"""From a gate to an item: a hub asks, agencies answer, and nothing moves that was not asked, agreed and labelled."""

from __future__ import annotations

import pytest

from fairward.agency.answers.models import Question, Reply
from fairward.exchange.travel.models import Arrival
from fairward.hub.enquiries.models import Enquiry
from fairward.hub.intake.case_queries import case_facts
from fairward.hub.vocabulary import CaseState, EnquiryState
from fairward.kernel.vocabulary import Label
from tests.support.asking import MOTHER, Asking, item, make_asking
from tests.support.kept import kept

pytestmark = pytest.mark.django_db


def _world() -> Asking:
    made = make_asking()
    made.agree(made.police)
    made.agree(made.health)
    return made


world = kept(_world)


def state(world: Asking) -> CaseState:
    with world.hub.transaction():
        return case_facts(world.hub.organisation_id, world.case_id).state


def enquiry(world: Asking, enquiry_id: object) -> Enquiry:
    with world.hub.transaction():
        return Enquiry.objects.get(organisation_id=world.hub.organisation_id, id=enquiry_id)


def test_a_question_goes_and_its_answer_comes_back_as_items(world: Asking) -> None:
    world.open_gate()
    assert state(world) is CaseState.GATE
    enquiry_id = world.ask(world.police)
    assert state(world) is CaseState.ENQUIRING
    question_id = world.open_at(world.police)
    asked = world.question(world.police, question_id).asked
    assert [one.name for one in asked.persons] == ["Robin Marsh", MOTHER]
    assert [one.words for one in asked.questions] == ["Were you called to the home?", "Do you know them?"]
    assert asked.asker == world.hub.name and asked.agreement == "Eastmere sharing agreement"
    world.say(world.police, question_id, item())
    (taken,) = world.take()
    assert (taken.items, taken.left_out, taken.refused) == (1, 0, "")
    row = enquiry(world, enquiry_id)
    assert (row.state, row.answer_by is not None) == (int(EnquiryState.RELEVANT), True)
    (read,) = world.items().items
    assert read.claim.text == "He was seen alone on the bridge at night."
    assert read.claim.about == ("Robin Marsh",) and read.claim.label is Label.RELEASABLE
    assert [one.text for one in read.beside] == ["He is out at night without anybody."]


def test_nothing_relevant_keeps_nothing_at_the_agency_and_no_item_at_the_hub(world: Asking) -> None:
    world.open_gate()
    enquiry_id = world.ask(world.health)
    question_id = world.open_at(world.health)
    world.say_nothing(world.health, question_id)
    world.take()
    assert enquiry(world, enquiry_id).state == int(EnquiryState.NOTHING_RELEVANT)
    assert world.items().items == ()
    with world.health.transaction():
        own = world.health.organisation_id
        assert not Reply.objects.filter(organisation_id=own).exists()
        assert not Arrival.objects.filter(organisation_id=own, sealed__isnull=False).exists()
        row = Question.objects.get(organisation_id=own)
    held = {
        field.name for field in Question._meta.concrete_fields if field.get_internal_type() == "BinaryField"
    }
    assert held == set() and row.answered_at is not None
