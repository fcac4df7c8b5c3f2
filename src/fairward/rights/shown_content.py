"""What one person is shown of one entry, as it lies sealed for them. It may not hold what was left out, nor hint at it.

A shown statement always has its basis and everything attached to it that this person may see (promises 1 and 2).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from fairward.kernel.vocabulary import AnnotationKind, Basis, EntryKind, Purpose, WhenPrecision

FORMAT = 1


@dataclass(frozen=True, slots=True)
class ShownAnnotation:
    """Something attached: what kind, its words, who made it (a role or "your family"), when."""

    id: UUID
    kind: AnnotationKind
    text: str
    by: str
    made_at: datetime
    feeling: str = ""


@dataclass(frozen=True, slots=True)
class ShownStatement:
    """A claim as this person sees it. `marks` are words ("left forearm, front: bruise, 3 cm")."""

    id: UUID
    basis: Basis
    basis_words: str
    text: str
    rests_on: tuple[str, ...]
    when: str
    marks: tuple[str, ...]
    annotations: tuple[ShownAnnotation, ...]


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """One entry as this person sees it. `outcome` is a code of `Outcome` or empty; `fields` named texts (what was decided …)."""

    entry_id: UUID
    kind: EntryKind
    purpose: Purpose
    occurred_at: datetime
    precision: WhenPrecision
    by: str
    where: str
    outcome: str
    fields: dict[str, str]
    statements: tuple[ShownStatement, ...]
    annotations: tuple[ShownAnnotation, ...]


def to_bytes(entry: ShownEntry) -> bytes:
    """Serialise for sealing (JSON, UTF-8, with a format number)."""
    value = {"format": FORMAT, **asdict(entry)}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain).encode()


def from_bytes(raw: bytes) -> ShownEntry:
    """Read what `to_bytes` wrote; raises ValueError for a format from the future."""
    value = json.loads(raw)
    if value["format"] != FORMAT:
        raise ValueError(f"shown format {value['format']} is not known here")
    return ShownEntry(
        entry_id=UUID(value["entry_id"]),
        kind=EntryKind(value["kind"]),
        purpose=Purpose(value["purpose"]),
        occurred_at=datetime.fromisoformat(value["occurred_at"]),
        precision=WhenPrecision(value["precision"]),
        by=value["by"],
        where=value["where"],
        outcome=value["outcome"],
        fields=dict(value["fields"]),
        statements=tuple(_statement(one) for one in value["statements"]),
        annotations=tuple(_annotation(one) for one in value["annotations"]),
    )


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} does not belong into a shown entry")


def _statement(value: dict[str, Any]) -> ShownStatement:
    return ShownStatement(
        id=UUID(value["id"]),
        basis=Basis(value["basis"]),
        basis_words=value["basis_words"],
        text=value["text"],
        rests_on=tuple(value["rests_on"]),
        when=value["when"],
        marks=tuple(value["marks"]),
        annotations=tuple(_annotation(one) for one in value["annotations"]),
    )


def _annotation(value: dict[str, Any]) -> ShownAnnotation:
    return ShownAnnotation(
        id=UUID(value["id"]),
        kind=AnnotationKind(value["kind"]),
        text=value["text"],
        by=value["by"],
        made_at=datetime.fromisoformat(value["made_at"]),
        feeling=value.get("feeling", ""),
    )
