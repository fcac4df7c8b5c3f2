"""Reads whom a change must reach and what they answered: facts without a word of a record. It may not write."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from fairward.audit.log import record_list
from fairward.exchange.following.hearing import TABLE
from fairward.exchange.following.models import Change, Followed, HandedNotice, Notice
from fairward.exchange.following.vocabulary import GOES, Answered, Asked
from fairward.exchange.travel.sending_queries import state_of_package
from fairward.exchange.travel.vocabulary import TravelState
from fairward.exchange.vocabulary import HowTold
from fairward.files.changes import ChangeKind
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import DisclosureKind, OrganisationKind
from fairward.keys import directory
from fairward.people.queries import names_of_children
from fairward.tenancy.rows import fetch

MOST = 200
RECEIPT_TABLE = "following_handednotice.receipt_by"


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change of one passage: what it became, since when, and whether a notice said so."""

    id: UUID
    entry_id: UUID
    passage_id: UUID
    what: ChangeKind
    successor_id: UUID | None
    made_at: datetime
    notice_id: UUID | None


@dataclass(frozen=True, slots=True)
class HandedFile:
    """Where the encrypted file of a notice stands. `is_waiting`: nobody has downloaded it yet."""

    digest: str
    times_made: int
    fetched_at: datetime | None
    is_waiting: bool
    receipt_by: str
    is_receipt_same: bool | None


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A notice that went, and what came of it. `state` is where its package is, None for one told by hand.

    `handed` is its encrypted file, for somebody without Fairward.
    """

    id: UUID
    package_id: UUID | None
    asked: Asked
    how: HowTold
    sent_at: datetime
    due_at: datetime
    answer: Answered | None
    answered_at: datetime | None
    state: TravelState | None
    handed: HandedFile | None = None


@dataclass(frozen=True, slots=True)
class AsTold:
    """On which ground it was told, and what the family knew: what a notice repeats."""

    kind: DisclosureKind | None
    basis: str
    is_told: bool
    ground: str
    tell_by: date | None


@dataclass(frozen=True, slots=True)
class FollowedLine:
    """Somebody outside who was told something that has changed."""

    id: UUID
    disclosure_id: UUID
    child_id: UUID
    child: str
    recipient: str
    recipient_kind: OrganisationKind
    told_at: datetime
    how: HowTold
    package_id: UUID | None
    partner_id: UUID | None
    ground: AsTold
    changes: tuple[ChangeLine, ...] = ()
    notices: tuple[NoticeLine, ...] = field(default=())

    @property
    def waiting(self) -> tuple[ChangeLine, ...]:
        """What no notice has said yet."""
        return tuple(one for one in self.changes if one.notice_id is None)

    def said_in(self, notice_id: UUID) -> tuple[ChangeLine, ...]:
        """What a notice told of."""
        return tuple(one for one in self.changes if one.notice_id == notice_id)

    @property
    def unanswered(self) -> tuple[NoticeLine, ...]:
        """Notices without an answer."""
        return tuple(one for one in self.notices if one.answer is None)

    @property
    def is_asked_back(self) -> bool:
        """Whether something of it goes."""
        return any(one.what in GOES for one in self.changes)


_OPEN = """
SELECT f.id FROM following_followed f WHERE f.organisation_id = %(org)s AND (
  EXISTS (SELECT 1 FROM following_change c WHERE c.organisation_id = f.organisation_id AND c.followed_id = f.id
    AND c.notice_id IS NULL)
  OR EXISTS (SELECT 1 FROM following_notice n WHERE n.organisation_id = f.organisation_id AND n.followed_id = f.id
    AND n.answer IS NULL))
"""
_COUNTS = """
SELECT
  (SELECT count(DISTINCT c.followed_id) FROM following_change c WHERE c.organisation_id = %(org)s AND c.notice_id IS NULL),
  (SELECT count(*) FROM following_notice n WHERE n.organisation_id = %(org)s AND n.answer IS NULL AND n.due_at < now())
