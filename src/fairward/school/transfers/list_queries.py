"""Reads transfers as lists: who waits, how long, what the home page and a child's page say. It may not write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from fairward.audit.log import record_list
from fairward.exchange.travel.partner_queries import partners
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import Purpose
from fairward.people.queries import ChildName, names_of_children
from fairward.school.transfers.content import reveal_school
from fairward.school.transfers.models import Transfer, TransferPart
from fairward.school.transfers.policies import check_can_handle
from fairward.school.transfers.row_queries import TransferRow, with_states
from fairward.school.transfers.vocabulary import Destination, Ended, PartDecision, TransferState

PAGE = 50


class Which(Enum):
    """How the list is narrowed; the value is what a person reads."""

    OPEN = "All that are open"
    OVERDUE = "Overdue"
    UNKNOWN = "Next school not known"
    RECEIPT = "Receipt overdue"
    CLOSED = "Closed"


@dataclass(frozen=True, slots=True)
class TransferItem:
    """One line of the list."""

    id: UUID
    child: ChildName
    state: TransferState
    school: str
    purposes: tuple[Purpose, ...]
    due_at: datetime | None
    is_overdue: bool
    is_warned: bool
    look_on: date | None
    has_left: bool
    is_copy: bool
    ended: Ended | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class TransferList:
    """One page of transfers, how many fit, how many of each sort there are."""

    items: Sequence[TransferItem]
    total: int
    counts: dict[Which, int]
    page: int


def transfers_for(actor: Actor, which: Which, page: int, why: str) -> TransferList:
    """A page of transfers: overdue first, then by when they are due; the children shown are logged."""
    check_can_handle(actor)
    now = timezone.now()
    rows = _fitting(actor.organisation_id, which, now)
    order = ("-closed_at", "-id") if which is Which.CLOSED else ("due_at", "look_on", "id")
    shown = list(rows.order_by(*order)[(page - 1) * PAGE : page * PAGE])
    record_list(actor, item_kind="child", item_ids=[row.child_id for row in shown], why=why)
    counts: dict[Which, int] = {
        one: _fitting(actor.organisation_id, one, now).count() for one in Which if one is not Which.CLOSED
    }
    total = rows.count() if which is Which.CLOSED else counts[which]
    return TransferList(_items(actor.organisation_id, shown, now), total, counts, page)


def _fitting(organisation_id: UUID, which: Which, now: datetime) -> QuerySet[Transfer]:
    rows = Transfer.objects.filter(
        organisation_id=organisation_id, closed_at__isnull=which is not Which.CLOSED
    )
    if which is Which.OVERDUE:
        return rows.filter(due_at__lt=now).filter(_unsent())
    if which is Which.UNKNOWN:
        return rows.filter(destination=int(Destination.UNKNOWN))
    if which is Which.RECEIPT:
        return rows.filter(_parts(sent_at__isnull=False, accepted_on=None, chase_at__lt=now))
    return rows


def _parts(**fitting: object) -> Exists:
    mine = {"organisation_id": OuterRef("organisation_id"), "transfer_id": OuterRef("id"), "is_over": False}
    return Exists(TransferPart.objects.filter(**mine, **fitting))


def _unsent() -> Q:
    """Something is still to be decided or to be sent."""
    return Q(_parts(sent_at=None, decision__lt=int(PartDecision.KEEP_BACK)))


def _items(organisation_id: UUID, rows: Sequence[Transfer], now: datetime) -> list[TransferItem]:
    children = names_of_children(organisation_id, [row.child_id for row in rows])
    cards = {one.id: one.card.name for one in partners(organisation_id)}
    return [
        TransferItem(
            one.row.id, children[one.row.child_id], one.state, _school_name(one.row, cards),
            tuple(dict.fromkeys(part.purpose for part in one.parts)), one.row.due_at,
            _is_late(one, one.row.due_at, now), _is_late(one, one.row.warn_at, now), one.row.look_on, one.row.has_left,
            one.row.is_copy, Ended(one.row.ended) if one.row.ended else None, one.row.closed_at,
        )
        for one in with_states(organisation_id, rows, now)
    ]  # fmt: skip


def _is_late(one: TransferRow, at: datetime | None, now: datetime) -> bool:
    """Past a moment, and something has still to be sent."""
    has_unsent = any(
        part.sent_at is None and part.decision is not PartDecision.KEEP_BACK for part in one.parts
    )
    return one.row.closed_at is None and at is not None and at < now and has_unsent


def _school_name(row: Transfer, cards: dict[UUID, str]) -> str:
    if row.partner_id is not None:
        return cards.get(row.partner_id, "")
    return reveal_school(row.organisation_id, row.id, row.destination_sealed).name


@dataclass(frozen=True, slots=True)
class ChildMoves:
    """What the child's page says: an open transfer, by when; or that the files went, and where to."""

    id: UUID
    state: TransferState
    due_at: datetime | None
    is_overdue: bool
    school: str


def moves_of_child(actor: Actor, child_id: UUID, why: str) -> list[ChildMoves]:
    """Transfers of a child that are open or were closed within the year, newest first; the list is logged."""
    rows = Transfer.objects.filter(organisation_id=actor.organisation_id, child_id=child_id).order_by(
        "-begun_at"
    )
    found = _items(actor.organisation_id, list(rows[:5]), timezone.now())
    if found:
        ids = [one.id for one in found]
        record_list(actor, item_kind="transfer", item_ids=ids, subject_id=child_id, why=why)
    return [ChildMoves(one.id, one.state, one.due_at, one.is_overdue, one.school) for one in found]


@dataclass(frozen=True, slots=True)
class ToSendOn:
    """What the home page says: how many children's files have still to go, when the first is due, how many receipts are
    late, and of how many children nobody knows where they are."""

    to_send: int
    first_due_at: datetime | None
    receipts: int
    unknown: int


def to_send_on(organisation_id: UUID, now: datetime) -> ToSendOn:
    """Numbers and one moment, for the home page of leads; no child is named."""
    rows = _fitting(organisation_id, Which.OPEN, now).filter(_unsent())
    first = rows.filter(due_at__isnull=False).order_by("due_at").values_list("due_at", flat=True).first()
    look = Q(look_on=None) | Q(look_on__lte=timezone.localtime(now).date())
    unknown = _fitting(organisation_id, Which.UNKNOWN, now).filter(look)
    return ToSendOn(
        rows.count(), first, _fitting(organisation_id, Which.RECEIPT, now).count(), unknown.count()
    )


def is_anything_due(organisation_id: UUID, now: datetime) -> bool:
    """Whether a file must be sent soon, a receipt is late or a school is to be asked for: for the content-free digest."""
    rows = _fitting(organisation_id, Which.OPEN, now)
    today = timezone.localtime(now).date()
    return (
        rows.filter(Q(warn_at__lte=now) | Q(due_at__date__lte=today)).filter(_unsent()).exists()
        or _fitting(organisation_id, Which.RECEIPT, now).exists()
        or rows.filter(destination=int(Destination.UNKNOWN), look_on__lte=today).exists()
    )
