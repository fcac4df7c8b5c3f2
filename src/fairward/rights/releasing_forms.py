"""Which looks are released, and of which year. No save, no query."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms


class ReleaseForm(forms.Form):
    """The looks that somebody is told of."""

    lines = forms.MultipleChoiceField(
        label="Looks to release", widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose at least one look.",
            "invalid_choice": "One of these does not wait any more. Look again.",
        },
    )  # fmt: skip

    def __init__(self, *args: Any, lines: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lines"].choices = list(lines)  # type: ignore[attr-defined]

    def chosen(self) -> list[UUID]:
        """Ids of the lines."""
        return [UUID(one) for one in self.cleaned_data["lines"]]


class YearForm(forms.Form):
    """Which year."""

    year = forms.IntegerField(required=False, min_value=2000, max_value=9999)
