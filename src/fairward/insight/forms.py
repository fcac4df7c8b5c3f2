"""Which twelve months the monitors look at. It may not save or query."""

from __future__ import annotations

from django import forms

from fairward.insight.spans import YEARS_BACK


class SpanForm(forms.Form):
    """The time to look at."""

    back = forms.ChoiceField(
        label="Which twelve months?", required=False,
        choices=[
            ("0", "The last twelve months"),
            ("1", "The twelve months before those"),
            *((str(one), f"The twelve months that ended {one} years ago") for one in range(2, YEARS_BACK)),
        ],
        error_messages={"invalid_choice": "Choose one of the times on the list."},
    )  # fmt: skip
