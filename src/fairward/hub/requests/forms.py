"""The questions of a request to see what a hub holds. They may not save or query."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone

from fairward.access_requests.forms import ASK_PROOF, KNOWN, PROOF_CAME, PassageForm
from fairward.access_requests.vocabulary import PassageDecision, WhoseRight
from fairward.cases.vocabulary import HowAsked
from fairward.design.date_fields import ThreeBoxDateField
from fairward.exchange.answering.consulting import Opinion, Verdict
from fairward.files.policies import MOST_TEXT
from fairward.hub.requests.actions import Noted
from fairward.hub.requests.content import Said
from fairward.hub.requests.vocabulary import WHOSE
from fairward.rules.exemptions import Exemption

_HOW = (HowAsked.IN_PERSON, HowAsked.TELEPHONE, HowAsked.LETTER, HowAsked.EMAIL)
_VERDICTS = {
    Verdict.SHOW: "It may be shown", Verdict.PART: "A part may be shown", Verdict.HOLD: "It should be held back",
    Verdict.NOT_OURS: "It is not their decision",
}  # fmt: skip
WISHED_WORKING_DAYS = 7


class NoteForm(forms.Form):
    """What somebody asked: any form and any words count."""

    who = forms.CharField(
        label="Who asks?", max_length=200, help_text="Their name, as the answer will address them.",
        error_messages={"required": "Write who asks."},
    )  # fmt: skip
    reach = forms.CharField(label="How can they be reached?", max_length=500, required=False)
    words = forms.CharField(
        label="What did they ask, in their own words?", max_length=MOST_TEXT, widget=forms.Textarea,
        error_messages={"required": "Write what they asked."},
    )  # fmt: skip
    how = forms.TypedChoiceField(
        label="How did they ask?", coerce=lambda value: HowAsked(int(value)), widget=forms.RadioSelect,
        choices=[(str(int(one)), one.word.capitalize()) for one in _HOW],
        error_messages={"required": "Say how they asked."},
    )  # fmt: skip
    received_on = ThreeBoxDateField(
        label="When did it reach anybody here?", called="the day it came",
        help_text="The month counts from this day, whoever heard it.",
    )  # fmt: skip

    def noted(self) -> Noted:
        """The answers as the action takes them: today until now, another day from its beginning."""
        given, now = self.cleaned_data, timezone.now()
        day = given["received_on"]
        at = now if day == timezone.localdate() else timezone.make_aware(datetime.combine(day, time(0)))
        return Noted(given["who"], given["words"], given["how"], at, given["reach"])


class FindForm(forms.Form):
    """Whom a request is about, by name; the machine takes nobody."""

    name = forms.CharField(
        label="Their whole name", max_length=200, help_text="First name and surname, as a case may have them.",
        error_messages={"required": "Write their first name and surname."},
    )  # fmt: skip
    born_on = ThreeBoxDateField(
        label="Date of birth, if it is known", called="the date of birth", required=False
    )


class IdentityForm(forms.Form):
    """Whether it is sure who asks."""

    how = forms.ChoiceField(
        label="Are you sure that it is them?", widget=forms.RadioSelect,
        choices=[
            (KNOWN, "Yes, we know them. They are not asked again"),
            (ASK_PROOF, "No. Ask for proof; the month counts from the day it comes"),
            (PROOF_CAME, "Yes, the proof came"),
        ],
        error_messages={"required": "Say whether you are sure."},
    )  # fmt: skip
    proof_on = ThreeBoxDateField(
        label="When did the proof come?", called="the day the proof came", required=False
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("how") == PROOF_CAME and not given.get("proof_on") and "proof_on" not in self.errors:
            self.add_error("proof_on", "Say when the proof came.")
        return given


class RightForm(forms.Form):
    """Whose right it is."""

    whose = forms.TypedChoiceField(
        label="Whose right is it?", coerce=lambda value: WhoseRight(int(value)), widget=forms.RadioSelect,
        choices=[(str(int(one)), words) for one, words in WHOSE.items()],
        error_messages={"required": "Say whose right it is."},
    )  # fmt: skip
    words = forms.CharField(
        label="How do you know?", max_length=MOST_TEXT, widget=forms.Textarea,
        help_text="What a child understands and said, who has parental responsibility, whom you asked.",
        error_messages={"required": "Write how you know."},
    )  # fmt: skip


class HeldPassageForm(PassageForm):
    """What is left out of a passage, and why. Showing it is a button; originators are asked on a page of their own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = [  # type: ignore[attr-defined]
            (str(int(PassageDecision.REDACT)), "Show it without a part"),
            (str(int(PassageDecision.WITHHOLD)), "Hold all of it back"),
        ]
        self.fields["asked"].label = "Whom you asked, and when"


class WithholdForm(PassageForm):
    """The same for a passage without words here: it can only be held back."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = [  # type: ignore[attr-defined]
            (str(int(PassageDecision.WITHHOLD)), "Hold all of it back")
        ]
        del self.fields["phrases"]


class ConsultForm(forms.Form):
    """By when an answer is wished for."""

    answer_by_on = ThreeBoxDateField(
        label="By when would you like to hear?", called="the day",
        help_text="The month runs on meanwhile. If they do not answer, you decide without them.",
    )  # fmt: skip


class OpinionForm(forms.Form):
    """What an originator said by telephone or in a talk about one passage."""

    by = forms.CharField(
        label="Whom did you speak to?", max_length=200, help_text="Name, what they are, and where.",
        error_messages={"required": "Write whom you spoke to."},
    )  # fmt: skip
    verdict = forms.TypedChoiceField(
        label="What do they think?", coerce=lambda value: Verdict(int(value)), widget=forms.RadioSelect,
        choices=[(str(int(one)), words) for one, words in _VERDICTS.items()],
        error_messages={"required": "Say what they think."},
    )  # fmt: skip
    exemption = forms.ChoiceField(
        label="If it should be held back: the reason that the law gives", required=False
    )
    words = forms.CharField(
        label="What did they say?", max_length=MOST_TEXT, widget=forms.Textarea,
        error_messages={"required": "Write what they said."},
    )  # fmt: skip

    def __init__(self, *args: Any, reasons: Sequence[Exemption], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(one.id, one.words) for one in reasons]
        self.fields["exemption"].choices = [("", "Choose"), *listed]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("verdict") is Verdict.HOLD and not given.get("exemption"):
            self.add_error("exemption", "Choose the reason that they gave.")
        return given

    def said(self, passage_id: UUID) -> tuple[Opinion, Said]:
        """The answers as the action takes them."""
        given = self.cleaned_data
        exemption = given["exemption"] if given["verdict"] in (Verdict.HOLD, Verdict.PART) else ""
        return Opinion(passage_id, given["verdict"], exemption), Said(given["by"], given["words"])


class WordsForm(forms.Form):
    """Why a second person does not agree."""

    words = forms.CharField(
        label="Why do you not agree?", max_length=MOST_TEXT, widget=forms.Textarea,
        error_messages={"required": "Write why you do not agree."},
    )  # fmt: skip
