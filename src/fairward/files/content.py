"""What is inside the seal: statements with their basis, as plain values and as bytes. It may not touch keys or rows."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, field, replace
from typing import Any
from uuid import UUID

from fairward.files import origin as origins
from fairward.files.origin import Origin
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Basis, WhenPrecision

FORMAT = 1


class Unwritable(ValueError):
    """Content breaks promise 1; the message is a sentence for the writer."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark on a body map. `size` is free text such as "2 cm"."""

    part: str
    side: str
    size: str = ""
    colour: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class StatementContent:
    """One claim: how it is known, its words, whom it is about, when. `because` names what an opinion rests on."""

    basis: Basis
    text: str
    id: UUID = field(default_factory=new_id)
    source: str = ""
    because: tuple[UUID, ...] = ()
    about: tuple[UUID, ...] = ()
    when: str = ""
    precision: WhenPrecision = WhenPrecision.UNKNOWN
    marks: tuple[Mark, ...] = ()

    @property
    def has_stated_basis(self) -> bool | None:
        """For an opinion: does it rest on something written; None for every other basis."""
        return bool(self.because) if self.basis is Basis.OPINION else None


@dataclass(frozen=True, slots=True)
class EntryContent:
    """The sealed part of one entry version. `fields` holds named texts of its kind (rationale, voice, reason …).

    `origin` says where a received entry comes from; what its opinions rest on may stand in another entry, or not be told.
    """

    statements: tuple[StatementContent, ...]
    where: str = ""
    themes: tuple[str, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)
    origin: Origin | None = None

    def check(self, elsewhere: frozenset[UUID] = frozenset()) -> None:
        """Raise Unwritable where a claim does not say how it is known; `elsewhere`: statements of the entry it decides on."""
        known = {statement.id for statement in self.statements} | elsewhere
        for statement in self.statements:
            if not statement.text.strip():
                raise Unwritable("Write what happened, or take the empty box away.")
            if statement.basis is Basis.TOLD_BY and not statement.source.strip():
                raise Unwritable(
                    "Say who told you. If they asked not to be named, say what they are to the child."
                )
            if statement.because and statement.basis is not Basis.OPINION:
                raise Unwritable("Only an opinion rests on other statements.")
            is_alone = self.origin is None and not self.fields.get("rests_elsewhere")
            if statement.id in statement.because or (is_alone and set(statement.because) - known):
                raise Unwritable("An opinion must rest on statements of the same entry.")

    def words(self) -> Iterable[str]:
        """Every text in it, for the search index."""
        for statement in self.statements:
            yield statement.text
            yield statement.source
            for mark in statement.marks:
                yield f"{mark.part} {mark.colour} {mark.description}"
        yield self.where
        yield from self.themes
        yield from self.fields.values()


def to_bytes(content: EntryContent) -> bytes:
    """Serialise content for sealing (JSON, UTF-8, with a format number)."""
    value = {
        "format": FORMAT,
        "where": content.where,
        "themes": list(content.themes),
        "fields": content.fields,
        "statements": [_plain(statement) for statement in content.statements],
        **({"origin": origins.to_plain(content.origin)} if content.origin else {}),
    }
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def from_bytes(raw: bytes) -> EntryContent:
    """Read what `to_bytes` wrote; raises ValueError for a format from the future."""
    value = json.loads(raw)
    if value["format"] != FORMAT:
        raise ValueError(f"content format {value['format']} is not known here")
    return EntryContent(
        statements=tuple(statement_from(plain) for plain in value["statements"]),
        where=value["where"],
        themes=tuple(value["themes"]),
        fields=dict(value["fields"]),
        origin=origins.from_plain(value["origin"]) if "origin" in value else None,
    )


LOST = "lost"  # the name of a field that no written content has


def lost(sentence: str) -> EntryContent:
    """Stands for content that cannot be opened; the sentence says why, and is shown in its place."""
    return EntryContent((), fields={LOST: sentence})


def without(content: EntryContent, gone: Collection[UUID]) -> EntryContent:
    """The content without some claims; one that made no other claim says nothing any more, not even where it was."""
    if not any(statement.id in gone for statement in content.statements):
        return content
    staying = tuple(statement for statement in content.statements if statement.id not in gone)
    because = {key: text for key, text in content.fields.items() if key == "corrected_because"}
    return (
        replace(content, statements=staying)
        if staying
        else EntryContent((), fields=because, origin=content.origin)
    )


def _plain(statement: StatementContent) -> dict[str, Any]:
    return {
        "id": str(statement.id),
        "basis": int(statement.basis),
        "text": statement.text,
        "source": statement.source,
        "because": [str(one) for one in statement.because],
        "about": [str(one) for one in statement.about],
        "when": statement.when,
        "precision": int(statement.precision),
        "marks": [asdict(mark) for mark in statement.marks],
    }


def statement_from(plain: dict[str, Any]) -> StatementContent:
    """Make a statement of its plain form (as in the sealed JSON, a draft or a scenario)."""
    return StatementContent(
        id=UUID(plain["id"]),
        basis=Basis(plain["basis"]),
        text=plain["text"],
        source=plain.get("source", ""),
        because=tuple(UUID(one) for one in plain.get("because", ())),
        about=tuple(UUID(one) for one in plain.get("about", ())),
        when=plain.get("when", ""),
        precision=WhenPrecision(plain.get("precision", 6)),
        marks=tuple(Mark(**mark) for mark in plain.get("marks", ())),
    )


def statement_to_plain(statement: StatementContent) -> dict[str, Any]:
    """The plain form of a statement, JSON-ready."""
    return _plain(statement)
