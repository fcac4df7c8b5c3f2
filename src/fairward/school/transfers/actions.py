"""What leads do with a transfer: begin it, say where it goes, decide about each file, note what they heard, end it.

One act of the log each. It may not send: it begins a draft, and sending is a person's act in `exchange.choosing`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.audit.log import record_act
from fairward.exchange.travel.partner_queries import confirmed_partners
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.ids import new_id
from fairward.people.queries import left_days_of
from fairward.school.transfers import policies
from fairward.school.transfers.asking import ask_about_files, children_with_files
from fairward.school.transfers.clock import ask_again_on, calendars_of, columns_of
from fairward.school.transfers.content import NextSchool, protect_note, protect_school
from fairward.school.transfers.models import ChaseNote, Successor, Transfer
from fairward.school.transfers.row_queries import locked
from fairward.school.transfers.vocabulary import Asked, Began, Destination, Ended, Succession


@transaction.atomic
def begin_transfer(*, by: Actor, child_id: UUID, leaves_on: date | None, is_copy: bool = False) -> UUID:
    """A child will leave, or goes to a second school as well (`is_copy`); returns the transfer."""
    policies.check_can_handle(by)
    own, today = by.organisation_id, timezone.localdate()
    days = left_days_of(own, [child_id])
    if child_id not in days:
        raise NotFound("child")
    left_on = days[child_id]
    open_ = Transfer.objects.filter(organisation_id=own, child_id=child_id, closed_at=None, is_copy=False)
    has_files = bool(children_with_files(own, [child_id]))
    policies.check_can_begin(leaves_on, today, has_files=has_files, has_open=not is_copy and open_.exists())
    leaves = None if is_copy else min(left_on, leaves_on or left_on) if left_on else leaves_on
    began = Began.DUAL if is_copy else Began.BY_HAND
    transfer_id = new_id()
    Transfer.objects.create(
        organisation_id=own, id=transfer_id, child_id=child_id, began=int(began), is_copy=is_copy, leaves_on=leaves,
        has_left=left_on is not None and not is_copy, begun_at=timezone.now(), begun_by=by.membership_id,
        **columns_of(leaves, calendars_of(own)),
    )  # fmt: skip
    ask_about_files(own, [transfer_id])
    record_act(by, act="transfer.begun", item_kind="transfer", item_id=transfer_id, subject_id=child_id)
    return transfer_id


@transaction.atomic
def begin_transfers(*, by: Actor, child_ids: Iterable[UUID], leaves_on: date) -> list[UUID]:
    """Several children leave on one day, as a whole class does in July; an act for each of them."""
    return [begin_transfer(by=by, child_id=child_id, leaves_on=leaves_on) for child_id in child_ids]


@transaction.atomic
def change_day(*, by: Actor, transfer_id: UUID, leaves_on: date) -> None:
    """The day the child leaves or left is another: the roll often hears of it late. The clock is counted anew."""
    policies.check_can_handle(by)
    found = locked(by.organisation_id, transfer_id)
    policies.check_is_open(is_closed=found.row.closed_at is not None)
    policies.check_day(leaves_on, timezone.localdate())
    _change(by, transfer_id, leaves_on=leaves_on, **columns_of(leaves_on, calendars_of(by.organisation_id)))
    _record(by, "transfer.day_changed", found.row)


@transaction.atomic
def set_destination(
    *, by: Actor, transfer_id: UUID, kind: Destination, school: NextSchool, partner_id: UUID | None = None
) -> None:
    """Say where the files go, or that nobody knows yet. Not while something is being prepared for another school."""
    policies.check_can_handle(by)
    own = by.organisation_id
    found = locked(own, transfer_id)
    policies.check_is_open(is_closed=found.row.closed_at is not None)
    is_same = (kind, partner_id) == (Destination(found.row.destination), found.row.partner_id)
    if kind is Destination.BY_NAME or not is_same:
        policies.check_nothing_prepared(found.standings)
    is_confirmed = partner_id in {one.id for one in confirmed_partners(own)}
    policies.check_destination(kind, school, is_confirmed=is_confirmed)
    is_unknown = kind is Destination.UNKNOWN
    _change(
        by, transfer_id, destination=int(kind), partner_id=partner_id if kind is Destination.PARTNER else None,
        destination_sealed=b"" if is_unknown else protect_school(own, transfer_id, school),
        look_on=ask_again_on(timezone.localdate(), calendars_of(own)) if is_unknown else None,
    )  # fmt: skip
    _record(by, "transfer.destination_set", found.row)


@transaction.atomic
def note_asked(
    *, by: Actor, transfer_id: UUID, asked_on: date, how: Asked, words: str, next_on: date | None = None
) -> None:
    """Note that somebody asked where the child has gone or where the receipt is, what they heard, and when to ask again."""
    policies.check_can_handle(by)
    own, today = by.organisation_id, timezone.localdate()
    found = locked(own, transfer_id)
    policies.check_is_open(is_closed=found.row.closed_at is not None)
    policies.check_words(words, "Write what you heard.")
    again = next_on or ask_again_on(today, calendars_of(own))
    policies.check_asked(asked_on, again, today)
    note_id = new_id()
    ChaseNote.objects.create(
        organisation_id=own, id=note_id, transfer_id=transfer_id, asked_on=asked_on, how=int(how),
        words=protect_note(own, note_id, words.strip()), next_on=again, noted_at=timezone.now(),
        noted_by=by.membership_id,
    )  # fmt: skip
    _change(by, transfer_id, look_on=again)
    _record(by, "transfer.asked", found.row)


@transaction.atomic
def close_transfer(*, by: Actor, transfer_id: UUID, ended: Ended) -> None:
    """The child stays after all, or there is no next school. Nothing that is being prepared or on its way is left behind."""
    policies.check_can_handle(by)
    found = locked(by.organisation_id, transfer_id)
    policies.check_is_open(is_closed=found.row.closed_at is not None)
    policies.check_can_close(ended, found.standings)
    _change(by, transfer_id, closed_at=timezone.now(), closed_by=by.membership_id, ended=int(ended))
    _record(by, "transfer.closed", found.row)


@transaction.atomic
def note_successor(
    *, by: Actor, partner_id: UUID, successor_id: UUID, how: Succession, since_on: date
) -> None:
    """One school came after another. What is open for the first goes to the second only if somebody says so, one by one."""
    policies.check_can_handle(by)
    own = by.organisation_id
    confirmed = {one.id for one in confirmed_partners(own)}
    after = dict(Successor.objects.filter(organisation_id=own).values_list("partner_id", "successor_id"))
    policies.check_successor(
        successor_id in confirmed, is_same=partner_id == successor_id,
        makes_ring=partner_id in _chain(after, successor_id),
    )  # fmt: skip
    policies.check_day(since_on, timezone.localdate())
    values = {"successor_id": successor_id, "how": int(how), "since_on": since_on}
    values |= {"noted_at": timezone.now(), "noted_by": by.membership_id}
    Successor.objects.update_or_create(organisation_id=own, partner_id=partner_id, defaults=values)
    record_act(by, act="transfer.successor_noted", item_kind="partner", item_id=partner_id)


def _chain(after: dict[UUID, UUID], first: UUID) -> set[UUID]:
    seen, at = set[UUID](), after.get(first)
    while at is not None and at not in seen:
        seen.add(at)
        at = after.get(at)
    return seen


def _change(by: Actor, transfer_id: UUID, **columns: Any) -> None:
    Transfer.objects.filter(organisation_id=by.organisation_id, id=transfer_id).update(**columns)


def _record(by: Actor, act: str, row: Transfer) -> None:
    record_act(by, act=act, item_kind="transfer", item_id=row.id, subject_id=row.child_id)
