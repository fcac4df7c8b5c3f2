"""The questions of the child's pages. It may not save or query."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms

from fairward.design.date_fields import ThreeBoxDateField
from fairward.files.policies import MOST_TEXT
from fairward.kernel.vocabulary import AnnotationKind, Basis, EntryKind, Purpose
from fairward.rules.themes import themes_for
from fairward.school.chronology.reasons import REASONS

ADDABLE = (EntryKind.CONVERSATION, EntryKind.MEETING, EntryKind.DOCUMENT)
ATTACHED_BY_STAFF = (
    AnnotationKind.EXPLANATION,
    AnnotationKind.FAMILY_ACCOUNT,
    AnnotationKind.CHILD_ACCOUNT,
    AnnotationKind.OUTCOME,
)
WHOLE_ENTRY = "entry"
BASES = [
    (str(int(Basis.OBSERVED)), "I saw or heard it"),
    (str(int(Basis.CHILD_SAID)), "The child said it (their words)"),
    (str(int(Basis.TOLD_BY)), "Somebody told me"),
    (str(int(Basis.DOCUMENT)), "I read it"),
    (str(int(Basis.OPINION)), "I think so (opinion)"),
]


class FilterForm(forms.Form):
    """Narrows the chronology by what is not content."""

    kind = forms.TypedChoiceField(
        label="Kind", required=False, coerce=int, empty_value=None,
        choices=[("", "All kinds"), *((str(int(kind)), kind.word.capitalize()) for kind in EntryKind)],
    )  # fmt: skip
    since = ThreeBoxDateField(label="From", required=False)
    until = ThreeBoxDateField(label="Until", required=False)
    order = forms.ChoiceField(
        label="Order", required=False, choices=[("", "Newest first"), ("oldest", "Oldest first")]
    )
    page = forms.IntegerField(required=False, min_value=1, max_value=10_000, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("until", "The last day must not be before the first.")
        return cleaned


class FindForm(forms.Form):
    """Narrows the chronology by content: sent by POST, so that no word stands in an address."""

    text = forms.CharField(label="Words in this file", required=False, max_length=200)
    theme = forms.ChoiceField(label="Theme", required=False)
    person = forms.ChoiceField(label="About", required=False)

    def __init__(self, *args: Any, purpose: Purpose, people: dict[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].choices = [  # type: ignore[attr-defined]
            ("", "All themes"),
            *((theme.id, theme.words) for theme in themes_for(purpose)),
        ]
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            ("", "Everybody"),
            *((str(id_), name) for id_, name in people.items()),
        ]


class SearchForm(forms.Form):
    """Words to find across the files that the person's rings open."""

    text = forms.CharField(
        label="Words to find",
        max_length=200,
        help_text="All of them must be there. Endings do not matter: “bruise” also finds “bruises”.",
        error_messages={"required": "Write the words that you want to find."},
    )


class AddEntryForm(forms.Form):
    """A conversation, a meeting or a document, added directly."""

    kind = forms.TypedChoiceField(
        label="What is it?", coerce=int, widget=forms.RadioSelect,
        choices=[(str(int(kind)), kind.word.capitalize()) for kind in ADDABLE],
        error_messages={"required": "Choose what it is."},
    )  # fmt: skip
    occurred_on = ThreeBoxDateField(label="Which day was it?")
    where = forms.CharField(label="Where?", required=False, max_length=200)


class StatementForm(forms.Form):
    """One statement: how it is known and what it says. `claim` is the statement that is corrected here, if one is."""

    claim = forms.UUIDField(required=False, widget=forms.HiddenInput)
    basis = forms.TypedChoiceField(
        label="How do you know this?", coerce=int, choices=BASES, widget=forms.RadioSelect,
        error_messages={"required": "Say how you know this."},
    )  # fmt: skip
    source = forms.CharField(label="Who told you, or where did you read it?", required=False, max_length=300)
    text = forms.CharField(
        label="What happened, or what was said?", max_length=MOST_TEXT, widget=forms.Textarea,
        error_messages={"required": "Write what happened, or take this statement away."},
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("basis") == int(Basis.TOLD_BY) and not cleaned.get("source"):
            self.add_error("source", "Say who told you.")
        return cleaned


class AnnotateForm(forms.Form):
    """An explanation, an account or an outcome for one statement or the entry."""

    statement = forms.ChoiceField(
        label="What is it about?", widget=forms.RadioSelect,
        error_messages={"required": "Choose the statement that it belongs to, or the whole entry."},
    )  # fmt: skip
    kind = forms.TypedChoiceField(
        label="What do you add?", coerce=int, widget=forms.RadioSelect,
        choices=[(str(int(kind)), kind.word.capitalize()) for kind in ATTACHED_BY_STAFF],
        error_messages={"required": "Choose what you add."},
    )  # fmt: skip
    text = forms.CharField(
        label="Write it down", max_length=MOST_TEXT, widget=forms.Textarea,
        error_messages={"required": "Write what you want to add."},
    )  # fmt: skip

    def __init__(self, *args: Any, statements: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["statement"].choices = [*statements, (WHOLE_ENTRY, "The whole entry")]  # type: ignore[attr-defined]


class CorrectForm(forms.Form):
    """Why an entry is corrected; the statements themselves are a formset."""

    reason = forms.CharField(
        label="Why do you correct it?", max_length=1000, widget=forms.Textarea,
        error_messages={"required": "Write why you correct it."},
    )  # fmt: skip


class ToDoForm(forms.Form):
    """What is to be done, who does it and by when."""

    text = forms.CharField(
        label="What is to be done?", max_length=MOST_TEXT, widget=forms.Textarea,
        error_messages={"required": "Write what is to be done."},
    )  # fmt: skip
    owner = forms.ChoiceField(
        label="Who does it?", error_messages={"required": "Say who does it."},
        help_text="Tell them yourself: they see that something is to be done and by when, not what.",
    )  # fmt: skip
    due_on = ThreeBoxDateField(label="By when?", called="the day it is due")

    def __init__(self, *args: Any, owners: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", "Choose"), *owners]  # type: ignore[attr-defined]


class AttachForm(forms.Form):
    """A file for an entry."""

    file = forms.FileField(
        label="Choose a file",
        error_messages={"required": "Choose a file.", "empty": "The file is empty."},
        help_text="A picture, a PDF or a text file of up to 10 MB. Never a photograph of a child’s body.",
    )


class DoneForm(forms.Form):
    """What came of an action."""

    note = forms.CharField(
        label="What was done?", max_length=MOST_TEXT, widget=forms.Textarea,
        error_messages={"required": "Write what was done."},
    )  # fmt: skip


class ReasonForm(forms.Form):
    """Why the file is opened."""

    why = forms.ChoiceField(label="Why are you opening this?", choices=list(REASONS.items()))
