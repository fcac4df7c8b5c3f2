"""Databases of the tests: one template per state of the migrations, a copy per run. It never touches the demo's."""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from fairward.config import postgres
from fairward.config.postgres import FORGETFUL, Cluster

ROOT = Path(__file__).resolve().parents[2]
CLUSTER = Cluster(ROOT / "var" / "test-postgres", FORGETFUL)
ALIASES = ("default", "keyring")


def shape() -> str:
    """A digest of everything that decides what the tables look like."""
    digest = hashlib.sha256((ROOT / "requirements.lock").read_bytes())
    watched = [
        *ROOT.glob("src/fairward/**/migrations/*.py"),
        *ROOT.glob("src/fairward/config/*.py"),
        *ROOT.glob("src/fairward/tenancy/*.py"),
    ]
    for path in sorted(watched):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


@dataclass(frozen=True)
class Pair:
    """The two databases of one world: records and keys."""

    name: str

    def database(self, alias: str) -> str:
        return self.name if alias == "default" else f"{self.name}_keyring"

    def address(self, alias: str, role: str = postgres.APPLICATION) -> str:
        """A postgresql:// address as this role."""
        where = postgres.socket_directory(CLUSTER.home)
        secret = postgres.password(CLUSTER.home, role)
        return f"postgresql://{role}:{secret}@/{self.database(alias)}?host={where}"

    def environment(self) -> dict[str, str]:
        """What a process needs in its environment to work with this pair."""
        return {
            "FAIRWARD_DATABASE_URL": self.address("default"),
            "FAIRWARD_KEYRING_URL": self.address("keyring"),
            "FAIRWARD_DATABASE_OWNER_URL": self.address("default", postgres.OWNER),
            "FAIRWARD_KEYRING_OWNER_URL": self.address("keyring", postgres.OWNER),
        }

    def connect(
        self, alias: str = "default", role: str = postgres.OWNER
    ) -> psycopg.Connection[tuple[Any, ...]]:
        """A raw connection outside Django, each statement its own transaction."""
        return CLUSTER.connect(self.database(alias), role)

    def create(self, template: Pair | None = None) -> Pair:
        for alias in ALIASES:
            CLUSTER.make_database(self.database(alias), template.database(alias) if template else "template1")
        return self

    def drop(self) -> None:
        with CLUSTER.connect() as connection:
            for alias in ALIASES:
                name = sql.Identifier(self.database(alias))
                connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))

    def exists(self) -> bool:
        with CLUSTER.connect() as connection:
            asked = "SELECT count(*) FROM pg_database WHERE datname = ANY(%s)"
            row = connection.execute(asked, [[self.database(alias) for alias in ALIASES]]).fetchone()
        return row == (2,)

    def rename(self, name: str) -> Pair:
        other = Pair(name)
        with CLUSTER.connect() as connection:
            for alias in ALIASES:
                names = (sql.Identifier(self.database(alias)), sql.Identifier(other.database(alias)))
                connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*names))
        return other

    def empty(self) -> None:
        """Delete every row that a test may have left, past row-level security; what migrations made stays."""
        for alias in ALIASES:
            with self.connect(alias, "postgres") as connection:
                connection.execute(_EMPTY)


_EMPTY = """
DO $$ DECLARE name text; has_rows boolean; BEGIN
  SET LOCAL session_replication_role = replica;
  FOR name IN SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'
      AND tablename NOT IN ('django_migrations', 'django_content_type', 'auth_permission') LOOP
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %s)', name) INTO has_rows;
    IF has_rows THEN EXECUTE format('DELETE FROM %s', name); END IF;
  END LOOP;
END $$
"""


def template(migrate: Any) -> Pair:
    """The migrated, empty pair for the present migrations; `migrate(pair)` is called where it has to be made."""
    wanted = Pair(f"shape_{shape()}")
    if not wanted.exists():
        wanted.drop()
        draft = Pair("draft")
        draft.drop()
        migrate(draft.create())
        draft.rename(wanted.name)
        _forget_old_shapes(wanted)
    return wanted


def _forget_old_shapes(keep: Pair) -> None:
    with CLUSTER.connect() as connection:
        asked = r"SELECT datname FROM pg_database WHERE datname LIKE 'shape\_%%' AND datname NOT LIKE %s"
        names = [str(row[0]) for row in connection.execute(asked, [f"{keep.name}%"])]
    for name in names:
        if not name.endswith("_keyring"):
            Pair(name).drop()


@contextmanager
def alone() -> Iterator[None]:
    """Only one run at a time makes or copies a template."""
    CLUSTER.home.mkdir(parents=True, exist_ok=True)
    with (CLUSTER.home / "template.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def running_cluster() -> Iterator[None]:
    """Share one server between runs; the last one that leaves stops it."""
    CLUSTER.home.mkdir(parents=True, exist_ok=True)
    with (CLUSTER.home / "users.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        CLUSTER.start()
        _drop_leftovers()
        yield
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return
        CLUSTER.stop()


def _drop_leftovers() -> None:
    """Databases of runs that were killed."""
    with CLUSTER.connect() as connection:
        names = [str(row[0]) for row in connection.execute("SELECT datname FROM pg_database")]
    for name in names:
        if name.startswith("run_") and not Path(f"/proc/{name.split('_')[1]}").exists():
            with CLUSTER.connect() as connection:
                drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
                connection.execute(drop)


def new_pair(label: str = "") -> Pair:
    """A name for this run's own pair."""
    return Pair(f"run_{os.getpid()}{'_' + label if label else ''}")
