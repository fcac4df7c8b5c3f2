"""The school asks something about a request; the family reads the question and answers it on its own page."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

from fairward.cases.case_actions import ask_asker
from fairward.cases.models import Case, CaseStop
from fairward.cases.texts import texts_of
from fairward.cases.vocabulary import CaseKind
from tests.personas import DPO, sign_in
from tests.support.living import WHY

if TYPE_CHECKING:
    from tests.support.living import Living

QUESTION = "Which letter do you mean?"


def words_of(page: str) -> str:
    return " ".join(html.unescape(page).split())


@pytest.fixture
def asked(living: Living, mother: Client) -> Case:
    """Her complaint, about which the officer has asked her something."""
    assert mother.post("/family/complain/", {"words": "You read out my letter."}).status_code == 302
    with living.school.transaction():
        case = Case.objects.get(kind=int(CaseKind.COMPLAINT), asked_by_membership__isnull=False)
        ask_asker(
            by=living.actor(DPO), case_id=case.id, text=QUESTION, reason=None, asked_on=timezone.localdate()
        )
    return case


def test_the_question_stands_above_the_answer(mother: Client, asked: Case) -> None:
    assert QUESTION in words_of(mother.get(f"/family/requests/{asked.id}/").content.decode())
    page = words_of(mother.get(f"/family/requests/{asked.id}/answer/").content.decode())
    assert QUESTION in page and page.index(QUESTION) < page.index("Your words")


def test_nothing_written_says_so_and_stays_on_the_page(mother: Client, asked: Case) -> None:
    page = words_of(mother.post(f"/family/requests/{asked.id}/answer/", {"words": "  "}).content.decode())
    assert "Write what you want to say." in page and QUESTION in page
    long = "a" * 5001
    page = words_of(mother.post(f"/family/requests/{asked.id}/answer/", {"words": long}).content.decode())
    assert "Use at most 5,000 letters." in page and long in page


def test_what_she_answers_is_read_by_the_officer_and_by_her(
    living: Living, mother: Client, asked: Case
) -> None:
    done = mother.post(f"/family/requests/{asked.id}/answer/", {"words": "The one of May."})
    assert done.status_code == 302 and done.headers["Location"] == f"/family/requests/{asked.id}/"
    page = words_of(mother.get(done.headers["Location"]).content.decode())
    assert "What you answered" in page and "The one of May." in page
    with living.school.transaction():
        texts = texts_of(living.actor(DPO), asked.id, None, WHY)
        assert "The one of May." in [one.text for one in texts]
        assert not CaseStop.objects.filter(case_id=asked.id, answered_on__isnull=True).exists()


def test_somebody_else_s_question_is_not_there(living: Living, mother: Client, asked: Case) -> None:
    other = living.note(CaseKind.COMPLAINT, "Somebody else complains.")
    for address in (f"/family/requests/{other}/answer/", f"/family/requests/{other}/"):
        assert mother.get(address).status_code == 404
    assert mother.post(f"/family/requests/{other}/answer/", {"words": "Mine?"}).status_code == 404
    officer = sign_in(Client(), living.school[DPO])
    assert officer.post(f"/family/requests/{asked.id}/answer/", {"words": "Mine?"}).status_code == 403
