"""Term dates out of calendar files, tables and JSON: what is read, what is named as wrong, what stays behind."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairward.administration.term_files.dates import NotADate, read_day, shown
from fairward.administration.term_files.given import Kind, TermFileProblem, kind_of
from fairward.administration.term_files.json_file import written
from fairward.administration.term_files.reading import MOST_BYTES, read_term_file
from fairward.rules.calendars import TermDates
from fairward.rules.term_checks import check

SAMPLES = Path(__file__).parents[2] / "data" / "term_dates"


def calendar(*events: str) -> bytes:
    inside = "\r\n".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{inside}\r\nEND:VCALENDAR\r\n".encode()


def whole_day(name: str, first: str, after: str = "") -> str:
    end = f"\r\nDTEND;VALUE=DATE:{after}" if after else ""
    return f"SUMMARY:{name}\r\nDTSTART;VALUE=DATE:{first}{end}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-09-01", date(2026, 9, 1)),
        ("2026-09-01T00:00:00Z", date(2026, 9, 1)),
        ("1/9/2026", date(2026, 9, 1)),
        ("01.09.26", date(2026, 9, 1)),
        ("01/09/2026 00:00", date(2026, 9, 1)),
        ("1 September 2026", date(2026, 9, 1)),
        ("  Tue   1st  Sept 2026 ", date(2026, 9, 1)),
        ("Tuesday, 1 September, 2026", date(2026, 9, 1)),
        ("1-Sep-26", date(2026, 9, 1)),
        ("1st of September 2026", date(2026, 9, 1)),
        ("September 1st, 2026", date(2026, 9, 1)),
        ("29 February 2028", date(2028, 2, 29)),
    ],
)
def test_a_day_as_people_write_it(text: str, expected: date) -> None:
    assert read_day(text) == (expected, "")


def test_a_weekday_that_does_not_fit_is_said() -> None:
    assert read_day("Monday 17th July 2026") == (
        date(2026, 7, 17),
        "“Monday 17th July 2026” is a Friday. Check the day and the month.",
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1 September 20256", "the year 20256 cannot be right"),
        ("20256-09-01", "the year 20256 cannot be right"),
        ("1/9/206", "the year 206 cannot be right"),
        ("1 September 1926", "the year 1926 cannot be right"),
        ("31 June 2026", "there is no such day"),
        ("29 February 2027", "there is no such day"),
        ("9/13/2026", "there is no such day"),  # a month before the day is not guessed
        ("1 Smarch 2026", "there is no such day"),
        ("TBC", "“TBC” is not a date"),
        ("", "is not a date"),
        ("١٢/٩/٢٠٢٦", "is not a date"),
        ("1/9-2026", "is not a date"),
    ],
)
def test_what_is_no_day_is_said(text: str, sentence: str) -> None:
    with pytest.raises(NotADate) as caught:
        read_day(text)
    assert sentence in caught.value.sentence


def test_what_is_shown_back_is_short_and_on_one_line() -> None:
    assert shown("a\n\u202eb\x07c" + "d" * 100) == "“a b c" + "d" * 35 + "…”"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Autumn Term", Kind.TERM),
        ("AUTUMN TERM 2026", Kind.TERM),
        ("Spring 2", Kind.TERM),
        ("Term 3", Kind.TERM),
        ("Half term", Kind.HALF_TERM),
        ("October Half-Term Holiday", Kind.HALF_TERM),
        ("INSET day", Kind.CLOSED),
        ("Staff training day (closed to pupils)", Kind.CLOSED),
        ("Non-pupil day", Kind.CLOSED),
        ("Autumn term starts", Kind.TERM_STARTS),
        ("First day of term", Kind.TERM_STARTS),
        ("Pupils return for Spring Term", Kind.TERM_STARTS),
        ("Term ends at 2pm", Kind.TERM_ENDS),
        ("Last day of summer term", Kind.TERM_ENDS),
        ("School breaks up, end of term", Kind.TERM_ENDS),
        ("Christmas holidays", None),
        ("Summer term holiday", None),
        ("Parents' evening", None),
        ("Determination workshop", None),
        ("Weekend trip", None),
        ("", None),
    ],
)
def test_what_a_name_means(name: str, kind: Kind | None) -> None:
    assert kind_of(name) is kind


def test_a_schools_calendar_gives_its_term_dates_and_nothing_else() -> None:
    found = read_term_file((SAMPLES / "school_calendar.ics").read_bytes())
    assert found.dates == TermDates(
        [(date(2026, 9, 3), date(2026, 12, 18)), (date(2027, 1, 4), date(2027, 3, 24))],
        [(date(2026, 10, 26), date(2026, 10, 30)), (date(2027, 2, 15), date(2027, 2, 19))],
        [date(2026, 9, 1), date(2026, 9, 2)],
    )
    assert (found.problems, found.left_out) == ((), 3)
    assert "Mia" not in repr(found)


def test_an_event_late_in_the_evening_of_summer_is_on_the_next_day_here() -> None:
    found = read_term_file(calendar(
        "SUMMARY:Term starts\r\nDTSTART:20260413T233000Z", "SUMMARY:Term ends\r\nDTSTART:20260716T225959Z",
    ))  # fmt: skip
    assert found.dates.terms == [(date(2026, 4, 14), date(2026, 7, 16))]


def test_each_mistake_of_a_table_is_named_with_its_row() -> None:
    found = read_term_file((SAMPLES / "dates_with_mistakes.csv").read_bytes())
    assert [problem.sentence for problem in found.problems] == [
        "Row 6: “Monday 17th July 2026” is a Friday. Check the day and the month.",
        "Row 8, “INSET day”: “1 September 20256”: the year 20256 cannot be right.",
        "Row 9, “INSET day”: “TBC” is not a date.",
        "Row 10, “INSET day”: “31 June 2026”: there is no such day.",
    ]
    assert [problem.blocks for problem in found.problems] == [False, True, True, True]
    assert len(found.dates.terms) == 3 and found.left_out == 1


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (b"Autumn term,2026-09-03,2026-12-18\n", True),
        ("\ufeffwhat,from,to\r\nAutumn term,2026-09-03,2026-12-18\r\n".encode(), True),
        ("what\tfrom\tto\nAutumn term\t3/9/26\t18/12/26\n".encode("utf-16"), True),
        (
            'what,from,to\n"Autumn term","3 September 2026","Friday, 18 December 2026"\n'.encode("cp1252"),
            True,
        ),
        (b"Term,Starts,Ends\nAutumn term,2026-09-03,2026-12-18\n", True),
    ],
)
def test_tables_of_different_programs(table: bytes, expected: bool) -> None:
    found = read_term_file(table)
    assert found.dates.terms == [(date(2026, 9, 3), date(2026, 12, 18))]
    assert (found.problems == ()) is expected


def test_a_term_without_a_last_day_is_named() -> None:
    found = read_term_file(b"Autumn term,2026-09-03,\nSpring term,,\n")
    assert [problem.sentence for problem in found.problems] == [
        "Row 1, “Autumn term”, has no last day.",
        "Row 2, “Spring term”, has no date.",
    ]


def test_first_and_last_days_that_do_not_pair_are_named() -> None:
    found = read_term_file(calendar(
        whole_day("Term starts", "20260903"), whole_day("Term starts", "20270104"), whole_day("Term ends", "20270325"),
        whole_day("Term ends", "20260724"),
    ))  # fmt: skip
    assert {problem.sentence for problem in found.problems} == {
        "A term starts on 3 September 2026, but no last day follows.",
        "A term ends on 24 July 2026, but no first day comes before.",
    }
    assert found.dates.terms == [(date(2027, 1, 4), date(2027, 3, 25))]


def test_a_half_of_a_term_called_half_term_is_time_with_school() -> None:
    found = read_term_file(calendar(whole_day("Autumn first half term", "20260903", "20261024")))
    assert found.dates.terms == [(date(2026, 9, 3), date(2026, 10, 23))] and not found.dates.half_terms
    assert "was read as time with school" in found.problems[0].sentence


def test_an_event_that_repeats_is_not_repeated() -> None:
    event = whole_day("INSET day", "20260903") + "\r\nRRULE:FREQ=SECONDLY;COUNT=99999999"
    found = read_term_file(calendar(event, whole_day("Autumn term", "20260903", "20261219")))
    assert found.dates.inset == [date(2026, 9, 3)]
    assert "repetitions are not read" in found.problems[0].sentence


def test_json_of_several_schools_needs_the_name_of_one() -> None:
    raw = (SAMPLES / "six_schools.json").read_bytes()
    with pytest.raises(TermFileProblem) as caught:
        read_term_file(raw)
    assert "6 schools" in caught.value.sentence and "“Infant, Portsmouth”" in caught.value.sentence
    found = read_term_file(raw, "  infant,  portsmouth ")
    assert found.dates.terms[0] == (date(2025, 9, 3), date(2025, 12, 19)) and len(found.dates.inset) == 5


def test_what_is_written_is_read_again_the_same() -> None:
    dates = read_term_file((SAMPLES / "school_calendar.ics").read_bytes()).dates
    assert read_term_file(written(dates).encode()).dates == dates


def test_json_with_a_wrong_year_is_named() -> None:
    found = read_term_file(b'{"terms": [["2026-09-03", "2026-12-18"]], "inset": ["20256-09-01"]}')
    assert "the year 20256 cannot be right" in found.problems[0].sentence and found.problems[0].blocks


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "is empty"),
        (b"   \n", "is empty"),
        (b"%PDF-1.7 ...", "cannot be read"),
        (b"PK\x03\x04 a workbook", "cannot be read"),
        (b"Autumn term,\x00\x00", "cannot be read"),
        (b"\x81\x8d\x8f", "cannot be read"),
        (b"x" * (MOST_BYTES + 1), "larger than 1 MB"),
        (b"Parents evening,2026-09-03\n", "No term was found"),
        (b"BEGIN:VCALENDAR\nEND:VCALENDAR", "No term was found"),
        (b'Autumn term,"2026-09-03\n', "quotation mark"),
        (b"a," * 50 + b"\n", "too long"),
        (b"term,2026-09-03,2026-12-18\n" * 1001, "more than"),
        (b"{", "damaged"),
        (b"[" * 100_000, "damaged"),
        (b'{"terms": ' + b"9" * 5000 + b"}", "damaged"),
        (b'{"terms": 5}', "is JSON, but not"),
        (b'{"terms": [[1, 2]]}', "is JSON, but not"),
        (b'{"terms": [["2026-09-03"]]}', "is JSON, but not"),
        (b'["terms"]', "is JSON, but not"),
        (b'{"schools": []}', "0 schools"),
        (b'{"schools": [{"terms": [], "school": {"a": 1}}, {"school": "<b>x</b>"}]}', "2 schools"),
    ],
)
def test_hostile_and_useless_files_are_refused_in_a_sentence(raw: bytes, sentence: str) -> None:
    with pytest.raises(TermFileProblem) as caught:
        read_term_file(raw)
    assert sentence in caught.value.sentence and len(caught.value.sentence) < 600


def test_more_lines_than_a_school_has_are_refused() -> None:
    events = [
        whole_day("INSET day", f"2026{month:02d}{day:02d}") for month in range(1, 13) for day in range(1, 20)
    ]
    with pytest.raises(TermFileProblem, match="more than 200 term dates"):
        read_term_file(calendar(*events))


def test_many_notes_do_not_hide_a_mistake_that_blocks() -> None:
    rows = "INSET day,Monday 1 September 2026\n" * 60 + "INSET day,1 September 20256\n"
    found = read_term_file(f"Autumn term,2026-09-03,2026-12-18\n{rows}".encode())
    assert [problem.sentence for problem in found.problems if problem.blocks] == [
        "Row 62, “INSET day”: “1 September 20256”: the year 20256 cannot be right."
    ]


PIECES = st.sampled_from([
    "BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VALARM", "END:VALARM", "SUMMARY:Autumn term",
    "SUMMARY:Half term", "SUMMARY:INSET", "SUMMARY:Term ends", "SUMMARY:Term starts", "DTSTART:20260903", "DTEND:20261219",
    "DTSTART;VALUE=DATE:20991231", "DTEND:20000101T000000Z", "DTSTART:20260230", "DURATION:P999W", "DURATION:P0D",
    "RRULE:FREQ=DAILY", " folded", "\t", ";:", ":", "X-A;B=\"", "{", "[", "Autumn term,3/9/26,18/12/26", "INSET,TBC", '"', ";",
])  # fmt: skip


@given(st.lists(PIECES, max_size=30), st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_pieces_in_any_order_are_read_or_refused_in_a_sentence(
    pieces: list[str], end: str, opens: bool
) -> None:
    raw = end.join(["BEGIN:VCALENDAR", *pieces] if opens else pieces).encode()
    try:
        found = read_term_file(raw)
    except TermFileProblem as problem:
        assert problem.sentence.endswith((".", "”.", "”"))
        return
    check(found.dates, date(2026, 11, 23))
    assert all(problem.sentence for problem in found.problems)


@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    with suppress(TermFileProblem):
        check(read_term_file(raw).dates, date(2026, 11, 23))


def test_deep_nesting_and_endless_lines_cost_little() -> None:
    nested = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + b"BEGIN:X\r\n" * 50_000 + b"SUMMARY:Autumn term\r\n"
    with pytest.raises(TermFileProblem, match="No term"):
        read_term_file(nested)
    folded = (
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Autumn term"
        + b"\r\n  x" * 200_000
        + b"\r\nEND:VEVENT\r\n"
    )
    assert "is not a date" in read_term_file(folded).problems[0].sentence
    quotes = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY;" + b'X="' * 601 + b":Autumn term\r\nEND:VEVENT\r\n"
    with pytest.raises(TermFileProblem, match="No term"):
        read_term_file(quotes)
