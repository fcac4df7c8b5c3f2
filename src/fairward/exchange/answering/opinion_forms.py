"""What is thought of showing one passage, as a form. It may not save or query."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from fairward.exchange.answering.consulting import LONGEST, Opinion, Verdict
from fairward.rules.exemptions import Exemption

_WORDS = {
    Verdict.SHOW: "It may be shown",
    Verdict.PART: "A part of it may be shown",
    Verdict.HOLD: "It should be held back",
    Verdict.NOT_OURS: "This is not our decision",
}


class OpinionForm(forms.Form):
    """One passage: show, show a part, hold back with a reason of the law, or leave it to the hub."""

    verdict = forms.TypedChoiceField(
        label="What do you think?", coerce=lambda value: Verdict(int(value)), widget=forms.RadioSelect,
        choices=[(str(int(one)), words) for one, words in _WORDS.items()],
        error_messages={"required": "Say what you think about showing it."},
    )  # fmt: skip
    exemption = forms.ChoiceField(
        label="If it should be held back: the reason that the law gives", required=False
    )
    reason = forms.CharField(
        label="Why, and which part", required=False, max_length=LONGEST, widget=forms.Textarea,
        help_text="Needed for holding back, and for a part. The hub reads it; whoever asks does not get it.",
    )  # fmt: skip

    def __init__(self, *args: Any, reasons: Sequence[Exemption], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(one.id, one.words) for one in reasons]
        self.fields["exemption"].choices = [("", "Choose"), *listed]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        verdict = given.get("verdict")
        if verdict is Verdict.HOLD and not given.get("exemption"):
            self.add_error("exemption", "Choose the reason that the law gives for holding it back.")
        if verdict in (Verdict.HOLD, Verdict.PART) and not given.get("reason", "").strip():
            self.add_error("reason", "Write why, for whoever decides.")
        return given

    def opinion(self, passage_id: UUID) -> Opinion:
        """The answers as the action takes them."""
        given = self.cleaned_data
        held = given["verdict"] in (Verdict.HOLD, Verdict.PART)
        return Opinion(
            passage_id, given["verdict"], given["exemption"] if held else "", given["reason"].strip()
        )
