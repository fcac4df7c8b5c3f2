"""Each sample of each format gives the pupils that stand in it."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from fairward.people.roster import sniff
from fairward.people.roster.results import Roster, RosterProblem

SAMPLES = Path(__file__).parents[2] / "data" / "roster"
TODAY = date(2025, 11, 3)


def read(name: str) -> Roster:
    return sniff.read_path(SAMPLES / name, TODAY)


def test_a_transfer_file_gives_identity_and_family() -> None:
    roster = read("ctf/9259999_CTF_9259998_001.xml")
    finn = roster.pupils[0]
    assert len(roster.pupils) == 20
    assert not roster.problems
    assert (finn.forename, finn.surname, finn.upn) == ("Finn", "Martin", "U925999923001")
    assert (finn.born_on, finn.sex, finn.year_group) == (date(2018, 5, 13), "M", 3)
    assert finn.address.lines == ("17", "Fixture Road", "Lincoln")
    assert [contact.forename for contact in finn.contacts] == ["Luna"]
    assert finn.contacts[0].has_responsibility
    assert finn.contacts[0].address == finn.address


def test_everything_else_of_a_transfer_file_is_left_behind_by_name() -> None:
    roster = read("ctf/9259999_CTF_9259998_001.xml")
    assert set(roster.left_behind) == {
        "BasicDetails/Ethnicity", "BasicDetails/Languages", "BasicDetails/MedicalFlag", "Attendance", "SchoolHistory",
        "FSMhistory", "SENhistory", "LookedAfter",
    }  # fmt: skip
    assert "WBRI" not in repr(roster)
    assert "SLCN" not in repr(roster)


@pytest.mark.parametrize(
    ("name", "pupils"),
    [
        ("ctf/901_utf16.xml", 3),
        ("ctf/9259999_CTF_9259998_002_ctf22_gender.xml", 5),
        ("ctf/9259999_CTF_XXXXXXX_003_unknown_dest.xml", 3),
        ("ctf/giap_shape_ctf25_partial.xml", 4),
    ],
)
def test_other_transfer_files(name: str, pupils: int) -> None:
    roster = read(name)
    assert len(roster.pupils) == pupils
    assert not roster.problems
    assert all(pupil.sex in ("M", "F") for pupil in roster.pupils)


def test_a_transfer_file_says_whether_it_is_partial() -> None:
    assert read("ctf/giap_shape_ctf25_partial.xml").is_partial
    assert not read("ctf/9259999_CTF_9259998_001.xml").is_partial


@pytest.mark.parametrize("name", ["sims", "arbor", "bromcom"])
def test_pupil_lists_of_the_three_systems_say_the_same(name: str) -> None:
    roster = read(f"mis_csv/{name}.csv")
    assert len(roster.pupils) == 30
    assert not roster.problems
    jackson = roster.pupils[2]
    assert (jackson.upn, jackson.year_group, jackson.class_name) == ("P925999920003", 6, "4A")
    assert len(roster.left_behind) == 1  # the column of addresses for mail


def test_windows_1252_with_semicolons() -> None:
    roster = read("mis_csv/sims_windows1252_semicolon.csv")
    assert {pupil.forename for pupil in roster.pupils} == {"Zoë"}
    assert len(roster.pupils) == 5


def check_oneroster(roster: Roster) -> None:
    assert len(roster.pupils) == 30
    finn, meghan = roster.pupils[0], roster.pupils[7]
    assert (finn.upn, finn.born_on, finn.year_group, finn.class_name) == (
        "U925999923001", date(2018, 5, 13), 3, "1A",
    )  # fmt: skip
    assert meghan.has_left
    assert "users.csv: password" in roster.left_behind


def test_oneroster_as_a_folder() -> None:
    check_oneroster(read("oneroster"))


@pytest.mark.parametrize("folder", ["", "export/"])
def test_oneroster_as_a_zip(folder: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bundle:
        for file in (SAMPLES / "oneroster").iterdir():
            bundle.write(file, folder + file.name)
    packed.seek(0)
    check_oneroster(sniff.read_stream(packed, TODAY))


def test_family_of_oneroster_comes_with_the_pupil() -> None:
    users = (
        "sourcedId,status,role,userIds,givenName,familyName,identifier,phone,agentSourcedIds,grades\n"
        'u1,active,student,{UPN:U925999923001},Finn,Martin,,,"p1,p2",03\n'
        "p1,active,parent,,Luna,Martin,,07700 900123,u1,\n"
        "p2,tobedeleted,parent,,Gone,Martin,,,u1,\n"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as bundle:
        bundle.writestr("users.csv", users)
    packed.seek(0)
    (finn,) = sniff.read_stream(packed, TODAY).pupils
    assert [(one.forename, one.phones, one.has_responsibility) for one in finn.contacts] == [
        ("Luna", ("07700 900123",), None)
    ]


def test_wonde_page() -> None:
    roster = read("wonde_students_shape.json")
    assert len(roster.pupils) == 10
    assert roster.is_partial
    assert roster.pupils[0].born_on == date(2018, 5, 13)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ctf/902_entity_bomb.xml", "document type or entities"),
        ("ctf/903_external_entity.xml", "document type or entities"),
        ("ctf/904_truncated.xml", "cut off: it ends too early, at line 9 (pupil 1)"),
    ],
)
def test_files_that_are_refused_whole(name: str, words: str) -> None:
    with pytest.raises(RosterProblem) as caught:
        read(name)
    assert words in caught.value.sentence


def test_the_dirty_transfer_file_names_each_bad_pupil() -> None:
    roster = read("ctf/9259999_CTF_9259998_900_dirty.xml")
    assert [pupil.row for pupil in roster.pupils] == [1, 4]
    assert roster.pupils[1].surname == "O’Brien-Díaz & Sons"
    assert [(problem.place, problem.field) for problem in roster.problems if problem.blocks] == [
        ("Pupil 2 (line 12)", "UPN"), ("Pupil 3 (line 18)", "UPN"), ("Pupil 5 (line 31)", "UPN"),
        ("Pupil 6 (line 37)", "date of birth"),
    ]  # fmt: skip
    sentences = " ".join(problem.sentence for problem in roster.problems)
    assert "already in pupil 1" in sentences
    assert "it should be H" in sentences
    assert "temporary" in sentences
    assert "future" in sentences


def test_formulas_are_text_that_is_refused() -> None:
    roster = read("mis_csv/formula_injection.csv")
    assert not roster.pupils
    assert {problem.place for problem in roster.problems} == {"Row 2"}
    assert all("formula" in problem.sentence for problem in roster.problems)
