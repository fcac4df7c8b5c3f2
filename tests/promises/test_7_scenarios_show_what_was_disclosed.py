"""Promise 7: in a scenario nobody can open what was not disclosed to them; and the report that says so has eyes."""

from __future__ import annotations

import pytest

from fairward.config.demo.crossing import hub_case
from fairward.config.demo.crossing.report import Watching
from fairward.config.demo.crossing.stage import HUB, Stage, Step
from fairward.config.demo.crossing.version_queries import Forgetful
from fairward.config.demo.scenario_report import with_everybody
from fairward.config.demo.scenarios import cast_of, play
from tests.support.scenarios import foreign, invented, played, seen

PEOPLE = {"C1": "girl, 9", "M": "mother", "N": "neighbour"}
GIVEN = invented(
    {"id": "P1", "offset_days": 0, "agency": "police", "text": "C1 was at the window, alone.", "about": ["C1"]},
    {"id": "P2", "offset_days": 1, "agency": "police", "text": "M parked badly.", "about": ["M"], "relevance": "irrelevant"},
    {"id": "P3", "offset_days": 2, "agency": "police", "text": "N shouts at C1.", "about": ["C1", "N"]},
    {"id": "P4", "offset_days": 3, "agency": "police", "kind": "hearsay", "text": "M is seen with C1.", "about": ["C1"]},
    {"id": "S1", "offset_days": 4, "agency": "school", "text": "C1 was hungry. Referral made.", "about": ["C1"]},
    {"id": "S2", "offset_days": 5, "agency": "school", "text": "C1 smiled.", "about": ["C1"], "relevance": "context"},
    people=PEOPLE,
)  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_only_what_was_sent_is_seen_and_only_after_it() -> None:
    watching = played(GIVEN)
    steps = watching.steps
    assert watching.undisclosed == []
    assert [one["step"] for one in steps] == [
        *["event"] * 5,
        "referral",
        "question",
        "answer",
        "outcome",
        "outcome",
        "event",
    ]
    sent = {(one["number"], one["to"], event) for one in steps for event in one["sent"]}
    for number, name, event in foreign(steps):
        assert any(when <= number and (to, what) == (name, event) for when, to, what in sent), (
            number,
            name,
            event,
        )
    last = steps[-1]
    assert seen(last, "Hub", "analyst") == {
        "P1",
        "P4",
        "S1",
    }  # not the parking, not the neighbour, not what came later
    assert seen(last, "Police", "navigator") == {"P1", "P2", "P3", "P4"}
    assert seen(last, "Fernbrook", "safeguarding_lead") == {"S1", "S2"}
    assert any("P3 was not answered" in one for one in watching.stage.remarks)

    # Words that leave by another way than a disclosure: the report must see them.
    told = next(one.event for one in watching.stage.made["Westmere Police"] if one.event.id == "P2")
    hub_case.take_call(watching.stage, "C1", f"Somebody said: {watching.stage.words(told)}", "Nobody")
    watching.watch(Step("event", watching.stage.made["Westmere Police"][0].event, "Westmere Police"))
    found = [{key: one[key] for key in ("organisation", "event")} for one in watching.undisclosed]
    assert found == [{"organisation": HUB.name, "event": "P2"}]


@pytest.mark.django_db(transaction=True)
def test_what_is_remembered_is_what_is_read_when_everything_is_opened_anew() -> None:
    given = invented(*(one for one in GIVEN["events"] if one["id"] != "P2"), people=PEOPLE)
    stage = Stage([], *cast_of(given), is_marked=True, plans=with_everybody)
    quick, slow = Watching(stage), Watching(stage, Forgetful())

    def both(step: Step) -> None:
        quick.watch(step)
        slow.watch(step)

    stage.seen = both
    play(stage, given)
    assert quick.steps == slow.steps
    assert "return" in {
        one["by"]
        for there in quick.steps[-1]["organisations"] for role in there["roles"] for one in role["disclosures"]
    }  # fmt: skip
