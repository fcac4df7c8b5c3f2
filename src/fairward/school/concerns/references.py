"""A reference that can be read out on the telephone. It may not say anything about the concern."""

from __future__ import annotations

from uuid import UUID

# Without I, L, O and U, as Crockford's base 32: nobody mistakes a letter for a number.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def reference_of(concern_id: UUID) -> str:
    """Eight letters and numbers in two groups, from the random end of the id: "7F3A-91C2"."""
    rest, letters = concern_id.int, []
    for _ in range(8):
        rest, place = divmod(rest, 32)
        letters.append(_LETTERS[place])
    return "".join(letters[:4]) + "-" + "".join(letters[4:])
