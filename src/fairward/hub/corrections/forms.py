"""The shape of saying that an item is wrong, of sending that, of looking at a decision again. It may not save or query."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from fairward.hub.corrections.policies import LONGEST
from fairward.hub.decisions.content import Reasons
from fairward.hub.decisions.policies import LONGEST as LONGEST_REASONS
from fairward.hub.decisions.vocabulary import How
from fairward.rules import hub

MYSELF, STANDS, ANEW = "hub", "stands", "anew"
_LONG: dict[str, Any] = {"max_length": LONGEST_REASONS, "widget": forms.Textarea}


class AskForm(forms.Form):
    """Who says that it is wrong, and what they say."""

    who = forms.ChoiceField(
        label="Who says that it is wrong?", widget=forms.RadioSelect, error_messages={"required": "Choose who says it."}
    )  # fmt: skip
    words = forms.CharField(
        label="What is wrong with it, and what is right?", max_length=LONGEST, widget=forms.Textarea,
        help_text="In their own words. The agency that told it reads this.",
        error_messages={"required": "Write what is wrong with it, and what is right."},
    )  # fmt: skip

    def __init__(self, *args: Any, people: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(person_id), words) for person_id, words in people]
        self.fields["who"].choices = [*choices, (MYSELF, "I saw it myself, working in the hub")]  # type: ignore[attr-defined]

    def person_id(self) -> UUID | None:
        """Who says it."""
        given = self.cleaned_data["who"]
        return None if given == MYSELF else UUID(given)


class SendForm(forms.Form):
    """What the hub writes beside the words, and whether the agency reads a name."""

    added = forms.CharField(
        label="What does the agency need to know beside it?", required=False, max_length=2000, widget=forms.Textarea,
        help_text="For example where to look. Leave it empty when the words say it all.",
    )  # fmt: skip
    named = forms.ChoiceField(
        label="How may the agency know who says it?", widget=forms.RadioSelect, initial="no",
        error_messages={"required": "Choose how the agency may know who says it."},
    )  # fmt: skip

    def __init__(self, *args: Any, plain: str, named: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("no", f"As “{plain}”")]
        choices += [("yes", f"By name, as “{named}”: they agreed to that")] if named else []
        self.fields["named"].choices = choices  # type: ignore[attr-defined]


class ReviewForm(forms.Form):
    """Whether the decision stands, with reasons; or what is decided instead."""

    result = forms.ChoiceField(
        label="Does the decision stand?", widget=forms.RadioSelect,
        choices=[(STANDS, "It stands"), (ANEW, "It is decided anew")],
        error_messages={"required": "Choose whether it stands."},
    )  # fmt: skip
    outcome = forms.ChoiceField(
        label="If anew: what is decided?", required=False,
        choices=[("", "Choose what is decided"), *((one.id, one.words.capitalize()) for one in hub.outcomes().values())],
    )  # fmt: skip
    reasons = forms.CharField(label="Why?", error_messages={"required": "Give the reasons."}, **_LONG)
    dissent = forms.CharField(
        label="If anew: who disagrees, and why?", required=False, help_text="Leave it empty when nobody does.", **_LONG
    )  # fmt: skip
    minimum = forms.CharField(
        label="If anew: what must the team that has the case know?", required=False,
        help_text="The least that lets them go on. The family can read it.", **_LONG,
    )  # fmt: skip

    def is_anew(self) -> bool:
        """Whether it is decided anew."""
        return bool(self.cleaned_data["result"] == ANEW)

    def content(self) -> Reasons:
        """The reasons of a new decision."""
        given = self.cleaned_data
        return Reasons(given["reasons"], given["dissent"], "", given["minimum"])


class ByHandForm(forms.Form):
    """How somebody was told who was not told by package."""

    how = forms.ChoiceField(
        label="How did you tell them?", widget=forms.RadioSelect,
        choices=[(str(int(one)), one.word.capitalize()) for one in How if one is not How.PACKAGE],
        error_messages={"required": "Choose how you told them."},
    )  # fmt: skip
