"""The questions of the desk: filtering, filing for each child, answering, deciding. It may not save or query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone

from fairward.design.date_fields import ThreeBoxDateField
from fairward.files.policies import MOST_TEXT
from fairward.kernel.vocabulary import Outcome
from fairward.rights.writing import FamilyChoice
from fairward.rules.themes import all_themes, themes_for
from fairward.school.concerns.decide_policies import Decision
from fairward.school.concerns.desk_waiting_queries import Waiting
from fairward.school.concerns.triage_policies import CHILD_PURPOSES, Filing, ImmediateAction

NO_ENTRY = "none"
Choices = Sequence[tuple[str, str]]


class DeskFilterForm(forms.Form):
    """Narrows the desk."""

    waiting = forms.ChoiceField(
        label="What",
        required=False,
        choices=[("", "Everything"), *((one.name, one.value) for one in Waiting)],
    )
    who = forms.ChoiceField(
        label="Whose", required=False,
        choices=[("", "Everybody’s"), ("mine", "Mine"), ("nobody", "Nobody has it yet")],
    )  # fmt: skip
    page = forms.IntegerField(required=False, min_value=1, max_value=1000, widget=forms.HiddenInput)


class FilingForm(forms.Form):
    """What becomes of the concern for one child."""

    purpose = forms.ChoiceField(label="Which file does this go into?", widget=forms.RadioSelect)
    statements = forms.MultipleChoiceField(
        label="Which statements are about this child?", required=False, widget=forms.CheckboxSelectMultiple
    )
    attachments = forms.MultipleChoiceField(
        label="Which attachments belong here?", required=False, widget=forms.CheckboxSelectMultiple
    )
    themes = forms.MultipleChoiceField(
        label="Themes", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="For counting and finding. They never show to a reporter and give nobody access.",
    )  # fmt: skip
    is_sexual_abuse = forms.BooleanField(
        label="Flag as child sexual abuse: kept much longer, and closed away", required=False
    )
    merge_into = forms.ChoiceField(label="Join it to a concern that is already open", required=False)
    action = forms.CharField(
        label="What is to be done now?", required=False, max_length=MOST_TEXT, widget=forms.Textarea,
        help_text="Leave empty when nothing is.",
    )  # fmt: skip
    action_owner = forms.ChoiceField(label="Who does it?", required=False)
    action_due = ThreeBoxDateField(label="By when?", required=False, called="the day it is due")

    def __init__(
        self, *args: Any, child_id: UUID, name: str, statements: Choices, attachments: Choices, open_concerns: Choices,
        owners: Choices, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **{**kwargs, "prefix": f"child-{child_id}"})
        self.child_id, self.name = child_id, name
        asked = f"Choose a file for {name}, or say that no entry is needed."
        self.fields["purpose"].error_messages["required"] = asked
        self._choose("purpose", [*((one.code, f"{one.word.capitalize()} file") for one in CHILD_PURPOSES),
                                 (NO_ENTRY, "No entry for this child")])  # fmt: skip
        self._choose("statements", statements)
        self._choose("attachments", attachments)
        self._choose("themes", [(theme.id, theme.words) for theme in all_themes()])
        self._choose("merge_into", [("", "No, it stands alone"), *open_concerns])
        self._choose("action_owner", [("", "Choose"), *owners])

    def _choose(self, name: str, choices: Choices) -> None:
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("purpose") == NO_ENTRY:
            return cleaned
        if not cleaned.get("statements"):
            self.add_error("statements", f"Choose at least one statement that is about {self.name}.")
        purpose = next((one for one in CHILD_PURPOSES if one.code == cleaned.get("purpose")), None)
        if purpose and set(cleaned.get("themes", ())) - {theme.id for theme in themes_for(purpose)}:
            self.add_error("themes", f"Choose only themes of a {purpose.word} file, or another file.")
        if cleaned.get("action", "").strip():
            self._check_action(cleaned)
        return cleaned

    def _check_action(self, cleaned: Mapping[str, Any]) -> None:
        if not cleaned.get("action_owner"):
            self.add_error("action_owner", "Say who does it.")
        if not cleaned.get("action_due") and "action_due" not in self.errors:
            self.add_error("action_due", "Say by when it is to be done.")
        elif (due := cleaned.get("action_due")) and due < timezone.localdate():
            self.add_error("action_due", "Choose a day that is not past.")

    @property
    def makes_no_entry(self) -> bool:
        """Whether it was said that no entry is made for this child."""
        return self.is_bound and self.data.get(self.add_prefix("purpose")) == NO_ENTRY

    def filing(self, family: Sequence[FamilyChoice] = ()) -> Filing | None:
        """The choice as the action takes it; None when no entry is made for this child."""
        given = self.cleaned_data
        if given["purpose"] == NO_ENTRY:
            return None
        actions: tuple[ImmediateAction, ...] = ()
        if given["action"].strip():
            actions = (ImmediateAction(given["action"], UUID(given["action_owner"]), given["action_due"]),)
        return Filing(
            child_id=self.child_id,
            purpose=next(one for one in CHILD_PURPOSES if one.code == given["purpose"]),
            statement_ids=tuple(UUID(one) for one in given["statements"]),
            themes=tuple(given["themes"]),
            flags=("sexual_abuse",) if given["is_sexual_abuse"] else (),
            attachment_ids=tuple(UUID(one) for one in given["attachments"]),
            merge_into=UUID(given["merge_into"]) if given["merge_into"] else None,
            actions=actions,
            family=tuple(family),
        )


class ReplyForm(forms.Form):
    """A short answer to the reporter."""

    text = forms.CharField(
        label="Your reply", max_length=500, widget=forms.Textarea,
        help_text="Thank them and say what they should do now. No names and nothing about the decision: "
        "the reporter reads it without a key.",
        error_messages={"required": "Write your reply."},
    )  # fmt: skip


class AssignForm(forms.Form):
    """Who has it."""

    to = forms.ChoiceField(label="Who has it?", required=False)

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", "Nobody yet"), *people]  # type: ignore[attr-defined]


class ReopenForm(forms.Form):
    """Why a decided concern is opened again."""

    reason = forms.CharField(
        label="Why do you reopen it?", max_length=MOST_TEXT, widget=forms.Textarea,
        error_messages={"required": "Write why you reopen it."},
    )  # fmt: skip


class DecideForm(forms.Form):
    """The outcome, the reasons, the child's voice and the next review; what is missing is named by the policy."""

    outcome = forms.TypedChoiceField(
        label="What did it turn out to be?", coerce=int, empty_value=None, required=False, widget=forms.RadioSelect,
        choices=[(str(int(one)), one.word.capitalize()) for one in Outcome],
    )  # fmt: skip
    rationale = forms.CharField(
        label="Your reasons", required=False, max_length=MOST_TEXT, widget=forms.Textarea,
        help_text="What you decided and why, and why not something else.",
    )  # fmt: skip
    because = forms.MultipleChoiceField(
        label="Which statements do your reasons rest on?", required=False, widget=forms.CheckboxSelectMultiple
    )
    child_voice = forms.CharField(
        label="What did the child say, or what do they want?", required=False, max_length=MOST_TEXT,
        widget=forms.Textarea, help_text="In their words.",
    )  # fmt: skip
    voice_missing = forms.CharField(
        label="If you do not know: why not?", required=False, max_length=1000, widget=forms.Textarea
    )
    review_on = ThreeBoxDateField(
        label="When is this looked at again?", required=False, called="the day of the next review"
    )

    def __init__(self, *args: Any, statements: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["because"].choices = list(statements)  # type: ignore[attr-defined]

    def decision(self, family_choices: Sequence[FamilyChoice]) -> Decision:
        """The answers as the action takes them."""
        given = self.cleaned_data
        return Decision(
            outcome=Outcome(given["outcome"]) if given.get("outcome") else None,
            rationale=given.get("rationale", ""),
            because=tuple(UUID(one) for one in given.get("because", ())),
            child_voice=given.get("child_voice", ""),
            voice_missing=given.get("voice_missing", ""),
            family=tuple(family_choices),
            review_on=given.get("review_on"),
        )
