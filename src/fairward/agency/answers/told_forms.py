"""The shape of disagreeing with what a hub decided. It may not save or query."""

from __future__ import annotations

from django import forms

from fairward.exchange.answering.disagreeing import LONGEST


class DisagreeForm(forms.Form):
    """What one disagrees with, and what one expects."""

    words = forms.CharField(
        label="What do you disagree with, and what do you expect?", max_length=LONGEST, widget=forms.Textarea,
        help_text="Somebody else than whoever decided it answers you. Your name and what you are here go with it.",
        error_messages={"required": "Write what you disagree with, and what you expect."},
    )  # fmt: skip
