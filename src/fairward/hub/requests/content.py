"""A passage as it was copied, an opinion, as plain values and as bytes. It may not touch keys or rows.

A passage cannot be made bare: who wrote it and how it is known come with its words, and so does everything attached to it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from fairward.rights.answer_making import ReviewText
from fairward.rights.redaction import cleaned

FORMAT = 1
TEXT, BASIS, BY = "text", "basis", "by"


@dataclass(frozen=True, slots=True)
class Beside:
    """Something that belongs to a passage and never parts from it."""

    kind: str
    text: str
    by: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True)
class HeldWords:
    """One passage in words. `masked`: (place, start, end) of names always left out; `file`: name and type of a document."""

    title: str
    when: str
    originator: str
    basis: str
    basis_words: str
    text: str
    facts: tuple[tuple[str, str], ...] = ()
    beside: tuple[Beside, ...] = ()
    masked: tuple[tuple[str, int, int], ...] = ()
    file: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not (
            self.originator.strip() and self.basis.strip() and self.basis_words.strip() and self.text.strip()
        ):
            raise ValueError("a passage says who wrote it, how it is known, and what")

    def masks_in(self, place: str) -> list[tuple[int, int]]:
        """What is always left out of one of its texts."""
        return [(start, end) for where, start, end in self.masked if where == place]

    def texts(self) -> tuple[ReviewText, ...]:
        """Every text of it with its place, in the order of the answer; cuts count in exactly these."""
        called = "What it is called" if self.file else "What it says"
        found = [
            ReviewText(BASIS, "How it is known", self.basis_words), ReviewText(TEXT, called, self.text),
        ]  # fmt: skip
        for place, one in enumerate(self.beside):
            found.append(ReviewText(f"beside-{place}:text", one.kind.capitalize(), one.text))
            found.append(ReviewText(f"beside-{place}:by", "Added by", one.by, is_name=True))
        found.append(ReviewText(BY, "Written by", self.originator, is_name=True))
        return tuple(
            ReviewText(one.place, one.label, cleaned(one.text), one.is_name)
            for one in found
            if one.text.strip()
        )


@dataclass(frozen=True, slots=True)
class Said:
    """Why an originator thinks what they think, and who said it."""

    by: str
    words: str = ""


def words_bytes(words: HeldWords) -> bytes:
    """For sealing."""
    return _bytes(asdict(words))


def words_from(raw: bytes) -> HeldWords:
    """Read what `words_bytes` wrote; ValueError for a format from the future."""
    value = _plain(raw)
    return HeldWords(**{
        **value, "facts": tuple(tuple(one) for one in value["facts"]),
        "beside": tuple(Beside(**one) for one in value["beside"]),
        "masked": tuple(tuple(one) for one in value["masked"]), "file": tuple(value.get("file", ())),
    })  # fmt: skip


def said_bytes(said: Said) -> bytes:
    """For sealing."""
    return _bytes(asdict(said))


def said_from(raw: bytes) -> Said:
    """Read what `said_bytes` wrote."""
    return Said(**_plain(raw))


def _bytes(value: dict[str, Any]) -> bytes:
    return json.dumps({**value, "format": FORMAT}, ensure_ascii=False, separators=(",", ":")).encode()


def _plain(raw: bytes) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(raw)
    if value.pop("format") != FORMAT:
        raise ValueError("this was written by a newer version of Fairward")
    return value
