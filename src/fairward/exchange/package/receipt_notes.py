"""What a recipient writes into a receipt: who took it, or why not; sealed to the sender's exchange ring.

    note = seal_note(ReceiptNote("Sam Field", "designated safeguarding lead"), ring_public=…, package_id=…, recipient_id=…)
    said = open_note(note, privates=…, package_id=…, recipient_id=…)      None when it does not open or is no note

The bytes are a seal (docs/reference/key-formats.md) of JSON, bound to "fairward receipt note", the package and the recipient.
It may not send or keep anything.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from uuid import UUID

from fairward.exchange.package.limits import MIDDLE, SHORT
from fairward.keys import formats

FORMAT = 1


@dataclass(frozen=True, slots=True)
class ReceiptNote:
    """Who answers and what they are there; `words` for the sender's people; `code` of a refusal by the format."""

    name: str
    role: str
    words: str = ""
    code: str = ""


def seal_note(note: ReceiptNote, *, ring_public: bytes, package_id: UUID, recipient_id: UUID) -> bytes:
    """The note of a receipt."""
    raw = json.dumps({"format": FORMAT, **asdict(note)}, ensure_ascii=False).encode()
    return formats.seal(ring_public, raw, _place(package_id, recipient_id))


def open_note(
    sealed: bytes, *, privates: Iterable[bytes], package_id: UUID, recipient_id: UUID
) -> ReceiptNote | None:
    """What a note says; it came from outside, so it is cut to what a note can be. `privates`: versions of the exchange ring."""
    for private in privates:
        try:
            raw = formats.open_sealed(private, sealed, _place(package_id, recipient_id))
        except formats.FormatError:
            continue
        return _read(raw)
    return None


def _read(raw: bytes) -> ReceiptNote | None:
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        return None
    texts = {one.name: value.get(one.name, "") for one in fields(ReceiptNote)}
    if not all(isinstance(text, str) for text in texts.values()):
        return None
    return ReceiptNote(
        texts["name"][:SHORT], texts["role"][:SHORT], texts["words"][:MIDDLE], texts["code"][:40]
    )


def _place(package_id: UUID, recipient_id: UUID) -> bytes:
    return b"fairward receipt note\0" + package_id.bytes + recipient_id.bytes
