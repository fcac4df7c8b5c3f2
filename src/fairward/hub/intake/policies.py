"""Who may do what with a contact, and what must be said. Pure: it raises Denied with a sentence, or says nothing."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from uuid import UUID

from fairward.access.decisions import check
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.hub.vocabulary import CaseState, Route
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import OrganisationKind

TAKE, READ, RATE, PRACTICE = (
    "hub:contact:take",
    "hub:case:read",
    "hub:case:rate",
    "hub:agreements:manage",
)
CONTACTS = frozenset({EnvelopeKind.REFERRAL, EnvelopeKind.ADVICE, EnvelopeKind.NOTIFICATION})
RATED_AGAIN = frozenset(
    {CaseState.RATED, CaseState.GATE, CaseState.ENQUIRING, CaseState.ANALYSIS}
)  # a case whose decision is still to come
OVER = frozenset({CaseState.DECIDED, CaseState.FEEDBACK_DUE, CaseState.CLOSED})
LONGEST = 20_000  # letters of anything typed
ROUTE_ASKS: Mapping[Route, str] = MappingProxyType(
    {
        Route.EMERGENCY: "",  # act first
        Route.OPEN_CASE_FORWARDED: "Say who works with the child and how they were told.",
        Route.ADVICE_ONLY: "Write what you advised. Do not name the child.",
        Route.RATE: "",
    }
)


def check_can_take(actor: Actor) -> None:
    """Only whoever looks at contacts first."""
    check(actor, TAKE)


def check_can_rate(actor: Actor) -> None:
    """Only a qualified person, by name."""
    check(actor, RATE)


def check_is_contact(kind: EnvelopeKind) -> None:
    """Answers, outcomes and files are not contacts."""
    if kind not in CONTACTS:
        raise Denied("no_contact", "This is no contact. It is opened where answers and files are read.")


def check_says(words: str, code: str, sentence: str) -> None:
    """Something must be written."""
    if not words.strip():
        raise Denied(code, sentence)
    if len(words) > LONGEST:
        raise Denied("too_long", "This is too long. Write what matters, and send the rest as a document.")


def check_route_note(route: Route, note: str) -> None:
    """Each way says what must be noted; an emergency asks for nothing first."""
    sentence = ROUTE_ASKS[route]
    if sentence:
        check_says(note, "no_note", sentence)


def check_front(state: CaseState) -> None:
    """What belongs to the beginning of a case is not done later."""
    if state not in (CaseState.CONTACT_RECEIVED, CaseState.INCOMPLETE, CaseState.TRIAGE):
        raise Denied("not_now", "Somebody has taken this further already. Open the case again.")


def check_can_hand_to(to: UUID, own: UUID, readers: frozenset[UUID]) -> None:
    """Only to somebody who can read it."""
    if to not in readers:
        raise Denied("cannot_read", "This person cannot read cases. Choose somebody else.")
    if to == own:
        raise Denied("own", "You have it already. Choose somebody else.")


def check_can_reopen(state: CaseState) -> None:
    """A case that goes on is not opened again."""
    if state not in OVER:
        raise Denied("not_over", "This case goes on. Write what is new in it instead.")


def check_is_hub(kind: int) -> None:
    """Only a hub has a form for the public; of others nobody learns that they are here."""
    if kind != OrganisationKind.HUB:
        raise NotFound("hub")
