"""Files that are wrong, damaged or meant to harm get a sentence that names the row and the reason."""

from __future__ import annotations

import io
import time
import zipfile
from datetime import date

import pytest

from fairward.people.roster import sniff
from fairward.people.roster.results import Roster, RosterProblem

TODAY = date(2025, 11, 3)
HEADING = "Forename,Surname,UPN,DOB,Year,Reg\n"
FINN = "Finn,Martin,U925999923001,2018-05-13,3,1A\n"


def read(content: str | bytes) -> Roster:
    raw = content.encode() if isinstance(content, str) else content
    return sniff.read_stream(io.BytesIO(raw), TODAY)


def sentence(content: str | bytes) -> str:
    with pytest.raises(RosterProblem) as caught:
        read(content)
    assert str(caught.value) == "roster file refused"  # what reaches a log says nothing of the file
    return caught.value.sentence


ROWS = {
    "a mistyped UPN": ("Leo,Sykes,H925999923003,,3,1A", "UPN", "check letter"),
    "a short UPN": ("Leo,Sykes,H92599,,3,1A", "UPN", "letter, then 12 digits"),
    "a day that is not": ("Leo,Sykes,H925999923002,31/02/2018,3,1A", "date of birth", "no such day"),
    "an ISO day that is not": ("Leo,Sykes,H925999923002,2018-02-30,3,1A", "date of birth", "no such day"),
    "a month that is not": ("Leo,Sykes,H925999923002,05/13/2018,3,1A", "date of birth", "no such day"),
    "a short year": ("Leo,Sykes,H925999923002,13/05/18,3,1A", "date of birth", "two digits"),
    "a future day": ("Leo,Sykes,H925999923002,2031-01-01,3,1A", "date of birth", "future"),
    "a grown-up": ("Leo,Sykes,H925999923002,1960-01-01,3,1A", "date of birth", "65 years old"),
    "words for a date": ("Leo,Sykes,H925999923002,soon,3,1A", "date of birth", "not a date"),
    "no surname": ("Leo,,H925999923002,,3,1A", "surname", "missing"),
    "nothing to tell apart": ("Leo,Sykes,,,3,1A", "UPN", "neither a UPN nor a date of birth"),
    "a digit in a name": ("Le0,Sykes,H925999923002,,3,1A", "forename", "digits"),
    "a name without letters": ("???,Sykes,H925999923002,,3,1A", "forename", "no letter"),
    "a formula": ("=1+1,Sykes,H925999923002,,3,1A", "forename", "formula"),
    "a hidden formula": ('"\t@SUM(1)",Sykes,H925999923002,,3,1A', "forename", "formula"),
    "a formula for a UPN": ('Leo,Sykes,"=""H925999923002""",,3,1A', "UPN", "formula"),
    "letters of another encoding": ("ZoÃ«,Sykes,H925999923002,,3,1A", "forename", "wrongly encoded"),
    "a turned direction": ("Le\u202eo,Sykes,H925999923002,,3,1A", "forename", "invisible"),
    "an endless name": (f"{'L' * 250},Sykes,H925999923002,,3,1A", "forename", "longer than 100"),
    "an endless cell": (f"{'L' * 350},Sykes,H925999923002,,3,1A", "forename", "longer than 300"),
    "a cell too many": ("Leo,Sykes,H925999923002,,3,1A,more", "columns", "7 cells and the heading row has 6"),
    "cells too few": ("Leo,Sykes", "columns", "2 cells and the heading row has 6"),
}


@pytest.mark.parametrize("case", ROWS)
def test_a_bad_row_is_named_and_the_good_one_is_read(case: str) -> None:
    row, field, words = ROWS[case]
    roster = read(HEADING + FINN + row + "\n")
    blocked = [problem for problem in roster.problems if problem.blocks]
    assert [pupil.forename for pupil in roster.pupils] == ["Finn"]
    assert {problem.place for problem in blocked} == {"Row 3"}
    assert any(problem.field == field and words in problem.sentence for problem in blocked), blocked


def test_sentences_do_not_repeat_the_cell() -> None:
    for row, _, _ in ROWS.values():
        for problem in read(HEADING + FINN + row + "\n").problems:
            assert "Sykes" not in problem.sentence
            assert "H92599" not in problem.sentence


