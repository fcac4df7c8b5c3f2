"""Letting one colleague read one file until a date, and taking it back. It may not query or open content."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from fairward.access.requests import actor_of, requires
from fairward.design.date_fields import ThreeBoxDateField
from fairward.files.queries import file_for
from fairward.keys.file_keys import grant_file, take_file_back
from fairward.school.chronology.colleague_queries import colleagues_for

LONGEST = timedelta(days=366)
WHY = "letting a colleague read the file"


class GrantForm(forms.Form):
    """Who may read this file, and until when."""

    colleague = forms.TypedChoiceField(
        label="Who may read this file?", coerce=UUID, widget=forms.RadioSelect,
        error_messages={"required": "Choose who may read it."},
    )  # fmt: skip
    until = ThreeBoxDateField(
        label="Until when?",
        called="the last day",
        help_text="A year at most. After that day the file is closed to them.",
    )

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["colleague"].choices = colleagues  # type: ignore[attr-defined]

    def clean_until(self) -> datetime:
        day, today = self.cleaned_data["until"], timezone.localdate()
        if not today <= day <= today + LONGEST:
            raise forms.ValidationError("Choose a day from today to a year from now.")
        return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


@requires("keys:rings:grant", unlocked=True)
def colleagues(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Who can open this file by name; let another colleague, or take it back."""
    actor = actor_of(request)
    head, _, child = file_for(actor, file_id, WHY)
    found = colleagues_for(actor, head, child)
    if request.method == "POST" and request.POST.get("take"):
        taken = next((one for one in found.granted if str(one.account_id) == request.POST["take"]), None)
        if taken is not None:
            take_file_back(actor, file_id, taken.account_id)
        return redirect("chronology:colleagues", file_id=file_id)
    form = GrantForm(
        request.POST or None, colleagues=[(str(one.account_id), one.words) for one in found.possible]
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        grant_file(actor, file_id, head.purpose, given["colleague"], given["until"])
        return redirect("chronology:colleagues", file_id=file_id)
    context = {"head": head, "child": child, "found": found, "form": form}
    return render(request, "chronology/colleagues.html", context)
