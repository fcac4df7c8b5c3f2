"""The shape of a decision, of telling somebody, of an outcome to a partner. It may not save or query."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from fairward.exchange.telling_fields import ground_field, look_again_field
from fairward.hub.decisions.content import Reasons
from fairward.hub.decisions.policies import LONGEST, Telling
from fairward.hub.decisions.vocabulary import How
from fairward.rules import hub

_LONG: dict[str, Any] = {"required": False, "max_length": LONGEST, "widget": forms.Textarea}
LATER = "later"
_BY_HAND = (How.TELEPHONE, How.TALK, How.LETTER)


class DecideForm(forms.Form):
    """What is decided, why, who disagrees, and what the next team must know."""

    outcome = forms.ChoiceField(
        label="What is decided?", widget=forms.RadioSelect,
        choices=[(one.id, one.words.capitalize()) for one in hub.outcomes().values()],
        error_messages={"required": "Choose what is decided."},
    )  # fmt: skip
    reasons = forms.CharField(
        label="Why?", max_length=LONGEST, widget=forms.Textarea, error_messages={"required": "Give the reasons."},
        help_text="The items that it rests on are those of the analysis: they stand with their labels below.",
    )  # fmt: skip
    dissent = forms.CharField(
        label="Who disagrees, and why?", help_text="Leave it empty when nobody does.", **_LONG
    )
    present = forms.CharField(
        label="For a strategy discussion: who took part?", help_text="Names and agencies.", **_LONG
    )
    minimum = forms.CharField(
        label="What must the team that takes it over know?",
        help_text="The least that lets them begin. They get this, not the pack. The family can read it.",
        **_LONG,
    )

    def content(self) -> Reasons:
        """The answers."""
        given = self.cleaned_data
        return Reasons(given["reasons"], given["dissent"], given["present"], given["minimum"])


class TellForm(forms.Form):
    """How somebody was told and what was said; a family may be told later, with a ground and a day."""

    how = forms.ChoiceField(
        label="How were they told?", widget=forms.RadioSelect, error_messages={"required": "Choose how they were told."}
    )  # fmt: skip
    words = forms.CharField(
        label="What was said?", max_length=LONGEST, widget=forms.Textarea,
        error_messages={"required": "Write what was said, or why they are told later."},
    )  # fmt: skip
    ground = ground_field("Ground for telling them later")
    look_again_on = look_again_field()

    def __init__(self, *args: Any, may_be_later: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways: Sequence[tuple[str, str]] = [(str(int(one)), one.word.capitalize()) for one in _BY_HAND]
        later = [(LATER, "Not yet, for a reason on the list")] if may_be_later else []
        self.fields["how"].choices = [*ways, *later]  # type: ignore[attr-defined]
        if not may_be_later:
            del self.fields["ground"], self.fields["look_again_on"]

    def telling(self) -> Telling:
        """The answers as the policy takes them."""
        given = self.cleaned_data
        if given["how"] != LATER:
            return Telling(How(int(given["how"])), given["words"])
        return Telling(None, given["words"], given.get("ground", ""), given.get("look_again_on"))


class SendForm(forms.Form):
    """What a partner does now."""

    words = forms.CharField(
        label="What should they do now?", required=False, max_length=2000, widget=forms.Textarea,
        help_text="They read the outcome and this. They do not get the pack.",
    )  # fmt: skip
