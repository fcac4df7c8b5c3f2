"""The gate says in a sentence what it lacks; nothing outside it is asked; what is overdue is not given up silently."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from fairward.exchange.answering.asking import AskedPerson, AskedThing
from fairward.exchange.package.contents import Child
from fairward.hub.enquiries import policies
from fairward.hub.enquiries.case_facts import AskingCase
from fairward.hub.enquiries.gate_content import GateContent, from_bytes, to_bytes
from fairward.hub.enquiries.gate_queries import GateFacts
from fairward.hub.vocabulary import CaseState, EnquiryState, Rating, Route
from fairward.kernel.denied import Denied
from fairward.rules.clocks import Calendars
from tests.support.packages import AT, an_id

CHILD = AskedPerson(an_id(1), "Robin Marsh", "child", "He was hurt.", date(2015, 3, 3))
MOTHER = AskedPerson(an_id(2), "Anna Marsh", "parent_carer", "She lives with him.")
ASKED = AskedThing("incidents", "Were you called?")
FACTS = GateFacts(an_id(9), an_id(8), 1, 3, "ca1989_s17", 12, True, "", None, AT, an_id(7))
CONTENT = GateContent(
    "Bruises.", (CHILD, MOTHER), (ASKED,), "They moved in then.", "She was asked.", "agreed"
)
NOT_TOLD = replace(FACTS, is_told=False, ground="increases_risk", look_again_on=date(2026, 12, 1))
CASE = AskingCase(
    an_id(8),
    Child(an_id(1), "Robin Marsh", None, ""),
    CaseState.GATE,
    Route.RATE,
    Rating.AMBER,
    AT,
    Calendars(),
)


def codes(facts: GateFacts, content: GateContent, before: GateContent | None = None) -> set[str]:
    return {one.code for one in policies.missing_in_gate(facts, content, before)}


def test_a_whole_gate_lacks_nothing() -> None:
    assert codes(FACTS, CONTENT) == set()


@pytest.mark.parametrize(
    ("facts", "content", "code"),
    [
        ({"level": 0}, {}, "no_level"),
        ({"level": 1}, {}, "nobody_to_ask"),
        ({"power": ""}, {}, "no_basis"),
        ({"power": "ca1989_s47"}, {}, "power_not_for_level"),
        ({"look_back_months": 0}, {}, "no_look_back"),
        ({}, {"look_back_why": " "}, "no_look_back"),
        ({}, {"persons": ()}, "no_persons"),
        ({}, {"persons": (replace(CHILD, reason=""),)}, "person_without_reason"),
        ({}, {"persons": (CHILD, CHILD)}, "person_twice"),
        ({}, {"questions": ()}, "no_questions"),
        ({}, {"questions": (ASKED,) * 21}, "too_wide"),
        ({}, {"agreement": ""}, "no_agreement"),
        ({}, {"why": ""}, "no_why"),
        ({}, {"family_first": ""}, "no_family_first"),
        ({"is_told": False}, {"without_consent": "prejudices"}, "no_ground"),
        ({"is_told": False, "ground": "increases_risk"}, {"without_consent": "prejudices"}, "no_review"),
    ],
)
def test_each_lack_has_its_sentence(facts: dict[str, Any], content: dict[str, Any], code: str) -> None:
    lacks = policies.missing_in_gate(replace(FACTS, **facts), replace(CONTENT, **content))
    assert code in {one.code for one in lacks} and all(one.sentence.endswith(".") for one in lacks)


def test_not_telling_below_level_4_needs_a_manager_and_a_reason_without_consent() -> None:
    assert codes(NOT_TOLD, CONTENT) == {"manager_signs", "no_without_consent"}
    content = replace(CONTENT, without_consent="prejudices")
    assert codes(replace(NOT_TOLD, signed_by=an_id(3)), content) == set()
    assert codes(replace(NOT_TOLD, level=4, power="ca1989_s47"), replace(content, agreement="")) == set()


def test_a_new_version_says_why() -> None:
    assert codes(FACTS, CONTENT, before=CONTENT) == {"no_widened_because"}


@pytest.mark.parametrize(
    ("persons", "questions", "code"),
    [
        ([], [ASKED], "no_persons"),
        ([CHILD], [], "no_questions"),
        ([replace(CHILD, id=an_id(3), name="Uncle Pete")], [ASKED], "person_outside_gate"),
        ([replace(CHILD, reason="Something else")], [ASKED], "person_outside_gate"),
        ([CHILD], [AskedThing("incidents", "Send everything.")], "question_outside_gate"),
    ],
)
def test_nothing_outside_the_gate_is_asked(persons: list[Any], questions: list[Any], code: str) -> None:
    with pytest.raises(Denied) as denied:
        policies.check_inside_gate(CONTENT, persons, questions)
    assert denied.value.code == code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"route": Route.OPEN_CASE_FORWARDED}, "other_route"),
        ({"route": Route.ADVICE_ONLY}, "other_route"),
        ({"route": None}, "other_route"),
        ({"rating": Rating.BLUE}, "blue"),
        ({"state": CaseState.TRIAGE}, "not_asking"),
        ({"state": CaseState.CLOSED}, "not_asking"),
    ],
)
def test_some_cases_ask_nobody(change: dict[str, Any], code: str) -> None:
    with pytest.raises(Denied) as denied:
        policies.check_may_ask_at_all(replace(CASE, **change))
    assert denied.value.code == code


def test_a_case_goes_on_without_an_answer_only_late_and_with_a_reason() -> None:
    now = datetime(2026, 5, 12, 12, tzinfo=UTC)
    late, early = now - timedelta(minutes=1), now + timedelta(minutes=1)

    def refused(state: EnquiryState, due: datetime, rating: Rating, reason: str) -> str:
        try:
            policies.check_may_go_without(state, due, now, rating, reason)
        except Denied as denied:
            return denied.code
        return ""

    assert refused(EnquiryState.ASKED, late, Rating.AMBER, "She is seen today.") == ""
    assert refused(EnquiryState.ASKED, early, Rating.AMBER, "She is seen today.") == "not_overdue"
    assert refused(EnquiryState.ASKED, early, Rating.RED, "It cannot wait.") == "", "red waits for nobody"
    assert refused(EnquiryState.ASKED, late, Rating.RED, " ") == "no_reason"
    assert refused(EnquiryState.DECLINED, late, Rating.RED, "It cannot wait.") == "enquiry_over"


def test_a_gate_comes_back_as_it_was_sealed() -> None:
    assert from_bytes(to_bytes(CONTENT)) == CONTENT
