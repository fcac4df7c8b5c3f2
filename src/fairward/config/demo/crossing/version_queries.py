"""What was written since somebody looked: for each thing that can be opened, a version that changes with every row behind it.

It reads counts and numbers of transactions, no content. It may not guess: a thing without a version is opened anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connections, models

from fairward.kernel.actor import Actor
from fairward.tenancy.context import use_keyring

Version = tuple[Any, ...]
# What stands behind each thing: rooms by name, and the columns that say which row belongs to which thing.
_HUB, _CASE = "fairward.hub.", ("hub_case_id", "case_id")
_BEHIND = {
    "case": ((_HUB, "fairward.exchange.travel.partner"), _CASE),
    "file": (("fairward.files", "fairward.people", "fairward.rights", "fairward.mistakes"), ("child_id",)),
    "report": (("fairward.school.concerns", "fairward.files"), ()),
    "question": (("fairward.agency.answers", "fairward.exchange.travel.arrival"), ()),
    "package": (("fairward.exchange.travel.arrival", "fairward.exchange.travel.partner"), ("id",)),
}
_KEYS = ("keys_ring", "keys_ringgrant", "keys_filekey", "keys_filegrant")
_PERSONS = "keys_personkey"  # of no organisation


@dataclass(frozen=True, slots=True)
class Versions:
    """Of one organisation, by sort of thing: what belongs to one thing alone, and what all of a sort rest on."""

    own: dict[tuple[str, UUID], Version]
    shared: dict[str, Version]

    def of(self, sort: str, item_id: UUID) -> Version:
        """The version of one thing; equal as long as no row behind it was added, changed or removed."""
        return self.own.get((sort, item_id), ()), self.shared[sort]

    def ids(self, sort: str) -> list[UUID]:
        """Everything of a sort that is there."""
        return [item_id for each, item_id in self.own if each == sort]


@dataclass(slots=True)
class Memory:
    """What each person read in each thing, and in which version of it."""

    _read: dict[tuple[UUID, str, UUID], tuple[Version, frozenset[Any]]] = field(default_factory=dict)

    def recall(
        self, actor: Actor, sort: str, item_id: UUID, versions: Versions, read: Callable[[], Iterable[Any]]
    ) -> frozenset[Any]:
        """As it was read, if nothing behind it changed; else read now."""
        place, version = (actor.membership_id, sort, item_id), versions.of(sort, item_id)
        known = self._read.get(place)
        if known is None or known[0] != version:
            known = self._read[place] = version, frozenset(read())
        return known[1]


class Forgetful(Memory):
    """Remembers nothing: everything is opened anew, each time."""

    def recall(
        self, actor: Actor, sort: str, item_id: UUID, versions: Versions, read: Callable[[], Iterable[Any]]
    ) -> frozenset[Any]:
        """Read now."""
        return frozenset(read())


def versions_of(organisation_id: UUID) -> Versions:
    """How everything of an organisation stands now. Inside its transaction."""
    use_keyring()
    keyed = [_line("", name, "", name != _PERSONS) for name in (*_KEYS, _PERSONS)]
    keys = tuple(_rows("keyring", keyed, organisation_id))
    own: dict[tuple[str, UUID], Version] = {}
    shared = dict.fromkeys(_BEHIND, keys)
    for sort, table, item_id, count, newest in _rows("default", _lines(), organisation_id):
        if item_id is None:
            shared[sort] = (*shared[sort], (table, count, newest))
        else:
            own[sort, item_id] = (*own.get((sort, item_id), ()), (table, count, newest))
    return Versions(own, shared)


def _lines() -> list[str]:
    return [
        _line(sort, model._meta.db_table, _column(model, columns), True)
        for sort, (rooms, columns) in _BEHIND.items() for model in apps.get_models() if _is_behind(model, rooms)
    ]  # fmt: skip


def _is_behind(model: type[models.Model], rooms: Iterable[str]) -> bool:
    name = f"{model._meta.app_config.name}.{model.__name__.lower()}" if model._meta.app_config else ""
    owned = any(one.column == "organisation_id" for one in model._meta.concrete_fields)
    return owned and any(f"{name}.".startswith(one if one.endswith(".") else f"{one}.") for one in rooms)


def _column(model: type[models.Model], columns: Iterable[str]) -> str:
    """By which column its rows belong to one thing; the case itself by its own id."""
    there = {one.column for one in model._meta.concrete_fields}
    if columns == _CASE and model._meta.db_table == "intake_case":
        return "id"
    if columns == ("id",) and model.__name__ != "Arrival":
        return ""
    return next((one for one in columns if one in there), "")


def _line(sort: str, table: str, column: str, is_owned: bool) -> str:
    """Number of rows, and the newest transaction that wrote one: a row that is added or changed is newer, one removed fewer."""
    where = "WHERE organisation_id = %(own)s" if is_owned else ""
    by, group = (column, f"GROUP BY {column}") if column else ("NULL::uuid", "")
    return f"SELECT '{sort}', '{table}', {by}, count(*), max(xmin::text::bigint) FROM {table} {where} {group}"  # noqa: S608 - constants


def _rows(alias: str, lines: Iterable[str], organisation_id: UUID) -> list[tuple[Any, ...]]:
    with connections[alias].cursor() as cursor:
        cursor.execute(f"{' UNION ALL '.join(lines)} ORDER BY 1, 2, 3", {"own": organisation_id})
        return list(cursor.fetchall())
