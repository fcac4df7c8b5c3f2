"""The questions of the log's filter. It may not save or query."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms

from fairward.audit.reading import Sort, Wanted
from fairward.design.date_fields import ThreeBoxDateField
from fairward.design.words import LONDON

SORTS = {
    Sort.LOOKS: "Reading",
    Sort.LISTS: "Seeing lists",
    Sort.ACTS: "Everything else that was done",
    Sort.REFUSALS: "Refusals only",
}


class LogFilterForm(forms.Form):
    """Narrows the log. The child is chosen on another page and travels by id, so that no name is in an address."""

    who = forms.ChoiceField(label="Who", required=False)
    sort = forms.ChoiceField(
        label="What",
        required=False,
        choices=[("", "Everything"), *((one.value, word) for one, word in SORTS.items())],
    )
    since = ThreeBoxDateField(label="From", required=False, called="the first day")
    until = ThreeBoxDateField(label="To", required=False, called="the last day")
    about = forms.UUIDField(required=False, widget=forms.HiddenInput)
    before = forms.UUIDField(required=False, widget=forms.HiddenInput)
    after = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: Iterable[tuple[UUID, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        who: Any = self.fields["who"]
        who.choices = [("", "Everybody"), *((str(membership_id), name) for membership_id, name in people)]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = found.get("since"), found.get("until")
        if since and until and until < since:
            self.add_error("until", "The last day must not be before the first day")
        return found

    def wanted(self) -> Wanted:
        """What to look for; call it when the form is valid."""
        found = self.cleaned_data
        return Wanted(
            actor_id=UUID(found["who"]) if found["who"] else None,
            sort=Sort(found["sort"]) if found["sort"] else None,
            about_id=found["about"],
            since=_midnight(found["since"]),
            until=_midnight(found["until"] + timedelta(days=1)) if found["until"] else None,
        )


class FindChildForm(forms.Form):
    """Which child's lines."""

    text = forms.CharField(
        label="Name of the child", max_length=100, help_text="The beginning of a name is enough",
        error_messages={"required": "Enter the name of a child, or its beginning"},
    )  # fmt: skip


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time.min, LONDON) if day else None
