"""Beside which field of the gate something that is missing is said. It may not decide what is."""

from __future__ import annotations

_FIELDS = {
    "no_level": "level", "nobody_to_ask": "level", "no_basis": "power", "power_not_for_level": "power", "no_why": "why",
    "no_look_back": "look_back_months", "no_family_first": "family_first", "no_agreement": "agreement",
    "not_said": "is_told", "no_ground": "ground", "no_review": "look_again_on", "no_without_consent": "without_consent",
    "no_widened_because": "widened_because",
}  # fmt: skip
# What is asked of whoever does not tell the family.
NOT_TELLING = frozenset({"no_ground", "no_review", "no_without_consent"})


def field_of(code: str) -> str | None:
    """The field, or None for what is said at the top of the page (people, questions)."""
    return _FIELDS.get(code)
