"""Anybody on the staff notes a request, a complaint or a breach; the officer's desk has it at once, and nobody else reads it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from fairward.cases.case_queries import case_for
from fairward.cases.desk_queries import CaseFilter, case_desk_for
from fairward.cases.noting_actions import Noted, note_case
from fairward.cases.vocabulary import CaseKind, HowAsked
from fairward.kernel.denied import Denied
from tests.personas import DPO, GOVERNOR, HEADTEACHER, LEAD, SUPERVISOR, sign_in
from tests.support.living import WHY, Living

ASKED = "She wants to see everything that is written about her daughter."


def send(living: Living, **typed: str) -> Any:
    client = sign_in(Client(), living.school[SUPERVISOR])
    given = {
        "kind": str(int(CaseKind.ACCESS_REQUEST)),
        "words": ASKED,
        "who": "Morag Fairbairn, 07700 900461",
        **typed,
    }
    return client.post("/rights/note/", given, follow=True)


def test_a_supervisor_notes_a_request_and_the_officer_reads_it(living: Living) -> None:
    page = send(living, child="Amy Fairbairn").content.decode()
    assert "Noted as R-1" in page and "1 month from" in page
    assert ASKED not in page
    with living.school.transaction():
        officer = living.actor(DPO)
        [line] = case_desk_for(officer, CaseFilter(), WHY).items
        opened = case_for(officer, line.id, WHY)
    assert (line.child, opened.asked, opened.who) == ("Amy Fairbairn", ASKED, "Morag Fairbairn, 07700 900461")
    assert opened.received_by == SUPERVISOR.name


def test_the_child_is_chosen_without_script(living: Living) -> None:
    page = send(living, child="Fairbairn").content.decode()
    assert "Choose the child below." in page and ASKED in page
    chosen = send(living, child="Fairbairn", chosen=str(living.jack)).content.decode()
    assert "Noted as R-1" in chosen
    with living.school.transaction():
        [line] = case_desk_for(living.actor(DPO), CaseFilter(), WHY).items
    assert line.child == "Jack Fairbairn"


def test_nothing_typed_is_lost_and_errors_say_what_to_do(living: Living) -> None:
    page = send(living, who="").content.decode()
    assert "Write who asks, so that they get an answer." in page and ASKED in page
    page = send(living, child="Nobody Atall").content.decode()
    assert "Nobody on the roll is called like that." in page and ASKED in page


def test_a_breach_counts_hours_from_when_it_was_noticed(living: Living) -> None:
    found_at = timezone.now() - timedelta(hours=5)
    noted = Noted(CaseKind.BREACH, HowAsked.IN_PERSON, found_at, "A list of names was left on the bus.")
    with living.school.transaction():
        note_case(by=living.actor(GOVERNOR), noted=noted)
        [line] = case_desk_for(living.actor(HEADTEACHER), CaseFilter(), WHY).items
    assert line.due_at - found_at == timedelta(hours=72)
    assert "72 hours from" in line.sentence and not line.is_overdue


@pytest.mark.parametrize(("days", "code"), [(1, "in_the_future"), (-400, "too_long_ago")])
def test_a_request_came_in_the_last_year(living: Living, days: int, code: str) -> None:
    at = timezone.now() + timedelta(days=days)
    noted = Noted(CaseKind.COMPLAINT, HowAsked.LETTER, at, "They read my letter aloud.", "A father")
    with living.school.transaction(), pytest.raises(Denied) as denied:
        note_case(by=living.actor(SUPERVISOR), noted=noted)
    assert denied.value.code == code


def test_whoever_noted_it_does_not_read_it_again_and_others_do_not_see_it(living: Living) -> None:
    case_id = living.note(CaseKind.COMPLAINT, "They read my letter aloud.")
    mine = sign_in(Client(), living.school[SUPERVISOR]).get(f"/rights/noted/{case_id}/")
    assert mine.status_code == 200 and b"aloud" not in mine.content
    lead = sign_in(Client(), living.school[LEAD])
    assert lead.get(f"/rights/noted/{case_id}/").status_code == 404
    assert lead.get("/rights/").status_code == 403
    assert sign_in(Client(), living.school[DPO]).get(f"/rights/cases/{case_id}/").status_code == 200


def test_the_desk_puts_what_is_late_first_and_narrows(living: Living) -> None:
    with living.school.transaction():
        reporter, long_ago = living.actor(SUPERVISOR), timezone.now() - timedelta(days=60)
        for kind, at in ((CaseKind.COMPLAINT, timezone.now()), (CaseKind.OBJECTION, long_ago)):
            note_case(by=reporter, noted=Noted(kind, HowAsked.TELEPHONE, at, "No.", "Somebody"))
        officer = living.actor(DPO)
        desk = case_desk_for(officer, CaseFilter(), WHY)
        only = case_desk_for(officer, CaseFilter(kind=CaseKind.COMPLAINT), WHY)
        mine = case_desk_for(officer, CaseFilter(mine=True), WHY)
    assert [line.kind for line in desk.items] == [CaseKind.OBJECTION, CaseKind.COMPLAINT]
    assert desk.items[0].is_overdue and desk.overdue == 1
    assert (desk.counts, only.total, mine.total) == ({CaseKind.OBJECTION: 1, CaseKind.COMPLAINT: 1}, 1, 0)
