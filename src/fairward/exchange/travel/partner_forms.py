"""The questions about partners. It may not save or query."""

from __future__ import annotations

from typing import Any

from django import forms

from fairward.exchange.travel.cards import LONGEST_CARD

MORE_THAN_A_CARD = LONGEST_CARD * 2


class CardForm(forms.Form):
    """A card, pasted or as a file."""

    pasted = forms.CharField(
        label="Paste their card", required=False, widget=forms.Textarea,
        help_text="All of it, from the first { to the last }. They find it under Partners, Your own card.",
    )  # fmt: skip
    file = forms.FileField(label="Or choose the file that they sent you", required=False)

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        given = super().clean() or {}
        if not given.get("pasted", "").strip() and not given.get("file"):
            self.add_error("pasted", "Paste their card, or choose the file.")
        return given

    def text(self) -> str:
        """The card as text; a file that is none gives text that is none."""
        pasted: str = self.cleaned_data["pasted"].strip()
        if pasted:
            return pasted
        raw: bytes = self.cleaned_data["file"].read(MORE_THAN_A_CARD)
        return raw.decode("utf-8", errors="replace")


class ConfirmForm(forms.Form):
    """What was heard on the telephone, and from whom."""

    heard = forms.CharField(
        label="The 30 digits that they read out to you", required=False, max_length=80,
        help_text="Six groups of five. Type what you hear. They see them under Partners, Your own card.",
    )  # fmt: skip
    phoned = forms.CharField(
        label="Whom did you speak to?", required=False, max_length=200,
        help_text="Their name and what they do there. Ring a number that you knew before, not one that came with the card.",
    )  # fmt: skip

    def __init__(self, *args: Any, is_here: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_here:
            del self.fields["heard"]
            self.fields["phoned"].help_text = "Their name and what they do there."

    def heard_digits(self) -> str:
        """What was typed, if it was asked for."""
        found: str = self.cleaned_data.get("heard", "")
        return found
