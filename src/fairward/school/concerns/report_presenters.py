"""What the pages of a report say: boxes, the summary, the questions, what happens next. It may not query or decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from fairward.design.pieces import Fact
from fairward.files.content import Mark
from fairward.kernel.vocabulary import Basis
from fairward.people.queries import ChildName
from fairward.rules.hints import Claim, Hint, hints_for
from fairward.school.concerns import report_fields
from fairward.school.concerns.models import Part
from fairward.school.concerns.references import reference_of
from fairward.school.concerns.report_answers import Answers, Said
from fairward.school.concerns.report_contents import is_placed, moment_of, words_of
from fairward.school.concerns.report_fields import SAFE_WORDS, TOLD_WORDS, Errors
from fairward.school.concerns.report_forms import (
    NOTHING_WRITTEN,
    ORDER,
    SAFETY,
    WHAT,
    WHEN,
    WHO,
    Page,
    Question,
)
from fairward.school.concerns.report_queries import OwnReport
from fairward.school.concerns.report_times import moment_words

_FIELDS = {
    WHO: report_fields.who_fields,
    SAFETY: report_fields.safe_fields,
    WHAT: report_fields.what_fields,
    WHEN: report_fields.when_fields,
}


def page_context(page: Page, answers: Answers, questions: list[Question]) -> dict[str, Any]:
    """Everything a page of the report draws."""
    place = ORDER.index(page.name)
    before = ORDER[place - 1] if place else ""
    return {
        "page": page,
        "number": place + 1,
        "answers": answers,
        "fields_of": _FIELDS[page.name](answers, Errors(questions)),
        "questions": questions,
        "file_error": any(one.code == "file" for one in questions),
        "back": reverse("report:page", args=[before]) if before else reverse("home"),
        "is_danger": answers.is_danger,
    }


def check_context(
    answers: Answers, names: Mapping[UUID, ChildName], now: datetime, *, is_asked: bool
) -> dict[str, Any]:
    """The summary in four parts, each with its link, and the questions that were not put aside."""
    first = answers.statements[0].id
    missing = [Question("words", "statements", NOTHING_WRITTEN)] if is_asked else []
    return {
        "answers": answers,
        "who": _who_facts(answers, names),
        "safety": _facts(SAFETY, [("Safe right now", SAFE_WORDS.get(answers.safe, "Not answered")),
                                  ("Where and with whom", answers.safe_note)]),
        "statements": [_statement_words(said, place, answers) for place, said in enumerate(answers.written, start=1)],
        "what_url": reverse("report:page", args=[WHAT]),
        "first_statement": first,
        "when": _when_facts(answers, now),
        "hints": hints_of(answers, now),
        "questions": missing,
        "is_danger": answers.is_danger,
    }  # fmt: skip


def _who_facts(answers: Answers, names: Mapping[UUID, ChildName]) -> list[Fact]:
    by_part: dict[Part, list[str]] = {}
    for child, part in answers.children.items():
        if child in names:
            name = names[child]
            by_part.setdefault(part, []).append(f"{name.full} ({name.place})" if name.place else name.full)
    rows = [(part.word.capitalize(), "; ".join(by_part[part])) for part in Part if part in by_part]
    if not rows:
        rows.append(("Child", "Name not known"))
    rows.append(("Described as", answers.unknown_child))
    return _facts(WHO, rows)


def _when_facts(answers: Answers, now: datetime) -> list[Fact]:
    told = ". ".join(filter(None, (TOLD_WORDS.get(answers.told, ""), answers.told_whom.strip())))
    when = moment_words(moment_of(answers, now))
    rows = [("When", when[:1].upper() + when[1:]), ("Where", answers.where), ("Told anyone", told)]
    return _facts(WHEN, rows)


def _facts(page: str, rows: Iterable[tuple[str, str]]) -> list[Fact]:
    """Rows with a link on the first; an empty answer is left out, unless it is the first."""
    address = reverse("report:page", args=[page])
    kept = [(name, value.strip()) for place, (name, value) in enumerate(rows) if value.strip() or not place]
    return [Fact(name, value, address if place == 0 else "") for place, (name, value) in enumerate(kept)]


def _statement_words(said: Said, number: int, answers: Answers) -> dict[str, Any]:
    """One statement as it will be read, and what will be taken for granted where nothing was said."""
    numbers = {one.id: place for place, one in enumerate(answers.written, start=1)}
    basis = said.sent_as
    words = {
        Basis.TOLD_BY: f"told by {said.source or 'somebody you did not name'}",
        Basis.DOCUMENT: f"read in {said.source}" if said.source else "read",
    }.get(basis, basis.word)
    rests_on = [f"statement {numbers[one]}" for one in said.because if one in numbers]
    return {
        "id": said.id,
        "number": number,
        "basis": basis,
        "basis_words": words[:1].upper() + words[1:],
        "text": words_of(said),
        "rests_on": rests_on if basis is Basis.OPINION else [],
        "is_bare_opinion": basis is Basis.OPINION and not rests_on,
        "is_assumed": said.basis is None,
        "marks": marks_shown(said),
        "unplaced": len(said.marks) - len(marks_shown(said)),
    }


def hints_of(answers: Answers, now: datetime) -> list[tuple[str, int, Hint]]:
    """(code to put it aside, number of the statement, question) of what may be clearer. Never more than advice."""
    has_when = answers.when.choice in ("today", "yesterday", "other")
    claims = [
        Claim(str(said.id), said.sent_as, said.text, has_because=bool(said.because) or said.rests_on_nothing,
              names_who=bool(said.source), has_when=has_when or answers.when.choice == "unknown")
        for said in answers.written
    ]  # fmt: skip
    numbers = {str(said.id): place for place, said in enumerate(answers.written, start=1)}
    found = [
        (f"{hint.code}.{hint.statement_id}", numbers[hint.statement_id], hint) for hint in hints_for(claims)
    ]
    return [one for one in found if one[0] not in answers.dismissed]


def done_context(report: OwnReport, leads: list[str]) -> dict[str, Any]:
    """What the last page says."""
    return {
        "report": report,
        "reference": reference_of(report.id),
        "leads": leads,
        "is_danger": report.is_danger,
    }


def marks_shown(said: Said) -> list[Mark]:
    """The marks of a statement that can stand in the pictures."""
    return [mark for mark in said.marks if is_placed(mark)]
