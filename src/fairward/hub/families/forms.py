"""What a worker fills in to let somebody in and to show them something, and what a family writes. No save, no query."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from fairward.exchange.telling_fields import ground_field, look_again_field
from fairward.families.forms import ContactForm
from fairward.families.vocabulary import IdentityCheck
from fairward.hub.families.policies import LONGEST, LONGEST_SIDE, Chosen
from fairward.hub.families.vocabulary import Ending, Ground

Choices = Sequence[tuple[str, str]]
_CHECKS = {
    IdentityCheck.KNOWN: "A worker who is with them knows them in person",
    IdentityCheck.DOCUMENT: "They showed a document with a photograph",
    IdentityCheck.VOUCHED: "Somebody who works with the family came along and vouched for them",
}
_GROUNDS = {
    Ground.SELF: "It is about them. They see only what is about themselves",
    Ground.RESPONSIBILITY: "They have parental responsibility, and I have seen how we know it",
    Ground.RESIDENCE: "The child lives with them by order of a court, and I have seen the order",
    Ground.DELEGATED: "Somebody with parental responsibility has agreed to it in writing",
}


class LetInForm(ContactForm):
    """How the worker made sure, on what ground, for which children, how they are reached. A child is let in for themselves."""

    sign_in = forms.CharField(
        label="Sign-in name, if they read something of this hub already", required=False, max_length=40,
        help_text="It stands on the sheet they got. They then keep what they sign in with.",
    )  # fmt: skip
    identity_check = forms.TypedChoiceField(
        label="How did you make sure, face to face, who they are?",
        choices=[(str(int(one)), words) for one, words in _CHECKS.items()],
        coerce=lambda value: IdentityCheck(int(value)), widget=forms.RadioSelect,
        error_messages={"required": "Say how you made sure who they are."},
    )  # fmt: skip
    ground = forms.TypedChoiceField(
        label="Why may they see it?", choices=[(str(int(one)), words) for one, words in _GROUNDS.items()],
        coerce=lambda value: Ground(int(value)), widget=forms.RadioSelect,
        error_messages={"required": "Say why they may see it."},
    )  # fmt: skip
    children = forms.TypedMultipleChoiceField(
        label="For which children do they answer?", coerce=UUID, required=False, widget=forms.CheckboxSelectMultiple,
        help_text="None, where they see only what is about themselves.",
    )  # fmt: skip
    is_safe = forms.BooleanField(
        label="I have looked for court orders and restrictions, and it is safe for everybody that they read it",
        error_messages={"required": "Look for court orders and restrictions first, and tick that you did."},
    )
    field_order = (
        "identity_check", "ground", "children", "is_safe", "safety", "phone", "email", "wants_notices", "sign_in",
    )  # fmt: skip

    def __init__(self, *args: Any, children: Choices, is_child: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["children"].choices = list(children)  # type: ignore[attr-defined]
        self.fields[
            "safety"
        ].help_text = "In their own words: when to ring, who else is at home, what must not lie about."
        if is_child:
            del self.fields["ground"], self.fields["children"], self.fields["sign_in"]
            self.fields["safety"].help_text = "In the young person’s own words. Ask them alone."
            self.fields["email"].help_text = "Only one that nobody else at home can open. It can stay empty."


class EndForm(forms.Form):
    """Why somebody sees it no more."""

    reason = forms.TypedChoiceField(
        label="Why does it end?", choices=[(str(int(one)), one.word[0].upper() + one.word[1:]) for one in Ending],
        coerce=lambda value: Ending(int(value)), widget=forms.RadioSelect,
        error_messages={"required": "Choose why it ends."},
    )  # fmt: skip


class ShowForm(forms.Form):
    """What one person reads: each question in plain words, what is told later, items whose words they see, why it was decided."""

    why = forms.CharField(
        label="Why was it decided so?", max_length=LONGEST, widget=forms.Textarea, required=False,
        help_text="In words that they understand. Say nothing of what only others may know.",
    )  # fmt: skip
    shown = forms.TypedMultipleChoiceField(
        label="Which items do they read word for word?", coerce=UUID, required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Of the others they learn what kind of thing it was. What may not be shown is not on this list.",
    )  # fmt: skip
    later = forms.TypedMultipleChoiceField(
        label="Which agencies do they hear of later?", coerce=UUID, required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Only where a ground on the list stands against it now.",
    )  # fmt: skip
    ground = ground_field("Ground for telling them that later")
    look_again_on = look_again_field()

    def __init__(
        self, *args: Any, questions: Sequence[tuple[UUID, str, str]], items: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = {one: f"asked-{one}" for one, _, _ in questions}
        for one, agency, words in questions:
            self.fields[self.asked[one]] = forms.CharField(
                label=f"What did you ask {agency}?", required=False, max_length=2000, widget=forms.Textarea, initial=words
            )  # fmt: skip
        self.fields["shown"].choices = list(items)  # type: ignore[attr-defined]
        self.fields["later"].choices = [(str(one), agency) for one, agency, _ in questions]  # type: ignore[attr-defined]

    def chosen(self) -> Chosen:
        """The answers as the policy takes them."""
        given = self.cleaned_data
        return Chosen(
            given.get("why", ""), {one: given.get(name, "") for one, name in self.asked.items()},
            frozenset(given.get("later", ())), frozenset(given.get("shown", ())), given.get("ground", ""),
            given.get("look_again_on"),
        )  # fmt: skip


class SayForm(forms.Form):
    """What somebody of the family says."""

    words = forms.CharField(
        label="What do you want to say?", max_length=LONGEST_SIDE, widget=forms.Textarea,
        error_messages={"required": "Write what you want to say."},
    )  # fmt: skip


class WrongForm(forms.Form):
    """What is wrong, and how it is really."""

    words = forms.CharField(
        label="How is it really?", max_length=LONGEST_SIDE, widget=forms.Textarea,
        help_text="Write it the way you would tell it.",
        error_messages={"required": "Write how it really is."},
    )  # fmt: skip


class YearForm(forms.Form):
    """Which year of looks somebody wants to see."""

    year = forms.IntegerField(min_value=2000, max_value=2200)
