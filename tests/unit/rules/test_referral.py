"""The form of a referral as data: what is needed, what agreement changes, which clocks there are."""

from __future__ import annotations

from datetime import date

import pytest

from fairward.rules import clocks, referral

EVERYTHING = {one.id for one in referral.needed()}


def test_every_field_belongs_to_a_group_of_the_form() -> None:
    groups = [one.id for one in referral.groups()]
    assert groups == ["referrer", "child", "household", "agencies", "consent", "concern"]
    assert {one.group for one in referral.fields()} <= set(groups)
    ids = [one.id for one in referral.fields()]
    assert len(ids) == len(set(ids))


def test_strengths_and_whether_the_family_was_told_cannot_be_empty() -> None:
    for one in ("working_well", "told"):
        lacking = referral.lacking(EVERYTHING - {one}, agreement="yes", is_advice=False)
        assert [each.id for each in lacking] == [one]
    assert referral.lacking(EVERYTHING, agreement="yes", is_advice=False) == ()


@pytest.mark.parametrize("agreement", ["no", "not_asked", ""])
def test_without_agreement_the_reason_must_be_there(agreement: str) -> None:
    lacking = referral.lacking(EVERYTHING - {"not_asked_because"}, agreement=agreement, is_advice=False)
    assert [one.id for one in lacking] == ["not_asked_because"]
    assert referral.lacking(EVERYTHING - {"not_asked_because"}, agreement="yes", is_advice=False) == ()


def test_consent_is_not_needed_at_level_4_and_below_it_may_be_sent_back() -> None:
    for agreement in ("no", "not_asked"):
        assert "nobody’s agreement is needed" in referral.note_on("level_4", agreement)
        for level in ("level_2", "level_3"):
            assert "may be sent back" in referral.note_on(level, agreement)
    assert (
        referral.note_on("level_3", "yes")
        == referral.note_on("", "no")
        == referral.note_on("level_4", "")
        == ""
    )


def test_advice_asks_for_nothing_that_names_the_family() -> None:
    asked = {one.id for one in referral.lacking((), agreement="", is_advice=True)}
    assert asked == {"basis", "worry", "child_words", "working_well", "asks"}
    named = {
        "child_name",
        "child_address",
        "child_upn",
        "referrer_name",
        "agencies",
        "child_gp",
        "child_nhs_number",
    }
    assert not named & {one.id for one in referral.fields() if one.advice}


def test_a_form_that_nobody_began_asks_nothing_and_a_blank_one_asks_for_strengths() -> None:
    assert referral.unanswered({}, is_advice=False) == ()
    assert referral.unanswered({"child_gp": "Hill Surgery"}, is_advice=False) == ()
    blank = {"working_well": referral.no_information()}
    asked = [one.id for one in referral.unanswered(blank, is_advice=False)]
    assert asked == ["agreement", "level", "not_asked_because", "working_well", "child_is_now"]
    assert [one.id for one in referral.unanswered(blank, is_advice=True)] == ["working_well"]
    agreed = {"working_well": "Her grandmother", "agreement": referral.agreements()[0].words}
    assert [one.id for one in referral.unanswered(agreed, is_advice=False)] == ["level", "child_is_now"]


def test_a_blank_field_says_so() -> None:
    assert referral.no_information() == "No information"


def test_every_clock_of_calls_and_of_disagreement_is_a_rule() -> None:
    for one in (*referral.written(), *referral.steps()):
        rule = clocks.rule(one.clock, date(2026, 11, 1))
        assert rule.provenance.status == "in_force"
    assert [one.id for one in referral.written()] == ["hours_24", "working_days_2", "hours_48"]


def test_where_it_comes_from_is_said() -> None:
    assert "Herefordshire" in referral.provenance().source and referral.provenance().confidence == "local"
