"""The times that measures look at: a month, a quarter, a year, of the last ones. Pure.

They overlap, so exact counts could be taken one from another; `figures` therefore shows none but tens.
"""

from __future__ import annotations

import re
from datetime import date

from fairward.insight.monthly import MONTHS
from fairward.insight.spans import Span

MONTHS_BACK, QUARTERS_BACK, YEARS_BACK = 12, 7, 2
_SHAPE = re.compile(r"(\d{4})(?:-(?:q([1-4])|(0[1-9]|1[0-2])))?")
Choices = list[tuple[str, list[tuple[str, str]]]]


def choices(today: date) -> Choices:
    """The times to choose from, each with its code and words, the newest first."""
    place = today.year * 12 + today.month - 1
    months = [divmod(place - back, 12) for back in range(MONTHS_BACK + 1)]
    quarters = [divmod(place // 3 - back, 4) for back in range(QUARTERS_BACK + 1)]
    years = [today.year - back for back in range(YEARS_BACK + 1)]
    return [
        ("A quarter", [(f"{year}-q{one + 1}", words(f"{year}-q{one + 1}")) for year, one in quarters]),
        ("A month", [(f"{year}-{one + 1:02}", words(f"{year}-{one + 1:02}")) for year, one in months]),
        ("A year", [(str(year), str(year)) for year in years]),
    ]


def usual(today: date) -> str:
    """The quarter that is running."""
    return choices(today)[0][1][0][0]


def words(code: str) -> str:
    """A time as people say it."""
    span = span_of(code)
    if len(code) == 4:
        return code
    first, last = MONTHS[span.since.month - 1], MONTHS[span.until.month - 1]
    return f"{first} {code[:4]}" if first == last else f"{first} to {last} {code[:4]}"


def span_of(code: str) -> Span:
    """The first and the last day of a code; ValueError for anything else."""
    found = _SHAPE.fullmatch(code)
    if found is None:
        raise ValueError("no such time")
    year, quarter, month = (int(one or 0) for one in found.groups())
    first, length = (month, 1) if month else (3 * quarter - 2, 3) if quarter else (1, 12)
    after = year * 12 + first - 1 + length
    return Span(date(year, first, 1), date.fromordinal(date(after // 12, after % 12 + 1, 1).toordinal() - 1))


def quarter_of(day: date) -> date:
    """The first day of its quarter."""
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def quarters_of(span: Span) -> list[date]:
    """The first days of the quarters that a time touches."""
    first, last = quarter_of(span.since), quarter_of(span.until)
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month, 3)
    return [date(one // 12, one % 12 + 1, 1) for one in months]
