"""The desk: danger first, then by clock; narrowed by the database, counted whole, one page read for one page."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fairward.files import actions as files
from fairward.files.models import Entry
from fairward.files.queries import entry_for
from fairward.kernel.denied import Denied
from fairward.kernel.ids import new_id
from fairward.school.concerns import desk_queries, report_actions, triage_actions
from fairward.school.concerns.desk_queries import desk_for
from fairward.school.concerns.desk_waiting_queries import DeskFilter, Waiting
from fairward.school.concerns.triage_queries import concern_for
from tests.support import casework

if TYPE_CHECKING:
    from tests.personas import School

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def sorts(school: School, **wanted: object) -> list[tuple[Waiting, UUID]]:
    from tests.personas import LEAD

    with school.transaction():
        return [
            (item.waiting, item.id)
            for item in desk_for(school.actor(LEAD), DeskFilter(**wanted)).items  # type: ignore[arg-type]
        ]


def test_danger_is_first_however_late_the_rest_is(school: School, amy: UUID, jack: UUID) -> None:
    from tests.personas import LEAD, TEACHER

    with school.transaction():
        teacher, lead = school.actor(TEACHER), school.actor(LEAD)
        late = casework.report(teacher, [amy], ago=20 * DAY)
        [entry] = casework.file(
            lead, casework.report(teacher, [jack], ago=2 * DAY), action="Call the nurse", due_on=timezone.localdate()
        )  # fmt: skip
        danger = casework.report(teacher, [jack], ago=HOUR, danger=True)
    found = sorts(school)
    assert found[:2] == [(Waiting.NEW, danger), (Waiting.NEW, late)]
    assert [sort for sort, _ in found[2:]] == [Waiting.ACTION, Waiting.DECISION]
    assert found[3][1] == entry


def test_every_sort_of_thing_that_waits_is_there_and_leaves_when_it_is_done(
    school: School, amy: UUID
) -> None:
    from tests.personas import LEAD, TEACHER

    with school.transaction():
        teacher, lead = school.actor(TEACHER), school.actor(LEAD)
        reported = casework.report(teacher, [amy])
        [entry] = casework.file(lead, reported, action="Call home")
        casework.decide(lead, entry, review_in=5, talk_in=3)
        report_actions.add_to_report(
            by=teacher, concern_id=reported, addition_id=new_id(), said=casework.said("More")
        )
    found = dict(sorts(school))
    assert set(found) == {Waiting.ADDED, Waiting.ACTION, Waiting.TALK, Waiting.REVIEW}
    with school.transaction():
        _, opened, _ = entry_for(lead, found[Waiting.ACTION], casework.WHY)
        files.complete_action(by=lead, file=opened, entry_id=found[Waiting.ACTION], note="Done")
        concern_for(lead, reported, casework.WHY)  # read
    assert {sort for sort, _ in sorts(school)} == {Waiting.TALK, Waiting.REVIEW}


def test_mine_and_nobody_s_are_found_beyond_the_first_page(
    school: School, amy: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A filter that was applied after the first rows were read hid what stood behind them."""
    from tests.personas import DEPUTY, LEAD, TEACHER

    monkeypatch.setattr(desk_queries, "PAGE", 2)
    with school.transaction():
        teacher, lead = school.actor(TEACHER), school.actor(LEAD)
        reports = [casework.report(teacher, [amy], ago=(9 - number) * DAY) for number in range(7)]
        for one in reports[:6]:
            triage_actions.assign_concern(by=lead, concern_id=one, to=school[DEPUTY].membership_id)
        triage_actions.assign_concern(by=lead, concern_id=reports[6], to=lead.membership_id)
        desk = desk_for(lead, DeskFilter(mine=True))
        assert ([item.id for item in desk.items], desk.total) == ([reports[6]], 1)
        assert desk_for(lead, DeskFilter(unassigned=True)).total == 0
        last = desk_for(lead, DeskFilter(page=4))
    assert ([item.id for item in last.items], last.total, last.overdue) == ([reports[6]], 7, 7)


