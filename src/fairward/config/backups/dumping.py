"""Writes a backup of one database into a sealed file: counted and dumped in one snapshot. It may not open anything."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pyrage

from fairward.config import databases
from fairward.config.backups import folder, programs, sealing
from fairward.config.backups.contents import LEFT_OUT, Connection, connect, contents_of, major_of
from fairward.config.backups.envelope import End, Head, pack
from fairward.config.backups.kinds import BackupFailed, Kind
from fairward.keys import signing

_DUMP = ("--format=custom", "--compress=1", *(f"--exclude-table-data=public.{name}" for name in LEFT_OUT))


def sign(message: bytes) -> tuple[bytes, bytes]:
    """The installation's public key and signature."""
    return signing.verifying_key(None), signing.sign(None, message)


def write(
    kind: Kind, into: Path, to: pyrage.x25519.Recipient, *, var: Path, now: datetime
) -> tuple[Path, Head, End]:
    """Back up one database; the file's path, its head and its end. Nothing is left where it failed."""
    where = databases.reader_address(kind.alias, var)
    with connect(where) as connection:
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        head = _head(kind, connection, now)
        snapshot = connection.execute("SELECT pg_export_snapshot()").fetchone()
        if snapshot is None:
            raise BackupFailed("The database gave no snapshot.")
        body = programs.dump(where, head.server, *_DUMP, f"--snapshot={snapshot[0]}")
        return write_sealed(kind, into, to, head, body, now=now)


def write_sealed(
    kind: Kind, into: Path, to: pyrage.x25519.Recipient, head: Head, body: Iterator[bytes], *, now: datetime
) -> tuple[Path, Head, End]:
    """Put head and body into one sealed file under its final name."""
    made: list[End] = []
    with folder.writing(into, kind, now) as (path, file):
        sealing.seal(pack(head, body, sign, made), file, to)
    return path, head, made[0]


def head_of(kind: Kind, now: datetime, **more: object) -> Head:
    """A head with what every backup says."""
    plain = {"server": 0, "migrations": {}, "tables": {}}
    words = {
        "kind": kind.value,
        "made_at": now.isoformat(timespec="seconds"),
        "role": databases.application_role(),
    }
    return Head(**{**plain, **words, "version": importlib.metadata.version("fairward"), **more})  # type: ignore[arg-type]


def _head(kind: Kind, connection: Connection, now: datetime) -> Head:
    held = contents_of(connection)
    if not held.migrations:
        raise BackupFailed(
            f"There is nothing to back up: {kind.words} were never made here. Run `fairward migrate`."
        )
    return head_of(kind, now, server=major_of(connection), migrations=held.migrations, tables=held.tables)
