"""Makes letters to families as tagged PDFs, from the sentences in `rules/data/letters.toml`. It may not decide or send.

    words = rules.letters.letter("extension")     # words.fills: what to fill in; words.questions: what the writer answers
    letter_pdf(Letter("extension", "Marsh Lane School", "Alex Marsh", today, "R-2026-7",
                      fills={"asked_on": "12 May 2026", …}, own=("There are 2,000 notes.",), challenge=challenge(…)))

Every letter says whom to ask to look again. The letter that neither confirms nor denies is a silent answer (`answer_parts`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.template.loader import render_to_string

from fairward.documents import pdf
from fairward.rights.answer import Challenge, Unanswerable
from fairward.rules import letters


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of one kind. `own` answers the kind's questions, one after the other; a blank line begins a new paragraph."""

    kind: str
    organisation_name: str
    to: str
    written_on: date
    reference: str
    challenge: tuple[Challenge, ...]
    fills: Mapping[str, str] = field(default_factory=dict, repr=False)
    own: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A piece of a letter with everything filled in."""

    heading: str
    paragraphs: tuple[str, ...]


def challenge(organisation_name: str, reached_by: tuple[str, ...]) -> tuple[Challenge, ...]:
    """Whom to ask to look again: the organisation with its address and telephone, the regulator, a court."""
    return tuple(
        Challenge(
            one.who.format(organisation=organisation_name),
            one.what,
            reached_by if one.id == "organisation" else one.how,
        )
        for one in letters.challenges()
    )


def missing_in(letter: Letter) -> list[str]:
    """What a letter still needs, as sentences for its writer; empty when it can go."""
    words = letters.letter(letter.kind)
    found = [
        f"Answer: {question}"
        for place, question in enumerate(words.questions)
        if not _own(letter, place).strip()
    ]
    found += [
        f"Give {name.replace('_', ' ')}." for name in words.fills if not letter.fills.get(name, "").strip()
    ]
    if not letter.challenge:
        found.append("Say whom they can ask to look again.")
    return found


def letter_pdf(letter: Letter) -> bytes:
    """The letter. Unanswerable when something is missing in it."""
    missing = missing_in(letter)
    if missing:
        raise Unanswerable(" ".join(missing))
    words = letters.letter(letter.kind)
    html = render_to_string(
        "rights/letter.html", {"answer": letter, "title": words.title, "parts": _parts(letter, words)}
    )
    return pdf.render(html, title=f"{words.title} ({letter.reference})")


def _parts(letter: Letter, words: letters.LetterWords) -> list[Drawn]:
    found, place = [], 0
    for part in words.parts:
        if part.own:
            written = _own(letter, place).replace("\r\n", "\n").split("\n\n")
            found.append(Drawn(part.heading, tuple(text.strip() for text in written if text.strip())))
            place += 1
        else:
            found.append(
                Drawn(part.heading, tuple(text.format_map(letter.fills) for text in part.paragraphs))
            )
    return found


def _own(letter: Letter, place: int) -> str:
    return letter.own[place] if place < len(letter.own) else ""
