"""The shape of making a one-time link, and of what somebody types who opens one. It may not save or query."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from fairward.hub.enquiries.forms import AskForm
from fairward.kernel.vocabulary import OrganisationKind

_KINDS = [
    (str(int(one)), one.word.capitalize())
    for one in OrganisationKind
    if one not in (OrganisationKind.HUB, OrganisationKind.TRUST)
]


class LinkForm(AskForm):
    """Whom and what, and who answers without an account."""

    to = forms.CharField(
        label="Who answers?", max_length=200, help_text="The organisation and the person, e.g. “Northfield Hostel, Ms Berg”.",
        error_messages={"required": "Say who answers."},
    )  # fmt: skip
    kind = forms.TypedChoiceField(label="What sort of organisation is it?", coerce=int, choices=_KINDS)
    agreement = forms.ChoiceField(label="Under which agreement?", required=False)

    def __init__(self, *args: Any, agreements: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(str(partner_id), words) for partner_id, words in agreements]
        self.fields["agreement"].choices = [("", "None: the law about significant harm"), *known]  # type: ignore[attr-defined]

    @property
    def agreed_with(self) -> UUID | None:
        """The partner whose agreement it is asked under, if any."""
        found = self.cleaned_data["agreement"]
        return UUID(found) if found else None


class CodeForm(forms.Form):
    """The code that was told another way."""

    code = forms.CharField(
        label="The code that you were told", max_length=20, help_text="Eight letters and digits.",
        error_messages={"required": "Type the code that the hub told you."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip


class WhoForm(forms.Form):
    """Who answers."""

    by = forms.CharField(
        label="Your name, and what you do", max_length=200, error_messages={"required": "Say who answers."}
    )
