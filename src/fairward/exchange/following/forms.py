"""The questions about telling somebody of a change and about their answer. It may not save or query."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from fairward.design.date_fields import ThreeBoxDateField
from fairward.exchange.following.notice_package import Wording
from fairward.exchange.following.presenters import ANSWERS
from fairward.exchange.following.vocabulary import Answered
from fairward.exchange.package.limits import MIDDLE
from fairward.exchange.vocabulary import BY_HAND

BY_MOUTH = (Answered.ACKNOWLEDGED, Answered.DESTROYED, Answered.GIVEN_BACK, Answered.NOT_HELD, Answered.KEPT)


class WordingForm(forms.Form):
    """What somebody who may read a summary only is told instead of the words themselves, one box for each text."""

    def __init__(self, *args: Any, wanted: Sequence[Wording], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, one in enumerate(wanted, start=1):
            self.fields[str(one.id)] = forms.CharField(
                label=f"Summary {number}", help_text=f"They never read the words themselves, which are: {one.text}",
                widget=forms.Textarea, max_length=MIDDLE, initial=one.before,
                error_messages={"required": "Write what they may read of it: they see a summary only."},
            )  # fmt: skip

    def wordings(self) -> dict[UUID, str]:
        """What was written, by the text that it stands for."""
        return {UUID(key): words for key, words in self.cleaned_data.items()}


class ToldForm(forms.Form):
    """Somebody was told of a change by telephone, by letter or in another way."""

    how = forms.TypedChoiceField(
        label="How did you tell them?", coerce=int, widget=forms.RadioSelect,
        choices=[(str(int(one)), one.word.capitalize()) for one in BY_HAND],
        error_messages={"required": "Choose how you told them."},
    )  # fmt: skip
    told_on = ThreeBoxDateField(
        label="When did you tell them?", called="the day on which you told them",
        error_messages={"required": "Write the day on which you told them."},
    )  # fmt: skip


class AnsweredForm(forms.Form):
    """What they answered, as somebody here heard it."""

    answer = forms.TypedChoiceField(
        label="What did they answer?", coerce=int, widget=forms.RadioSelect,
        choices=[(str(int(one)), ANSWERS[one]) for one in BY_MOUTH],
        error_messages={"required": "Choose what they answered."},
    )  # fmt: skip
    answered_on = ThreeBoxDateField(
        label="When did they answer?", called="the day on which they answered",
        error_messages={"required": "Write the day on which they answered."},
    )  # fmt: skip


class FileAnsweredForm(AnsweredForm):
    """What they answered to an encrypted file, with what stands on its receipt."""

    received_by = forms.CharField(
        label="Who received it?", max_length=200, help_text="The name, and what they are there.",
        error_messages={"required": "Write who received it: the name, and what they are there."},
    )  # fmt: skip
    digest = forms.CharField(
        label="The first eight letters and digits of the digest on their receipt", max_length=80, required=False,
        help_text="They show that the receipt is for this notice. Leave it empty if the receipt has none.",
    )  # fmt: skip
