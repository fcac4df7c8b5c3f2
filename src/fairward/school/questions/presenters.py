"""A hub's questions as rows and words. It may not query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from fairward.design.addresses import url
from fairward.design.pieces import Cell, Chip, Link, Need, Row
from fairward.design.words import moment_words, plural
from fairward.exchange.answering.asking_words import due_chip, due_words
from fairward.files.queries import FileHead
from fairward.organisations.names import MemberName
from fairward.school.questions.question_queries import QuestionFacts, Waits
from fairward.school.questions.vocabulary import QuestionState

HEADING = "A hub asks about a child"


def waiting_rows(found: Sequence[QuestionFacts], now: datetime) -> list[Row]:
    """Those that wait: who asks, by when, whether somebody has begun."""
    return [_waiting(one, now) for one in found]


def answered_rows(found: Sequence[QuestionFacts], names: Mapping[UUID, MemberName]) -> list[Row]:
    """Those that were answered: who asked, when and by whom it was answered, how; what went from a file has a page."""
    return [
        Row([
            Cell(one.asker, _where(one), note=f"asked {moment_words(one.arrived_at)}"),
            Cell(moment_words(one.answered_at) if one.answered_at else "", note=_who(one, names)),
            Cell(chips=[Chip(one.state.word.capitalize(), "plain" if one.state is QuestionState.WITHDRAWN else "done")]),
        ])
        for one in found
    ]  # fmt: skip


def need(waits: Waits, now: datetime) -> Need | None:
    """For the home page: the questions one by one, danger and the nearest time first. It names no child."""
    if not waits:
        return None
    links = [
        Link(f"A question of {one.asker}", url("questions:one", question_id=one.id), note=_note(one, now))
        for one in waits.first
    ]
    if waits.new:
        links.insert(
            0,
            Link(
                "Questions from hubs",
                url("questions:all"),
                note=f"{plural(waits.new, 'question')} not opened yet",
            ),
        )
    elif waits.total > len(waits.first):
        links.append(Link("All questions", url("questions:all"), note=f"{waits.total} in all"))
    pressing = any(one.is_urgent or _is_late(one, now) for one in waits.first)
    return Need(HEADING, links, tone="danger" if pressing else "due", order=2 if pressing else 4)


def file_choices(heads: Sequence[FileHead]) -> list[tuple[str, str]]:
    """The files from which it can be answered."""
    return [(str(one.id), f"The {one.purpose.word} file") for one in heads]


def _waiting(one: QuestionFacts, now: datetime) -> Row:
    chips = due_chip(one.answer_by, now, is_urgent=one.is_urgent)
    begun = [Chip("An answer is begun", "due")] if one.draft_id else []
    what = "Only whether you know the child" if one.is_pointer_only else "Questions"
    what = "Somebody asks to see what you told the hub" if one.is_consultation else what
    cells = [
        Cell(
            one.asker, url("questions:one", question_id=one.id), note=f"came {moment_words(one.arrived_at)}"
        ),
        Cell(due_words(one.answer_by, now) or "no time given"),
        Cell(what, chips=[*chips, *begun]),
    ]
    return Row(cells, tone="danger" if chips else "plain")


def _note(one: QuestionFacts, now: datetime) -> str:
    words = ["a child may be in danger"] * one.is_urgent
    by = due_words(one.answer_by, now)
    words += [f"answer by {by}"] if by else []
    return ", ".join(words) or f"came {moment_words(one.arrived_at)}"


def _is_late(one: QuestionFacts, now: datetime) -> bool:
    return one.answer_by is not None and one.answer_by <= now


def _where(one: QuestionFacts) -> str:
    return url("sending:gone", sent_id=one.disclosure_id) if one.disclosure_id else ""


def _who(one: QuestionFacts, names: Mapping[UUID, MemberName]) -> str:
    found = names.get(one.answered_by) if one.answered_by else None
    return f"by {found.name}" if found else ""
