"""The questions about what was recorded with the wrong child. It may not save or query."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms

from fairward.files.rendering import shortened, statement_words
from fairward.mistakes.vocabulary import How
from fairward.school.concerns.replies import LONGEST_REPLY
from fairward.school.wrong_child.policies import Chosen
from fairward.school.wrong_child.queries import Mistake, Wrong

ALONG, GONE = "along", "gone"
USUAL_REPLY = (
    "Thank you. What you reported was first recorded with another child. That has been put right. If you know more, tell "
    "the safeguarding lead."
)
_WHERE = [
    (ALONG, "It is about the right child, or needed there: it goes along"),
    (GONE, "It is not: it is destroyed"),
]


class PutRightForm(forms.Form):
    """What goes along, what is told to whoever reported, and how it came about. Each thing that is attached is decided."""

    statements = forms.MultipleChoiceField(
        label="Which statements are about the right child?", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="What you do not tick is destroyed with the rest.",
    )  # fmt: skip
    joined = forms.MultipleChoiceField(
        label="Which of the reports that were joined to it are about the wrong child as well?", required=False,
        widget=forms.CheckboxSelectMultiple, help_text="What you do not tick stays with this child as a concern of its own.",
    )  # fmt: skip
    how = forms.TypedChoiceField(
        label="How did it come about?", coerce=int, widget=forms.RadioSelect,
        choices=[(str(int(one)), one.word[:1].upper() + one.word[1:]) for one in How],
        help_text="Only this is kept as the reason: a proof of correction has no words about anybody.",
        error_messages={"required": "Choose how it came about."},
    )  # fmt: skip
    reply = forms.CharField(
        label="What whoever reported it is told", max_length=LONGEST_REPLY, widget=forms.Textarea, initial=USUAL_REPLY,
        help_text="No names: they read it without a key.",
        error_messages={"required": "Write what whoever reported it is told."},
    )  # fmt: skip

    def __init__(self, *args: Any, mistake: Mistake, right_id: UUID | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.right_id = right_id
        everything = [mistake.main, *mistake.joined]
        claims = [
            (str(one.id), statement_words(one)) for wrong in everything for one in wrong.entry.statements
        ]
        self.fields["statements"].choices = claims  # type: ignore[attr-defined]
        self.fields["statements"].initial = [key for key, _ in claims]
        others = [(str(one.entry.id), _joined_words(one)) for one in mistake.joined]
        self.fields["joined"].choices = others  # type: ignore[attr-defined]
        self.fields["joined"].initial = [key for key, _ in others]
        self.has_joined, self.is_reported = bool(others), any(one.concern_id for one in everything)
        self.pieces: list[str] = []
        for one in everything:
            self._ask_about(one, is_known=right_id is not None)

    def _ask_about(self, wrong: Wrong, *, is_known: bool) -> None:
        asked = [(f"piece-{note.id}", f"{note.kind.word.capitalize()} by {note.by}: {shortened(note.text, 300)}")
                 for note in wrong.notes]  # fmt: skip
        if is_known:
            asked += [(f"piece-{one.id}", f"To do: {one.fields.get('action', '')}") for one in wrong.actions]
            if wrong.entry.fields.get("told"):
                asked.append((f"told-{wrong.entry.id}", f"Told already: {wrong.entry.fields['told']}"))
        if is_known or wrong.concern_id is None:
            asked += [(f"piece-{one.id}", f"Attachment: {one.name}") for one in wrong.attachments]
        for name, label in asked:
            self.pieces.append(name)
            self.fields[name] = forms.ChoiceField(
                label=label, choices=_WHERE, widget=forms.RadioSelect,
                error_messages={"required": "Choose whether this goes along."},
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.fields["statements"].choices and not cleaned.get("statements"):  # type: ignore[attr-defined]
            self.add_error(
                "statements", "Choose at least one. If nothing of it happened, decide that it is unfounded."
            )
        return cleaned

    def chosen(self) -> Chosen:
        """The answers as the action takes them."""
        given = self.cleaned_data
        along = [name for name in self.pieces if given[name] == ALONG]
        return Chosen(
            self.right_id, How(given["how"]), given["reply"], _ids(given["statements"]),
            frozenset(UUID(name.removeprefix("piece-")) for name in along if name.startswith("piece-")),
            _ids(given["joined"]),
            frozenset(UUID(name.removeprefix("told-")) for name in along if name.startswith("told-")),
        )  # fmt: skip

    def going(self) -> list[tuple[str, bool]]:
        """Everything that was asked about one by one, in words, and whether it goes along: for checking."""
        return [(str(self.fields[name].label), self.cleaned_data[name] == ALONG) for name in self.pieces]

    def chosen_statements(self) -> list[tuple[str, bool]]:
        """Every statement in words, and whether it goes along."""
        wanted = set(self.cleaned_data["statements"])
        return [(words, key in wanted) for key, words in self.fields["statements"].choices]  # type: ignore[attr-defined]


def _joined_words(wrong: Wrong) -> str:
    texts = "; ".join(shortened(one.text) for one in wrong.entry.statements)
    return f"Reported by {wrong.entry.by}: {texts}"


def _ids(texts: list[str]) -> frozenset[UUID]:
    return frozenset(UUID(one) for one in texts)
