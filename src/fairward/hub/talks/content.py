"""What of a step of a disagreement and of a discussion is sealed, as plain values and as bytes. It may not touch keys or rows."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Said:
    """One step of a disagreement: who spoke (or disagrees), and what was said."""

    who: str
    words: str


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who took part, with the items that they knew of. What they knew is told by items alone."""

    name: str
    organisation: str
    role: str
    knew: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Discussed:
    """A strategy discussion: who was there, what was decided, and by whom."""

    present: tuple[Present, ...]
    decided: str
    decided_by: str


def said_bytes(said: Said) -> bytes:
    """For sealing."""
    return _bytes(asdict(said))


def said_from(raw: bytes) -> Said:
    """Read what `said_bytes` wrote."""
    return Said(**_plain(raw))


def discussed_bytes(content: Discussed) -> bytes:
    """For sealing."""
    people = [{**asdict(one), "knew": [str(item) for item in one.knew]} for one in content.present]
    return _bytes({**asdict(content), "present": people})


def discussed_from(raw: bytes) -> Discussed:
    """Read what `discussed_bytes` wrote."""
    value = _plain(raw)
    present = tuple(
        Present(**{**one, "knew": tuple(UUID(item) for item in one["knew"])}) for one in value["present"]
    )
    return Discussed(**{**value, "present": present})


def _bytes(value: dict[str, Any]) -> bytes:
    return json.dumps({**value, "format": FORMAT}, ensure_ascii=False, separators=(",", ":")).encode()


def _plain(raw: bytes) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(raw)
    if value.pop("format") != FORMAT:
        raise ValueError("this was written by a newer version of Fairward")
    return value
