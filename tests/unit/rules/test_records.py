"""Dated records: which version applies, and what a record must say about itself."""

from dataclasses import dataclass
from datetime import date

import pytest

from fairward.cases.vocabulary import CaseKind
from fairward.kernel import vocabulary
from fairward.rules import family, hub, records, reference, retention, themes
from fairward.rules.records import BadRule, Provenance
from fairward.school.concerns.models import ConcernState


@dataclass(frozen=True)
class Version:
    id: str
    provenance: Provenance


def version(rule_id: str, since: int, until: int | None = None, status: str = "in_force") -> Version:
    end = None if until is None else date(until, 12, 31)
    return Version(rule_id, Provenance("a source", "product", status, date(since, 1, 1), end))


OLD, NEW = version("a", 2020, 2024), version("a", 2025)
DRAFT = version("a", 2026, status="draft")
ENDED = version("b", 2020, 2021)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2019, 1, 1), [OLD, ENDED]),  # before all: the first version answers
        (date(2021, 6, 1), [OLD, ENDED]),
        (date(2024, 12, 31), [OLD]),
        (date(2025, 1, 1), [NEW]),
        (date(2030, 1, 1), [NEW]),  # a draft never applies
    ],
)
def test_the_version_of_the_day(on: date, expected: list[Version]) -> None:
    assert records.in_force([OLD, NEW, DRAFT, ENDED], on) == expected


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ({"id": "x"}, "lacks 'source'"),
        (
            {"source": "", "confidence": "sure", "status": "in_force", "effective_from": date(2026, 1, 1)},
            "confidence",
        ),
        ({"source": "", "confidence": "seen", "status": "on", "effective_from": date(2026, 1, 1)}, "status"),
        (
            {
                "source": "",
                "confidence": "seen",
                "status": "in_force",
                "effective_from": date(2026, 1, 2),
                "effective_to": date(2026, 1, 1),
            },
            "effective_to is before",
        ),
    ],
)
def test_a_record_that_does_not_say_where_it_comes_from_is_refused(
    raw: dict[str, object], sentence: str
) -> None:
    with pytest.raises(BadRule, match=sentence):
        records.provenance_of(raw)


def test_the_data_uses_the_words_of_the_domain() -> None:
    purposes = {records.key(each) for each in vocabulary.Purpose}
    outcomes = {records.key(each) for each in vocabulary.Outcome} | {"none", "any"}
    elsewhere = {kind.code for kind in CaseKind} | {"any", "none", "draft", "access_log"}
    states = {records.key(each) for each in ConcernState}
    hubs = {"hub_case", "hub_case_proof", "hub_return", "agency_reply", "agency_question", "agency_notice"}
    assert {each.purpose for each in retention.schedule()} <= purposes | elsewhere | hubs
    by_purpose = {(each.purpose, outcome) for each in retention.schedule() for outcome in each.outcomes}
    decided = set(hub.outcomes()) | set(hub.routes()) | {"none", "any"}
    assert {outcome for purpose, outcome in by_purpose if purpose in hubs} <= decided
    assert {outcome for purpose, outcome in by_purpose if purpose not in {"none", *hubs}} <= outcomes
    assert {outcome for purpose, outcome in by_purpose if purpose == "none"} <= states | {"any"}
    assert {purpose for theme in themes.all_themes() for purpose in theme.purposes} == purposes
    assert {each.id for each in family.kinds()} == {records.key(each) for each in vocabulary.FamilyDecision}


def test_every_outcome_of_every_purpose_has_a_class_of_its_own_purpose_or_is_named() -> None:
    for purpose in vocabulary.Purpose:
        for outcome in (None, *vocabulary.Outcome):
            assert retention.class_for(purpose, outcome, (), date(2026, 11, 23)).id != "anything-else"


def test_holding_back_needs_a_ground_an_approver_and_a_review() -> None:
    needs = {each.id: each.needs for each in family.kinds()}
    assert needs["hold_back"] == ("ground", "approver", "review_date")
    assert needs["share_after_talk"] == ("by_date",)
    assert family.ground("court_order").review_by(date(2026, 12, 18)) == date(2027, 1, 6)
    assert len(family.grounds()) == 7
    with pytest.raises(KeyError):
        family.ground("because_we_say_so")


def test_an_organisation_hides_and_adds_themes() -> None:
    own = themes.Theme("water_safety", "Water safety", frozenset({"welfare"}))
    found = [theme.id for theme in themes.themes_for("welfare", added=[own], hidden=["bullying"])]
    assert found[-1] == "water_safety" and "bullying" not in found
    assert themes.words_of("bullying") == "Bullying"
    assert themes.words_of("water_safety", added=[own]) == "Water safety"
    assert themes.words_of("gone") == "gone"


def test_flags_that_themes_suggest_are_known_to_the_schedule() -> None:
    known = {flag for each in retention.schedule() for flag in each.flags}
    assert {flag for theme in themes.all_themes() for flag in theme.suggests} <= known


def test_the_reference_page_is_what_the_data_says() -> None:
    committed = reference.PAGE.read_text(encoding="utf-8")
    assert committed == reference.page(), "Run: python -m fairward.rules.reference, and commit the page."
