"""Periods as people say them, and where one leaves the guidance."""

from __future__ import annotations

from datetime import date

import pytest

from fairward.retention.own_periods import limits_of, text_of
from fairward.retention.schedule_policies import missing_in_period
from fairward.retention.schedule_words import leaves_guidance, limit_words, limits_words, then_words
from fairward.rules.retention import Limit, class_named, schedule

TODAY = date(2026, 11, 26)
HARM = class_named("child-protection-substantiated", TODAY)
WELFARE = class_named("welfare", TODAY)
BEHAVIOUR = class_named("behaviour", TODAY)


@pytest.mark.parametrize("rule", schedule(), ids=lambda rule: rule.id)
def test_every_class_can_be_said(rule: object) -> None:
    for limits in (rule.review, rule.destroy):  # type: ignore[attr-defined]
        words = limits_words(limits, is_latest=rule.is_latest)  # type: ignore[attr-defined]
        assert words[0].upper() == words[0] and "None" not in words and "_" not in words
    assert then_words(rule)  # type: ignore[arg-type]


def test_periods_in_words() -> None:
    assert limits_words(HARM.destroy, is_latest=True) == (
        "25 years and 6 months after birth or 18 months after it was recorded, whichever is later"
    )
    assert limit_words(WELFARE.review[0]) == "as soon as it was closed"
    assert limit_words(WELFARE.destroy[0]) == "at the end of the school year in which it was closed"


def test_only_what_goes_by_itself_says_so() -> None:
    assert "by itself" in then_words(class_named("unfinished-draft", TODAY))
    assert "Nothing goes before somebody has decided" in then_words(HARM)


def test_a_longer_and_a_shorter_period_are_named() -> None:
    longer = (Limit("leaving", {"years": 3}),)
    shorter = (Limit("leaving", {"months": 1}),)
    assert leaves_guidance(BEHAVIOUR, BEHAVIOUR.review, BEHAVIOUR.destroy) == []
    assert leaves_guidance(BEHAVIOUR, BEHAVIOUR.review, longer) == [
        "Destroyed later than the schedule says: 3 years after the child left, not 1 year after the child left."
    ]
    assert "Looked at again earlier" in leaves_guidance(BEHAVIOUR, shorter, BEHAVIOUR.destroy)[0]


@pytest.mark.parametrize(
    ("review", "destroy", "sentence"),
    [
        (
            (Limit("leaving", {"years": 2}),),
            (Limit("leaving", {"years": 1}),),
            "looked at again before it is destroyed",
        ),
        ((Limit("birth", {"years": 2}),), (Limit("leaving", {"years": 3}),), "counts from what the schedule"),
        ((Limit("leaving", {"years": 2}),), (Limit("leaving", {"years": 101}),), "No period is longer"),
        (BEHAVIOUR.review, BEHAVIOUR.destroy, "already"),
    ],
)
def test_periods_that_make_no_sense(
    review: tuple[Limit, ...], destroy: tuple[Limit, ...], sentence: str
) -> None:
    assert any(sentence in one for one in missing_in_period(BEHAVIOUR, review, destroy))


@pytest.mark.parametrize("rule", schedule(), ids=lambda rule: rule.id)
def test_limits_are_read_as_they_were_written(rule: object) -> None:
    assert limits_of(text_of(rule.destroy)) == rule.destroy  # type: ignore[attr-defined]
    assert len(text_of(rule.destroy)) <= 400  # type: ignore[attr-defined]
