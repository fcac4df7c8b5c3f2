"""The school that is measured: 958 pupils, 2,000 entries, a desk of fifty. It is made by the actions that people use.

It may not touch another database than its own, which lies in `var/bench` and is durable like a real one.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from psycopg import sql

from fairward.config.postgres import DATABASES, Cluster

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / "var" / "bench"
WORLD = HOME / "world.json"


@dataclass(frozen=True, slots=True)
class World:
    """What the pages need to know of it."""

    organisation_id: UUID
    lead: dict[str, Any]
    teacher: dict[str, Any]
    child_ids: list[UUID]
    file_id: UUID
    entry_id: UUID
    search: str


def prepare_environment() -> None:
    """Settings of the world's own, before Django reads them."""
    for name in [name for name in os.environ if name.startswith("FAIRWARD_")]:
        del os.environ[name]
    os.environ.update(
        DJANGO_SETTINGS_MODULE="fairward.config.settings",
        FAIRWARD_VAR=str(HOME),
        # Passphrases are stretched while the world is made, never in a page that is measured.
        FAIRWARD_ARGON2_MEMORY="64",
        FAIRWARD_ARGON2_PASSES="1",
    )


@contextmanager
def running(*, is_fresh: bool) -> Iterator[tuple[World, int]]:
    """The world, as it was when it was made, and the process id of its PostgreSQL."""
    cluster = Cluster(HOME / "postgres")
    if is_fresh or not _is_made():
        cluster.remove()
        WORLD.unlink(missing_ok=True)
    with cluster.running():
        if not WORLD.exists():
            _make(cluster)
        _copy(cluster, _kept, _used)
        postmaster = cluster.server.postmaster()
        if postmaster is None:
            raise RuntimeError("PostgreSQL has gone away")
        try:
            yield _read(), postmaster
        finally:
            _let_go()


def _is_made() -> bool:
    return WORLD.exists() and json.loads(WORLD.read_text())["shape"] == _shape()


def _shape() -> str:
    """A digest of everything that decides what is in the tables."""
    digest = hashlib.sha256()
    package = ROOT / "src" / "fairward"
    watched = [
        *package.glob("**/migrations/*.py"),
        *package.glob("tenancy/*.py"),
        package / "keys/formats.py",
    ]
    for path in sorted([*watched, Path(__file__).with_name("filling.py")]):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _make(cluster: Cluster) -> None:
    command = [sys.executable, "-m", "fairward.config.cli", "migrate", "--quiet"]
    subprocess.run(command, check=True)
    import django

    django.setup()
    from benchmarks.filling import fill

    filled = fill()
    _let_go()
    for database in DATABASES:
        with cluster.connect(database) as connection:
            connection.execute("VACUUM (FREEZE, ANALYZE)")
    _copy(cluster, _used, _kept)
    WORLD.write_text(json.dumps({"shape": _shape(), **filled}, indent=1))


def _used(name: str) -> str:
    return name


def _kept(name: str) -> str:
    return f"{name}_as_made"


def _copy(cluster: Cluster, of: Any, to: Any) -> None:
    """Replace both databases of one set by copies of the other."""
    for name in DATABASES:
        with cluster.connect() as connection:
            words = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            connection.execute(words.format(sql.Identifier(to(name))))
        cluster.make_database(to(name), template=of(name))


def _let_go() -> None:
    from django.db import connections

    connections.close_all()


def _read() -> World:
    found = json.loads(WORLD.read_text())
    return World(
        UUID(found["organisation_id"]), found["lead"], found["teacher"],
        [UUID(one) for one in found["child_ids"]], UUID(found["file_id"]), UUID(found["entry_id"]), found["search"],
    )  # fmt: skip
