"""Runs pg_dump and pg_restore, their stream in a pipe and never on a disk. It may not choose what they work on."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from psycopg.conninfo import make_conninfo

from fairward.config.backups.kinds import BackupFailed
from fairward.config.postgres_binaries import find_clients

_MOST = 1 << 16


def dump(where: dict[str, str], server: int, *options: str) -> Iterator[bytes]:
    """What pg_dump writes of this database, piece by piece; BackupFailed where it did not come to its end."""
    with _program("pg_dump", where, server, *options, stdout=subprocess.PIPE) as process:
        if process.stdout is None:
            raise BackupFailed("pg_dump gave nothing to read.")
        while piece := process.stdout.read(_MOST):
            yield piece


@contextmanager
def restore(where: dict[str, str], server: int, *options: str) -> Iterator[IO[bytes]]:
    """Where to write an archive that pg_restore then makes real, all of it or nothing."""
    with _program(
        "pg_restore", where, server, *options, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
    ) as process:
        if process.stdin is None:
            raise BackupFailed("pg_restore takes nothing.")
        try:
            yield process.stdin
            process.stdin.close()
        except BrokenPipeError:
            pass  # it ended before us, and says why


@contextmanager
def _program(
    name: str, where: dict[str, str], server: int, *options: str, **pipes: Any
) -> Iterator[subprocess.Popen[bytes]]:
    """The program, running; left in order it must have ended well, left by an error it is ended the hard way."""
    place = {key: value for key, value in where.items() if key != "password"}
    command = [
        str(find_clients(server) / name),
        f"--dbname={make_conninfo(**place)}",
        "--no-password",
        *options,
    ]
    environment = {**os.environ, "LC_ALL": "C"}
    if where.get("password"):
        environment["PGPASSWORD"] = where["password"]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, env=environment, stderr=said, **pipes)
        try:
            yield process
            failed = process.wait() != 0
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    _close(pipe)
        if failed:
            said.seek(0)
            raise BackupFailed(f"{name} did not come to its end. It said: {_first_words(said.read())}")


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except BrokenPipeError:
        return


def _first_words(said: bytes) -> str:
    """The first line that it said: of an error in data, PostgreSQL says the place in further lines, and those are left out."""
    lines = said.decode(errors="replace").strip().splitlines()
    return lines[0][:300] if lines else "nothing."
