"""The command shows, asks, does; and says in a sentence why it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from fairward.people.models import Child
from fairward.people.roster.command import run
from tests.personas import School, make_school

pytestmark = pytest.mark.django_db

SAMPLES = Path(__file__).parents[2] / "data" / "roster"
SIMS = str(SAMPLES / "mis_csv" / "sims.csv")


@pytest.fixture
def school() -> School:
    return make_school()


def count(school: School) -> int:
    with school.transaction():
        return Child.objects.count()


def test_it_shows_and_does(school: School, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", SIMS, "--organisation", str(school.organisation_id), "--yes"]) == 0
    assert "30 added, 0 changed" in capsys.readouterr().out
    assert count(school) == 30
    assert run([SIMS, "--organisation", str(school.organisation_id)]) == 0
    assert "changes nothing" in capsys.readouterr().out


def test_a_folder_is_read_too(school: School) -> None:
    folder = str(SAMPLES / "oneroster")
    assert run([folder, "--organisation", str(school.organisation_id), "--yes"]) == 0
    assert count(school) == 29  # one of the thirty is to be deleted


@pytest.mark.parametrize(("answer", "children"), [("y", 30), ("n", 0)])
def test_it_asks(school: School, monkeypatch: pytest.MonkeyPatch, answer: str, children: int) -> None:
    monkeypatch.setattr("builtins.input", lambda _: answer)
    run([SIMS, "--organisation", str(school.organisation_id)])
    assert count(school) == children


def test_a_bad_file_is_a_sentence(school: School, capsys: pytest.CaptureFixture[str]) -> None:
    bad = str(SAMPLES / "ctf" / "902_entity_bomb.xml")
    assert run([bad, "--organisation", str(school.organisation_id), "--yes"]) == 1
    assert "document type" in capsys.readouterr().err


def test_a_wave_of_leavers_is_not_let_through(school: School, capsys: pytest.CaptureFixture[str]) -> None:
    own = ["--organisation", str(school.organisation_id), "--yes"]
    run([SIMS, *own])
    few = str(SAMPLES / "mis_csv" / "sims_windows1252_semicolon.csv")
    assert run([few, *own, "--whole-roll"]) == 1
    assert "25 children have really left" in capsys.readouterr().err
    assert run([few, *own, "--whole-roll", "--accept-leavers"]) == 0


def test_it_does_not_guess_the_organisation(school: School, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([SIMS, "--organisation", "no such school", "--yes"]) == 1
    assert "Say whose roster it is" in capsys.readouterr().err
