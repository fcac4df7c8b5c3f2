"""Whatever the bytes: a roster or a RosterProblem, and nothing else."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from fairward.people.roster import sniff
from fairward.people.roster.results import RosterProblem

SAMPLES = Path(__file__).parents[2] / "data" / "roster"


def _zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bundle:
        for file in sorted((SAMPLES / "oneroster").iterdir()):
            bundle.write(file, file.name)
    return packed.getvalue()


FILES = [
    *(file.read_bytes() for folder in ("ctf", "mis_csv") for file in sorted((SAMPLES / folder).iterdir())),
    (SAMPLES / "wonde_students_shape.json").read_bytes(),
    _zip(),
]
PIECES = st.sampled_from(
    [b"\x00", b"\xff\xfe", b'"', b"\n", b"\r", b",", b";", b"<", b"</Pupil>", b"<!DOCTYPE", b"&#0;", b"&amp;", b"=1+1",
     b"\xef\xbb\xbf", b"\xc3\x28", b"<Pupil>", b"]]>", b"<![CDATA[", b"{", b"}",
     b"null", b"PK\x05\x06", b"\xe2\x80\xae"]
) | st.binary(max_size=8)  # fmt: skip


DAMAGE = st.tuples(st.floats(0, 1), st.integers(0, 40), PIECES)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(FILES), st.lists(DAMAGE, max_size=5), st.floats(0, 1))
def test_damaged_samples(content: bytes, damages: list[tuple[float, int, bytes]], cut: float) -> None:
    for place, gone, piece in damages:
        at = int(place * len(content))
        content = content[:at] + piece + content[at + gone :]
    if cut < 0.3:
        content = content[: int(cut * 3 * len(content))]
    _reads_or_refuses(content)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=3000))
def test_any_bytes(content: bytes) -> None:
    _reads_or_refuses(content)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.text(max_size=12), max_size=7), max_size=8))
def test_any_cells(rows: list[list[str]]) -> None:
    text = "Forename,Surname,UPN,DOB,Year,Reg\n" + "\n".join(",".join(row) for row in rows)
    _reads_or_refuses(text.encode("utf-8", "surrogatepass"))


def _reads_or_refuses(content: bytes) -> None:
    try:
        roster = sniff.read_stream(io.BytesIO(content), date(2025, 11, 3))
    except RosterProblem as problem:
        assert problem.sentence.endswith((".", ")"))
    else:
        assert all(pupil.surname and pupil.forename for pupil in roster.pupils)
