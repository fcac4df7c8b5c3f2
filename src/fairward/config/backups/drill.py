"""Tries a backup out: restored into a PostgreSQL that is made for it and thrown away. It touches no database of anybody's."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from psycopg import sql

from fairward.config import postgres
from fairward.config.backups import restoring, secret_files
from fairward.config.backups.envelope import Head
from fairward.config.backups.kinds import Kind
from fairward.config.backups.opening import Keys
from fairward.config.postgres import FORGETFUL, Cluster

_ENOUGH = "Nothing wrong was found"


@dataclass(frozen=True)
class Result:
    """What a drill found: `said` in sentences, `faults` what is wrong."""

    said: list[str]
    faults: list[str]


def of_secrets(path: Path, keys: Keys, head: Head) -> Result:
    """Open them, look whether each is a key, keep nothing."""
    found = secret_files.unpack(path, keys)
    expected = head.tables["files"][0]
    wrong = [] if len(found) == expected else [f"There are {len(found)} files; the backup says {expected}."]
    return Result([f"{len(found)} secrets open and are whole."], wrong)


def of_database(path: Path, keys: Keys, head: Head) -> Result:
    """Restore it, compare it with its head, bring it to the present shape, verify the logs, throw it away."""
    kind = Kind(head.kind)
    with tempfile.TemporaryDirectory(prefix="fairward-drill-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(
            0o755
        )  # the server's account must reach its own folder in it, which is closed to others
        cluster = Cluster(Path(folder) / "postgres", FORGETFUL)
        try:
            cluster.start()
            _have_role(cluster, head.role)
            name = postgres.DATABASES[0 if kind is Kind.RECORDS else 1]
            restoring.load(path, keys, head, _address(cluster, name, postgres.OWNER))
            wrong = restoring.faults(head, _address(cluster, name, "postgres"))
            said = [f"{len(head.tables)} tables with {head.rows} rows open and were counted."]
            return Result(said, wrong + _works(cluster, head, said))
        finally:
            cluster.remove()
            shutil.rmtree(folder, ignore_errors=True)


def _works(cluster: Cluster, head: Head, said: list[str]) -> list[str]:
    """The programs of this version with the records: migrations, then the logs. Each in a process of its own."""
    if head.kind != Kind.RECORDS.value:
        return []
    environment = _environment(cluster, head)
    migrated = _run(environment, "migrate")
    if migrated.returncode != 0:
        return [f"It could not be brought to the present shape: {_last(migrated.stderr)}"]
    verified = _run(environment, "audit", "verify")
    logs = verified.stdout.count(_ENOUGH)
    if verified.returncode != 0:
        wrong = [line.strip() for line in verified.stdout.splitlines() if "WRONG" in line]
        return ["The logs do not verify.", *(wrong or [_last(verified.stderr)])]
    said.append(f"{logs} logs verified, line by line.")
    return []


def _environment(cluster: Cluster, head: Head) -> dict[str, str]:
    """The throw-away databases instead of the real ones, for a child process; keys of the provider stay where they are."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    records, keyring = postgres.DATABASES
    return {
        **kept,
        "FAIRWARD_DATABASE_URL": _url(cluster, records, postgres.APPLICATION),
        "FAIRWARD_DATABASE_OWNER_URL": _url(cluster, records, postgres.OWNER),
        "FAIRWARD_KEYRING_URL": _url(cluster, keyring, postgres.APPLICATION),
        "FAIRWARD_KEYRING_OWNER_URL": _url(cluster, keyring, postgres.OWNER),
        "FAIRWARD_APPLICATION_ROLE": head.role,
    }


def _run(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "fairward.config.cli", *words]
    return subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )


def _last(said: str) -> str:
    lines = said.strip().splitlines()
    return lines[-1] if lines else "it said nothing."


def _address(cluster: Cluster, database: str, role: str) -> dict[str, str]:
    return {
        "host": str(postgres.socket_directory(cluster.home)),
        "dbname": database,
        "user": role,
        "password": postgres.password(cluster.home, role),
    }


def _url(cluster: Cluster, database: str, role: str) -> str:
    where = _address(cluster, database, role)
    return f"postgresql://{role}:{quote(where['password'])}@/{database}?host={quote(where['host'], safe='')}"


def _have_role(cluster: Cluster, role: str) -> None:
    """Rights go to the role that the backup names; here it is one more role that owns nothing."""
    if role == postgres.APPLICATION:
        return
    with cluster.connect() as connection:
        names = [sql.Identifier(word) for word in (role, postgres.APPLICATION, postgres.OWNER)]
        connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN NOBYPASSRLS").format(names[0]))
        connection.execute(sql.SQL("GRANT {} TO {}, {}").format(*names))
