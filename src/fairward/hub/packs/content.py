"""What an analysis says, as plain values and as bytes. It may not touch keys or rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Weighed:
    """What goes well, what nobody knows, what the child would say, what speaks against it, and what it comes to.

    `cites` are items by id; a value says why an item that its agency graded as weak is used all the same, else it is empty.
    """

    strengths: str = ""
    gaps: str = ""
    child: str = ""
    challenge: str = ""
    view: str = ""
    cites: Mapping[UUID, str] = field(default_factory=dict)


def to_bytes(weighed: Weighed) -> bytes:
    """For sealing."""
    value = {
        **asdict(weighed),
        "format": FORMAT,
        "cites": {str(key): why for key, why in weighed.cites.items()},
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def from_bytes(raw: bytes) -> Weighed:
    """Read what `to_bytes` wrote; ValueError for a format from the future."""
    value: dict[str, Any] = json.loads(raw)
    if value.pop("format") != FORMAT:
        raise ValueError("this was written by a newer version of Fairward")
    return Weighed(**{**value, "cites": {UUID(key): why for key, why in value["cites"].items()}})
