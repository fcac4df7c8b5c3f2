"""An unsent report as plain values, and as bytes for its sealed draft. It may not touch keys, rows or requests."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any
from uuid import UUID

from fairward.files.content import Mark
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Basis
from fairward.school.concerns.models import Part
from fairward.school.concerns.report_times import TypedWhen

SAFE, NOT_SAFE, NOT_SURE = "yes", "no", "not_sure"
TOLD_YES, TOLD_NO = "yes", "no"
MOST_STATEMENTS, MOST_FILES, MOST_CHILDREN = 20, 10, 20


@dataclass(slots=True)
class Said:
    """One statement as typed so far. `told` and `read` are both kept, whichever basis is chosen in the end."""

    id: UUID = field(default_factory=new_id)
    basis: Basis | None = None
    text: str = ""
    told: str = ""
    read: str = ""
    because: list[UUID] = field(default_factory=list)
    rests_on_nothing: bool = False
    marks: list[Mark] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Nothing was typed into it; a chosen basis alone is no claim."""
        return not (self.text.strip() or self.told.strip() or self.read.strip() or self.marks)

    @property
    def sent_as(self) -> Basis:
        """How it will be sent. Whoever does not say how they know it is taken to think it: the weakest claim."""
        if self.basis is not None:
            return self.basis
        if self.told.strip():
            return Basis.TOLD_BY
        return Basis.DOCUMENT if self.read.strip() else Basis.OPINION

    @property
    def source(self) -> str:
        """Who told it or where it was read, as far as that is part of the basis."""
        return {Basis.TOLD_BY: self.told, Basis.DOCUMENT: self.read}.get(self.sent_as, "").strip()


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file of the draft: the row that holds it, and how it is called."""

    id: UUID
    name: str
    size: int


@dataclass(slots=True)
class Answers:
    """Everything typed so far. `turn` counts saved pages: a late automatic save never overwrites a newer page."""

    send_id: UUID = field(default_factory=new_id)
    turn: int = 0
    reached: list[str] = field(default_factory=list)
    children: dict[UUID, Part] = field(default_factory=dict)
    search: str = ""
    is_unknown: bool = False
    unknown_child: str = ""
    safe: str = ""
    safe_note: str = ""
    alerted_at: str = ""
    statements: list[Said] = field(default_factory=lambda: [Said()])
    files: list[AttachedFile] = field(default_factory=list)
    when: TypedWhen = field(default_factory=TypedWhen)
    where: str = ""
    told: str = ""
    told_whom: str = ""
    dismissed: list[str] = field(default_factory=list)

    @property
    def is_danger(self) -> bool:
        return self.safe == NOT_SAFE

    @property
    def written(self) -> list[Said]:
        """The statements with something in them."""
        return [one for one in self.statements if not one.is_empty]

    def statement(self, statement_id: UUID) -> Said | None:
        return next((one for one in self.statements if one.id == statement_id), None)


_PLAIN = ("turn", "reached", "search", "is_unknown", "unknown_child", "safe", "safe_note", "alerted_at", "where",
          "told", "told_whom", "dismissed")  # fmt: skip


def to_bytes(answers: Answers) -> bytes:
    """Serialise for the draft (JSON, UTF-8)."""
    value: dict[str, Any] = {name: getattr(answers, name) for name in _PLAIN}
    value |= {
        "format": 1,
        "send_id": str(answers.send_id),
        "children": {str(child): int(part) for child, part in answers.children.items()},
        "statements": [_said_to_plain(one) for one in answers.statements],
        "files": [[str(one.id), one.name, one.size] for one in answers.files],
        "when": _slots(answers.when),
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def from_bytes(raw: bytes) -> Answers:
    """Read what `to_bytes` wrote."""
    value = json.loads(raw)
    if value["format"] != 1:
        raise ValueError(f"draft format {value['format']} is not known here")
    return Answers(
        send_id=UUID(value["send_id"]),
        children={UUID(child): Part(part) for child, part in value["children"].items()},
        statements=[_said_from(plain) for plain in value["statements"]],
        files=[AttachedFile(UUID(row), name, size) for row, name, size in value["files"]],
        when=TypedWhen(**value["when"]),
        **{name: value[name] for name in _PLAIN},
    )


def _said_to_plain(said: Said) -> dict[str, Any]:
    return {
        "id": str(said.id),
        "basis": int(said.basis) if said.basis else None,
        "text": said.text,
        "told": said.told,
        "read": said.read,
        "because": [str(one) for one in said.because],
        "rests_on_nothing": said.rests_on_nothing,
        "marks": [_slots(mark) for mark in said.marks],
    }


def _said_from(plain: Mapping[str, Any]) -> Said:
    return Said(
        id=UUID(plain["id"]),
        basis=Basis(plain["basis"]) if plain["basis"] else None,
        text=plain["text"],
        told=plain["told"],
        read=plain["read"],
        because=[UUID(one) for one in plain["because"]],
        rests_on_nothing=plain["rests_on_nothing"],
        marks=[Mark(**mark) for mark in plain["marks"]],
    )


def _slots(value: Any) -> dict[str, Any]:
    return {one.name: getattr(value, one.name) for one in fields(value)}
