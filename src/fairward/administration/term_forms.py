"""The questions about term dates: a school year typed in, a file, a confirmation. No form saves or queries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import forms

from fairward.design.date_fields import ThreeBoxDateField
from fairward.design.words import date_words
from fairward.rules.calendars import Span, TermDates
from fairward.rules.term_checks import days_of_school_year

SEASONS = ("autumn", "spring", "summer")
DAYS_WITHOUT_PUPILS = 8
MOST_CARRIED = 20_000  # characters of the dates that go from the preview to the confirmation
JOINED_WITHIN_DAYS = 10  # a shorter break between two stretches is a half term, a longer one holidays


class TermFileForm(forms.Form):
    """Which file, and which school in it."""

    file = forms.FileField(
        label="File with term dates",
        help_text="A calendar (.ics), a table (.csv) with a row for each term, half term and day without pupils, "
        "or JSON. At most 1 MB.",
        error_messages={"required": "Choose a file.", "empty": "The file is empty."},
    )
    school = forms.CharField(
        label="Name of your school in the file",
        help_text="Only if the file holds the dates of several schools",
        max_length=200,
        required=False,
    )


class SchoolYearForm(forms.Form):
    """Three terms, their half terms, and days without pupils. Terms that are not known yet stay empty."""

    def __init__(self, data: Any = None, *, year: int, standing: TermDates | None = None) -> None:
        super().__init__(data, initial=_initial(year, standing))
        self.year, self.around = year, days_of_school_year(year)
        for season in SEASONS:
            for part, words in (
                ("first", f"first day of the {season} term"),
                ("last", f"last day of the {season} term"),
                ("half_first", f"first day of the {season} half term"),
                ("half_last", f"last day of the {season} half term"),
            ):
                self.fields[f"{season}_{part}"] = _date(words)
        for number in range(1, DAYS_WITHOUT_PUPILS + 1):
            self.fields[f"closed_{number}"] = _date(f"day without pupils {number}")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name, day in list(data.items()):  # add_error takes wrong answers out
            if isinstance(day, date) and not self.around[0] <= day <= self.around[1]:
                first, last = (date_words(edge) for edge in self.around)
                self.add_error(name, f"{self._called(name)} must lie between {first} and {last}")
        for season in SEASONS:
            for start in (f"{season}_", f"{season}_half_"):
                self._check_pair(data, f"{start}first", f"{start}last")
        if not self.errors and not any(data.get(f"{season}_first") for season in SEASONS):
            self.add_error("autumn_first", "Enter at least one term")
        return data

    def dates(self) -> TermDates:
        """What was typed, after is_valid()."""
        data = self.cleaned_data
        spans = [self._spans(data, part) for part in ("", "half_")]
        closed = [data.get(f"closed_{number}") for number in range(1, DAYS_WITHOUT_PUPILS + 1)]
        return TermDates(spans[0], spans[1], sorted({day for day in closed if day}))

    def questions(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """(season, its four questions) in the order of the year."""
        for season in SEASONS:
            yield season, [self[f"{season}_{part}"] for part in ("first", "last", "half_first", "half_last")]

    def closed_questions(self) -> list[forms.BoundField]:
        return [self[f"closed_{number}"] for number in range(1, DAYS_WITHOUT_PUPILS + 1)]

    def _spans(self, data: dict[str, Any], part: str) -> list[Span]:
        pairs = ((data.get(f"{season}_{part}first"), data.get(f"{season}_{part}last")) for season in SEASONS)
        return [(first, last) for first, last in pairs if first and last]

    def _check_pair(self, data: dict[str, Any], first: str, last: str) -> None:
        begins, ends = data.get(first), data.get(last)
        if first in self.errors or last in self.errors:
            return
        if bool(begins) != bool(ends):
            lacking = last if begins else first
            self.add_error(lacking, f"Enter the {str(self.fields[lacking].label).lower()}")
        elif begins and ends and ends < begins:
            self.add_error(last, f"{self._called(last)} must not be before {date_words(begins)}")

    def _called(self, name: str) -> str:
        return f"The {str(self.fields[name].label).lower()}"


def _date(words: str) -> ThreeBoxDateField:
    return ThreeBoxDateField(called=f"the {words}", label=words[0].upper() + words[1:], required=False)


def _initial(year: int, standing: TermDates | None) -> dict[str, date]:
    """The dates that stand, if they fit three terms with a half term each and the boxes there are."""
    around = days_of_school_year(year)
    terms, half_terms = joined(_inside(standing.terms, around) if standing else ())
    half_terms = sorted({*half_terms, *(_inside(standing.half_terms, around) if standing else ())})
    found: dict[str, date] = {}
    for season, term in zip(_seasons(terms), terms, strict=False):
        found[f"{season}_first"], found[f"{season}_last"] = term
        for half in half_terms:
            if term[0] <= half[0] <= term[1]:
                found[f"{season}_half_first"], found[f"{season}_half_last"] = half
    closed = [day for day in standing.inset if around[0] <= day <= around[1]] if standing else []
    return {
        **found,
        **{f"closed_{number}": day for number, day in enumerate(closed[:DAYS_WITHOUT_PUPILS], 1)},
    }


def _seasons(terms: Sequence[Span]) -> list[str]:
    """Each term's season by the month it begins in; none if two would share one."""
    found = [
        SEASONS[0 if first.month >= 8 else 2 if first.month >= 4 or (first.month, first.day) > (3, 20) else 1]
        for first, _ in terms
    ]
    return found if len(set(found)) == len(found) else []


def _inside(spans: Sequence[Span], around: Span) -> list[Span]:
    return sorted(span for span in spans if around[0] <= span[0] <= around[1])


def joined(stretches: Sequence[Span]) -> tuple[list[Span], list[Span]]:
    """Stretches of open days as terms and the half terms between them."""
    terms: list[Span] = []
    half_terms: list[Span] = []
    for first, last in stretches:
        if terms and (first - terms[-1][1]).days <= JOINED_WITHIN_DAYS:
            half_terms.append(_between(terms[-1][1], first))
            terms[-1] = (terms[-1][0], last)
        else:
            terms.append((first, last))
    return terms, half_terms


def _between(last: date, first: date) -> Span:
    """The weekdays between a last and a first day of school."""
    begins, ends = date.fromordinal(last.toordinal() + 1), date.fromordinal(first.toordinal() - 1)
    while begins.weekday() > 4 and begins < ends:
        begins = date.fromordinal(begins.toordinal() + 1)
    while ends.weekday() > 4 and begins < ends:
        ends = date.fromordinal(ends.toordinal() - 1)
    return begins, ends


class ConfirmTermsForm(forms.Form):
    """That what was shown is meant: the dates themselves, and what stood when they were shown."""

    dates = forms.CharField(widget=forms.HiddenInput, max_length=MOST_CARRIED)
    notes = forms.CharField(widget=forms.HiddenInput, max_length=MOST_CARRIED, required=False)
    year = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=2000, max_value=2100)
    standing = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    has_seen = forms.BooleanField(
        label="I have checked what is said above, and the dates are right",
        error_messages={"required": "Say that you have checked what is said above, or correct the dates."},
    )

    def __init__(self, *args: Any, has_problems: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_problems:
            del self.fields["has_seen"]
