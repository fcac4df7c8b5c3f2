"""The questions of a referral. They may not save or query, and stop nobody who is in a hurry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone

from fairward.design.date_fields import ClockField, ThreeBoxDateField
from fairward.exchange.telling_fields import ground_field
from fairward.kernel.vocabulary import DisclosureKind, OrganisationKind
from fairward.rules import disclosure, family, referral, sending
from fairward.school.referrals.offering import Offer
from fairward.school.referrals.pages import ASKED, FAMILY, WORRY, Page, typed_on
from fairward.school.referrals.passages import GROUPS, Offered, of_group
from fairward.school.referrals.policies import MOST_WORDS, Call, Done, NewReferral, look_again_by
from fairward.school.referrals.queries import Shown
from fairward.school.referrals.vocabulary import BegunFrom

YES, NO, OTHER = "yes", "no", "other"
NAMED, ADVICE = "named", "advice"
NOT_SCHOOLS = [
    one for one in OrganisationKind if one not in (OrganisationKind.SCHOOL, OrganisationKind.TRUST)
]


class _Recipient(forms.Form):
    """Whom it is for: a partner, or an organisation without Fairward."""

    to = forms.ChoiceField(
        label="Whom do you refer to?", widget=forms.RadioSelect, error_messages={"required": "Choose whom you refer to."}
    )  # fmt: skip
    recipient = forms.CharField(label="Name of the organisation", required=False, max_length=200)
    recipient_kind = forms.TypedChoiceField(
        label="What sort of organisation is it?", coerce=int, empty_value=None, required=False,
        choices=[("", "Choose"), *((str(int(one)), one.word.capitalize()) for one in NOT_SCHOOLS)],
    )  # fmt: skip

    def __init__(self, *args: Any, partners: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [*partners, (OTHER, "Somebody else, who has no Fairward")]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("to") == OTHER:
            if not given.get("recipient", "").strip():
                self.add_error("recipient", "Write the name of the organisation.")
            if not given.get("recipient_kind"):
                self.add_error("recipient_kind", "Choose what sort of organisation it is.")
        return given

    def _new(
        self, *, is_danger: bool, is_advice: bool, entry_id: UUID | None, begun_from: BegunFrom
    ) -> NewReferral:
        given = self.cleaned_data
        is_other = given["to"] == OTHER
        return NewReferral(
            None if is_other else UUID(given["to"]), given["recipient"] if is_other else "",
            OrganisationKind(given["recipient_kind"]) if is_other else None, is_danger, is_advice, begun_from, entry_id,
        )  # fmt: skip


class BeginForm(_Recipient):
    """Danger first; then to whom, and whether the child is named."""

    danger = forms.ChoiceField(
        label="Is a child in danger right now?", widget=forms.RadioSelect,
        choices=[(YES, "Yes, or I am not sure"), (NO, "No")],
        error_messages={"required": "Say whether a child is in danger right now."},
    )  # fmt: skip
    naming = forms.ChoiceField(
        label="Do you name the child?", widget=forms.RadioSelect, required=False,
        choices=[(NAMED, "Yes, this is a referral"), (ADVICE, "No, I ask for advice without naming the child")],
    )  # fmt: skip
    field_order = ("danger", "to", "recipient", "recipient_kind", "naming")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("naming") == ADVICE and given.get("danger") == YES:
            self.add_error(
                "naming", "In danger, refer by name: nobody can help a child whom they cannot find."
            )
        return given

    @property
    def is_danger(self) -> bool:
        """Whether a child may be in danger now."""
        return bool(self.cleaned_data["danger"] == YES)

    def new(self, entry_id: UUID | None, begun_from: BegunFrom) -> NewReferral:
        """What was answered."""
        given = self.cleaned_data
        return self._new(
            is_danger=self.is_danger,
            is_advice=given["naming"] == ADVICE,
            entry_id=entry_id,
            begun_from=begun_from,
        )


class _CallFields(forms.Form):
    called_on = ThreeBoxDateField(
        label="When did you call?", called="the day of the call", required=False, help_text="Empty: today."
    )  # fmt: skip
    called_at = ClockField(label="At what time?", required=False, help_text="As 10:55 or 2.30pm. Empty: now.")
    whom = forms.CharField(
        label="Whom did you speak to?", max_length=200, help_text="A name, or what they are there: “duty social worker”.",
        error_messages={"required": "Write whom you spoke to, or what they are there."},
    )  # fmt: skip
    said = forms.CharField(
        label="What did you tell them?", required=False, max_length=MOST_WORDS, widget=forms.Textarea
    )
    agreed = forms.CharField(
        label="What was agreed?", required=False, max_length=MOST_WORDS, widget=forms.Textarea
    )
    is_told = forms.ChoiceField(
        label="Does the family know?", widget=forms.RadioSelect, required=False,
        choices=[(YES, "Yes, we told them"), (NO, "Not yet: telling them first would have cost time, or they may not know")],
    )  # fmt: skip
    ground = forms.ChoiceField(
        label="Ground for not telling them yet", required=False,
        choices=[(one.id, one.words) for one in family.grounds()], initial="undue_delay_in_danger",
    )  # fmt: skip

    def call(self) -> Call:
        """What was answered. Nobody is asked twice about the family after a call: not said means not yet."""
        given = self.cleaned_data
        day, clock = given["called_on"] or timezone.localdate(), given["called_at"]
        moment = timezone.now()
        if clock is not None or day != timezone.localdate():
            moment = timezone.make_aware(datetime.combine(day, clock or time(12)))
        is_told = given["is_told"] == YES
        ground = "" if is_told else given["ground"] or "undue_delay_in_danger"
        return Call(moment, given["whom"], given["said"], given["agreed"], is_told, ground)


class CallForm(_CallFields, _Recipient):
    """A referral by telephone, recorded afterwards on one page."""

    field_order = (
        "to",
        "recipient",
        "recipient_kind",
        "called_on",
        "called_at",
        "whom",
        "said",
        "agreed",
        "is_told",
    )

    def new(self, entry_id: UUID | None, begun_from: BegunFrom) -> NewReferral:
        """To whom it was."""
        return self._new(is_danger=True, is_advice=False, entry_id=entry_id, begun_from=begun_from)


class CallOfForm(_CallFields):
    """The same for a referral that is being written already."""


class PageForm(forms.Form):
    """One of the short pages: what may be ticked, what may be written. Nothing on it is required."""

    offers = forms.MultipleChoiceField(
        label="Tick what goes", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Nothing goes that you do not tick.",
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        page: Page,
        offers: Sequence[Offer],
        passages: Sequence[Offered],
        is_advice: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.page, self.offered, self.passages, self.is_advice = page, offers, passages, is_advice
        self.sources = {one.id: one.source for one in offers}
        self.sources |= {str(one.id): one.source for one in passages}
        self.fields["offers"].choices = [(one.id, f"{one.words}: {one.value}") for one in offers]  # type: ignore[attr-defined]
        for group in GROUPS if page.id == WORRY else ():
            self.fields[group] = _ticks(GROUPS[group], of_group(passages, group))
        if page.id == WORRY:
            self.fields |= _worry_fields()
        if page.id == FAMILY:
            self.fields |= _family_fields(is_advice=is_advice)
        if page.id == ASKED:
            self.fields["purpose"] = _radios("What is it for?", sending.purposes(_kind(is_advice=is_advice)))
            self.fields["asks"] = forms.CharField(
                label=referral.field_of("asks").words, required=False, max_length=2_000, widget=forms.Textarea,
                help_text="One thing a line: an assessment, a visit today, somebody to talk to the family.",
            )  # fmt: skip
        for one in typed_on(page, is_advice=is_advice):
            self.fields[one.id] = _typed(one)

    @property
    def typed_names(self) -> list[str]:
        """The fields that are simply written, in their order."""
        return [name for name in self.page.typed if name in self.fields]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if self.page.id == FAMILY and given.get("is_told") == NO:
            self._check_ground(given)
        if any(len(line) > 400 for line in given.get("asks", "").splitlines()):
            self.add_error("asks", "Shorten each line to 400 letters.")
        return given

    def _check_ground(self, given: dict[str, Any]) -> None:
        latest = look_again_by(given.get("ground", ""), timezone.localdate())
        if latest is None:
            self.add_error("ground", "Choose the ground for not telling the family yet.")
            return
        day = given.get("look_again_on")
        if day is not None and not timezone.localdate() < day <= latest:
            words = f"after today, by {latest.day} {latest:%B %Y} at the latest."
            self.add_error("look_again_on", f"Say when telling the family is looked at again: {words}")


def _ticks(label: str, found: Sequence[Offered]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(str(one.id), one.words) for one in found],
    )


def _typed(one: referral.Field) -> forms.CharField:
    widget = forms.Textarea if one.rows > 1 else forms.TextInput
    return forms.CharField(
        label=one.words, required=False, max_length=referral.FORM_VALUE, widget=widget, help_text=one.hint,
        error_messages={"max_length": f"Shorten “{one.words}” to {referral.FORM_VALUE} letters."},
    )  # fmt: skip


def _radios(label: str, listed: Sequence[Any], hint: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        required=False,
        widget=forms.RadioSelect,
        choices=[(one.id, one.words) for one in listed],
        help_text=hint,
    )


def _kind(*, is_advice: bool) -> DisclosureKind:
    return DisclosureKind.ADVICE if is_advice else DisclosureKind.REFERRAL


def _worry_fields() -> dict[str, forms.Field]:
    return {
        "reason": forms.CharField(
            label="What are you worried about?", required=False, max_length=2_000, widget=forms.Textarea,
            help_text="A few sentences: what you fear will happen if nothing changes.",
        ),
        "because": forms.CharField(
            label="Why do they need what you ticked?", required=False, max_length=500,
            help_text="One sentence. What you did not tick stays here, as more than the least that helps.",
        ),
    }  # fmt: skip


def _family_fields(*, is_advice: bool) -> dict[str, forms.Field]:
    told = forms.ChoiceField(
        label=referral.field_of("told").words, required=False, widget=forms.RadioSelect,
        choices=[(YES, "Yes, we told them"), (NO, "Not yet, for a reason on the list")],
    )  # fmt: skip
    found: dict[str, forms.Field] = {
        "is_told": told,
        "ground": ground_field(),
        "look_again_on": ThreeBoxDateField(
            label="Look at telling them again on", required=False, called="the day telling them is looked at again",
            help_text="Empty: the last day that is allowed, 10 working days.",
        ),
        "basis": _radios(referral.field_of("basis").words, disclosure.bases(), "Sharing does not rest on their agreement."),
    }  # fmt: skip
    if not is_advice:
        hint = "A service, such as family help. It is another question than whether they were told."
        found["agreement"] = _radios(referral.field_of("agreement").words, referral.agreements(), hint)
        found["level"] = _radios(referral.field_of("level").words, referral.levels())
    return found


class DoneForm(forms.Form):
    """Something that was done: when, who of them, what was said."""

    on = ThreeBoxDateField(label="On which day?", called="the day")
    whom = forms.CharField(
        label="Whom did you speak to?", max_length=200,
        help_text="A name and what they are there.",
        error_messages={"required": "Write whom you spoke to, or what they are there."},
    )  # fmt: skip
    words = forms.CharField(
        label="What was said?", required=False, max_length=MOST_WORDS, widget=forms.Textarea
    )

    def done(self) -> Done:
        """What was answered; today means now."""
        day = self.cleaned_data["on"]
        is_today = day == timezone.localdate()
        at = timezone.now() if is_today else timezone.make_aware(datetime.combine(day, time(12)))
        return Done(at, self.cleaned_data["whom"], self.cleaned_data["words"])


class DecidedForm(DoneForm):
    """What they decided."""

    outcome = forms.ChoiceField(
        label="What did they decide?", widget=forms.RadioSelect,
        choices=[(one.id, one.words) for one in referral.outcomes()],
        error_messages={"required": "Choose what they decided."},
    )  # fmt: skip
    field_order = ("outcome", "on", "whom", "words")


class CloseForm(forms.Form):
    """Why it is closed."""

    words = forms.CharField(
        label="Why is it closed?", max_length=MOST_WORDS, widget=forms.Textarea,
        error_messages={"required": "Write why it is closed."},
    )  # fmt: skip


class ClockForm(forms.Form):
    """How soon a call is put in writing here."""

    clock = forms.ChoiceField(
        label="How soon does your area want a referral by telephone in writing?", widget=forms.RadioSelect,
        choices=[(one.id, one.words) for one in referral.written()],
        error_messages={"required": "Choose one."},
    )  # fmt: skip


class ListForm(forms.Form):
    """What the list is narrowed to."""

    shown = forms.ChoiceField(
        label="Show", required=False, choices=[(one.name.lower(), one.value) for one in Shown]
    )
