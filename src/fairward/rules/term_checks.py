"""What cannot be right, or is worth a second look, in term dates as a school gives them; and old dates made new.

It may not read a file or ask anybody: it says each mistake in a sentence.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from fairward.rules import calendars
from fairward.rules.calendars import LONGEST_HOLIDAY_DAYS, Span, TermDates, day_words

LONGEST_TERM_DAYS, LONG_TERM_DAYS, SHORT_TERM_DAYS = 200, 125, 5
LONGEST_HALF_TERM_DAYS, LONG_HALF_TERM_DAYS, SHORT_HALF_TERM_DAYS = 30, 16, 3
NEEDS_HALF_TERM_DAYS = 63
USUAL_SCHOOL_DAYS = range(185, 197)  # 190 is the rule for maintained schools, a little more or less is common
MOST_INSET_DAYS = 10
FARTHEST_YEARS = 10
FAR_FROM_TERM_DAYS = 21
YEAR_BEGINS = (8, 15)  # month, day


@dataclass(frozen=True)
class Problem:
    """One mistake or oddity. blocks: nothing can be done with these dates before it is put right."""

    sentence: str
    blocks: bool = False


def check(dates: TermDates, today: date) -> list[Problem]:
    """Everything found, what blocks first; only that if anything blocks, because the rest would only confuse."""
    blocking = [Problem(sentence, True) for sentence in _wrong(dates, today)]
    return blocking or [Problem(sentence) for sentence in _odd(dates)]


def school_year(day: date) -> str:
    """ "2026-27" for a day from 15 August 2026 to 14 August 2027: some schools begin before September."""
    first = day.year if (day.month, day.day) >= YEAR_BEGINS else day.year - 1
    return f"{first}-{(first + 1) % 100:02d}"


def days_of_school_year(first: int) -> Span:
    """The first and last day that belong to the school year which begins in that year."""
    return date(first, *YEAR_BEGINS), date(first + 1, YEAR_BEGINS[0], YEAR_BEGINS[1] - 1)


def days_by_school_year(dates: TermDates) -> dict[str, int]:
    """School year -> number of days on which the school is open to pupils."""
    found: dict[str, int] = {}
    for day in dates.school_days():
        found[school_year(day)] = found.get(school_year(day), 0) + 1
    return found


def reach(dates: TermDates) -> Span | None:
    """The first and the last day that the dates name."""
    days = [*_edges(dates.terms), *_edges(dates.half_terms), *dates.inset]
    return (min(days), max(days)) if days else None


def merged(old: TermDates, new: TermDates, around: Span | None = None) -> TermDates:
    """The new dates, and of the old ones those that lie wholly outside: of `around`, or of all that the new ones name."""
    around = around or reach(new)
    if around is None:
        return old
    return TermDates(
        sorted({*_outside(old.terms, around), *new.terms}),
        sorted({*_outside(old.half_terms, around), *new.half_terms}),
        sorted({*(day for day, _ in _outside([(day, day) for day in old.inset], around)), *new.inset}),
    )


def _outside(spans: Iterable[Span], around: Span) -> Iterator[Span]:
    return (span for span in spans if span[1] < around[0] or around[1] < span[0])


def _edges(spans: Iterable[Span]) -> Iterator[date]:
    return (day for span in spans for day in span)


def _said(span: Span) -> str:
    return f"from {day_words(span[0])} to {day_words(span[1])}"


def _length(span: Span) -> int:
    return (span[1] - span[0]).days + 1


def _wrong(dates: TermDates, today: date) -> Iterator[str]:
    if not dates.terms:
        yield "There is no term in these dates."
    years = {day.year for day in (*_edges(dates.terms), *_edges(dates.half_terms), *dates.inset)}
    for year in sorted(years):
        if abs(year - today.year) > FARTHEST_YEARS:
            yield f"The year {year} cannot be right."
    yield from _wrong_spans("term", dates.terms, LONGEST_TERM_DAYS)
    yield from _wrong_spans("half term", dates.half_terms, LONGEST_HALF_TERM_DAYS)
    for earlier, later in pairwise(sorted(dates.terms)):
        if later[0] <= earlier[1]:
            yield (
                f"The term that starts on {day_words(later[0])} starts before the last one ends on "
                f"{day_words(earlier[1])}."
            )


def _wrong_spans(name: str, spans: Iterable[Span], longest: int) -> Iterator[str]:
    for span in spans:
        if span[1] < span[0]:
            yield f"The {name} {_said(span)} ends before it starts."
        elif _length(span) > longest:
            yield f"The {name} {_said(span)} is {_length(span)} days long, which cannot be right."


def _odd(dates: TermDates) -> Iterator[str]:
    yield from _odd_terms(dates)
    yield from _odd_half_terms(dates)
    yield from _odd_inset(dates)
    yield from _odd_years(dates)


def _odd_terms(dates: TermDates) -> Iterator[str]:
    for day in _edges(dates.terms):
        if not calendars.is_working_day(day):
            why = f"a {day:%A}" if day.weekday() >= calendars.SATURDAY else "a bank holiday"
            yield f"A term starts or ends on {day_words(day)}, {why}."
    for span in dates.terms:
        if _length(span) > LONG_TERM_DAYS or _length(span) < SHORT_TERM_DAYS:
            yield f"The term {_said(span)} is {_length(span)} days long; most are 10 to 17 weeks."
        elif _length(span) >= NEEDS_HALF_TERM_DAYS and not _has_half_term(dates, span):
            yield f"The term {_said(span)} has no half term."
    for earlier, later in pairwise(sorted(dates.terms)):
        if (later[0] - earlier[1]).days > LONGEST_HOLIDAY_DAYS:
            gap = _said((earlier[1], later[0]))
            yield f"Between two terms, {gap}, a term seems to be missing; working days are counted there."


def _has_half_term(dates: TermDates, term: Span) -> bool:
    return any(term[0] <= first <= term[1] for first, _ in dates.half_terms)


def _odd_half_terms(dates: TermDates) -> Iterator[str]:
    for span in dates.half_terms:
        inside = [calendars.is_in_any(day, dates.terms) for day in span]
        if any(inside) != all(inside):
            yield f"The half term {_said(span)} reaches beyond its term."
        elif not any(inside) and not (dates.knows(span[0]) and dates.knows(span[1])):
            yield f"The half term {_said(span)} is not inside a term."
        elif span[0].weekday() != 0:
            yield f"The half term {_said(span)} starts on a {span[0]:%A}; most start on a Monday."
        if not SHORT_HALF_TERM_DAYS <= _length(span) <= LONG_HALF_TERM_DAYS:
            days = "1 day" if span[0] == span[1] else f"{_length(span)} days"
            yield f"The half term {_said(span)} is {days} long; most are 1 or 2 weeks."
    for earlier, later in pairwise(sorted(dates.half_terms)):
        if later[0] <= earlier[1]:
            yield f"Two half terms overlap on {day_words(later[0])}."


def _odd_inset(dates: TermDates) -> Iterator[str]:
    starts = {first for first, _ in dates.terms}
    for day in dates.inset:
        said = day_words(day)
        if day in starts:
            yield f"{said} is given as the first day of a term and as a day without pupils."
        elif not calendars.is_working_day(day):
            yield f"{said} is given as a day without pupils but is a weekend or bank holiday."
        elif calendars.is_in_any(day, dates.half_terms):
            yield f"{said} is given as a day without pupils and lies in a half term."
        elif min(_distance(day, term) for term in dates.terms) > FAR_FROM_TERM_DAYS:
            yield f"{said} is given as a day without pupils but is far from every term."


def _distance(day: date, span: Span) -> int:
    return max((span[0] - day).days, (day - span[1]).days, 0)


def _odd_years(dates: TermDates) -> Iterator[str]:
    for year, number in days_by_school_year(dates).items():
        of_year = [span for span in dates.terms if school_year(span[0]) == year]
        is_whole = of_year and min(of_year)[0].month in (8, 9) and max(of_year)[1].month in (6, 7)
        if is_whole and number not in USUAL_SCHOOL_DAYS:
            yield f"The school year {year} has {number} days with pupils; 190 is usual."
        closed = sum(school_year(day) == year for day in dates.inset)
        if closed > MOST_INSET_DAYS:
            yield f"The school year {year} has {closed} days without pupils; 5 is usual."
