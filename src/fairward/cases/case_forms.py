"""The questions of the officer's pages of one case. It may not save or query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone

from fairward.cases.breach_actions import Assessment
from fairward.cases.policies import MOST_WORDS
from fairward.cases.vocabulary import AffectedData, AffectedPeople, CaseOutcome, Risk, StopReason
from fairward.design.date_fields import ClockField, ThreeBoxDateField
from fairward.rules.letters import LetterWords

NOTE, QUESTION, ANSWER = "note", "question", "answer"


class WriteForm(forms.Form):
    """A note, a question to whoever asked, or their answer."""

    what = forms.ChoiceField(
        label="What do you write?", widget=forms.RadioSelect,
        choices=[(NOTE, "A note"), (QUESTION, "A question to whoever asked"), (ANSWER, "Their answer")],
        error_messages={"required": "Choose what you write."},
    )  # fmt: skip
    text = forms.CharField(
        label="Write it down", max_length=MOST_WORDS, widget=forms.Textarea,
        error_messages={"required": "Write what you want to add."},
    )  # fmt: skip
    reason = forms.TypedChoiceField(
        label="Does the clock stand still until they answer?", coerce=int, required=False, empty_value=None,
        help_text="Only for a question without whose answer you cannot go on.",
        choices=[("", "No"), *((str(int(one)), f"Yes: {one.word}") for one in StopReason)],
    )  # fmt: skip
    on = ThreeBoxDateField(label="Which day was it?", called="the day it was", required=False,
                           help_text="When it was asked or answered. Leave empty for today.")  # fmt: skip

    def __init__(self, *args: Any, may_stop: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_stop:
            del self.fields["reason"]

    @property
    def day(self) -> Any:
        """The day that was named, or today."""
        return self.cleaned_data["on"] or timezone.localdate()

    @property
    def stop(self) -> StopReason | None:
        """Why the clock stands still, if it does."""
        found = self.cleaned_data.get("reason")
        return StopReason(found) if found else None


class WordsForm(forms.Form):
    """One text that goes into the case; `label` says which."""

    text = forms.CharField(max_length=MOST_WORDS, widget=forms.Textarea)

    def __init__(self, *args: Any, label: str, hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label, self.fields["text"].help_text = label, hint
        self.fields["text"].error_messages["required"] = f"Answer the question: {label}"


class CloseForm(WordsForm):
    """How a case ends, and what whoever asked is told."""

    outcome = forms.TypedChoiceField(
        label="How does it end?", coerce=int, widget=forms.RadioSelect,
        error_messages={"required": "Choose how it ends."},
    )  # fmt: skip
    field_order = ("outcome", "text")

    def __init__(self, *args: Any, outcomes: Sequence[CaseOutcome], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = [(str(int(one)), one.word[:1].upper() + one.word[1:]) for one in outcomes]
        self.fields["outcome"].choices = words  # type: ignore[attr-defined]


class AssignForm(forms.Form):
    """Who has it."""

    to = forms.ChoiceField(label="Who has it?", required=False)

    def __init__(self, *args: Any, people: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", "Nobody yet"), *((str(one), name) for one, name in people)]  # type: ignore[attr-defined]


class BreachForm(forms.Form):
    """What was found out about a breach so far."""

    affected = forms.IntegerField(
        label="How many people is it about?", required=False, min_value=0, max_value=10_000_000,
        help_text="About, if it is not known exactly. Leave empty while nobody knows.",
    )  # fmt: skip
    people = forms.TypedMultipleChoiceField(
        label="Whose data are they?", coerce=int, widget=forms.CheckboxSelectMultiple,
        choices=[(str(int(one)), one.word.capitalize()) for one in AffectedPeople],
        error_messages={"required": "Choose whose data they are."},
    )  # fmt: skip
    sorts = forms.TypedMultipleChoiceField(
        label="What sort of data?", coerce=int, widget=forms.CheckboxSelectMultiple,
        choices=[(str(int(one)), one.word[:1].upper() + one.word[1:]) for one in AffectedData],
        error_messages={"required": "Choose what sort of data they are."},
    )  # fmt: skip
    risk = forms.TypedChoiceField(
        label="How likely is harm to people?", coerce=int, widget=forms.RadioSelect,
        choices=[(str(int(one)), one.word[:1].upper() + one.word[1:]) for one in Risk],
        error_messages={"required": "Choose how likely harm is."},
    )  # fmt: skip
    reasons = forms.CharField(
        label="Why do you judge it like this?", max_length=MOST_WORDS, widget=forms.Textarea,
        help_text="What could come of it for these people, and what has been done already.",
        error_messages={"required": "Write why you judge the risk like this."},
    )  # fmt: skip
    regulator_on = ThreeBoxDateField(label="The regulator was told on", called="the day the regulator was told",
                                     required=False)  # fmt: skip
    regulator_at = ClockField(label="At what time?", required=False)
    people_told_on = ThreeBoxDateField(label="The people were told on", called="the day the people were told",
                                       required=False)  # fmt: skip

    def found(self) -> Assessment:
        """What was written down; the form must be valid."""
        given = self.cleaned_data
        day, clock = given["regulator_on"], given["regulator_at"]
        at = timezone.make_aware(datetime.combine(day, clock or time(12))) if day else None
        if at is not None and clock is None and day == timezone.localdate():
            at = timezone.now()
        return Assessment(
            given["affected"], sum(given["people"]), sum(given["sorts"]), Risk(given["risk"]), given["reasons"], at,
            given["people_told_on"],
        )  # fmt: skip


class LetterForm(forms.Form):
    """What its writer fills into a letter: what stands in braces, and answers to the questions of its kind."""

    to = forms.CharField(label="To", max_length=300, error_messages={"required": "Write to whom it goes."})
    reached_by = forms.CharField(
        label="How can they reach you?", max_length=300, widget=forms.Textarea,
        help_text="Telephone, e-mail, address: one on each line.",
        error_messages={"required": "Write how they can reach you."},
    )  # fmt: skip

    def __init__(self, *args: Any, words: LetterWords, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = words
        for name in words.fills:
            self.fields[f"fill-{name}"] = forms.CharField(
                label=name.replace("_", " ").capitalize(), max_length=300
            )
        for place, question in enumerate(words.questions):
            self.fields[f"own-{place}"] = forms.CharField(
                label=question, max_length=MOST_WORDS, widget=forms.Textarea
            )

    @property
    def more(self) -> list[Any]:
        """The fields that this kind of letter has besides."""
        return [self[name] for name in self.fields if name.startswith(("fill-", "own-"))]

    @property
    def fills(self) -> Mapping[str, str]:
        """What stands in braces."""
        return {name: self.cleaned_data[f"fill-{name}"] for name in self.words.fills}

    @property
    def own(self) -> tuple[str, ...]:
        """The answers, in the order of the letter."""
        return tuple(self.cleaned_data[f"own-{place}"] for place in range(len(self.words.questions)))
