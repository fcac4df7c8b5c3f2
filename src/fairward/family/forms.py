"""The shape of what families fill in. They may not save or query."""

from __future__ import annotations

from django import forms

MOST_WORDS = 5000


class YearForm(forms.Form):
    """Which year of looks somebody wants to see."""

    year = forms.IntegerField(min_value=2000, max_value=2200)


class UnrecognisedForm(forms.Form):
    """What somebody wants to say about a look."""

    words = forms.CharField(
        label="Do you want to say more? You do not have to.", required=False, max_length=MOST_WORDS,
        widget=forms.Textarea,
    )  # fmt: skip
