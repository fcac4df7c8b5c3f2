"""What somebody says about an item, as plain values and as bytes. It may not touch keys or rows."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Said:
    """`words` are those of whoever asks. `added` is what the hub wrote beside them for the agency, `who` how the agency reads
    of whoever asks, `answer` why the agency says that the item stands."""

    words: str
    added: str = ""
    who: str = ""
    answer: str = ""


def to_bytes(said: Said) -> bytes:
    """For sealing."""
    return json.dumps({**asdict(said), "format": FORMAT}, ensure_ascii=False, separators=(",", ":")).encode()


def from_bytes(raw: bytes) -> Said:
    """Read what `to_bytes` wrote; ValueError for a format from the future."""
    value = json.loads(raw)
    if value.pop("format") != FORMAT:
        raise ValueError("this was written by a newer version of Fairward")
    return Said(**value)
