"""The organisation's directory key: names, dates of birth, identifiers. It may not protect narrative."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

from fairward.keys import formats
from fairward.keys.provider import provider

DIGEST_SIZE = 16


def protect(organisation_id: UUID, table: str, row_id: UUID, plaintext: bytes) -> bytes:
    """Encrypt under the organisation's directory key, bound to this row of this table; the key is made at first use."""
    key = provider().fetch_or_make(organisation_id, "directory")
    return formats.encrypt(key, plaintext, formats.bind(organisation_id, table, row_id, 1))


def reveal(organisation_id: UUID, table: str, row_id: UUID, protected: bytes) -> bytes:
    """Undo `protect`; FormatError when the bytes come from another place, KeyMissing when the provider lost the key."""
    key = provider().fetch(organisation_id, "directory")
    return formats.decrypt(key, protected, formats.bind(organisation_id, table, row_id, 1))


def reveal_many(
    organisation_id: UUID, table: str, rows: Iterable[tuple[UUID, bytes | memoryview]]
) -> Iterator[bytes]:
    """As `reveal` for (row id, protected) of one table, in order; asks the provider once, for long lists."""
    key = provider().fetch(organisation_id, "directory")
    for row_id, protected in rows:
        yield formats.decrypt(key, bytes(protected), formats.bind(organisation_id, table, row_id, 1))


def digest(organisation_id: UUID, label: str, value: str) -> bytes:
    """Sixteen bytes that are equal when the values are, within one organisation and label; for matching, e.g. a UPN."""
    key = provider().fetch_or_make(organisation_id, "digest")
    return formats.keyed_digest(key, label, value.encode())[:DIGEST_SIZE]
