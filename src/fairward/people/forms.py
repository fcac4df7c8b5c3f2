"""The questions of a roster import and of the roll. They may not save or query."""

from __future__ import annotations

from typing import Any

from django import forms

from fairward.people.plan import Answer, Conflict, Plan
from fairward.people.vocabulary import RelationshipKind, RollStatus, year_word

ANSWERS = {
    Answer.LEAVE_OUT: "I do not know: leave this row out",
    Answer.SAME: "The same child",
    Answer.DIFFERENT: "Another child of the same name",
}
YEARS = [("", "Any year"), *((str(year), year_word(year)) for year in range(0, 15)), ("-1", "Nursery")]
YES_NO = [("", "Not known"), ("yes", "Yes"), ("no", "No")]


ADULT_KINDS = [
    (int(one), one.word.capitalize()) for one in RelationshipKind if one is not RelationshipKind.SIBLING
]


def said_in(answer: str) -> bool | None:
    """Yes, no or not known."""
    return {"yes": True, "no": False}.get(answer)


class UploadForm(forms.Form):
    """Which file, and whether whoever is not in it has left."""

    file = forms.FileField(
        label="Roster file",
        help_text="A Common Transfer File, a CSV from SIMS, Arbor, Bromcom or another system, or a OneRoster 1.1 zip. "
        "At most 50 MB.",
        error_messages={"required": "Choose a file.", "empty": "The file is empty."},
    )
    whole_roll = forms.ChoiceField(
        label="Does the file hold every pupil of the school?",
        choices=[("no", "No, only some of them"), ("yes", "Yes, the whole roll")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the file holds every pupil."},
    )


class ConfirmForm(forms.Form):
    """What a person says about one plan: who is who, which siblings, and that the bad rows were seen."""

    fingerprint = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, plan: Plan, data: Any = None) -> None:
        super().__init__(data, initial={"fingerprint": plan.fingerprint()})
        self.plan = plan
        for conflict in plan.conflicts:
            self.fields[conflict.key] = _conflict_field(conflict)
        if plan.siblings:
            self.fields["siblings"] = forms.MultipleChoiceField(
                label="Which of these are brothers and sisters?",
                help_text="They share an adult of the same name at the same address. Tick only those you know of.",
                choices=[(pair.key, f"{pair.first.forename} {pair.first.surname} and {pair.second.forename} "
                          f"{pair.second.surname}") for pair in plan.siblings],
                widget=forms.CheckboxSelectMultiple, required=False,
            )  # fmt: skip
        if plan.blocked:
            self.fields["has_seen_problems"] = forms.BooleanField(
                label="I have seen the rows that are left out",
                error_messages={"required": "Say that you have seen the rows that are left out."},
            )
        if plan.has_many_leavers:
            self.fields["accepts_leavers"] = forms.BooleanField(
                label=f"These {len(plan.left)} children have really left",
                error_messages={"required": f"Say that {len(plan.left)} children have really left."},
            )

    def questions(self) -> list[Any]:
        """The fields that ask about single rows."""
        return [self[conflict.key] for conflict in self.plan.conflicts]

    def answers(self) -> dict[str, Answer]:
        """Row -> what was said."""
        return {one.key: Answer(self.cleaned_data[one.key]) for one in self.plan.conflicts}


def _conflict_field(conflict: Conflict) -> forms.ChoiceField:
    pupil = conflict.pupil
    return forms.ChoiceField(
        label=f"Row {pupil.row}: {pupil.forename} {pupil.surname}",
        help_text=conflict.sentence,
        choices=[(str(answer), ANSWERS[answer]) for answer in conflict.answers],
        widget=forms.RadioSelect,
        initial=str(Answer.LEAVE_OUT),
    )


class RollFilterForm(forms.Form):
    """Which children of the roll."""

    text = forms.CharField(label="Name, year or class", required=False, max_length=100)
    year = forms.ChoiceField(label="Year", choices=YEARS, required=False)
    status = forms.ChoiceField(
        label="On roll or left",
        choices=[(str(int(one)), one.word.capitalize()) for one in RollStatus],
        required=False,
    )
    page = forms.IntegerField(min_value=1, max_value=10_000, required=False, widget=forms.HiddenInput)


class RelationshipForm(forms.Form):
    """Who an adult is to a child."""

    kind = forms.TypedChoiceField(
        label="Who is this to the child?",
        choices=ADULT_KINDS,
        coerce=lambda value: RelationshipKind(int(value)),
    )
    has_responsibility = forms.ChoiceField(label="Parental responsibility", choices=YES_NO, required=False)
    lives_with = forms.ChoiceField(label="Lives with the child", choices=YES_NO, required=False)
    restriction = forms.CharField(
        label="Court order or restriction of contact",
        help_text="What it says, in one or two sentences. Leave empty if there is none.",
        required=False,
        max_length=500,
        widget=forms.Textarea,
    )

    def said(self, name: str) -> bool | None:
        """Yes, no or not known."""
        return said_in(self.cleaned_data[name])


class AdultForm(forms.Form):
    """An adult whom no file has brought, and who they are to the child."""

    title = forms.CharField(max_length=30, required=False)
    forename = forms.CharField(max_length=100, error_messages={"required": "Enter the forename."})
    surname = forms.CharField(max_length=100, error_messages={"required": "Enter the surname."})
    phone = forms.CharField(label="Telephone number", max_length=30, required=False, widget=forms.TelInput)
    kind = forms.TypedChoiceField(
        label="Who is this to the child?",
        choices=ADULT_KINDS,
        coerce=lambda value: RelationshipKind(int(value)),
    )
    has_responsibility = forms.ChoiceField(label="Parental responsibility", choices=YES_NO, required=False)
    lives_with = forms.ChoiceField(label="Lives with the child", choices=YES_NO, required=False)

    def said(self, name: str) -> bool | None:
        """Yes, no or not known."""
        return said_in(self.cleaned_data[name])


class CorrectForm(forms.Form):
    """Who a child is, corrected by hand."""

    forename = forms.CharField(max_length=100)
    surname = forms.CharField(max_length=100)
    preferred_forename = forms.CharField(label="Called by (forename)", max_length=100, required=False)
    preferred_surname = forms.CharField(label="Called by (surname)", max_length=100, required=False)
    year_group = forms.ChoiceField(label="Year", choices=[("", "Not known"), *YEARS[1:]], required=False)
    class_name = forms.CharField(label="Class", max_length=60, required=False)
