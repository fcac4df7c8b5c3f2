"""The questions of the page on which anybody on the staff notes a request, a complaint or a breach. No save, no query."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone

from fairward.cases.noting_actions import Noted
from fairward.cases.policies import FURTHEST_BACK, MOST_WORDS
from fairward.cases.vocabulary import CaseKind, HowAsked
from fairward.design.date_fields import ClockField, ThreeBoxDateField

KINDS = (
    (CaseKind.ACCESS_REQUEST, "They want to see what is recorded", "In any words: “What do you have about my son?” counts."),
    (CaseKind.CORRECTION, "Something that is recorded is wrong", ""),
    (CaseKind.OBJECTION, "They do not want it kept or used", ""),
    (CaseKind.COMPLAINT, "They complain about how their data are handled", ""),
    (CaseKind.UNRECOGNISED_LOOK, "They do not recognise somebody who looked", ""),
    (CaseKind.BREACH, "Something was lost, sent to the wrong person, or seen by somebody who should not",
     "Note it now, even if you are not sure. The clock is 72 hours."),
)  # fmt: skip
HOW = (HowAsked.IN_PERSON, HowAsked.TELEPHONE, HowAsked.LETTER, HowAsked.EMAIL)


class NoteForm(forms.Form):
    """What somebody asked for, or what happened; who, about whom, how and when."""

    kind = forms.TypedChoiceField(
        label="What is it?", coerce=int, widget=forms.RadioSelect,
        choices=[(str(int(kind)), words) for kind, words, _ in KINDS],
        error_messages={"required": "Choose what it is."},
    )  # fmt: skip
    words = forms.CharField(
        label="What did they say, or what happened?", max_length=MOST_WORDS, widget=forms.Textarea,
        help_text="In their words if you can. Only the people who deal with it can read this.",
        error_messages={"required": "Write what they said, or what happened."},
    )  # fmt: skip
    who = forms.CharField(
        label="Who asks, and how can they be reached?", required=False, max_length=300,
        help_text="Leave empty for a breach.",
    )  # fmt: skip
    child = forms.CharField(
        label="For which child?", required=False, max_length=100,
        help_text="The beginning of the name. Leave empty if it is about nobody in particular.",
    )  # fmt: skip
    child_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    reference = forms.CharField(
        label="Which case is it about?", required=False, max_length=12,
        help_text="Its reference, such as K7QM-3F2P. Nothing of this case is destroyed before a request to see it, or a "
        "complaint, is answered. Leave it empty if you do not know.",
    )  # fmt: skip
    how = forms.TypedChoiceField(
        label="How did they ask?", coerce=int, widget=forms.RadioSelect, required=False, empty_value=None,
        choices=[(str(int(one)), one.word.capitalize()) for one in HOW],
    )  # fmt: skip
    on = ThreeBoxDateField(label="Which day was it?", called="the day it was", required=False,
                           help_text="Leave empty for today.")  # fmt: skip
    at = ClockField(
        label="At what time?", required=False, help_text="For a breach: when it was noticed. Empty: now."
    )

    def __init__(self, *args: Any, is_hub: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in (
            ("child", "child_id") if is_hub else ("reference",)
        ):  # a hub has no roll, a school no such cases
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind = cleaned.get("kind")
        if kind and kind != int(CaseKind.BREACH) and not cleaned.get("who"):
            self.add_error("who", "Write who asks, so that they get an answer.")
        if "on" in cleaned and "at" in cleaned:
            self._check_when(cleaned)
        return cleaned

    def _check_when(self, cleaned: dict[str, Any]) -> None:
        now = timezone.localtime()
        day, clock = cleaned["on"] or now.date(), cleaned["at"]
        is_now = clock is None and day == now.date()
        moment = now if is_now else timezone.make_aware(datetime.combine(day, clock or time(12)))
        if moment > now:
            self.add_error("on", "Choose a day and time that has been, not one to come.")
        elif now - moment > FURTHEST_BACK:
            self.add_error("on", "Choose a day in the last twelve months.")
        cleaned["moment"] = moment

    def noted(self, child_id: UUID | None) -> Noted:
        """What was noted; the form must be valid."""
        given = self.cleaned_data
        return Noted(
            CaseKind(given["kind"]), HowAsked(given["how"] or HowAsked.IN_PERSON), given["moment"], given["words"],
            given["who"], child_id, given.get("reference", ""),
        )  # fmt: skip
