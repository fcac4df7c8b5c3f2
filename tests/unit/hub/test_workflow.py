"""Each step of a hub's case says what it lacks, in a sentence; danger is never slowed down; nobody is asked outside the gate."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from fairward.hub.vocabulary import CaseState, EnquiryState, Rating, Route
from fairward.hub.workflow import MOVES, OWNERS, Facts, Gate, Told, check_move, lacking
from fairward.kernel.denied import Denied

S = CaseState
GATE = Gate(
    level=3, basis="safeguarding_task", persons=2, questions=3, look_back_reason=True, agreement="they want help", told=True
)  # fmt: skip
WHOLE = Facts(
    has_identity=True, has_reason=True, is_acknowledged=True, route=Route.RATE, rating=Rating.AMBER, rated_by_qualified=True,
    rating_has_reasons=True, gate=GATE, enquiries=(EnquiryState.RELEVANT, EnquiryState.NOTHING_RELEVANT), has_strengths=True,
    has_gaps=True, has_challenge=True, analysts=frozenset({"ann"}), decider="ben", outcome="section_17", has_reasons=True,
    cites_items=True, has_items=True, told=Told(True, True, True),
)  # fmt: skip
WAY = (
    S.CONTACT_RECEIVED,
    S.TRIAGE,
    S.RATED,
    S.GATE,
    S.ENQUIRING,
    S.ANALYSIS,
    S.DECIDED,
    S.FEEDBACK_DUE,
    S.CLOSED,
)


def codes(before: CaseState, after: CaseState, facts: Facts) -> set[str]:
    return {one.code for one in lacking(before, after, facts)}


def test_a_whole_case_goes_its_whole_way() -> None:
    for before, after in pairwise(WAY):
        assert lacking(before, after, WHOLE) == []


def test_every_state_has_an_owner_can_be_reached_and_left() -> None:
    assert set(OWNERS) == set(S)
    assert {after for _, after in MOVES} == set(S) - {S.CONTACT_RECEIVED}
    assert {before for before, _ in MOVES} == set(S) - {S.CLOSED}


@pytest.mark.parametrize(
    ("before", "after", "changes", "code"),
    [
        (S.CONTACT_RECEIVED, S.TRIAGE, {"has_identity": False}, "no_identity"),
        (S.CONTACT_RECEIVED, S.TRIAGE, {"has_reason": False}, "no_reason"),
        (S.CONTACT_RECEIVED, S.TRIAGE, {"is_acknowledged": False}, "not_acknowledged"),
        (S.CONTACT_RECEIVED, S.INCOMPLETE, {}, "nothing_named"),
        (S.INCOMPLETE, S.TRIAGE, {"missing": "date of birth"}, "still_missing"),
        (S.TRIAGE, S.RATED, {"route": Route.ADVICE_ONLY}, "other_route"),
        (S.TRIAGE, S.RATED, {"rating": None}, "not_rated"),
        (S.TRIAGE, S.RATED, {"rated_by_qualified": False}, "not_qualified"),
        (S.TRIAGE, S.RATED, {"rating_has_reasons": False}, "no_reasons"),
        (S.TRIAGE, S.FEEDBACK_DUE, {}, "no_route"),
        (S.TRIAGE, S.FEEDBACK_DUE, {"route": Route.OPEN_CASE_FORWARDED}, "no_worker"),
        (S.TRIAGE, S.FEEDBACK_DUE, {"route": Route.ADVICE_ONLY}, "no_advice"),
        (S.GATE, S.ENQUIRING, {"gate": replace(GATE, level=None)}, "no_level"),
        (S.GATE, S.ENQUIRING, {"gate": replace(GATE, level=1)}, "nobody_to_ask"),
        (S.GATE, S.ENQUIRING, {"gate": replace(GATE, basis="")}, "no_basis"),
        (S.GATE, S.ENQUIRING, {"gate": replace(GATE, persons=0)}, "no_persons"),
        (S.GATE, S.ENQUIRING, {"gate": replace(GATE, persons_without_reason=1)}, "person_without_reason"),
        (S.GATE, S.ENQUIRING, {"gate": replace(GATE, questions=0)}, "no_questions"),
        (S.GATE, S.ENQUIRING, {"gate": replace(GATE, look_back_reason=False)}, "no_look_back"),
        (S.GATE, S.ENQUIRING, {"gate": replace(GATE, agreement="")}, "no_agreement"),
        (S.GATE, S.ENQUIRING, {"gate": replace(GATE, told=None)}, "not_said"),
        (S.GATE, S.ENQUIRING, {"gate": replace(GATE, told=False)}, "no_ground"),
        (S.GATE, S.ENQUIRING, {"gate": replace(GATE, told=False, not_told_ground="increases_risk")}, "no_review"),
        (S.GATE, S.ENQUIRING, {"gate": replace(GATE, told=False, not_told_ground="x", look_again=True)}, "manager_signs"),
        (S.ENQUIRING, S.ANALYSIS, {"enquiries": (EnquiryState.ASKED,)}, "still_waiting"),
        (S.ENQUIRING, S.ANALYSIS, {"enquiries": ()}, "nobody_asked"),
        (S.ANALYSIS, S.DECIDED, {"has_strengths": False}, "no_strengths"),
        (S.ANALYSIS, S.DECIDED, {"has_gaps": False}, "no_gaps"),
        (S.ANALYSIS, S.DECIDED, {"has_challenge": False}, "no_challenge"),
        (S.ANALYSIS, S.DECIDED, {"outcome": "a feeling"}, "no_outcome"),
        (S.ANALYSIS, S.DECIDED, {"has_reasons": False}, "no_reasons"),
        (S.ANALYSIS, S.DECIDED, {"cites_items": False}, "cites_nothing"),
        (S.ANALYSIS, S.DECIDED, {"analysts": frozenset({"ben"})}, "decided_alone"),
        (S.ANALYSIS, S.DECIDED, {"rests_on_untold_only": True}, "second_approver"),
        (S.ANALYSIS, S.DECIDED, {"rests_on_untold_only": True, "second_approver": "ben"}, "second_approver"),
        (S.FEEDBACK_DUE, S.CLOSED, {"told": Told(False, True, True)}, "referrer_not_told"),
        (S.FEEDBACK_DUE, S.CLOSED, {"told": Told(True, False, True)}, "agencies_not_told"),
        (S.FEEDBACK_DUE, S.CLOSED, {"told": Told(True, True, False)}, "family_not_told"),
    ],
)  # fmt: skip
def test_a_step_names_what_it_lacks(
    before: CaseState, after: CaseState, changes: dict[str, object], code: str
) -> None:
    facts = replace(WHOLE, **changes)  # type: ignore[arg-type]
    assert code in codes(before, after, facts)
    with pytest.raises(Denied) as refused:
        check_move(before, after, facts)
    assert refused.value.sentence.endswith(".")


def test_danger_is_never_slowed_down() -> None:
    assert lacking(S.CONTACT_RECEIVED, S.TRIAGE, Facts(is_danger=True)) == []
    assert lacking(S.INCOMPLETE, S.TRIAGE, Facts(is_danger=True, missing="name")) == []
    assert lacking(S.TRIAGE, S.FEEDBACK_DUE, Facts(is_danger=True, route=Route.EMERGENCY)) == []


def test_at_level_four_the_ground_is_enough() -> None:
    gate = replace(GATE, level=4, agreement="", told=False, not_told_ground="increases_risk", look_again=True)
    assert lacking(S.GATE, S.ENQUIRING, replace(WHOLE, gate=gate)) == []


@pytest.mark.parametrize("route", [Route.OPEN_CASE_FORWARDED, Route.ADVICE_ONLY, Route.EMERGENCY])
def test_a_contact_that_goes_another_way_asks_nobody(route: Route) -> None:
    assert "other_route" in codes(S.TRIAGE, S.RATED, replace(WHOLE, route=route))
    assert (S.TRIAGE, S.ENQUIRING) not in MOVES and (S.RATED, S.ENQUIRING) not in MOVES


def test_what_is_closed_stays_closed() -> None:
    assert codes(S.CLOSED, S.TRIAGE, WHOLE) == {"no_such_step"}
