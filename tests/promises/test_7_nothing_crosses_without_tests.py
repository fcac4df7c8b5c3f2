"""Promise 7: nothing leaves that was not chosen, labelled, justified and tested; danger is not held up, and "no" stays no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairward.exchange.choosing.completeness import as_it_goes, missing_in, stops
from fairward.exchange.choosing.content import Addressee, Answer, Chosen, Decision, Named
from fairward.exchange.choosing.proposing import standing_in, taking_proposals
from fairward.exchange.package.building import build
from fairward.exchange.package.contents import Person, Recipient
from fairward.exchange.package.making import Choice, ChosenEntry
from fairward.exchange.package.sealing import Package
from fairward.files.rendering import RenderedEntry
from fairward.kernel.vocabulary import DisclosureKind, Label, OrganisationKind
from fairward.rules import disclosure, packages
from tests.support.leaving import HILL_TOP, a_draft, answered
from tests.support.packages import HILL, MARSH, SMALL_PDF, an_id, entry, head

TODAY = date(2026, 5, 20)
ENTRY = entry(outcome=None, fields={"rationale": "We rang his mother."})
KEYS = [one.passage.id for one in standing_in(a_draft(Chosen(HILL_TOP)), [ENTRY], TODAY)]
NOTES = [an_id(201), an_id(202)]
MUST = ("relevant", "helps")


def whole(**changes: Any) -> Chosen:
    """Everything answered, everything chosen, all looked at."""
    draft = a_draft(Chosen(HILL_TOP))
    taken = taking_proposals(draft.chosen, standing_in(draft, [ENTRY], TODAY))
    return replace(answered(replace(taken, names_looked=frozenset(KEYS)), DisclosureKind.TRANSFER), **changes)


def decided(**changes: Any) -> Mapping[UUID, Decision]:
    """The first passage decided otherwise than proposed."""
    passages = whole().passages
    return {**passages, KEYS[0]: replace(passages[KEYS[0]], **changes)}


def missing_ids(chosen: Chosen, *, is_urgent: bool = False) -> list[str]:
    return [one.id for one in missing_in(a_draft(chosen, is_urgent=is_urgent), [ENTRY], TODAY)]


def without_test(test: str) -> dict[str, Answer]:
    return {key: answer for key, answer in whole().tests.items() if key != test}


def test_what_is_whole_lacks_nothing() -> None:
    assert missing_ids(whole()) == []


LACKING: dict[str, dict[str, Any]] = {
    "purpose": {"purpose": ""},
    "purpose of another kind": {"purpose": "answer_hub"},
    "reason": {"reason": "  "},
    "basis": {"basis": ""},
    "basis on no list": {"basis": "because"},
    "told": {"is_told": None},
    "ground": {"is_told": False},
    "a day to look again": {"is_told": False, "ground": "increases_risk"},
    "a day that is near enough": {
        "is_told": False, "ground": "increases_risk", "look_again_on": TODAY + timedelta(days=60),
    },
    "a day that lies ahead": {"is_told": False, "ground": "increases_risk", "look_again_on": TODAY},
    "a decision": {"passages": {}},
    "a decision by a person": {"passages": decided(is_default=True)},
    "a reason to go": {"passages": decided(words=" ")},
    "a reason to stay": {"passages": decided(is_in=False, why="")},
    "a summary": {"passages": decided(label=Label.RELEASABLE_SUMMARY)},
    "a summary of what belongs to it": {
        "passages": decided(label=Label.RELEASABLE_SUMMARY, summary="A bruise.", summaries={NOTES[0]: "A fall."})
    },
    "whom to call": {"passages": decided(label=Label.POINTER)},
    "somebody who may read it": {"passages": decided(label=Label.HUB_ONLY)},
    "a label strict enough for its grade": {"passages": decided(grade="2BC")},
    "named people": {
        "passages": decided(label=Label.SEALED), "addressee": Addressee("Hill Top", OrganisationKind.SCHOOL),
    },
    "a look at the names": {"names_looked": frozenset(KEYS[1:])},
    **{f"test {one.id}": {"tests": without_test(one.id)} for one in disclosure.tests()},
    **{
        f"reason of test {one.id}": {"tests": {**whole().tests, one.id: Answer("no")}}
        for one in disclosure.tests()
    },
}  # fmt: skip


@pytest.mark.parametrize("lacking", LACKING)
def test_what_lacks_something_is_not_whole(lacking: str) -> None:
    chosen = whole(**LACKING[lacking])
    assert stops(missing_in(a_draft(chosen), [ENTRY], TODAY)), lacking
    for one in missing_in(a_draft(chosen), [ENTRY], TODAY):
        assert one.sentence.endswith((".", "”", "?")) and one.address_name.startswith("choosing:")


ANSWERS = st.builds(Answer, st.sampled_from(["yes", "no", "not_yet", ""]), st.sampled_from(["", "Because."]))
DECISIONS = st.builds(
    Decision,
    st.sampled_from([True, False, None]),
    st.sampled_from(list(Label)),
    why=st.sampled_from(["", *(one.id for one in packages.reasons())]),
    words=st.sampled_from(["", "They need it."]),
    summary=st.sampled_from(["", "A bruise."]),
    summaries=st.dictionaries(st.sampled_from(NOTES), st.sampled_from(["", "A fall."])),
    call=st.sampled_from(["", "Ms Hart, 01234 567890"]),
    grade=st.sampled_from(["", "2BC", "1AP"]),
    is_default=st.booleans(),
)
CHOSEN = st.builds(
    Chosen,
    st.builds(Addressee, st.just("Hill Top"), st.sampled_from(list(OrganisationKind)), st.just((Named("A", "b"),))),
    tests=st.dictionaries(st.sampled_from([one.id for one in disclosure.tests()]), ANSWERS),
    is_told=st.sampled_from([True, False, None]),
    reason=st.sampled_from(["", "He starts on Monday."]),
    passages=st.dictionaries(st.sampled_from(KEYS), DECISIONS),
)  # fmt: skip


@settings(max_examples=200)
@given(chosen=CHOSEN, test=st.sampled_from(MUST), is_urgent=st.booleans(), reason=st.text(max_size=3))
def test_what_is_not_relevant_or_does_not_help_never_goes(
    chosen: Chosen, test: str, is_urgent: bool, reason: str
) -> None:
    refused = replace(chosen, tests={**chosen.tests, test: Answer("no", reason)})
    found = stops(missing_in(a_draft(refused, is_urgent=is_urgent), [ENTRY], TODAY))
    assert f"test_no_{test}" in {one.id for one in found}


@settings(max_examples=200)
@given(chosen=CHOSEN)
def test_in_danger_nothing_else_holds_it_up_and_it_can_be_made(chosen: Chosen) -> None:
    draft = a_draft(chosen, is_urgent=True)
    missing = missing_in(draft, [ENTRY], TODAY)
    noes = {f"test_no_{one}" for one in MUST if chosen.tests.get(one, Answer("")).answer == "no"}
    assert {one.id for one in stops(missing)} == noes
    going = as_it_goes(draft, [ENTRY], TODAY)
    assert set(going.later) == {one.id for one in missing}
    assert (
        going.reason
        and going.basis
        and going.purpose
        and set(going.tests) >= {one.id for one in disclosure.tests()}
    )
    assert going.is_told or (going.ground and going.look_again_on)
    made = packed(going)
    assert len(made.manifest.passages) <= sum(bool(one.is_in) for one in chosen.passages.values())


@settings(max_examples=200)
@given(chosen=CHOSEN, is_urgent=st.booleans())
def test_what_nobody_has_looked_at_stays_here(chosen: Chosen, is_urgent: bool) -> None:
    draft = a_draft(chosen, is_urgent=is_urgent)
    for one in standing_in(draft, [ENTRY], TODAY):
        given = chosen.passages.get(one.passage.id)
        assert one.is_in == (given is not None and given.is_in is True and not given.is_default)


@settings(max_examples=100)
@given(chosen=CHOSEN)
def test_what_lacks_nothing_can_be_made_without_a_refusal(chosen: Chosen) -> None:
    """Whatever labels were chosen: what this says is whole, the maker of packages does not refuse."""
    draft = a_draft(
        replace(
            answered(chosen, DisclosureKind.TRANSFER),
            passages={key: replace(one, is_default=False) for key, one in chosen.passages.items()},
        )
    )
    unfit = {one.id.rpartition("_")[2] for one in missing_in(draft, [ENTRY], TODAY) if one.entry is not None}
    fit = {key: one for key, one in draft.chosen.passages.items() if str(key) not in unfit}
    made = packed(replace(draft.chosen, passages=fit))
    assert len(made.manifest.passages) == sum(one.is_in is True for one in fit.values())


def packed(chosen: Chosen, entries: tuple[RenderedEntry, ...] = (ENTRY,)) -> Package:
    """What the maker of packages makes of it, a second person having looked."""
    to = chosen.addressee
    choices = {
        key: Choice(one.label, one.summary, one.summaries, one.call, one.grade)
        for key, one in chosen.passages.items()
        if one.is_in and not one.is_default
    }
    top = head()
    sender = replace(top.sender, approved_by=(Person("Sam", "deputy"),))
    recipient = Recipient(HILL.id, to.name, to.kind, top.recipient.ring, (Person("Ada", "lead"),))
    whom = replace(head(by=MARSH), sender=sender, recipient=recipient)
    return build(whom, [ChosenEntry(one, choices) for one in entries], draw=lambda _: SMALL_PDF)


def test_who_asks_for_advice_never_names_the_child() -> None:
    going = as_it_goes(a_draft(whole(), DisclosureKind.ADVICE), [ENTRY], TODAY)
    assert {"Robin Marsh", "Robin", "Marsh"} <= going.masks.keys()
