"""A world for one report, thrown away after it: databases of its own beside the demo's. It knows no Django and no people.

with standing():            # from here on the environment names the throw-away databases; then Django may be set up
"""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg import sql

from fairward.config import demo_command, postgres
from fairward.config.postgres import FORGETFUL, Cluster

_DATABASES = {"DATABASE": "", "KEYRING": "_keyring"}
_WORLD = "report"


class NoWorld(RuntimeError):
    """The throw-away world could not be made; the sentence says why."""


@contextmanager
def standing() -> Iterator[None]:
    """Databases, keys and people of a world that nobody else sees. One at a time; whoever comes second waits."""
    home = demo_command.var() / "scenario"
    home.mkdir(parents=True, exist_ok=True)
    with (home / "lock").open("a") as lock:
        _wait_for(lock.fileno())
        with Cluster(home / "postgres", FORGETFUL).running() as cluster:
            shape = _migrated(cluster)
            _drop(cluster, _WORLD)
            shutil.rmtree(home / "world", ignore_errors=True)
            for ending in _DATABASES.values():
                cluster.make_database(_WORLD + ending, shape + ending)
            _enter(cluster, home / "world")
            try:
                yield
            finally:
                _drop(cluster, _WORLD)
                shutil.rmtree(home / "world", ignore_errors=True)


def _wait_for(lock: int) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.stderr.write("Another report is being made. Waiting for it.\n")
        fcntl.flock(lock, fcntl.LOCK_EX)


def _enter(cluster: Cluster, folder: Path) -> None:
    """This process works with the throw-away world alone. Its passphrases are invented: deriving keys may be quick."""
    for name in [one for one in os.environ if one.startswith("FAIRWARD_")]:
        del os.environ[name]
    folder.mkdir(parents=True)
    os.environ.update(_addresses(cluster, _WORLD, postgres.APPLICATION, "URL"))
    os.environ.update(
        FAIRWARD_VAR=str(folder), FAIRWARD_DEMO="1", FAIRWARD_ARGON2_MEMORY="64", FAIRWARD_ARGON2_PASSES="1"
    )


def _migrated(cluster: Cluster) -> str:
    """The name of a pair of empty databases in the present shape; made once for each shape."""
    name = f"shape_{demo_command.shape()[:12]}"
    if not _exists(cluster, name):
        sys.stderr.write("Making empty databases for reports. This is done once.\n")
        for old in (*_shapes(cluster), "draft"):
            _drop(cluster, old)
        for ending in _DATABASES.values():
            cluster.make_database("draft" + ending)
        _migrate(cluster)
        with cluster.connect() as connection:
            for ending in reversed(_DATABASES.values()):  # the one that is asked for comes last
                names = (sql.Identifier("draft" + ending), sql.Identifier(name + ending))
                connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*names))
    return name


def _migrate(cluster: Cluster) -> None:
    """In a process of its own, as the owner."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FAIRWARD_")}
    addresses = {
        **_addresses(cluster, "draft", postgres.APPLICATION, "URL"),
        **_addresses(cluster, "draft", postgres.OWNER, "OWNER_URL"),
    }
    done = subprocess.run(
        [sys.executable, "-m", "fairward.config.cli", "migrate", "--quiet"],
        env={**kept, **addresses, "FAIRWARD_VAR": str(cluster.home.parent)}, stdout=sys.stderr, check=False,
    )  # fmt: skip
    if done.returncode != 0:
        raise NoWorld("The databases for the report could not be made.")


def _addresses(cluster: Cluster, name: str, role: str, ending: str) -> dict[str, str]:
    where, secret = postgres.socket_directory(cluster.home), postgres.password(cluster.home, role)
    return {
        f"FAIRWARD_{which}_{ending}": f"postgresql://{role}:{secret}@/{name}{part}?host={where}"
        for which, part in _DATABASES.items()
    }


def _exists(cluster: Cluster, name: str) -> bool:
    with cluster.connect() as connection:
        asked = "SELECT 1 FROM pg_database WHERE datname = %s"
        return connection.execute(asked, [name]).fetchone() is not None


def _shapes(cluster: Cluster) -> list[str]:
    with cluster.connect() as connection:
        rows = connection.execute(r"SELECT datname FROM pg_database WHERE datname LIKE 'shape\_%'").fetchall()
    return [str(row[0]).removesuffix("_keyring") for row in rows]


def _drop(cluster: Cluster, name: str) -> None:
    with cluster.connect() as connection:
        for ending in _DATABASES.values():
            words = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name + ending))
            connection.execute(words)
