"""The questions on the pages of the keys. No form saves, no form knows who may see it."""

from __future__ import annotations

from typing import Any

from django import forms

LONG_HINT = "At least 15 characters. Four or five words that do not belong together are easy to keep and hard to guess."


def passphrase_field(
    label: str, required: str, *, autocomplete: str = "off", hint: str = ""
) -> forms.CharField:
    """A passphrase is never trimmed; it is not the password, so password managers are not told that it is."""
    return forms.CharField(
        label=label,
        help_text=hint,
        strip=False,
        max_length=300,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete, "spellcheck": "false"}),
        error_messages={"required": required},
    )


class UnlockForm(forms.Form):
    """The passphrase."""

    passphrase = passphrase_field("Passphrase", "Enter your passphrase.")


class NewPassphraseForm(forms.Form):
    """A passphrase, twice."""

    new = passphrase_field("Your new passphrase", "Enter a passphrase.", hint=LONG_HINT)
    again = passphrase_field("The same passphrase again", "Enter the passphrase again.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("new") and data.get("again") and data["new"] != data["again"]:
            self.add_error("again", "The two passphrases are not the same.")
        return data


class ChangePassphraseForm(NewPassphraseForm):
    """The passphrase one has and the one to come."""

    current = passphrase_field("Your current passphrase", "Enter your current passphrase.")
    field_order = ("current", "new", "again")


def words_field(label: str) -> forms.CharField:
    """Twenty-four words, typed from paper."""
    return forms.CharField(
        label=label,
        help_text="24 words in their order, with spaces between them",
        max_length=400,
        widget=forms.Textarea(
            attrs={"rows": 4, "autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": "Enter the 24 words."},
    )


class RecoverForm(NewPassphraseForm):
    """The recovery words and a new passphrase."""

    words = words_field("Your recovery words")
    field_order = ("words", "new", "again")


class SheetForm(forms.Form):
    """The words of the sheet in the safe."""

    words = words_field("Words on the sheet")


class TwoWordsForm(forms.Form):
    """Two of the recovery words, to see that they stand on paper."""

    first = forms.CharField(max_length=20, error_messages={"required": "Enter the word from your paper."})
    second = forms.CharField(max_length=20, error_messages={"required": "Enter the word from your paper."})

    def __init__(self, *args: Any, places: tuple[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, place in zip(("first", "second"), places, strict=True):
            field = self.fields[name]
            field.label = f"Word {place}"
            field.widget.attrs.update(
                {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
            )


class SureForm(forms.Form):
    """A box to tick before what cannot be undone."""

    sure = forms.BooleanField(
        label="I understand", error_messages={"required": "Tick the box if you want to go on."}
    )
