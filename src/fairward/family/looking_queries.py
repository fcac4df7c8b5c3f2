"""Who looked at what somebody is shown of a record. It may not tell of a look at anything that they are not shown.

A look at a name alone can betray that something is going on: it is told only where its purpose says nothing about the child,
such as keeping the roll. What it belonged to is told as a look of its own once that is shown, so nothing is lost. Other
members of the family are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from fairward.audit.events import LISTED, LOOKED, REFUSED
from fairward.audit.log import record_list
from fairward.audit.reading import LogLine, looks_between
from fairward.families.queries import Standing, my_access
from fairward.family.purposes import is_always_told, plain_purpose
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import Role
from fairward.rights.shown_rows import ShownRow, shown_rows

LONDON = ZoneInfo("Europe/London")
FAMILY_ROLES = frozenset({int(Role.FAMILY), int(Role.YOUNG_PERSON)})
# A refusal that only says that somebody had to type their passphrase is no try at anything.
_NO_TRY = frozenset({"locked", "not_found"})


@dataclass(frozen=True, slots=True)
class Look:
    """One line as its reader may know it: when, in which role, why, and which of the shown entries (none: the name)."""

    line_id: UUID
    at: datetime
    role: Role | None
    why: str
    entries: tuple[ShownRow, ...]
    own_name: bool = False
    is_refusal: bool = False
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Looks:
    """The looks of one year, newest first: those of others, and the reader's own."""

    year: int
    others: list[Look]
    own: list[Look]


def looks_for(actor: Actor, child_id: UUID, year: int, why: str) -> Looks:
    """Who looked in one year at what the asker is shown of a child's record. That this was read is on the log too."""
    access = my_access(actor, child_id)
    looks = _looks(actor, access, year)
    record_list(actor, item_kind="log", item_ids=(), subject_id=child_id, why=why)
    return Looks(year, [one for one in looks if not one.is_own], [one for one in looks if one.is_own])


def look_for(actor: Actor, child_id: UUID, line_id: UUID, why: str) -> Look:
    """One line of somebody else that the asker may know; any other is not there."""
    year = datetime.fromtimestamp((line_id.int >> 80) / 1000, LONDON).year
    for one in looks_for(actor, child_id, year, why).others:
        if one.line_id == line_id:
            return one
    raise NotFound("line")


def _looks(actor: Actor, access: Standing, year: int) -> list[Look]:
    rows = shown_rows(actor.organisation_id, access.person_id, access.child_id)
    known = {row.entry_id: row for row in rows} | {row.concern_id: row for row in rows if row.concern_id}
    since, until = datetime(year, 1, 1, tzinfo=LONDON), datetime(year + 1, 1, 1, tzinfo=LONDON)
    lines = [
        line
        for line in looks_between(actor.organisation_id, access.child_id, known, since, until)
        if line.leaf.actor_id == actor.membership_id or line.leaf.role not in FAMILY_ROLES
    ]
    found = [look for line in lines if (look := _look(line, known, access, actor.membership_id)) is not None]
    return _once_a_day(found, lines)


def _look(line: LogLine, known: dict[UUID, ShownRow], access: Standing, me: UUID) -> Look | None:
    leaf = line.leaf
    entries = _entries(line, known)
    is_own = leaf.actor_id == me
    is_name = leaf.item_kind == "child" and access.child_id in line.items
    is_own_name = leaf.item_kind == "adult" and access.person_id in line.items
    if leaf.event == REFUSED:
        is_told = line.code not in _NO_TRY and (leaf.item_id == access.child_id or bool(entries))
    elif is_own:
        is_told = leaf.event == LOOKED
    elif is_name or is_own_name:
        is_told = is_always_told(line.why)
    else:
        is_told = leaf.event == LOOKED and bool(entries)
    if not is_told or (leaf.event == LISTED and not is_name):
        return None
    role = Role(leaf.role) if leaf.role is not None else None
    return Look(leaf.id, leaf.at, role, line.why, entries, is_own_name, leaf.event == REFUSED, is_own)


def _entries(line: LogLine, known: dict[UUID, ShownRow]) -> tuple[ShownRow, ...]:
    return tuple(dict.fromkeys(known[item] for item in line.items if item in known))


def _once_a_day(looks: list[Look], lines: list[LogLine]) -> list[Look]:
    """The same look of the same person on one day is one line, with the time of the first: how often would be a hint."""
    actors = {line.leaf.id: line.leaf.actor_id for line in lines}
    first: dict[tuple[object, ...], Look] = {}
    for one in reversed(looks):
        who = actors[one.line_id] if not one.is_own else "own"
        what = (one.entries, one.own_name, plain_purpose(one.why)) if not one.is_own and one.role else ()
        first.setdefault((who, one.at.astimezone(LONDON).date(), what, one.is_refusal), one)
    return sorted(first.values(), key=lambda one: one.line_id, reverse=True)
