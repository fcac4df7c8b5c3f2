"""Reads what is on its way and the receipts that came back: facts of the envelope, never content. It may not write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fairward.audit.log import record_list
from fairward.exchange.travel.models import KeptReceipt, Sending
from fairward.exchange.travel.partner_queries import partners
from fairward.exchange.travel.vocabulary import EnvelopeKind, TravelState, Trouble
from fairward.exchange.travel.workflow import UNDERWAY
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound

PAGE = 50


@dataclass(frozen=True, slots=True)
class OnItsWay:
    """One package as its sender sees it."""

    id: UUID
    package_id: UUID
    to: str
    kind: EnvelopeKind
    state: TravelState
    trouble: Trouble
    attempts: int
    may_have_arrived: bool
    queued_at: datetime
    queued_by: UUID
    attempted_at: datetime | None
    next_attempt_at: datetime | None
    changed_at: datetime

    @property
    def is_underway(self) -> bool:
        """Whether no receipt has come yet."""
        return self.state in UNDERWAY

    @property
    def can_be_stopped(self) -> bool:
        """Only what certainly has not arrived."""
        return self.is_underway and not self.may_have_arrived


@dataclass(frozen=True, slots=True)
class Said:
    """A receipt that came back: which state, when they signed it."""

    number: int
    state: TravelState
    said_at: datetime


def sent_for(actor: Actor, why: str, page: int = 1) -> tuple[list[OnItsWay], int]:
    """A page of what was sent, what still waits first; and how much there is in all."""
    rows = Sending.objects.filter(organisation_id=actor.organisation_id)
    total = rows.count()
    ordered = rows.defer("sealed").order_by("next_attempt_at", "-queued_at")
    found = _shown(actor, ordered[(page - 1) * PAGE : page * PAGE])
    record_list(actor, item_kind="sending", item_ids=[one.id for one in found], why=why)
    return found, total


def one_sent_for(actor: Actor, sending_id: UUID, why: str) -> tuple[OnItsWay, list[Said]]:
    """One package with its receipts in order."""
    rows = Sending.objects.defer("sealed").filter(organisation_id=actor.organisation_id, id=sending_id)
    found = _shown(actor, rows)
    if not found:
        raise NotFound("sending")
    record_list(actor, item_kind="sending", item_ids=[sending_id], why=why)
    receipts = KeptReceipt.objects.filter(organisation_id=actor.organisation_id, sending_id=sending_id)
    said = receipts.order_by("number").values_list("number", "state", "said_at")
    return found[0], [Said(number, TravelState(state), at) for number, state, at in said]


def has_sent(organisation_id: UUID) -> bool:
    """Whether anything was ever sent: the page is worth a link."""
    return Sending.objects.filter(organisation_id=organisation_id).exists()


def state_of_package(organisation_id: UUID, package_id: UUID) -> TravelState | None:
    """Where a package stands, for the room that made it; None if it was never put on its way."""
    rows = Sending.objects.filter(organisation_id=organisation_id, package_id=package_id)
    state = rows.values_list("state", flat=True).first()
    return None if state is None else TravelState(state)


def states_of_packages(organisation_id: UUID, package_ids: Iterable[UUID]) -> dict[UUID, TravelState]:
    """Package -> where it stands, for a list of them; those that were never put on their way are left out."""
    rows = Sending.objects.filter(organisation_id=organisation_id, package_id__in=list(package_ids))
    return {id_: TravelState(state) for id_, state in rows.values_list("package_id", "state")}


def accepted_at(organisation_id: UUID, package_ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """Package -> when its recipient said for the first time that they accept it; the others are left out."""
    rows = KeptReceipt.objects.filter(
        organisation_id=organisation_id,
        sending__package_id__in=list(package_ids),
        state=int(TravelState.ACCEPTED),
    )
    said = rows.order_by("-said_at").values_list("sending__package_id", "said_at")
    return dict(said)


def id_of_package(organisation_id: UUID, package_id: UUID) -> UUID | None:
    """The sending of a package, for the room that made it; None if it was never put on its way."""
    rows = Sending.objects.filter(organisation_id=organisation_id, package_id=package_id)
    return rows.values_list("id", flat=True).first()


def stoppable(organisation_id: UUID, package_id: UUID) -> UUID | None:
    """The sending of a package that certainly has not arrived yet, for the room that made it; else None."""
    rows = Sending.objects.filter(
        organisation_id=organisation_id, package_id=package_id, may_have_arrived=False,
        state__in=[int(one) for one in UNDERWAY],
    )  # fmt: skip
    return rows.values_list("id", flat=True).first()


def receipts_of_package(organisation_id: UUID, package_id: UUID) -> list[bytes]:
    """The signed receipts of a package in order, for the room that made it: `receipts.read` opens them."""
    rows = KeptReceipt.objects.filter(organisation_id=organisation_id, sending__package_id=package_id)
    return [bytes(signed) for signed in rows.order_by("number").values_list("signed", flat=True)]


def due_sendings(organisation_id: UUID, now: datetime) -> list[UUID]:
    """What is to be tried now, longest waiting first."""
    rows = Sending.objects.filter(organisation_id=organisation_id, next_attempt_at__lte=now)
    return list(rows.order_by("next_attempt_at").values_list("id", flat=True)[:500])


def _shown(actor: Actor, rows: Iterable[Sending]) -> list[OnItsWay]:
    names = {one.id: one.card.name for one in partners(actor.organisation_id)}
    return [
        OnItsWay(
            row.id, row.package_id, names[row.partner_id], EnvelopeKind(row.kind), TravelState(row.state),
            Trouble(row.trouble), row.attempts, row.may_have_arrived, row.queued_at, row.queued_by, row.attempted_at,
            row.next_attempt_at, row.changed_at,
        )
        for row in rows
    ]  # fmt: skip
