"""Scenario files: what is wrong with one is said in a sentence, and agencies find the organisation that they are."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fairward.config.demo.agencies import place_of
from fairward.config.demo.cast import Cast
from fairward.config.demo.names import Names
from fairward.config.demo.scenario_file import BadScenario, read
from fairward.kernel.vocabulary import OrganisationKind

EVENT: dict[str, Any] = {
    "id": "E1", "offset_days": 3, "agency": "police", "kind": "fact", "text": "C1 was seen.", "about": ["C1"],
}  # fmt: skip
WHOLE: dict[str, Any] = {
    "schema": "scsr-scenario/1",
    "id": "X1",
    "people": {"C1": "girl, 9"},
    "events": [EVENT],
}


def write(tmp_path: Path, **more: Any) -> Path:
    path = tmp_path / "scenario.json"
    path.write_text(json.dumps({**WHOLE, **more}))
    return path


def test_a_whole_one_is_read(tmp_path: Path) -> None:
    for more in ({}, {"about": None}, {"offset_days": -40}, {"offset_days": 1.5}, {"recorder_role": None}):
        assert read(write(tmp_path, events=[{**EVENT, **more}]))["id"] == "X1"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"about": "C1"}, "not a list of people"),
        ({"about": [{"code": "C1"}]}, "not among the people"),
        ({"about": ["C2"]}, "not among the people: C2"),
        ({"offset_days": float("nan")}, "not within"),
        ({"offset_days": 1e12}, "not within"),
        ({"offset_days": "3"}, "no offset_days as a number"),
        ({"text": 5}, "has no text"),
        ({"text": "x" * 20_001}, "longer than 20,000"),
        ({"agency": " "}, "has no agency"),
    ],
)
def test_what_is_wrong_with_an_event_is_said_with_its_place(
    tmp_path: Path, more: dict[str, Any], words: str
) -> None:
    with pytest.raises(BadScenario) as refused:
        read(write(tmp_path, events=[{**EVENT, **more}]))
    assert words in refused.value.sentence
    assert "vent E1" in refused.value.sentence


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"events": []}, "no event"),
        ({"events": [EVENT, EVENT]}, "there twice"),
        ({"people": ["C1"]}, "lacks one of them"),
        ({"schema": "scsr-scenario/2"}, "does not say"),
        ({"people": {" ": "girl, 9"}}, "has no code"),
        ({"people": {f"C{number}": "girl, 9" for number in range(101)}}, "101 people"),
        ({"title": "half a letter \ud800"}, "“half a letter ?”"),
        ({"events": [{**EVENT, "text": "a zero \x00"}]}, "no letter in “a zero ?”"),
    ],
)
def test_what_is_wrong_with_the_whole_is_said(tmp_path: Path, more: dict[str, Any], words: str) -> None:
    with pytest.raises(BadScenario) as refused:
        read(write(tmp_path, **more))
    assert words in refused.value.sentence


def test_a_name_that_stands_twice_in_the_file_loses_nothing_silently(tmp_path: Path) -> None:
    path = tmp_path / "twice.json"
    path.write_text('{"people": {"C1": "girl, 9", "C1": "boy, 4"}, "events": []}')
    with pytest.raises(BadScenario) as refused:
        read(path)
    assert "“C1” is there twice" in refused.value.sentence


@pytest.mark.parametrize(
    ("agency", "name", "kind"),
    [
        ("primary_school", "Fernbrook Primary School", OrganisationKind.SCHOOL),
        ("Secondary school", "Larchmoor Secondary School", OrganisationKind.SCHOOL),
        ("school", "the school by age", OrganisationKind.SCHOOL),
        ("school_nursing", "Westmere School nursing", OrganisationKind.HEALTH),
        ("primary_care", "Westmere Doctors", OrganisationKind.HEALTH),
        ("GP", "Westmere Doctors", OrganisationKind.HEALTH),
        ("health-visiting", "Westmere Health visiting", OrganisationKind.HEALTH),
        ("CAMHS", "Westmere Mental health", OrganisationKind.HEALTH),
        ("hospital paediatrics", "Westmere Hospital", OrganisationKind.HEALTH),
        ("health", "Westmere Health", OrganisationKind.HEALTH),
        ("nursery", "Westmere Early years", OrganisationKind.EARLY_HELP),
        ("childrens_social_care", "Westmere Children’s Services", OrganisationKind.SOCIAL_CARE),
        ("Children's services", "Westmere Children’s Services", OrganisationKind.SOCIAL_CARE),
        ("MASH", "Westmere Safeguarding Hub", OrganisationKind.HUB),
        ("family_hub", "Westmere Family hub", OrganisationKind.EARLY_HELP),
        ("early_help", "Westmere Early help", OrganisationKind.EARLY_HELP),
        ("probation", "Westmere Probation", OrganisationKind.PROBATION),
        ("yot", "Westmere Youth justice", OrganisationKind.YOUTH_JUSTICE),
        ("education_welfare", "Westmere Education", OrganisationKind.EDUCATION),
        ("youth_club", "Westmere Youth club", OrganisationKind.VOLUNTARY),
        ("Fernbrook Primary School", "Fernbrook Primary School", OrganisationKind.SCHOOL),
        ("School office", "the school by age", OrganisationKind.SCHOOL),
        ("school_a", "Westmere School a", OrganisationKind.SCHOOL),
        ("St Mary’s Primary", "Westmere St marys primary", OrganisationKind.SCHOOL),
        ("PRU", "Westmere Pru", OrganisationKind.SCHOOL),
    ],
)
def test_an_agency_is_the_organisation_that_it_names(agency: str, name: str, kind: OrganisationKind) -> None:
    found = place_of(agency, "the school by age")
    assert (found.name, found.kind) == (name, kind)


def test_agencies_in_other_letters_or_very_long_stay_apart() -> None:
    every = ["полиция", "служба", "!!!", "???", "help " * 80, "help " * 81, "x" * 5_000]
    names = [place_of(one, "the school by age").name for one in every]
    assert len(set(names)) == len(every)
    assert all(len(one) < 100 for one in names)


@pytest.mark.parametrize(
    ("words", "is_child"), [("Kind, 9", True), ("Person, 17", True), ("Person, 18", False), ("", False)]
)
def test_an_age_says_who_is_a_child_where_nothing_else_does(words: str, is_child: bool) -> None:
    cast = Cast({"X": words}, Names(1), date(2026, 1, 1))
    assert cast.is_child("X") is is_child
