"""A log on paper, so to speak: exported, carried away, checked without the database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fairward.audit import gathering
from fairward.kernel.ids import new_id
from fairward.tenancy.context import as_organisation
from tests.integration.audit.logs import World

ONLY_ITSELF = """
import sys
class Nothing:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"django", "psycopg", "pymerkle"}:
            raise ImportError(name)
sys.meta_path.insert(0, Nothing())
from fairward.audit.verify import command
raise SystemExit(command(sys.argv[1:]))
"""


def exported(world: World, path: Path) -> Path:
    code, words = world.verify("--export", path)
    assert code == 0, words
    return path


def change(path: Path, how: Callable[[list[dict[str, object]]], object]) -> None:
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    how(lines)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))


def test_a_bundle_is_checked_without_django_and_without_a_database(world: World, tmp_path: Path) -> None:
    world.look(new_id(), new_id())
    world.grow()
    world.look()
    path = exported(world, tmp_path / "log.jsonl")
    ran = subprocess.run(
        [sys.executable, "-c", ONLY_ITSELF, "--bundle", str(path)],
        capture_output=True,
        check=False,
        text=True,
        env={"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "6 lines, 6 of them signed" in ran.stdout
    assert "1 waiting" in ran.stdout


def _drop(lines: list[dict[str, object]]) -> None:
    del lines[3]


def _swap(lines: list[dict[str, object]]) -> None:
    lines[3]["leaf"], lines[4]["leaf"] = lines[4]["leaf"], lines[3]["leaf"]


def _edit(lines: list[dict[str, object]]) -> None:
    lines[3]["leaf"]["role"] = 1  # type: ignore[index]


def _explain(lines: list[dict[str, object]]) -> None:
    lines[3]["detail"] = '{"why":"nothing"}'


def _cut(lines: list[dict[str, object]]) -> None:
    del lines[5:]


@pytest.mark.parametrize(
    ("how", "found"),
    [
        (_drop, "Lines were removed or put in another order"),
        (_swap, "changed, removed, inserted or moved"),
        (_edit, "changed, removed, inserted or moved"),
        (_explain, "The detail of line 2"),
        (_cut, "cut short or rolled back"),
    ],
)
def test_a_bundle_that_was_changed_is_found(
    world: World, tmp_path: Path, how: Callable[[list[dict[str, object]]], object], found: str
) -> None:
    world.grow()
    path = exported(world, tmp_path / "log.jsonl")
    change(path, how)
    code, words = world.verify("--bundle", path)
    assert code == 1
    assert found in words


def test_an_earlier_export_is_memory_enough_to_see_a_roll_back(world: World, tmp_path: Path) -> None:
    world.grow()
    short = exported(world, tmp_path / "short.jsonl")
    world.grow()
    long = exported(world, tmp_path / "long.jsonl")
    assert world.verify("--bundle", long, "--checkpoint", short)[0] == 0
    code, words = world.verify("--bundle", short, "--checkpoint", long)
    assert code == 1
    assert "cut short or rolled back" in words


@pytest.mark.parametrize(
    "text", ["", "not json\n", '{"fairward_log": 9}\n', '{"place": 0}\n', "[1]\n", "7\n"]
)
def test_a_file_that_is_no_bundle_gets_a_sentence(world: World, tmp_path: Path, text: str) -> None:
    path = tmp_path / "file"
    path.write_text(text)
    code, words = world.verify("--bundle", path)
    assert code == 2
    assert "Could not check" in words


def test_a_missing_file_gets_a_sentence(world: World, tmp_path: Path) -> None:
    code, words = world.verify("--bundle", tmp_path / "nothing")
    assert code == 2
    assert "Could not check" in words


def _excerpt(world: World, path: Path) -> Path:
    wanted = [world.look(subject_id=world.child_id) for _ in range(3)]
    world.grow()
    with as_organisation(world.organisation_id):
        path.write_text("".join(line + "\n" for line in gathering.excerpt(world.organisation_id, wanted)))
    return path


def test_the_lines_of_one_child_come_with_proofs(world: World, tmp_path: Path) -> None:
    world.grow()
    path = _excerpt(world, tmp_path / "child.jsonl")
    code, words = world.verify("--bundle", path)
    assert code == 0, words
    assert "3 lines with their proofs" in words


def _lengthen(lines: list[dict[str, object]]) -> None:
    proof = lines[2]["proof"]
    assert isinstance(proof, list)
    proof.append(proof[0])


def _shorten(lines: list[dict[str, object]]) -> None:
    lines[2]["proof"] = lines[2]["proof"][:-1]  # type: ignore[index]


def _move(lines: list[dict[str, object]]) -> None:
    lines[2]["place"] = 1


@pytest.mark.parametrize("how", [_lengthen, _shorten, _move, lambda lines: lines[2].pop("proof")])
def test_a_line_with_a_wrong_proof_is_found(
    world: World, tmp_path: Path, how: Callable[[list[dict[str, object]]], object]
) -> None:
    world.grow()
    path = _excerpt(world, tmp_path / "child.jsonl")
    change(path, how)
    code, words = world.verify("--bundle", path)
    assert code == 1
    assert "is not in the log that was signed" in words
