"""Brings both databases to the present shape, as their owner. It may not touch a row that an organisation owns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
from django.apps import apps
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from fairward.config import databases

Tell = Callable[[str], None]


class MayNotMigrate(RuntimeError):
    """The login may not do what a migration needs; the sentence says what to grant."""


def migrate(tell: Tell) -> None:
    """Migrate records, then keys, and give the application its rights. The connections must be the owner's."""
    for alias in ("default", "keyring"):
        _have_application_role(alias)
    tell("records")
    call_command("migrate", database="default", verbosity=0, interactive=False)
    tell("keys")
    call_command("migrate", "keys", database="keyring", verbosity=0, interactive=False)
    for alias in ("default", "keyring"):
        _give_rights_to_library_tables(alias)


def waiting() -> list[str]:
    """Names of the migrations that the databases still lack; readable by the application too."""
    from django.db.migrations.executor import MigrationExecutor

    names = []
    for alias, rooms in (("default", None), ("keyring", {"keys"})):
        executor = MigrationExecutor(connections[alias])
        targets = [node for node in executor.loader.graph.leaf_nodes() if rooms is None or node[0] in rooms]
        names += [f"{step.app_label}.{step.name}" for step, _ in executor.migration_plan(targets)]
    return names


def _have_application_role(alias: str) -> None:
    """The role the application works as: ours has it from the start; on a server of yours it is made, if it may be."""
    role = databases.application_role()
    names = {"role": sql.Identifier(role)}
    try:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
            if cursor.fetchone() is None:
                _execute(cursor, "CREATE ROLE {role} NOLOGIN NOBYPASSRLS", names)
            cursor.execute("SELECT pg_has_role(current_user, %s, 'MEMBER')", [role])
            if not cursor.fetchone()[0] and databases.works_as_role():
                _execute(cursor, "GRANT {role} TO CURRENT_USER", names)
            _execute(cursor, "REVOKE CREATE ON SCHEMA public FROM PUBLIC", names)
            _execute(cursor, "GRANT USAGE ON SCHEMA public TO {role}", names)
    except Exception as error:
        if isinstance(error.__cause__, psycopg.errors.InsufficientPrivilege):
            raise MayNotMigrate(
                f"The login for the database `{alias}` may not set up the role {role}. "
                f"As the database's administrator: CREATE ROLE {role} NOLOGIN; GRANT {role} TO <that login>."
            ) from None
        raise


def _give_rights_to_library_tables(alias: str) -> None:
    """Tables of libraries (sessions, queue) carry no rights of their own; ours do, in their migrations."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        names: dict[str, Any] = {"role": sql.Identifier(databases.application_role())}
        for table in sorted(_library_tables() & present):
            names["table"] = sql.Identifier(table)
            _execute(cursor, "GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {role}", names)
        names["table"] = sql.Identifier("django_migrations")
        _execute(cursor, "GRANT SELECT ON {table} TO {role}", names)
        _execute(cursor, "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}", names)


def _library_tables() -> set[str]:
    tables = set()
    for config in apps.get_app_configs():
        if not config.name.startswith("fairward."):
            tables |= {model._meta.db_table for model in config.get_models(include_auto_created=True)}
    return tables


def _execute(cursor: Any, words: str, names: dict[str, Any]) -> None:
    cursor.execute(sql.SQL(words).format(**names))
