"""What a reporter adds to a report that has left the desk reaches whoever deals with it, or is refused in words: never lost."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

from fairward.kernel.denied import Denied
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import RingKind
from fairward.keys.models import RecordWrap, Ring
from fairward.school.concerns import report_actions, triage_actions
from fairward.school.concerns.models import Addition
from fairward.school.concerns.triage_queries import staff_concern_for
from tests.support import casework

if TYPE_CHECKING:
    from tests.personas import School

LATER = "He shouted again today, in the corridor."


@pytest.fixture
def concern(school: School, amy: UUID) -> UUID:
    from tests.personas import TEACHER

    with school.transaction():
        return casework.report(school.actor(TEACHER), [amy])


def add(school: School, concern: UUID) -> UUID:
    from tests.personas import TEACHER

    with school.transaction():
        return report_actions.add_to_report(
            by=school.actor(TEACHER), concern_id=concern, addition_id=new_id(), said=casework.said(LATER)
        )


def pass_on(school: School, concern: UUID) -> None:
    from tests.personas import LEAD

    with school.transaction():
        triage_actions.pass_to_headteacher(by=school.actor(LEAD), concern_id=concern)


def told(school: School) -> set[UUID]:
    """The members for whom a notice waits; empties the queue."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT args ->> 'membership_id' FROM procrastinate_jobs WHERE queue_name = 'notices'")
        found = {UUID(row[0]) for row in cursor.fetchall()}
        cursor.execute("DELETE FROM procrastinate_jobs")
    return found


def test_what_is_added_to_a_concern_about_staff_is_the_headteachers(school: School, concern: UUID) -> None:
    """It was sealed to the leads, whom it must not reach, and the headteacher could not open the report any more."""
    from tests.personas import HEADTEACHER

    pass_on(school, concern)
    addition = add(school, concern)
    with school.transaction():
        head = school.actor(HEADTEACHER)
        opened = staff_concern_for(head, concern, casework.WHY)
        assert [one.content.statements[0].text for one in opened.additions] == [LATER]
        holders = RecordWrap.objects.filter(organisation_id=school.organisation_id, record_id=addition)
        rings = Ring.objects.filter(id__in=list(holders.values_list("holder_id", flat=True)))
        assert set(rings.values_list("kind", flat=True)) == {int(RingKind.STAFF_CONDUCT)}


def test_headteachers_are_told_of_a_concern_about_staff_and_of_what_is_added(
    school: School, concern: UUID
) -> None:
    from tests.personas import HEADTEACHER, SECOND_HEADTEACHER

    heads = {school[HEADTEACHER].membership_id, school[SECOND_HEADTEACHER].membership_id}
    told(school)
    pass_on(school, concern)
    assert told(school) == heads
    add(school, concern)
    assert told(school) == heads


def test_nothing_is_added_to_a_report_whose_text_is_destroyed(school: School, concern: UUID) -> None:
    """It was taken, and no page of anybody showed it."""
    from tests.personas import LEAD, TEACHER, sign_in

    with school.transaction():
        triage_actions.talk_no_record(by=school.actor(LEAD), concern_id=concern)
    with pytest.raises(Denied) as refused:
        add(school, concern)
    assert refused.value.code == "report_is_gone"
    with school.transaction():
        assert not Addition.objects.filter(organisation_id=school.organisation_id).exists()
    teacher = sign_in(Client(), school[TEACHER])
    page = html.unescape(teacher.get(f"/my-reports/{concern}/").content.decode())
    assert "Add something to this report" not in page
    assert "whose name you did not know" not in page
    said = str(new_id())
    sent = {"statement": said, f"text-{said}": LATER, f"basis-{said}": "1", "do": "send"}
    again = html.unescape(teacher.post(f"/my-reports/{concern}/add/", sent).content.decode())
    assert LATER in again
    assert "Report it as a new concern" in again


def test_headteacher_sees_what_was_added_and_opens_attachments(school: School, amy: UUID) -> None:
    from fairward.documents.attachments import accept
    from fairward.school.concerns.report_answers import SAFE, Answers
    from fairward.school.concerns.report_times import TypedWhen
    from fairward.school.concerns.triage_queries import concern_for
    from tests.personas import HEADTEACHER, LEAD, TEACHER, sign_in

    with school.transaction():
        answers = Answers(is_unknown=True, safe=SAFE, statements=[casework.said()], when=TypedWhen("today"))
        notes = [accept("notes.txt", b"What I wrote down.")]
        concern = report_actions.send_report(by=school.actor(TEACHER), answers=answers, files=notes)
        [attachment] = [one.id for one in concern_for(school.actor(LEAD), concern, casework.WHY).attachments]
    pass_on(school, concern)
    head = sign_in(Client(), school[HEADTEACHER])
    add(school, concern)
    assert "Added to" in head.get("/staff-concerns/").content.decode()
    page = head.get(f"/staff-concerns/{concern}/").content.decode()
    assert LATER in page
    address = f"/staff-concerns/{concern}/attachments/{attachment}/"
    assert address in page
    assert head.get(address).content == b"What I wrote down."
    assert "Added to" not in head.get("/staff-concerns/").content.decode()
    lead = sign_in(Client(), school[LEAD])
    assert lead.get(address).status_code == 403
    assert head.get(f"/staff-concerns/{concern}/attachments/{new_id()}/").status_code == 404
