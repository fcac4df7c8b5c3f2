"""Makes answers for tests, and reads a PDF down to its last byte."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pikepdf
import pypdf

from fairward.rights.answer import (
    NOTHING_ATTACHED,
    Answer,
    AnswerEntry,
    Attached,
    Challenge,
    Context,
    KeptUntil,
    Look,
    Passage,
    Searched,
)
from fairward.rights.redaction import Redacted, whole

THIRD = ("third_party", "about another person")
HARM = ("serious_harm_education", "could seriously harm somebody")
CHALLENGE = (
    Challenge("The school", "Ask us to look again.", ("Marsh Lane School", "Marsh Lane, Eastbridge")),
    Challenge("The Information Commissioner", "Ask for help at any time.", ("0303 123 1113",)),
)


def an_answer(**changes: Any) -> Answer:
    given: dict[str, Any] = {
        "organisation_name": "Marsh Lane School",
        "child_name": "Robin Marsh",
        "asked_by": "Alex Marsh",
        "asked_on": date(2026, 5, 12),
        "answered_on": date(2026, 6, 8),
        "reference": "R-2026-7",
        "challenge": CHALLENGE,
        "searched": (Searched("Child protection file", "3 June 2026", "data protection officer", 3),),
        "kept": (KeptUntil("Child protection file", "The law asks schools to.", "Until 3 March 2043."),),
        "entry_count": 1,
    }
    return Answer(**{**given, **changes})


def a_passage(text: Redacted | str = "He fell.", **changes: Any) -> Passage:
    given: dict[str, Any] = {
        "id": "p1",
        "basis": "observed",
        "basis_words": whole("seen or heard"),
        "text": whole(text) if isinstance(text, str) else text,
        "context": NOTHING_ATTACHED,
    }
    return Passage(**{**given, **changes})


def an_entry(number: int = 1, *passages: Any, **changes: Any) -> AnswerEntry:
    given: dict[str, Any] = {
        "number": number,
        "kind": "concern",
        "when": "12 May 2026",
        "purpose": "child protection",
        "by": whole("the class teacher"),
        "passages": passages or (a_passage(),),
        "context": NOTHING_ATTACHED,
    }
    return AnswerEntry(**{**given, **changes})


def attached(text: Redacted | str, key: str = "a1", kind: str = "explanation") -> Context:
    words = whole(text) if isinstance(text, str) else text
    return Context((key,), (Attached(key, kind, words, whole("his mother"), "13 May 2026"),))


def a_look(number: int = 1) -> Look:
    return Look(
        f"{number} May 2026, 09:00", "class teacher", "Marsh Lane School", "one note", "to help him", ""
    )


def text_of(made: bytes) -> str:
    """All the words on the pages, in one line, as a reader gets them."""
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def everything_in(made: bytes) -> str:
    """Whatever a PDF holds, as text: each object written out, each stream decoded, enclosed files, and the file as it is."""
    found = [made.decode("latin-1"), text_of(made)]
    with pikepdf.open(io.BytesIO(made)) as paper:
        for item in [*paper.objects, paper.trailer]:
            found += _words(item, 0)
    return "\n".join(found)


def _words(item: Any, depth: int) -> Iterator[str]:
    if isinstance(item, pikepdf.Stream):
        raw = bytes(item.read_bytes())
        yield raw.decode("latin-1")
        yield raw.decode("utf-8", "ignore")
        yield raw.decode("utf-16-be", "ignore")
    if isinstance(item, pikepdf.String | pikepdf.Name):
        yield str(item)
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array) and depth < 60:
        children = list(item) if isinstance(item, pikepdf.Array) else [item[key] for key in item]
        if not isinstance(item, pikepdf.Array):
            yield from map(str, item)
        for child in children:
            if not getattr(child, "is_indirect", False):
                yield from _words(child, depth + 1)


def enclosed_in(made: bytes) -> dict[str, bytes]:
    with pikepdf.open(io.BytesIO(made)) as paper:
        return {name: bytes(spec.get_file().read_bytes()) for name, spec in paper.attachments.items()}


def outline_of(made: bytes) -> list[tuple[int, str, int]]:
    """The bookmarks: level, title, page from 1."""
    reader = pypdf.PdfReader(io.BytesIO(made))

    def walk(items: list[Any], level: int) -> Iterator[tuple[int, str, int]]:
        for item in items:
            if isinstance(item, list):
                yield from walk(item, level + 1)
            else:
                number = reader.get_destination_page_number(item)
                assert number is not None
                yield level, str(item.title), number + 1

    return list(walk(reader.outline, 1))


def data_of(raw: bytes) -> dict[str, Any]:
    found = json.loads(raw)
    assert isinstance(found, dict)
    return found


def plain_of(pieces: list[Any]) -> str:
    """A text of the JSON as the PDF has it."""
    return "".join(
        one if isinstance(one, str) else f"[withheld: {'; '.join(each['words'] for each in one['withheld'])}]"
        for one in pieces
    )


def squeezed(text: str) -> str:
    """Without spaces, which line breaks move about."""
    return re.sub(r"\s+", "", text)
