"""Questions that came as rows of a list. It may not query."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from fairward.agency.answers.question_queries import QuestionFacts
from fairward.agency.answers.wrong_queries import WrongFacts
from fairward.design.addresses import url
from fairward.design.pieces import Cell, Chip, Row
from fairward.design.words import moment_words
from fairward.exchange.answering.asking_words import due_chip, due_words
from fairward.exchange.travel.arrival_queries import Arrived
from fairward.exchange.travel.vocabulary import EnvelopeKind

_TOLD = {
    EnvelopeKind.OUTCOME: "What was decided",
    EnvelopeKind.CORRECTION_NOTICE: "Something they told you was put right",
}


def waiting_rows(found: Sequence[QuestionFacts], now: datetime) -> list[Row]:
    """Those that wait: who asks, by when."""
    return [_waiting(one, now) for one in found]


def answered_rows(found: Sequence[QuestionFacts]) -> list[Row]:
    """Those that were answered: who asked, when it was answered, how."""
    return [
        Row([
            Cell(one.asker, url("answers:sent", question_id=one.id), note=f"asked {moment_words(one.arrived_at)}"),
            Cell(moment_words(one.answered_at) if one.answered_at else ""),
            Cell(chips=[Chip(one.state.word.capitalize(), "done")]),
        ])
        for one in found
    ]  # fmt: skip


def wrong_rows(found: Sequence[WrongFacts], now: datetime) -> list[Row]:
    """Our own items that somebody says are wrong: who asks, by when."""
    return [
        Row([
            Cell(one.asker, url("answers:wrong", wrong_id=one.id), note=f"came {moment_words(one.arrived_at)}"),
            Cell(due_words(one.answer_by, now)), Cell("Somebody says that it is wrong"),
        ], tone="due")
        for one in found
    ]  # fmt: skip


def told_rows(found: Sequence[Arrived]) -> list[Row]:
    """What hubs told: who, when, and what sort of thing."""
    return [
        Row([
            Cell(one.sender, url("answers:told_one", arrival_id=one.id)), Cell(moment_words(one.arrived_at)),
            Cell(_TOLD[one.kind]),
        ])
        for one in found
    ]  # fmt: skip


def _waiting(one: QuestionFacts, now: datetime) -> Row:
    chips = due_chip(one.answer_by, now, is_urgent=one.is_urgent)
    cells = [
        Cell(
            one.asker,
            url("answers:question", question_id=one.id),
            note=f"came {moment_words(one.arrived_at)}",
        ),
        Cell(due_words(one.answer_by, now) or "no time given"),
        Cell(_what(one), chips=chips),
    ]
    return Row(cells, tone="danger" if chips else "plain")


def _what(one: QuestionFacts) -> str:
    if one.is_consultation:
        return "Somebody asks to see what you told the hub"
    return "Only whether you know them" if one.is_pointer_only else "Questions"
