"""Term dates: typed in, imported, shown before they count, put in the place of the old ones."""

from __future__ import annotations

import html
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from fairward.administration.term_presenters import term_dates_end
from fairward.audit.models import Leaf
from fairward.kernel.vocabulary import OrganisationKind
from fairward.organisations import actions as organisations
from fairward.organisations.models import Organisation
from fairward.organisations.queries import school_calendar
from fairward.rules.calendars import TermDates
from tests.personas import ADMINISTRATOR, LEAD, School, sign_in

SAMPLES = Path(__file__).parents[2] / "data" / "term_dates"
PAGE = "/organisation/term-dates/"
AUTUMN = (date(2026, 9, 3), date(2026, 12, 18))
HALF = (date(2026, 10, 26), date(2026, 10, 30))


@pytest.fixture
def office(client: Client, millbrook: School) -> Client:
    """The administrator's browser."""
    return sign_in(client, millbrook[ADMINISTRATOR])


def standing(millbrook: School) -> TermDates | None:
    with millbrook.transaction():
        return school_calendar(millbrook.organisation_id)


def upload(office: Client, raw: bytes, school: str = "") -> str:
    file = SimpleUploadedFile("../../etc/term<dates>.ics", raw, "text/html")
    return office.post(f"{PAGE}file/", {"file": file, "school": school}).content.decode()


def carried(page: str) -> dict[str, str]:
    """The hidden answers of a preview."""
    found = dict(re.findall(r'<input type="hidden" name="(\w+)" id="[^"]*" value="([^"]*)">', page))
    return {name: html.unescape(value) for name, value in found.items()}


def typed(**days: tuple[int, int, int]) -> dict[str, str]:
    found = {"year": "2026"}
    for name, parts in days.items():
        found |= {
            f"{name}-{part}": str(value) for part, value in zip(("day", "month", "year"), parts, strict=True)
        }
    return found


def test_a_calendar_is_shown_first_and_counts_when_confirmed(office: Client, millbrook: School) -> None:
    page = upload(office, (SAMPLES / "school_calendar.ics").read_bytes())
    assert "Nothing is changed yet." in page and "3 other entries of the file were no term dates" in page
    assert "Mia" not in page and "Thu 3 September 2026" in page
    assert standing(millbrook) is None
    answer = office.post(f"{PAGE}confirm/", {**carried(page), "has_seen": "on"})
    assert answer.status_code == 302
    found = standing(millbrook)
    assert found is not None and found.terms[0] == AUTUMN and found.half_terms[0] == HALF
    assert "Term dates saved" in office.get(answer["Location"]).content.decode()


def test_exactly_one_act_is_written(office: Client, millbrook: School) -> None:
    page = upload(office, b"Autumn term,2026-09-03,2026-12-18\nHalf term,2026-10-26,2026-10-30\n")
    with millbrook.transaction():
        before = Leaf.objects.filter(event="organisation.term_dates_changed").count()
    office.post(f"{PAGE}confirm/", carried(page))
    with millbrook.transaction():
        assert Leaf.objects.filter(event="organisation.term_dates_changed").count() == before + 1


def test_what_is_odd_must_be_seen_before_it_counts(office: Client, millbrook: School) -> None:
    page = upload(
        office, b"Autumn term,2026-09-03,Thursday 18 December 2026\nHalf term,2026-10-26,2026-10-30\n"
    )
    assert "“Thursday 18 December 2026” is a Friday" in page
    again = office.post(f"{PAGE}confirm/", carried(page)).content.decode()
    assert "Say that you have checked what is said above" in again
    assert (
        "“Thursday 18 December 2026” is a Friday" in again
    )  # still said, though the dates alone no longer show it
    assert standing(millbrook) is None
    office.post(f"{PAGE}confirm/", {**carried(again), "has_seen": "on"})
    assert standing(millbrook) == TermDates([AUTUMN], [HALF], [])


