"""The shape of passing a contact to the team that has the case. It may not save or query."""

from __future__ import annotations

from typing import Any

from django import forms

from fairward.exchange.package.contents import Coded, Told
from fairward.exchange.telling_fields import ground_field, look_again_field
from fairward.hub.decisions.policies import LONGEST
from fairward.rules import family

YES, NO = "yes", "no"


class ForwardForm(forms.Form):
    """Whether the family knows, what the team does now; of what somebody typed here, the words that go."""

    wording = forms.CharField(
        label="What do they read of it?", max_length=LONGEST, widget=forms.Textarea,
        help_text="Nothing in it may say who told the hub. The family can read it.",
        error_messages={"required": "Write what they must know of it."},
    )  # fmt: skip
    asks = forms.CharField(
        label="What should they do now?", required=False, max_length=2000, widget=forms.Textarea
    )
    is_told = forms.ChoiceField(
        label="Does the family know that it goes there?", widget=forms.RadioSelect,
        choices=[(YES, "Yes"), (NO, "Not yet, for a reason on the list")],
        error_messages={"required": "Say whether the family knows."},
    )  # fmt: skip
    ground = ground_field("Ground for telling them later")
    look_again_on = look_again_field()

    def __init__(self, *args: Any, is_typed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_typed:
            del self.fields["wording"]

    def told(self) -> Told:
        """What the family knows."""
        given = self.cleaned_data
        if given["is_told"] == YES:
            return Told(True, None, None)
        found = next((one for one in family.grounds() if one.id == given["ground"]), None)
        return Told(False, Coded(found.id, found.words) if found else None, given["look_again_on"])
