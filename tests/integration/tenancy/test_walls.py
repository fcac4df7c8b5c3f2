"""Raw SQL as the application's own login, on every table of both databases that an organisation owns: another organisation
sees no row of it, changes none, deletes none, and can put none there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.apps import apps
from psycopg import sql
from psycopg.errors import CheckViolation, ForeignKeyViolation, InsufficientPrivilege

from fairward.kernel.ids import new_id
from fairward.tenancy.context import WrongOrganisation, as_organisation
from tests.support.living import busy, make_living
from tests.support.rows import fill

pytestmark = pytest.mark.django_db(transaction=True)
Connection = psycopg.Connection[Any]
Raw = Callable[..., Connection]
NOT_OWNED = {"audit_installationhead"}  # the installation's own log of heads


def alias_of(table: str) -> str:
    return "keyring" if table.startswith("keys_") else "default"


def tables() -> list[str]:
    found = [
        model._meta.db_table
        for model in apps.get_models()
        if model.__module__.startswith("fairward.")
        and "organisation_id" in {field.column for field in model._meta.concrete_fields}
    ]
    return sorted(set(found) - NOT_OWNED)


@contextmanager
def seeing(connection: Connection, organisation_id: UUID) -> Iterator[None]:
    """A transaction of the application for one organisation, rolled back at its end."""
    with connection.transaction(force_rollback=True):
        connection.execute(f"SET LOCAL fairward.organisation = '{organisation_id}'")
        yield


@pytest.fixture
def two(transactional_db: None) -> tuple[UUID, UUID]:
    """Two schools; the first has a row in every table."""
    first = busy(make_living())
    fill(first)
    second = make_living("Ashgrove Secondary School")
    return first.school.organisation_id, second.school.organisation_id


def count(connection: Connection, table: str, organisation_id: UUID) -> int:
    asked = sql.SQL("SELECT count(*) FROM {} WHERE organisation_id = %s").format(sql.Identifier(table))
    row = connection.execute(asked, [organisation_id]).fetchone()
    assert row is not None
    return int(row[0])


def test_no_organisation_reaches_into_another(raw: Raw, two: tuple[UUID, UUID]) -> None:
    ours, theirs = two
    connections = {alias: raw(alias, "fairward_app") for alias in ("default", "keyring")}
    everything = {alias: raw(alias, "postgres") for alias in ("default", "keyring")}
    for table in tables():
        application, whole = connections[alias_of(table)], everything[alias_of(table)]
        there = count(whole, table, ours)
        assert there > 0, f"{table}: put a row into it (fill), or the test proves nothing"
        with seeing(application, ours):
            assert count(application, table, ours) == there, table
        with seeing(application, theirs):
            assert count(application, table, ours) == 0, f"{table} shows rows of another organisation"
        none = application.execute(
            sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
        ).fetchone()
        assert none == (0,), f"{table} shows rows to nobody in particular"
        for statement in ("UPDATE {} SET organisation_id = organisation_id", "DELETE FROM {}"):
            changes(application, table, statement, ours, theirs)
        assert count(whole, table, ours) == there


def changes(connection: Connection, table: str, statement: str, ours: UUID, theirs: UUID) -> None:
    """The statement, as the other organisation, reaches no row of ours; where a right is missing it is refused."""
    words = sql.SQL(statement + " WHERE organisation_id = %s").format(sql.Identifier(table))
    try:
        with seeing(connection, theirs):
            assert connection.execute(words, [ours]).rowcount == 0, f"{statement}: {table}"
    except InsufficientPrivilege:
        is_appended = table.startswith("audit_") or table in ("retention_certificate", "travel_heldhead")
        assert is_appended, f"{table}: the application lacks a right that it needs"


def test_nothing_can_be_put_into_another_organisation(raw: Raw, two: tuple[UUID, UUID]) -> None:
    ours, theirs = two
    connections = {alias: raw(alias, "fairward_app") for alias in ("default", "keyring")}
    everything = {alias: raw(alias, "postgres") for alias in ("default", "keyring")}
    for table in tables():
        application, whole = connections[alias_of(table)], everything[alias_of(table)]
        names = [
            row.name
            for row in whole.execute(
                sql.SQL("SELECT * FROM {} LIMIT 0").format(sql.Identifier(table))
            ).description
            or ()
        ]
        row = whole.execute(
            sql.SQL("SELECT * FROM {} WHERE organisation_id = %s").format(sql.Identifier(table)), [ours]
        ).fetchone()
        assert row is not None
        values = [new_id() if name == "id" else value for name, value in zip(names, row, strict=True)]
        insert = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
            sql.Identifier(table),
            sql.SQL(", ").join(map(sql.Identifier, names)),
            sql.SQL(", ").join([sql.Placeholder()] * len(names)),
        )
        with pytest.raises(InsufficientPrivilege, match="row-level security"), seeing(application, theirs):
            application.execute(insert, values)


def references(connection: Connection) -> list[tuple[str, str, str]]:
    """(table, column, target) of every composite reference between owned tables."""
    return connection.execute(
        "SELECT c.conrelid::regclass::text, a.attname, c.confrelid::regclass::text FROM pg_constraint c "
        "JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[2] "
        "WHERE c.contype = 'f' AND array_length(c.conkey, 1) = 2"
    ).fetchall()


def test_no_row_points_at_another_organisation_s(raw: Raw, two: tuple[UUID, UUID]) -> None:
    """Every composite reference: our row cannot be made to name a row that only the other organisation has."""
    ours, theirs = two
    tried = 0
    for alias in ("default", "keyring"):
        whole = raw(alias, "postgres")
        for table, column, target in references(whole):
            there = whole.execute(
                sql.SQL("SELECT id FROM {} WHERE organisation_id = %s").format(sql.Identifier(target)),
                [theirs],
            ).fetchone()
            if there is None:
                continue
            refused = [
                points_across(whole, table, column, row, there[0], ours)
                for row in ids(whole, table, column, ours)
            ]
            assert refused and set(refused) <= {ForeignKeyViolation, CheckViolation}, (
                f"{table}.{column}: {refused}"
            )
            assert ForeignKeyViolation in refused, f"{table}.{column}: no row could have shown it"
            tried += 1
    assert tried >= 5


def ids(connection: Connection, table: str, column: str, organisation_id: UUID) -> list[UUID]:
    asked = sql.SQL("SELECT id FROM {} WHERE organisation_id = %s AND {} IS NOT NULL").format(
        sql.Identifier(table), sql.Identifier(column)
    )
    return [row[0] for row in connection.execute(asked, [organisation_id]).fetchall()]


def points_across(
    connection: Connection, table: str, column: str, row_id: UUID, target_id: UUID, organisation_id: UUID
) -> type[Exception] | None:
    """What refuses it when one row is made to name `target_id`; None when nothing does. Past row-level security."""
    words = sql.SQL("UPDATE {} SET {} = %s WHERE organisation_id = %s AND id = %s").format(
        sql.Identifier(table), sql.Identifier(column)
    )
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(words, [target_id, organisation_id, row_id])
            connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except (ForeignKeyViolation, CheckViolation) as refused:
        return type(refused)
    return None


def test_a_transaction_belongs_to_one_organisation_and_forgets_it(raw: Raw, two: tuple[UUID, UUID]) -> None:
    ours, theirs = two
    connection = raw("default", "fairward_app")
    with connection.transaction():
        connection.execute(f"SET LOCAL fairward.organisation = '{ours}'")
        assert count(connection, "files_entry", ours) > 0
    assert count(connection, "files_entry", ours) == 0, "the next request on this connection starts blind"
    with as_organisation(ours), pytest.raises(WrongOrganisation), as_organisation(theirs):
        pass
