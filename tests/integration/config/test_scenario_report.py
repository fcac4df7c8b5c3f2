"""Scenarios across agencies, played to their end: who can open what at every step; and files that are odd."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from fairward.config.demo.crossing.stage import Stage
from fairward.config.demo.crossing.table import lines_of
from fairward.config.demo.scenario_report import made_of
from fairward.config.demo.scenarios import cast_of, play
from tests.support.databases import ROOT
from tests.support.scenarios import HUB, foreign, invented, role_of, scenario, seen

pytestmark = pytest.mark.django_db(transaction=True)
SHAPE = json.loads((ROOT / "docs" / "reference" / "scenario-report.schema.json").read_text())
NO_RIGHTS = ("recorder", "administrator", "data_protection_officer")


def last_of(report: dict[str, Any], step: str, to: str) -> dict[str, Any]:
    """The last step of this sort to an organisation."""
    found: dict[str, Any] = [one for one in report["steps"] if one["step"] == step and to in one["to"]][-1]
    return found


def check_everywhere(report: dict[str, Any]) -> None:
    """Nobody sees what was not sent there before; cleaners and other roles without rights see nothing at all."""
    assert report["undisclosed"] == []
    Draft202012Validator(SHAPE).validate(report)
    sent = {(one["to"], event): one["number"] for one in reversed(report["steps"]) for event in one["sent"]}
    for number, name, event in foreign(report["steps"]):
        assert sent.get((name, event), number + 1) <= number, (number, name, event)
    for step in report["steps"]:
        for one in step["organisations"]:
            for role in one["roles"]:
                assert role["role"] not in NO_RIGHTS or not (role["events"] or role["packages"]), (
                    step["number"],
                    role,
                )


def test_low_level_family() -> None:
    report = made_of(scenario("S20"))
    check_everywhere(report)
    steps, school, primary = report["steps"], "Larchmoor", "Fernbrook"
    told = next(one["number"] for one in steps if one["step"] in ("referral", "contact"))
    for step in steps[: told - 1]:  # before anything crosses, the hub has nothing
        assert all(not role["events"] for role in step["organisations"][_place(step, HUB)]["roles"])
    end = steps[-1]
    assert {f"S20-E0{number}" for number in (2, 3, 4, 5, 6, 7)} <= seen(end, HUB, "analyst")
    assert "S20-E08" not in seen(end, HUB, "hub_manager")  # context: the housing officer keeps it
    assert seen(end, "Homes", "navigator") == {"S20-E08"}
    assert seen(end, school, "safeguarding_lead") == {"S20-E01", "S20-E07"}
    assert seen(end, primary, "deputy_lead") == {"S20-E03", "S20-E04"}
    assert not seen(end, school, "headteacher") and not seen(end, primary, "governor")
    words = next(one for one in role_of(end, HUB, "screener")["disclosures"] if one["event"] == "S20-E04")
    assert (words["by"], words["label"]) == ("referral", "releasable_summary")
    text = "\n".join(lines_of(report))
    assert "Westmere Police" in text and "nothing" in text and "Note: " not in text


def _place(step: dict[str, Any], name: str) -> int:
    return [one["organisation"] for one in step["organisations"]].index(name)


def test_three_referrals() -> None:
    report = made_of(scenario("S08"))
    check_everywhere(report)
    steps, school = report["steps"], "Larchmoor"
    by_third = next(
        one
        for one in steps
        if one["step"] == "answer" and one["event"] == "S08-E03" and "Police" in one["from"]
    )
    assert {"S08-E01", "S08-E02", "S08-E03"} <= seen(by_third, HUB, "analyst")
    for step in steps:
        assert not seen(step, school, "safeguarding_lead") & {"S08-E02", "S08-E09"}  # police items
        assert seen(step, "Police", "navigator") <= {"S08-E02", "S08-E09"}  # agencies: the outcome alone
    outcome = last_of(report, "outcome", school)
    assert "outcome" in {one["kind"] for one in role_of(outcome, school, "safeguarding_lead")["packages"]}
    graded = [one for one in role_of(steps[-1], HUB, "analyst")["disclosures"] if one["event"] == "S08-E09"]
    assert {(one["by"], one["label"], one["with_reason"]) for one in graded} == {("return", "hub_only", True)}
    assert "S08-E09" not in seen(steps[-1], "Early help", "navigator")


def test_a_file_that_is_odd_in_every_way() -> None:
    people = {"C1": "girl, 9", "X": "", "N": "neighbour"}
    given = invented(
        {"id": "é 1", "offset_days": -400.5, "agency": "Lighthouse & Sons!", "text": "[event 2] X says hello.", "about": ["X"]},
        {"id": "2", "offset_days": -400.5, "agency": "youth_zone", "kind": "rumour", "subtype": ["a"], "text": "C1. " * 1500,
         "about": ["C1", "C1"], "relevance": "enormous", "recorder_role": 7},
        {"id": "3", "offset_days": 2, "agency": "MASH", "kind": "contact", "text": "A caller told of C1.", "relevance": None},
        {"id": "4", "offset_days": 2, "agency": "youth_zone", "kind": "correction", "text": "C1. " * 1500, "about": ["C1"]},
        people=people, expected_connections=[3],
    )  # fmt: skip
    report = made_of(given)
    check_everywhere(report)
    assert report["events"] == ["é 1", "2", "3", "4"]
    end = report["steps"][-1]
    assert seen(end, "Lighthouse", "navigator") == {"é 1"} and seen(end, "Youth zone", "agency_manager") == {
        "2",
        "4",
    }
    assert seen(end, HUB, "screener") == {"3"}  # 4 came after it, 2 is of no relevance that is known
    for word in ("rumour", "enormous", "corrects nothing"):
        assert any(word in one for one in report["remarks"])


NOBODY = invented(
    {"id": "1", "offset_days": 0, "agency": "school", "text": "Referral made to the hub."},
    {"id": "2", "offset_days": 0, "agency": "police", "text": "M was seen.", "about": ["M"]}, people={"M": "mother"},
)  # fmt: skip
ALONE = invented(
    {"id": "1", "offset_days": 0, "agency": "school", "text": "Referral: C1.", "about": ["C1"]}, people={"C1": "boy, 7"}
)  # fmt: skip


@pytest.mark.parametrize("given", [NOBODY, ALONE], ids=["no child", "one organisation"])
def test_nothing_crosses(given: dict[str, Any]) -> None:
    report = made_of(given)
    check_everywhere(report)
    assert {one["step"] for one in report["steps"]} == {"event"}


def test_three_hundred_events_are_played_and_no_answer_is_too_long() -> None:
    agencies = ("police", "gp")
    given = invented(
        *(
            {"id": f"E{one}", "offset_days": one, "agency": agencies[one % 2], "text": f"C1 came, {one}.", "about": ["C1"]}
            for one in range(300)
        ),
        people={"C1": "girl, 9"},
    )  # fmt: skip
    stage = Stage([], *cast_of(given))
    answered = []
    stage.seen = lambda step: answered.append(len(step.carries)) if step.what == "answer" else None
    play(stage, given)
    assert sum(len(one) for one in stage.made.values()) == 300
    assert answered == [40, 40]
    assert any("more than 40" in one for one in stage.remarks)
