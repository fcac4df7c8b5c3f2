"""Promise 3 (and 4, 8): what was recorded with the wrong child leaves a proof and nothing else, and joins no two families."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

from fairward.kernel.vocabulary import AnnotationKind, Basis, Purpose
from fairward.people.actions import add_adult, add_child
from fairward.people.identity import AdultIdentity, ChildIdentity
from fairward.people.vocabulary import RelationshipKind
from fairward.school.concerns.report_answers import Said
from tests.personas import ADMINISTRATOR, LEAD, Persona, sign_in
from tests.support.families import let_in, persona
from tests.support.living import MOTHER, Living, make_living, tell_social_care
from tests.support.mistaking import correct
from tests.support.showing import show

MARKER = "xylophone"
OTHER = "Sally Okonkwo"
PARTS = ("", "looks/", "where/", "sides/", "people/")


@dataclass
class Two:
    """Two families; something about the second child was recorded with the first one, who was shown it, and is put right."""

    living: Living
    right: UUID
    old: UUID
    new: UUID

    def pages(self, who: Persona, child: UUID) -> str:
        client = sign_in(Client(), self.living.school[who])
        client.post("/family/before/")
        addresses = ["/family/", "/family/requests/", *(f"/family/{child}/{part}" for part in PARTS)]
        addresses += [f"/family/{child}/entries/{entry}/" for entry in (self.old, self.new)]
        return "".join(client.get(address).content.decode() for address in addresses)


@pytest.fixture
def two(transactional_db: None) -> Two:
    living = make_living()
    with living.school.transaction():
        office = living.actor(ADMINISTRATOR)
        right = add_child(by=office, identity=ChildIdentity("Amy", "Okonkwo", class_name="3B"), year_group=3)
        other = add_adult(
            by=office, child_id=right, identity=AdultIdentity("Okonkwo", "Sally"), kind=RelationshipKind.MOTHER,
            has_responsibility=True,
        )  # fmt: skip
    let_in(living.school, other, [right], OTHER)
    old = living.file(living.report(Said(basis=Basis.OBSERVED, text=f"She hid a {MARKER} under her coat.")))[
        0
    ]
    living.annotate(old, "Morag Fairbairn says that they own none.", kind=AnnotationKind.FAMILY_ACCOUNT)
    show(living, old, living.mother, persona(MOTHER))
    tell_social_care(living, old)
    made = correct(living, old, right).entry_id
    assert made is not None
    show(living, made, other, persona(OTHER))
    return Two(living, right, old, made)


def test_the_first_family_learns_that_it_is_gone_and_not_whose_it_is(two: Two) -> None:
    pages = two.pages(persona(MOTHER), two.living.amy)
    assert "It was not about Amy Fairbairn" in pages
    for secret in ("Okonkwo", str(two.right), str(two.new), MARKER):
        assert secret not in pages, secret


def test_the_second_family_learns_nothing_of_the_first(two: Two) -> None:
    pages = two.pages(persona(OTHER), two.right)
    assert MARKER in pages
    for secret in ("Fairbairn", "Morag", str(two.living.amy), str(two.old), "another child"):
        assert secret not in pages, secret


def test_no_line_of_the_log_about_one_child_names_what_is_the_other_s(two: Two) -> None:
    with two.living.school.transaction(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT l.subject_id, l.item_id, d.body FROM audit_leaf l JOIN audit_detail d "
            "ON d.organisation_id = l.organisation_id AND d.id = l.id WHERE l.subject_id IS NOT NULL"
        )
        lines = cursor.fetchall()
    named: dict[UUID, set[str]] = {}
    for subject, item, body in lines:
        items = json.loads(bytes(body)).get("items", [])
        named.setdefault(subject, set()).update(map(str, [item, *items]))
    assert str(two.old) in named[two.living.amy] and str(two.new) in named[two.right]
    assert str(two.new) not in named[two.living.amy] and str(two.right) not in named[two.living.amy]
    assert str(two.old) not in named[two.right] and str(two.living.amy) not in named[two.right]


def test_no_page_about_the_first_child_says_anything_of_it_but_the_proof(two: Two) -> None:
    client = sign_in(Client(), two.living.school[LEAD])
    child = client.get(f"/children/{two.living.amy}/").text
    assert "was about somebody else" in child and "No file" in child and "Okonkwo" not in child
    for address in (f"/entries/{two.old}/", f"/entries/{two.old}/versions/", f"/entries/{two.old}/who-sees/"):
        assert client.get(address).status_code == 404, address
    found = client.post("/search/", {"text": MARKER}).text
    assert found.count("Amy Okonkwo") >= 1 and "Fairbairn" not in found


def test_one_purpose_stays_one_purpose(two: Two) -> None:
    """It goes into the right child's file for the same purpose, never into another (promise 4)."""
    client = sign_in(Client(), two.living.school[LEAD])
    page = client.get(f"/children/{two.right}/").text
    files = [one.word.capitalize() for one in Purpose if f">{one.word.capitalize()}</a></h3>" in page]
    assert files == ["Child protection"]


def test_the_tables_that_stay_hold_no_word_and_no_other_child(two: Two, raw: Any) -> None:
    both = "SELECT p::text FROM mistakes_proof p UNION ALL SELECT t::text FROM mistakes_takenfrom t"
    rows = raw("default", "postgres").execute(both).fetchall()
    text = " ".join(row[0] for row in rows)
    assert len(rows) == 2
    for secret in (str(two.right), str(two.new), str(two.old), MARKER):
        assert secret not in text
