"""What is written about a transfer, as plain values and as bytes under the directory key. It may not touch rows."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from uuid import UUID

from fairward.keys import directory

TABLE, NOTE_TABLE, PART_TABLE = "transfers_transfer", "transfers_chasenote", "transfers_transferpart"
RECEIPT_TABLE = "transfers_transferpart.receipt_by"


@dataclass(frozen=True, slots=True)
class NextSchool:
    """Where the files go: the school's name (of a partner the one on its card), whom there, how to ring them."""

    name: str = ""
    lead: str = ""
    role: str = ""
    phone: str = ""


def protect_school(organisation_id: UUID, transfer_id: UUID, school: NextSchool) -> bytes:
    """The school and its people under the directory key; nothing for nobody."""
    if school == NextSchool():
        return b""
    raw = json.dumps(asdict(school), ensure_ascii=False).encode()
    return directory.protect(organisation_id, TABLE, transfer_id, raw)


def reveal_school(organisation_id: UUID, transfer_id: UUID, sealed: bytes | memoryview) -> NextSchool:
    """Undo `protect_school`."""
    if not bytes(sealed):
        return NextSchool()
    return NextSchool(**json.loads(directory.reveal(organisation_id, TABLE, transfer_id, bytes(sealed))))


def protect_note(organisation_id: UUID, note_id: UUID, words: str) -> bytes:
    """What somebody heard when they asked."""
    return directory.protect(organisation_id, NOTE_TABLE, note_id, words.encode())


def protect_receipt(organisation_id: UUID, part_id: UUID, name: str) -> bytes:
    """Who signed a receipt on paper; nothing for nobody."""
    return directory.protect(organisation_id, RECEIPT_TABLE, part_id, name.encode()) if name else b""


def reveal_receipt(organisation_id: UUID, part_id: UUID, sealed: bytes | memoryview) -> str:
    """Undo `protect_receipt`."""
    raw = bytes(sealed)
    return directory.reveal(organisation_id, RECEIPT_TABLE, part_id, raw).decode() if raw else ""


def reveal_note(organisation_id: UUID, note_id: UUID, sealed: bytes | memoryview) -> str:
    """Undo `protect_note`."""
    return directory.reveal(organisation_id, NOTE_TABLE, note_id, bytes(sealed)).decode()
