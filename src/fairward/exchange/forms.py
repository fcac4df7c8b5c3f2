"""The questions about telling somebody outside. It may not save or query."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone

from fairward.design.date_fields import ThreeBoxDateField
from fairward.exchange.policies import NewDisclosure
from fairward.exchange.telling_fields import ground_field, look_again_field
from fairward.exchange.vocabulary import BY_HAND, HowTold, RecallAnswer, UsedFor
from fairward.files.policies import MOST_TEXT
from fairward.kernel.vocabulary import OrganisationKind
from fairward.rules import disclosure

YES, NO = "yes", "no"
OUTSIDE = [kind for kind in OrganisationKind if kind is not OrganisationKind.TRUST]


class DisclosureForm(forms.Form):
    """Whom you told, what, why you were allowed to, and whether the family knows; what is missing is named by the policy."""

    entries = forms.MultipleChoiceField(
        label="Of which entries did you tell something?", required=False, widget=forms.CheckboxSelectMultiple
    )
    told_on = ThreeBoxDateField(
        label="When did you tell them?", called="the day on which you told them",
        error_messages={"required": "Write the day on which you told them."},
    )  # fmt: skip
    how = forms.TypedChoiceField(
        label="How?", coerce=int, empty_value=None, required=False, widget=forms.RadioSelect,
        choices=[(str(int(one)), one.word.capitalize()) for one in BY_HAND],
    )  # fmt: skip
    recipient_kind = forms.TypedChoiceField(
        label="What sort of organisation is it?", coerce=int, empty_value=None, required=False,
        choices=[("", "Choose"), *((str(int(one)), one.word.capitalize()) for one in OUTSIDE)],
    )  # fmt: skip
    recipient = forms.CharField(
        label="Whom did you tell?", required=False, max_length=200,
        help_text="The organisation and what the person does there, e.g. “Northfield social care, duty social worker”. "
        "The family can read this.",
    )  # fmt: skip
    said = forms.CharField(
        label="What did you tell them?", required=False, max_length=MOST_TEXT, widget=forms.Textarea,
        help_text="A few sentences. Say what was seen or said, and what explains it.",
    )  # fmt: skip
    basis = forms.ChoiceField(
        label="Why were you allowed to?", required=False, widget=forms.RadioSelect,
        choices=[(one.id, one.words) for one in disclosure.bases()],
    )  # fmt: skip
    tests = forms.MultipleChoiceField(
        label="Tick what you can say yes to", required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(one.id, one.question) for one in disclosure.tests()],
    )  # fmt: skip
    reasons = forms.CharField(
        label="Your reasons", required=False, max_length=2000, widget=forms.Textarea,
        help_text="Needed where you could not tick every question.",
    )  # fmt: skip
    is_told = forms.ChoiceField(
        label="Does the family know?", required=False, widget=forms.RadioSelect,
        choices=[(YES, "Yes, we told them"), (NO, "Not yet, for a reason on the list")],
    )  # fmt: skip
    ground = ground_field()
    tell_by = look_again_field()

    def __init__(self, *args: Any, entries: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entries"].choices = list(entries)  # type: ignore[attr-defined]

    def disclosure(self) -> NewDisclosure:
        """The answers as the policy takes them, as far as they were given."""
        given = self.cleaned_data
        day, told = given.get("told_on"), given.get("is_told")
        at = timezone.make_aware(datetime.combine(day, time())) if day else timezone.now()
        return NewDisclosure(
            entry_ids=tuple(UUID(one) for one in given.get("entries", ())),
            told_at=at,
            how=HowTold(given["how"]) if given.get("how") else None,
            recipient_kind=OrganisationKind(given["recipient_kind"]) if given.get("recipient_kind") else None,
            recipient=given.get("recipient", ""),
            said=given.get("said", ""),
            basis=given.get("basis", ""),
            yes=frozenset(given.get("tests", ())),
            reasons=given.get("reasons", ""),
            is_told=None if not told else told == YES,
            ground=given.get("ground", "") if told == NO else "",
            tell_by=given.get("tell_by") if told == NO else None,
        )


class UseForm(forms.Form):
    """What the recipient did with it."""

    used_for = forms.TypedChoiceField(
        label="What did they do with it?", coerce=int, widget=forms.RadioSelect,
        choices=[(str(int(one)), one.word.capitalize()) for one in UsedFor],
        error_messages={"required": "Choose what they did with it."},
    )  # fmt: skip


class RecallAskedForm(forms.Form):
    """When they were asked to give it back or destroy it."""

    on = ThreeBoxDateField(label="On which day did you ask them?", called="the day on which you asked them")


class RecallAnsweredForm(forms.Form):
    """What they answered, and when."""

    answer = forms.TypedChoiceField(
        label="What did they answer?", coerce=int, widget=forms.RadioSelect,
        choices=[(str(int(one)), one.word.capitalize()) for one in RecallAnswer],
        error_messages={"required": "Choose what they answered."},
    )  # fmt: skip
    on = ThreeBoxDateField(label="On which day did they answer?", called="the day on which they answered")
