"""Everything that the pages of one package show: opened where something is to be read, in words. It may not write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fairward.design.pieces import Fact
from fairward.exchange.receiving import presenters as words
from fairward.exchange.receiving.content import Decisions
from fairward.exchange.receiving.grouping import Here, Sortable, sortable, to_decide
from fairward.exchange.receiving.opening_queries import OpenedArrival, opened_for
from fairward.exchange.receiving.policies import missing_in
from fairward.exchange.receiving.sorting_queries import SortingFacts, decisions_for, standing_here
from fairward.exchange.receiving.vocabulary import NOT_SORTED
from fairward.exchange.travel.arrival_queries import Arrived, is_kept
from fairward.files.policies import READERS
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import Purpose
from fairward.organisations.queries import names_of_members
from fairward.people.queries import ChildName, names_of_children
from fairward.tenancy.rows import fetch

_MADE_OF_IT = (
    "SELECT e.id, f.purpose FROM files_entry e JOIN files_file f ON f.organisation_id = e.organisation_id AND f.id = e.file_id "
    "WHERE e.organisation_id = %s AND e.id IN (SELECT t.entry_id FROM receiving_takenpassage t "
    "WHERE t.organisation_id = e.organisation_id AND t.sorting_id = %s) ORDER BY e.occurred_at, e.id"
)


@dataclass(frozen=True, slots=True)
class Desk:
    """A package in the middle of being sorted: what is in it, what was decided, what stands here already."""

    found: OpenedArrival
    decisions: Decisions
    here: Here
    groups: list[Sortable]
    child: ChildName | None

    @property
    def to_decide(self) -> list[Sortable]:
        """The notes of which something is new."""
        return to_decide(self.groups)


def desk_for(actor: Actor, arrival_id: UUID, why: str) -> Desk:
    """One package with everything that is needed to sort it."""
    found = opened_for(actor, arrival_id, why)
    here = standing_here(actor.organisation_id, found.shared)
    decisions = decisions_for(actor, found.sorting, why)
    child = child_of(actor.organisation_id, found.sorting)
    return Desk(found, decisions, here, sortable(found.shared, here), child)


def page_for(actor: Actor, arrived: Arrived, sorting: SortingFacts, why: str) -> dict[str, Any]:
    """What the page of a package that was opened shows."""
    kept = is_kept(actor.organisation_id, arrived.id)
    if not sorting.is_open:
        return {**_done(actor, arrived, sorting, why), "is_kept": kept}
    desk = desk_for(actor, arrived.id, why)
    groups = desk.to_decide
    return {
        "facts": words.inside_facts(desk.found, desk.child), "named": words.named_words(desk.found), "is_kept": kept,
        "here": words.here_words(desk.here), "notes": len(groups), "is_about_child": desk.found.shown.about is not None,
        "undecided": len(missing_in(desk.decisions, groups)), "child": desk.child, "is_urgent": desk.found.shown.is_urgent,
        "is_sorted_here": arrived.kind not in NOT_SORTED,
    }  # fmt: skip


def child_of(organisation_id: UUID, sorting: SortingFacts) -> ChildName | None:
    """The child whom a person has said it is about."""
    if sorting.child_id is None:
        return None
    return names_of_children(organisation_id, [sorting.child_id]).get(sorting.child_id)


def _done(actor: Actor, arrived: Arrived, sorting: SortingFacts, why: str) -> dict[str, Any]:
    decisions = decisions_for(actor, sorting, why)
    names = {
        key: one.name
        for key, one in names_of_members(
            actor.organisation_id, [sorting.finished_by] if sorting.finished_by else []
        ).items()
    }
    child = child_of(actor.organisation_id, sorting)
    facts = [Fact("The child here", child.full)] if child else []
    return {
        "facts": [*words.outside_facts(arrived), *facts, *words.sorted_facts(decisions, sorting, names)],
        "entries": _entries(actor, sorting), "child_id": sorting.child_id,
    }  # fmt: skip


def _entries(actor: Actor, sorting: SortingFacts) -> list[tuple[UUID, str]]:
    """The entries that were made of it, in files that the reader reads: ids and purposes."""
    rows = fetch(_MADE_OF_IT, [actor.organisation_id, sorting.id])
    return [(id_, Purpose(number).word) for id_, number in rows if actor.role in READERS[Purpose(number)]]
