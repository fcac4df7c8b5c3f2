"""The administrator brings the term dates in: a file with mistakes, the mended one, a year typed in; phone, desk, no script."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from fairward.organisations.queries import school_calendar
from fairward.rules.term_checks import days_by_school_year
from tests.journeys.test_administrator_imports import is_good, signed_in

SAMPLES = Path(__file__).parents[1] / "data" / "term_dates"
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])


def fill_day(page: Any, question: str, day: int, month: int, year: int) -> None:
    group = page.get_by_role("group", name=question, exact=True)
    for label, value in (("Day", day), ("Month", month), ("Year", year)):
        group.get_by_label(label).fill(str(value))


def import_files(page: Any, *, has_script: bool) -> None:
    """A file with mistakes is refused with each of them; the good one is looked at, ticked and confirmed."""
    page.get_by_role("link", name="Import a file").click()
    is_good(page, has_script=has_script)
    page.get_by_role("button", name="Continue to the preview").click()
    page.get_by_role("link", name="Choose a file.").wait_for()
    is_good(page, has_script=has_script)
    page.get_by_label("File with term dates").set_input_files(SAMPLES / "dates_with_mistakes.csv")
    page.get_by_role("button", name="Continue to the preview").click()
    page.get_by_text("the year 20256 cannot be right").wait_for()
    is_good(page, has_script=has_script)
    page.get_by_role("link", name="Choose a file").click()
    page.get_by_label("File with term dates").set_input_files(SAMPLES / "six_schools.json")
    page.get_by_label("Name of your school in the file").fill("High school, Derbyshire")
    page.get_by_role("button", name="Continue to the preview").click()
    page.get_by_text("23 February 2026 is given as a day without pupils and lies in a half term.").wait_for()
    is_good(page, has_script=has_script)
    page.get_by_role("button", name="Confirm and save").click()
    page.get_by_role("link", name="Say that you have checked").wait_for()
    is_good(page, has_script=has_script)
    page.get_by_label("I have checked what is said above").check()
    page.get_by_role("button", name="Confirm and save").click()
    page.get_by_text("Term dates saved").wait_for()
    is_good(page, has_script=has_script)


def type_a_year(page: Any, *, has_script: bool) -> None:
    """A term with a mistake in it, mended, confirmed."""
    page.get_by_role("link", name="Type in the school year").first.click()
    is_good(page, has_script=has_script)
    year = int(page.get_by_role("heading", level=1).inner_text().split()[-1][:4])
    fill_day(page, "First day of the autumn term", 4, 9, year)
    fill_day(page, "Last day of the autumn term", 4, 9, year - 1)
    page.get_by_role("button", name="Continue to the preview").click()
    page.get_by_role("link", name="must lie between").wait_for()
    is_good(page, has_script=has_script)
    fill_day(page, "Last day of the autumn term", 23, 10, year)
    page.get_by_role("button", name="Continue to the preview").click()
    page.get_by_text("Nothing is changed yet").wait_for()
    is_good(page, has_script=has_script)
    if page.get_by_label("I have checked what is said above").count():
        page.get_by_label("I have checked what is said above").check()
    page.get_by_role("button", name="Confirm and save").click()
    page.get_by_text("Term dates saved").wait_for()


def walk(page: Any, server: str, *, has_script: bool = True) -> None:
    school = signed_in(page, server)
    page.goto(f"{server}/organisation/settings/")
    page.get_by_role("link", name="import the term dates").click()
    page.get_by_text("No term dates yet").wait_for()
    is_good(page, has_script=has_script)
    import_files(page, has_script=has_script)
    type_a_year(page, has_script=has_script)
    with school.transaction():
        known = school_calendar(school.organisation_id)
    assert known is not None and days_by_school_year(known)["2025-26"] == 190
    assert len(known.terms) == 4


def test_on_a_desk(page: Any, live_server: Any) -> None:
    walk(page, live_server.url)


def test_on_a_phone(phone: Any, live_server: Any) -> None:
    walk(phone, live_server.url)


def test_without_script_on_a_phone(plain_phone: Any, live_server: Any) -> None:
    walk(plain_phone, live_server.url, has_script=False)
