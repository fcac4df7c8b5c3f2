"""Words on paper: the check of two of them, the sheet's QR code. It may not store a word in the clear."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

import segno
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.safestring import SafeString, mark_safe

ASKED = "words_asked"


def ask_two(request: HttpRequest, words: Sequence[str]) -> None:
    """Remember two places and a keyed digest of their words, for the check on the next page."""
    first, second = sorted(secrets.SystemRandom().sample(range(1, len(words) + 1), 2))
    request.session[ASKED] = {
        "places": [first, second],
        "digest": _digest(words[first - 1], words[second - 1]),
    }


def places_asked(request: HttpRequest) -> tuple[int, int] | None:
    """The two places that are asked, if a check is due."""
    asked = request.session.get(ASKED)
    return (int(asked["places"][0]), int(asked["places"][1])) if asked else None


def are_right(request: HttpRequest, first: str, second: str) -> bool:
    """Whether the two typed words are those on the paper; if so the check is over."""
    asked = request.session.get(ASKED)
    if not asked or not constant_time_compare(asked["digest"], _digest(first, second)):
        return False
    del request.session[ASKED]
    return True


def _digest(first: str, second: str) -> str:
    plain = f"{first.strip().lower()}\0{second.strip().lower()}"
    return salted_hmac("fairward.words_asked", plain, algorithm="sha256").hexdigest()


def picture(words: Sequence[str]) -> SafeString:
    """The words as a QR code in SVG, for typing them in with a scanner in an emergency."""
    drawn = segno.make(" ".join(words), error="m").svg_inline(
        omitsize=True, border=4, dark="#000", light="#fff"
    )
    return mark_safe(drawn)  # noqa: S308 - made by segno from our own words


def numbered(words: Sequence[str]) -> list[tuple[int, str]]:
    """The words with their places."""
    return list(enumerate(words, 1))
