"""Notices through the real queue and a real mail server: they arrive once, and say nothing."""

from __future__ import annotations

import email
import email.policy
import socket
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from fairward.kernel.ids import new_id
from fairward.notices import jobs, mail, sending
from fairward.notices.words import WORDS, NoticeKind
from fairward.rules.themes import all_themes
from fairward.tenancy.context import as_organisation, current_organisation
from tests.integration.notices.post_office import PostOffice, open_post_office

ORGANISATION, LEAD, DEPUTY, WITHOUT_ADDRESS = (new_id() for _ in range(4))
MARKER = "SEEDED-MARKER-9S"
ADDRESSES = {LEAD: "lead@school.example", DEPUTY: "deputy@school.example"}


def addresses(organisation_id: UUID, membership_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The address book of these tests; looked up as the organisation whose it is."""
    assert current_organisation() == organisation_id == ORGANISATION
    return {each: ADDRESSES[each] for each in membership_ids if each in ADDRESSES}


@pytest.fixture
def office(settings: Any) -> Iterator[PostOffice]:
    settings.FAIRWARD_ADDRESS_BOOK = f"{__name__}.addresses"
    with open_post_office(settings) as found:
        yield found


def work() -> None:
    """Do the jobs that are due, as the worker does."""
    with app.replace_connector(app.connector.get_worker_connector()) as queue:  # type: ignore[attr-defined]
        queue.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def message(envelope: Any) -> Any:
    return email.message_from_bytes(envelope.content, policy=email.policy.default)


@pytest.mark.django_db(transaction=True)
def test_a_notice_arrives_through_the_queue_at_each_person_with_an_address(office: PostOffice) -> None:
    with as_organisation(ORGANISATION):
        mail.something_arrived(ORGANISATION, [LEAD, DEPUTY, WITHOUT_ADDRESS])
    work()
    assert sorted(each.rcpt_tos[0] for each in office.mails) == sorted(ADDRESSES.values())
    assert all(len(each.rcpt_tos) == 1 for each in office.mails)


@pytest.mark.django_db(transaction=True)
def test_nothing_goes_out_when_the_transaction_does_not_commit(office: PostOffice) -> None:
    with pytest.raises(RuntimeError), as_organisation(ORGANISATION):
        mail.something_arrived(ORGANISATION, [LEAD])
        raise RuntimeError
    work()
    assert office.mails == []


@pytest.mark.django_db(transaction=True)
def test_sixteen_reports_make_one_notice_and_the_next_day_another(office: PostOffice) -> None:
    for _ in range(16):
        with as_organisation(ORGANISATION):
            mail.something_arrived(ORGANISATION, [LEAD])
            with connection.cursor() as cursor:  # the transaction goes on after a notice was not needed
                cursor.execute("SELECT 1")
    work()
    assert len(office.mails) == 1
    with as_organisation(ORGANISATION):
        mail.something_arrived(ORGANISATION, [LEAD])
    work()
    assert len(office.mails) == 2


@pytest.mark.django_db(transaction=True)
def test_a_job_carries_opaque_ids_only(office: PostOffice) -> None:
    with as_organisation(ORGANISATION):
        mail.digest(ORGANISATION, [LEAD])
    (job,) = ProcrastinateJob.objects.filter(task_name="notices.send_notice")
    assert job.args == {"kind": "digest", "organisation_id": str(ORGANISATION), "membership_id": str(LEAD)}


@pytest.mark.django_db(transaction=True)
def test_a_mail_server_that_is_away_makes_the_notice_wait_not_vanish(
    office: PostOffice, settings: Any
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        settings.EMAIL_PORT = closed.getsockname()[1]
    with as_organisation(ORGANISATION):
        mail.something_arrived(ORGANISATION, [LEAD])
    work()
    (job,) = ProcrastinateJob.objects.filter(task_name="notices.send_notice")
    assert (job.status, job.attempts) == ("todo", 1)
    assert job.scheduled_at is not None
    assert office.mails == []


@pytest.mark.django_db(transaction=True)
def test_what_arrives_after_the_mail_server_is_back_does_not_wait_for_the_next_try(
    office: PostOffice, settings: Any
) -> None:
    """A notice that had failed for two hours waited five more, and kept back the one about danger that came meanwhile."""
    there = settings.EMAIL_PORT
    with socket.create_server(("127.0.0.1", 0)) as closed:
        settings.EMAIL_PORT = closed.getsockname()[1]
    with as_organisation(ORGANISATION):
        mail.something_arrived(ORGANISATION, [LEAD])
    work()
    ProcrastinateJob.objects.get(task_name="notices.send_notice")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now() + interval '5 hours'")
    settings.EMAIL_PORT = there
    work()
    assert office.mails == []
    with as_organisation(ORGANISATION):
        mail.something_arrived(ORGANISATION, [LEAD])
    work()
    assert len(office.mails) == 1


@pytest.mark.parametrize("kind", list(NoticeKind))
def test_a_mail_says_that_there_is_something_where_to_sign_in_and_nothing_else(
    kind: NoticeKind, office: PostOffice
) -> None:
    sending.sender().send(kind, ADDRESSES[LEAD])
    (envelope,) = office.mails
    found = message(envelope)
    assert found["Subject"] == WORDS[kind].subject
    body = found.get_content()
    assert body.replace("\r\n", "\n") == WORDS[kind].body.format(
        sign_in="https://fairward.school.example/sign-in/"
    )
    assert set(found.keys()) == {
        "Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Subject", "From", "To", "Date", "Message-ID",
        "Auto-Submitted", "X-Auto-Response-Suppress",
    }  # fmt: skip
    assert found["To"] == ADDRESSES[LEAD]
    assert found["From"] == "Fairward <notices@school.example>"
    assert found["Message-ID"].endswith("@school.example>")
    assert found["Auto-Submitted"] == "auto-generated"


@pytest.mark.django_db
@pytest.mark.parametrize("kind", list(NoticeKind))
def test_no_id_no_theme_no_machine_name_is_in_a_mail(kind: NoticeKind, office: PostOffice) -> None:
    jobs.deliver(kind, ORGANISATION, LEAD, addresses=lambda *_: {LEAD: ADDRESSES[LEAD]}, by=sending.sender())
    raw = office.mails[0].content.decode().lower()
    hidden = [
        str(ORGANISATION),
        str(LEAD),
        socket.gethostname(),
        "concern",
        "safeguarding",
        "urgent",
        "danger",
    ]
    hidden += [theme.words for theme in all_themes()]
    assert [word for word in hidden if word.lower() in raw] == []


@pytest.mark.parametrize("answer", [f"550 No such person {MARKER}", f"451 Later {MARKER}"])
def test_a_refusal_by_the_server_names_nobody(office: PostOffice, answer: str) -> None:
    office.answer = answer
    with pytest.raises(sending.NotSent) as not_sent:
        sending.sender().send(NoticeKind.ARRIVED, ADDRESSES[LEAD])
    assert MARKER not in str(not_sent.value) and "lead@" not in str(not_sent.value)
    assert not_sent.value.__cause__ is None and not_sent.value.__suppress_context__


def test_without_a_mail_server_only_the_count_is_kept(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", ""
    before = sending.NOBODY.count
    sending.sender().send(NoticeKind.ARRIVED, ADDRESSES[LEAD])
    assert sending.sender() is sending.NOBODY
    assert sending.NOBODY.count == before + 1
    assert "lead@" not in caplog.text


@pytest.mark.django_db
def test_a_person_without_an_address_is_passed_over() -> None:
    sent = jobs.deliver(
        NoticeKind.ARRIVED, ORGANISATION, WITHOUT_ADDRESS, addresses=addresses, by=sending.NullSender()
    )
    assert sent is False