FILES: dict[str, tuple[str | bytes, str]] = {
    "nothing": ("", "empty"),
    "white space": (" \n\n", "empty"),
    "only a heading": (HEADING, "no pupil under it"),
    "no heading": (FINN, "Row 1 is a pupil"),
    "another heading": ("a,b,c\n1,2,3\n", "Row 1 should name the columns"),
    "a column twice": ("Forename,Surname,UPN,First name\na,b,c,d\n", "Columns 1 and 4"),
    "no names": ("UPN,DOB,Year\nU925999923001,2018-05-13,3\n", "no column for the forename"),
    "zero bytes": (HEADING + "Fi\x00nn,Martin,U925999923001,,3,1A\n", "Line 2 holds zero bytes"),
    "no known encoding": (HEADING.encode() + b"Zo\x81\xeb,b,c,d,e,f\n", "Line 2 holds bytes that fit neither"),
    "an open quote": (HEADING + '"Finn,Martin,U925999923001,,3,1A\n', "Row 2 cannot be read"),
    "an endless line": (HEADING + "x" * 200_000, "Line 2 is longer"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "picture"),
    "a PDF": (b"%PDF-1.7\n", "PDF"),
    "old Excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel"),
    "a broken zip": (b"PK\x03\x04 broken", "zip is damaged"),
    "deep JSON": ("[" * 100_000, "JSON"),
    "another XML": ("<html/>", "not a Common Transfer File"),
    "no pupil": ("<CTfile><CTFpupilData/></CTfile>", "no pupil"),
    "crossed tags": ("<CTfile>\n<CTFpupilData>\n<Pupil><UPN></Pupil>\n", "not well-formed XML: the fault is at line 3"),
    "a foreign entity": ("<CTfile><CTFpupilData><Pupil><UPN>&x;", "not well-formed"),
    "deep XML": ("<CTfile>" + "<a>" * 100_000, "nested more than 30"),
    "many attributes": ("<CTfile " + " ".join(f"a{n}='1'" for n in range(9_000)) + "/>", "20 attributes"),
    "a long attribute": ("<CTfile a='" + "x" * 11_000_000 + "'/>", "not well-formed"),
    "a strange encoding": ("<?xml version='1.0' encoding='utf-7'?><CTfile/>", "encoding"),
    "a wrong encoding": (
        b"<?xml version='1.0' encoding='utf-8'?>\n<CTfile>\n<CTFpupilData><Pupil><Surname>Zo\xeb",
        "do not fit the encoding",
    ),
    "a hidden document type": (
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY b "c">]><CTfile/>'.encode("utf-16"), "entities",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", FILES)
def test_a_bad_file_is_refused_with_a_sentence(case: str) -> None:
    content, words = FILES[case]
    began = time.monotonic()
    assert words in sentence(content)
    assert time.monotonic() - began < 10


def zipped(**members: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in members.items():
            bundle.writestr(name.replace("_", "."), content)
    return packed.getvalue()


def test_a_zip_bomb_is_stopped_as_it_unpacks() -> None:
    bomb = zipped(users_csv=b"0" * 300_000_000)
    assert len(bomb) < 1_000_000
    assert "larger than" in sentence(bomb)


def test_a_workbook_is_named() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as bundle:
        bundle.writestr("xl/workbook.xml", "<x/>")
    assert "Excel workbook" in sentence(packed.getvalue())


def test_a_zip_without_users_is_not_oneroster() -> None:
    assert "no users.csv" in sentence(zipped(notes_csv=b"x"))


def test_the_same_child_twice_is_used_once() -> None:
    roster = read(HEADING + FINN + FINN)
    assert [pupil.row for pupil in roster.pupils] == [2]
    assert roster.problems[0].place == "Row 3"
    assert "already in row 2" in roster.problems[0].sentence


def test_two_children_with_one_number_are_both_left_out() -> None:
    roster = read(HEADING + FINN + "Mo,Khan,U925999923001,2017-01-01,3,1A\n")
    assert not roster.pupils
    assert [problem.place for problem in roster.problems] == ["Row 2", "Row 3"]
    assert roster.mentioned_upns == {"U925999923001"}


def test_a_bad_row_still_says_that_the_child_is_there() -> None:
    roster = read(HEADING + "Finn,Martin,U925999923001,31/02/2018,3,1A\n")
    assert not roster.pupils
    assert roster.mentioned_upns == {"U925999923001"}


def test_too_many_faults_refuse_the_file() -> None:
    assert "More than 500 rows have a problem" in sentence(HEADING + "x,y,,,,\n" * 600)


def test_many_notes_do_not_refuse_a_school_without_numbers() -> None:
    rows = "".join(
        f"Pupil{'abcdefghij'[n % 10]},Martin{'abcdefghij'[n // 10 % 10]},,2018-05-13,3,1A\n"
        for n in range(600)
    )
    roster = read(HEADING + rows)
    assert len(roster.pupils) == 600
    assert len(roster.problems) == 301
    assert "not listed" in roster.problems[-1].sentence


def test_what_is_odd_but_right_is_read() -> None:
    """Quoted line ends, marks of the encoding, separator lines, old line ends, names of many kinds."""
    rows = '"Fi\nnn",Martin,U925999923001,13 May 2018,Year 3,1A\n'
    assert read("\ufeff" + HEADING + rows).pupils[0].forename == "Fi nn"
    assert read("sep=;\r\nForename;Surname;UPN\r\nFinn;Martin;U925999923001\r\n").pupils[0].row == 3
    assert read("Forename,Surname,UPN\rFinn,Martin,U925999923001\r").pupils
    assert read((HEADING + FINN).replace(",", "\t").encode("utf-16")).pupils
    assert read((HEADING + FINN).replace(",", "\t").encode("utf-16-le")).pupils
    for name in ("Zoë", "Seán-Óg", "D’Arcy", "'t Hooft", "Nguyễn", "محمد", "Łukasz", "Åsa", "São"):
        assert read(HEADING + FINN.replace("Finn", name)).pupils[0].forename == name


def test_an_unknown_year_is_noted_and_the_pupil_imported() -> None:
    roster = read(HEADING + FINN.replace(",3,", ",Sixth,"))
    assert roster.pupils[0].year_group is None
    assert [problem.blocks for problem in roster.problems] == [False]
