"""The pages of a hub's questions: what a lead sees, at home and one by one; what others do not."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from fairward.exchange.queries import told_for, told_of_file
from fairward.files.queries import file_for
from fairward.kernel.denied import Denied
from fairward.school.questions.models import HubQuestion
from tests.personas import LEAD, TEACHER, sign_in
from tests.support.answering_school import GOES, STAYS, WHY, make_answering, question_arrives
from tests.support.living import SAW, make_living


def test_home_says_it_with_the_time_and_no_name(db: None) -> None:
    living = make_living()
    question_arrives(living, is_opened=False)
    lead = sign_in(Client(), living.school[LEAD])
    page = lead.get("/").content.decode()
    assert "A hub asks about a child" in page and "1 question not opened yet" in page
    lead.post("/hub-questions/open/")
    page = lead.get("/").content.decode()
    assert "A question of Westmere Safeguarding Hub" in page and "answer by" in page
    assert "Amy" not in page
    teacher = sign_in(Client(), living.school[TEACHER])
    assert "A hub asks about a child" not in teacher.get("/").content.decode()


def test_what_is_overdue_or_urgent_is_red(db: None) -> None:
    living = make_living()
    question_id = question_arrives(living)
    with living.school.transaction():
        HubQuestion.objects.filter(organisation_id=living.school.organisation_id, id=question_id).update(
            answer_by=timezone.now()
        )
    lead = sign_in(Client(), living.school[LEAD])
    assert "(overdue)" in lead.get("/").content.decode()
    assert "Overdue" in lead.get("/hub-questions/").content.decode()


def test_a_question_is_not_sorted_like_a_package(db: None) -> None:
    living = make_living()
    arrival_id = question_arrives(living, is_opened=False)
    lead = sign_in(Client(), living.school[LEAD])
    assert lead.get(f"/exchange/arrived/{arrival_id}/")["Location"] == "/hub-questions/"
    assert "package not opened yet" not in lead.get("/").content.decode()


@pytest.mark.parametrize("typed", ["", "Nobody Such"])
def test_no_child_is_chosen_by_itself(db: None, typed: str) -> None:
    living = make_living()
    question_id = question_arrives(living)
    lead = sign_in(Client(), living.school[LEAD])
    page = lead.post(f"/hub-questions/{question_id}/child/", {"find": typed})
    assert page.status_code == 200 and "Amy Fairbairn" in page.content.decode()
    with living.school.transaction():
        assert (
            HubQuestion.objects.get(id=question_id, organisation_id=living.school.organisation_id).draft_id
            is None
        )


def test_a_child_without_a_file_leads_back_to_the_short_answers(db: None) -> None:
    living = make_living()
    question_id = question_arrives(living)
    lead = sign_in(Client(), living.school[LEAD])
    page = lead.get(f"/hub-questions/{question_id}/child/{living.amy}/").content.decode()
    assert "there is nothing to choose from" in page


def test_two_people_of_the_question_are_not_one_person_here(db: None) -> None:
    world = make_answering()
    question_id = world.open()
    with pytest.raises(Denied, match="twice_the_same"):
        world.begin(question_id, {world.asking.people["Morag Fairbairn"]: world.living.amy})


def test_the_family_sees_that_they_asked_and_this_was_the_answer(db: None) -> None:
    world = make_answering()
    draft_id = world.begin(world.open())
    world.choose(draft_id, lambda one: GOES if one.text == SAW else STAYS)
    world.send(draft_id)
    living = world.living
    with living.school.transaction():
        _, file, _ = file_for(living.actor(), living.ids["file"], WHY)
        (staff,) = told_of_file(living.actor(), file, WHY)
        (family,) = told_for(living.actor(), living.amy, [living.ids["entry"]], WHY)
    assert staff.id == family.id
    assert family.plain_kind == "They asked us a question, and this was the answer."
    assert family.recipient.startswith("Eastmere Safeguarding Hub")
