"""Checks certificates against what they list and against the log. It may not change anything.

The log's line holds a salted commitment to the digest; `fairward audit verify` proves that nobody changed the line.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from fairward.audit.leaves import commit
from fairward.retention.certificate_actions import DESTROYED, digest_of, words_of
from fairward.retention.kinds import kinds
from fairward.tenancy.rows import fetch

_COLUMNS = "SELECT id, destruction_id, items, digest FROM retention_certificate WHERE organisation_id = %s"
_CERTIFICATES = f"{_COLUMNS} ORDER BY certified_at, id"
_ONE = f"{_COLUMNS} AND id = %s"
_ITEMS = (
    "SELECT destruction_id, kind, item_id FROM retention_destructionitem "
    "WHERE organisation_id = %s AND destruction_id = ANY(%s) AND held_at IS NULL"
)
_LINES = (
    "SELECT l.item_id, l.commitment, d.salt, d.body FROM audit_leaf l LEFT JOIN audit_detail d "
    "ON d.organisation_id = l.organisation_id AND d.id = l.id "
    "WHERE l.organisation_id = %s AND l.event = %s AND l.item_id = ANY(%s)"
)
# Whatever an item names and that is there after all.
_STILL_THERE = (
    "SELECT i.destruction_id FROM retention_destructionitem i WHERE i.organisation_id = %s AND i.destruction_id = ANY(%s) "
    "AND i.held_at IS NULL AND ("
)
_ROW = "EXISTS (SELECT 1 FROM {table} t WHERE t.organisation_id = i.organisation_id AND t.id = i.item_id)"


def check_all(organisation_id: UUID) -> dict[UUID, list[str]]:
    """For each certificate of the current organisation what is wrong with it: nothing, mostly."""
    return _check(organisation_id, fetch(_CERTIFICATES, [organisation_id]))


def check_one(organisation_id: UUID, certificate_id: UUID) -> list[str]:
    """What is wrong with one certificate."""
    found = _check(organisation_id, fetch(_ONE, [organisation_id, certificate_id]))
    return found.get(certificate_id, ["There is no such certificate."])


def _check(organisation_id: UUID, rows: Sequence[tuple[Any, ...]]) -> dict[UUID, list[str]]:
    orders = [row[1] for row in rows]
    items: dict[UUID, list[tuple[int, UUID]]] = defaultdict(list)
    for order_id, kind, item_id in fetch(_ITEMS, [organisation_id, orders]):
        items[order_id].append((kind, item_id))
    lines: dict[UUID, list[tuple[bytes, bytes | None, bytes | None]]] = defaultdict(list)
    for certificate_id, *line in fetch(_LINES, [organisation_id, DESTROYED, [row[0] for row in rows]]):
        lines[certificate_id].append((line[0], line[1], line[2]))
    there = {row[0] for row in fetch(_still_there(), [organisation_id, orders])}
    return {row[0]: _findings(row, items[row[1]], lines[row[0]], row[1] in there) for row in rows}


def _still_there() -> str:
    tables = ["files_entry", "files_file", *(one.table for one in kinds())]
    return f"{_STILL_THERE}{' OR '.join(_ROW.format(table=table) for table in tables)})"


def _findings(
    row: tuple[Any, ...],
    items: Sequence[tuple[int, UUID]],
    lines: Sequence[tuple[bytes, bytes | None, bytes | None]],
    is_there: bool,
) -> list[str]:
    _, _, count, digest = row
    found = []
    if (len(items), digest_of(items)) != (count, digest):
        found.append("What it lists is not what it counts and what its digest says.")
    if is_there:
        found.append("Something that it lists is still there, or is there again.")
    if len(lines) != 1:
        found.append(f"The log has {len(lines)} lines about it instead of one.")
    elif not _proves(*lines[0], words_of(count, digest)):
        found.append("The log says something else than it does.")
    return found


def _proves(commitment: bytes, salt: bytes | None, body: bytes | None, words: str) -> bool:
    if salt is None or body is None:
        return False
    is_that_line = bytes(commitment) == commit(bytes(salt), bytes(body))
    return is_that_line and json.loads(bytes(body)).get("why") == words
