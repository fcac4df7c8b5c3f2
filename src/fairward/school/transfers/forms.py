"""The questions of the pages about children who move. They may not save or query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from fairward.design.date_fields import ThreeBoxDateField
from fairward.exchange.travel.partner_queries import PartnerFacts
from fairward.people.vocabulary import year_word
from fairward.school.transfers.content import NextSchool
from fairward.school.transfers.list_queries import Which
from fairward.school.transfers.policies import LONGEST_NAME, LONGEST_TEXT
from fairward.school.transfers.vocabulary import BY_HAND, Asked, Destination, Ended, Succession

NOBODY_KNOWS, BY_NAME = "unknown", "by_name"
LEAVES, SECOND = "leaves", "second"
YEARS = range(-1, 14)


class WhichForm(forms.Form):
    """How the list is narrowed. What cannot be read narrows nothing."""

    which = forms.ChoiceField(required=False, choices=[(one.name.lower(), one.value) for one in Which])
    page = forms.IntegerField(required=False, min_value=1, max_value=1000)

    def wanted(self) -> tuple[Which, int]:
        """The chosen sort and page."""
        self.is_valid()
        given = self.cleaned_data
        return Which[(given.get("which") or "open").upper()], given.get("page") or 1


class BeginForm(forms.Form):
    """That one child will leave, or goes to a second school as well."""

    how = forms.ChoiceField(
        label="What is planned?", widget=forms.RadioSelect, initial=LEAVES,
        choices=[(LEAVES, "The child leaves for another school"), (SECOND, "The child goes to two schools")],
        error_messages={"required": "Say whether the child leaves or goes to two schools."},
    )  # fmt: skip
    leaves_on = ThreeBoxDateField(
        label="When is the last day here?", called="the last day", required=False,
        help_text="For the end of the school year, the last day of term. Leave it empty if nobody knows yet.",
    )  # fmt: skip


class YearForm(forms.Form):
    """Which year leaves; chosen by address, so that it can be come back to."""

    year = forms.TypedChoiceField(
        label="Which year leaves?", coerce=int,
        choices=[(str(one), year_word(one)) for one in YEARS],
        error_messages={"required": "Choose the year that leaves."},
    )  # fmt: skip


class WholeYearForm(forms.Form):
    """Which children of a year leave, and when."""

    leaves_on = ThreeBoxDateField(
        label="When is their last day here?", called="the last day",
        help_text="The clock runs from the first day of the new term.",
    )  # fmt: skip
    children = forms.MultipleChoiceField(
        label="Who leaves?", widget=forms.CheckboxSelectMultiple, help_text="Everybody here has a file.",
        error_messages={"required": "Choose at least one child."},
    )  # fmt: skip

    def __init__(self, *args: Any, names: Mapping[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["children"].choices = [(str(key), name) for key, name in names.items()]  # type: ignore[attr-defined]

    def chosen(self) -> list[UUID]:
        """The children who were ticked."""
        return [UUID(one) for one in self.cleaned_data["children"]]


class DestinationForm(forms.Form):
    """Which school: a partner, one without Fairward, or nobody knows."""

    school = forms.ChoiceField(
        label="Which school does the child go to?", widget=forms.RadioSelect,
        error_messages={"required": "Choose a school, or say that it is not known."},
    )  # fmt: skip
    name = forms.CharField(label="Name of the school", max_length=LONGEST_NAME, required=False)
    lead = forms.CharField(
        label="Who is the safeguarding lead there?", max_length=LONGEST_NAME, required=False,
        help_text="Ring the school’s office and ask. The file goes to this person.",
    )  # fmt: skip
    role = forms.CharField(label="What they are there", max_length=LONGEST_NAME, required=False)
    phone = forms.CharField(label="Their telephone number", max_length=40, required=False)

    def __init__(self, *args: Any, partners: Iterable[PartnerFacts], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        schools = [(str(one.id), one.card.name) for one in partners]
        others = [(BY_NAME, "Another school, without Fairward"), (NOBODY_KNOWS, "Nobody knows yet")]
        self.fields["school"].choices = [*schools, *others]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A school without Fairward needs its name."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("school") == BY_NAME and not given.get("name", "").strip():
            self.add_error("name", "Enter the name of the school")
        return given

    @property
    def kind(self) -> Destination:
        """Which of the three it is."""
        found = {NOBODY_KNOWS: Destination.UNKNOWN, BY_NAME: Destination.BY_NAME}
        return found.get(self.cleaned_data["school"], Destination.PARTNER)

    @property
    def partner_id(self) -> UUID | None:
        """The partner that was chosen."""
        return UUID(self.cleaned_data["school"]) if self.kind is Destination.PARTNER else None

    @property
    def who(self) -> NextSchool:
        """The school and its people, as written."""
        given = self.cleaned_data
        name = given["name"].strip() if self.kind is Destination.BY_NAME else ""
        return NextSchool(name, given["lead"].strip(), given["role"].strip(), given["phone"].strip())


class DayForm(forms.Form):
    """The day the child leaves or left."""

    leaves_on = ThreeBoxDateField(
        label="When was, or will be, the last day here?", called="the last day",
        help_text="The roll often hears of it late. The clock runs from the day the child really left.",
    )  # fmt: skip


class AskedForm(forms.Form):
    """That somebody asked where the child has gone, or where the receipt is."""

    asked_on = ThreeBoxDateField(label="When did you ask?", called="the day you asked")
    how = forms.TypedChoiceField(
        label="How?", coerce=int, widget=forms.RadioSelect,
        choices=[(str(int(one)), one.word.capitalize()) for one in Asked],
        error_messages={"required": "Say how you asked."},
    )  # fmt: skip
    words = forms.CharField(
        label="What did you hear?", max_length=LONGEST_TEXT, widget=forms.Textarea,
        help_text="Whom you spoke to and what they said. Not what stands in the file.",
        error_messages={"required": "Write what you heard."},
    )  # fmt: skip
    next_on = ThreeBoxDateField(
        label="When do you ask again?", called="the day to ask again", required=False,
        help_text="Leave it empty for five school days from now.",
    )  # fmt: skip


class KeepBackForm(forms.Form):
    """Why a file is not sent."""

    reason = forms.CharField(
        label="Why is this file not sent?", max_length=LONGEST_TEXT, widget=forms.Textarea,
        help_text="For example: it holds only what was found not to have happened. Whoever opens the file can read this.",
        error_messages={"required": "Write why this file is not sent."},
    )  # fmt: skip


class CloseForm(forms.Form):
    """Why it ends without anything being sent."""

    ended = forms.TypedChoiceField(
        label="Why does this end?", coerce=int, widget=forms.RadioSelect,
        choices=[(str(int(one)), one.word.capitalize()) for one in BY_HAND],
        error_messages={"required": "Say why it ends."},
    )  # fmt: skip

    @property
    def why(self) -> Ended:
        """The reason."""
        return Ended(self.cleaned_data["ended"])


class SuccessorForm(forms.Form):
    """That one school came after another."""

    partner = forms.ChoiceField(label="Which school?", error_messages={"required": "Choose the school."})
    how = forms.TypedChoiceField(
        label="What happened?", coerce=int, widget=forms.RadioSelect,
        choices=[(str(int(one)), one.word.capitalize() + " …") for one in Succession],
        error_messages={"required": "Say what happened."},
    )  # fmt: skip
    successor = forms.ChoiceField(
        label="Which school came after it?",
        error_messages={"required": "Choose the school that came after it."},
    )
    since_on = ThreeBoxDateField(label="Since when?", called="the day since when")

    def __init__(self, *args: Any, every: Iterable[PartnerFacts], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(every)
        named = [("", "Choose a school"), *((str(one.id), one.card.name) for one in known)]
        confirmed = [
            ("", "Choose a school"),
            *((str(one.id), one.card.name) for one in known if one.is_confirmed),
        ]
        self.fields["partner"].choices = named  # type: ignore[attr-defined]
        self.fields["successor"].choices = confirmed  # type: ignore[attr-defined]


def first_day(value: date | None) -> dict[str, Any]:
    """What a form about the day begins with."""
    return {"leaves_on": value} if value else {}
