"""Schools in a scenario: one that knows the child is asked, and answers from its file by relevance."""

from __future__ import annotations

import pytest

from tests.support.scenarios import HUB, invented, played, role_of, seen

pytestmark = pytest.mark.django_db(transaction=True)
GIVEN = invented(
    {"id": "S1", "offset_days": -900, "agency": "primary school", "text": "C1 was hungry.", "about": ["C1"]},
    {"id": "S2", "offset_days": 1, "agency": "primary school", "text": "C1 says M shouts.", "about": ["C1", "M"],
     "subtype": "child_words"},
    {"id": "S3", "offset_days": 2, "agency": "primary school", "text": "C1 sings well.", "about": ["C1"], "relevance": "context"},
    {"id": "S4", "offset_days": 3, "agency": "primary school", "text": "N shouted at C1.", "about": ["C1", "N"]},
    {"id": "S5", "offset_days": 3, "agency": "primary school", "kind": "opinion", "text": "C1 is sad.", "about": ["C1"],
     "relevance": "supporting"},
    {"id": "B1", "offset_days": 3, "agency": "secondary school", "text": "C2 was tired.", "about": ["C2"]},
    {"id": "P1", "offset_days": 4, "agency": "police", "text": "C1 was alone. MASH referral.", "about": ["C1"]},
    people={"C1": "girl, 9", "C2": "brother, boy, 13", "M": "mother", "N": "neighbour"},
)  # fmt: skip


def test_a_school_that_knows_the_child_is_asked_and_answers_from_its_file_by_relevance() -> None:
    watching = played(GIVEN)
    assert watching.undisclosed == []
    crossed = [(one["step"], one["from"].split()[0], one["sent"]) for one in watching.steps if one["to"]]
    assert crossed[:5] == [
        ("contact", "Westmere", ["P1"]),
        ("referral", "Larchmoor", ["B1"]),  # it knows the brother alone: no question about the girl is for it
        ("question", "Westmere", []),
        ("question", "Westmere", []),
        ("answer", "Fernbrook", ["S1", "S2", "S5"]),
    ]
    assert any(one.startswith("S4 was not answered") for one in watching.stage.remarks)
    end = watching.steps[-1]
    assert seen(end, HUB, "analyst") == {"P1", "B1", "S1", "S2", "S5"}
    told = {
        one["event"]: one
        for one in role_of(end, HUB, "analyst")["disclosures"]
        if "Fernbrook" in (one["from"] or "")
    }
    assert {event: (one["by"], one["label"]) for event, one in told.items()} == {
        "S1": ("return", "releasable"), "S2": ("return", "releasable_summary"), "S5": ("return", "releasable"),
    }  # fmt: skip
    arrived = next(one for one in watching.steps if one["step"] == "question" and "Fernbrook" in one["to"])
    for step, kind in (
        (arrived, "enquiry"),
        (end, "outcome"),
    ):  # the question's package goes when it is answered
        assert {one["kind"] for one in role_of(step, "Fernbrook", "safeguarding_lead")["packages"]} == {kind}


def test_a_school_that_has_nothing_relevant_says_so() -> None:
    given = invented(
        {"id": "S1", "offset_days": 0, "agency": "primary school", "text": "C1 sings.", "about": ["C1"], "relevance": "context"},
        {"id": "P1", "offset_days": 1, "agency": "police", "text": "C1 was alone. MASH referral.", "about": ["C1"]},
        people={"C1": "girl, 9"},
    )  # fmt: skip
    watching = played(given)
    answers = [(one["from"], one["sent"]) for one in watching.steps if one["step"] == "answer"]
    assert ("Fernbrook Primary School", []) in answers
    assert seen(watching.steps[-1], HUB, "hub_manager") == {"P1"} and watching.undisclosed == []
