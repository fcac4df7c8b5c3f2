"""What a file or a form gave: terms, half terms, days without pupils, and what was odd on the way.

It may not read a format; the readers of each format fill it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum

from fairward.rules.calendars import Span, TermDates, day_words
from fairward.rules.term_checks import Problem

MOST_LINES = 200
MOST_PROBLEMS = 50  # of each kind: notes must not crowd out what blocks
LONGEST_CLOSED_DAYS = 16
HALF_OF_A_TERM_DAYS = 22


class TermFileProblem(Exception):
    """The whole file cannot be used; the sentence says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Kind(Enum):
    """What a line of dates is about."""

    TERM = "term"
    HALF_TERM = "half term"
    CLOSED = "day without pupils"
    TERM_STARTS = "first day of a term"
    TERM_ENDS = "last day of a term"


_HALF = ("half term", "half-term", "halfterm", "mid-term", "mid term")
_CLOSED = (
    "inset", "in-set", "training day", "staff day", "staff training", "non-pupil", "non pupil", "without pupils",
    "professional development", "pd day", "occasional day", "closed to pupils", "closed for pupils",
)  # fmt: skip
_SEASONS = ("autumn", "spring", "summer")
_STARTS = ("start", "starts", "begin", "begins", "return", "returns", "first")
_ENDS = ("end", "ends", "last", "finish", "finishes", "closes")


def kind_of(words: str) -> Kind | None:
    """What a name like "Autumn Term starts" or "INSET day" means; None for everything that is no term date."""
    plain = " ".join(words[:200].lower().split())
    pieces = "".join(sign if sign.isalnum() else " " for sign in plain).split()
    if any(name in plain for name in _CLOSED):
        return Kind.CLOSED
    if any(name in plain for name in _HALF):
        return Kind.HALF_TERM
    if not {"term", "terms"} & set(pieces):
        is_half = len(pieces) == 2 and pieces[0] in _SEASONS and pieces[1] in ("1", "2")
        return Kind.TERM if is_half else None
    if set(_STARTS) & set(pieces):
        return Kind.TERM_STARTS
    if set(_ENDS) & set(pieces) or "break up" in plain or "breaks up" in plain:
        return Kind.TERM_ENDS
    return None if {"holiday", "holidays"} & set(pieces) else Kind.TERM


@dataclass(frozen=True)
class Reading:
    """What a file amounts to. left_out: how many events or rows were no term dates."""

    dates: TermDates
    problems: tuple[Problem, ...] = ()
    left_out: int = 0


@dataclass
class Given:
    """Collects lines; `reading()` is what they amount to."""

    terms: list[Span] = field(default_factory=list)
    half_terms: list[Span] = field(default_factory=list)
    inset: list[date] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: int = 0
    _starts: list[date] = field(default_factory=list)
    _ends: list[date] = field(default_factory=list)
    _count: int = 0

    def add(self, kind: Kind, first: date, last: date) -> None:
        """One line. Raises TermFileProblem when there are more than any school can have."""
        self._count += 1
        if self._count > MOST_LINES:
            raise TermFileProblem(
                f"The file holds more than {MOST_LINES} term dates. Keep only those of two years."
            )
        days = (last - first).days + 1
        if kind is Kind.TERM_STARTS and days == 1:
            self._starts.append(first)
        elif kind is Kind.TERM_ENDS and days == 1:
            self._ends.append(first)
        elif kind is Kind.CLOSED:
            self._add_closed(first, last, days)
        elif kind is Kind.HALF_TERM and days < HALF_OF_A_TERM_DAYS:
            self.half_terms.append((first, last))
        else:
            if kind is Kind.HALF_TERM:
                said = f"from {day_words(first)} to {day_words(last)}"
                self.note(f"“Half term” {said} is longer than holidays; it was read as time with school.")
            self.terms.append((first, last))

    def note(self, sentence: str, *, blocks: bool = False) -> None:
        if sum(problem.blocks is blocks for problem in self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(sentence, blocks))

    def reading(self) -> Reading:
        """Without doubles, in order; first and last days named one by one become terms. To be asked once."""
        terms = {*self.terms, *self._paired()}
        dates = TermDates(sorted(terms), sorted(set(self.half_terms)), sorted(set(self.inset)))
        return Reading(dates, tuple(dict.fromkeys(self.problems)), self.left_out)

    def _add_closed(self, first: date, last: date, days: int) -> None:
        if not 1 <= days <= LONGEST_CLOSED_DAYS:
            said = f"from {day_words(first)} to {day_words(last)}"
            self.note(f"Days without pupils {said} cannot be right.", blocks=True)
            return
        closed = (first + timedelta(days=offset) for offset in range(days))
        self.inset += [day for day in closed if days == 1 or day.weekday() < 5]

    def _paired(self) -> Sequence[Span]:
        """Each first day with the last day that follows it, before the next first day."""
        starts, ends = sorted(set(self._starts)), sorted(set(self._ends))
        found: list[Span] = []
        for start in starts:
            following = next((other for other in starts if other > start), date.max)
            last = [end for end in ends if start <= end < following]
            if last:
                found.append((start, last[-1]))
            else:
                self.note(f"A term starts on {day_words(start)}, but no last day follows.", blocks=True)
        for end in ends:
            if not any(first <= end <= last for first, last in found):
                self.note(f"A term ends on {day_words(end)}, but no first day comes before.", blocks=True)
        return found
