"""When a scenario's hub is told and decides, what an agency answers, and under which label: read from words, kinds and fields."""

from __future__ import annotations

from typing import Any

import pytest

from fairward.config.demo.agencies import Place, place_of
from fairward.config.demo.crossing.events import Event, events_of, outcome_of, seen_together
from fairward.config.demo.crossing.labels import label_of
from fairward.config.demo.crossing.moments import moments
from fairward.config.demo.crossing.said import marked, marks_in
from fairward.config.demo.replayed import digest_of
from fairward.kernel.vocabulary import Label, OrganisationKind


def event(text: str = "C1 was seen.", **more: Any) -> Event:
    return events_of(
        {"events": [{"id": "E1", "offset_days": 0, "agency": "police", "kind": "fact", "text": text, **more}]}
    )[0]


@pytest.mark.parametrize(
    "text",
    [
        "Referral 1: C1 reports M drinks every night.", "MASH referral with neglect tool scores.", "School refers to the hub.",
        "Mother referred C1 to social care.", "Contact to children's services about C1.", "Re-referral after two months.",
    ],
)  # fmt: skip
def test_words_say_that_the_hub_is_told(text: str) -> None:
    assert event(text).is_referral


@pytest.mark.parametrize(
    "text",
    [
        "C1 was seen.", "No referral was made.", "Did not refer.", "Referred to CAMHS.", "Referral to the food bank.",
        "Lead considered a referral.", "Mother declined a referral.", "She prefers to stay.",
    ],
)  # fmt: skip
def test_words_that_do_not_say_so(text: str) -> None:
    assert not event(text).is_referral


def test_kind_and_subtype_say_it_too() -> None:
    assert event(kind="referral").is_referral and event(subtype="MASH contact").is_referral
    assert event(kind="decision").is_decision and event("Assessment ends; step down.").is_decision


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Strategy meeting held.", "strategy_discussion"), ("Section 47 enquiry begins.", "section_47"),
        ("NFA.", "no_further_action"),
        ("Assessment ends; step down to early help.", "family_help"), ("CIN plan agreed.", "section_17"),
        ("Talked.", "family_help"),
    ],
)  # fmt: skip
def test_what_was_decided_is_read_from_words(text: str, outcome: str) -> None:
    assert outcome_of([event(text)]) == outcome


def _at(number: int, agency: str, text: str = "C1 was seen.") -> dict[str, Any]:
    return {
        "id": f"E{number}",
        "offset_days": number,
        "agency": agency,
        "kind": "fact",
        "text": text,
        "about": ["C1"],
    }


def _moments(
    raw: list[dict[str, Any]], *together: str, children: tuple[str, ...] = ("C1",)
) -> list[tuple[str, str]]:
    events = events_of({"events": raw})
    places: dict[int, Place] = {one.number: place_of(one.agency, "School") for one in events}
    found = moments(events, places, together, children)
    return [(one.event.id, one.decides.id if one.decides else "") for one in found]


def test_nothing_crosses_without_a_child_or_with_one_organisation() -> None:
    both = [_at(1, "police"), _at(2, "gp")]
    assert _moments(both, children=()) == []
    assert _moments([_at(1, "gp"), _at(2, "general_practitioner")]) == []
    assert _moments([_at(1, "gp"), _at(2, "school_nursing")]) == [("E2", "")]
    assert _moments(both) == [("E2", "")]


def test_the_hub_is_told_after_referrals_and_where_something_must_be_seen_together() -> None:
    raw = [
        _at(1, "school", "Referral: C1."),
        _at(2, "police"),
        _at(3, "gp"),
        _at(4, "social_care", "NFA."),
        _at(5, "gp"),
    ]
    assert _moments(raw) == [("E1", "E4")]
    assert _moments(raw, "E3") == [("E1", ""), ("E3", "E4")]


def test_police_decide_nothing() -> None:
    assert _moments([_at(1, "school", "Referral: C1."), _at(2, "police", "NFA.")]) == [("E1", "")]


def test_seen_together_takes_odd_files() -> None:
    assert seen_together({"expected_connections": "none"}) == frozenset()
    given = [
        7,
        {"needs_cross_agency": True},
        {"needs_cross_agency": True, "latest_event_by_which_visible": "E2"},
    ]
    assert seen_together({"expected_connections": given}) == {"E2"}


def test_labels() -> None:
    hearsay, words = event(kind="hearsay"), event(subtype="child_words")
    police = label_of(hearsay, OrganisationKind.POLICE)
    assert (police.label, police.grade) == (Label.HUB_ONLY, "2CC")
    assert label_of(hearsay, OrganisationKind.HEALTH).label is Label.RELEASABLE
    child = label_of(words, OrganisationKind.SCHOOL)
    assert child.label is Label.RELEASABLE_SUMMARY and child.summary and "seen" not in child.summary


@pytest.mark.parametrize(
    ("relevance", "answered"),
    [("key", True), ("risk_language", True), ("context", False), (None, False), (3, False)],
)
def test_only_what_is_relevant_is_answered(relevance: Any, answered: bool) -> None:
    assert event(relevance=relevance).is_answered is answered


def test_what_is_not_known_is_said() -> None:
    odd = event(kind="rumour", subtype="sung", relevance="huge").remarks()
    assert [any(word in one for one in odd) for word in ("rumour", "sung", "huge")] == [True] * 3
    assert any("corrects nothing" in one for one in event(kind="correction").remarks())
    assert event(relevance="key").remarks() == []


def test_a_mark_is_found_again_and_cannot_be_forged_by_a_text() -> None:
    assert marks_in([marked(12, "As [event 1] says, C1 ran.")]) == {12}
    assert marks_in(["[event 1] a [event 11] b", "c"]) == {1, 11}


def test_the_same_scenario_has_the_same_digest_however_it_is_laid_out() -> None:
    assert digest_of({"a": 1, "b": [2]}) == digest_of({"b": [2], "a": 1}) != digest_of({"a": 1, "b": [3]})
