"""Backups in tests: the three commands with databases of the test's choice, and what was restored as Django sees it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from psycopg import sql

from fairward.config import postgres
from fairward.config.backups import command, sealing
from fairward.config.backups.kinds import Kind
from fairward.config.backups.opening import Keys
from tests.support.databases import ALIASES, CLUSTER, Pair

READER = "fairward_backup"
# As the guide for hosts says.
_MAKE_READER = "CREATE ROLE fairward_backup LOGIN PASSWORD 'fairward_backup' NOSUPERUSER BYPASSRLS"


def _have_reader() -> None:
    """The login of backups, as a host makes it; it stays in the tests' own PostgreSQL."""
    with CLUSTER.connect() as connection:
        if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [READER]).fetchone() is None:
            connection.execute(_MAKE_READER)
            connection.execute("GRANT pg_read_all_data TO fairward_backup")


def present_pair() -> Pair:
    """The pair that Django works with now."""
    return Pair(str(connections["default"].settings_dict["NAME"]))


@contextmanager
def looking_at(default: Pair, keyring: Pair) -> Iterator[None]:
    """Django with the records of one pair and the keyring of another; as before afterwards."""
    chosen = {"default": default, "keyring": keyring}
    before = {alias: connections[alias].settings_dict["NAME"] for alias in ALIASES}
    try:
        for alias in ALIASES:
            connections[alias].close()
            connections[alias].settings_dict["NAME"] = chosen[alias].database(alias)
        yield
    finally:
        for alias in ALIASES:
            connections[alias].close()
            connections[alias].settings_dict["NAME"] = before[alias]


@dataclass
class Host:
    """Whoever runs the servers: a folder for backups, a pair of age keys whose secret lies elsewhere."""

    patch: pytest.MonkeyPatch
    folder: Path
    identity: Path
    public: str = ""
    made: list[Pair] = field(default_factory=list)

    @property
    def keys(self) -> Keys:
        return sealing.identities(str(self.identity))

    def use(self, pair: Pair) -> None:
        """The settings name this pair from now on."""
        for name, value in pair.environment().items():
            self.patch.setenv(name, value)
        for alias, name in (
            ("default", "FAIRWARD_DATABASE_BACKUP_URL"),
            ("keyring", "FAIRWARD_KEYRING_BACKUP_URL"),
        ):
            with CLUSTER.connect() as connection:
                database = sql.Identifier(pair.database(alias))
                connection.execute(
                    sql.SQL("GRANT CONNECT ON DATABASE {} TO fairward_backup").format(database)
                )
            where = postgres.socket_directory(CLUSTER.home)
            self.patch.setenv(name, f"postgresql://{READER}:{READER}@/{pair.database(alias)}?host={where}")

    def run(self, *words: str, var: Path | None = None) -> int:
        """`fairward backup …` and its like, in this process."""
        where = var or settings.FAIRWARD_VAR
        return command.run(words[0], words[1:], var=where, databases=nullcontext)

    def backup(self, kind: Kind) -> Path:
        """Write one backup of what the settings name; its file."""
        before = set(self.folder.glob("*.age"))
        assert self.run("backup", kind.value, "--to", self.public, "--folder", str(self.folder)) == 0
        (path,) = set(self.folder.glob("*.age")) - before
        return path

    def restore(self, path: Path) -> int:
        return self.run("restore", str(path), "--identity", str(self.identity))

    def empty_pair(self, label: str) -> Pair:
        """Two databases in which nothing was made."""
        made = Pair(f"{present_pair().name}_{label}")
        made.drop()
        self.made.append(made.create())
        return made


@contextmanager
def hosting(folder: Path) -> Iterator[Host]:
    """A host with a new pair of keys and nothing backed up; what it made is gone afterwards."""
    _have_reader()
    secret, public = sealing.new_pair()
    identity = folder / "identity"
    identity.write_text(f"# kept in a safe\n{secret}\n")
    with pytest.MonkeyPatch.context() as patch:
        host = Host(patch, folder / "backups", identity, public)
        host.use(present_pair())
        try:
            yield host
        finally:
            for pair in host.made:
                pair.drop()
