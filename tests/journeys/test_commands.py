"""The commands of `fairward` beside a running installation, as somebody at a terminal types them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests.support.databases import ROOT
from tests.support.server import Served, _fairward

SCENARIOS = ROOT / "src" / "fairward" / "config" / "demo" / "data" / "scenarios"


def refused(served: Served, *words: str) -> str:
    """Run a command that must fail; the sentence it says."""
    done = subprocess.run(
        _fairward(*words), env=served.environment, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def test_a_scenario_is_replayed_event_by_event(served: Served) -> None:
    path = SCENARIOS / "S20.json"
    said = served.command("scenario", "load", str(path))
    for event in json.loads(path.read_text())["events"]:
        assert event["id"] in said


def test_a_scenario_with_an_agency_that_nobody_knows_makes_what_is_missing(
    served: Served, tmp_path: Path
) -> None:
    scenario = {
        "schema": "scsr-scenario/1", "id": "X1", "title": "A new agency", "people": {"C1": "girl, 9", "N": "neighbour"},
        "events": [
            {"id": "X1-1", "offset_days": 0, "agency": "food_bank", "recorder_role": "volunteer", "kind": "hearsay",
             "text": "C1 came alone, N says.", "about": ["C1", "N"]},
            {"id": "X1-2", "offset_days": 3, "agency": "school", "recorder_role": "DSL", "kind": "rumour",
             "text": "C1 was late.", "about": ["C1"]},
        ],
    }  # fmt: skip
    path = tmp_path / "x1.json"
    path.write_text(json.dumps(scenario))
    said = served.command("scenario", "load", str(path))
    assert "2 events replayed" in said
    assert "unknown kind rumour" in said
    assert any(person["organisation"] == "Westmere Food bank" for person in served.people())


def test_a_file_that_is_no_scenario_gets_a_sentence(served: Served, tmp_path: Path) -> None:
    path = tmp_path / "broken.json"
    path.write_text('{"schema": "scsr-scenario/1", "people": {}, "events": [{"id": "E1", "about": ["C9"]}]}')
    assert "Event E1 has no agency" in refused(served, "scenario", "load", str(path))
    path.write_text("not json")
    assert "not JSON" in refused(served, "scenario", "load", str(path))


def test_the_logs_of_the_installation_verify(served: Served) -> None:
    assert "Nothing wrong was found" in served.command("audit", "verify")


def test_a_first_organisation_and_its_administrator_are_made(served: Served) -> None:
    words = ("Hill Road Primary School", "--administrator", "Ada Moss", "--sign-in", "ada.moss")
    said = served.command("organisation", "create", *words)
    assert "one-time code" in said
    assert "taken" in refused(served, "organisation", "create", *words)


def test_a_roster_is_imported_once(served: Served) -> None:
    path = ROOT / "tests" / "data" / "roster" / "mis_csv" / "arbor.csv"
    words = ("roster", "import", str(path), "--organisation", "Fernbrook Primary School", "--yes")
    assert " 0 changed" in served.command(*words)
    assert ": 0 added" in served.command(*words)