def test_counts_are_of_everything_that_waits_not_of_the_page(
    school: School, amy: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.personas import LEAD, TEACHER

    monkeypatch.setattr(desk_queries, "PAGE", 2)
    with school.transaction():
        for _ in range(5):
            casework.report(school.actor(TEACHER), [amy])
        casework.file(school.actor(LEAD), casework.report(school.actor(TEACHER), [amy]))
        desk = desk_for(school.actor(LEAD), DeskFilter(waiting=Waiting.NEW))
    assert (len(desk.items), desk.total) == (2, 5)
    assert desk.counts[Waiting.NEW] == 5
    assert desk.counts[Waiting.DECISION] == 1


def test_a_page_of_a_long_queue_asks_no_more_than_a_page(school: School, amy: UUID) -> None:
    from tests.personas import LEAD, TEACHER

    with school.transaction():
        teacher, lead = school.actor(TEACHER), school.actor(LEAD)
        for _ in range(desk_queries.PAGE + 5):
            casework.report(teacher, [amy])
    counted = []
    for page in (1, 2):
        with school.transaction(), CaptureQueriesContext(connections["default"]) as asked:
            shown = desk_for(lead, DeskFilter(page=page)).items
        counted.append((len(shown), len(asked)))
    assert [shown for shown, _ in counted] == [desk_queries.PAGE, 5]
    assert max(asked for _, asked in counted) <= 12


def test_somebody_who_writes_about_danger_now_is_on_the_desk_before_the_report(school: School) -> None:
    from tests.personas import LEAD, SUPERVISOR, sign_in
    from tests.support.reporting import Reporter

    dawn = Reporter(sign_in(Client(), school[SUPERVISOR]))
    dawn.who(unknown="A boy with a red coat")
    dawn.safe("no")
    page = sign_in(Client(), school[LEAD]).get("/desk/").content.decode()
    assert "A child is not safe, and the report is not sent yet" in page
    assert f"{SUPERVISOR.name} has been writing a report since" in page


def test_the_desk_is_the_leads_alone(school: School) -> None:
    from tests.personas import HEADTEACHER

    with school.transaction(), pytest.raises(Denied, match="not_the_lead"):
        desk_for(school.actor(HEADTEACHER), DeskFilter())


def test_links_to_pages_and_sorts_keep_whose_things_are_shown(
    school: School, amy: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fairward.school.concerns import desk_views
    from tests.personas import LEAD, TEACHER, sign_in

    monkeypatch.setattr(desk_queries, "PAGE", 2)
    monkeypatch.setattr(desk_views, "PAGE", 2)
    with school.transaction():
        for _ in range(3):
            casework.report(school.actor(TEACHER), [amy])
    client = sign_in(Client(), school[LEAD])
    page = client.get("/desk/?who=nobody").content.decode()
    assert 'href="/desk/?waiting=NEW&amp;who=nobody"' in page
    assert 'href="?who=nobody&amp;page=2"' in page
    assert "3 things wait" in page
    assert "This page: 1 to 2" in page
    assert "This page is empty now" in client.get("/desk/?page=9").content.decode()
    assert "Nothing fits the filter" in client.get("/desk/?who=mine").content.decode()


def test_one_alarm_for_each_person_however_often_they_began(school: School, amy: UUID) -> None:
    """Somebody who began on two devices stood on the desk twice, and after sending for three days more."""
    from fairward.school.concerns import drafting
    from fairward.school.concerns.report_answers import NOT_SAFE
    from tests.personas import LEAD, TEACHER

    with school.transaction():
        teacher = school.actor(TEACHER)
        for _ in range(2):
            draft = drafting.new_draft()
            draft.answers.safe = NOT_SAFE
            report_actions.raise_alarm(by=teacher, draft=draft)
            drafting.keep(teacher, draft)
        [alarm] = desk_for(school.actor(LEAD), DeskFilter()).alarms
        assert (alarm[0], alarm[2]) == ("Tom Adeyemi", False)
        casework.report(teacher, [amy], ago=-HOUR, danger=True)
        [alarm] = desk_for(school.actor(LEAD), DeskFilter()).alarms
        assert alarm[2]


def test_danger_is_said_on_the_first_page_of_a_lead_who_is_locked(school: School, amy: UUID) -> None:
    """The desk says it, but a lead who had not unlocked did not see that there is something."""
    from tests.personas import LEAD, TEACHER, sign_in

    lead = sign_in(Client(), school[LEAD], unlocked=False)
    assert "A child is not safe" not in lead.get("/").content.decode()
    with school.transaction():
        casework.report(school.actor(TEACHER), [amy], danger=True)
    page = lead.get("/").content.decode()
    assert "A child is not safe" in page and "1 report waits" in page
    assert "Amy" not in page


def test_the_mornings_notice_goes_out_for_everything_that_is_due(school: School, amy: UUID) -> None:
    """It looked at new reports and actions alone: a review, a talk or a late decision was not worth a mail."""
    from tests.personas import LEAD, TEACHER

    def waits() -> bool:
        with school.transaction():
            return desk_queries.waits_for_leads(school.organisation_id)

    assert not waits()
    with school.transaction():
        lead = school.actor(LEAD)
        [entry] = casework.file(lead, casework.report(school.actor(TEACHER), [amy]))
    assert not waits()
    with school.transaction():
        Entry.objects.filter(organisation_id=school.organisation_id, id=entry).update(
            recorded_at=timezone.now() - 8 * DAY
        )
    assert waits()
    with school.transaction():
        casework.decide(school.actor(LEAD), entry, review_in=30)
    assert not waits()
    with school.transaction():
        Entry.objects.filter(organisation_id=school.organisation_id, id=entry).update(
            review_on=timezone.localdate()
        )
    assert waits()


def test_whoever_has_a_report_has_what_becomes_of_it(school: School, amy: UUID) -> None:
    """After filing, nobody had it: it was lost from "mine", and could not be given to anybody."""
    from tests.personas import DEPUTY, LEAD, TEACHER

    deputy = school[DEPUTY].membership_id
    with school.transaction():
        lead = school.actor(LEAD)
        concern = casework.report(school.actor(TEACHER), [amy])
        triage_actions.assign_concern(by=lead, concern_id=concern, to=deputy)
        [entry] = casework.file(lead, concern)
        mine = desk_for(school.actor(DEPUTY), DeskFilter(mine=True)).items
        assert [(item.waiting, item.id, item.assigned_name) for item in mine] == [
            (Waiting.DECISION, entry, "Ben Whitlock")
        ]
        triage_actions.assign_concern(by=lead, concern_id=concern, to=lead.membership_id)
        assert not desk_for(school.actor(DEPUTY), DeskFilter(mine=True)).items
        second = casework.report(school.actor(TEACHER), [amy])
        triage_actions.talk_no_record(by=lead, concern_id=second)
        with pytest.raises(Denied):
            triage_actions.assign_concern(by=lead, concern_id=second, to=deputy)
