"""Fields that every form has which asks whether a family knows: the ground on the list, and when it is looked at again."""

from __future__ import annotations

from django import forms

from fairward.design.date_fields import ThreeBoxDateField
from fairward.rules import family


def ground_field(label: str = "Ground for not telling them yet") -> forms.ChoiceField:
    """A listed ground; whether one is needed, the policy of the form's act says."""
    grounds = [(one.id, one.words) for one in family.grounds()]
    return forms.ChoiceField(label=label, required=False, choices=[("", "Choose a ground"), *grounds])


def look_again_field() -> ThreeBoxDateField:
    """The day on which somebody looks at telling them again."""
    return ThreeBoxDateField(
        label="Look at telling them again on",
        required=False,
        called="the day telling them is looked at again",
    )
