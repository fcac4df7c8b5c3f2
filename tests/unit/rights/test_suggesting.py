"""What a lead is asked about before somebody is shown an entry: found, warned of, and done with once it was looked at."""

from __future__ import annotations

import pytest

from fairward.files.rendering import RenderedStatement
from fairward.kernel.vocabulary import Basis
from fairward.rights.masking import Mask
from fairward.rights.masks import Masks
from fairward.rights.suggesting import Found, Named, Suggestion, find, once, unconfirmed
from fairward.rights.vocabulary import Caution, MaskWord
from tests.unit.rights.test_building import entry, statement

ROSA = Named(("Rosa Marsh", "Rosa"), MaskWord.ANOTHER_CHILD, "another child of this school")
DAD = Named(("Karl Brook", "Brook"), MaskWord.FAMILY_MEMBER, "father", is_parent=True)


def found(
    text: str, *names: Named, about: tuple[RenderedStatement, ...] = (), masks: Masks | None = None,
    own: tuple[str, ...] = (),
) -> Found:  # fmt: skip
    return find([text], names, entry(*about), masks or Masks(), own)


def phrases(one: Found) -> list[str]:
    return [each.phrase for each in one.suggestions]


def test_names_are_suggested_in_the_forms_that_stand_there_and_warned_of() -> None:
    one = found("ROSA’s mum rang. Mr Brook came.", ROSA, DAD)
    assert phrases(one) == ["Rosa", "Brook"]
    assert [each.word for each in one.suggestions] == [MaskWord.ANOTHER_CHILD, MaskWord.FAMILY_MEMBER]
    assert {Caution.OTHER_CHILD, Caution.OTHER_PARENT} <= one.warnings


def test_whoever_does_not_stand_there_is_not_suggested() -> None:
    one = found("He has a bruise.", ROSA, DAD)
    assert one == Found((), frozenset())


@pytest.mark.parametrize(
    ("text", "phrase", "word"),
    [
        ("Ring 07700 900123 now", "07700 900123", MaskWord.TELEPHONE),
        ("Ring +44 7700 900 123", "+44 7700 900 123", MaskWord.TELEPHONE),
        ("Write to rosa.m@example.org.", "rosa.m@example.org", MaskWord.EMAIL),
        ("He is at 7 Sorrel Street now", "7 Sorrel Street", MaskWord.ADDRESS),
        ("flat 2b, 14 Old Mill Lane", "flat 2b, 14 Old Mill Lane", MaskWord.ADDRESS),
        ("Somewhere in LE2 7AB", "LE2 7AB", MaskWord.ADDRESS),
    ],
)
def test_addresses_and_numbers_are_found(text: str, phrase: str, word: MaskWord) -> None:
    one = found(text)
    assert [(each.phrase, each.word) for each in one.suggestions] == [(phrase, word)]
    assert Caution.ADDRESS in one.warnings


@pytest.mark.parametrize(
    "text", ["It happened at 10.30 on 12 May 2026.", "Year 6 had 14 pupils.", "Room B12"]
)
def test_times_and_counts_are_no_address(text: str) -> None:
    assert found(text) == Found((), frozenset())


def test_the_reader_s_own_number_is_theirs() -> None:
    assert found("Ring 07700 900123", own=("07700900123",)) == Found((), frozenset())


def test_who_told_us_is_suggested_where_their_name_stands_unless_the_lead_names_them() -> None:
    one = statement("Mrs Oakes saw it.", Basis.TOLD_BY, source="Mrs Oakes")
    hidden = found("Mrs Oakes saw it.", about=(one,))
    assert [(each.phrase, each.word) for each in hidden.suggestions] == [("Mrs Oakes", MaskWord.WHO_TOLD_US)]
    named = found("Mrs Oakes saw it.", about=(one,), masks=Masks(named=frozenset({one.id})))
    assert named.suggestions == () and Caution.SOURCE in named.warnings


@pytest.mark.parametrize(
    ("text", "caution"),
    [
        ("Her mum shouted.", Caution.OTHER_PARENT),
        ("His step-father was there.", Caution.OTHER_PARENT),
        ("Please don’t tell anybody.", Caution.CONFIDENCE),
        ("She is frightened.", Caution.CONFIDENCE),
    ],
)
def test_words_warn(text: str, caution: Caution) -> None:
    assert found(text).warnings == {caution}


def test_the_child_s_words_warn_until_they_are_left_out() -> None:
    one = statement("He hits me.", Basis.CHILD_SAID)
    assert Caution.CHILDS_WORDS in found("He hits me.", about=(one,)).warnings
    left_out = Masks(left_out={one.id: "third_party"})
    assert Caution.CHILDS_WORDS not in found("", about=(one,), masks=left_out).warnings


def test_what_was_masked_kept_or_seen_is_not_asked_again() -> None:
    one = found("Rosa and Brook, her dad.", ROSA, DAD)
    assert unconfirmed(one, Masks()) == one
    done = Masks(
        phrases=(Mask("ROSA", MaskWord.ANOTHER_CHILD),),
        kept=("brook",),
        seen=frozenset({Caution.OTHER_PARENT}),
    )
    left = unconfirmed(one, done)
    assert left.suggestions == () and left.warnings == {Caution.OTHER_CHILD}


def test_the_same_words_are_asked_once() -> None:
    twice = [
        Suggestion("Rosa", MaskWord.ANOTHER_CHILD, "another child"),
        Suggestion("ROSA", MaskWord.ANOTHER_PERSON, "somebody else"),
        Suggestion("Rosa Marsh", MaskWord.ANOTHER_CHILD, "another child"),
    ]
    assert [one.phrase for one in once(twice)] == ["Rosa", "Rosa Marsh"]
