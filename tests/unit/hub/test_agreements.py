"""What lies outside an agreement is refused, each time with the clause of the paper that says so."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from fairward.exchange.answering.asking import ALL_LABELS, AskedPerson, AskedThing
from fairward.hub.enquiries.terms import Terms, check_within, from_bytes, outside, to_bytes
from fairward.kernel.denied import Denied
from tests.support.packages import an_id

TERMS = Terms(
    title="Tier two", purposes=("child_in_need",), powers=("ca1989_s17",), people=("child",), data=("incidents",),
    look_back_months=12, labels=ALL_LABELS, retention="28 days", signed_by="Both",
    clauses={"purposes": "2", "powers": "2.1", "people": "3", "data": "4.2", "look_back": "5.1"},
)  # fmt: skip
CHILD = AskedPerson(an_id(1), "Robin Marsh", "child", "He was hurt.")
ASKED: dict[str, Any] = {
    "level": 3, "power": "ca1989_s17", "look_back_months": 12, "persons": [CHILD],
    "questions": [AskedThing("incidents", "Were you called?")],
}  # fmt: skip


def test_what_the_agreement_covers_is_asked() -> None:
    check_within(TERMS, **ASKED)


@pytest.mark.parametrize(
    ("change", "code", "clause"),
    [
        ({"level": 4}, "outside_purposes", "Clause 2 of “Tier two”"),
        ({"level": 1}, "outside_purposes", "Clause 2 of “Tier two”"),
        ({"power": "ca2004_s16la"}, "outside_powers", "Clause 2.1 of “Tier two”"),
        ({"persons": [CHILD, replace(CHILD, kind="other_adult")]}, "outside_people", "Clause 3 of “Tier two”"),
        ({"questions": [AskedThing("intelligence", "What else?")]}, "outside_data", "Clause 4.2 of “Tier two”"),
        ({"look_back_months": 13}, "outside_look_back", "Clause 5.1 of “Tier two” lets you ask at most 12 months back."),
    ],
    ids=lambda value: value if isinstance(value, str) and "_" in value else "",
)  # fmt: skip
def test_a_refusal_cites_its_clause(change: dict[str, Any], code: str, clause: str) -> None:
    with pytest.raises(Denied) as denied:
        check_within(TERMS, **{**ASKED, **change})
    assert denied.value.code == code and denied.value.sentence.startswith(clause)


def test_a_paper_without_numbers_is_cited_by_the_part_of_the_page() -> None:
    bare = replace(TERMS, clauses={})
    (_, sentence), *_ = outside(bare, **{**ASKED, "look_back_months": 13})
    assert sentence.startswith("Clause 5 of “Tier two”")


def test_terms_come_back_as_they_were_kept() -> None:
    assert from_bytes(to_bytes(TERMS)) == TERMS
