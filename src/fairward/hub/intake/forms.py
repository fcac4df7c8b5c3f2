"""The questions of triage, of handing over and of the board's filter. No save, no query."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django import forms

from fairward.design.date_fields import ClockField, ThreeBoxDateField
from fairward.hub.intake.board_queries import Wanted
from fairward.hub.intake.content import Identity
from fairward.hub.intake.policies import LONGEST, ROUTE_ASKS
from fairward.hub.intake.vocabulary import LinkKind, Missing, PersonKind
from fairward.hub.vocabulary import CaseState, Rating, Route
from fairward.rules import hub
from fairward.rules.opening import DAYS

WAYS = (Route.RATE, Route.OPEN_CASE_FORWARDED, Route.ADVICE_ONLY)
WAY_HINTS = {
    str(int(Route.RATE)): "Agencies may be asked later, through the gate.",
    str(
        int(Route.OPEN_CASE_FORWARDED)
    ): "The worker gets what came in. Nobody is asked and nothing is gathered.",
    str(int(Route.ADVICE_ONLY)): "What came in is destroyed now. Only your advice stays, without a name.",
}


def words_field(label: str, hint: str = "", *, required: str = "", most: int = LONGEST) -> forms.CharField:
    """A box for words; `required` is the sentence when it is empty, nothing where it may be."""
    return forms.CharField(
        label=label, help_text=hint, max_length=most, widget=forms.Textarea, required=bool(required),
        error_messages={"required": required or "Write something."},
    )  # fmt: skip


class BoardForm(forms.Form):
    """Narrows the board."""

    state = forms.TypedChoiceField(
        label="Where it stands", required=False, coerce=int, empty_value=None,
        choices=[("", "Anywhere"), *((str(int(one)), one.word.capitalize()) for one in CaseState if one != CaseState.CLOSED)],
    )  # fmt: skip
    rating = forms.TypedChoiceField(
        label="Rating", required=False, coerce=int, empty_value=None,
        choices=[("", "Any or none"), *((str(int(one)), one.word.capitalize()) for one in Rating)],
    )  # fmt: skip
    who = forms.ChoiceField(
        label="Who has it", required=False,
        choices=[("", "Anybody"), ("mine", "I have it"), ("nobody", "Nobody has it")],
    )  # fmt: skip
    over = forms.BooleanField(label="Those that are closed", required=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=1000, widget=forms.HiddenInput)

    def wanted(self) -> Wanted:
        """What was chosen; whatever cannot be read narrows nothing."""
        given = self.cleaned_data if self.is_valid() else {}
        return Wanted(
            CaseState(given["state"]) if given.get("state") else None,
            Rating(given["rating"]) if given.get("rating") else None,
            given.get("who") == "mine", given.get("who") == "nobody", bool(given.get("over")), given.get("page") or 1,
        )  # fmt: skip


class PersonForm(forms.Form):
    """Whom a case is about."""

    kind = forms.TypedChoiceField(
        label="Who is it?", coerce=int, widget=forms.RadioSelect,
        choices=[(str(int(PersonKind.CHILD)), "A child"), (str(int(PersonKind.ADULT)), "An adult around the child")],
        error_messages={"required": "Choose whether it is a child or an adult."},
    )  # fmt: skip
    name = forms.CharField(label="Name", required=False, max_length=150, help_text="All of it that you know.")
    looks = forms.CharField(
        label="If nobody knows the name: what do they look like?", required=False, max_length=300
    )
    born_on = ThreeBoxDateField(label="Date of birth", called="the date of birth", required=False)
    home = forms.CharField(label="Where they live", required=False, max_length=300)
    to_child = forms.CharField(
        label="What an adult is to the child", required=False, max_length=100, help_text="For example: mother"
    )

    def identity(self) -> Identity:
        """Who it is; the form must be valid."""
        given = self.cleaned_data
        return Identity(
            given["name"].strip(), given["born_on"], given["home"].strip(), given["looks"].strip(), given["to_child"].strip()
        )  # fmt: skip


class MissingForm(forms.Form):
    """The one thing that is missing, and how it is asked for."""

    missing = forms.TypedChoiceField(
        label="What is missing?", coerce=int, widget=forms.RadioSelect,
        choices=[(str(int(one)), one.word.capitalize()) for one in Missing if one],
        error_messages={"required": "Choose the one thing that is missing."},
    )  # fmt: skip
    words = words_field(
        "What do you ask them?",
        "Whoever sent it through Fairward reads this with the receipt. Others you ring. Do not name the child.",
        required="Write what you ask for, as you would say it to them.", most=2000,
    )  # fmt: skip


class WordsForm(forms.Form):
    """Words alone; the page says which."""

    words = words_field("What did they tell you?", required="Write what they told you.")


class RouteForm(forms.Form):
    """Which way a contact goes, and what that way asks for."""

    route = forms.TypedChoiceField(
        label="Which way does it go?", coerce=int, widget=forms.RadioSelect,
        choices=[(str(int(one)), hub.routes()[one.code].words.capitalize()) for one in WAYS],
        error_messages={"required": "Choose which way it goes."},
    )  # fmt: skip
    note = words_field(
        "Note",
        "To a worker: who, and how they were told. Advice: what you advised, without a name. To be rated: if you like.",
    )

    def clean_note(self) -> str:
        note: str = self.cleaned_data["note"].strip()
        route = self.cleaned_data.get("route")
        if route and ROUTE_ASKS[Route(route)] and not note:
            raise forms.ValidationError(ROUTE_ASKS[Route(route)])
        return note


class ActFirstForm(forms.Form):
    """An emergency asks for nothing."""

    words = words_field("Whom did you call?", "You can leave this empty and write it afterwards.")


class ReasonsForm(forms.Form):
    """What was done first, afterwards."""

    words = words_field(
        "Who was called, what was done, and why could it not wait?",
        required="Write who was called, what was done and why.",
    )


class RateForm(forms.Form):
    """A rating with its reasons. Nothing is chosen beforehand."""

    rating = forms.TypedChoiceField(
        label="How urgent is it?", coerce=int, widget=forms.RadioSelect,
        choices=[(str(int(one)), one.word.capitalize()) for one in Rating],
        error_messages={"required": "Choose a rating."},
    )  # fmt: skip
    reasons = words_field(
        "Reasons", "By the threshold document: what was seen or told, and what it means for the child.",
        required="Give the reasons for the rating.",
    )  # fmt: skip


class HandOverForm(forms.Form):
    """To whom, and what they must know."""

    to = forms.ChoiceField(
        label="Who has it from now on?", error_messages={"required": "Choose who has it from now on."}
    )
    note = words_field("What must they know and do next?", required="Write what they must know and do next.")

    def __init__(self, *args: object, people: Iterable[tuple[UUID, str]] = (), **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.fields["to"].choices = [("", "Choose"), *((str(key), name) for key, name in people)]  # type: ignore[attr-defined]


class LinkForm(forms.Form):
    """What two cases are to each other."""

    kind = forms.TypedChoiceField(
        label="What are the two to each other?", coerce=int, widget=forms.RadioSelect,
        choices=[
            (str(int(LinkKind.SAME)), "The same matter, told twice"), (str(int(LinkKind.FAMILY)), "The same family"),
            (str(int(LinkKind.APART)), "Nothing to do with each other"),
        ],
        error_messages={"required": "Choose what they are to each other."},
    )  # fmt: skip


class PracticeForm(forms.Form):
    """The hub's own thresholds and hours."""

    threshold = words_field(
        "Threshold document", "As your partnership agreed it. It is shown beside every rating. It names nobody.",
        required="Enter the text of the threshold document.", most=60_000,
    )  # fmt: skip
    days = forms.TypedMultipleChoiceField(
        label="On which days is the hub open?", coerce=int, widget=forms.CheckboxSelectMultiple,
        choices=[(str(number), day) for number, day in enumerate(DAYS)],
        error_messages={"required": "Choose at least one day."},
    )  # fmt: skip
    opens = ClockField(label="From")
    closes = ClockField(label="To")

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if opens and closes and closes <= opens:
            self.add_error("closes", "The hub closes after it opens.")
        return cleaned
