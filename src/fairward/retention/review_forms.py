"""The questions about entries that fell due: which ones, what becomes of them, why. No save, no query."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from fairward.design.date_fields import ThreeBoxDateField
from fairward.kernel.vocabulary import Basis
from fairward.retention.hold_policies import MOST_LETTERS
from fairward.retention.review_policies import Decided, Summary
from fairward.retention.vocabulary import Choice

HINTS = {
    Choice.KEEP: "It stays as it is. Whoever looks then reads your reason.",
    Choice.REDUCE_TO_COUNT: "The words go. That something was recorded on that day, and its outcome, stays.",
    Choice.REDUCE_TO_SUMMARY: "One entry at a time: you write what stays, with what explains it and the family’s side.",
    Choice.MOVE_DOWN: "Out of the child protection file. The old file keeps only that it was moved.",
    Choice.DESTROY: "Nothing of it stays but a certificate without content.",
}
MOST_SUMMARY = 5_000


class DecideForm(forms.Form):
    """What becomes of the entries that are ticked, with one reason."""

    entries = forms.MultipleChoiceField(
        label="Which entries?", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one entry.", "invalid_choice": "Open the list again: it has changed."},
    )  # fmt: skip
    choice = forms.TypedChoiceField(
        label="What becomes of them?", coerce=int, widget=forms.RadioSelect,
        error_messages={"required": "Choose what becomes of them."},
    )  # fmt: skip
    keep_until = ThreeBoxDateField(
        label="Keep until", required=False, called="the day until which it is kept"
    )
    text = forms.CharField(
        label="The summary that stays", required=False, max_length=MOST_SUMMARY, widget=forms.Textarea
    )
    basis = forms.TypedChoiceField(
        label="How is that known?", required=False, coerce=int, empty_value=None,
        choices=[("", "Choose"), *((str(int(one)), one.word.capitalize()) for one in Basis)],
    )  # fmt: skip
    source = forms.CharField(label="Who told the school, or which document?", required=False, max_length=200)
    explanation = forms.CharField(
        label="What explains it", required=False, max_length=MOST_SUMMARY, widget=forms.Textarea,
        help_text="Or that nothing explained it.",
    )  # fmt: skip
    family_side = forms.CharField(
        label="The family’s side", required=False, max_length=MOST_SUMMARY, widget=forms.Textarea
    )
    has_no_side = forms.BooleanField(label="No family’s side is recorded", required=False)
    keeps_attachments = forms.BooleanField(label="Keep the attachments", required=False)
    reason = forms.CharField(
        label="Why?", max_length=MOST_LETTERS, widget=forms.Textarea,
        help_text="One reason for all of them. Do not repeat what the entries say.",
        error_messages={"required": "Write your reason."},
    )  # fmt: skip

    def __init__(self, *args: Any, entries: Iterable[UUID], choices: Iterable[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entries"].choices = [(str(one), str(one)) for one in entries]  # type: ignore[attr-defined]
        self.fields["choice"].choices = [  # type: ignore[attr-defined]
            (str(int(one)), one.word[:1].upper() + one.word[1:]) for one in choices
        ]  # fmt: skip

    @property
    def hints(self) -> dict[str, str]:
        """What each choice means, by its value."""
        return {str(int(one)): words for one, words in HINTS.items()}

    @property
    def keep(self) -> str:
        """The choice after which a day is asked."""
        return str(int(Choice.KEEP))

    @property
    def summarise(self) -> str:
        """The choice after which a summary is asked."""
        return str(int(Choice.REDUCE_TO_SUMMARY))

    def ticked(self) -> list[UUID]:
        """The entries that were ticked; the form must be valid."""
        return [UUID(one) for one in self.cleaned_data["entries"]]

    def decided(self) -> Decided:
        """What was decided, as the policy takes it; the form must be valid."""
        given = self.cleaned_data
        choice, day = Choice(given["choice"]), given.get("keep_until")
        summary = None
        if choice is Choice.REDUCE_TO_SUMMARY:
            summary = Summary(
                given["text"], Basis(given["basis"] or Basis.OPINION), given["source"], given["explanation"],
                given["family_side"], given["has_no_side"],
            )  # fmt: skip
        return Decided(
            choice, given["reason"], day if choice is Choice.KEEP and isinstance(day, date) else None, summary,
            given["keeps_attachments"] and choice is Choice.REDUCE_TO_SUMMARY,
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("choice") == int(Choice.REDUCE_TO_SUMMARY) and not cleaned.get("basis"):
            self.add_error("basis", "Say how what the summary says is known.")
        return cleaned


class ReasonForm(forms.Form):
    """Why something is refused or taken back."""

    reason = forms.CharField(
        label="Why?",
        max_length=MOST_LETTERS,
        widget=forms.Textarea,
        error_messages={"required": "Write why."},
    )
