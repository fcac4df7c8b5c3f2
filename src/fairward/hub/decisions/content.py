"""What a decision says, as plain values and as bytes. It may not touch keys or rows."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why it was decided so, who disagreed and why, who took part in a strategy discussion, what the next team must know."""

    reasons: str
    dissent: str = ""
    present: str = ""
    minimum: str = ""


def to_bytes(content: Reasons) -> bytes:
    """For sealing."""
    return json.dumps({**asdict(content), "format": FORMAT}, ensure_ascii=False).encode()


def from_bytes(raw: bytes) -> Reasons:
    """Read what `to_bytes` wrote; ValueError for a format from the future."""
    value = json.loads(raw)
    if value.pop("format") != FORMAT:
        raise ValueError("this was written by a newer version of Fairward")
    return Reasons(**value)
