"""The questions of the telephone page, of a case that is opened again, and of the public form. No save, no query."""

from __future__ import annotations

from django import forms

from fairward.design.date_fields import ThreeBoxDateField
from fairward.hub.intake.content import Identity, Told, Typed
from fairward.hub.intake.forms import words_field

DANGER = (("yes", "Yes, or it may be"), ("no", "No"))


def danger_field(label: str, required: str) -> forms.ChoiceField:
    """Whether a child is in danger now."""
    return forms.ChoiceField(
        label=label, choices=DANGER, widget=forms.RadioSelect, error_messages={"required": required}
    )


class PhoneForm(forms.Form):
    """What somebody tells by telephone."""

    danger = danger_field("Is a child in danger now?", "Say whether a child is in danger now.")
    words = words_field(
        "What do they tell you?", "In their words: what they saw, heard or were told, and when.",
        required="Write what they told you.",
    )  # fmt: skip
    how_known = forms.CharField(label="How do they know?", required=False, max_length=300)
    name = forms.CharField(label="The child’s name", required=False, max_length=150)
    looks = forms.CharField(
        label="If nobody knows the name: what does the child look like?", required=False, max_length=300
    )
    born_on = ThreeBoxDateField(label="The child’s date of birth", called="the date of birth", required=False)
    home = forms.CharField(label="Where the child lives", required=False, max_length=300)
    where = forms.CharField(label="Where the child is now", required=False, max_length=300)
    adult = forms.CharField(label="An adult around the child", required=False, max_length=150)
    adult_is = forms.CharField(label="What the adult is to the child", required=False, max_length=100)
    teller = forms.CharField(label="Who tells it?", required=False, max_length=150)
    teller_is = forms.CharField(
        label="What are they?",
        required=False,
        max_length=150,
        help_text="For example: neighbour, nurse at the surgery",
    )
    reach = forms.CharField(label="How can they be reached?", required=False, max_length=200)
    may_name = forms.BooleanField(label="The family may learn who told it", required=False)

    def typed(self) -> Typed:
        """What was said; the form must be valid."""
        given = self.cleaned_data
        return Typed(
            given["words"].strip(), where=given["where"].strip(), how_known=given["how_known"].strip()
        )

    def told(self) -> Told:
        """Who told it."""
        given = self.cleaned_data
        return Told(
            given["teller"].strip(), given["reach"].strip(), given["teller_is"].strip(), not given["may_name"]
        )

    def child(self) -> Identity:
        """Whom it is about."""
        given = self.cleaned_data
        return Identity(
            given["name"].strip(), given["born_on"], given["home"].strip(), given["looks"].strip()
        )

    def grown_up(self) -> Identity:
        """An adult around the child."""
        given = self.cleaned_data
        return Identity(
            given["adult"].strip(), home=given["home"].strip(), to_child=given["adult_is"].strip()
        )

    @property
    def is_danger(self) -> bool:
        """Whether they said that a child is in danger."""
        return bool(self.cleaned_data["danger"] == "yes")


class ReopenForm(forms.Form):
    """What is new about a case that was over."""

    danger = danger_field("Is a child in danger now?", "Say whether a child is in danger now.")
    words = words_field("What is new?", "Who told it, when, in their words.", required="Write what is new.")


class TellForm(forms.Form):
    """The public form: few questions, plain words, nothing that must be known."""

    danger = danger_field("Is a child in danger now?", "Say whether a child is in danger now.")
    words = words_field(
        "What worries you?", "Write what you saw or heard, and when. Use your own words.",
        required="Write what worries you.", most=10_000,
    )  # fmt: skip
    name = forms.CharField(
        label="What is the child’s name?",
        required=False,
        max_length=150,
        help_text="Leave it empty if you do not know.",
    )
    looks = forms.CharField(
        label="What does the child look like, and how old may they be?", required=False, max_length=300
    )
    where = forms.CharField(
        label="Where does the child live, or where did you see them?", required=False, max_length=300
    )
    how_known = forms.CharField(label="How do you know about this?", required=False, max_length=300)
    teller = forms.CharField(label="Your name", required=False, max_length=150)
    reach = forms.CharField(
        label="How can we reach you?", required=False, max_length=200, help_text="A telephone number is best."
    )

    def typed(self) -> Typed:
        """What was written; the form must be valid."""
        given = self.cleaned_data
        return Typed(
            given["words"].strip(), where=given["where"].strip(), how_known=given["how_known"].strip()
        )

    def told(self) -> Told:
        """Who wrote it: nobody outside the intake learns that."""
        given = self.cleaned_data
        return Told(given["teller"].strip(), given["reach"].strip(), "", wants_nobody_told=True)

    def child(self) -> Identity:
        """Whom it is about."""
        given = self.cleaned_data
        return Identity(given["name"].strip(), home=given["where"].strip(), looks=given["looks"].strip())

    @property
    def is_danger(self) -> bool:
        """Whether they said that a child is in danger."""
        return bool(self.cleaned_data["danger"] == "yes")
