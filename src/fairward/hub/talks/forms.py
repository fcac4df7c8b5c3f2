"""The shape of a disagreement and its steps, and of a strategy discussion. It may not save or query."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone

from fairward.design.date_fields import ClockField, ThreeBoxDateField
from fairward.hub.talks.content import Discussed, Present, Said
from fairward.hub.talks.policies import LONGEST, MOST_PRESENT
from fairward.hub.talks.vocabulary import About, Settled, Whose
from fairward.kernel.vocabulary import Worded


def _choices(words: type[Worded]) -> list[tuple[str, str]]:
    return [(str(int(one)), one.word.capitalize()) for one in words]


class SaidForm(forms.Form):
    """Who spoke, and what was said."""

    who = forms.CharField(
        label="Who, with their role?", max_length=200, error_messages={"required": "Write who it was, with their role."}
    )  # fmt: skip
    words = forms.CharField(
        label="What was said?", max_length=LONGEST, widget=forms.Textarea,
        error_messages={"required": "Write what was said."},
    )  # fmt: skip

    def said(self) -> Said:
        """The answers."""
        return Said(self.cleaned_data["who"], self.cleaned_data["words"])


class DisagreeForm(SaidForm):
    """Who disagrees with what, and what they expect."""

    about = forms.TypedChoiceField(
        label="With what?", coerce=int, widget=forms.RadioSelect, choices=_choices(About),
        error_messages={"required": "Choose what they disagree with."},
    )  # fmt: skip
    whose = forms.TypedChoiceField(
        label="Who disagrees?", coerce=int, widget=forms.RadioSelect, choices=_choices(Whose),
        error_messages={"required": "Choose who disagrees."},
    )  # fmt: skip
    field_order = ("about", "whose", "who", "words")


class SettleForm(SaidForm):
    """How it ended."""

    settled = forms.TypedChoiceField(
        label="How did it end?", coerce=int, widget=forms.RadioSelect, choices=_choices(Settled),
        error_messages={"required": "Choose how it ended."},
    )  # fmt: skip
    answer = forms.CharField(
        label="What do they read?", max_length=LONGEST, widget=forms.Textarea,
        help_text="It is sent to whoever disagreed, with how it ended. Nothing else of what was said here goes to them.",
        error_messages={"required": "Write what they read: how it ended, and why."},
    )  # fmt: skip

    def __init__(self, *args: Any, is_from_outside: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not is_from_outside:
            del self.fields["answer"]

    field_order = ("settled", "who", "words")


class PresentForm(forms.Form):
    """Somebody who was there, and the items they knew of."""

    name = forms.CharField(label="Name", max_length=200, required=False)
    organisation = forms.CharField(label="Organisation", max_length=200, required=False)
    role = forms.CharField(label="Role", max_length=200, required=False)
    knew = forms.MultipleChoiceField(
        label="What did they know of?", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, items: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["knew"].choices = list(items)  # type: ignore[attr-defined]
        if not items:
            del self.fields["knew"]

    def present(self) -> Present | None:
        """The answers; None where nobody is named and nothing else is."""
        given = self.cleaned_data
        name, organisation, role = (given.get(one, "") for one in ("name", "organisation", "role"))
        knew = tuple(UUID(one) for one in given.get("knew", ()))
        return Present(name, organisation, role, knew) if name or organisation or role else None


PresentFormSet = forms.formset_factory(PresentForm, extra=0, min_num=2, max_num=MOST_PRESENT)


class DiscussionForm(forms.Form):
    """When it was held, what was decided, and by whom."""

    held_on = ThreeBoxDateField(label="On which day was it held?", called="the day it was held")
    held_at = ClockField(label="At what time?", error_messages={"required": "Write the time, such as 10:55."})
    decided = forms.CharField(
        label="What was decided?", max_length=LONGEST, widget=forms.Textarea,
        error_messages={"required": "Write what was decided."},
    )  # fmt: skip
    decided_by = forms.CharField(
        label="Who decided it?", max_length=200, error_messages={"required": "Write who decided it."}
    )

    def moment(self) -> datetime:
        """When it was held."""
        given = self.cleaned_data
        return timezone.make_aware(datetime.combine(given["held_on"], given["held_at"]))

    def content(self, present: Sequence[Present | None]) -> Discussed:
        """The answers, with who was there."""
        given = self.cleaned_data
        return Discussed(tuple(one for one in present if one), given["decided"], given["decided_by"])
