"""Who asks, whose right it is, and the clock: proof, a question back, more time, the educational record."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from fairward.access_requests import actions
from fairward.access_requests.vocabulary import WhoseRight
from fairward.cases.models import Case
from fairward.cases.vocabulary import CaseKind, CaseOutcome, CaseState, HowAsked
from fairward.cases.writing import NewCase, open_case
from fairward.kernel.denied import Denied
from tests.personas import DPO, SUPERVISOR
from tests.support.living import Living
from tests.support.requesting import Requesting


def started_days_ago(request: Requesting, days: int) -> None:
    """As if it had come some days ago."""
    with request.living.school.transaction():
        at = timezone.now() - timedelta(days=days)
        Case.objects.filter(id=request.case_id).update(received_at=at, clock_starts_at=at)


def test_anybody_on_the_staff_notes_a_request_and_the_clock_runs(living: Living) -> None:
    request = Requesting.noted(living, by=SUPERVISOR)
    view = request.shown()
    assert view.head.state is CaseState.RECEIVED and "1 month from" in view.due.sentence


def test_a_known_person_is_not_asked_again(living: Living) -> None:
    view = Requesting.noted(living).settled().shown()
    assert view.request.is_known_person is True and view.head.state is CaseState.SEARCHING


def test_the_clock_counts_from_the_proof(living: Living) -> None:
    request = Requesting.noted(living, who="A man on the telephone")
    started_days_ago(request, 10)
    with living.school.transaction():
        officer = living.actor(DPO)
        actions.settle_identity(by=officer, case_id=request.case_id, is_known=False)
        assert request.living.school and Case.objects.get(id=request.case_id).state == CaseState.IDENTITY
        proof_on = timezone.localdate() - timedelta(days=2)
        actions.settle_identity(by=officer, case_id=request.case_id, is_known=False, proof_on=proof_on)
    view = request.shown()
    assert timezone.localtime(view.case.clock_starts_at).date() == proof_on
    assert view.asker == "A man on the telephone"


def test_a_question_back_stops_the_clock_and_the_sentence_says_so(living: Living) -> None:
    request = Requesting.noted(living).settled()
    started_days_ago(request, 10)
    today = timezone.localdate()
    before = request.shown().due.at
    with living.school.transaction():
        officer = living.actor(DPO)
        actions.ask_back(
            by=officer, case_id=request.case_id, question="Which years?", asked_on=today - timedelta(days=8)
        )
    assert request.shown().head.state is CaseState.CLARIFYING
    with living.school.transaction():
        actions.note_answer(
            by=living.actor(DPO),
            case_id=request.case_id,
            answer="This year.",
            answered_on=today - timedelta(days=2),
        )
    view = request.shown()
    assert view.head.state is CaseState.SEARCHING
    assert view.due.at >= before + timedelta(days=5) and "6 days" in view.due.sentence


def test_more_time_is_taken_once_and_in_time(living: Living) -> None:
    request = Requesting.noted(living).settled()
    with living.school.transaction():
        actions.extend_request(by=living.actor(DPO), case_id=request.case_id, reasons="2,000 notes.")
        with pytest.raises(Denied):
            actions.extend_request(by=living.actor(DPO), case_id=request.case_id, reasons="More.")
    assert request.shown().case.is_extended


def test_the_educational_record_has_its_own_clock(living: Living) -> None:
    request = Requesting.noted(living)
    with living.school.transaction():
        officer = living.actor(DPO)
        actions.settle_identity(by=officer, case_id=request.case_id, is_known=True)
        with pytest.raises(Denied):
            actions.settle_right(
                by=officer,
                case_id=request.case_id,
                whose=WhoseRight.OWN,
                words="She asks.",
                is_educational=True,
            )
        actions.settle_right(
            by=officer,
            case_id=request.case_id,
            whose=WhoseRight.FOR_CHILD,
            words="In writing.",
            is_educational=True,
        )
        with pytest.raises(Denied) as denied:
            actions.extend_request(by=officer, case_id=request.case_id, reasons="Much.")
    assert denied.value.code == "no_extension"
    assert "15 school days" in request.shown().due.sentence


def test_a_right_that_is_not_theirs_closes_the_request_with_reasons(living: Living) -> None:
    view = Requesting.noted(living).settled(WhoseRight.NOT_THEIRS).shown()
    assert view.head.state is CaseState.CLOSED and view.case.outcome == CaseOutcome.REFUSED


def test_a_request_noted_without_a_child_is_given_one(living: Living) -> None:
    """The page where everything is noted may not know the child; the officer names it first."""
    with living.school.transaction():
        new = NewCase(CaseKind.ACCESS_REQUEST, HowAsked.LETTER, timezone.now())
        case_id = open_case(living.actor(SUPERVISOR), new)
        request = Requesting(living, case_id)
        actions.name_child(by=living.actor(DPO), case_id=case_id, child_id=living.amy)
    assert request.settled().shown().head.child == "Amy Fairbairn"


def test_withdrawn_is_the_end(living: Living) -> None:
    request = Requesting.noted(living).ready_to_review()
    with living.school.transaction():
        actions.withdraw_request(by=living.actor(DPO), case_id=request.case_id)
    view = request.shown()
    assert view.head.state is CaseState.WITHDRAWN and view.openings == []
