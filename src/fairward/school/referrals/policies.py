"""What must be true before something is done about a referral. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fairward.exchange.choosing.content import Chosen, FormAnswer
from fairward.files.policies import MOST_TEXT
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import Basis, OrganisationKind
from fairward.rules import family, referral
from fairward.school.referrals.vocabulary import BegunFrom

MOST_WORDS = 4_000


@dataclass(frozen=True, slots=True)
class NewReferral:
    """What somebody says who begins one: to whom, whether a child is in danger, whether the child is not to be named."""

    partner_id: UUID | None
    recipient: str
    recipient_kind: OrganisationKind | None
    is_danger: bool
    is_advice: bool = False
    begun_from: BegunFrom = BegunFrom.FILE
    from_entry_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """What somebody telephoned. Only whom they spoke to is needed; the rest may follow."""

    at: datetime
    whom: str
    said: str = ""
    agreed: str = ""
    is_told: bool = False
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """Something done about a referral: when, who of them, and the words."""

    at: datetime
    whom: str = ""
    words: str = ""


def check_can_begin(new: NewReferral) -> None:
    """A referral needs nothing but a child and a recipient. In danger even that is ready to choose."""
    if new.partner_id is None and not new.recipient.strip():
        raise Denied("no_recipient", "Choose whom you refer to, or write the name of the organisation.")
    if new.partner_id is None and new.recipient_kind is None:
        raise Denied("no_recipient_kind", "Choose what sort of organisation it is.")
    if new.is_advice and new.is_danger:
        raise Denied(
            "advice_in_danger", "In danger, refer by name: nobody can help a child whom they cannot find."
        )


def check_call(call: Call, now: datetime) -> None:
    """Whom, and a moment that is not ahead. Nobody has to agree to a call."""
    if not call.whom.strip():
        raise Denied("no_whom", "Write whom you spoke to, or what they are there.")
    if call.at > now:
        raise Denied("call_ahead", "The call cannot lie ahead.")
    if not call.is_told and call.ground not in {one.id for one in family.grounds()}:
        raise Denied("no_ground", "Choose the ground for not telling the family yet.")


def check_done(done: Done, what: str, now: datetime) -> None:
    """Who and why, and a moment that is not ahead."""
    if not done.whom.strip():
        raise Denied("no_whom", "Write whom you spoke to, or what they are there.")
    check_words(done.words, what)
    if done.at > now:
        raise Denied("step_ahead", "The day cannot lie ahead.")


def check_words(words: str, what: str) -> None:
    """A few sentences, not none and not pages."""
    if not words.strip():
        raise Denied("empty_text", f"Write {what}.")
    if len(words) > min(MOST_WORDS, MOST_TEXT):
        raise Denied("text_too_long", f"Shorten {what} to {MOST_WORDS:,} letters.")


def answer_of(chosen: Chosen, field_id: str) -> str:
    """What a field of the form says; empty where it says that there is no information."""
    found = next((one.value for one in chosen.form if one.id == field_id), "")
    return "" if found == referral.no_information() else found


def listed_answer(chosen: Chosen, field_id: str, listed: tuple[referral.Listed, ...]) -> str:
    """The id of the answer on a list that a field holds in words."""
    words = answer_of(chosen, field_id)
    return next((one.id for one in listed if one.words == words), "")


def agreement_of(chosen: Chosen) -> str:
    """Whether the family agrees to a service; empty if nobody has said."""
    return listed_answer(chosen, "agreement", referral.agreements())


def filled_in(chosen: Chosen, bases: dict[UUID, Basis]) -> set[str]:
    """Which of the needed answers are there. `bases`: how each passage that may be chosen is known."""
    chosen_bases = {bases[key] for key, one in chosen.passages.items() if one.is_in and key in bases}
    is_told = chosen.is_told or (chosen.is_told is False and bool(chosen.ground and chosen.look_again_on))
    said = {
        "told": is_told, "basis": chosen.basis, "worry": chosen_bases, "asks": any(one.strip() for one in chosen.asks),
        "child_words": Basis.CHILD_SAID in chosen_bases or answer_of(chosen, "no_child_words"),
    }  # fmt: skip
    ids = {one.id for one in referral.needed()}
    return {one for one in ids if (said[one] if one in said else answer_of(chosen, one))}


def lacking_in(chosen: Chosen, bases: dict[UUID, Basis], *, is_advice: bool) -> tuple[referral.Needed, ...]:
    """What an ordinary referral still needs, and an urgent one adds later."""
    return referral.lacking(filled_in(chosen, bases), agreement=agreement_of(chosen), is_advice=is_advice)


def with_answers(
    chosen_form: tuple[FormAnswer, ...], answers: dict[str, str], order: list[str]
) -> tuple[FormAnswer, ...]:
    """The form with some answers changed, in the order of the form; a blank one says that there is no information."""
    kept = {one.id: one for one in chosen_form}
    for field_id, value in answers.items():
        words = referral.field_of(field_id).words
        kept[field_id] = FormAnswer(
            field_id, words, value.strip()[: referral.FORM_VALUE] or referral.no_information()
        )
    place = {field_id: number for number, field_id in enumerate(order)}
    return tuple(sorted(kept.values(), key=lambda one: place.get(one.id, len(place))))


def look_again_by(ground: str, today: date) -> date | None:
    """The last day on which telling the family is looked at again, for a ground on the list."""
    found = {one.id: one for one in family.grounds()}.get(ground)
    return None if found is None else found.review_by(today)
