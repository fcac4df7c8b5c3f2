"""Plain statements to the keyring for the hot paths: no objects are made. It may not open anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import connections

from fairward.kernel.ids import new_id
from fairward.tenancy.context import current_organisation, use_keyring

Wrap = tuple[UUID, int, UUID, bytes]  # record, kind of holder, holder, wrapped key


def fetch(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Rows of one statement, within the current organisation's transaction on the keyring."""
    use_keyring()
    with connections["keyring"].cursor() as cursor:
        cursor.execute(sql, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def change(sql: str, parameters: Sequence[Any]) -> int:
    """Run one changing statement within the current organisation's transaction; returns how many rows it touched."""
    use_keyring()
    with connections["keyring"].cursor() as cursor:
        cursor.execute(sql, parameters)
        return int(cursor.rowcount)


def change_many(sql: str, rows: Iterable[Sequence[Any]]) -> None:
    """Run one changing statement for many rows."""
    use_keyring()
    with connections["keyring"].cursor() as cursor:
        cursor.executemany(sql, list(rows))


_INSERT_WRAPS = (
    "INSERT INTO keys_recordwrap (organisation_id, id, record_id, holder_kind, holder_id, wrapped) "
    "SELECT %s, * FROM unnest(%s::uuid[], %s::uuid[], %s::smallint[], %s::uuid[], %s::bytea[])"
)
_KEEP_STANDING = " ON CONFLICT (organisation_id, record_id, holder_kind, holder_id) DO NOTHING"


def insert_first_wraps(organisation_id: UUID, wraps: Sequence[Wrap]) -> None:
    """Store the wraps of a new record key in one statement; fails if the record has a key for such a holder already."""
    change(_INSERT_WRAPS, _columns(organisation_id, wraps))


def insert_more_wraps(organisation_id: UUID, wraps: Sequence[Wrap]) -> None:
    """Store further wraps of keys that stand; a holder who has the record keeps the wrap they have."""
    change(_INSERT_WRAPS + _KEEP_STANDING, _columns(organisation_id, wraps))


def _columns(organisation_id: UUID, wraps: Sequence[Wrap]) -> list[Any]:
    return [
        organisation_id,
        [new_id() for _ in wraps],
        *(list(column) for column in zip(*wraps, strict=True)),
    ]


def join_if_in_organisation() -> None:
    """Let work on a person's own row share the fate of the organisation's transaction, where there is one."""
    if current_organisation() is not None:
        use_keyring()
