"""The folder where backups lie: their names, writing aside, and the end of their life. It may not look into a file."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from fairward.config.backups.kinds import BackupFailed, Kind

_NAME = re.compile(r"fairward-(records|keyring|secrets)-(\d{8}T\d{6}Z)\.age")
_WHEN = "%Y%m%dT%H%M%SZ"
# kind -> (setting, days). The keyring's is the promise: what was destroyed is gone for good after these days.
LIVES = {
    Kind.RECORDS: ("FAIRWARD_BACKUP_DAYS", 90),
    Kind.KEYRING: ("FAIRWARD_KEYRING_BACKUP_DAYS", 30),
    Kind.SECRETS: ("FAIRWARD_BACKUP_DAYS", 90),
}


def home(var: Path, kind: Kind) -> Path:
    """Where backups of this kind lie unless a command names another folder."""
    return Path(os.environ.get("FAIRWARD_BACKUP_FOLDER") or var / "backups").resolve() / kind.value


def life(kind: Kind) -> timedelta:
    """How long a backup of this kind is kept."""
    name, days = LIVES[kind]
    typed = os.environ.get(name) or str(days)
    if not (typed.isascii() and typed.isdigit() and 0 < int(typed) < 10_000):
        raise BackupFailed(f"{name} is a number of days, for example {days}.")
    return timedelta(days=int(typed))


def name_of(kind: Kind, made_at: datetime) -> str:
    """The file's name: what it is and when it was made, and nothing else."""
    return f"fairward-{kind.value}-{made_at.astimezone(UTC).strftime(_WHEN)}.age"


def made_at(path: Path, kind: Kind) -> datetime | None:
    """When a backup of this kind was made, by its name: a copied file keeps its name, not its time. None for others."""
    found = _NAME.fullmatch(path.name)
    if found is None or found.group(1) != kind.value:
        return None
    return datetime.strptime(found.group(2), _WHEN).replace(tzinfo=UTC)


def backups_in(folder: Path, kind: Kind) -> list[tuple[datetime, Path]]:
    """What is there of this kind, oldest first."""
    if not folder.is_dir():
        return []
    dated = [(when, path) for path in folder.iterdir() if (when := made_at(path, kind)) is not None]
    return sorted(dated)


def expire(folder: Path, kind: Kind, now: datetime) -> list[Path]:
    """Delete what has passed its life; what was deleted.

    Of records and secrets the newest stays however old it is. Of the keyring nothing stays: an old keyring is what would
    bring back what was destroyed.
    """
    found, most = backups_in(folder, kind), life(kind)
    over = [path for when, path in found if now - when > most]
    if kind is not Kind.KEYRING and found and found[-1][1] in over:
        over.remove(found[-1][1])
    for path in over:
        path.unlink(missing_ok=True)
    if over:
        _sync(folder)
    return over


@contextmanager
def writing(folder: Path, kind: Kind, now: datetime) -> Iterator[tuple[Path, BinaryIO]]:
    """(final path, file to write): the file has its name only when it is whole and on the disk, else it is not there."""
    try:
        with _place(folder):
            yield from _whole(folder, kind, now)
    except OSError as error:
        raise BackupFailed(f"Nothing could be written into {folder}: {error.strerror}.") from None


def _whole(folder: Path, kind: Kind, now: datetime) -> Iterator[tuple[Path, BinaryIO]]:
    for left in folder.glob(".fairward-*.part"):
        left.unlink()  # of a run that was killed: nobody else writes now
    path = folder / name_of(kind, now)
    if path.exists():
        raise BackupFailed(f"{path} is there already: wait a second and try again.")
    draft = folder / f".{path.name}.part"
    try:
        with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            yield path, file
            file.flush()
            os.fsync(file.fileno())
        draft.rename(path)
        _sync(folder)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def _place(folder: Path) -> Iterator[None]:
    """The folder, made if need be, for one backup at a time."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / ".lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupFailed(f"Another backup is being written into {folder} just now.") from None
        yield


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
