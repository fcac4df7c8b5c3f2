"""Hints ask, about the right words, and never inside the child's own."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import hints_measure
from fairward.kernel.vocabulary import Basis
from fairward.rules import hints, reference
from fairward.rules.hints import Claim


def codes(text: str, basis: object = "observed", **known: bool) -> list[str]:
    claim = Claim("s1", basis, text, **{"has_because": True, "names_who": True, "has_when": True, **known})
    return [hint.code for hint in hints.hints_for([claim])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She seemed quiet after break.", ["mind_reading", "feeling"]),
        ("Dad appeared intoxicated.", ["mind_reading", "judging"]),
        ("I think he is cold.", ["opinion_words"]),
        ("Apparently he is back.", ["second_hand"]),
        ("Inappropriate behaviour.", ["vague"]),
        ("He was interfered with.", ["euphemism"]),
        ("It was due to the weather.", ["guessed_cause"]),
        ("He is always late.", ["absolute"]),
        ("He is  ALWAYS\nlate.", ["absolute"]),
        ("He fell off the swing at 10:40.", []),
        ("A seamed stocking and an oddly-shaped box.", []),
    ],
)
def test_words_in_what_was_seen(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "She said “he seemed angry and I was scared”.",
        'He said "they always hit me because of my hair"',
        "He said ‘I don’t think it’s always scary’ and left.",
        "He said 'I don't feel sad' and left.",
        "She said “he was always rude",  # an open quotation mark protects to the end
    ],
)
def test_never_inside_quoted_words(text: str) -> None:
    assert codes(text) == []


def test_around_quoted_words_it_still_asks_and_an_apostrophe_is_not_a_quotation() -> None:
    assert codes("She seemed lost. She said “I am fine”.") == ["mind_reading"]
    assert codes("Tom's mum didn't ring. He's always late, isn't he?") == ["absolute"]


@given(st.text())
def test_never_about_the_words_of_a_child(text: str) -> None:
    assert codes(text, Basis.CHILD_SAID) == []
    assert codes(f"seemed always inappropriate {text}", "child_said", has_when=False) == ["no_when"]


@pytest.mark.parametrize(
    ("basis", "known", "expected"),
    [
        (Basis.OPINION, {"has_because": False, "has_when": False}, ["no_because"]),
        (Basis.TOLD_BY, {"names_who": False}, ["no_who"]),
        (Basis.DOCUMENT, {"names_who": False}, ["no_document"]),
        (Basis.OBSERVED, {"has_when": False}, ["no_when"]),
        (Basis.OBSERVED, {"has_because": False, "names_who": False}, []),
    ],
)
def test_what_is_missing(basis: Basis, known: dict[str, bool], expected: list[str]) -> None:
    assert codes("A bruise.", basis, **known) == expected


def test_an_opinion_may_guess_but_is_asked_about_judging_words() -> None:
    assert codes("Probably he seemed sad", Basis.OPINION) == []
    assert codes("She is manipulative", Basis.OPINION) == ["judging"]


def test_a_hint_says_which_statement_and_which_words_and_prints_neither_text() -> None:
    first, second = (
        Claim(each, "observed", "Always seemed odd, always", has_when=True) for each in ("a", "b")
    )
    found = hints.hints_for([first, second])
    assert [hint.statement_id for hint in found] == ["a", "a", "a", "b", "b", "b"]
    assert found[2].words == ("Always", "always")
    assert all(
        hint.question.endswith(("?", ".")) and "?" in hint.question for hint in found if hint.code != "x"
    )
    assert "odd" not in repr(found) + repr(first)


def test_every_question_asks_politely() -> None:
    for question in hints.questions():
        assert "?" in question.question
        assert not any(rude in question.question.lower() for rude in ("must", "error", "invalid", "wrong"))


def test_the_published_false_alarm_rate_is_what_is_measured() -> None:
    published = json.loads(reference.MEASURED.read_text(encoding="utf-8"))
    assert published == hints_measure.results(), "Run: python -m benchmarks.hints_measure --write"


def test_plain_notes_are_not_questioned() -> None:
    questioned = [text for text, is_wanted in hints_measure.school_notes() if not is_wanted and codes(text)]
    assert questioned == []
