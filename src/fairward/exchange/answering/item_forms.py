"""The shape of an item of an answer, for an agency's page and for the page of a one-time link. It may not save or query."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms

from fairward.design.date_fields import ThreeBoxDateField
from fairward.exchange.answering.asking import Asked
from fairward.exchange.answering.items import Item
from fairward.exchange.answering.looking import missing_in
from fairward.files.policies import MOST_TEXT
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Basis, Label
from fairward.rules import enquiries
from fairward.rules.labels import explained

OTHERS = "others"
_BASES = (
    (Basis.OBSERVED, "Fact: we saw, heard or did it ourselves"),
    (Basis.DOCUMENT, "Fact: it stands in a document"),
    (Basis.CHILD_SAID, "The child said it"),
    (Basis.TOLD_BY, "Allegation: somebody said it"),
    (Basis.OPINION, "Professional opinion"),
)
_GRADES = [
    f"{source}{information}{handling}" for source in "123" for information in "ABCDE" for handling in "PC"
]
WRITTEN = [one.label for one in explained() if one.label is not Label.POINTER]


class ItemForm(forms.Form):
    """One item. What is missing, and what warns, comes from `looking`, beside the field that mends it."""

    basis = forms.TypedChoiceField(
        label="What is it?", coerce=int, widget=forms.RadioSelect,
        choices=[(str(int(basis)), words) for basis, words in _BASES],
        error_messages={"required": "Say what it is: a fact, an allegation, an opinion."},
    )  # fmt: skip
    text = forms.CharField(
        label="The item, in a few sentences", required=False, max_length=MOST_TEXT, widget=forms.Textarea,
        help_text="Only what answers the question. Do not paste a record.",
    )  # fmt: skip
    source = forms.CharField(
        label="Who said it, or in which record does it stand?", required=False, max_length=300,
        help_text="Needed for an allegation and for a document.",
    )  # fmt: skip
    happened_on = ThreeBoxDateField(label="When was it?", called="the day it happened", required=False)
    when = forms.CharField(
        label="If you do not know the day",
        required=False,
        max_length=100,
        help_text="Such as “in spring 2025”.",
    )
    about = forms.MultipleChoiceField(
        label="Whom is it about?", required=False, widget=forms.CheckboxSelectMultiple
    )
    relevance = forms.CharField(
        label="Why does it matter for this child now?", required=False, max_length=2000, widget=forms.Textarea
    )
    grade = forms.ChoiceField(
        label="If it is intelligence: its grade", required=False,
        choices=[("", "It is not intelligence"), *((one, one) for one in _GRADES)],
        help_text="Source 1 to 3, information A to E, handling P or C.",
    )  # fmt: skip
    label = forms.TypedChoiceField(label="Who may read it?", coerce=int, widget=forms.RadioSelect)
    summary = forms.CharField(
        label="The wording for everybody but the hub", required=False, max_length=2000, widget=forms.Textarea
    )
    care = forms.MultipleChoiceField(
        label="Is any of this so?", required=False, widget=forms.CheckboxSelectMultiple,
        choices=[
            ("arrest", "Somebody was arrested and never charged"),
            ("sensitive", "It comes from sexual health, counselling or substance misuse services"),
        ],
    )  # fmt: skip
    sensitive_test = forms.ChoiceField(
        label="What lets it be told, if it comes from such a service?", required=False,
        choices=[("", "It does not"), *enquiries.sensitive_tests().items()],
    )  # fmt: skip
    although = forms.CharField(
        label="If there is a warning: why does it matter all the same?", required=False, max_length=2000,
        widget=forms.Textarea,
    )  # fmt: skip

    def __init__(self, *args: Any, asked: Asked, item: Item | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": _initial(item)})
        self.asked, self.item_id = asked, item.id if item else None
        people = [(str(one.id), f"{one.name}, {enquiries.people()[one.kind]}") for one in asked.persons]
        self.fields["about"].choices = [*people, (OTHERS, "Somebody else")]  # type: ignore[attr-defined]
        self.fields["label"].choices = [  # type: ignore[attr-defined]
            (str(int(one)), one.word.capitalize()) for one in WRITTEN if one in asked.labels
        ]

    def item(self) -> Item:
        """The item as typed, whole or not; after `is_valid`."""
        said = self.cleaned_data
        care = said.get("care", [])
        about = said.get("about", [])
        made = Item(
            basis=Basis(said["basis"]), text=said["text"], label=Label(said["label"]),
            about=tuple(UUID(one) for one in about if one != OTHERS), source=said["source"],
            happened_on=said["happened_on"], when=said["when"], relevance=said["relevance"], summary=said["summary"],
            grade=said["grade"], although=said["although"], sensitive_test=said["sensitive_test"],
            is_sensitive="sensitive" in care, is_arrest_only="arrest" in care, is_about_others=OTHERS in about,
        )  # fmt: skip
        return replace(made, id=self.item_id or new_id())

    def clean(self) -> dict[str, Any]:
        """Every lack and warning beside the field that mends it."""
        cleaned = super().clean() or {}
        if not self.errors:
            self.cleaned_data = cleaned
            for lack in missing_in(self.item(), self.asked):
                self.add_error(lack.field if lack.field in self.fields else None, lack.sentence)
        return cleaned


class PointerForm(forms.Form):
    """“Known to us, ring …”: the answer that is offered first."""

    call = forms.CharField(
        label="Whom should the hub ring?", max_length=200, help_text="A name or a team, and a number.",
        error_messages={"required": "Say whom the hub should ring, with a number."},
    )  # fmt: skip


class DeclineForm(forms.Form):
    """Why nothing is answered."""

    reason = forms.CharField(
        label="Why do you not answer?", max_length=2000, widget=forms.Textarea,
        help_text="The hub reads this. Do not write what you would not answer.",
        error_messages={"required": "Say why you do not answer. The hub reads it."},
    )  # fmt: skip


class PutRightForm(forms.Form):
    """What was wrong with something that was sent."""

    because = forms.CharField(
        label="What was wrong with it?", max_length=2000, widget=forms.Textarea, help_text="The hub reads this.",
        error_messages={"required": "Say what was wrong with it. The hub reads this."},
    )  # fmt: skip


def _initial(item: Item | None) -> dict[str, Any]:
    if item is None:
        return {}
    care = ["arrest"] * item.is_arrest_only + ["sensitive"] * item.is_sensitive
    return {
        "basis": str(int(item.basis)), "text": item.text, "source": item.source, "happened_on": item.happened_on,
        "when": item.when, "about": [str(one) for one in item.about] + [OTHERS] * item.is_about_others,
        "relevance": item.relevance, "grade": item.grade, "label": str(int(item.label)), "summary": item.summary,
        "care": care, "sensitive_test": item.sensitive_test, "although": item.although,
    }  # fmt: skip