def test_mistakes_are_named_and_cannot_be_confirmed(office: Client, millbrook: School) -> None:
    page = upload(office, (SAMPLES / "dates_with_mistakes.csv").read_bytes())
    assert "To be put right first" in page and "the year 20256 cannot be right" in page
    assert "Confirm and save" not in page
    dates = '{"terms":[["2026-12-18","2026-09-03"]],"half_terms":[],"inset":[]}'
    forced = office.post(f"{PAGE}confirm/", {"dates": dates, "has_seen": "on"})
    assert "ends before it starts" in forced.content.decode()
    assert standing(millbrook) is None


@pytest.mark.parametrize("dates", ["", "{", '{"terms": 5}', "<script>", "[" * 30_000])
def test_a_forged_confirmation_writes_nothing(office: Client, millbrook: School, dates: str) -> None:
    assert office.post(f"{PAGE}confirm/", {"dates": dates, "has_seen": "on"}).status_code == 404
    assert standing(millbrook) is None


def test_new_dates_leave_other_years_alone_and_say_what_goes(office: Client, millbrook: School) -> None:
    last_year = (date(2025, 9, 2), date(2025, 12, 19))
    with millbrook.transaction():
        organisations.set_term_dates(
            by=millbrook.actor(ADMINISTRATOR), terms=[last_year, (date(2026, 9, 7), date(2026, 12, 11))]
        )
    page = upload(office, b"Autumn term,2026-09-03,2026-12-18\nHalf term,2026-10-26,2026-10-30\n")
    assert page.count("Stays") == 1 and page.count("Goes") == 1 and page.count(">New") >= 2
    office.post(f"{PAGE}confirm/", carried(page))
    assert standing(millbrook) == TermDates([last_year, AUTUMN], [HALF], [])


def test_a_change_by_somebody_else_meanwhile_is_noticed(office: Client, millbrook: School) -> None:
    page = upload(office, b"Autumn term,2026-09-03,2026-12-18\nHalf term,2026-10-26,2026-10-30\n")
    with millbrook.transaction():
        organisations.set_term_dates(
            by=millbrook.actor(ADMINISTRATOR), terms=[(date(2027, 1, 4), date(2027, 2, 12))]
        )
    again = office.post(f"{PAGE}confirm/", carried(page)).content.decode()
    assert "Somebody changed the term dates meanwhile" in again and "Mon 4 January 2027" in again
    assert office.post(f"{PAGE}confirm/", carried(again)).status_code == 302
    found = standing(millbrook)
    assert found is not None and len(found.terms) == 2


def test_a_year_is_typed_in_checked_and_shown_filled_the_next_time(office: Client, millbrook: School) -> None:
    answers = typed(
        autumn_first=(3, 9, 2026), autumn_last=(18, 12, 2026),
        autumn_half_first=(26, 10, 2026), autumn_half_last=(30, 10, 2026), closed_1=(1, 9, 2026),
    )  # fmt: skip
    page = office.post(f"{PAGE}year/", answers).content.decode()
    assert "What these term dates would change" in page
    office.post(f"{PAGE}confirm/", carried(page))
    assert standing(millbrook) == TermDates([AUTUMN], [HALF], [date(2026, 9, 1)])
    again = office.get(f"{PAGE}year/?year=2026").content.decode()
    assert re.search(r'name="autumn_half_first-day"[^>]*value="26"', again)
    assert re.search(r'name="closed_1-day"[^>]*value="1"', again)


