"""The shape of the gate, of an agreement, of asking an agency, of notes about an overdue answer. It may not save or query."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone

from fairward.design.date_fields import ThreeBoxDateField
from fairward.exchange.answering.asking import AskedPerson, AskedThing
from fairward.exchange.answering.withdrawing import LONGEST
from fairward.exchange.telling_fields import ground_field, look_again_field
from fairward.hub.enquiries.gate_actions import Decided
from fairward.hub.enquiries.gate_content import GateContent
from fairward.hub.enquiries.terms import PARTS, Terms
from fairward.kernel.vocabulary import Label
from fairward.rules import enquiries, hub
from fairward.rules.labels import explained

YES, NO = "yes", "no"
_LEVELS = [
    (str(one.id), f"Level {one.id}: {one.words}") for one in hub.levels().values() if one.enquiries != "none"
]
_POWERS = [(one.id, one.words) for one in enquiries.powers().values()]
_DATA = [(one.id, one.words.capitalize()) for one in enquiries.data_items().values()]


class GateForm(forms.Form):
    """Level, law, told, look-back, and why; persons and questions are forms of their own. What is missing, the policy names."""

    why = forms.CharField(
        label="What happened, and what must you find out?", required=False, max_length=2000, widget=forms.Textarea,
        help_text="The agencies read this. Write no more than they need, and nothing of who told you.",
    )  # fmt: skip
    level = forms.TypedChoiceField(
        label="Which level is it?",
        coerce=int,
        required=False,
        widget=forms.RadioSelect,
        choices=_LEVELS,
    )
    power = forms.ChoiceField(
        label="Which law lets you ask?", required=False, widget=forms.RadioSelect, choices=_POWERS
    )
    look_back_months = forms.IntegerField(
        label="How many months back do you ask?", required=False, min_value=1, max_value=240,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    look_back_why = forms.CharField(
        label="Why so far back, and no further?", required=False, max_length=500, widget=forms.Textarea
    )
    family_first = forms.CharField(
        label="Could the family be asked first? Why, or why not?",
        required=False,
        max_length=1000,
        widget=forms.Textarea,
    )
    agreement = forms.ChoiceField(
        label="What did the family say about a service?", required=False, widget=forms.RadioSelect,
        choices=list(enquiries.agreements_to_a_service().items()),
        help_text="A service is offered. This is not what lets you ask, and not whether they know.",
    )  # fmt: skip
    is_told = forms.ChoiceField(
        label="Does the family know that you ask?", required=False, widget=forms.RadioSelect,
        choices=[(YES, "Yes, they were told"), (NO, "Not yet, for a reason on the list")],
    )  # fmt: skip
    ground = ground_field()
    look_again_on = look_again_field()
    without_consent = forms.ChoiceField(
        label="Why without consent?", required=False,
        choices=[("", "Choose a, b or c"), *enquiries.without_consent().items()],
        help_text="Data Protection Act 2018, Schedule 1, paragraph 18.",
    )  # fmt: skip
    told_words = forms.CharField(
        label="Whom you told and how, or more about the ground",
        required=False,
        max_length=1000,
        widget=forms.Textarea,
    )
    widened_because = forms.CharField(
        label="Why does the gate change?", required=False, max_length=1000, widget=forms.Textarea
    )

    def clean_look_again_on(self) -> Any:
        """Within ten working days, and so within a fortnight and a bit at most; never in the past."""
        day = self.cleaned_data["look_again_on"]
        today = timezone.localdate()
        if day is not None and not today <= day <= today + timedelta(16):
            raise forms.ValidationError("Give a day from today to ten working days from now.")
        return day

    def decided(self) -> Decided:
        """The columns of the gate."""
        said = self.cleaned_data
        is_told = said.get("is_told") == YES
        return Decided(
            said.get("level") or 0, said.get("power") or "", said.get("look_back_months") or 0, is_told,
            "" if is_told else said.get("ground") or "", None if is_told else said.get("look_again_on"),
        )  # fmt: skip

    def content(self, persons: Sequence[AskedPerson], questions: Sequence[AskedThing]) -> GateContent:
        """Everything that is sealed."""
        said = {key: value or "" for key, value in self.cleaned_data.items()}
        texts = (
            "why",
            "look_back_why",
            "family_first",
            "agreement",
            "without_consent",
            "told_words",
            "widened_because",
        )
        return GateContent(
            persons=tuple(persons), questions=tuple(questions), **{key: said.get(key, "") for key in texts}
        )


class PersonForm(forms.Form):
    """One person of the case: in scope or not; what they are; why."""

    is_asked = forms.BooleanField(label="Ask about this person", required=False)
    kind = forms.ChoiceField(label="What are they?", choices=list(enquiries.people().items()))
    reason = forms.CharField(label="Why are they relevant?", required=False, max_length=500)

    def asked(self, person_id: UUID, name: str, born_on: Any) -> AskedPerson | None:
        """The person as the gate names them, if they are in scope."""
        said = self.cleaned_data
        return (
            AskedPerson(person_id, name, said["kind"], said["reason"], born_on) if said["is_asked"] else None
        )


class QuestionForm(forms.Form):
    """One question, and which sort of information it asks for."""

    sort = forms.ChoiceField(label="What sort of information?", choices=_DATA)
    words = forms.CharField(
        label="The question", required=False, max_length=500,
        help_text="As you would ask it on the telephone. Leave an empty one empty.",
    )  # fmt: skip


QuestionFormSet = forms.formset_factory(QuestionForm, extra=3, max_num=20)


class SignForm(forms.Form):
    """A manager's signature."""

    reason = forms.CharField(
        label="Why is the family not told?", max_length=1000, widget=forms.Textarea,
        error_messages={"required": "Say why the family is not told."},
    )  # fmt: skip


