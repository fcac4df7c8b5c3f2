"""What would change if these term dates took effect: a plan that a page can show. Pure; it may not write."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from fairward.administration.term_files.given import Reading
from fairward.administration.term_files.json_file import written
from fairward.rules import term_checks
from fairward.rules.calendars import Span, TermDates
from fairward.rules.term_checks import Problem

NOTHING = TermDates(())


@dataclass(frozen=True)
class TermPlan:
    """New dates beside the standing ones.

    year: the school year they replace as a whole, if they were typed in · noted: what was odd while reading, which
    the dates alone no longer show.
    """

    given: TermDates
    standing: TermDates
    problems: tuple[Problem, ...]
    left_out: int = 0
    year: int | None = None
    noted: tuple[str, ...] = ()

    @property
    def result(self) -> TermDates:
        return term_checks.merged(self.standing, self.given, self._around)

    @property
    def goes(self) -> TermDates:
        """The standing dates that are no longer there afterwards."""
        after = self.result
        return TermDates(
            [span for span in self.standing.terms if span not in after.terms],
            [span for span in self.standing.half_terms if span not in after.half_terms],
            [day for day in self.standing.inset if day not in after.inset],
        )

    @property
    def is_blocked(self) -> bool:
        return any(problem.blocks for problem in self.problems)

    @property
    def changes_nothing(self) -> bool:
        return fingerprint(self.result) == fingerprint(self.standing)

    @property
    def _around(self) -> Span | None:
        return None if self.year is None else term_checks.days_of_school_year(self.year)


def plan(reading: Reading, standing: TermDates | None, today: date, year: int | None = None) -> TermPlan:
    """What was read, checked, beside what stands. Mistakes of reading come first."""
    found = list(reading.problems)
    noted = tuple(problem.sentence for problem in found if not problem.blocks)
    if not any(problem.blocks for problem in found):
        found += term_checks.check(reading.dates, today)
    found.sort(key=lambda problem: not problem.blocks)
    return TermPlan(reading.dates, standing or NOTHING, tuple(found), reading.left_out, year, noted)


def fingerprint(dates: TermDates | None) -> str:
    """Changes whenever the dates do."""
    return hashlib.sha256(written(dates or NOTHING).encode()).hexdigest()[:32]
