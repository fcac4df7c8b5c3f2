"""What is proposed to go outside: by what an entry turned out to be, its file and the kind of sending."""

from __future__ import annotations

import pytest

from fairward.kernel.vocabulary import DisclosureKind, EntryKind, Outcome, Purpose
from fairward.rules import disclosure, family, sending
from fairward.rules.sending import Due, Looked, Proposed

TRANSFER, REFERRAL = DisclosureKind.TRANSFER, DisclosureKind.REFERRAL
CP, WELFARE, BEHAVIOUR = Purpose.CHILD_PROTECTION, Purpose.WELFARE, Purpose.BEHAVIOUR
CONCERN = EntryKind.CONCERN


def proposed(
    sent: DisclosureKind = TRANSFER, purpose: Purpose = CP, outcome: Outcome | None = None,
    entry: EntryKind = CONCERN, due: Due = Due.NOT,
) -> tuple[str, str]:  # fmt: skip
    found = sending.default_for(Looked(sent, purpose, entry, outcome, due))
    return found.proposed.value, found.what.id


@pytest.mark.parametrize("outcome", [Outcome.SUBSTANTIATED, Outcome.PARTLY, None])
def test_what_was_found_true_and_what_is_open_goes_to_the_next_school(outcome: Outcome | None) -> None:
    assert proposed(outcome=outcome)[0] == "in"


@pytest.mark.parametrize("purpose", list(Purpose))
@pytest.mark.parametrize("sent", list(DisclosureKind))
@pytest.mark.parametrize("outcome", [Outcome.UNFOUNDED, Outcome.MALICIOUS])
def test_what_did_not_happen_is_never_proposed(
    sent: DisclosureKind, outcome: Outcome, purpose: Purpose
) -> None:
    assert proposed(sent, purpose, outcome)[0] == "out"


def test_what_was_explained_or_is_about_behaviour_stays() -> None:
    assert proposed(outcome=Outcome.EXPLAINED) == ("out", "explained")
    for outcome in (None, Outcome.SUBSTANTIATED, Outcome.NO_FURTHER_ACTION):
        assert proposed(purpose=BEHAVIOUR, outcome=outcome) == ("out", "behaviour")


def test_welfare_and_what_came_from_others_is_asked_about() -> None:
    assert proposed(purpose=WELFARE) == ("ask", "welfare")
    for outcome in (None, Outcome.UNFOUNDED):
        assert proposed(outcome=outcome, entry=EntryKind.RECEIVED) == ("ask", "received")


def test_what_is_due_stays_unless_it_was_found_true() -> None:
    assert proposed(outcome=Outcome.SUBSTANTIATED, due=Due.DESTROY) == ("out", "expired")
    assert proposed(outcome=Outcome.NO_FURTHER_ACTION, due=Due.REVIEW) == ("out", "expired")
    assert proposed(outcome=Outcome.SUBSTANTIATED, due=Due.REVIEW) == ("ask", "expired")
    assert proposed(due=Due.REVIEW)[0] == "in"


def test_a_referral_takes_what_is_open_and_not_the_whole_file() -> None:
    assert proposed(REFERRAL)[0] == "in"
    assert proposed(REFERRAL, outcome=Outcome.SUBSTANTIATED)[0] == "ask"
    assert proposed(REFERRAL, entry=EntryKind.MEETING)[0] == "out"
    assert proposed(REFERRAL, entry=EntryKind.FAMILY_ACCOUNT)[0] == "in"


def test_nothing_is_proposed_where_only_what_is_needed_goes() -> None:
    for sent in (DisclosureKind.RETURN, DisclosureKind.ENQUIRY, DisclosureKind.OUTCOME):
        assert proposed(sent, outcome=Outcome.SUBSTANTIATED)[0] == "ask"


@pytest.mark.parametrize("sent", list(DisclosureKind))
def test_something_is_said_about_every_entry_there_can_be(sent: DisclosureKind) -> None:
    for purpose in Purpose:
        for entry in EntryKind:
            for outcome in (None, *Outcome):
                for due in Due:
                    found = sending.default_for(Looked(sent, purpose, entry, outcome, due))
                    assert found.words.endswith((".", "?")) and found.proposed in Proposed


def test_every_kind_of_sending_has_a_purpose_in_plain_words() -> None:
    assert {one.kind for one in sending.all_purposes()} == set(DisclosureKind)
    ids = [one.id for one in sending.all_purposes()]
    assert len(set(ids)) == len(ids) and all(sending.purpose(one).plain.endswith(".") for one in ids)


def test_what_stands_in_for_what_is_missing_in_danger_is_on_the_lists() -> None:
    danger = sending.in_danger()
    assert disclosure.basis(danger.basis).words and family.ground(danger.ground).words and danger.reason
