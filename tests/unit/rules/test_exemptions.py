"""Reasons to leave a passage out: who may use which, what each needs, and that nobody edits them by accident."""

from datetime import date

import pytest

from fairward.rules import exemptions
from fairward.rules.exemptions import exemption, usable

TODAY = date(2026, 11, 23)
EVERY_CODE = {
    "not_theirs_to_ask", "third_party", "serious_harm_education", "serious_harm_social_work", "health_opinion",
    "child_abuse_data", "expectations", "court", "crime", "privilege", "adoption_sen",
}  # fmt: skip


def codes(found: list[exemptions.Exemption]) -> set[str]:
    return {each.id for each in found}


def test_the_list_is_whole_and_every_reason_says_what_it_must() -> None:
    assert codes(list(exemptions.exemptions())) == EVERY_CODE
    for each in exemptions.exemptions():
        assert each.words and each.plain and "?" in each.question and each.provenance.source


def test_two_people_decide_where_harm_or_abuse_is_the_ground() -> None:
    two = {each.id for each in exemptions.exemptions() if each.needs_two_people}
    assert two == {"serious_harm_education", "serious_harm_social_work", "child_abuse_data"}


def test_harm_must_be_shown_where_harm_is_the_ground() -> None:
    shown = {each.id for each in exemptions.exemptions() if each.needs_harm_evidence}
    assert shown == {"serious_harm_education", "serious_harm_social_work", "health_opinion"}


def test_a_young_person_is_never_refused_for_a_reason_against_a_parent() -> None:
    against_parents_only = {"not_theirs_to_ask", "child_abuse_data", "expectations"}
    assert {each.id for each in exemptions.exemptions() if not each.applies_to_young_person} == (
        against_parents_only
    )
    assert not codes(usable("young_person", TODAY)) & against_parents_only
    assert "child_abuse_data" in codes(usable("parent", TODAY))


def test_whose_right_it_is_is_asked_about_the_request_not_about_a_passage() -> None:
    assert "not_theirs_to_ask" not in codes(usable("parent", TODAY))
    assert exemption("not_theirs_to_ask", TODAY).is_whole_request


@pytest.mark.parametrize(
    ("kind", "reason", "fits"),
    [
        ("education", "serious_harm_education", True),
        ("police", "serious_harm_education", False),  # a police paper in the file is not education data
        ("education", "expectations", False),  # there is no such reason for education data
        ("health", "expectations", True),
        ("health", "health_opinion", True),
        ("education", "third_party", True),
        ("police", "crime", True),
    ],
)
def test_a_reason_covers_its_own_kind_of_passage(kind: str, reason: str, fits: bool) -> None:
    assert (reason in codes(usable("parent", TODAY, kind=kind))) is fits


def test_unknown_people_and_codes_are_errors() -> None:
    with pytest.raises(ValueError, match="requester"):
        usable("anybody", TODAY)
    with pytest.raises(KeyError):
        exemption("because", TODAY)


def test_every_reply_says_how_to_challenge() -> None:
    said = exemptions.reply()
    assert "left out" in said.withheld and "Information Commissioner" in said.challenge
    assert "18" in said.looked_at_again