def test_a_typed_year_takes_the_place_of_the_whole_year(office: Client, millbrook: School) -> None:
    with millbrook.transaction():
        organisations.set_term_dates(
            by=millbrook.actor(ADMINISTRATOR), terms=[AUTUMN], inset=[date(2027, 7, 20), date(2025, 9, 1)]
        )
    answers = typed(autumn_first=(3, 9, 2026), autumn_last=(23, 10, 2026))
    page = office.post(f"{PAGE}year/", answers).content.decode()
    office.post(f"{PAGE}confirm/", carried(page))
    assert standing(millbrook) == TermDates([(AUTUMN[0], date(2026, 10, 23))], [], [date(2025, 9, 1)])


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ({}, "Enter at least one term"),
        ({"autumn_first": (3, 9, 2026)}, "Enter the last day of the autumn term"),
        ({"autumn_half_last": (30, 10, 2026)}, "Enter the first day of the autumn half term"),
        ({"autumn_first": (18, 12, 2026), "autumn_last": (3, 9, 2026)}, "must not be before 18 December 2026"),
        ({"autumn_first": (31, 9, 2026)}, "must be a real date"),
        ({"autumn_first": (3, 9, 20256)}, "needs a year of 4 numbers"),
        ({"autumn_first": (3, 9, 2025)}, "must lie between 15 August 2026 and 14 August 2027"),
        ({"autumn_first": (3, 9, 2026), "autumn_last": (10, 7, 2027)}, "which cannot be right"),
        (
            {"autumn_first": (3, 9, 2026), "autumn_last": (29, 1, 2027),
             "spring_first": (4, 1, 2027), "spring_last": (25, 3, 2027)},
            "starts before the last one ends",
        ),
    ],
)  # fmt: skip
def test_what_was_typed_wrongly_is_said_and_kept(
    office: Client, millbrook: School, days: dict[str, tuple[int, int, int]], sentence: str
) -> None:
    page = office.post(f"{PAGE}year/", typed(**days)).content.decode()
    assert sentence in page and "There is a problem" in page
    for name, (day, _, _) in days.items():
        assert re.search(rf'name="{name}-day"[^>]*value="{day}"', page)
    assert standing(millbrook) is None


def test_a_file_too_large_or_hostile_is_refused_in_a_sentence(office: Client, millbrook: School) -> None:
    assert "larger than 1 MB" in upload(office, b"x" * (1024 * 1024 + 1))
    assert "A PDF or spreadsheet cannot be read" in upload(office, b"%PDF-1.7")
    page = upload(office, b'{"schools": [{"school": "<script>alert(1)</script>"}, {"school": "b"}]}')
    assert "<script>alert(1)" not in page and "2 schools" in page
    assert standing(millbrook) is None


def test_six_schools_in_a_file_one_by_name(office: Client, millbrook: School) -> None:
    raw = (SAMPLES / "six_schools.json").read_bytes()
    assert "Enter the name of yours" in upload(office, raw)
    page = upload(office, raw, "Staffordshire school B")
    assert "190 days with pupils" in page


def test_only_a_school_has_term_dates(office: Client, millbrook: School) -> None:
    assert "See, type in or" in office.get("/organisation/settings/").content.decode()
    with millbrook.transaction():
        Organisation.objects.filter(id=millbrook.organisation_id).update(kind=int(OrganisationKind.HUB))
    for page in (PAGE, f"{PAGE}year/", f"{PAGE}file/"):
        assert office.get(page).status_code == 404
    assert "See, type in or" not in office.get("/organisation/settings/").content.decode()


def test_the_administrator_is_reminded_when_the_dates_are_missing_or_end_soon(millbrook: School) -> None:
    today = timezone.localdate()
    with millbrook.transaction():
        office = millbrook.actor(ADMINISTRATOR)
        assert term_dates_end(office)[0].links[0].note == "None are known: deadlines count working days"
        for days, is_said in ((30, True), (60, True), (61, False), (-400, True)):
            term = (today + timedelta(days=days - 20), today + timedelta(days=days))
            organisations.set_term_dates(by=office, terms=[term])
            assert bool(term_dates_end(office)) is is_said
        assert not term_dates_end(millbrook.actor(LEAD))
        Organisation.objects.filter(id=millbrook.organisation_id).update(kind=int(OrganisationKind.HUB))
        assert not term_dates_end(office)


@pytest.mark.parametrize("year", ["1999", "99999", "x", "", "２０２６"])
def test_a_strange_year_shows_the_current_one(office: Client, year: str) -> None:
    assert office.get(f"{PAGE}year/", {"year": year}).status_code == 200
