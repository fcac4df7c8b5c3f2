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

Records = Callable[[UUID, Sequence[UUID]], Collection[UUID]]
Forget = Callable[[UUID, Sequence[UUID]], None]


def nothing(organisation_id: UUID, ids: Sequence[UUID]) -> None:
    """A room that has nothing there."""


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
