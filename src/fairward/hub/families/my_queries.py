"""Reads, for somebody of a family, what they were shown of their cases. It may not open anything that is not sealed to them.

Ended, closed and never given look the same: NotFound.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from fairward.audit.events import LOOKED
from fairward.audit.log import record_list
from fairward.audit.reading import looks_between
from fairward.families.vocabulary import AccountState
from fairward.hub.corrections.queries import PutRightLine, put_right_of
from fairward.hub.families.content import Outcome, from_bytes
from fairward.hub.families.models import CaseReader, OwnSide, ShownOutcome
from fairward.hub.families.queries import SHOWN, SIDE, Reader, Shown, newest_shown, reader_of
from fairward.hub.intake.case_queries import people_of
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import Role
from fairward.keys.records import open_records

LONDON = ZoneInfo("Europe/London")
_FAMILY = frozenset({int(Role.FAMILY), int(Role.YOUNG_PERSON)})


@dataclass(frozen=True, slots=True)
class MyCase:
    """A case on the reader's first page: whom it is about, and when something of it was last shown to them."""

    reader: Reader
    about: tuple[str, ...]
    shown: Shown | None


@dataclass(frozen=True, slots=True)
class MySide:
    """Words of the reader."""

    item_id: UUID | None
    is_wrong: bool
    words: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class MyReading:
    """One case as its reader reads it. `outcome` None: nothing was shown yet, or only to a key that they lost."""

    case: MyCase
    outcome: Outcome | None
    sides: tuple[MySide, ...]
    put_right: tuple[PutRightLine, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody of the hub opened the case on a day."""

    at: datetime
    role: Role | None


def my_cases(actor: Actor) -> list[MyCase]:
    """The cases that the reader was let in to, the newest first. The list is logged."""
    readers = _mine(actor)
    record_list(
        actor, item_kind="case", item_ids=[one.case_id for one in readers], why="seeing one's own pages"
    )
    return _cases(actor, readers)


def my_case(actor: Actor, reader_id: UUID) -> MyCase:
    """One of them; any other is not there."""
    found = [one for one in _mine(actor) if one.id == reader_id]
    if not found:
        raise NotFound("case")
    return _cases(actor, found)[0]


def my_reading_for(actor: Actor, reader_id: UUID, why: str) -> MyReading:
    """One case with what was shown, what the reader said, and what they asked to be put right; opened with their own key."""
    case = my_case(actor, reader_id)
    reader = case.reader
    asked = put_right_of(actor.organisation_id, reader.case_id, reader.person_id)
    return MyReading(case, _outcome(actor, case, why), _sides(actor, reader, why), tuple(asked))


def looks_of(actor: Actor, reader_id: UUID, year: int, why: str) -> list[Look]:
    """Who of the hub opened the case in a year, once for each person and day, the newest first. Nobody of the family."""
    reader = my_case(actor, reader_id).reader
    since, until = datetime(year, 1, 1, tzinfo=LONDON), datetime(year + 1, 1, 1, tzinfo=LONDON)
    record_list(actor, item_kind="log", item_ids=(), subject_id=reader.case_id, why=why)
    found: dict[tuple[UUID | None, object], Look] = {}
    for line in looks_between(actor.organisation_id, reader.case_id, (), since, until):
        leaf = line.leaf
        if leaf.event == LOOKED and leaf.role not in _FAMILY:
            day = leaf.at.astimezone(LONDON).date()
            found[leaf.actor_id, day] = Look(leaf.at, Role(leaf.role) if leaf.role is not None else None)
    return sorted(found.values(), key=lambda one: one.at, reverse=True)


def _mine(actor: Actor) -> list[Reader]:
    rows = CaseReader.objects.filter(
        organisation_id=actor.organisation_id, membership_id=actor.membership_id, ended_at__isnull=True,
        family_account__state=int(AccountState.ACTIVE),
    ).select_related("family_account")  # fmt: skip
    return [reader_of(row, row.family_account) for row in rows.order_by("-since_at", "id")]


def _cases(actor: Actor, readers: list[Reader]) -> list[MyCase]:
    people = people_of(actor.organisation_id, [one.case_id for one in readers])
    shown = newest_shown(actor.organisation_id, [one.id for one in readers])
    return [
        MyCase(
            one, tuple(each.identity.words for each in people.get(one.case_id, ()) if each.id in one.children),
            shown.get(one.id),
        )
        for one in readers
    ]  # fmt: skip


def _outcome(actor: Actor, case: MyCase, why: str) -> Outcome | None:
    if case.shown is None:
        return None
    row = ShownOutcome.objects.get(organisation_id=actor.organisation_id, id=case.shown.id)
    try:
        keys = open_records(
            actor, record_ids=[row.id], item_kind="shown_outcome", subject_id=case.reader.case_id, why=why
        )
    except Denied as denied:
        if denied.code != "no_key":
            raise
        return None
    return from_bytes(keys[row.id].open(bytes(row.sealed), table=SHOWN, version=row.version))


def _sides(actor: Actor, reader: Reader, why: str) -> tuple[MySide, ...]:
    rows = list(
        OwnSide.objects.filter(organisation_id=actor.organisation_id, reader_id=reader.id).order_by(
            "made_at", "id"
        )
    )
    if not rows:
        return ()
    try:
        keys = open_records(
            actor, record_ids=[row.id for row in rows], item_kind="side", subject_id=reader.case_id, why=why
        )
    except Denied as denied:
        if denied.code != "no_key":
            raise
        return ()
    return tuple(
        MySide(
            row.item_id,
            row.is_wrong,
            keys[row.id].open(bytes(row.sealed), table=SIDE, version=1).decode(),
            row.made_at,
        )
        for row in rows
        if row.id in keys
    )
