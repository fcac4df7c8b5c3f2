"""Disclosures as words on the page. It may not query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fairward.design.pieces import Cell, Chip, Row
from fairward.design.words import date_words, plural
from fairward.exchange.queries import Said, Told
from fairward.files.rendering import RenderedEntry
from fairward.rules import disclosure


@dataclass(frozen=True, slots=True)
class Answered:
    """One test and whether it was answered with yes."""

    question: str
    is_yes: bool


def entry_choices(entries: Sequence[RenderedEntry]) -> list[tuple[str, str]]:
    """Entries to choose from: kind and day, not their words."""
    return [
        (str(one.id), f"{one.kind.word.capitalize()} of {date_words(one.occurred_at)}") for one in entries
    ]


def rows_of(told: Sequence[Told], addresses: dict[UUID, str], today: date) -> list[Row]:
    """The list of a file."""
    return [
        Row(
            [
                Cell(one.recipient, addresses[one.id], note=one.recipient_kind.word),
                Cell(date_words(one.told_at), note=one.how.word),
                Cell(plural(len(one.entry_ids), "entry", "entries")),
                Cell(one.used_for.word.capitalize()),
                Cell(chips=[family_chip(one, today)]),
            ]
        )
        for one in told
    ]


def family_chip(one: Told, today: date) -> Chip:
    """Whether the family knows, red when that should have been looked at."""
    if one.is_told:
        return Chip("Family knows", "done")
    is_late = one.tell_by is not None and one.tell_by <= today
    return Chip(
        "Family does not know: look again now" if is_late else "Family does not know yet",
        "danger" if is_late else "due",
    )


def answered(said: Said) -> list[Answered]:
    """Every test with its answer."""
    return [Answered(one.question, one.id in said.yes) for one in disclosure.tests()]
