"""Unique pupil numbers and their check letter (DfE, UPN guide). It may not look a number up."""

from __future__ import annotations

import re

ALPHABET = "ABCDEFGHJKLMNPQRTUVWXYZ"  # no I, O, S: they are read as 1, 0, 5
_SHAPE = re.compile(rf"[A-Z]\d{{11}}[\d{ALPHABET}]")


def check_letter(body: str) -> str:
    """The letter that fits the 12 characters after it; a letter at the end counts as its place in the alphabet."""
    values = (int(mark) if mark.isdigit() else ALPHABET.index(mark) for mark in body)
    return ALPHABET[sum(value * weight for weight, value in enumerate(values, start=2)) % 23]


def is_temporary(upn: str) -> bool:
    """A number that ends in a letter was given until the permanent one is known."""
    return upn[-1:].isalpha()


def tidy(raw: str) -> str:
    """The number as it is compared: without spaces, in capitals."""
    return "".join(raw.split()).upper()


def fault(upn: str) -> str:
    """The sentence that says what is wrong with a tidied number, or an empty string."""
    if not upn.isascii() or not _SHAPE.fullmatch(upn):
        return "The UPN should be a letter, then 12 digits (a temporary one ends in a letter)."
    fitting = check_letter(upn[1:])
    if upn[0] == fitting:
        return ""
    kind = "temporary UPN" if is_temporary(upn) else "UPN"
    return (
        f"The check letter of this {kind} does not fit: it should be {fitting}. A digit is probably mistyped."
    )
