"""The questions of putting something right: which statement is meant, what becomes of it, who was told. No save, no query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms

from fairward.cases.policies import MOST_WORDS
from fairward.cases.ruling import OUTCOMES, Ruling
from fairward.cases.vocabulary import CaseOutcome, WhatIsWrong
from fairward.design.date_fields import ThreeBoxDateField
from fairward.files.correcting import Typed
from fairward.files.policies import MOST_TEXT
from fairward.files.rendering import RenderedStatement
from fairward.kernel.vocabulary import Basis

Choices = Sequence[tuple[str, str]]
KEEP, CHANGE, REMOVE = "keep", "change", "remove"
OUTCOME_WORDS = {
    CaseOutcome.UPHELD: "They are right: it is put right",
    CaseOutcome.PARTLY: "They are right in part",
    CaseOutcome.REFUSED: "It stays as it is, with reasons",
    CaseOutcome.STATEMENT_ADDED: "It stays, and their own words are added beside it",
}
WHOLE = "entry"


class DecideForm(forms.Form):
    """How it ends, why, and what the asker is told."""

    outcome = forms.TypedChoiceField(
        label="What do you decide?", coerce=int, widget=forms.RadioSelect,
        choices=[(str(int(one)), OUTCOME_WORDS[one]) for one in OUTCOMES],
        error_messages={"required": "Choose what you decide."},
    )  # fmt: skip
    beside = forms.CharField(
        label="Their words, as they will stand beside it", required=False, max_length=MOST_TEXT, widget=forms.Textarea,
        help_text="Only if you add them. Change nothing that they did not agree to.",
    )  # fmt: skip
    reasons = forms.CharField(
        label="Your reasons", max_length=MOST_WORDS, widget=forms.Textarea,
        help_text="For colleagues and the data protection officer. Say what you looked at. Do not repeat what was wrong.",
        error_messages={"required": "Write your reasons."},
    )  # fmt: skip
    reply = forms.CharField(
        label="What you tell the person who asked", max_length=MOST_WORDS, widget=forms.Textarea,
        help_text="In plain words, with the reasons. Whom they can ask to look again is added.",
        error_messages={"required": "Write what the person who asked is told."},
    )  # fmt: skip
    second_by = forms.TypedChoiceField(
        label="Who looked at it with you?", coerce=UUID, required=False, empty_value=None,
        help_text="Needed when you recorded it yourself.",
    )  # fmt: skip

    def __init__(self, *args: Any, people: Choices, is_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["second_by"].choices = [("", "Nobody"), *people]  # type: ignore[attr-defined]
        self.is_own = is_own

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.is_own and not cleaned.get("second_by"):
            self.add_error("second_by", "You recorded this yourself. Say who looked at it with you.")
        is_beside = cleaned.get("outcome") == int(CaseOutcome.STATEMENT_ADDED)
        if is_beside and not (cleaned.get("beside") or "").strip():
            self.add_error("beside", "Write the words that will stand beside the statement.")
        return cleaned

    def ruling(self, changes: Mapping[UUID, Typed | None]) -> Ruling:
        """What was decided; the form must be valid."""
        given = self.cleaned_data
        outcome = CaseOutcome(given["outcome"])
        is_beside = outcome is CaseOutcome.STATEMENT_ADDED
        return Ruling(
            outcome, given["reasons"], given["reply"], changes, given["beside"] if is_beside else "", given["second_by"]
        )  # fmt: skip


class ChangeForm(forms.Form):
    """What becomes of one statement."""

    what = forms.ChoiceField(
        label="What becomes of this statement?", widget=forms.RadioSelect,
        choices=[(KEEP, "It stays"), (CHANGE, "It is replaced by what is right"), (REMOVE, "It is taken away")],
    )  # fmt: skip
    basis = forms.TypedChoiceField(
        label="How is what is right known?", coerce=int, required=False, widget=forms.RadioSelect,
        choices=[(str(int(one)), one.word.capitalize()) for one in Basis],
    )  # fmt: skip
    source = forms.CharField(label="Who told, or where was it read?", required=False, max_length=300)
    text = forms.CharField(
        label="What is right", required=False, max_length=MOST_TEXT, widget=forms.Textarea,
        help_text="It stands in place of the statement. Marks on the body map go with what was wrong.",
    )  # fmt: skip

    def __init__(self, *args: Any, statement: RenderedStatement, **kwargs: Any) -> None:
        initial = {
            "what": KEEP, "basis": str(int(statement.basis)), "source": statement.source, "text": statement.text,
        }  # fmt: skip
        super().__init__(*args, **{"initial": initial, "prefix": f"s-{statement.id}", **kwargs})
        self.statement = statement

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("what") != CHANGE:
            return cleaned
        text = (cleaned.get("text") or "").strip()
        if not text or text == self.statement.text.strip():
            self.add_error("text", "Write what is right.")
        if not cleaned.get("basis"):
            self.add_error("basis", "Say how it is known.")
        if cleaned.get("basis") == int(Basis.TOLD_BY) and not cleaned.get("source"):
            self.add_error("source", "Say who told.")
        return cleaned

    @property
    def change(self) -> Typed | None:
        """What stands in its place; None when it is taken away. The form must be valid and not keep it."""
        given = self.cleaned_data
        if given["what"] == REMOVE:
            return None
        return Typed(Basis(given["basis"]), given["text"], given["source"])


def changes_of(forms_: Sequence[ChangeForm]) -> dict[UUID, Typed | None]:
    """Statement -> what becomes of it, for those that do not stay."""
    return {one.statement.id: one.change for one in forms_ if one.cleaned_data["what"] != KEEP}


class PointForm(forms.Form):
    """Which statement of the child's files is meant, and what is said to be wrong with it."""

    statement = forms.ChoiceField(
        label="Which statement is meant?", widget=forms.RadioSelect,
        error_messages={"required": "Choose the statement that they mean."},
    )  # fmt: skip
    what = forms.TypedChoiceField(
        label="What do they say is wrong?", coerce=int, widget=forms.RadioSelect,
        choices=[(str(int(one)), one.word[:1].upper() + one.word[1:]) for one in WhatIsWrong],
        error_messages={"required": "Choose what they say is wrong."},
    )  # fmt: skip

    def __init__(self, *args: Any, statements: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["statement"].choices = statements  # type: ignore[attr-defined]

    def chosen(self) -> tuple[UUID, UUID | None]:
        """(entry, statement or None for the whole entry); the form must be valid."""
        entry, _, statement = self.cleaned_data["statement"].partition(":")
        return UUID(entry), None if statement == WHOLE else UUID(statement)


class TickForm(forms.Form):
    """When somebody who received it was told, and when they said that they know."""

    told_on = ThreeBoxDateField(label="Told on", called="the day on which you told them")
    acknowledged_on = ThreeBoxDateField(
        label="They said that they know on", called="the day on which they said so", required=False
    )


class RecipientForm(forms.Form):
    """Somebody else who received it."""

    words = forms.CharField(
        label="Who else received it?", max_length=300, help_text="The office or the person, and how.",
        error_messages={"required": "Write who received it."},
    )  # fmt: skip
