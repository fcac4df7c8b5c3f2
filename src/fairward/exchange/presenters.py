"""Disclosures as words on the page. It may not query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fairward.design.addresses import url
from fairward.design.pieces import Cell, Chip, Fact, Row
from fairward.design.words import date_words, plural
from fairward.exchange.queries import Said, Told
from fairward.exchange.recall_queries import RecallLine
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
                Cell(_of_what(one)),
                Cell(one.used_for.word.capitalize()),
                Cell(chips=[family_chip(one, today)]),
            ]
        )
        for one in told
    ]


def _of_what(one: Told) -> str:
    """How much of the file; a call or a form without any passage of it says so."""
    if not one.entry_ids:
        return "No entry of the file, only what the form says" if one.package_id else "No entry of the file"
    return plural(len(one.entry_ids), "entry", "entries")


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


def recall_rows(found: Sequence[RecallLine]) -> list[Row]:
    """Whom to ask, or who was asked: first those who have not answered."""
    return [
        Row(
            [
                Cell(_who(one), url("exchange:recall", recall_id=one.id), note=one.child),
                Cell(date_words(one.told_at), note=one.how.word),
                Cell(date_words(one.made_at)),
                Cell(chips=[_recall_chip(one)]),
            ]
        )
        for one in found
    ]


def recall_facts(one: RecallLine) -> list[Fact]:
    """What is still known of it."""
    facts = [
        Fact("About", one.child),
        Fact("Who was told", _who(one)),
        Fact("When and how", f"{date_words(one.told_at)}, {one.how.word}"),
        Fact("Destroyed here on", date_words(one.made_at)),
        Fact("Asked on", date_words(one.asked_on) if one.asked_on else "not yet"),
    ]
    if one.answered_on and one.answer:
        facts.append(Fact("Answered", f"{date_words(one.answered_on)}: {one.answer.word}"))
    return facts


def _who(one: RecallLine) -> str:
    return one.recipient or f"Somebody who has answered ({one.recipient_kind.word})"


def _recall_chip(one: RecallLine) -> Chip:
    if one.answer and one.answered_on:
        return Chip(f"{one.answer.word.capitalize()}, {date_words(one.answered_on)}", "done")
    if one.asked_on:
        return Chip(f"Asked on {date_words(one.asked_on)}, no answer yet", "due")
    return Chip("Not asked yet", "danger")
