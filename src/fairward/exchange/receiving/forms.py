"""The questions about a package that arrived. It may not save or query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms

from fairward.exchange.receiving.content import Decided, Decisions
from fairward.exchange.receiving.grouping import FILES, Sortable
from fairward.exchange.receiving.policies import MOST_WORDS
from fairward.files.policies import MOST_TEXT
from fairward.kernel.vocabulary import Purpose

OUT, NEW_CHILD = "out", "new"
_INTO = [
    *((one.code, f"Into the {one.word} file") for one in FILES),
    (OUT, "It stays out of the files"),
]
_PURPOSES: Mapping[str, Purpose] = {one.code: one for one in FILES}


class SortForm(forms.Form):
    """For each note of the sender: which file, or why none. Fields are `into-<note>` and `why-<note>`."""

    def __init__(self, *args: Any, groups: Sequence[Sortable], decisions: Decisions, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, group in enumerate(groups, 1):
            before = decisions.notes.get(group.key)
            self.fields[into(group.key)] = forms.ChoiceField(
                label=f"Where does note {number} go?", choices=_INTO, widget=forms.RadioSelect, required=False,
                initial=_first(group, before),
            )  # fmt: skip
            self.fields[why(group.key)] = forms.CharField(
                label=f"If note {number} stays out: why?", widget=forms.Textarea, required=False, max_length=MOST_TEXT,
                initial=before.reason if before else "",
            )  # fmt: skip

    def notes(self, groups: Sequence[Sortable]) -> dict[str, Decided]:
        """What was decided; a note without an answer is left out."""
        found = {}
        for group in groups:
            answer = self.cleaned_data.get(into(group.key), "")
            if answer:
                purpose = _PURPOSES.get(answer)
                reason = "" if purpose else self.cleaned_data.get(why(group.key), "").strip()
                found[group.key] = Decided(purpose, reason)
        return found


def into(key: str) -> str:
    """The field that says where a note goes."""
    return f"into-{key}"


def why(key: str) -> str:
    """The field that says why it stays out."""
    return f"why-{key}"


def _first(group: Sortable, before: Decided | None) -> str:
    if before is not None:
        return before.into.code if before.into else OUT
    return group.first_purpose.code if group.first_purpose else ""


class WordsForm(forms.Form):
    """What is said to the sender."""

    words = forms.CharField(widget=forms.Textarea, required=False, max_length=MOST_WORDS)

    def __init__(self, *args: Any, label: str, hint: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label, self.fields["words"].help_text = label, hint


class ChildForm(forms.Form):
    """Which child it is: one that is suggested or found, or a new one; or a name to look for."""

    child = forms.ChoiceField(
        label="Which child is it?", required=False, widget=forms.RadioSelect, choices=[]
    )
    find = forms.CharField(
        label="Or look for a child by name", required=False, max_length=100,
        help_text="Children who have left are found as well.",
    )  # fmt: skip
    forename = forms.CharField(label="Forename", required=False, max_length=100)
    surname = forms.CharField(label="Surname", required=False, max_length=100)

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add = (NEW_CHILD, "None of these: add the child to the roll")
        self.fields["child"].choices = [*choices, add]  # type: ignore[attr-defined]

    def chosen(self) -> UUID | None:
        """The child, if one that is here was chosen."""
        found: str = self.cleaned_data.get("child", "")
        return UUID(found) if found and found != NEW_CHILD else None
