"""What is masked is not in what comes out, however it was written."""

from __future__ import annotations

import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fairward.kernel.denied import Denied
from fairward.rights.masking import Mask, check_phrase, masked, occurs
from fairward.rights.vocabulary import MaskWord

CHILD = MaskWord.ANOTHER_CHILD
OURS = " ".join(one.word for one in MaskWord)


@pytest.mark.parametrize(
    ("phrase", "text", "wanted"),
    [
        ("Rosa", "Rosa hit him", "[another child] hit him"),
        ("Rosa", "ROSA’s mum and rosa's bag", "[another child] mum and [another child] bag"),
        ("Rosa", "the Rosas", "the [another child]"),
        ("Rosa", "prosaic and Rosario", "prosaic and Rosario"),
        ("Zoë", "Zoe and Zoe\u0308 and ZOË", "[another child] and [another child] and [another child]"),
        ("Zoe", "Zoë", "[another child]"),
        ("Łukasz", "lukasz", "[another child]"),
        ("Rosa Maria", "Rosa\n  Maria, Rosa-Maria, Rosamaria", ", ".join(["[another child]"] * 3)),
        ("O'Brien", "O’Brien and OBrien", "[another child] and [another child]"),
        ("Rosa", "Ro\u00adsa and R\u200bosa", "[another child] and [another child]"),
        ("Jones", "Jones' house", "[another child]' house"),
        ("ローザ", "ローザさん", "[another child]さん"),
    ],
)
def test_every_form_of_a_name_goes(phrase: str, text: str, wanted: str) -> None:
    assert masked(text, [Mask(phrase, CHILD)]) == wanted


@pytest.mark.parametrize(
    "written", ["07700 900123", "07700900123", "+44 7700 900 123", "0044 7700 900123", "(07700) 900-123"]
)
@pytest.mark.parametrize("phrase", ["07700 900123", "+447700900123"])
def test_a_telephone_number_goes_however_it_is_spaced(phrase: str, written: str) -> None:
    out = masked(f"Ring {written} now", [Mask(phrase, MaskWord.TELEPHONE)])
    assert "900" not in out and "[a telephone number]" in out


@pytest.mark.parametrize("written", ["LE1 4AB", "le14ab", "LE1  4ab"])
@pytest.mark.parametrize("phrase", ["LE1 4AB", "LE14AB"])
def test_a_postcode_goes_however_it_is_spaced(phrase: str, written: str) -> None:
    assert masked(f"at {written}.", [Mask(phrase, MaskWord.ADDRESS)]) == "at [an address]."


def test_longer_words_go_first_and_overlapping_ones_together() -> None:
    masks = [
        Mask("Ella", CHILD),
        Mask("Ella Marsh", MaskWord.ANOTHER_PERSON),
        Mask("Marsh Lane", MaskWord.ADDRESS),
    ]
    assert masked("Ella Marsh Lane", masks) == "[another person]"


@pytest.mark.parametrize("phrase", ["", "  ", "-", "x", "'s", "a" * 201])
def test_words_that_would_take_everything_are_refused(phrase: str) -> None:
    with pytest.raises(Denied):
        check_phrase(phrase)


names = st.text(st.sampled_from(string.ascii_letters + "ÉéÖöŁłÇçß'’- "), min_size=2, max_size=14)
around = st.text(st.sampled_from(string.ascii_letters + " .,!?'’\n-éö0123456789"), max_size=30)
joins = st.sampled_from([" ", "\n", ". ", ", ", " (", "’s ", "'s ", "s ", "\u00ad ", "\t"])


@given(
    name=names,
    text=st.lists(st.tuples(around, joins), max_size=4),
    change=st.sampled_from([str.upper, str.lower, str.title, str]),
)
def test_a_masked_name_never_occurs_in_any_form(name: str, text: list[tuple[str, str]], change) -> None:
    try:
        check_phrase(name)
    except Denied:
        assume(False)
    assume(not occurs(name, OURS))
    written = "".join(f"{before} {change(name)}{join}" for before, join in text)
    out = masked(written, [Mask(name, CHILD)])
    assert not occurs(name, out)
    assert name.casefold() not in f" {out.casefold()} ".split(" ")
    assert masked(out, [Mask(name, CHILD)]) == out


@given(st.text(max_size=80))
def test_what_holds_no_masked_words_stays_as_it_was(text: str) -> None:
    assume(not occurs("Rosalind", text))
    assert masked(text, [Mask("Rosalind", CHILD)]) == text