class AskForm(forms.Form):
    """Of the gate: whom and what this agency is asked."""

    persons = forms.MultipleChoiceField(
        label="About whom?", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose whom this agency is asked about."},
    )  # fmt: skip
    questions = forms.MultipleChoiceField(
        label="What?", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose what this agency is asked."},
    )  # fmt: skip

    def __init__(self, *args: Any, content: GateContent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = content
        self.fields["persons"].choices = [(str(one.id), one.name) for one in content.persons]  # type: ignore[attr-defined]
        self.fields["questions"].choices = [  # type: ignore[attr-defined]
            (str(place), one.words) for place, one in enumerate(content.questions)
        ]

    def chosen(self) -> tuple[list[AskedPerson], list[AskedThing]]:
        """The people and questions, as the gate holds them."""
        ids, places = set(self.cleaned_data["persons"]), {int(one) for one in self.cleaned_data["questions"]}
        return (
            [one for one in self.scope.persons if str(one.id) in ids],
            [one for place, one in enumerate(self.scope.questions) if place in places],
        )


class NoteForm(forms.Form):
    """A note about an answer that has not come."""

    words = forms.CharField(
        label="Whom did you reach, and what did they say?", max_length=1000, widget=forms.Textarea,
        error_messages={"required": "Write it down, in a sentence."},
    )  # fmt: skip


class WithdrawForm(forms.Form):
    """Why a question is taken back."""

    words = forms.CharField(
        label="Why do you take it back?", max_length=LONGEST, widget=forms.Textarea,
        help_text="They read this. Write nothing about the family that they do not need.",
        error_messages={"required": "Say why you take it back. They read it."},
    )  # fmt: skip


class AgreementForm(forms.Form):
    """An agreement as data, with the clause of the paper for each part."""

    title = forms.CharField(label="What is the agreement called?", max_length=200)
    purposes = forms.MultipleChoiceField(
        label="What may be asked for?", widget=forms.CheckboxSelectMultiple,
        choices=[(one.id, one.words.capitalize()) for one in enquiries.purposes().values()],
    )  # fmt: skip
    powers = forms.MultipleChoiceField(
        label="Under which law?", widget=forms.CheckboxSelectMultiple, choices=_POWERS
    )
    people = forms.MultipleChoiceField(
        label="About whom?", widget=forms.CheckboxSelectMultiple,
        choices=[(key, words.capitalize()) for key, words in enquiries.people().items()],
    )  # fmt: skip
    sorts = forms.MultipleChoiceField(
        label="Which information?", widget=forms.CheckboxSelectMultiple, choices=_DATA
    )
    look_back_months = forms.IntegerField(
        label="How many months back at most?", min_value=1, max_value=240,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    labels = forms.MultipleChoiceField(
        label="Which labels may answers bear?", widget=forms.CheckboxSelectMultiple,
        choices=[(str(int(one.label)), one.words.capitalize()) for one in explained()],
    )  # fmt: skip
    retention = forms.CharField(label="How long are answers kept?", max_length=300)
    signed_by = forms.CharField(label="Who signed it?", max_length=300)
    signed_on = ThreeBoxDateField(label="When was it signed?", called="the day it was signed")
    review_on = ThreeBoxDateField(label="When is it looked at again?", called="the day it is looked at again")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part, words in PARTS.items():
            self.fields[f"clause_{part}"] = forms.CharField(
                label=f"Clause of the paper: {words}", required=False, max_length=20
            )

    @property
    def clauses(self) -> Iterable[Any]:
        """The fields of the clauses."""
        return [self[f"clause_{part}"] for part in PARTS]

    def terms(self) -> Terms:
        """The agreement as data."""
        said = self.cleaned_data
        lists = {key: tuple(said[key]) for key in ("purposes", "powers", "people")}
        return Terms(
            data=tuple(said["sorts"]),
            title=said["title"], look_back_months=said["look_back_months"], retention=said["retention"],
            labels=tuple(Label(int(one)) for one in said["labels"]), signed_by=said["signed_by"],
            clauses={part: said[f"clause_{part}"] for part in PARTS if said[f"clause_{part}"]}, **lists,
        )  # fmt: skip
