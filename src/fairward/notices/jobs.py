"""Notices as jobs of the queue: one job per person, so that a retry never writes to anybody twice.

Arguments are opaque ids; the address is looked up when the mail goes. It may not carry anything else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

from django.conf import settings
from django.db import connection, connections, transaction
from django.utils.module_loading import import_string
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from fairward.notices.sending import Sender, sender
from fairward.notices.words import NoticeKind
from fairward.tenancy.context import as_organisation

AddressBook = Callable[[UUID, Iterable[UUID]], Mapping[UUID, str]]
# Waits 3, 9, 27 … seconds between the attempts: gives up after about a day without a mail server.
RETRY = RetryStrategy(max_attempts=10, exponential_wait=3)


def deliver(
    kind: NoticeKind, organisation_id: UUID, membership_id: UUID, *, addresses: AddressBook, by: Sender
) -> bool:
    """Look the address up and send; false if the person has none (left, or never gave one)."""
    with as_organisation(organisation_id):
        address = addresses(organisation_id, [membership_id]).get(membership_id)
    if not address:
        return False
    by.send(kind, address)
    return True


def address_book() -> AddressBook:
    """The function that the setting FAIRWARD_ADDRESS_BOOK names: (organisation, memberships) -> addresses."""
    book: AddressBook = import_string(settings.FAIRWARD_ADDRESS_BOOK)
    return book


@app.task(name="notices.send_notice", queue="notices", retry=RETRY)
def send_notice(*, kind: str, organisation_id: str, membership_id: str) -> None:
    """One notice to one person."""
    try:
        deliver(
            NoticeKind(kind),
            UUID(organisation_id),
            UUID(membership_id),
            addresses=address_book(),
            by=sender(),
        )
    finally:
        # The worker's threads live long and no request ends in them: a connection that the database dropped
        # meanwhile would fail every later job.
        connections.close_all()


def enqueue(kind: NoticeKind, organisation_id: UUID, membership_ids: Iterable[UUID]) -> None:
    """One job for each person who has no such notice on its way already; part of the current transaction."""
    locks = {f"{kind}:{organisation_id}:{one}": one for one in sorted(set(membership_ids))}
    waiting = _waiting(locks)
    for lock, membership_id in locks.items():
        if lock in waiting:
            continue
        job = send_notice.configure(queueing_lock=lock)
        arguments = {"organisation_id": str(organisation_id), "membership_id": str(membership_id)}
        try:
            # A savepoint: the refusal of a second notice must not break the caller's transaction.
            with transaction.atomic():
                job.defer(kind=kind.value, **arguments)
        except AlreadyEnqueued:
            continue


def _waiting(locks: Iterable[str]) -> set[str]:
    """Which of these notices wait already. Asked first: in a busy hour most do, and trying costs three statements each.

    One that waits for hours after the mail server failed is tried at once: what arrived now may be about danger.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT queueing_lock, id, coalesce(scheduled_at > now(), false) FROM procrastinate_jobs "
            "WHERE status = 'todo' AND queueing_lock = ANY(%s)",
            [list(locks)],
        )
        found = cursor.fetchall()
        if late := [job for _, job, is_late in found if is_late]:
            cursor.execute(
                "UPDATE procrastinate_jobs SET scheduled_at = NULL WHERE id = ANY(%s) AND status = 'todo'",
                [late],
            )
    return {lock for lock, _, _ in found}