"""


def open_for(actor: Actor, why: str) -> list[FollowedLine]:
    """Everybody who must be told of a change or has not answered, the longest waiting first. The list is logged."""
    ids = [row[0] for row in fetch(_OPEN, {"org": actor.organisation_id})]
    return _listed(actor, ids, why)


def settled_for(actor: Actor, why: str) -> list[FollowedLine]:
    """Everybody who was told of every change and has answered, the latest first."""
    waiting = [row[0] for row in fetch(_OPEN, {"org": actor.organisation_id})]
    rows = Followed.objects.filter(organisation_id=actor.organisation_id).exclude(id__in=waiting)
    return _listed(actor, rows.order_by("-made_at").values_list("id", flat=True)[:MOST], why)


def followed_for(actor: Actor, followed_id: UUID, why: str) -> FollowedLine:
    """One of them."""
    found = _listed(actor, [followed_id], why)
    if not found:
        raise NotFound("followed")
    return found[0]


def followed_of_child(actor: Actor, child_id: UUID, why: str) -> dict[UUID, FollowedLine]:
    """Disclosure -> who was told by it and must know of changes, for one child."""
    rows = Followed.objects.filter(organisation_id=actor.organisation_id, child_id=child_id)
    found = _listed(actor, rows.values_list("id", flat=True), why, subject_id=child_id)
    return {one.disclosure_id: one for one in found}


def counts(organisation_id: UUID) -> tuple[int, int]:
    """How many people outside are to be told of a change, and how many notices are overdue."""
    to_tell, overdue = fetch(_COUNTS, {"org": organisation_id})[0]
    return int(to_tell), int(overdue)


def answers_of(
    organisation_id: UUID, disclosure_ids: Collection[UUID]
) -> dict[UUID, list[tuple[datetime, datetime | None]]]:
    """Disclosure -> (notice sent, answered) in order, for rooms that show what became of a correction. Writes no look."""
    rows = Notice.objects.filter(
        organisation_id=organisation_id, followed__disclosure_id__in=list(disclosure_ids)
    ).order_by("sent_at")
    found: dict[UUID, list[tuple[datetime, datetime | None]]] = {}
    for disclosure_id, sent_at, answered_at in rows.values_list(
        "followed__disclosure_id", "sent_at", "answered_at"
    ):
        found.setdefault(disclosure_id, []).append((sent_at, answered_at))
    return found


def _listed(
    actor: Actor, ids: Collection[UUID], why: str, subject_id: UUID | None = None
) -> list[FollowedLine]:
    organisation_id, wanted = actor.organisation_id, list(ids)
    rows = list(Followed.objects.filter(organisation_id=organisation_id, id__in=wanted).order_by("made_at"))
    record_list(
        actor, item_kind="followed", item_ids=[row.id for row in rows], subject_id=subject_id, why=why
    )
    names = names_of_children(organisation_id, {row.child_id for row in rows})
    changes, notices = _changes(organisation_id, wanted), _notices(organisation_id, wanted)
    return [
        FollowedLine(
            row.id, row.disclosure_id, row.child_id, names[row.child_id].full if row.child_id in names else "",
            directory.reveal(organisation_id, TABLE, row.id, bytes(row.recipient)).decode(),
            OrganisationKind(row.recipient_kind), row.told_at, HowTold(row.how), row.package_id, row.partner_id,
            _as_told(row),
            tuple(changes.get(row.id, ())), tuple(notices.get(row.id, ())),
        )
        for row in rows
    ]  # fmt: skip


def _as_told(row: Followed) -> AsTold:
    kind = DisclosureKind(row.kind) if row.kind else None
    return AsTold(kind, row.basis, row.is_told, row.ground, row.tell_by)


def _changes(organisation_id: UUID, followed_ids: Sequence[UUID]) -> dict[UUID, list[ChangeLine]]:
    rows = Change.objects.filter(organisation_id=organisation_id, followed_id__in=followed_ids)
    found: dict[UUID, list[ChangeLine]] = {}
    for row in rows.order_by("made_at", "id"):
        line = ChangeLine(
            row.id, row.entry_id, row.passage_id, ChangeKind(row.what), row.successor_id, row.made_at, row.notice_id
        )  # fmt: skip
        found.setdefault(row.followed_id, []).append(line)
    return found


def _notices(organisation_id: UUID, followed_ids: Sequence[UUID]) -> dict[UUID, list[NoticeLine]]:
    rows = list(
        Notice.objects.filter(organisation_id=organisation_id, followed_id__in=followed_ids).order_by(
            "sent_at", "id"
        )
    )
    handed = _handed(organisation_id, [row.id for row in rows if row.how == int(HowTold.FILE)])
    found: dict[UUID, list[NoticeLine]] = {}
    for row in rows:
        state = state_of_package(organisation_id, row.package_id) if row.package_id else None
        line = NoticeLine(
            row.id, row.package_id, Asked(row.asked), HowTold(row.how), row.sent_at, row.due_at,
            Answered(row.answer) if row.answer else None, row.answered_at, state, handed.get(row.id),
        )  # fmt: skip
        found.setdefault(row.followed_id, []).append(line)
    return found


def _handed(organisation_id: UUID, notice_ids: Sequence[UUID]) -> dict[UUID, HandedFile]:
    rows = HandedNotice.objects.filter(organisation_id=organisation_id, notice_id__in=notice_ids)
    waiting = set(rows.exclude(sealed=b"").values_list("id", flat=True))
    return {
        row.notice_id: HandedFile(
            row.digest, row.times_made, row.fetched_at, row.id in waiting,
            directory.reveal(organisation_id, RECEIPT_TABLE, row.id, bytes(row.receipt_by)).decode()
            if row.receipt_by else "",
            row.is_receipt_same,
        )
        for row in rows.defer("sealed")
    }  # fmt: skip
