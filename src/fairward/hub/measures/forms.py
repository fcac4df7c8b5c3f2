"""The time to look at, and what is counted apart from a case. It may not save or query."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from fairward.hub.measures import spans
from fairward.hub.measures.actions import Given
from fairward.hub.measures.vocabulary import DECILES, Ethnicity, decile_words

_CODES = "Choose one of the times on the list."


class TimeForm(forms.Form):
    """The time to look at; without one, the quarter that is running."""

    time = forms.ChoiceField(
        label="Which time?", required=False, widget=forms.Select, error_messages={"invalid_choice": _CODES}
    )

    def __init__(self, *given: Any, today: date, **more: Any) -> None:
        super().__init__({"time": spans.usual(today), **given[0].dict()} if given else None, **more)
        self.today = today
        self.fields["time"].choices = [one for _, listed in spans.choices(today) for one in listed]  # type: ignore[attr-defined]

    def code(self) -> str:
        """The code of the time; the running quarter for nothing and for what is not on the list."""
        found: str = self.cleaned_data["time"] if self.is_valid() else ""
        return found or spans.usual(self.today)


class ApartForm(forms.Form):
    """For counting only: both may stay as they are."""

    ethnicity = forms.TypedChoiceField(
        label="The child’s ethnicity", widget=forms.RadioSelect, initial=int(Ethnicity.NOT_TOLD), coerce=int,
        choices=[(int(one), one.word[:1].upper() + one.word[1:]) for one in Ethnicity],
        help_text="As the child or the family said it. Do not guess.",
        error_messages={"required": "Choose “Not told” if nobody told you."},
    )  # fmt: skip
    decile = forms.TypedChoiceField(
        label="How deprived is the neighbourhood?", widget=forms.Select, initial=0, coerce=int,
        choices=[(one, decile_words(one).capitalize()) for one in DECILES],
        help_text="The tenth of the home’s neighbourhood in the English Indices of Deprivation. Only this number is kept, not "
        "where it is.",
        error_messages={"required": "Choose “Not told” if you do not know."},
    )  # fmt: skip

    def given(self) -> Given:
        """The answers."""
        return Given(Ethnicity(self.cleaned_data["ethnicity"]), self.cleaned_data["decile"])
