"""Reads what somebody is shown of a record, by `rights`, and whose record it is. It may not open anything by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from fairward.audit.reading import last_look
from fairward.families.queries import MyChild, my_access, my_children
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.rights.shown_queries import Shown, one_shown_for, shown_for
from fairward.rights.shown_rows import shown_rows


@dataclass(frozen=True, slots=True)
class ChildAtHome:
    """A child on the first page: how much is shown, and how much of it is new since the last look."""

    child: MyChild
    shown: int
    new: int


def home_of(actor: Actor) -> list[ChildAtHome]:
    """The children whose record the asker may see, with counts of what they themselves are shown."""
    return [_at_home(actor, one) for one in my_children(actor)]


def my_child(actor: Actor, child_id: UUID) -> MyChild:
    """One of the asker's children; any other is not there."""
    for one in my_children(actor):
        if one.id == child_id:
            return one
    raise NotFound("child")


def record_for(actor: Actor, child_id: UUID, why: str) -> list[Shown]:
    """Everything that the asker is shown, newest first; new is what came after their last look at the record."""
    before = _last_look(actor, child_id)
    return [replace(one, is_new=_is_new(one.shown_at, before)) for one in shown_for(actor, child_id, why)]


def entry_for(actor: Actor, child_id: UUID, entry_id: UUID, why: str) -> Shown:
    """One entry that the asker is shown."""
    return replace(one_shown_for(actor, child_id, entry_id, why), is_new=False)


def _at_home(actor: Actor, child: MyChild) -> ChildAtHome:
    access = my_access(actor, child.id)
    rows = shown_rows(actor.organisation_id, access.person_id, child.id)
    before = _last_look(actor, child.id)
    return ChildAtHome(child, len(rows), sum(_is_new(row.made_at, before) for row in rows))


def _last_look(actor: Actor, child_id: UUID) -> datetime | None:
    return last_look(actor.organisation_id, actor.membership_id, child_id, "entry")


def _is_new(shown_at: datetime, before: datetime | None) -> bool:
    return before is None or shown_at > before
