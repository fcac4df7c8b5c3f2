"""The officer deals with cases: questions that stop the clock, more time, an acknowledgement, an answer, a letter."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from fairward.cases import case_actions
from fairward.cases.case_queries import OpenedCase, case_for
from fairward.cases.desk_queries import CaseFilter, case_desk_for
from fairward.cases.noting_actions import Noted, note_case
from fairward.cases.vocabulary import CaseKind, CaseOutcome, CaseState, HowAsked, StopReason, TextKind
from fairward.kernel.denied import Denied, NotFound
from tests.personas import DPO, HEADTEACHER, LEAD, SUPERVISOR, sign_in
from tests.support.living import WHY, Living


def asked(living: Living, kind: CaseKind, days_ago: int = 0) -> UUID:
    at = timezone.now() - timedelta(days=days_ago)
    with living.school.transaction():
        noted = Noted(kind, HowAsked.TELEPHONE, at, "They want it.", "Morag Fairbairn", living.amy)
        return note_case(by=living.actor(SUPERVISOR), noted=noted)


def read(living: Living, case_id: UUID) -> OpenedCase:
    with living.school.transaction():
        return case_for(living.actor(DPO), case_id, WHY)


def does(living: Living, act: Any, case_id: UUID, **given: Any) -> None:
    with living.school.transaction():
        act(by=living.actor(DPO), case_id=case_id, **given)


def test_a_needed_question_stops_the_clock_and_the_answer_adds_the_days(living: Living) -> None:
    case_id = asked(living, CaseKind.ACCESS_REQUEST, days_ago=10)
    before = read(living, case_id)
    today = timezone.localdate()
    does(
        living, case_actions.ask_asker, case_id, text="Which years?", reason=StopReason.CLARIFICATION,
        asked_on=today - timedelta(days=6),
    )  # fmt: skip
    standing = read(living, case_id)
    assert standing.item.is_standing and "standing still since" in standing.item.sentence
    assert not standing.item.is_overdue
    does(living, case_actions.note_answer, case_id, text="The last two.", answered_on=today)
    after = read(living, case_id)
    assert after.item.due_at.date() - before.item.due_at.date() >= timedelta(days=6)
    assert "plus 6 days while we waited" in after.item.sentence
    assert [one.kind for one in after.texts[2:]] == [TextKind.QUESTION, TextKind.ANSWER]


def test_no_clock_stands_still_where_the_rule_does_not_say_so(living: Living) -> None:
    case_id = asked(living, CaseKind.COMPLAINT)
    given = {"text": "What?", "reason": StopReason.CLARIFICATION, "asked_on": timezone.localdate()}
    with pytest.raises(Denied) as denied:
        does(living, case_actions.ask_asker, case_id, **given)
    assert denied.value.code == "no_stop"
    page = sign_in(Client(), living.school[DPO]).get(f"/rights/cases/{case_id}/write/").content.decode()
    assert "Does the clock stand still" not in page


def test_more_time_is_taken_once_with_reasons_and_within_the_month(living: Living) -> None:
    case_id, late = (
        asked(living, CaseKind.ACCESS_REQUEST),
        asked(living, CaseKind.ACCESS_REQUEST, days_ago=50),
    )
    does(living, case_actions.extend_case, case_id, reasons="2,000 notes of nine years.")
    opened = read(living, case_id)
    assert "extended by 2 months" in opened.item.sentence
    assert opened.texts[-1].text == "2,000 notes of nine years."
    for one in (case_id, late):
        with pytest.raises(Denied) as denied:
            does(living, case_actions.extend_case, one, reasons="Again.")
        assert denied.value.code == "no_extension"


def test_a_complaint_is_acknowledged_then_answered(living: Living) -> None:
    case_id = asked(living, CaseKind.COMPLAINT, days_ago=40)
    assert read(living, case_id).item.is_overdue
    does(living, case_actions.acknowledge, case_id, text="We have it.")
    opened = read(living, case_id)
    assert (opened.item.state, opened.item.is_met, opened.item.is_overdue) == (
        CaseState.CHECKING,
        True,
        False,
    )
    does(
        living, case_actions.close_case, case_id, outcome=CaseOutcome.EXPLAINED, text="This is what we found."
    )
    closed = read(living, case_id)
    assert (closed.item.state, closed.item.outcome) == (CaseState.CLOSED, CaseOutcome.EXPLAINED)
    assert closed.keep_until_on.year - timezone.localdate().year == 6
    with pytest.raises(Denied) as denied:
        does(living, case_actions.write_note, case_id, text="More.")
    assert denied.value.code == "case_ended"


@pytest.mark.parametrize("kind", [CaseKind.CORRECTION, CaseKind.ACCESS_REQUEST, CaseKind.BREACH])
def test_what_has_pages_of_its_own_is_not_closed_here(living: Living, kind: CaseKind) -> None:
    case_id = asked(living, kind)
    with pytest.raises(Denied):
        does(living, case_actions.close_case, case_id, outcome=CaseOutcome.REFUSED, text="No.")
    client = sign_in(Client(), living.school[DPO])
    assert client.get(f"/rights/cases/{case_id}/close/").status_code == 404


def test_it_is_somebodys_work_and_only_of_who_may(living: Living) -> None:
    case_id = asked(living, CaseKind.OBJECTION)
    head, lead = living.school[HEADTEACHER].membership_id, living.school[LEAD].membership_id
    does(living, case_actions.assign_case, case_id, to=head)
    with living.school.transaction():
        mine = case_desk_for(living.actor(HEADTEACHER), CaseFilter(mine=True), WHY)
    assert [one.id for one in mine.items] == [case_id]
    with pytest.raises(Denied) as denied:
        does(living, case_actions.assign_case, case_id, to=lead)
    assert denied.value.code == "not_a_handler"
    with living.school.transaction(), pytest.raises(NotFound):
        case_actions.assign_case(by=living.actor(LEAD), case_id=case_id, to=None)


def test_a_letter_is_a_pdf_and_stands_in_the_case(living: Living) -> None:
    case_id = asked(living, CaseKind.COMPLAINT)
    client = sign_in(Client(), living.school[DPO])
    address = f"/rights/cases/{case_id}/letters/complaint-received/"
    page = client.get(address).content.decode()
    assert "We have your complaint" in page and "Who looks into it" in page
    given = {
        "to": "Morag Fairbairn", "reached_by": "01632 960001\noffice@school.example", "fill-asked_on": "3 May 2026",
        "own-0": "Esther Nwosu looks into it.",
    }  # fmt: skip
    made = client.post(address, given)
    assert made["Content-Type"] == "application/pdf" and made.content.startswith(b"%PDF")
    assert "Esther Nwosu looks into it." in read(living, case_id).texts[-1].text
    assert client.get(f"/rights/cases/{case_id}/letters/breach/").status_code == 404


def test_pages_say_what_is_wrong_and_lose_nothing(living: Living) -> None:
    case_id = asked(living, CaseKind.ACCESS_REQUEST)
    client = sign_in(Client(), living.school[DPO])
    later = timezone.localdate() + timedelta(days=3)
    typed = {
        "what": "question", "text": "Which years?", "reason": "2", "on-day": str(later.day), "on-month": str(later.month),
        "on-year": str(later.year),
    }  # fmt: skip
    page = client.post(f"/rights/cases/{case_id}/write/", typed).content.decode()
    assert "Choose a day between the request and today." in page and "Which years?" in page
