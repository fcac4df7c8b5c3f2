"""One organisation sees no child of another, whatever the SQL; identity is nowhere in the clear."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from fairward.kernel.ids import new_id
from fairward.people import actions, queries
from fairward.people.identity import AdultIdentity, ChildIdentity
from fairward.people.vocabulary import RelationshipKind
from tests.personas import ADMINISTRATOR, School, make_school

TABLES = ("people_child", "people_adult", "people_relationship", "people_rosterimport")
Raw = Callable[..., psycopg.Connection[tuple[Any, ...]]]


def add_family(school: School, forename: str) -> None:
    with school.transaction():
        by = school.actor(ADMINISTRATOR)
        child_id = actions.add_child(
            by=by, identity=ChildIdentity(forename, "Zzyzx", upn="U925999923001"), year_group=3
        )
        identity = AdultIdentity("Zzyzx", "Quill", phones=("07700 900123",))
        actions.add_adult(by=by, child_id=child_id, identity=identity, kind=RelationshipKind.MOTHER)


def counts(connection: psycopg.Connection[tuple[Any, ...]], organisation: object) -> list[int]:
    with connection.transaction():
        connection.execute(f"SET LOCAL fairward.organisation = '{organisation}'")
        rows = [connection.execute(f"SELECT count(*) FROM {table}").fetchone() for table in TABLES]
    return [row[0] for row in rows if row]


def test_each_sees_its_own_rows_only(raw: Raw) -> None:
    first, second = make_school(), make_school()
    add_family(first, "Ada")
    add_family(second, "Bea")
    app = raw("default", "fairward_app")
    assert counts(app, first.organisation_id)[:3] == [1, 1, 1]
    assert counts(app, second.organisation_id)[:3] == [1, 1, 1]
    assert counts(app, new_id()) == [0, 0, 0, 0]
    assert app.execute("SELECT count(*) FROM people_child").fetchone() == (0,)


def test_a_relationship_cannot_reach_over_the_wall(raw: Raw) -> None:
    first, second = make_school(), make_school()
    add_family(first, "Ada")
    add_family(second, "Bea")
    owner = raw()
    with owner.transaction():
        owner.execute(f"SET LOCAL fairward.organisation = '{second.organisation_id}'")
        (theirs,) = owner.execute("SELECT id FROM people_child").fetchone() or (None,)
    with pytest.raises(psycopg.errors.ForeignKeyViolation), owner.transaction():
        owner.execute(f"SET LOCAL fairward.organisation = '{first.organisation_id}'")
        owner.execute("UPDATE people_relationship SET child_id = %s", [theirs])
        owner.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_same_number_may_be_known_in_two_schools_and_looks_different(raw: Raw) -> None:
    first, second = make_school(), make_school()
    add_family(first, "Ada")
    add_family(second, "Bea")
    digests = set()
    owner = raw()
    for school in (first, second):
        with owner.transaction():
            owner.execute(f"SET LOCAL fairward.organisation = '{school.organisation_id}'")
            digests |= {bytes(row[0]) for row in owner.execute("SELECT upn_digest FROM people_child")}
    assert len(digests) == 2


def test_nothing_of_a_name_is_in_the_tables(raw: Raw) -> None:
    school = make_school()
    add_family(school, "Ada")
    owner = raw()
    with owner.transaction():
        owner.execute(f"SET LOCAL fairward.organisation = '{school.organisation_id}'")
        for table in TABLES:
            dump = b"".join(
                column if isinstance(column, bytes) else str(column).encode()
                for row in owner.execute(f"SELECT * FROM {table}")
                for column in row
            )
            for word in (b"Zzyzx", b"Ada", b"Quill", b"U925999923001", b"07700"):
                assert word not in dump


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["zoe", "ZOË", "obri", "o'bri", "y3", "year 3", "3b", "zoe 3", "sean", "og", "łuk", "lukasz"]
)
def test_children_are_found_by_name_year_and_class(text: str) -> None:
    school = make_school()
    with school.transaction():
        by = school.actor(ADMINISTRATOR)
        for forename, surname in (("Zoë", "O’Brien"), ("Seán-Óg", "Martin"), ("Łukasz", "Sykes")):
            identity = ChildIdentity(forename, surname, class_name="3B", upn="", address=("17 Nowhere Lane",))
            actions.add_child(by=by, identity=identity, year_group=3)
        actions.add_child(by=by, identity=ChildIdentity("Finn", "Taylor", class_name="5A"), year_group=5)
        found = queries.find_children(by, text)
        assert found
        assert all(one.name.first != "Finn" for one in found)


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["U925999923001", "2018", "nowhere", "", "   ", "zoe finn"])
def test_nobody_is_found_by_number_birth_date_or_address(text: str) -> None:
    school = make_school()
    with school.transaction():
        by = school.actor(ADMINISTRATOR)
        identity = ChildIdentity("Zoe", "Martin", upn="U925999923001", address=("17 Nowhere Lane",))
        actions.add_child(by=by, identity=identity)
        actions.add_child(by=by, identity=ChildIdentity("Finn", "Taylor"))
        assert not queries.find_children(by, text)
