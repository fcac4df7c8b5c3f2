"""A member of the family asks for a copy of everything: checked, sent, shown with its clock; and silence is not betrayed."""

from __future__ import annotations

import html
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from fairward.access_requests import actions, answer_actions, review_actions
from fairward.access_requests.models import AccessRequest, FileOpening
from fairward.access_requests.vocabulary import HowSent, WhoseRight
from fairward.cases.models import Case
from fairward.cases.vocabulary import CaseKind, CaseState, HowAsked
from fairward.families.vocabulary import AccessGround
from tests.personas import DPO, LEAD, sign_in
from tests.support.families import let_in
from tests.support.living import Living
from tests.support.requesting import Requesting
from tests.support.showing import lasting


def words_of(page: str) -> str:
    return " ".join(html.unescape(page).split())


def ask(client: Client, living: Living, **given: str) -> str:
    """The address of the request that was sent."""
    done = client.post(f"/family/{living.amy}/copy/", {"step": "send", "copy_of": "1", "words": "", **given})
    assert done.status_code == 302, words_of(done.content.decode())[:400]
    return str(done.headers["Location"])


def case_of(living: Living) -> Case:
    with living.school.transaction():
        return Case.objects.get(kind=int(CaseKind.ACCESS_REQUEST))


def test_the_page_says_what_you_get_how_long_and_for_whom(living: Living, mother: Client) -> None:
    page = words_of(mother.get(f"/family/{living.amy}/copy/").content.decode())
    for words in (
        "What you get",
        "One month.",
        "If Amy is old enough to understand it, the school asks Amy first",
    ):
        assert words in page
    assert f"/family/{living.amy}/copy/" in mother.get("/family/requests/").content.decode()


def test_it_is_checked_before_it_leaves_and_nothing_typed_is_lost(living: Living, mother: Client) -> None:
    address = f"/family/{living.amy}/copy/"
    lacking = words_of(mother.post(address, {"words": "The day of the fall."}).content.decode())
    assert "Say what you want a copy of." in lacking and "The day of the fall." in lacking
    check = words_of(mother.post(address, {"copy_of": "2", "words": "The day of the fall."}).content.decode())
    assert (
        "Check what you ask" in check and "Only what is about me" in check and "The day of the fall." in check
    )
    with living.school.transaction():
        assert not Case.objects.filter(kind=int(CaseKind.ACCESS_REQUEST)).exists()
    change = {"step": "change", "copy_of": "2", "words": "The day of the fall."}
    assert "The day of the fall." in mother.post(address, change).content.decode()


def test_it_is_the_case_that_a_member_of_staff_would_note(living: Living, mother: Client) -> None:
    page = words_of(mother.get(ask(mother, living, copy_of="2", words="The fall.")).content.decode())
    assert "You asked for a copy of what is recorded" in page
    assert "The school has received it." in page and "The school must answer you by" in page
    assert "That is 1 month from" in page and "The fall." in page
    case = case_of(living)
    assert (case.child_id, case.person_id) == (living.amy, living.mother)
    assert (case.how_asked, case.rule_id) == (int(HowAsked.PORTAL), "access-request")
    request = Requesting(living, case.id)
    assert request.shown().asker == "Morag Fairbairn"
    assert "about me in this record. The fall." in words_of(
        " ".join(one.text for one in request.shown().texts)
    )
    assert request.ready_to_review().disclose_rest().without_reports().made().pdf


def test_one_that_is_open_is_not_asked_for_twice(living: Living, mother: Client) -> None:
    ask(mother, living)
    given = {"step": "send", "copy_of": "1", "words": "Again."}
    page = words_of(mother.post(f"/family/{living.amy}/copy/", given).content.decode())
    assert "You have asked for this already." in page and "Again." in page


def test_a_young_person_asks_for_themselves_and_is_not_refused_for_their_age(living: Living) -> None:
    girl = let_in(living.school, living.amy, [living.amy], "Amy Fairbairn", AccessGround.SELF)  # she is eight
    client = sign_in(Client(), living.school[girl])
    page = words_of(client.get(f"/family/{living.amy}/copy/").content.decode())
    assert "Everything about me" in page and "Only what is about me" not in page
    ask(client, living)
    assert case_of(living).person_id == living.amy
    with living.school.transaction():
        assert (
            AccessRequest.objects.get(case_id=case_of(living).id).whose_right is None
        )  # a person settles it


