"""The questions of a notice to a school. No save, no query."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils import timezone

from fairward.agency.notices.content import ChildPart, Incident
from fairward.design.date_fields import ClockField, ThreeBoxDateField
from fairward.exchange.package.limits import MIDDLE
from fairward.rules import disclosure, family

_NOT_TYPED = frozenset({"do", "csrfmiddlewaretoken"})
Places = Iterable[tuple[UUID, str]]


class NoticeForm(forms.Form):
    """The minimum of Operation Encompass."""

    school = forms.ChoiceField(label="Which school?", error_messages={"required": "Choose the school."})
    child = forms.CharField(
        label="The child’s name", max_length=150, error_messages={"required": "Write the child’s name."}
    )
    born_on = ThreeBoxDateField(label="Date of birth", called="the date of birth", required=False)
    part = forms.ChoiceField(
        label="The child", widget=forms.RadioSelect, choices=[(one.value, one.words.capitalize()) for one in ChildPart],
        error_messages={"required": "Say what the child had to do with it."},
    )  # fmt: skip
    reference = forms.CharField(
        label="Police reference", max_length=60, error_messages={"required": "Write the police reference."}
    )
    on = ThreeBoxDateField(label="On which day did police attend?", called="the day")
    at = ClockField(label="At what time?")
    circumstances = forms.CharField(
        label="What happened, in short", max_length=MIDDLE, widget=forms.Textarea,
        help_text="Two or three sentences. What the school needs to be kind to the child today, and no more.",
        error_messages={"required": "Write in short what happened."},
    )  # fmt: skip
    other = forms.CharField(
        label="Anything else that matters for the child’s safety", required=False, max_length=MIDDLE, widget=forms.Textarea
    )  # fmt: skip
    told = forms.ChoiceField(
        label="Do the parents know that the school hears of it?", widget=forms.RadioSelect,
        choices=[("yes", "Yes"), *((one.id, f"No: {one.words[:1].lower()}{one.words[1:]}") for one in family.grounds())],
        error_messages={"required": "Say whether the parents know."},
    )  # fmt: skip
    hub = forms.ChoiceField(label="Does the hub hear of it too?", required=False)
    tests = forms.MultipleChoiceField(
        label="Before it goes", widget=forms.CheckboxSelectMultiple,
        choices=[(one.id, one.question) for one in disclosure.tests()],
        help_text="Tick each question whose answer is yes. If one is no, it is not sent.",
        error_messages={"required": "Tick each question whose answer is yes."},
    )  # fmt: skip

    def __init__(self, *args: Any, schools: Places = (), hubs: Places = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["school"].choices = [("", "Choose"), *((str(key), name) for key, name in schools)]  # type: ignore[attr-defined]
        self.fields["hub"].choices = [("", "No"), *((str(key), name) for key, name in hubs)]  # type: ignore[attr-defined]

    def clean_tests(self) -> list[str]:
        ticked: list[str] = self.cleaned_data["tests"]
        if len(ticked) < len(disclosure.tests()):
            raise forms.ValidationError("A question is not ticked. If its answer is no, this is not sent.")
        return ticked

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day, clock = cleaned.get("on"), cleaned.get("at")
        if day and clock is not None:
            cleaned["attended_at"] = timezone.make_aware(datetime.combine(day, clock))
            if cleaned["attended_at"] > timezone.now():
                self.add_error("on", "Choose a day and time that has been, not one to come.")
        return cleaned

    def incident(self) -> Incident:
        """What was typed; the form must be valid."""
        given = self.cleaned_data
        return Incident(
            given["reference"].strip(), given["attended_at"], _one_line_ends(given["circumstances"]), given["child"].strip(),
            given["born_on"], ChildPart(given["part"]), _one_line_ends(given["other"]),
            "" if given["told"] == "yes" else given["told"],
        )  # fmt: skip

    def partner(self, name: str) -> UUID | None:
        """The chosen school or hub."""
        chosen = self.cleaned_data[name]
        return UUID(chosen) if chosen else None

    def typed(self) -> list[tuple[str, str]]:
        """Everything as it was typed, for the page that is read through before it goes."""
        sent = cast(QueryDict, self.data)
        names = [name for name in sent if name not in _NOT_TYPED]
        return [(name, value) for name in names for value in sent.getlist(name)]


def _one_line_ends(text: str) -> str:
    """A package knows one kind of line end."""
    return text.replace("\r\n", "\n").strip()
