"""The questions about a hold: what, why, whose, until when. No save, no query."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from fairward.design.date_fields import ThreeBoxDateField
from fairward.kernel.vocabulary import Purpose
from fairward.retention.hold_policies import MOST_LETTERS, NewHold, Scope
from fairward.retention.vocabulary import HoldKind, ItemKind
from fairward.rules.themes import all_themes

BY_HAND = (HoldKind.INQUIRY, HoldKind.COURT, HoldKind.POLICE, HoldKind.COMPLAINT)
# What an organisation of this sort does not hold by: a hub has no register of children, no purposes and no themes.
NOT_ASKED = {
    "school": ("case",), "hub": ("child", "child_id", "purpose", "theme"),
    "agency": ("child", "child_id", "purpose", "theme", "case"),
}  # fmt: skip
Owners = Sequence[tuple[UUID, str]]


class HoldForm(forms.Form):
    """What is frozen, why, who answers for it, and when people look at it again."""

    kind = forms.TypedChoiceField(
        label="What makes this needed?", coerce=int, widget=forms.RadioSelect,
        choices=[(str(int(one)), one.word[:1].upper() + one.word[1:]) for one in BY_HAND],
        error_messages={"required": "Choose what makes this needed."},
    )  # fmt: skip
    child = forms.CharField(
        label="Which child?", required=False, max_length=100,
        help_text="The beginning of the name. Leave it empty if it is about more than one child.",
    )  # fmt: skip
    child_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    case = forms.CharField(
        label="Which case?", required=False, max_length=20,
        help_text="Its reference, such as K7QM-3F2P. Leave it empty if it is about all cases of a period.",
    )  # fmt: skip
    purpose = forms.TypedChoiceField(label="Which files?", coerce=int, empty_value=None, required=False)
    theme = forms.ChoiceField(
        label="Which theme?", required=False,
        help_text="Themes are sealed. Everything else that you name here is frozen until a lead has sorted it.",
    )  # fmt: skip
    since_on = ThreeBoxDateField(label="Happened or written from", required=False, called="the first day")
    until_on = ThreeBoxDateField(label="Happened or written until", required=False, called="the last day")
    reason = forms.CharField(
        label="Why is it held?", max_length=MOST_LETTERS, widget=forms.Textarea,
        help_text="Who asked, when, and for what. Do not repeat what is in the record.",
        error_messages={"required": "Write why this is held."},
    )  # fmt: skip
    owner = forms.ChoiceField(label="Who answers for it?")
    review_on = ThreeBoxDateField(
        label="Look at it again on", called="the day on which it is looked at again",
        help_text="Six months at most. It can be kept again then.",
    )  # fmt: skip

    def __init__(
        self, *args: Any, purposes: Iterable[Purpose], owners: Owners, place: str = "school", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in NOT_ASKED[place]:
            del self.fields[name]
        self.fields["owner"].choices = [(str(one), name) for one, name in owners]  # type: ignore[attr-defined]
        if place != "school":
            return
        self.fields["purpose"].choices = [  # type: ignore[attr-defined]
            ("", "All files"), *((str(int(one)), one.word.capitalize()) for one in purposes)
        ]  # fmt: skip
        self.fields["theme"].choices = [("", "Any"), *((one.id, one.words) for one in all_themes())]  # type: ignore[attr-defined]

    def new_hold(self, child_id: UUID | None, thing: tuple[ItemKind, UUID] | None = None) -> NewHold:
        """What was typed, as the policy takes it; the form must be valid."""
        given = self.cleaned_data
        purpose = Purpose(given["purpose"]) if given.get("purpose") else None
        item_kind, item_id = thing or (None, None)
        scope = Scope(
            child_id=child_id, purpose=purpose, theme=given.get("theme", ""), since_on=given["since_on"],
            until_on=given["until_on"], item_kind=item_kind, item_id=item_id,
        )  # fmt: skip
        return NewHold(
            HoldKind(given["kind"]), scope, given["reason"], UUID(given["owner"]), given["review_on"]
        )


class OwnerForm(forms.Form):
    """Who answers for a hold from now on."""

    owner = forms.ChoiceField(label="Who answers for it from now on?")

    def __init__(self, *args: Any, owners: Owners, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [(str(one), name) for one, name in owners]  # type: ignore[attr-defined]


class KeepForm(forms.Form):
    """Why a hold is still needed, and until when."""

    reason = forms.CharField(
        label="Why is it still needed?", max_length=MOST_LETTERS, widget=forms.Textarea,
        error_messages={"required": "Write why it is still needed."},
    )  # fmt: skip
    review_on = ThreeBoxDateField(
        label="Look at it again on", called="the day on which it is looked at again",
        help_text="Six months at most.",
    )  # fmt: skip

    def day(self) -> date:
        """The day that was typed; the form must be valid."""
        day: date = self.cleaned_data["review_on"]
        return day


class LiftForm(forms.Form):
    """Why a hold is no longer needed."""

    because = forms.CharField(
        label="Why is it no longer needed?", max_length=MOST_LETTERS, widget=forms.Textarea,
        help_text="Who said so, and when.", error_messages={"required": "Write why it is no longer needed."},
    )  # fmt: skip
