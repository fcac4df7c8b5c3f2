"""Reads the board of the shift: what is due when, who has it, what waits for whom; danger first. It may not open or write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from fairward.audit.log import record_list
from fairward.exchange.travel.arrival_queries import Arrived, untaken
from fairward.hub.intake.case_queries import CaseFacts, InCase, facts_from, people_of
from fairward.hub.intake.models import Case
from fairward.hub.intake.policies import CONTACTS
from fairward.hub.vocabulary import CaseState, Rating, Route
from fairward.kernel.actor import Actor
from fairward.organisations.queries import names_of_members

PAGE = 25
S = CaseState


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the board is narrowed."""

    state: CaseState | None = None
    rating: Rating | None = None
    is_mine: bool = False
    is_nobodys: bool = False
    is_over: bool = False
    page: int = 1

    @property
    def is_narrowed(self) -> bool:
        """By anything but the page."""
        return bool(self.state or self.rating or self.is_mine or self.is_nobodys or self.is_over)


@dataclass(frozen=True, slots=True)
class OnBoard:
    """One case on the board. `holder` is empty where nobody has it."""

    facts: CaseFacts
    children: tuple[InCase, ...]
    holder: str


@dataclass(frozen=True, slots=True)
class Board:
    """A page of the board, and what nobody has opened yet."""

    items: tuple[OnBoard, ...]
    total: int
    late: int
    untaken: tuple[Arrived, ...]


def board_for(actor: Actor, wanted: Wanted, why: str) -> Board:
    """A page of what is open: danger first, then by when it is due."""
    rows = _narrowed(actor, wanted)
    total = rows.count()
    ordered = rows.order_by("-changed_at") if wanted.is_over else rows.order_by("-is_danger", "due_at", "id")
    shown = list(ordered[(wanted.page - 1) * PAGE : wanted.page * PAGE])
    ids = [row.id for row in shown]
    record_list(actor, item_kind="case", item_ids=ids, why=why)
    people = people_of(actor.organisation_id, ids)
    names = names_of_members(actor.organisation_id, [row.held_by for row in shown if row.held_by])
    items = tuple(
        OnBoard(
            facts_from(row), tuple(one for one in people.get(row.id, ()) if one.kind.code == "child"),
            names[row.held_by].name if row.held_by in names else "",
        )
        for row in shown
    )  # fmt: skip
    arrived = () if wanted.is_narrowed else tuple(untaken(actor, CONTACTS, why))
    return Board(items, total, late_now(actor.organisation_id, timezone.now()), arrived)


def late_now(organisation_id: UUID, now: datetime) -> int:
    """How many open cases are late."""
    return _open(organisation_id).filter(due_at__lt=now).count()


def danger_now(organisation_id: UUID) -> int:
    """How many open cases say that a child is in danger and nobody has rated or routed them."""
    return _open(organisation_id).filter(is_danger=True, state__lte=int(S.TRIAGE)).count()


def waits_for_rating(organisation_id: UUID) -> int:
    """How many cases wait for a qualified person."""
    return _open(organisation_id).filter(state=int(S.TRIAGE), route=int(Route.RATE)).count()


def _open(organisation_id: UUID) -> QuerySet[Case]:
    return Case.objects.filter(organisation_id=organisation_id).exclude(state=int(S.CLOSED))


def _narrowed(actor: Actor, wanted: Wanted) -> QuerySet[Case]:
    own = Case.objects.filter(organisation_id=actor.organisation_id)
    rows = own.filter(state=int(S.CLOSED)) if wanted.is_over else own.exclude(state=int(S.CLOSED))
    narrow = Q()
    if wanted.state:
        narrow &= Q(state=int(wanted.state))
    if wanted.rating:
        narrow &= Q(rating=int(wanted.rating))
    if wanted.is_mine:
        narrow &= Q(held_by=actor.membership_id)
    if wanted.is_nobodys:
        narrow &= Q(held_by__isnull=True)
    return rows.filter(narrow)
