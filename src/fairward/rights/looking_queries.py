"""Which lines of the log one person may know, as they will read them. It may not tell of anything that they are not shown.

A look at a name alone can betray that something is going on: it is told only where its purpose says nothing about the child,
such as keeping the roll. What it belonged to is told as a look of its own once that is shown, so nothing is lost. A look at
something that is not shown waits for that, or for a lead who releases it: then it is told without what it was.
Other members of the family are left out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from fairward.audit.events import LISTED, LOOKED, REFUSED
from fairward.audit.reading import LogLine, lines_of, looks_between
from fairward.families.queries import Standing
from fairward.kernel.vocabulary import Role
from fairward.rights.purposes import is_always_told, plain_purpose, silent_purpose
from fairward.rights.shown_rows import ShownRow, shown_rows
from fairward.tenancy.rows import fetch

LONDON = ZoneInfo("Europe/London")
FAMILY_ROLES = frozenset({int(Role.FAMILY), int(Role.YOUNG_PERSON)})
# A refusal that only says that somebody had to type their passphrase is no try at anything.
NO_TRY = frozenset({"locked", "not_found"})
_RELEASED = (
    "SELECT line_id, entry_id FROM rights_releasedlook "
    "WHERE organisation_id = %s AND person_id = %s AND child_id = %s"
)
Released = Mapping[UUID, Collection[UUID]]


@dataclass(frozen=True, slots=True)
class Look:
    """One line as its reader may know it: when, in which role, why, and which of the shown entries (none: the name).

    `is_silent`: it was released although the thing looked at is not shown, or not all of it.
    """

    line_id: UUID
    at: datetime
    role: Role | None
    why: str
    entries: tuple[ShownRow, ...]
    own_name: bool = False
    is_refusal: bool = False
    is_own: bool = False
    is_silent: bool = False

    @property
    def purpose(self) -> str:
        """Why, in the words that the reader gets."""
        return plain_purpose(self.why) if self.entries or not self.is_silent else silent_purpose(self.why)


def released_to(organisation_id: UUID, person_id: UUID, child_id: UUID) -> dict[UUID, set[UUID]]:
    """Line -> the entries whose looks a lead released to this person."""
    found: dict[UUID, set[UUID]] = {}
    for line_id, entry_id in fetch(_RELEASED, [organisation_id, person_id, child_id]):
        found.setdefault(line_id, set()).add(entry_id)
    return found


def span_of(year: int) -> tuple[datetime, datetime]:
    """The first moment of a year, and of the next."""
    return datetime(year, 1, 1, tzinfo=LONDON), datetime(year + 1, 1, 1, tzinfo=LONDON)


def looks_of(organisation_id: UUID, access: Standing, year: int, released: Released) -> list[Look]:
    """Every line of one year as whoever has this access reads it, newest first."""
    rows = shown_rows(organisation_id, access.person_id, access.child_id)
    known = {row.entry_id: row for row in rows} | {row.concern_id: row for row in rows if row.concern_id}
    shown = {row.entry_id for row in rows}
    silent = {line_id for line_id, entries in released.items() if set(entries) - shown}
    lines = [
        line
        for line in _lines(organisation_id, access.child_id, known, year, silent)
        if line.leaf.actor_id == access.membership_id or line.leaf.role not in FAMILY_ROLES
    ]
    found = [
        look for line in lines
        if (look := _look(line, known, access, is_silent=line.leaf.id in silent)) is not None
    ]  # fmt: skip
    return _once_a_day(found, lines)


def _lines(
    organisation_id: UUID, child_id: UUID, items: Collection[UUID], year: int, released: Collection[UUID]
) -> list[LogLine]:
    """Lines that name the child or one of the items, and those that were released, newest first."""
    since, until = span_of(year)
    found = looks_between(organisation_id, child_id, items, since, until)
    further = set(released) - {line.leaf.id for line in found}
    found += [line for line in lines_of(organisation_id, list(further)) if since <= line.leaf.at < until]
    return sorted(found, key=lambda line: line.leaf.id, reverse=True)


def _look(line: LogLine, known: dict[UUID, ShownRow], access: Standing, *, is_silent: bool) -> Look | None:
    leaf = line.leaf
    entries = _entries(line, known)
    is_own = leaf.actor_id == access.membership_id
    is_name = leaf.item_kind == "child" and access.child_id in line.items
    is_own_name = leaf.item_kind == "adult" and access.person_id in line.items
    if is_silent and not is_own:
        is_told = True
    elif leaf.event == REFUSED:
        is_told = line.code not in NO_TRY and (leaf.item_id == access.child_id or bool(entries))
    elif is_own:
        is_told = leaf.event == LOOKED
    elif is_name or is_own_name:
        is_told = is_always_told(line.why)
    else:
        is_told = leaf.event == LOOKED and bool(entries)
    if not is_told or (leaf.event == LISTED and not is_name):
        return None
    role = Role(leaf.role) if leaf.role is not None else None
    is_refusal = leaf.event == REFUSED
    return Look(leaf.id, leaf.at, role, line.why, entries, is_own_name, is_refusal, is_own, is_silent)


def _entries(line: LogLine, known: dict[UUID, ShownRow]) -> tuple[ShownRow, ...]:
    return tuple(dict.fromkeys(known[item] for item in line.items if item in known))


def _once_a_day(looks: list[Look], lines: list[LogLine]) -> list[Look]:
    """The same look of the same person on one day is one line, with the time of the first: how often would be a hint."""
    actors = {line.leaf.id: line.leaf.actor_id for line in lines}
    first: dict[tuple[object, ...], Look] = {}
    for one in reversed(looks):
        who = actors[one.line_id] if not one.is_own else "own"
        told = (one.entries, one.own_name, one.is_silent, one.purpose)
        what = told if not one.is_own and one.role else ()
        first.setdefault((who, one.at.astimezone(LONDON).date(), what, one.is_refusal), one)
    return sorted(first.values(), key=lambda one: one.line_id, reverse=True)
