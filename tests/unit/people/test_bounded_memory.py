"""A file of any size is refused, or read, in bounded memory and time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import fairward
from fairward.people.roster.limits import MAX_BYTES, TOO_LARGE

MEGABYTE = 1024 * 1024
# Room for the interpreter, its libraries and one file at the cap; far below the file that is offered.
ALLOWED = 400 * MEGABYTE
READ = """
import resource, sys
from datetime import date
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, ({allowed}, {allowed}))
resource.setrlimit(resource.RLIMIT_CPU, (120, 120))
from fairward.people.roster import sniff
from fairward.people.roster.results import RosterProblem
try:
    print(len(sniff.read_path(Path(sys.argv[1]), date(2025, 11, 3)).pupils), "pupils")
except RosterProblem as problem:
    print(problem.sentence)
# Not ru_maxrss: that one remembers the memory of the process that started this one.
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(int(peak.split()[1]) // 1024, "MB")
"""
PUPIL = "<Pupil><UPN></UPN><Surname>Martin</Surname><Forename>Finn</Forename><DOB>2018-05-13</DOB>{filling}</Pupil>\n"
FILLING = "<Attendance><YearData><Year>2024</Year></YearData></Attendance>" * 40


def read_apart(file: Path) -> tuple[str, int]:
    """What a process of limited memory says of the file, and the memory it took (MB)."""
    done = subprocess.run(
        [sys.executable, "-c", READ.format(allowed=ALLOWED), str(file)],
        capture_output=True, text=True, timeout=150, check=False,
        env={"PYTHONPATH": str(Path(fairward.__file__).parents[1])},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    words, memory = done.stdout.strip().splitlines()
    return words, int(memory.split()[0])


def write(file: Path, head: bytes, piece: bytes, size: int) -> None:
    with file.open("wb") as out:
        out.write(head)
        block = piece * (MEGABYTE // len(piece) + 1)
        while out.tell() < size:
            out.write(block)


@pytest.mark.parametrize("kind", ["transfer", "list", "json", "one line", "zeros"])
def test_200_megabytes_are_refused(tmp_path: Path, kind: str) -> None:
    head, piece = {
        "transfer": (b"<CTfile><CTFpupilData>", PUPIL.format(filling=FILLING * 4).encode()),
        "list": (b"Forename,Surname,UPN\n", b"Finn,Martin,U925999923001\n"),
        "json": (b'{"data": [', b'{"surname": "Martin"},'),
        "one line": (b"Forename,Surname,UPN\n", b"x"),
        "zeros": (b"x", b"\x00"),
    }[kind]
    file = tmp_path / "large"
    write(file, head, piece, 200 * MEGABYTE)
    words, memory = read_apart(file)
    assert "larger than" in words
    assert memory < 250


def test_a_transfer_file_just_under_the_cap_is_read_as_it_comes(tmp_path: Path) -> None:
    """All its pupils lie in the history that is left behind: nothing of it may stay in memory."""
    file = tmp_path / "history"
    write(
        file, b"<CTfile><CTFpupilData>", PUPIL.format(filling=FILLING * 20).encode(), MAX_BYTES - 3 * MEGABYTE
    )
    with file.open("ab") as out:
        out.write(b"</CTFpupilData></CTfile>")
    words, memory = read_apart(file)
    assert words.endswith("pupils")
    assert memory < 150
    assert words != TOO_LARGE
