"""The pages of a report: what each reads from what was typed, and what it asks once. It may not refuse to go on.

A question is asked when a page is sent with a gap; sent again with the same gap, the page lets it pass. Nothing on
these pages may hold up a report (danger is never slowed down); only one without a written word cannot be sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import QueryDict

from fairward.kernel.vocabulary import Basis
from fairward.school.concerns import report_times
from fairward.school.concerns.models import Part
from fairward.school.concerns.report_answers import (
    MOST_CHILDREN,
    MOST_STATEMENTS,
    NOT_SAFE,
    NOT_SURE,
    SAFE,
    TOLD_NO,
    TOLD_YES,
    Answers,
    Said,
)
from fairward.school.concerns.report_times import TypedWhen

WHO, SAFETY, WHAT, WHEN, CHECK = "who", "safe", "what", "when", "check"
ORDER = (WHO, SAFETY, WHAT, WHEN, CHECK)
NOTHING_WRITTEN = "Write one sentence about what happened. Everything else can stay empty."


@dataclass(frozen=True, slots=True)
class Question:
    """A gap, where it is on the page, and the sentence that asks about it."""

    code: str
    target: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page: what it reads and what it asks."""

    name: str
    title: str
    read: Callable[[Answers, QueryDict], None]
    ask: Callable[[Answers, datetime], list[Question]]

    @property
    def template(self) -> str:
        return f"concerns/report_{self.name}.html"

    @property
    def following(self) -> str:
        return ORDER[ORDER.index(self.name) + 1]


def still_to_ask(questions: Iterable[Question], data: QueryDict) -> list[Question]:
    """All questions if one of them has not been asked on the page that was sent; none if the writer saw them all."""
    found = list(questions)
    asked = set(data.getlist("asked"))
    return found if any(one.code not in asked for one in found) else []


def id_from(typed: str) -> UUID | None:
    """An id as a page sends it back, or None."""
    try:
        return UUID(typed)
    except ValueError:
        return None


def _words(data: QueryDict, name: str) -> str:
    return str(data.get(name, "")).replace("\r\n", "\n")


def _one_of(data: QueryDict, name: str, allowed: Iterable[str]) -> str:
    typed = str(data.get(name, ""))
    return typed if typed in allowed else ""


def _read_who(answers: Answers, data: QueryDict) -> None:
    answers.search = _words(data, "search")
    chosen = [child for child in map(id_from, data.getlist("child")) if child is not None]
    answers.children = {
        child: Part.ALSO_THERE if data.get(f"part-{child}") == str(int(Part.ALSO_THERE)) else Part.MAIN
        for child in chosen[:MOST_CHILDREN]
    }
    answers.is_unknown = "unknown" in data
    answers.unknown_child = _words(data, "unknown_child")


def _ask_who(answers: Answers, now: datetime) -> list[Question]:
    if answers.children or answers.is_unknown or answers.unknown_child.strip():
        return []
    return [Question("who", "search", "Choose the child, or say that you do not know the name")]


def _read_safety(answers: Answers, data: QueryDict) -> None:
    answers.safe = _one_of(data, "safe", (SAFE, NOT_SAFE, NOT_SURE))
    answers.safe_note = _words(data, "safe_note")


def _ask_safety(answers: Answers, now: datetime) -> list[Question]:
    if answers.safe:
        return []
    return [
        Question("safe", "safe", "Say whether the child is safe right now. You can say that you are not sure")
    ]


def _read_what(answers: Answers, data: QueryDict) -> None:
    """The statements in their order on the page; what is not on the page (marks) stays with its statement."""
    ids = [one for one in map(id_from, data.getlist("statement")) if one is not None]
    unique = list(dict.fromkeys(ids))[:MOST_STATEMENTS]
    answers.statements = [
        _read_said(answers.statement(one) or Said(id=one), data, unique) for one in unique
    ] or [Said()]


def _read_said(said: Said, data: QueryDict, ids: list[UUID]) -> Said:
    basis = _one_of(data, f"basis-{said.id}", [str(int(one)) for one in Basis])
    said.basis = Basis(int(basis)) if basis else None
    said.text = _words(data, f"text-{said.id}")
    said.told = _words(data, f"told-{said.id}")
    said.read = _words(data, f"read-{said.id}")
    because = data.getlist(f"because-{said.id}")
    said.because = [one for one in ids if str(one) in because and one != said.id]
    said.rests_on_nothing = "nothing" in because
    return said


def _ask_what(answers: Answers, now: datetime) -> list[Question]:
    written = answers.written
    if not any(said.text.strip() for said in written):
        return [Question("words", f"text-{answers.statements[0].id}", NOTHING_WRITTEN)]
    return [question for said in written for question in _ask_said(said)]


def _ask_said(said: Said) -> list[Question]:
    found = []
    if said.basis is None:
        found.append(Question(f"basis-{said.id}", f"basis-{said.id}", "Choose how you know this"))
    if not said.text.strip():
        found.append(
            Question(f"text-{said.id}", f"text-{said.id}", "Write what it was, or take the empty box away")
        )
    if said.basis is Basis.TOLD_BY and not said.told.strip():
        words = "Say who told you. If they do not want to be named, say what they are to the child"
        found.append(Question(f"told-{said.id}", f"told-{said.id}", words))
    if said.basis is Basis.OPINION and not said.because and not said.rests_on_nothing:
        words = "Say what makes you think so, or that nothing written here does"
        found.append(Question(f"because-{said.id}", f"because-{said.id}", words))
    return found


def _read_when(answers: Answers, data: QueryDict) -> None:
    answers.when = TypedWhen(
        choice=_one_of(data, "when", report_times.DAYS), day=_words(data, "on-day"), month=_words(data, "on-month"),
        year=_words(data, "on-year"), clock=_words(data, "clock"), is_about="about" in data,
    )  # fmt: skip
    answers.where = _words(data, "where")
    answers.told = _one_of(data, "told", (TOLD_YES, TOLD_NO))
    answers.told_whom = _words(data, "told_whom")


def _ask_when(answers: Answers, now: datetime) -> list[Question]:
    typed = answers.when
    if not typed.choice:
        return [Question("when", "when", "Say when it happened. You can say that you do not know")]
    found = []
    if typed.choice == report_times.OTHER and report_times.read_day(typed, now.date()) is None:
        found.append(Question("day", "on-day", "Give the day like 12 5 2026, or choose “I do not know”"))
    if typed.clock.strip() and report_times.read_clock(typed.clock) is None:
        words = "Give the time like 12:40. To keep your own words (“first break”), continue again"
        found.append(Question("clock", "clock", words))
    if report_times.is_future(report_times.read_moment(typed, now), now):
        target = "on-day" if typed.choice == report_times.OTHER else "clock"
        found.append(
            Question("future", target, "This is in the future. Is that right? If it is, continue again")
        )
    return found


PAGES = {
    page.name: page
    for page in (
        Page(WHO, "Who is it about?", _read_who, _ask_who),
        Page(SAFETY, "Is the child safe right now?", _read_safety, _ask_safety),
        Page(WHAT, "What do you want to report?", _read_what, _ask_what),
        Page(WHEN, "When and where was it?", _read_when, _ask_when),
    )
}
