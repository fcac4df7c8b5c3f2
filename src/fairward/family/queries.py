"""Reads whose records somebody may see, and how much of each. It may not open anything: `rights.shown_queries` does."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from fairward.families.queries import MyChild, my_access, my_children
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.rights.shown_rows import shown_rows


@dataclass(frozen=True, slots=True)
class ChildAtHome:
    """A child on the first page: how much is shown, and how much of it they have not read yet."""

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


def _at_home(actor: Actor, child: MyChild) -> ChildAtHome:
    access = my_access(actor, child.id)
    rows = shown_rows(actor.organisation_id, access.person_id, child.id)
    return ChildAtHome(child, len(rows), sum(row.is_new for row in rows))
