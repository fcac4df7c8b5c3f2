"""Raw SQL as the application's own login: an organisation sees no member of another, an account only its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import psycopg
import pytest

from fairward.kernel.vocabulary import Role
from fairward.organisations import actions as organisations
from tests.personas import LEAD, SUPERVISOR, School, make_school

Raw = Callable[..., psycopg.Connection[tuple[Any, ...]]]
TABLES = ("organisations_membership", "organisations_callnumber", "organisations_organisation")


@pytest.fixture
def two(transactional_db: None) -> tuple[School, School]:
    """Two schools; the first one's supervisor also works at the second."""
    first = make_school(staff=(LEAD, SUPERVISOR), keys=False)
    second = make_school("Ashgrove Secondary School", staff=(LEAD,), keys=False)
    organisations.add_member(
        by=organisations.installation(second.organisation_id),
        account_id=first[SUPERVISOR].account_id,
        role=Role.RECORDER,
        name=SUPERVISOR.name,
    )
    return first, second


def count(connection: psycopg.Connection[tuple[Any, ...]], table: str, **who: UUID) -> int:
    with connection.transaction():
        for name, value in who.items():
            connection.execute(f"SET LOCAL fairward.{name} = '{value}'")
        row = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    assert row
    return int(row[0])


@pytest.mark.parametrize("table", TABLES)
def test_without_an_organisation_there_are_no_rows(raw: Raw, two: tuple[School, School], table: str) -> None:
    assert count(raw(role="fairward_app"), table) == 0


@pytest.mark.parametrize(("table", "first", "second"), list(zip(TABLES, (2, 2, 1), (2, 2, 1), strict=True)))
def test_an_organisation_sees_its_own_rows_only(
    raw: Raw, two: tuple[School, School], table: str, first: int, second: int
) -> None:
    connection = raw(role="fairward_app")
    found = [count(connection, table, organisation=school.organisation_id) for school in two]
    assert found == [first, second]
    assert count(raw(role="postgres"), table) == first + second


def test_even_the_owner_of_the_tables_sees_nothing_without_an_organisation(
    raw: Raw, two: tuple[School, School]
) -> None:
    assert [count(raw(), table) for table in TABLES] == [0, 0, 0]


def test_an_account_sees_its_own_memberships_and_where_they_are(raw: Raw, two: tuple[School, School]) -> None:
    connection, account_id = raw(role="fairward_app"), two[0][SUPERVISOR].account_id
    assert count(connection, "organisations_membership", account=account_id) == 2
    assert count(connection, "organisations_organisation", account=account_id) == 2
    assert count(connection, "organisations_callnumber", account=account_id) == 0
    assert count(connection, "organisations_membership", account=two[0][LEAD].account_id) == 1


def test_an_account_changes_no_membership_by_being_itself(raw: Raw, two: tuple[School, School]) -> None:
    connection, account_id = raw(role="fairward_app"), two[0][SUPERVISOR].account_id
    with connection.transaction():
        connection.execute(f"SET LOCAL fairward.account = '{account_id}'")
        changed = connection.execute("UPDATE organisations_membership SET role = 3").rowcount
        gone = connection.execute("DELETE FROM organisations_membership").rowcount
    assert (changed, gone) == (0, 0)


def test_no_organisation_writes_a_member_into_another(raw: Raw, two: tuple[School, School]) -> None:
    connection, (first, second) = raw(role="fairward_app"), two
    with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
        connection.execute(f"SET LOCAL fairward.organisation = '{first.organisation_id}'")
        connection.execute(
            "UPDATE organisations_membership SET organisation_id = %s WHERE id = %s",
            [second.organisation_id, first[LEAD].membership_id],
        )


def test_no_organisation_renames_another(raw: Raw, two: tuple[School, School]) -> None:
    connection, (first, second) = raw(role="fairward_app"), two
    with connection.transaction():
        connection.execute(f"SET LOCAL fairward.organisation = '{first.organisation_id}'")
        connection.execute(f"SET LOCAL fairward.account = '{first[SUPERVISOR].account_id}'")
        changed = connection.execute(
            "UPDATE organisations_organisation SET name = 'Mine' WHERE id = %s", [second.organisation_id]
        ).rowcount
    assert changed == 0


def test_no_name_of_a_member_lies_in_the_database(raw: Raw, two: tuple[School, School]) -> None:
    with raw(role="postgres") as connection:
        rows = connection.execute("SELECT display_name, job_title FROM organisations_membership").fetchall()
        numbers = connection.execute("SELECT whom, number FROM organisations_callnumber").fetchall()
    stored = b"".join(bytes(cell) for row in [*rows, *numbers] for cell in row)
    assert stored
    for words in (LEAD.name, LEAD.job_title, SUPERVISOR.name, "01632 960 101"):
        assert words.encode() not in stored


def test_the_list_of_the_installation_holds_ids_only(raw: Raw, two: tuple[School, School]) -> None:
    with raw(role="fairward_app") as connection:
        rows = connection.execute("SELECT * FROM organisations_installedorganisation").fetchall()
    assert set(rows) == {(school.organisation_id,) for school in two}
