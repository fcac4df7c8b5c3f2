"""The shape of answering that an item is said to be wrong. It may not save or query."""

from __future__ import annotations

from typing import Any

from django import forms

CORRECT, TAKE_BACK, STANDS = "correct", "take_back", "stands"


class WrongForm(forms.Form):
    """It is put right, taken back, or it stands; and why."""

    result = forms.ChoiceField(
        label="What becomes of it?", widget=forms.RadioSelect,
        error_messages={"required": "Choose what becomes of it."},
    )  # fmt: skip
    reason = forms.CharField(
        label="What was wrong with it, or why does it stand?", max_length=2000, widget=forms.Textarea,
        help_text="The hub reads this. Whoever asked hears it from the hub.",
        error_messages={"required": "Say what was wrong with it, or why it stands."},
    )  # fmt: skip

    def __init__(self, *args: Any, is_kept: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(STANDS, "It stands as it is")]
        if is_kept:
            choices = [
                (CORRECT, "It is wrong: put it right"),
                (TAKE_BACK, "It should not have been sent: take it back"),
                *choices,
            ]
        self.fields["result"].choices = choices  # type: ignore[attr-defined]
