"""Narrowing the lists of cases. It may not save or query."""

from __future__ import annotations

from django import forms

from fairward.cases.desk_queries import CaseFilter
from fairward.cases.vocabulary import CaseKind, CaseState


class CaseFilterForm(forms.Form):
    """Narrows the desk by kind, state, whose it is, and whether it is over."""

    kind = forms.TypedChoiceField(
        label="What", required=False, coerce=int, empty_value=None,
        choices=[("", "Everything"), *((str(int(one)), one.word.capitalize()) for one in CaseKind)],
    )  # fmt: skip
    state = forms.TypedChoiceField(
        label="Where it stands", required=False, coerce=int, empty_value=None,
        choices=[("", "Anywhere"), *((str(int(one)), one.word.capitalize()) for one in CaseState)],
    )  # fmt: skip
    who = forms.ChoiceField(
        label="Whose", required=False,
        choices=[("", "Everybody’s"), ("mine", "Mine"), ("nobody", "Nobody has it yet")],
    )  # fmt: skip
    over = forms.BooleanField(label="Those that are over", required=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=1000, widget=forms.HiddenInput)

    def wanted(self) -> CaseFilter:
        """What was chosen; whatever cannot be read narrows nothing."""
        given = self.cleaned_data if self.is_valid() else {}
        return CaseFilter(
            CaseKind(given["kind"]) if given.get("kind") else None,
            CaseState(given["state"]) if given.get("state") else None,
            given.get("who") == "mine", given.get("who") == "nobody", bool(given.get("over")), given.get("page") or 1,
        )  # fmt: skip

    @property
    def is_chosen(self) -> bool:
        """Whether the list is narrowed by anything but its page."""
        return any(self.data.get(name) for name in ("kind", "state", "who", "over"))
