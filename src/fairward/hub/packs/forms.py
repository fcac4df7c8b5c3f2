"""The shape of an analysis: what is well, what is not known, what the child would say, what speaks against it. No query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms

from fairward.hub.enquiries.closed import AFTER_CLOSING
from fairward.hub.packs.content import Weighed
from fairward.hub.packs.policies import LONGEST

_LONG: dict[str, Any] = {"required": False, "max_length": LONGEST, "widget": forms.Textarea}


class WeighForm(forms.Form):
    """What is missing is named by the policy; an item is quoted by ticking it, so that it keeps its label and agency."""

    strengths = forms.CharField(
        label="What is going well?",
        help_text="What protects the child, what the family does. “None known” is an answer.",
        **_LONG,
    )  # fmt: skip
    gaps = forms.CharField(
        label="What do you not know, and whom have you not asked?",
        help_text="The family counts too.",
        **_LONG,
    )
    child = forms.CharField(label="What does the child say, or what would the child say?", **_LONG)
    challenge = forms.CharField(
        label="What speaks against what you think?", help_text="Another explanation; what you would see if you were wrong.",
        **_LONG,
    )  # fmt: skip
    view = forms.CharField(label="What does it come to?", **_LONG)
    cites = forms.MultipleChoiceField(
        label="Which items does it rest on?", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="What is not ticked goes 28 days after the case is closed.",
    )  # fmt: skip

    def __init__(
        self, *args: Any, items: Sequence[tuple[str, str]], weak: Mapping[UUID, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cites"].choices = list(items)  # type: ignore[attr-defined]
        self.weak = [self._although(item_id, words) for item_id, words in weak.items()]

    def _although(self, item_id: UUID, words: str) -> str:
        name = f"although-{item_id}"
        self.fields[name] = forms.CharField(
            label=f"Why do you use this, although its grade is weak? {words}", required=False, max_length=2000,
            widget=forms.Textarea,
        )  # fmt: skip
        return name

    def weighed(self) -> Weighed:
        """The answers as far as they were given."""
        given = self.cleaned_data
        cites = {UUID(one): given.get(f"although-{one}", "") for one in given.get("cites", ())}
        return Weighed(
            strengths=given.get("strengths", ""), gaps=given.get("gaps", ""), child=given.get("child", ""),
            challenge=given.get("challenge", ""), view=given.get("view", ""), cites=cites,
        )  # fmt: skip


class ReasonForm(forms.Form):
    """Why a pack is read after its case was closed."""

    reason = forms.ChoiceField(
        label="Why do you need to read it now?", widget=forms.RadioSelect,
        choices=[(code, words.capitalize()) for code, words in AFTER_CLOSING.items()],
        error_messages={"required": "Choose why you need to read it now."},
    )  # fmt: skip
