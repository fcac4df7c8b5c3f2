"""What the application's login may do in the databases, seen with raw SQL."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.db import connections

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("alias", ["default", "keyring"])
def test_the_application_owns_nothing_and_cannot_bypass(alias: str) -> None:
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles "
            "WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("fairward_app", False, False, False, False)
        cursor.execute("SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = current_user")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("alias", ["default", "keyring"])
def test_the_application_cannot_make_a_table(raw: Callable[..., Any], alias: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        raw(alias, "fairward_app").execute("CREATE TABLE hidden (word text)")


@pytest.mark.parametrize("alias", ["default", "keyring"])
def test_every_table_with_an_organisation_is_walled(raw: Callable[..., Any], alias: str) -> None:
    """Row-level security, enabled and forced, on each table that has the column."""
    open_tables = (
        raw(alias)
        .execute(
            "SELECT relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
            "WHERE a.attname = 'organisation_id' AND c.relkind = 'r' "
            "AND NOT (c.relrowsecurity AND c.relforcerowsecurity)"
        )
        .fetchall()
    )
    # The heads of all organisations' logs belong to the installation: one log for all, opaque ids and hashes only.
    assert {name for (name,) in open_tables} <= {"audit_installationhead"}
