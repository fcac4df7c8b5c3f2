"""Names of others in what goes: found as they are written, replaced wherever they stand, the child's own left alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from fairward.exchange.choosing.content import Chosen, Decision, from_bytes, to_bytes
from fairward.exchange.choosing.names import ADULT, FAMILY, PUPIL, Known, found_in, named_in, texts_going
from fairward.exchange.choosing.names_forms import KEEP, REPLACE, NamesForm
from fairward.exchange.choosing.proposing import Standing, standing_in
from fairward.exchange.package.making import Choice, ChosenEntry, Hands, passages_of
from fairward.files.content import StatementContent
from fairward.kernel.vocabulary import Basis, Label
from tests.support.leaving import HILL_TOP, a_draft
from tests.support.packages import MARSH, an_id, entry

PEOPLE = [
    Known("José Okoro", "another pupil, now or before", PUPIL),
    Known("Ann O'Neill-Marsh", "mother", FAMILY, is_usually_kept=True),
    Known("Kim Lee", "class teacher, works here", "staff", is_usually_kept=True),
]


def written(text: str, own: str = "Robin Marsh") -> list[str]:
    return [one.written for one in found_in([text], PEOPLE, own)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("He ran after JOSE.", ["JOSE"]),
        ("José’s coat was torn, and Jose cried.", ["José", "Jose"]),
        ("Mrs O’Neill Marsh came.", ["O’Neill Marsh"]),
        ("Robin Marsh cried. Marsh Lane.", []),
        ("Okoroko is a game.", []),
    ],
)
def test_names_are_found_as_they_are_written(text: str, names: list[str]) -> None:
    assert sorted(written(text)) == sorted(names)


def test_who_told_it_and_whom_it_is_about_is_offered_but_not_the_child() -> None:
    claims = (
        StatementContent(Basis.TOLD_BY, "He hit him.", an_id(1), source="Mrs Vale next door", about=(an_id(900),)),
    )  # fmt: skip
    draft = a_draft(Chosen(HILL_TOP))
    standing = standing_in(draft, [entry(claims, attached={})], date(2026, 5, 20))
    known = named_in(standing, ["Robin Marsh"])
    assert [(one.name, one.instead) for one in known] == [("Mrs Vale next door", ADULT)]
    assert {"Mrs Vale next door", "Vale"} <= {
        one.written for one in found_in(texts_going(standing), known, "Robin Marsh")
    }


def test_whatever_is_offered_is_replaced_wherever_it_stands() -> None:
    text = "José Okoro's coat. Then JOSÉ and Okoro said it, Jose too."
    claims = (StatementContent(Basis.TOLD_BY, text, an_id(1), source="José Okoro, year 6"),)
    made = entry(claims, attached={})
    masks = dict.fromkeys(written(text), "another pupil")
    found = passages_of(
        ChosenEntry(made, {an_id(1): Choice(Label.RELEASABLE)}, masked=masks), Hands(MARSH.id, MARSH.name)
    )[0]
    for one in (found.text, found.source, found.basis_words):
        assert not any(name in one.casefold() for name in ("josé", "jose", "okoro")), one
    assert found.is_masked


def form(posted: dict[str, Any] | None = None, chosen: Chosen | None = None) -> NamesForm:
    names = found_in(["José told Kim Lee."], PEOPLE, "Robin Marsh")
    return NamesForm(posted, names=names, chosen=chosen or Chosen(HILL_TOP))


def posted(**changed: str) -> dict[str, str]:
    """What is sent when nothing is changed on the page, but for these."""
    drawn = form()
    return {one.html_name: one.value() or "" for one in drawn} | changed


def test_pupils_are_replaced_and_staff_stay_unless_somebody_says_otherwise() -> None:
    given = form(posted())
    assert given.is_valid(), given.errors
    assert given.masks == {"José": "another pupil"}
    assert "Kim Lee" in given.named and given.named["Kim Lee"].startswith("Usually needed")


def test_a_name_of_somebody_else_that_goes_needs_a_reason() -> None:
    key = next(one.key for one in form().names if one.written == "José")
    unsaid = form(posted(**{f"do_{key}": KEEP}))
    assert not unsaid.is_valid() and "José" in str(unsaid.errors)
    said = form(posted(**{f"do_{key}": KEEP, f"why_{key}": "They are to be kept apart."}))
    assert said.is_valid() and said.named["José"] == "They are to be kept apart."


def test_what_somebody_added_is_there_again_and_can_be_taken_back() -> None:
    before = replace(Chosen(HILL_TOP), masks={"the blue house": "an adult"})
    again = form(chosen=before)
    key = next(one.key for one in again.names if one.written == "the blue house")
    assert again[f"do_{key}"].value() == REPLACE
    given = {one.html_name: one.value() or "" for one in again}
    given |= {f"do_{key}": KEEP, f"why_{key}": "They know it."}
    taken = form(given, before)
    assert taken.is_valid() and "the blue house" not in taken.masks


def test_what_is_chosen_comes_back_whole_with_names_and_versions() -> None:
    chosen = replace(
        Chosen(HILL_TOP), named={"José": "Needed."}, names_looked=frozenset({an_id(1)}),
        passages={an_id(1): Decision(True, words="Because.", version=3)},
    )  # fmt: skip
    assert from_bytes(to_bytes(chosen)) == chosen


@pytest.mark.parametrize(("version", "is_decided"), [(None, True), (2, True), (1, False)])
def test_a_decision_is_about_the_words_that_somebody_saw(version: int | None, is_decided: bool) -> None:
    made = entry()
    assert made.version == 2
    first = standing_in(a_draft(Chosen(HILL_TOP)), [made], date(2026, 5, 20))[0]
    found = Standing(made, first.passage, first.proposal, Decision(True, words="Because.", version=version))
    assert (found.is_decided, found.is_in, found.is_changed) == (is_decided, is_decided, not is_decided)
