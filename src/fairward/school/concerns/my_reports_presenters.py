"""What the pages about one's own reports say. It may not query, open anything or say what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from fairward.design.pieces import Cell, Chip, Moment, Row
from fairward.design.words import date_words, moment_words
from fairward.school.concerns.references import reference_of
from fairward.school.concerns.report_answers import Answers
from fairward.school.concerns.report_fields import Errors, statement_fields
from fairward.school.concerns.report_forms import Question
from fairward.school.concerns.report_queries import PAGE_SIZE, OwnReport
from fairward.school.concerns.workflow import Stage, stage_of

COLUMNS = ("Report", "About", "Where it stands", "Answer")
_SAYS = {
    Stage.RECEIVED: "It is with the safeguarding lead.",
    Stage.READ: "The safeguarding lead has read it.",
    Stage.ACTED_ON: "Something was done about it.",
    Stage.CLOSED: "It is finished. You may not be told what was decided, to protect the child.",
}


def list_context(reports: Sequence[OwnReport], page: int, has_more: bool) -> dict[str, Any]:
    """One page of the list."""
    return {
        "columns": COLUMNS,
        "rows": [_row(one) for one in reports],
        "page": page,
        "first": (page - 1) * PAGE_SIZE + 1,
        "has_more": has_more,
    }


def _row(report: OwnReport) -> Row:
    stage = stage_of(report.stages)
    chip = Chip(stage.value.capitalize(), "done" if stage is Stage.CLOSED else "plain")
    danger = [Chip("You said: not safe", "danger")] if report.is_danger else []
    return Row(
        cells=[
            Cell(
                date_words(report.reported_at),
                reverse("report:one", args=[report.id]),
                note=reference_of(report.id),
            ),
            Cell(_about(report), chips=danger),
            Cell(chips=[chip]),
            Cell("Yes, read it" if report.reply else "Not yet", note=""),
        ]
    )


def _about(report: OwnReport) -> str:
    if not report.has_text:
        return "No longer kept"
    return ", ".join(report.children) or "Name not known"


def report_context(
    report: OwnReport, added: Sequence[datetime], *, has_key: bool, is_unlocked: bool
) -> dict[str, Any]:
    """One report: its stages as a timeline, the reply, what was added, whether its words can be opened here."""
    stage = stage_of(report.stages)
    return {
        "report": report,
        "reference": reference_of(report.id),
        "stage": stage,
        "says": _SAYS[stage],
        "reached": [
            Moment(title=one.stage.value.capitalize(), when=moment_words(one.at), at=one.at)
            for one in report.stages
            if one.at
        ],
        "ahead": [one.stage.value for one in report.stages if one.at is None],
        "added": added,
        "has_key": has_key,
        "is_unlocked": is_unlocked,
    }


def addition_context(report: OwnReport, answers: Answers, questions: list[Question]) -> dict[str, Any]:
    """The boxes of an addition: one statement."""
    return {
        "report": report,
        "reference": reference_of(report.id),
        "statement": statement_fields(answers, Errors(questions))[0],
        "questions": questions,
    }
