"""Files of backups without a database: their seal, what lies inside, their names, the end of their life."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairward.config.backups import folder, opening, sealing
from fairward.config.backups.envelope import End, Head, Unpacking, pack
from fairward.config.backups.kinds import BackupFailed, Kind
from tests.support.databases import ROOT

NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
HEAD = Head("records", NOW.isoformat(), "0.1.0", 18, "fairward_app", {"keys": "0001"}, {"a_table": (2, "5")})
BODY = [b"", b"one", b"\n" * 200_000, b"fairward-backup/1\n", b"\0" * 70_000]
PAIR, OTHER = sealing.new_pair(), sealing.new_pair()


def sign(_: bytes) -> tuple[bytes, bytes]:
    return b"p" * 32, b"s" * 64


def sealed(path: Path, body: list[bytes] | None = None) -> Path:
    made: list[End] = []
    with path.open("wb") as file:
        sealing.seal(pack(HEAD, BODY if body is None else body, sign, made), file, sealing.recipient(PAIR[1]))
    return path


def keys(path: Path, pair: tuple[str, str] = PAIR) -> opening.Keys:
    (path / "key").write_text(f"# public key: {pair[1]}\n{pair[0]}\n")
    return sealing.identities(str(path / "key"))


def test_what_went_in_comes_out(tmp_path: Path) -> None:
    pieces: list[bytes] = []
    head, end = opening.read(sealed(tmp_path / "f"), keys(tmp_path), pieces.append)
    assert b"".join(pieces) == b"".join(BODY)
    assert (head, end.size, end.public) == (HEAD, sum(map(len, BODY)), (b"p" * 32).hex())
    assert opening.head_of(tmp_path / "f", keys(tmp_path)) == HEAD
    assert b"a_table" not in (tmp_path / "f").read_bytes()


def test_another_key_opens_nothing(tmp_path: Path) -> None:
    with pytest.raises(BackupFailed, match="This key does not open that backup"):
        opening.checked(sealed(tmp_path / "f"), keys(tmp_path, OTHER))


@pytest.mark.parametrize("share", [0.0, 0.001, 0.3, 0.9, 0.99999])
def test_one_that_breaks_off_is_refused(tmp_path: Path, share: float) -> None:
    whole = sealed(tmp_path / "f").read_bytes()
    (tmp_path / "f").write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(BackupFailed, match=r"breaks off|not a backup"):
        opening.checked(tmp_path / "f", keys(tmp_path))


@pytest.mark.parametrize("share", [0.001, 0.5, 0.99999])
def test_one_that_was_changed_is_refused(tmp_path: Path, share: float) -> None:
    whole = bytearray(sealed(tmp_path / "f").read_bytes())
    whole[int(len(whole) * share)] ^= 1
    (tmp_path / "f").write_bytes(whole)
    with pytest.raises(BackupFailed, match=r"changed|not a backup|does not open"):
        opening.checked(tmp_path / "f", keys(tmp_path))


@pytest.mark.parametrize(
    ("inside", "sentence"),
    [
        (b"a letter", "no backup of Fairward"),
        (b"fairward-backup/1\n", "breaks off"),
        (b"fairward-backup/1\n{}\n", "beginning of this backup"),
        (b"fairward-backup/1\n" + HEAD.line(), "breaks off"),
        (b"fairward-backup/1\n" + HEAD.line() + b"\xff\xff\xff\xff", "damaged"),
        (b"fairward-backup/1\n" + HEAD.line() + bytes(4) + b"{}\n", "end of this backup"),
        (b"fairward-backup/1\n" + HEAD.line() + bytes(4) + End(1, "", "", "").line(), "does not hold"),
        (b"fairward-backup/1\n" + HEAD.line() + bytes(4) + End(1, "", "", "").line() + b"x", "breaks off"),
    ],
)
def test_a_file_that_opens_and_is_none_is_refused(tmp_path: Path, inside: bytes, sentence: str) -> None:
    """Anybody who has the public key can make a file that opens."""
    with (tmp_path / "f").open("wb") as file:
        sealing.seal(iter([inside]), file, sealing.recipient(PAIR[1]))
    with pytest.raises(BackupFailed, match=sentence):
        opening.checked(tmp_path / "f", keys(tmp_path))


def test_a_letter_is_no_backup(tmp_path: Path) -> None:
    (tmp_path / "f").write_text("Dear all")
    with pytest.raises(BackupFailed, match="not a backup sealed with age"):
        opening.checked(tmp_path / "f", keys(tmp_path))


@given(st.lists(st.binary(max_size=200_000), max_size=4), st.integers(1, 50_000))
def test_the_pieces_may_come_in_any_size(body: list[bytes], size: int) -> None:
    made: list[End] = []
    stream = b"".join(pack(HEAD, body, sign, made))
    found: list[bytes] = []
    unpacking = Unpacking(lambda _: None, found.append)
    for at in range(0, len(stream), size):
        unpacking.write(stream[at : at + size])
    assert unpacking.finish() == (HEAD, made[0])
    assert b"".join(found) == b"".join(body)


def test_what_the_source_raises_is_raised(tmp_path: Path) -> None:
    def source() -> Iterator[bytes]:
        yield b"begun"
        raise BackupFailed("pg_dump did not come to its end.")

    with (tmp_path / "f").open("wb") as file, pytest.raises(BackupFailed, match="pg_dump"):
        sealing.seal(source(), file, sealing.recipient(PAIR[1]))


def test_a_full_disk_is_said(tmp_path: Path) -> None:
    with (
        Path("/dev/full").open("wb", buffering=0) as full,
        pytest.raises(BackupFailed, match="could not be written"),
    ):
        sealing.seal(iter([b"much" * 100_000]), full, sealing.recipient(PAIR[1]))
    (tmp_path / "file").touch()
    nowhere = folder.writing(tmp_path / "file" / "folder", Kind.RECORDS, NOW)
    with pytest.raises(BackupFailed, match="Nothing could be written"), nowhere:
        pass


def test_a_signature_that_is_none_is_refused() -> None:
    for public, signature in (("zz", "zz"), ("00" * 32, "00" * 64), ("", "")):
        with pytest.raises(BackupFailed, match="signature in this backup"):
            opening.check_signature(HEAD, End(0, "", public, signature))


@pytest.mark.parametrize(("words", "sentence"), [(PAIR[0], "secret key"), ("age1abc", "not a public key")])
def test_only_a_public_key_is_sealed_to(words: str, sentence: str) -> None:
    with pytest.raises(BackupFailed, match=sentence):
        sealing.recipient(words)


def test_a_file_without_a_secret_key_is_refused(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(PAIR[1])
    for name in ("key", "none"):
        with pytest.raises(BackupFailed, match="no secret key"):
            sealing.identities(str(tmp_path / name))


def backups(home: Path, kind: Kind, *days: int) -> list[Path]:
    """Files of so many days ago."""
    home.mkdir(exist_ok=True)
    made = [home / folder.name_of(kind, NOW - timedelta(days=day)) for day in days]
    for path in made:
        path.write_bytes(b"sealed")
    return made


def test_the_keyring_s_backups_live_thirty_days_and_not_one_more(tmp_path: Path) -> None:
    old, older, young = backups(tmp_path, Kind.KEYRING, 31, 400, 30)
    records = backups(tmp_path, Kind.RECORDS, 31)
    (tmp_path / "fairward-keyring-notes.txt").write_text("not ours")
    assert folder.expire(tmp_path, Kind.KEYRING, NOW) == [older, old]
    assert young.exists() and records[0].exists() and (tmp_path / "fairward-keyring-notes.txt").exists()
    assert folder.expire(tmp_path, Kind.KEYRING, NOW + timedelta(days=60)) == [young], (
        "not even the newest stays"
    )


def test_of_records_the_newest_stays(tmp_path: Path) -> None:
    first, second, third = backups(tmp_path, Kind.RECORDS, 300, 200, 100)
    assert folder.expire(tmp_path, Kind.RECORDS, NOW) == [first, second]
    assert third.exists()


def test_a_life_is_a_number_of_days(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAIRWARD_KEYRING_BACKUP_DAYS", "7")
    (eight,) = backups(tmp_path, Kind.KEYRING, 8)
    assert folder.expire(tmp_path, Kind.KEYRING, NOW) == [eight]
    monkeypatch.setenv("FAIRWARD_KEYRING_BACKUP_DAYS", "for ever")
    with pytest.raises(BackupFailed, match="number of days"):
        folder.expire(tmp_path, Kind.KEYRING, NOW)


def test_one_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), folder.writing(tmp_path, Kind.RECORDS, NOW) as (_, file):
        file.write(b"half")
        raise ZeroDivisionError
    assert [path.name for path in tmp_path.iterdir()] == [".lock"]


def test_two_at_once_take_no_turns(tmp_path: Path) -> None:
    second = folder.writing(tmp_path, Kind.RECORDS, NOW + timedelta(seconds=1))
    with folder.writing(tmp_path, Kind.RECORDS, NOW), pytest.raises(BackupFailed, match="just now"), second:
        pass
    with pytest.raises(BackupFailed, match="there already"), folder.writing(tmp_path, Kind.RECORDS, NOW):
        pass


_KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from fairward.config.backups import folder
from fairward.config.backups.kinds import Kind
with folder.writing(Path(sys.argv[1]), Kind.KEYRING, datetime.now(UTC)) as (path, file):
    file.write(b"half"); file.flush(); os.kill(os.getpid(), signal.SIGKILL)
"""


def test_one_that_is_killed_has_no_name_and_the_next_clears_it_away(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _KILLED, str(tmp_path)]
    done = subprocess.run(command, env={"PYTHONPATH": str(ROOT / "src")}, check=False)
    assert done.returncode == -signal.SIGKILL
    assert folder.backups_in(tmp_path, Kind.KEYRING) == [] and list(tmp_path.glob(".*.part"))
    with folder.writing(tmp_path, Kind.KEYRING, NOW) as (path, file):
        file.write(b"whole")
    assert path.read_bytes() == b"whole" and path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.glob(".*.part")) == []
