"""Makes a database of a backup, in an empty place only, all of it or nothing. It may not mend what a backup lacks."""

from __future__ import annotations

from pathlib import Path

from django.db.migrations.loader import MigrationLoader

from fairward.config import databases
from fairward.config.backups import opening, programs
from fairward.config.backups.contents import (
    Connection,
    connect,
    contents_of,
    differences,
    is_empty,
    major_of,
    wall_faults,
)
from fairward.config.backups.envelope import Head
from fairward.config.backups.kinds import BackupFailed, Kind
from fairward.config.backups.opening import Keys

_RESTORE = ("--format=custom", "--no-owner", "--single-transaction", "--exit-on-error")


def into_place(path: Path, keys: Keys, head: Head, *, var: Path) -> list[str]:
    """Restore into the database that the settings name; what is wrong with it afterwards, in sentences."""
    alias = Kind(head.kind).alias
    if head.role != databases.application_role():
        raise BackupFailed(
            f"This backup gives its rights to the role {head.role}, and the application here works as "
            f"{databases.application_role()}. Set FAIRWARD_APPLICATION_ROLE={head.role}. Nothing was restored."
        )
    reader = databases.reader_address(alias, var)
    load(path, keys, head, databases.owner_address(alias, var))
    return faults(head, reader)


def load(path: Path, keys: Keys, head: Head, owner: dict[str, str]) -> None:
    """Restore into an empty database as its owner, in one transaction."""
    check_version(head)
    with connect(owner) as connection:
        server = major_of(connection)
        _check_place(connection, head)
    with programs.restore(owner, server, *_RESTORE) as archive:
        opening.read(path, keys, archive.write)


def check_version(head: Head) -> None:
    """BackupFailed where the backup has a shape that this program does not know yet."""
    known = MigrationLoader(None).disk_migrations
    rooms = {room for room, _ in known}
    newer = [
        f"{room}.{name}"
        for room, name in head.migrations.items()
        if room in rooms and (room, name) not in known
    ]
    if newer:
        raise BackupFailed(
            f"This backup was made by a newer Fairward ({head.version}; it knows {newer[0]}): install that one first. "
            "Nothing was restored."
        )


def faults(head: Head, reader: dict[str, str]) -> list[str]:
    """What a restored database lacks beside the head of its backup; empty if it is as it was."""
    with connect(reader) as connection:
        found = contents_of(connection)
        lines = differences(head.tables, found.tables)
        if found.migrations != head.migrations:
            lines.append("The migrations that it names are not those of the backup.")
        return lines + wall_faults(connection, head.role)


def _check_place(connection: Connection, head: Head) -> None:
    if not is_empty(connection):
        raise BackupFailed(
            f"The database {connection.info.dbname} is not empty, and a restore never writes over anything. Make a new "
            "database (before `fairward migrate`), or drop this one yourself. Nothing was restored."
        )
    if major_of(connection) < head.server:
        raise BackupFailed(
            f"This backup was made on PostgreSQL {head.server}, and the server here is {major_of(connection)}: "
            "it must be as new. Nothing was restored."
        )
    if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [head.role]).fetchone() is None:
        raise BackupFailed(
            f"The role {head.role} is missing, to which the rights belong. As the database's administrator: "
            f"CREATE ROLE {head.role} NOLOGIN NOBYPASSRLS. Nothing was restored."
        )
