"""Which child it is, who of the others is who, and from which file. It may not save or query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms

from fairward.exchange.answering.asking import AskedPerson

NOBODY = ""


class WhichChildForm(forms.Form):
    """Which child here it is: one that is suggested or found; or a name to look for."""

    child = forms.ChoiceField(label="Which child is it?", required=False, widget=forms.RadioSelect)
    find = forms.CharField(
        label="Or look for a child by name", required=False, max_length=100,
        help_text="Children who have left are found as well.",
    )  # fmt: skip

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_choices = bool(choices)
        self.fields["child"].choices = list(choices)  # type: ignore[attr-defined]

    def chosen(self) -> UUID | None:
        """The child, if one was chosen; with a sentence on the form if there is neither a child nor a name to look for."""
        found: str = self.cleaned_data.get("child", "")
        if not found and not self.cleaned_data.get("find", "").strip():
            self.add_error(
                "child" if self.has_choices else "find", "Choose a child, or look for one by name."
            )
        return UUID(found) if found else None


class WhoIsWhoForm(forms.Form):
    """From which file it is answered, and for each other person of the question who that is here: `who-<number>`."""

    file = forms.ChoiceField(
        label="From which file?", widget=forms.RadioSelect,
        error_messages={"required": "Choose the file from which you answer."},
    )  # fmt: skip

    def __init__(
        self, *args: Any, files: Sequence[tuple[str, str]], persons: Sequence[AskedPerson],
        known: Mapping[UUID, tuple[str, str]], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.persons = list(persons)
        self.fields["file"].choices = list(files)  # type: ignore[attr-defined]
        if len(files) == 1:
            self.fields["file"].initial = files[0][0]
        choices = [
            (NOBODY, "Nobody whom we know, or not sure"),
            *((str(key), f"{name} ({what})") for key, (name, what) in known.items()),
        ]
        for number, one in enumerate(self.persons, 1):
            same = [str(key) for key, (name, _) in known.items() if _folded(name) == _folded(one.name)]
            self.fields[f"who_{number}"] = forms.ChoiceField(
                label=f"Who is {one.name} here?", required=False, choices=choices,
                initial=same[0] if len(same) == 1 else NOBODY,
            )  # fmt: skip

    @property
    def who(self) -> list[Any]:
        """The fields about people, for the page."""
        return [self[f"who_{number}"] for number in range(1, len(self.persons) + 1)]

    def people(self) -> dict[UUID, UUID]:
        """Somebody of the question -> who that is here; nobody in it whom nobody found."""
        said = (
            (one.id, self.cleaned_data.get(f"who_{number}", "")) for number, one in enumerate(self.persons, 1)
        )
        return {theirs: UUID(ours) for theirs, ours in said if ours}

    def clean(self) -> dict[str, Any]:
        """Two people of the question are not one person here."""
        given = super().clean() or {}
        chosen: dict[str, str] = {}
        for number, one in enumerate(self.persons, 1):
            ours = given.get(f"who_{number}", "")
            if ours and ours in chosen:
                self.add_error(
                    f"who_{number}", f"You have chosen the same person for {chosen[ours]}. Choose again."
                )
            elif ours:
                chosen[ours] = one.name
        return given


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
