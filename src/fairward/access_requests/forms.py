"""The questions of an access request. They may not save or query."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from fairward.access_requests.naming import Offered, Spans, spans_of
from fairward.access_requests.policies import Chosen, missing_in
from fairward.access_requests.vocabulary import HowSent, PassageDecision, WhoseRight
from fairward.design.date_fields import ThreeBoxDateField
from fairward.files.policies import MOST_TEXT
from fairward.rights.answer_making import ReviewText
from fairward.rules.exemptions import Exemption

Choices = Sequence[tuple[str, str]]
KNOWN, PROOF_CAME, ASK_PROOF = "known", "came", "ask"


class IdentityForm(forms.Form):
    """Who asks, and whether that is sure."""

    person = forms.ChoiceField(
        label="Who asks?", widget=forms.RadioSelect, error_messages={"required": "Choose who asks."}
    )
    how = forms.ChoiceField(
        label="Are you sure that it is them?", widget=forms.RadioSelect,
        choices=[
            (KNOWN, "Yes, we know them. They are not asked again"),
            (ASK_PROOF, "No. Ask for proof; the clock counts from the day it comes"),
            (PROOF_CAME, "Yes, the proof came"),
        ],
        error_messages={"required": "Say whether you are sure."},
    )  # fmt: skip
    proof_on = ThreeBoxDateField(
        label="When did the proof come?", called="the day the proof came", required=False
    )

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [*people, ("", "Somebody else")]  # type: ignore[attr-defined]
        self.fields["person"].required = False

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("how") == PROOF_CAME and not given.get("proof_on") and "proof_on" not in self.errors:
            self.add_error("proof_on", "Say when the proof came.")
        return given


class RightForm(forms.Form):
    """Whose right it is."""

    whose = forms.TypedChoiceField(
        label="Whose right is it?", coerce=lambda value: WhoseRight(int(value)), widget=forms.RadioSelect,
        choices=[(str(int(one)), one.word[:1].upper() + one.word[1:]) for one in WhoseRight],
        error_messages={"required": "Say whose right it is."},
    )  # fmt: skip
    words = forms.CharField(
        label="How do you know?", max_length=MOST_TEXT, widget=forms.Textarea,
        help_text="What the child understands, what they said, who has parental responsibility. About 12 is only where to "
        "begin thinking: write what you found.",
        error_messages={"required": "Write how you know."},
    )  # fmt: skip
    is_educational = forms.BooleanField(
        label="A parent asks in writing for the educational record, and this is a maintained or special school (15 school days)",
        required=False,
    )


class WordsForm(forms.Form):
    """Some words, and where it matters a day."""

    words = forms.CharField(label="", max_length=MOST_TEXT, widget=forms.Textarea)
    day = ThreeBoxDateField(label="", called="the day")

    def __init__(self, *args: Any, label: str, missing: str, day_label: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label, self.fields["words"].error_messages["required"] = label, missing
        if day_label:
            self.fields["day"].label = day_label
        else:
            del self.fields["day"]


class OpenForm(forms.Form):
    """Until when files are open for a request."""

    until = ThreeBoxDateField(
        label="Open until",
        called="the last day",
        help_text="Four months at most. They close when the request is closed.",
    )


class SentForm(forms.Form):
    """How and when the answer went."""

    how = forms.TypedChoiceField(
        label="How did it go?", coerce=lambda value: HowSent(int(value)), widget=forms.RadioSelect,
        choices=[(str(int(one)), one.word[:1].upper() + one.word[1:]) for one in HowSent],
        error_messages={"required": "Say how it went."},
    )  # fmt: skip
    on = ThreeBoxDateField(label="When?", called="the day it went")


class PassageForm(forms.Form):
    """What is left out of a passage, and why. Disclosing needs no form: it is a button."""

    decision = forms.TypedChoiceField(
        label="What do you do with it?", coerce=lambda value: PassageDecision(int(value)), widget=forms.RadioSelect,
        choices=[
            (str(int(PassageDecision.REDACT)), "Leave out a part (2)"),
            (str(int(PassageDecision.WITHHOLD)), "Leave out all of it (3)"),
            (str(int(PassageDecision.CONSULT)), "Ask somebody first (4)"),
        ],
        error_messages={"required": "Choose what you do with it."},
    )  # fmt: skip
    offered = forms.MultipleChoiceField(
        label="Names that stand in it", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Tick those that are left out.",
    )  # fmt: skip
    phrases = forms.CharField(
        label="Other words that are left out", required=False, widget=forms.Textarea, max_length=MOST_TEXT,
        help_text="Exactly as they stand in the passage, each on a line of its own.",
    )  # fmt: skip
    exemption = forms.ChoiceField(label="The reason that the law gives", required=False)
    reasons = forms.CharField(
        label="Why it applies to this passage", required=False, widget=forms.Textarea, max_length=MOST_TEXT
    )
    harm = forms.CharField(
        label="Who would be harmed, how, and what shows it",
        required=False,
        widget=forms.Textarea,
        max_length=MOST_TEXT,
    )
    asked = forms.CharField(label="Whom you ask or asked, and when", required=False, max_length=500)
    answered = forms.CharField(
        label="What they said", required=False, widget=forms.Textarea, max_length=MOST_TEXT
    )

    def __init__(
        self, *args: Any, texts: Sequence[ReviewText], names: Sequence[Offered], reasons: Sequence[Exemption],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.texts, self.reasons_by_id = texts, {one.id: one for one in reasons}
        self.spans = Spans({}, (), ())
        self.fields["offered"].choices = [(one.words, one.label) for one in names]  # type: ignore[attr-defined]
        if not names:
            del self.fields["offered"]
        listed = [(one.id, one.words) for one in reasons]
        self.fields["exemption"].choices = [("", "Choose"), *listed]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        decision = given.get("decision")
        if decision is None:
            return given
        if decision is PassageDecision.REDACT:
            typed = [*given.get("offered", ()), *given.get("phrases", "").splitlines()]
            self.spans = spans_of(self.texts, typed)
            if self.spans.missing:
                self.add_error(
                    "phrases", f"These words do not stand in the passage: {self.spans.missing_words}."
                )
        for name, sentence in missing_in(self.chosen, self.reasons_by_id.get(given.get("exemption", ""))):
            if name not in self.errors:
                self.add_error(name, sentence)
        return given

    @property
    def chosen(self) -> Chosen:
        """The answers as the action takes them."""
        given = self.cleaned_data
        is_part = given["decision"] is PassageDecision.REDACT
        return Chosen(
            given["decision"], given.get("exemption", ""), given.get("reasons", ""), given.get("harm", ""),
            given.get("asked", ""), given.get("answered", ""),
            cuts=self.spans.cuts if is_part else {}, names=list(self.spans.names) if is_part else (),
        )  # fmt: skip


class SilenceForm(forms.Form):
    """Why an answer may not even say whether anything is held, and until when."""

    reasons = forms.CharField(
        label="What harm would it do to say that something is held, or that nothing is?", max_length=MOST_TEXT,
        widget=forms.Textarea, error_messages={"required": "Write what harm it would do."},
    )  # fmt: skip
    until = ThreeBoxDateField(
        label="Until when?", called="the last day", help_text="A year at most. Then it is decided anew."
    )


class WithoutReportsForm(forms.Form):
    """Why an answer does not wait for reports that are not filed yet, and when they are looked at."""

    reasons = forms.CharField(
        label="Why does the answer not wait for them?", max_length=MOST_TEXT, widget=forms.Textarea,
        error_messages={"required": "Write why the answer does not wait for them."},
    )  # fmt: skip
    look_on = ThreeBoxDateField(
        label="When do we look at them?", called="the day on which we look at them",
        help_text="Within three months. The answer names this day, and the request comes back to you then.",
    )  # fmt: skip
