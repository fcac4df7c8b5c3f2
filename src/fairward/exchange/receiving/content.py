"""What was decided about each note of a package, as plain values and as bytes. It may not touch keys or rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from fairward.kernel.vocabulary import Purpose

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Decided:
    """Where one note goes: into the file for a purpose, or (None) into none, with the reason."""

    into: Purpose | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Decisions:
    """Everything decided so far, by the id of the note. `words`: why the package as a whole was refused or queried.

    `left_files`: attachments that could not be taken in, as sentences.
    """

    notes: Mapping[str, Decided] = field(default_factory=dict)
    words: str = ""
    left_files: tuple[str, ...] = ()


def to_bytes(decisions: Decisions) -> bytes:
    """Serialise for sealing (JSON, UTF-8, with a format number)."""
    notes = {
        key: {"into": int(one.into) if one.into else None, "reason": one.reason}
        for key, one in decisions.notes.items()
    }
    value = {
        "format": FORMAT,
        "notes": notes,
        "words": decisions.words,
        "left_files": list(decisions.left_files),
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def from_bytes(raw: bytes) -> Decisions:
    """Read what `to_bytes` wrote; ValueError for a format from the future."""
    value = json.loads(raw)
    if value["format"] != FORMAT:
        raise ValueError("this was decided in a newer version of Fairward")
    notes = {
        key: Decided(Purpose(one["into"]) if one["into"] else None, one["reason"])
        for key, one in value["notes"].items()
    }
    return Decisions(notes, value["words"], tuple(value["left_files"]))
