"""What is asked before something goes, and about what went. It may not save or query."""

from __future__ import annotations

from django import forms

from fairward.design.date_fields import ThreeBoxDateField
from fairward.exchange.vocabulary import HowTold


class SecondForm(forms.Form):
    """Why the second person does not agree."""

    words = forms.CharField(
        label="What should be changed?", max_length=2000, widget=forms.Textarea,
        help_text="It goes back to whoever prepared it, with your words.",
        error_messages={"required": "Write what should be changed before it goes."},
    )  # fmt: skip


class WayForm(forms.Form):
    """How it goes to somebody without Fairward."""

    way = forms.TypedChoiceField(
        label="How do they get it?", coerce=lambda value: HowTold(int(value)), widget=forms.RadioSelect,
        choices=[
            (str(int(HowTold.FILE)), "As an encrypted file: you give them the file, and tell them the words on the telephone"),
            (str(int(HowTold.PAPER)), "On paper: you print it and hand it over"),
        ],
        error_messages={"required": "Choose how they get it."},
    )  # fmt: skip


class ReceiptForm(forms.Form):
    """What the recipient wrote on the receipt, or read out on the telephone."""

    on = ThreeBoxDateField(
        label="On which day did they receive it?", called="the day on which they received it"
    )
    by = forms.CharField(
        label="Who received it?", max_length=200, help_text="The name, and what they are there.",
        error_messages={"required": "Write who received it: the name, and what they are there."},
    )  # fmt: skip
    digest = forms.CharField(
        label="The first eight letters and digits of the digest on their receipt", max_length=80, required=False,
        help_text="They show that the receipt is for this package. Leave it empty if the receipt has none.",
    )  # fmt: skip
