"""The questions of letting a family in, and of what becomes of an account. They may not save or query."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import RegexValidator

from fairward.design.date_fields import ThreeBoxDateField
from fairward.families.contact import Contact
from fairward.families.vocabulary import AccessGround, EndReason, IdentityCheck, Step, StepDecision
from fairward.kernel.vocabulary import Worded

NUMBER = RegexValidator(r"^[0-9+() -]{3,30}$", "Enter a telephone number, with digits and spaces.")
GROUND_WORDS = {
    AccessGround.RESPONSIBILITY: "They have parental responsibility, and I have seen how the school knows it",
    AccessGround.RESIDENCE: "The child lives with them by order of a court, and I have seen the order",
    AccessGround.DELEGATED: "Somebody with parental responsibility has agreed to it in writing",
    AccessGround.PROXY: "The young person is 16 or older and wants them to see it",
}


def _choices(words: Iterable[Worded]) -> list[tuple[str, str]]:
    return [(str(int(one)), one.word[0].upper() + one.word[1:]) for one in words]


class ContactForm(forms.Form):
    """How somebody can be reached safely."""

    safety = forms.CharField(
        label="What makes contact safe?",
        help_text="In their own words: when to ring, who else is at home, what must not lie about. Only leads see it.",
        required=False, max_length=500, widget=forms.Textarea,
    )  # fmt: skip
    phone = forms.CharField(
        label="Telephone number", required=False, max_length=30, validators=[NUMBER], widget=forms.TelInput,
        help_text="For you to ring. Fairward never writes to it.",
    )  # fmt: skip
    email = forms.EmailField(
        label="Mail address", required=False,
        error_messages={"invalid": "Enter a mail address, like name@home.example."},
    )  # fmt: skip
    wants_notices = forms.BooleanField(
        label="They want a mail when there is something to read. It names nobody and says nothing else",
        required=False,
    )

    def contact(self) -> Contact:
        """What was given."""
        given = self.cleaned_data
        return Contact(given["email"].strip(), given["phone"].strip(), given["safety"].strip())


class InviteForm(ContactForm):
    """How the lead made sure, on what ground, and how the person may be reached. Somebody known is not asked again."""

    identity_check = forms.TypedChoiceField(
        label="How did you make sure, face to face, who they are?",
        choices=_choices(IdentityCheck), coerce=lambda value: IdentityCheck(int(value)), widget=forms.RadioSelect,
        error_messages={"required": "Say how you made sure who they are."},
    )  # fmt: skip
    ground = forms.TypedChoiceField(
        label="Why may they see this child’s record?",
        choices=[(str(int(one)), words) for one, words in GROUND_WORDS.items()],
        coerce=lambda value: AccessGround(int(value)), widget=forms.RadioSelect,
        error_messages={"required": "Say why they may see the record."},
    )  # fmt: skip
    until_on = ThreeBoxDateField(
        label="Until when, if it is for a time only?", called="the last day", required=False
    )
    field_order = ("identity_check", "ground", "until_on", "safety", "phone", "email", "wants_notices")

    def __init__(self, *args: Any, is_child: bool, is_known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unasked = (["ground", "until_on"] if is_child else []) + (
            ["identity_check", "safety", "phone", "email", "wants_notices"] if is_known else []
        )
        for name in unasked:
            del self.fields[name]
        if is_child:
            self.fields[
                "safety"
            ].help_text = "In the young person’s own words. Ask them alone. Only leads see it."
            self.fields["email"].help_text = "Only one that nobody else at home can open. It can stay empty."
            self.fields["phone"].help_text = "Only their own. It can stay empty; Fairward never writes to it."


class CodeForm(forms.Form):
    """Whether the phone is lost too."""

    has_lost_phone = forms.BooleanField(
        label="They set up codes on a phone, and have lost that phone", required=False
    )


class EndForm(forms.Form):
    """Why somebody sees a record no more."""

    reason = forms.TypedChoiceField(
        label="Why does it end?",
        choices=_choices(EndReason), coerce=lambda value: EndReason(int(value)), widget=forms.RadioSelect,
        error_messages={"required": "Choose why it ends."},
    )  # fmt: skip


class StepForm(forms.Form):
    """What came of a step, and whose access ends with it."""

    decision = forms.TypedChoiceField(
        label="What did the young person decide?",
        coerce=lambda value: StepDecision(int(value)), widget=forms.RadioSelect,
        error_messages={"required": "Choose what came of it."},
    )  # fmt: skip
    ending = forms.TypedMultipleChoiceField(
        label="Who does not see the record any more?", coerce=UUID, required=False,
        help_text="Leave it empty if nothing changes. Whoever you tick sees nothing of it from now on.",
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    again_on = ThreeBoxDateField(
        label="When will you talk about it again?", called="the day", required=False,
        help_text="Needed if the young person cannot decide now.",
    )  # fmt: skip

    def __init__(self, *args: Any, step: Step, adults: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        talk = step is Step.TALK
        decisions = [
            one for one in StepDecision if not talk or one not in (StepDecision.LIMIT, StepDecision.STOP)
        ]
        self.fields["decision"].choices = _choices(decisions)  # type: ignore[attr-defined]
        self.fields["ending"].choices = adults  # type: ignore[attr-defined]
        if talk or not adults:
            del self.fields["ending"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("decision") is StepDecision.NOT_ABLE and not data.get("again_on") and not self.errors:
            self.add_error("again_on", "Enter the day on which you will talk about it again.")
        return data
