"""The promise before all others: no gate, missing field, locked key or outage may delay an emergency."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from fairward.access.permissions import CHARTERS, permissions_of
from fairward.kernel.vocabulary import RingKind, Role
from fairward.school.concerns.models import Concern, Draft
from fairward.school.concerns.report_queries import alarms
from tests.support.reporting import CHECK, SAFE, WHAT, WHEN, WHO, Reporter, questions_on, sent

if TYPE_CHECKING:
    from tests.personas import School

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = ("/report/", WHO, SAFE, WHAT, WHEN, CHECK)


@pytest.fixture
def school(transactional_db: None, settings: Any) -> School:
    from tests.personas import make_school

    settings.ROOT_URLCONF = "tests.support.report_addresses"
    settings.FAIRWARD_SHELL = "tests.support.report_addresses.shell"
    return make_school()


@pytest.fixture
def dawn(school: School) -> Reporter:
    from tests.personas import SUPERVISOR, sign_in

    return Reporter(sign_in(Client(), school[SUPERVISOR]))


def jobs(raw: Callable[..., Any]) -> int:
    return int(raw().execute("SELECT count(*) FROM procrastinate_jobs").fetchone()[0])


def concerns(school: School) -> list[Concern]:
    with school.transaction():
        return list(Concern.objects.all())


def test_one_sentence_about_a_child_without_a_name_is_enough(school: School, dawn: Reporter) -> None:
    """Every other answer is left out; each page lets it pass when it is sent again."""
    assert dawn.who(unknown="yes").status_code == 302
    dawn.post(SAFE, asked=questions_on(dawn.post(SAFE)))
    dawn.what("He ran onto the road.", "", asked=questions_on(dawn.what("He ran onto the road.", "")))
    dawn.post(WHEN, asked=questions_on(dawn.post(WHEN)))
    assert sent(dawn.send())
    (row,) = concerns(school)
    assert row.is_child_unknown


def test_the_pages_can_even_be_skipped(school: School, dawn: Reporter) -> None:
    dawn.who()
    dawn.what("A child fell from the wall and does not move.", asked=["nothing of the kind"])
    assert sent(dawn.send())


def test_no_is_passed_on_before_the_report_is_finished(
    school: School, dawn: Reporter, raw: Callable[..., Any]
) -> None:
    from tests.personas import SUPERVISOR

    dawn.who()
    assert jobs(raw) == 0
    dawn.safe("no")
    assert jobs(raw) == 2
    with school.transaction():
        assert [who for who, _, _ in alarms(school.organisation_id)] == [school[SUPERVISOR].membership_id]
    dawn.safe("no")
    assert jobs(raw) == 2
    dawn.safe("yes")
    with school.transaction():
        assert alarms(school.organisation_id) == []


def test_whom_to_call_is_on_every_page_and_stays_on_top_once_it_is_danger(
    school: School, dawn: Reporter
) -> None:
    dawn.who()
    for page in PAGES:
        text = dawn.text(page)
        assert 'href="tel:999"' in text and 'href="tel:01632960101"' in text
        assert "fw-danger-strip" not in text
    dawn.safe("no")
    for page in PAGES:
        text = dawn.text(page)
        assert text.index("fw-danger-strip") < text.index("<main")
        assert 'href="tel:999"' in text and 'href="tel:01632960101"' in text


def test_danger_is_first_in_the_queue(school: School, dawn: Reporter) -> None:
    first = dawn.report()
    dawn.who()
    dawn.safe("no")
    dawn.what("She is bleeding.")
    second = sent(dawn.send())
    with school.transaction():
        order = list(Concern.objects.order_by("-is_danger", "due_at").values_list("id", flat=True))
    assert order == [second, first]


def test_a_locked_lead_can_report(school: School) -> None:
    from tests.personas import LEAD, sign_in

    lead = Reporter(sign_in(Client(), school[LEAD], unlocked=False))
    assert lead.report(text="I saw it myself.")


def test_a_ring_without_a_holder_takes_reports(
    school: School, dawn: Reporter, raw: Callable[..., Any]
) -> None:
    owner = raw("keyring", "postgres")
    owner.execute(
        "DELETE FROM keys_ringgrant WHERE ring_id IN (SELECT id FROM keys_ring WHERE kind = %s)",
        [int(RingKind.INTAKE)],
    )
    assert dawn.report()


def test_without_a_mail_server_reports_arrive(school: School, dawn: Reporter, settings: Any) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", _closed_port()
    assert dawn.report()


def test_while_the_virus_scanner_is_away_a_picture_is_taken(
    school: School, dawn: Reporter, settings: Any
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from fairward.documents.kinds import ScanState
    from fairward.documents.models import Attachment
    from fairward.keys.records import open_records
    from tests.integration.concerns.test_report_drafts import PICTURE
    from tests.personas import LEAD

    settings.FAIRWARD_CLAMD = f"127.0.0.1:{_closed_port()}"
    dawn.who()
    dawn.what("See the drawing.", file=SimpleUploadedFile("drawing.png", PICTURE))
    concern_id = sent(dawn.send())
    with school.transaction():
        row = Attachment.objects.get()
        assert (row.owner_id, row.scan_state) == (concern_id, ScanState.WAITING)
        assert open_records(
            school.actor(LEAD), record_ids=[row.id], ring=RingKind.INTAKE, item_kind="attachment", why="test"
        )


def test_everybody_who_works_in_a_school_may_report() -> None:
    staff = {role for role in CHARTERS if role <= Role.GOVERNOR}
    assert all("school:concern:report" in permissions_of(role) for role in staff)


def test_there_is_one_gate_only_and_it_keeps_what_was_typed(school: School, dawn: Reporter) -> None:
    """Not one written word: the page asks for one, and the alarm went out already."""
    dawn.who(unknown="yes", unknown_child="Red coat")
    dawn.safe("no")
    refused = dawn.client.post(CHECK, {"do": "send"})
    assert refused.status_code == 200 and "Write one sentence" in refused.content.decode()
    assert "Red coat" in dawn.text(CHECK)
    assert concerns(school) == []
    with school.transaction():
        assert Draft.objects.get().danger_at is not None


def _closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
