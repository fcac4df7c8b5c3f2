"""A line of the log as bytes, always the same for the same line. It may not read or write the database."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from fairward.audit.merkle import hash_leaf

FORMAT = 1
SALT_SIZE = 16
_COMMITMENT = b"fairward audit detail 1\n"


@dataclass(frozen=True, slots=True)
class Leaf:
    """Who (a pseudonym), acting as what, did what, to which item, when. Why, and lists of items, are in the detail."""

    organisation_id: UUID
    id: UUID
    at: datetime
    event: str
    actor_id: UUID | None
    role: int | None
    item_kind: str
    item_id: UUID | None
    item_count: int
    subject_id: UUID | None
    commitment: bytes

    def to_dict(self) -> dict[str, Any]:
        """The line as it stands in a bundle; `to_bytes` is this, keys sorted, without spaces."""
        return {
            "format": FORMAT,
            "organisation": str(self.organisation_id),
            "id": str(self.id),
            "at": self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "event": self.event,
            "actor": _text(self.actor_id),
            "role": self.role,
            "kind": self.item_kind,
            "item": _text(self.item_id),
            "count": self.item_count,
            "subject": _text(self.subject_id),
            "commitment": bytes(self.commitment).hex(),
        }

    def to_bytes(self) -> bytes:
        """The canonical bytes, which the tree hashes."""
        return canonical(self.to_dict())

    def hash(self) -> bytes:
        """The leaf hash."""
        return hash_leaf(self.to_bytes())

    @classmethod
    def from_dict(cls, found: Mapping[str, Any]) -> Leaf:
        """Read `to_dict`; whatever would not be written again in the same way is refused."""
        try:
            leaf = cls(
                organisation_id=UUID(found["organisation"]),
                id=UUID(found["id"]),
                at=datetime.strptime(found["at"], "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC),
                event=found["event"],
                actor_id=_id(found["actor"]),
                role=found["role"],
                item_kind=found["kind"],
                item_id=_id(found["item"]),
                item_count=found["count"],
                subject_id=_id(found["subject"]),
                commitment=bytes.fromhex(found["commitment"]),
            )
        except (KeyError, TypeError, AttributeError, ValueError):
            raise ValueError("this is not a line of a log") from None
        if leaf.to_dict() != dict(found):
            raise ValueError("this is not a line of a log")
        return leaf


def canonical(value: Any) -> bytes:
    """JSON with sorted keys, ASCII only, without spaces: one way to write it."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def detail_body(*, why: str = "", code: str = "", items: Iterable[UUID] = ()) -> bytes:
    """The part of a line that can be erased: the purpose, the code of a refusal, the items where there are several."""
    detail: dict[str, Any] = {}
    if why:
        detail["why"] = why
    if code:
        detail["code"] = code
    listed = [str(item) for item in items]
    if listed:
        detail["items"] = listed
    return canonical(detail)


def listed_items(body: bytes) -> tuple[UUID, ...]:
    """The items that a detail lists."""
    return tuple(UUID(item) for item in json.loads(bytes(body)).get("items", ()))


def is_spread(item_count: int, subject_id: UUID | None) -> bool:
    """Several items of one child are found through the child; of many children, each through a row of its own."""
    return item_count > 1 and subject_id is None


def digest_of_items(items: Iterable[UUID]) -> bytes:
    """One value for a set of items, which the database can compute too (`gathering`)."""
    return hashlib.sha256(",".join(sorted({str(item) for item in items})).encode()).digest()


def new_salt() -> bytes:
    """Without the salt nobody can guess what was committed to, even from a short list of purposes."""
    return os.urandom(SALT_SIZE)


def commit(salt: bytes, body: bytes) -> bytes:
    """What the leaf holds of its detail. When salt and detail are gone it says nothing, and every proof stays valid."""
    return hashlib.sha256(_COMMITMENT + bytes(salt) + bytes(body)).digest()


def _text(each: UUID | None) -> str | None:
    return None if each is None else str(each)


def _id(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)
