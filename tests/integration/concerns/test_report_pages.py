"""The four pages: what they ask once, what they add and take away, and that no word stands in an address."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.test import Client

from fairward.kernel.vocabulary import Basis
from fairward.school.concerns.models import Concern, ConcernChild
from tests.support.reporting import CHECK, SAFE, WHAT, WHEN, WHO, Reporter, questions_on, sent

if TYPE_CHECKING:
    from uuid import UUID

    from tests.personas import School

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_child_is_found_by_letters_year_or_class_and_added_without_script(
    amy: UUID, jack: UUID, dawn: Reporter
) -> None:
    dawn.who(do="search", search="am")
    page = dawn.text(WHO)
    assert f'value="add:{amy}"' in page and f"add:{jack}" not in page
    dawn.who(do=f"add:{amy}", search="am")
    dawn.who(amy, do="search", search="4b")
    assert f'value="add:{jack}"' in dawn.text(WHO)
    dawn.who(amy, do=f"add:{jack}")
    page = dawn.text(WHO)
    assert page.count("Also there") == 2 and "Another child?" in page
    dawn.who(amy, jack, do=f"remove-child:{amy}")
    assert f'name="child" value="{amy}"' not in dawn.text(WHO)


def test_suggestions_come_by_post_only(amy: UUID, dawn: Reporter) -> None:
    assert dawn.client.get("/report/children/?q=amy").status_code == 405
    found = json.loads(dawn.client.post("/report/children/", {"q": "amy"}).content)
    assert found == [{"value": str(amy), "text": "Amy Fairbairn", "note": "Year 3, 3A"}]


def test_a_child_of_elsewhere_is_no_child_here(amy: UUID, dawn: Reporter) -> None:
    dawn.who(amy, uuid4())
    assert dawn.text(WHO).count('name="child"') == 1


def test_a_gap_is_asked_about_once(amy: UUID, dawn: Reporter) -> None:
    asked = dawn.who()
    assert questions_on(asked) == ["who"] and "Choose the child" in asked.content.decode()
    assert dawn.post(WHO, asked=["who"]).headers["Location"] == SAFE
    assert questions_on(dawn.post(SAFE)) == ["safe"]
    assert dawn.post(SAFE, asked=["safe"]).headers["Location"] == WHAT
    asked = dawn.what("He is thin.", "")
    assert questions_on(asked) == [f"basis-{dawn.statement}"]
    assert dawn.what("He is thin.", "", asked=questions_on(asked)).headers["Location"] == WHEN
    assert questions_on(dawn.post(WHEN)) == ["when"]
    assert dawn.post(WHEN, asked=["when"]).headers["Location"] == CHECK


def test_another_gap_on_the_same_page_is_asked_about_too(amy: UUID, dawn: Reporter) -> None:
    dawn.who(amy)
    first = questions_on(dawn.what(""))
    assert first == ["words"]
    assert questions_on(dawn.what("She said so.", Basis.TOLD_BY, asked=first)) == [f"told-{dawn.statement}"]


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"when": "other", "on-day": "31", "on-month": "2", "on-year": "2026"}, "day"),
        ({"when": "other", "on-day": "1", "on-month": "1", "on-year": "2099"}, "future"),
        ({"when": "today", "clock": "break"}, "clock"),
    ],
)
def test_an_unlikely_time_is_asked_about_and_then_believed(
    amy: UUID, dawn: Reporter, answers: dict[str, str], code: str
) -> None:
    dawn.who(amy)
    assert questions_on(dawn.post(WHEN, **answers)) == [code]
    assert dawn.post(WHEN, **answers, asked=[code]).status_code == 302


def test_statements_are_added_and_taken_away_and_an_opinion_points_at_another(
    school: School, amy: UUID, dawn: Reporter
) -> None:
    dawn.who(amy)
    dawn.what("A bruise on the arm.", do="add-statement")
    first, second = dawn.statements()
    typed = {"statement": [first, second], f"text-{first}": "A bruise on the arm.", f"basis-{first}": "1",
             f"text-{second}": "Held too hard.", f"basis-{second}": "5", f"because-{second}": [first]}  # fmt: skip
    dawn.post(WHAT, **typed, do="add-statement")
    third = dawn.statements()[2]
    dawn.post(WHAT, **{**typed, "statement": [first, second, third]}, do=f"remove-statement:{third}")
    assert dawn.statements() == [first, second]
    assert dawn.post(WHAT, **typed).status_code == 302
    page = dawn.text(CHECK)
    assert "Because of statement 1" in page


def test_an_opinion_is_asked_what_it_rests_on(amy: UUID, dawn: Reporter) -> None:
    dawn.who(amy)
    assert questions_on(dawn.what("Something is wrong.", Basis.OPINION)) == [f"because-{dawn.statement}"]
    assert dawn.what("Something is wrong.", Basis.OPINION, because="nothing").status_code == 302


def test_marks_are_added_and_removed_without_script(amy: UUID, dawn: Reporter) -> None:
    dawn.who(amy)
    dawn.what("A bruise.")
    one = dawn.statements()[0]
    body = f"/report/body/{one}/"
    assert dawn.what("A bruise.", do=f"body:{one}").headers["Location"] == body
    row = {"marks-TOTAL_FORMS": "1", "marks-INITIAL_FORMS": "0", "marks-0-part": "knee", "marks-0-side": "front-left",
           "marks-0-size": "2 cm", "marks-0-colour": "blue"}  # fmt: skip
    grown = dawn.client.post(body, {**row, "add-another": "marks"}).content.decode()
    assert "Mark 2" in grown and "2 cm" in grown
    unfinished = {**row, "marks-TOTAL_FORMS": "2", "marks-1-colour": "red"}
    asked = dawn.client.post(body, {**unfinished, "do": "done"}).content.decode()
    assert "Choose the part of the body" in asked
    assert dawn.client.post(body, {**unfinished, "do": "done", "asked": "marks"}).headers["Location"] == WHAT
    dawn.client.post(body, {**unfinished, "remove-row": "marks:1"})
    assert "Body map (1)" in dawn.text(WHAT)
    assert "left knee, front, 2 cm, blue" in dawn.text(CHECK)


def test_a_mark_that_was_left_empty_is_no_mark_and_asks_nothing(amy: UUID, dawn: Reporter) -> None:
    """Somebody without script who pressed "add another" once too often was told to choose a part of the body."""
    dawn.who(amy)
    dawn.what("A bruise.")
    body = f"/report/body/{dawn.statements()[0]}/"
    row = {"marks-TOTAL_FORMS": "3", "marks-INITIAL_FORMS": "2", "marks-1-part": "knee", "marks-1-side": "front-left",
           "marks-0-part": "", "marks-0-size": " ", "marks-2-colour": ""}  # fmt: skip
    assert dawn.client.post(body, {**row, "do": "done"}).headers["Location"] == WHAT
    assert "Body map (1)" in dawn.text(WHAT)


def test_the_childs_words_are_quoted_once(amy: UUID, dawn: Reporter) -> None:
    """Whoever typed the quotation marks saw them twice before sending."""
    dawn.who(amy)
    dawn.what("“I fell off my bike”", Basis.CHILD_SAID)
    page = dawn.text(CHECK)
    assert "“I fell off my bike”" in page
    assert "““" not in page


def test_after_check_answers_a_changed_page_leads_back_there(amy: UUID, dawn: Reporter) -> None:
    dawn.who(amy)
    dawn.safe()
    dawn.what("x")
    assert dawn.when().headers["Location"] == CHECK
    assert dawn.safe("not_sure").headers["Location"] == CHECK


def test_hints_are_questions_that_can_be_put_aside_and_never_a_gate(amy: UUID, dawn: Reporter) -> None:
    dawn.who(amy)
    dawn.what("Mum seemed aggressive.")
    dawn.when()
    page = dawn.text(CHECK)
    assert "Could this be clearer?" in page and "seemed" in page
    code = page.split('value="put-aside:')[1].split('"')[0]
    dawn.client.post(CHECK, {"do": f"put-aside:{code}"})
    assert f"put-aside:{code}" not in dawn.text(CHECK)
    assert sent(dawn.send())


def test_what_is_assumed_is_said_before_it_is_sent(amy: UUID, dawn: Reporter) -> None:
    dawn.who(amy)
    dawn.what("He is thin.", "", asked=[f"basis-{dawn.statements()[0]}"])
    assert "You did not say how you know this" in dawn.text(CHECK)


def test_no_page_can_be_kept_by_a_browser(amy: UUID, dawn: Reporter) -> None:
    dawn.who(amy)
    for page in (WHO, SAFE, WHAT, WHEN, CHECK, "/report/", "/my-reports/"):
        assert "no-store" in dawn.client.get(page).headers["Cache-Control"]


def test_a_form_from_elsewhere_is_refused(school: School) -> None:
    from tests.personas import SUPERVISOR, sign_in

    careful = sign_in(Client(enforce_csrf_checks=True), school[SUPERVISOR])
    for page in (WHO, SAFE, WHAT, WHEN, CHECK, "/report/", "/report/children/"):
        assert careful.post(page, {"do": "continue"}).status_code == 403


def test_one_can_add_to_ones_own_report_once(school: School, amy: UUID, dawn: Reporter) -> None:
    from fairward.school.concerns.models import Addition

    concern_id = dawn.report(amy)
    page = f"/my-reports/{concern_id}/add/"
    one = dawn.text(page).split('name="statement" value="')[1][:36]
    typed = {"statement": [one], f"text-{one}": "He said it again.", f"basis-{one}": "2"}
    assert dawn.client.post(page, typed).status_code == 302
    assert dawn.client.post(page, typed).status_code == 302
    with school.transaction():
        assert Addition.objects.count() == 1
    assert "You added to it on" in dawn.text(f"/my-reports/{concern_id}/")


def test_my_reports_show_stage_and_answer(
    school: School, amy: UUID, dawn: Reporter, as_reporter: Callable[..., Reporter]
) -> None:
    from django.utils import timezone

    from fairward.school.concerns.replies import protect_reply
    from tests.personas import LEAD

    concern_id = dawn.report(amy)
    page = f"/my-reports/{concern_id}/"
    assert "It is with the safeguarding lead." in dawn.text(page)
    with school.transaction():
        now, lead = timezone.now(), school[LEAD].membership_id
        words = protect_reply(school.organisation_id, concern_id, "Thank you. I have spoken to her.")
        Concern.objects.update(read_at=now, read_by=lead, reply=words, reply_at=now)
    text = dawn.text(page)
    assert "has read it" in text and "Thank you. I have spoken to her." in text
    assert "sealed" in text
    assert "Yes, read it" in dawn.text("/my-reports/")


def test_the_list_has_pages(school: School, amy: UUID, dawn: Reporter) -> None:
    from fairward.school.concerns.report_actions import send_report
    from fairward.school.concerns.report_answers import Answers, Said
    from tests.personas import SUPERVISOR

    with school.transaction():
        for _ in range(21):
            send_report(by=school.actor(SUPERVISOR), answers=Answers(statements=[Said(text="x")]))
        assert not ConcernChild.objects.exists()
    assert "Older reports" in dawn.text("/my-reports/")
    assert "Newer reports" in dawn.text("/my-reports/?page=2")
    assert "There are no more reports" in dawn.text("/my-reports/?page=99999")