def test_somebody_else_s_child_is_not_there(living: Living, mother: Client) -> None:
    given = {"step": "send", "copy_of": "1", "words": ""}
    assert mother.post(f"/family/{living.jack}/copy/", given).status_code == 404


def test_a_question_is_read_and_answered_on_the_page_and_the_work_goes_on(
    living: Living, mother: Client
) -> None:
    address = ask(mother, living)
    request = Requesting(living, case_of(living).id).settled()
    with living.school.transaction():
        actions.ask_back(
            by=living.actor(DPO), case_id=request.case_id, question="Only of this year?", asked_on=timezone.localdate()
        )  # fmt: skip
    page = words_of(mother.get(address).content.decode())
    assert "Only of this year?" in page and "The school waits for your answer." in page
    form = words_of(mother.get(f"{address}answer/").content.decode())
    assert "Only of this year?" in form
    assert "Write what you want to say." in mother.post(f"{address}answer/", {"words": " "}).content.decode()
    assert mother.post(f"{address}answer/", {"words": "Of all years."}).headers["Location"] == address
    after = words_of(mother.get(address).content.decode())
    assert "Of all years." in after and "The school must answer you by" in after
    assert CaseState(case_of(living).state) is CaseState.SEARCHING
    assert "Of all years." in [one.text for one in request.shown().texts]


def test_taken_back_the_files_are_closed_again(living: Living, mother: Client) -> None:
    address = ask(mother, living)
    Requesting(living, case_of(living).id).settled().searched().opened()
    assert mother.post(f"{address}take-back/").status_code == 302
    assert "You took this back." in words_of(mother.get(address).content.decode())
    with living.school.transaction():
        assert not FileOpening.objects.filter(ended_at__isnull=True).exists()


def silent(request: Requesting) -> None:
    living = request.living
    with living.school.transaction():
        review_actions.ask_for_silence(
            by=living.actor(DPO), case_id=request.case_id, reasons="Even that would do harm.",
            until=timezone.localdate() + timedelta(days=90),
        )  # fmt: skip
        review_actions.agree_to_silence(by=living.actor(LEAD), case_id=request.case_id)


def sent_and_closed(request: Requesting) -> None:
    living = request.living
    with living.school.transaction():
        officer = living.actor(DPO)
        answer_actions.note_sent(
            by=officer, case_id=request.case_id, how=HowSent.PRINTED, on=timezone.localdate()
        )
        answer_actions.close_request(by=officer, case_id=request.case_id)


@pytest.mark.parametrize("is_silent", [False, True])
def test_no_state_of_the_work_and_no_silence_can_be_told_from_her_page(
    living: Living, mother: Client, *, is_silent: bool
) -> None:
    address = ask(mother, living)
    request = Requesting(living, case_of(living).id).settled(WhoseRight.FOR_CHILD)
    searching = lasting(mother.get(address).content.decode())
    assert "The school is working on your answer." in searching
    request.searched().opened()
    assert lasting(mother.get(address).content.decode()) == searching
    request.gathered().disclose_rest()
    if is_silent:
        silent(request)
    else:
        request.without_reports()
    assert lasting(mother.get(address).content.decode()) == searching
    request.made()
    assert lasting(mother.get(address).content.decode()) == searching
    sent_and_closed(request)
    after = words_of(mother.get(address).content.decode())
    assert "The answer was sent to you." in after and "This is finished." in after
    assert "holds nothing" not in after and "harm" not in after


def test_a_refusal_says_that_no_copy_was_sent(living: Living, mother: Client) -> None:
    address = ask(mother, living)
    request_id: UUID = case_of(living).id
    with living.school.transaction():
        officer = living.actor(DPO)
        actions.settle_identity(by=officer, case_id=request_id, is_known=True)
        actions.settle_right(
            by=officer, case_id=request_id, whose=WhoseRight.NOT_THEIRS, words="She decides herself."
        )
    page = words_of(mother.get(address).content.decode())
    assert (
        "The school did not send a copy. Ask the school why." in page and "She decides herself." not in page
    )
