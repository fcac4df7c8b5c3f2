"""Letters: every kind can be made, nothing is forgotten in it, it is tagged, and it says whom to ask."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pypdf
import pytest

from fairward.rights.answer import Unanswerable
from fairward.rights.letters import Letter, challenge, letter_pdf, missing_in
from fairward.rules import letters
from tests.unit.rights.answers import outline_of, text_of

REACHED = ("Marsh Lane, Eastbridge", "01632 960001")


def a_letter(kind: str, **changes: Any) -> Letter:
    words = letters.letter(kind)
    given: dict[str, Any] = {
        "kind": kind, "organisation_name": "Marsh Lane School", "to": "Alex Marsh", "written_on": date(2026, 5, 14),
        "reference": "R-2026-7", "challenge": challenge("Marsh Lane School", REACHED),
        "fills": {name: f"the {name} of it" for name in words.fills},
        "own": tuple(f"First <{place}>.\r\n\r\nSecond." for place in range(len(words.questions))),
    }  # fmt: skip
    return Letter(**{**given, **changes})


@pytest.mark.parametrize("kind", [one.id for one in letters.letters()])
def test_every_kind_can_be_made(kind: str) -> None:
    letter = a_letter(kind)
    made, words = letter_pdf(letter), letters.letter(kind)
    text = text_of(made)
    assert words.title in text and "Dear Alex Marsh" in text and "14 May 2026" in text and "{" not in text
    for place in range(len(letter.own)):
        assert f"First <{place}>." in text
    for given in letter.fills.values():
        assert given in text
    for line in ("Marsh Lane, Eastbridge", "Information Commissioner (ICO)", "0303 123 1113", "A court"):
        assert line in text
    reader = pypdf.PdfReader(io.BytesIO(made))
    assert reader.trailer["/Root"]["/Lang"] == "en-GB" and "/StructTreeRoot" in reader.trailer["/Root"]
    assert reader.metadata is not None and reader.metadata.title == f"{words.title} (R-2026-7)"
    assert outline_of(made)[0] == (1, words.title, 1)


def test_nothing_is_forgotten() -> None:
    letter = a_letter("extension", own=(" ",), fills={"asked_on": "12 May 2026"}, challenge=())
    missing = missing_in(letter)
    assert missing[0].startswith("Answer: Why is this request complex") and "Give due on." in missing
    assert missing[-1] == "Say whom they can ask to look again."
    with pytest.raises(Unanswerable, match="Give due on"):
        letter_pdf(letter)


def test_what_the_writer_types_is_only_text() -> None:
    made = letter_pdf(a_letter("clarification", own=("{asked_on} & <b>x</b>",), to="{about}"))
    assert "{asked_on} & <b>x</b>" in text_of(made) and "Dear {about}" in text_of(made)
