"""Reads the log for somebody who may, and writes into it that they did. It may not read what the lines are about."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from fairward.audit import gathering, log, reading
from fairward.audit.reading import LogLine, LogPage, LogState, Wanted
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.organisations.names import MemberName
from fairward.organisations.queries import names_of_members
from fairward.oversight.policies import hidden_kinds
from fairward.people.queries import ChildName, names_of_children

PAGE = 50


@dataclass(frozen=True, slots=True)
class Names:
    """The people whom some lines name: those who acted or were acted on, and children."""

    members: dict[UUID, MemberName] = field(default_factory=dict)
    children: dict[UUID, ChildName] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LogView:
    """One page of the log with the names in it."""

    page: LogPage
    names: Names
    state: LogState


@dataclass(frozen=True, slots=True)
class Looks:
    """Who looked at one child, or at one entry of the child's."""

    child_id: UUID
    child: str
    lines: list[LogLine]
    names: Names


def log_for(
    actor: Actor, wanted: Wanted, *, before: UUID | None = None, after: UUID | None = None
) -> LogView:
    """A page of the organisation's log. That it was read is a line too."""
    organisation_id = actor.organisation_id
    page = reading.page_of_lines(
        organisation_id, wanted, size=PAGE, before=before, after=after, without_kinds=hidden_kinds(actor)
    )
    log.record_list(
        actor, item_kind="log", item_ids=(), subject_id=wanted.about_id, why="overseeing who looked"
    )
    return LogView(page, names_in(organisation_id, page.lines), reading.last_state(organisation_id))


def looks_at_child(actor: Actor, child_id: UUID, *, limit: int = PAGE) -> Looks:
    """Who looked at a child's record, newest first. An unknown child and another organisation's look the same."""
    return _looks(actor, child_id, None, limit)


def looks_at_entry(actor: Actor, entry_id: UUID, *, limit: int = PAGE) -> Looks:
    """Who looked at one entry, alone or among others, newest first."""
    child_id = reading.subject_of(actor.organisation_id, entry_id)
    if child_id is None:
        raise NotFound("entry")
    return _looks(actor, child_id, entry_id, limit)


def export_log(actor: Actor) -> str:
    """The whole log with its proofs, as the text of a bundle. That it was taken is a line too."""
    log.record_act(actor, act="log.exported", item_kind="log", item_id=None, why="checking the log elsewhere")
    return "".join(f"{line}\n" for line in gathering.export(actor.organisation_id))


def names_in(organisation_id: UUID, lines: list[LogLine]) -> Names:
    """The names of all whom these lines name by id."""
    members = {line.leaf.actor_id for line in lines if line.leaf.actor_id}
    members |= {item for line in lines if line.leaf.item_kind == "membership" for item in line.items}
    children = {line.leaf.subject_id for line in lines if line.leaf.subject_id}
    children |= {line.leaf.item_id for line in lines if line.leaf.item_kind == "child" and line.leaf.item_id}
    return Names(names_of_members(organisation_id, members), names_of_children(organisation_id, children))


def _looks(actor: Actor, child_id: UUID, entry_id: UUID | None, limit: int) -> Looks:
    organisation_id = actor.organisation_id
    found = names_of_children(organisation_id, [child_id]).get(child_id)
    if found is None:
        raise NotFound("child")
    lines = reading.who_looked(
        organisation_id,
        subject_id=child_id,
        item_id=entry_id,
        limit=limit,
        without_kinds=hidden_kinds(actor),
    )
    log.record_list(actor, item_kind="log", item_ids=(), subject_id=child_id, why="overseeing who looked")
    return Looks(child_id, found.full, lines, names_in(organisation_id, lines))
