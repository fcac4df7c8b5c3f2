"""What one reader is shown of a case, as plain values and as bytes. It may not touch keys or rows, nor choose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from fairward.exchange.package import shapes
from fairward.exchange.package.canonical import decode, encode
from fairward.exchange.package.contents import Passage

FORMAT = 1


@dataclass(frozen=True, slots=True)
class AskedOf:
    """An agency that was asked: what, in plain words; how it answered; how many things of which kind."""

    agency: str
    asked: str
    answer: str
    kinds: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ShownItem:
    """An item whose words are shown: the claim as a family may read it, and the texts that belong to it."""

    id: UUID
    agency: str
    kind: str
    claim: Passage
    beside: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one person reads. `others`: how many things may not be shown; `is_held`: something is told later."""

    reference: str
    received_on: date
    came: str
    asked: tuple[AskedOf, ...]
    items: tuple[ShownItem, ...]
    others: int
    is_held: bool
    outcome: str
    decided_on: date
    why: str


def to_bytes(one: Outcome) -> bytes:
    """For sealing."""
    return encode({
        "format": FORMAT, "reference": one.reference, "received_on": one.received_on.isoformat(), "came": one.came,
        "asked": [_asked_plain(each) for each in one.asked], "items": [_item_plain(each) for each in one.items],
        "others": one.others, "is_held": one.is_held, "outcome": one.outcome,
        "decided_on": one.decided_on.isoformat(), "why": one.why,
    })  # fmt: skip


def from_bytes(raw: bytes) -> Outcome:
    """Read what `to_bytes` wrote; ValueError for a format from the future."""
    value: dict[str, Any] = decode(raw)
    if value.pop("format") != FORMAT:
        raise ValueError("this was written by a newer version of Fairward")
    return Outcome(**{
        **value, "received_on": date.fromisoformat(value["received_on"]),
        "decided_on": date.fromisoformat(value["decided_on"]), "asked": tuple(AskedOf(**one) for one in value["asked"]),
        "items": tuple(map(_item, value["items"])),
    })  # fmt: skip


def _asked_plain(one: AskedOf) -> dict[str, Any]:
    return {"agency": one.agency, "asked": one.asked, "answer": one.answer, "kinds": dict(one.kinds)}


def _item_plain(one: ShownItem) -> dict[str, Any]:
    return {
        "id": str(one.id), "agency": one.agency, "kind": one.kind, "claim": shapes.plain(one.claim),
        "beside": [shapes.plain(each) for each in one.beside],
    }  # fmt: skip


def _item(value: dict[str, Any]) -> ShownItem:
    beside = tuple(shapes.read(Passage, one) for one in value["beside"])
    return ShownItem(
        UUID(value["id"]), value["agency"], value["kind"], shapes.read(Passage, value["claim"]), beside
    )
