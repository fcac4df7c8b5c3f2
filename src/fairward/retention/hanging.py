"""What hangs on entries and goes with them. Each room says so itself; settings name the rooms, so that none is known here.

It may not open anything: keys are destroyed without being opened.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connections
from django.utils.module_loading import import_string

from fairward.keys.records import destroy_records
from fairward.tenancy.rows import fetch

Records = Callable[[UUID, Sequence[UUID]], Collection[UUID]]
Forget = Callable[[UUID, Sequence[UUID]], None]
# What goes is its own record.
ITSELF = "SELECT unnest(%(ids)s::uuid[])"


def nothing(organisation_id: UUID, ids: Sequence[UUID]) -> None:
    """A room that has nothing there."""


def none(organisation_id: UUID, ids: Sequence[UUID]) -> tuple[UUID, ...]:
    """A room that has nothing sealed there."""
    return ()


@dataclass(frozen=True, slots=True)
class Hanging:
    """What a room has that hangs on entries, or on files whose last entry goes.

    `records` names the records whose keys are destroyed, `forget` then deletes or changes rows. Both are given the
    organisation and the entries that go, may be run again after a crash, and work for many entries in few statements.
    `forget_files` is given the files that go.
    """

    records: Records
    forget: Forget
    forget_files: Forget = nothing


def of_statements(
    records: str = "", forget: Sequence[str] = (), *, file_records: str = "", forget_files: Sequence[str] = ()
) -> Hanging:
    """A room that says what it has in statements, each given the organisation as `org` and what goes as `ids`.

    Of files that go, the engine asks for no records: what `file_records` names loses its keys before `forget_files` runs.
    """

    def named(organisation_id: UUID, ids: Sequence[UUID]) -> list[UUID]:
        return _ids(records, organisation_id, ids)

    def gone(organisation_id: UUID, ids: Sequence[UUID]) -> None:
        run(forget, {"org": organisation_id, "ids": list(ids)})

    def files_gone(organisation_id: UUID, file_ids: Sequence[UUID]) -> None:
        destroy_records(organisation_id, _ids(file_records, organisation_id, file_ids))
        run(forget_files, {"org": organisation_id, "ids": list(file_ids)})

    return Hanging(named, gone, files_gone if forget_files else nothing)


def select(tables: Iterable[str], where: str, column: str = "id") -> str:
    """A statement that names rows of tables; all of it constants of a module."""
    return " UNION ALL ".join(
        f"SELECT {column} FROM {table} WHERE organisation_id = %(org)s AND {where}"  # noqa: S608
        for table in tables
    )


def delete(tables: Iterable[str], where: str) -> tuple[str, ...]:
    """Statements that delete rows of tables, one after the other; all of it constants of a module."""
    return tuple(
        f"DELETE FROM {table} WHERE organisation_id = %(org)s AND {where}"  # noqa: S608
        for table in tables
    )


def rooms() -> Iterator[Hanging]:
    """Every room that settings name, in their order: whoever refers to others comes first."""
    for name in settings.FAIRWARD_HANGS_ON_ENTRIES:
        room: Hanging = import_string(name)
        yield room


def run(statements: Iterable[str], parameters: Mapping[str, Any]) -> None:
    """Run statements that are constants of their module, one after the other, with the same parameters."""
    with connections["default"].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, parameters)


def _ids(statement: str, organisation_id: UUID, ids: Sequence[UUID]) -> list[UUID]:
    return (
        [row[0] for row in fetch(statement, {"org": organisation_id, "ids": list(ids)})] if statement else []
    )
