"""Reads what has arrived: facts of the envelope; the sealed bytes for the room that opens them. It may not write."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from fairward.audit.log import record_list, record_look
from fairward.exchange.travel.models import Answer, Arrival
from fairward.exchange.travel.partner_queries import partner, partners
from fairward.exchange.travel.vocabulary import EnvelopeKind, TravelState
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import RingKind
from fairward.keys.models import Ring

PAGE = 50
_SETTLING = timedelta(hours=1)  # far longer than anything that is being taken in at this moment


@dataclass(frozen=True, slots=True)
class Arrived:
    """One package that arrived, as it looks from outside."""

    id: UUID
    package_id: UUID
    partner_id: UUID
    sender: str
    kind: EnvelopeKind
    state: TravelState
    size: int
    arrived_at: datetime
    is_told: bool


def arrived_for(actor: Actor, why: str, page: int = 1) -> tuple[list[Arrived], int]:
    """A page of what has arrived, newest first; and how much there is in all."""
    rows = Arrival.objects.defer("sealed").filter(organisation_id=actor.organisation_id)
    total = rows.count()
    shown = list(rows.order_by("-arrived_at")[(page - 1) * PAGE : page * PAGE])
    untold = set(_untold(actor.organisation_id, [row.id for row in shown]))
    names = {one.id: one.card.name for one in partners(actor.organisation_id)}
    record_list(actor, item_kind="arrival", item_ids=[row.id for row in shown], why=why)
    return [_arrived(row, names, row.id not in untold) for row in shown], total


def untaken(actor: Actor, kinds: Collection[EnvelopeKind], why: str) -> list[Arrived]:
    """What nobody has taken yet of these kinds, longest waiting first; no more than a page."""
    rows = Arrival.objects.defer("sealed").filter(
        organisation_id=actor.organisation_id, state=int(TravelState.DELIVERED), kind__in=[int(one) for one in kinds]
    )  # fmt: skip
    shown = list(rows.order_by("arrived_at")[:PAGE])
    names = {one.id: one.card.name for one in partners(actor.organisation_id)}
    record_list(actor, item_kind="arrival", item_ids=[row.id for row in shown], why=why)
    return [_arrived(row, names) for row in shown]


def one_arrived(organisation_id: UUID, arrival_id: UUID) -> Arrived:
    """One package that arrived, from outside: for the room that is about to open it, which writes the look."""
    rows = Arrival.objects.defer("sealed").filter(organisation_id=organisation_id, id=arrival_id)
    row = rows.first()
    if row is None:
        raise NotFound("arrival")
    return _arrived(row, {one.id: one.card.name for one in partners(organisation_id)})


def one_arrived_for(actor: Actor, arrival_id: UUID, why: str) -> Arrived:
    """One package that arrived, from outside. Writes the look."""
    row = Arrival.objects.defer("sealed").filter(organisation_id=actor.organisation_id, id=arrival_id).first()
    if row is None:
        raise NotFound("arrival")
    record_look(actor, item_kind="arrival", item_ids=[arrival_id], why=why)
    name = partner(actor.organisation_id, row.partner_id).card.name
    return Arrived(
        row.id, row.package_id, row.partner_id, name, EnvelopeKind(row.kind), TravelState(row.state), row.size,
        row.arrived_at, not _untold(actor.organisation_id, [row.id]),
    )  # fmt: skip


def is_kept(organisation_id: UUID, arrival_id: UUID) -> bool:
    """Whether the sealed bytes are still here."""
    rows = Arrival.objects.filter(organisation_id=organisation_id, id=arrival_id, sealed__isnull=False)
    return rows.exists()


def has_arrived(organisation_id: UUID) -> bool:
    """Whether anything ever arrived: the page is worth a link."""
    return Arrival.objects.filter(organisation_id=organisation_id).exists()


def sealed_for(actor: Actor, arrival_id: UUID, why: str) -> tuple[UUID, bytes]:
    """The ring that opens a package that arrived, and its sealed bytes: for the room that opens it. Writes the look."""
    rows = Arrival.objects.filter(organisation_id=actor.organisation_id, id=arrival_id)
    row = rows.first()
    if row is None or row.sealed is None:
        raise NotFound("arrival")
    record_look(actor, item_kind="arrival", item_ids=[arrival_id], why=why)
    return row.ring_id, bytes(row.sealed)


def hangs_on_ring(organisation_id: UUID, ring_id: UUID) -> bool:
    """Whether a package that arrived can only be opened with this ring; asked before a retired ring is put away.

    Shortly after a ring was replaced the answer is yes in any case: something may just be on its way in.
    """
    hour_ago = timezone.now() - _SETTLING
    ring = Ring.objects.filter(organisation_id=organisation_id, id=ring_id)
    is_settling = ring.filter(kind=int(RingKind.EXCHANGE), retired_at__gt=hour_ago).exists()
    held = Arrival.objects.filter(organisation_id=organisation_id, ring_id=ring_id, sealed__isnull=False)
    return is_settling or held.exists()


def due_answers(organisation_id: UUID, now: datetime) -> list[UUID]:
    """Receipts that a sender has not heard yet, in order."""
    rows = Answer.objects.filter(organisation_id=organisation_id, heard_at=None, next_attempt_at__lte=now)
    return list(rows.order_by("next_attempt_at", "number").values_list("id", flat=True)[:500])


def _arrived(row: Arrival, names: Mapping[UUID, str], is_told: bool = True) -> Arrived:
    return Arrived(
        row.id, row.package_id, row.partner_id, names[row.partner_id], EnvelopeKind(row.kind), TravelState(row.state),
        row.size, row.arrived_at, is_told,
    )  # fmt: skip


def _untold(organisation_id: UUID, arrival_ids: list[UUID]) -> list[UUID]:
    rows = Answer.objects.filter(organisation_id=organisation_id, arrival_id__in=arrival_ids, heard_at=None)
    return list(rows.values_list("arrival_id", flat=True))
