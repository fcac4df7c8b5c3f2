"""Who a child or an adult is, as one sealed value. It may not hold a field beyond those listed here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from fairward.keys import directory

CHILD_TABLE = "people_child"
ADULT_TABLE = "people_adult"
RELATIONSHIP_TABLE = "people_relationship"

# What a binary column gives.
Sealed = bytes | memoryview


@dataclass(frozen=True, slots=True)
class ChildIdentity:
    """Everything that Fairward keeps to know a child by; the year group is a column beside it."""

    forename: str
    surname: str
    middle_names: str = ""
    preferred_forename: str = ""
    preferred_surname: str = ""
    born_on: date | None = None
    sex: str = ""
    upn: str = ""
    class_name: str = ""
    address: tuple[str, ...] = ()
    postcode: str = ""
    phones: tuple[str, ...] = ()

    @property
    def first(self) -> str:
        """The name that the child is called by."""
        return self.preferred_forename or self.forename

    @property
    def full(self) -> str:
        """Both names that the child is known by."""
        return f"{self.first} {self.preferred_surname or self.surname}"


@dataclass(frozen=True, slots=True)
class AdultIdentity:
    """Everything that Fairward keeps to know an adult in a child's life by."""

    surname: str
    forename: str = ""
    title: str = ""
    address: tuple[str, ...] = ()
    postcode: str = ""
    phones: tuple[str, ...] = ()

    @property
    def full(self) -> str:
        """Title and names in one line."""
        return " ".join(part for part in (self.title, self.forename, self.surname) if part)


def _pack(identity: ChildIdentity | AdultIdentity) -> bytes:
    filled = {key: value for key, value in asdict(identity).items() if value}
    if "born_on" in filled:
        filled["born_on"] = filled["born_on"].isoformat()
    return json.dumps(filled, ensure_ascii=False, separators=(",", ":")).encode()


def _unpack(raw: bytes) -> dict[str, Any]:
    filled: dict[str, Any] = json.loads(raw)
    if "born_on" in filled:
        filled["born_on"] = date.fromisoformat(filled["born_on"])
    for key in ("address", "phones"):
        if key in filled:
            filled[key] = tuple(filled[key])
    return filled


def protect_child(organisation_id: UUID, child_id: UUID, identity: ChildIdentity) -> bytes:
    """The identity under the directory key, bound to this child's row."""
    return directory.protect(organisation_id, CHILD_TABLE, child_id, _pack(identity))


def reveal_child(organisation_id: UUID, child_id: UUID, sealed: Sealed) -> ChildIdentity:
    """Undo `protect_child`."""
    return child_from_raw(directory.reveal(organisation_id, CHILD_TABLE, child_id, bytes(sealed)))


def reveal_raw_children(organisation_id: UUID, rows: Iterable[tuple[UUID, Sealed]]) -> Iterator[bytes]:
    """Decrypted values not yet read, in order, for a search that reads only who may be meant."""
    return directory.reveal_many(organisation_id, CHILD_TABLE, rows)


def child_from_raw(raw: bytes) -> ChildIdentity:
    """Read what `reveal_raw_children` gives."""
    return ChildIdentity(**_unpack(raw))


def protect_adult(organisation_id: UUID, adult_id: UUID, identity: AdultIdentity) -> bytes:
    """The identity under the directory key, bound to this adult's row."""
    return directory.protect(organisation_id, ADULT_TABLE, adult_id, _pack(identity))


def reveal_adult(organisation_id: UUID, adult_id: UUID, sealed: Sealed) -> AdultIdentity:
    """Undo `protect_adult`."""
    return AdultIdentity(**_unpack(directory.reveal(organisation_id, ADULT_TABLE, adult_id, bytes(sealed))))


def upn_digest(organisation_id: UUID, upn: str) -> bytes | None:
    """What a UPN is matched by between imports; None when there is none."""
    return directory.digest(organisation_id, "upn", upn) if upn else None


def child_fields() -> frozenset[str]:
    """The names of everything that can be in a child's sealed value."""
    return frozenset(field.name for field in fields(ChildIdentity))
