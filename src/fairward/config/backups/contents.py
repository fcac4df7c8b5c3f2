"""What a database holds, in numbers: rows and a digest for each table, migrations, walls. It may not show a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

Connection = psycopg.Connection[tuple[Any, ...]]
# Nobody is signed in after a restore, and what was unlocked is locked: the rows of sessions stay out of every backup.
LEFT_OUT = ("accounts_session", "django_session")
_TABLES = (
    "SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') "
    "ORDER BY c.relname"
)
# Rows as text read the same everywhere with these; the sum does not depend on their order.
_PLAIN = (
    "SET datestyle = 'ISO'; SET timezone = 'UTC'; SET bytea_output = 'hex'; SET extra_float_digits = 3; "
    "SET intervalstyle = 'iso_8601'"
)
_COUNT = (
    "SELECT count(*), coalesce(sum(('x' || left(encode(sha256(convert_to(t::text, 'UTF8')), 'hex'), 16))"
    "::bit(64)::bigint::numeric), 0)::text FROM {} t"
)
_OBJECTS = (
    "SELECT (SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace) + "
    "(SELECT count(*) FROM pg_proc WHERE pronamespace = 'public'::regnamespace) + "
    "(SELECT count(*) FROM pg_type WHERE typnamespace = 'public'::regnamespace)"
)
# The wall: every table that has an organisation, but for the log of all heads, which belongs to the installation.
_OPEN = (
    "SELECT relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'organisation_id' "
    "WHERE c.relkind = 'r' AND relname <> 'audit_installationhead' AND NOT (c.relrowsecurity AND c.relforcerowsecurity "
    "AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid)) ORDER BY relname"
)
_BARRED = (
    "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' "
    "AND NOT has_table_privilege(%s, oid, 'SELECT') ORDER BY relname"
)
_MIGRATIONS = "SELECT app, max(name) FROM django_migrations GROUP BY app ORDER BY app"


@dataclass(frozen=True)
class Contents:
    """What one snapshot of a database holds: table -> (rows, digest), room -> its last migration."""

    tables: dict[str, tuple[int, str]]
    migrations: dict[str, str]


def connect(where: dict[str, str]) -> Connection:
    """A connection outside Django, each statement its own transaction unless one is begun."""
    return psycopg.connect(make_conninfo(**{**where, "application_name": "fairward backup"}), autocommit=True)


def major_of(connection: Connection) -> int:
    """The server's major version."""
    return connection.info.server_version // 10_000


def contents_of(connection: Connection) -> Contents:
    """Count and digest every table, within the transaction that the caller has begun or not."""
    connection.execute(_PLAIN)
    names = [str(row[0]) for row in connection.execute(_TABLES)]
    tables = {name: (0, "0") if name in LEFT_OUT else _count(connection, name) for name in names}
    migrations = connection.execute(_MIGRATIONS).fetchall() if "django_migrations" in names else []
    return Contents(tables, {str(room): str(name) for room, name in migrations})


def _count(connection: Connection, table: str) -> tuple[int, str]:
    row = connection.execute(sql.SQL(_COUNT).format(sql.Identifier(table))).fetchone()
    return (0, "0") if row is None else (int(row[0]), str(row[1]))


def is_empty(connection: Connection) -> bool:
    """Whether nothing was made in this database yet: no table, no type, no function."""
    return connection.execute(_OBJECTS).fetchone() == (0,)


def differences(expected: dict[str, tuple[int, str]], found: dict[str, tuple[int, str]]) -> list[str]:
    """One sentence for each table that does not hold what it should."""
    lines = []
    for name in sorted(expected.keys() | found.keys()):
        should, does = expected.get(name), found.get(name)
        if should is None or does is None:
            lines.append(f"The table {name} is {'missing' if does is None else 'not in the backup'}.")
        elif should[0] != does[0]:
            lines.append(f"The table {name} has {does[0]} rows; the backup says {should[0]}.")
        elif should != does:
            lines.append(f"The table {name} has {does[0]} rows, as it should, but not the same ones.")
    return lines


def wall_faults(connection: Connection, role: str) -> list[str]:
    """One sentence for each table that is open between organisations, or closed to the application."""
    lines = [
        f"The table {row[0]} is not walled between organisations."
        for row in connection.execute(_OPEN).fetchall()
    ]
    barred = connection.execute(_BARRED, [role]).fetchall()
    lines += [f"The application's role {role} may not read the table {row[0]}." for row in barred]
    row = connection.execute(
        "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = %s", [role]
    ).fetchone()
    if row == (True,):
        lines.append(f"The application's role {role} may bypass row-level security: it must not.")
    return lines
