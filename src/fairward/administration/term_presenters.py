"""Term dates as rows and facts. It may not write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.urls import reverse
from django.utils import timezone

from fairward.access.decisions import may
from fairward.administration.term_preview import TermPlan
from fairward.design.pieces import Cell, Chip, Fact, Link, Need, Row
from fairward.design.words import MONTHS, date_words, plural
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import OrganisationKind
from fairward.organisations import queries as organisations
from fairward.rules import term_checks
from fairward.rules.calendars import TermDates

COLUMNS = ("What", "First day", "Last day", "How it stands")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
NEW, GOES = Chip("New", "done"), Chip("Goes", "due")
REMIND_DAYS = 60
_Line = tuple[date, date, str]


def standing_rows(dates: TermDates) -> list[Row]:
    """What stands, in order."""
    return [_row(line, None) for line in sorted(_lines(dates))]


def plan_rows(plan: TermPlan) -> list[Row]:
    """What will stand and what goes, in order, each with a word for which it is."""
    before, after = set(_lines(plan.standing)), set(_lines(plan.result))
    return [
        _row(line, NEW if line not in before else GOES if line not in after else Chip("Stays", "quiet"))
        for line in sorted(before | after)
    ]


def years(dates: TermDates) -> list[Fact]:
    """Each school year with the number of days on which the school is open to pupils."""
    found = term_checks.days_by_school_year(dates)
    return [Fact(f"School year {year}", f"{plural(days, 'day')} with pupils") for year, days in found.items()]


def known_until(dates: TermDates | None) -> date | None:
    """The last day of the last term that is known."""
    return max((last for _, last in dates.terms), default=None) if dates else None


def term_dates_end(actor: Actor) -> Sequence[Need]:
    """On the administrator's home page when the term dates are missing or end soon; nothing otherwise."""
    if not may(actor, "organisation:settings:manage"):
        return []
    if organisations.organisation(actor.organisation_id).kind != OrganisationKind.SCHOOL:
        return []
    until = known_until(organisations.school_calendar(actor.organisation_id))
    if until is not None and (until - timezone.localdate()).days > REMIND_DAYS:
        return []
    note = (
        f"They are known until {date_words(until)}"
        if until
        else "None are known: deadlines count working days"
    )
    link = Link("Enter the next term dates", reverse("administration:term_dates"), note=note)
    return [Need("Term dates", [link], order=25)]


def _lines(dates: TermDates) -> Iterator[_Line]:
    yield from ((first, last, "Term") for first, last in dates.terms)
    yield from ((first, last, "Half term") for first, last in dates.half_terms)
    yield from ((day, day, "Day without pupils") for day in dates.inset)


def _row(line: _Line, chip: Chip | None) -> Row:
    first, last, what = line
    cells: Iterable[Cell] = [
        Cell(what),
        Cell(_day(first)),
        Cell(_day(last) if last != first else "the same day"),
    ]
    return Row([*cells, Cell(chips=[chip])] if chip else [*cells])


def _day(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month]} {day.year}"
