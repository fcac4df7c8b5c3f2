"""The questions about something that is prepared for somebody outside. It may not save or query."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from fairward.exchange.choosing.content import Addressee, Answer, Chosen, Named
from fairward.exchange.package import limits
from fairward.exchange.package.contents import NO, YES
from fairward.exchange.telling_fields import ground_field, look_again_field
from fairward.exchange.travel.partner_queries import PartnerFacts
from fairward.kernel.vocabulary import DisclosureKind, OrganisationKind
from fairward.rules import disclosure, sending

SOMEBODY = "somebody"
KINDS = {
    DisclosureKind.TRANSFER: "The child moves to another school: what the next school needs",
    DisclosureKind.NOTIFICATION: "Let somebody know, or prepare a meeting with people from outside",
    DisclosureKind.OUTCOME: "Say what became of what they told you",
}
_ANSWERS = [(YES, "Yes"), (NO, "No")]
_MANY = (
    "One person on a line: the name, a comma, what they do there. Needed for what is for named people only."
)


class PeopleField(forms.CharField):
    """Named people, one on a line: name, comma, what they are there."""

    widget = forms.Textarea

    def clean(self, value: Any) -> tuple[Named, ...]:
        """The people; a sentence where a line does not say what somebody does there."""
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        found: list[Named] = []
        for line in lines:
            name, comma, role = (part.strip() for part in line.partition(","))
            if not (name and comma and role):
                raise forms.ValidationError(
                    f"Line {len(found) + 1}: write the name, a comma, and what they do there."
                )
            found.append(Named(name, role))
        return tuple(found)


def people_words(named: Sequence[Named]) -> str:
    """The lines for the field."""
    return "\n".join(f"{one.name}, {one.role}" for one in named)


class BeginForm(forms.Form):
    """What sort of sending it is, and for whom."""

    kind = forms.TypedChoiceField(
        label="What do you want to do?", coerce=int, widget=forms.RadioSelect,
        choices=[(str(int(kind)), words) for kind, words in KINDS.items()],
        error_messages={"required": "Choose what you want to do."},
    )  # fmt: skip
    to = forms.ChoiceField(
        label="Whom is it for?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whom it is for."},
    )
    name = forms.CharField(
        label="Name of the organisation", required=False, max_length=200,
        help_text="They get an encrypted file or paper.",
    )  # fmt: skip
    sort = forms.TypedChoiceField(
        label="What sort of organisation is it?", coerce=int, empty_value=None, required=False,
        choices=[("", "Choose"), *((str(int(one)), one.word.capitalize()) for one in OrganisationKind)],
    )  # fmt: skip
    people = PeopleField(
        label="Who there reads it?", required=False, max_length=limits.MIDDLE, help_text=_MANY
    )
    is_urgent = forms.BooleanField(
        label="A child may be in danger now: send at once, and add later what is missing", required=False
    )

    def __init__(self, *args: Any, partners: Sequence[PartnerFacts], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partners = {str(one.id): one for one in partners}
        found = [(key, f"{one.card.name} ({one.card.kind.word})") for key, one in self.partners.items()]
        self.fields["to"].choices = [*found, (SOMEBODY, "Somebody without Fairward")]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Without a card of theirs, their name and sort are asked."""
        given = super().clean() or {}
        if given.get("to") == SOMEBODY:
            if not given.get("name", "").strip():
                self.add_error("name", "Write the name of the organisation.")
            if given.get("sort") is None and "sort" not in self.errors:
                self.add_error("sort", "Choose what sort of organisation it is.")
        return given

    @property
    def partner_id(self) -> UUID | None:
        """The partner that was chosen, if one was."""
        found = self.partners.get(self.cleaned_data["to"])
        return found.id if found else None

    @property
    def chosen(self) -> Chosen:
        """What is known at the beginning: for whom it is."""
        given = self.cleaned_data
        found = self.partners.get(given["to"])
        if found is not None:
            return Chosen(Addressee(found.card.name, found.card.kind, given["people"]))
        return Chosen(Addressee(given["name"].strip(), OrganisationKind(given["sort"]), given["people"]))


class ToForm(forms.Form):
    """For whom it is there."""

    people = PeopleField(
        label="Who there reads it?", required=False, max_length=limits.MIDDLE, help_text=_MANY
    )


class QuestionsForm(forms.Form):
    """What it is for, why it is allowed, the tests one by one, what is asked of them, and what the family knows.

    Nothing is required here: what is missing is said by `completeness`, so that half an answer is kept.
    """

    purpose = forms.ChoiceField(label="What is it for?", required=False, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why do they need it?", required=False, max_length=limits.MIDDLE, widget=forms.Textarea,
        help_text="A few sentences. They read this first; the family can read it.",
    )  # fmt: skip
    basis = forms.ChoiceField(
        label="Why are you allowed to tell them?", required=False, widget=forms.RadioSelect,
        choices=[(one.id, one.words) for one in disclosure.bases()],
    )  # fmt: skip
    asks = forms.CharField(
        label="What do you ask of them?", required=False, max_length=limits.LONG, widget=forms.Textarea,
        help_text="One thing on a line. Leave it empty if you ask for nothing.",
    )  # fmt: skip
    is_told = forms.ChoiceField(
        label="Does the family know that you send this?", required=False, widget=forms.RadioSelect,
        choices=[(YES, "Yes, we told them"), (NO, "Not yet, for a reason on the list")],
    )  # fmt: skip
    ground = ground_field()
    look_again_on = look_again_field()

    def __init__(self, *args: Any, kind: DisclosureKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(one.id, one.words) for one in sending.purposes(kind)]
        self.fields["purpose"].choices = found  # type: ignore[attr-defined]
        for one in disclosure.tests():
            self.fields[f"test_{one.id}"] = forms.ChoiceField(
                label=one.question, required=False, widget=forms.RadioSelect, choices=_ANSWERS
            )
            self.fields[f"why_{one.id}"] = forms.CharField(
                label="Reason", required=False, max_length=limits.MIDDLE, widget=forms.Textarea
            )

    def clean_asks(self) -> tuple[str, ...]:
        """The lines; one may be half a page."""
        found = tuple(line.strip() for line in self.cleaned_data["asks"].splitlines() if line.strip())
        if any(len(line) > limits.MIDDLE for line in found):
            raise forms.ValidationError(f"One thing that you ask has at most {limits.MIDDLE} letters.")
        return found

    @property
    def pairs(self) -> list[tuple[Any, Any]]:
        """The tests with their reasons, for the page."""
        return [(self[f"test_{one.id}"], self[f"why_{one.id}"]) for one in disclosure.tests()]

    @property
    def answers(self) -> dict[str, Answer]:
        """The tests that were answered, or of which a reason was written."""
        given = self.cleaned_data
        pairs = {one.id: (given[f"test_{one.id}"], given[f"why_{one.id}"]) for one in disclosure.tests()}
        return {key: Answer(answer, why) for key, (answer, why) in pairs.items() if answer or why}


def questions_initial(chosen: Chosen) -> dict[str, Any]:
    """What was answered before, for the form."""
    told = {True: YES, False: NO, None: ""}[chosen.is_told]
    found: dict[str, Any] = {
        "purpose": chosen.purpose, "reason": chosen.reason, "basis": chosen.basis, "asks": "\n".join(chosen.asks),
        "is_told": told, "ground": chosen.ground, "look_again_on": chosen.look_again_on,
    }  # fmt: skip
    for key, answer in chosen.tests.items():
        found |= {f"test_{key}": answer.answer, f"why_{key}": answer.reason}
    return found
