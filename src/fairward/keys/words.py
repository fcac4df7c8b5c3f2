"""Twenty-four words that a person can write down (BIP-39 English list). It may not decide what they open."""

from __future__ import annotations

import os
from functools import lru_cache

from mnemonic import Mnemonic

from fairward.kernel.denied import Denied

COUNT = 24


@lru_cache(maxsize=1)
def _list() -> Mnemonic:
    return Mnemonic("english")


def new_words() -> tuple[str, ...]:
    """Return 24 fresh words: 256 random bits and a checksum."""
    return tuple(_list().to_mnemonic(os.urandom(32)).split())


def entropy_of(text: str) -> bytes:
    """Return the 32 bytes behind 24 typed words; Denied names what is wrong, never which words were typed."""
    typed = text.lower().replace(",", " ").split()
    if len(typed) != COUNT:
        raise Denied("words_count", f"There must be {COUNT} words. You have given {len(typed)}.")
    known = set(_list().wordlist)
    wrong = [str(place) for place, word in enumerate(typed, 1) if word not in known]
    if wrong:
        raise Denied("words_unknown", f"Check the spelling of word {', '.join(wrong)}: not on the word list.")
    try:
        return bytes(_list().to_entropy(typed))
    except ValueError:
        raise Denied(
            "words_checksum", "These words do not belong together. Check each word, and their order."
        ) from None


def suggest_passphrase() -> str:
    """Return five random words joined by hyphens: 55 bits, easy to type, slow to guess behind Argon2id."""
    return "-".join(random_words(5))


def random_words(count: int) -> tuple[str, ...]:
    """Return words of the list, each drawn by itself: 11 bits a word."""
    known = _list().wordlist
    return tuple(known[int.from_bytes(os.urandom(2), "big") % len(known)] for _ in range(count))
