"""A report goes in once, sealed, with one line in the log and a notice to the leads."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from fairward.audit.models import Leaf
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import Basis, RingKind, WhenPrecision
from fairward.keys.records import open_records
from fairward.school.concerns.content import CONCERN_TABLE, ConcernContent, concern_from_bytes
from fairward.school.concerns.models import Concern, ConcernChild, ConcernState, Draft, Part
from tests.support.reporting import CHECK, WHO, Reporter, sent

if TYPE_CHECKING:
    from uuid import UUID

    from tests.personas import School

pytestmark = pytest.mark.django_db(transaction=True)


def read_by_lead(school: School, concern_id: UUID) -> ConcernContent:
    """What the lead reads with the intake ring."""
    from tests.personas import LEAD

    with school.transaction():
        sealed = Concern.objects.values_list("sealed", flat=True).get(id=concern_id)
        keys = open_records(
            school.actor(LEAD), record_ids=[concern_id], ring=RingKind.INTAKE, item_kind="concern", why="test"
        )
        return concern_from_bytes(keys[concern_id].open(bytes(sealed), table=CONCERN_TABLE, version=1))


def test_a_whole_report_reaches_the_lead(school: School, amy: UUID, jack: UUID, dawn: Reporter) -> None:
    dawn.post(WHO, child=[str(amy), str(jack)], **{f"part-{jack}": "2"})
    dawn.safe("not_sure", safe_note="In class with Mr Adeyemi")
    dawn.what("mum hit me with the shoe", Basis.CHILD_SAID)
    dawn.when("today", clock="00:01", about="yes", where="By the bins", told="yes", told_whom="Miss Cole")
    concern_id = sent(dawn.send())

    content = read_by_lead(school, concern_id)
    assert [(one.basis, one.text) for one in content.statements] == [
        (Basis.CHILD_SAID, "mum hit me with the shoe")
    ]
    assert content.statements[0].about == (amy,)
    assert (content.where, content.told) == ("By the bins", "Yes. Miss Cole")
    assert content.safe_note == "I am not sure. In class with Mr Adeyemi"
    with school.transaction():
        row = Concern.objects.get(id=concern_id)
        parts = dict(ConcernChild.objects.values_list("child_id", "part"))
    assert (row.state, row.precision) == (ConcernState.REPORTED, WhenPrecision.ABOUT_TIME)
    assert parts == {amy: Part.MAIN, jack: Part.ALSO_THERE}
    assert row.review_on <= row.destroy_on and row.kept_because


def test_the_draft_is_gone_and_the_last_page_says_what_happens(
    school: School, amy: UUID, dawn: Reporter
) -> None:
    concern_id = dawn.report(amy)
    page = dawn.text(f"/report/done/{concern_id}/")
    assert "Report sent" in page and "Amira Khan" in page and "Reference" in page
    with school.transaction():
        assert not Draft.objects.exists()
    assert dawn.client.get(CHECK).headers["Location"] == "/report/"


def test_sending_twice_sends_once(school: School, amy: UUID, dawn: Reporter) -> None:
    dawn.who(amy)
    dawn.safe()
    dawn.what("He limped.")
    dawn.when()
    cookies = dawn.client.cookies.copy()
    first = dawn.send()
    with school.transaction():
        send_id = Concern.objects.values_list("send_id", flat=True).get()
    dawn.client.cookies = cookies  # the answer was lost: the browser still has the draft's cookie
    again = dawn.client.post(CHECK, {"do": "send", "send_id": str(send_id)})
    assert sent(again) == sent(first)
    with school.transaction():
        assert Concern.objects.count() == 1


def test_one_line_in_the_log_and_a_notice_for_lead_and_deputy(
    school: School, amy: UUID, dawn: Reporter, raw: Callable[..., Any]
) -> None:
    from tests.personas import DEPUTY, LEAD

    concern_id = dawn.report(amy)
    with school.transaction():
        acts = list(Leaf.objects.filter(item_id=concern_id).values_list("event", flat=True))
    assert acts == ["concern.reported"]
    jobs = raw().execute("SELECT args FROM procrastinate_jobs").fetchall()
    told = {args["membership_id"] for (args,) in jobs}
    assert told == {str(school[LEAD].membership_id), str(school[DEPUTY].membership_id)}
    assert {key for (args,) in jobs for key in args} == {"kind", "organisation_id", "membership_id"}


def test_danger_is_due_at_once_and_the_rest_by_the_end_of_the_school_day(
    school: School, amy: UUID, dawn: Reporter
) -> None:
    quiet = dawn.report(amy)
    dawn.who(amy)
    dawn.safe("no")
    dawn.what("He ran out of the gate.")
    dawn.when()
    danger = sent(dawn.send())
    with school.transaction():
        rows = {row.id: row for row in Concern.objects.all()}
    assert rows[danger].is_danger and rows[danger].due_at == rows[danger].reported_at
    assert not rows[quiet].is_danger and rows[quiet].due_at > rows[quiet].reported_at


def test_somebody_with_a_key_can_read_their_own_words_again(
    school: School, amy: UUID, as_reporter: Callable[..., Reporter]
) -> None:
    from tests.personas import PASTORAL

    gethin = as_reporter(PASTORAL, unlocked=True)
    concern_id = gethin.report(amy, text="She fell asleep in maths.")
    assert "She fell asleep in maths." in gethin.text(f"/my-reports/{concern_id}/words/")


def test_nobody_else_sees_a_report(amy: UUID, dawn: Reporter, as_reporter: Callable[..., Reporter]) -> None:
    from tests.personas import TEACHER

    concern_id = dawn.report(amy)
    tom = as_reporter(TEACHER)
    for page in (
        f"/my-reports/{concern_id}/",
        f"/report/done/{concern_id}/",
        f"/my-reports/{concern_id}/add/",
    ):
        assert tom.client.get(page).status_code == 404
    assert "You have not reported anything" in tom.text("/my-reports/")


def test_the_same_sending_twice_returns_the_first_and_leaves_no_key(
    school: School, amy: UUID, raw: Callable[..., Any]
) -> None:
    from fairward.school.concerns.report_actions import send_report
    from fairward.school.concerns.report_answers import Answers, Said
    from tests.personas import SUPERVISOR, TEACHER

    answers = Answers(children={amy: Part.MAIN}, statements=[Said(text="He limped.")])
    with school.transaction():
        first = send_report(by=school.actor(SUPERVISOR), answers=answers)
    with school.transaction():
        assert send_report(by=school.actor(SUPERVISOR), answers=answers) == first
        assert (Concern.objects.count(), ConcernChild.objects.count()) == (1, 1)
    wrapped = raw("keyring", "postgres").execute("SELECT DISTINCT record_id FROM keys_recordwrap").fetchall()
    assert wrapped == [(first,)]
    with school.transaction(), pytest.raises(NotFound):
        send_report(by=school.actor(TEACHER), answers=answers)


def test_a_school_that_has_no_keys_yet_says_so_and_keeps_the_draft(
    transactional_db: None, report_pages: None, as_reporter: Callable[..., Reporter]
) -> None:
    from django.test import Client

    from tests.personas import SUPERVISOR, make_school, sign_in

    bare = make_school("Nokeys Primary School", [SUPERVISOR], keys=False)
    dawn = Reporter(sign_in(Client(), bare[SUPERVISOR]))
    dawn.who(unknown="yes")
    dawn.what("He limped.")
    dawn.when()
    refused = dawn.send()
    assert refused.status_code == 403 and "safeguarding lead" in refused.content.decode()
    assert "He limped." in dawn.text(CHECK)
