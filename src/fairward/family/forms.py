"""The shape of what families fill in. They may not save or query."""

from __future__ import annotations

from typing import Any

from django import forms

from fairward.access_requests.vocabulary import CopyOf
from fairward.cases.vocabulary import WhatIsWrong
from fairward.design.shapes import FEELINGS

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


class SideForm(forms.Form):
    """What somebody says about a claim or an entry. A young person may choose a face too."""

    feeling = forms.ChoiceField(
        label="How does this make you feel?", required=False, widget=forms.RadioSelect, choices=[],
        error_messages={"invalid_choice": "Choose one of the faces, or none."},
    )  # fmt: skip
    words = forms.CharField(
        label="What do you want to say?", required=False, max_length=MOST_WORDS, widget=forms.Textarea,
        error_messages={"max_length": f"Use at most {MOST_WORDS:,} letters. You can add more afterwards."},
    )  # fmt: skip
    is_confidential = forms.BooleanField(label="Keep this between me and school", required=False)

    def __init__(self, *args: Any, is_young_person: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_young_person:
            self.fields["feeling"].choices = [*FEELINGS.items(), ("", "I do not want to choose")]  # type: ignore[attr-defined]
        else:
            del self.fields["feeling"], self.fields["is_confidential"]

    def clean(self) -> dict[str, Any]:
        """Something has to be said: with words, or for a young person with a face."""
        given = super().clean() or {}
        if not given.get("words", "").strip() and not given.get("feeling") and "words" not in self.errors:
            message = (
                "Choose a face or write some words."
                if "feeling" in self.fields
                else "Write what you want to say."
            )
            self.add_error("words", message)
        return given


class WrongForm(forms.Form):
    """What is wrong with a claim, and how it really is."""

    what = forms.ChoiceField(
        label="What is wrong?", widget=forms.RadioSelect, choices=[(one.code, one.word.capitalize()) for one in WhatIsWrong],
        error_messages={"required": "Say what is wrong."},
    )  # fmt: skip
    words = forms.CharField(
        label="How is it really? What should be there instead?", max_length=MOST_WORDS, widget=forms.Textarea,
        error_messages={
            "required": "Write how it really is.",
            "max_length": f"Use at most {MOST_WORDS:,} letters. You can add more afterwards.",
        },
    )  # fmt: skip


class AskForm(forms.Form):
    """What somebody asks, complains about or answers, in their own words."""

    words = forms.CharField(
        label="Your words", max_length=MOST_WORDS, widget=forms.Textarea,
        error_messages={
            "required": "Write what you want to say.",
            "max_length": f"Use at most {MOST_WORDS:,} letters. You can add more afterwards.",
        },
    )  # fmt: skip


class CopyForm(forms.Form):
    """Of what somebody wants a copy, and what they want most."""

    copy_of = forms.TypedChoiceField(
        label="What do you want a copy of?", coerce=lambda value: CopyOf(int(value)), widget=forms.RadioSelect, choices=[],
        error_messages={"required": "Say what you want a copy of."},
    )  # fmt: skip
    words = forms.CharField(
        label="Is there something that you want most? You do not have to say.", required=False, max_length=MOST_WORDS,
        widget=forms.Textarea,
        help_text="A time, a person, a thing that happened: then the school can send that first.",
        error_messages={"max_length": f"Use at most {MOST_WORDS:,} letters. You can add more afterwards."},
    )  # fmt: skip

    def __init__(self, *args: Any, child: str, is_self: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whole = "Everything about me" if is_self else f"Everything about {child}"
        choices = [(str(int(CopyOf.CHILD)), whole)]
        if not is_self:
            choices.append((str(int(CopyOf.SELF)), "Only what is about me"))
        self.fields["copy_of"].choices = choices  # type: ignore[attr-defined]
        if is_self:
            self.fields["copy_of"].initial = str(int(CopyOf.CHILD))

    def copy_words(self) -> str:
        """What was chosen, in the words of the question."""
        chosen = dict(self.fields["copy_of"].choices)  # type: ignore[attr-defined]
        return str(chosen[str(int(self.cleaned_data["copy_of"]))])
