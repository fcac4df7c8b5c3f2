"""Twenty-four words: typed badly, the sentence says where, never which."""

from __future__ import annotations

import pytest

from fairward.kernel.denied import Denied
from fairward.keys import words


def test_words_come_back_as_they_were_whatever_the_typing() -> None:
    made = words.new_words()
    assert len(made) == words.COUNT
    typed = "  " + ",  ".join(made).upper() + "\n"
    assert words.entropy_of(typed) == words.entropy_of(" ".join(made))


def test_two_sheets_never_have_the_same_words() -> None:
    assert words.new_words() != words.new_words()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda made: made[:-1], "words_count"),
        (lambda made: ["zebrra", *made[1:]], "words_unknown"),
        (lambda made: [made[1], made[0], *made[2:]], "words_checksum"),
    ],
)
def test_what_is_wrong_is_said_without_the_words(change: object, code: str) -> None:
    made = ("abandon ability " * 12).split()
    made[-1] = "zoo"
    typed = change(made)  # type: ignore[operator]
    with pytest.raises(Denied) as refused:
        words.entropy_of(" ".join(typed))
    assert refused.value.code == code
    assert "zebrra" not in refused.value.sentence
    assert "abandon" not in refused.value.sentence


def test_the_place_of_a_misspelt_word_is_named() -> None:
    made = list(words.new_words())
    made[6] = "safegarding"
    with pytest.raises(Denied) as refused:
        words.entropy_of(" ".join(made))
    assert "word 7" in refused.value.sentence


def test_a_suggested_passphrase_is_long_enough_and_never_the_same() -> None:
    first, second = words.suggest_passphrase(), words.suggest_passphrase()
    assert first != second
    assert first.count("-") == 4
    assert len(first) >= 15
