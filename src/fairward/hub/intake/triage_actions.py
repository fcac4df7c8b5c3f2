"""The only writer of what happens to a contact before it is weighed: completed, sent one way, acted on first. One act each."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.audit.log import record_act
from fairward.exchange.travel.vocabulary import TravelState
from fairward.hub.intake import writing
from fairward.hub.intake.case_queries import facts_from, facts_of
from fairward.hub.intake.content import Identity
from fairward.hub.intake.holding import is_held
from fairward.hub.intake.models import Case
from fairward.hub.intake.policies import check_can_take, check_front, check_route_note, check_says
from fairward.hub.intake.telling import tell_sender
from fairward.hub.intake.vocabulary import Missing, NoteKind, PersonKind
from fairward.hub.vocabulary import CaseState, Route
from fairward.hub.workflow import check_move
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied

S = CaseState
_TOLD = {
    Route.EMERGENCY: "It is treated as an emergency. Somebody acts on it now.",
    Route.OPEN_CASE_FORWARDED: "The child has a worker already, who gets it.",
    Route.ADVICE_ONLY: "You have our advice. Nothing about a child is kept here.",
    Route.RATE: "It is being rated.",
}


@transaction.atomic
def add_person(*, by: Actor, case_id: UUID, kind: PersonKind, identity: Identity) -> UUID:
    """Note whom a case is about, or an adult around the child. Nobody is looked up and nobody joined."""
    check_can_take(by)
    row = writing.locked(by.organisation_id, case_id)
    if row.state == S.CLOSED:
        raise Denied("closed", "This case is closed. Open it again as a new one.")
    check_says(identity.name or identity.looks, "no_identity", "Write the name, or what they look like.")
    person_id = writing.write_person(by.organisation_id, case_id, kind, identity, by.membership_id)
    writing.keep(row, has_identity=row.has_identity or kind is PersonKind.CHILD)
    record_act(by, act="hub.person_added", item_kind="case", item_id=case_id)
    return person_id


@transaction.atomic
def ask_for_missing(*, by: Actor, case_id: UUID, missing: Missing, words: str) -> None:
    """Ask whoever told it for one thing. Whoever sent a package hears it in a receipt; the clock runs on."""
    check_can_take(by)
    check_says(words, "no_words", "Write what you ask for, as you would say it to them.")
    row = writing.locked(by.organisation_id, case_id)
    row.missing = int(missing)
    writing.move(row, S.INCOMPLETE, facts_of(facts_from(row)))
    writing.write_note(by, case_id, NoteKind.ASKED, words)
    writing.keep(row)
    tell_sender(by, row.arrival_id, TravelState.QUERIED, words)
    record_act(by, act="hub.missing_asked", item_kind="case", item_id=case_id, why=missing.code)


@transaction.atomic
def note_missing_came(*, by: Actor, case_id: UUID, words: str) -> None:
    """The missing thing has come; the contact goes on to triage."""
    check_can_take(by)
    check_says(words, "no_words", "Write what they told you.")
    row = writing.locked(by.organisation_id, case_id)
    row.missing = int(Missing.NOTHING)
    writing.move(row, S.TRIAGE, facts_of(facts_from(row)))
    writing.write_note(by, case_id, NoteKind.CAME, words)
    writing.keep(row, has_reason=True)
    record_act(by, act="hub.missing_came", item_kind="case", item_id=case_id)


@transaction.atomic
def choose_route(*, by: Actor, case_id: UUID, route: Route, note: str = "") -> None:
    """Choose which way a contact goes. To be rated: what came in is of the case from now on, no longer of the intake.

    Advice only: what came in is destroyed, the advice stays; under a hold it stays too, and goes with the case. An emergency
    is `act_first`.
    """
    check_can_take(by)
    if route is Route.EMERGENCY:
        raise Denied("act_first", "In an emergency, call first. Use the red page.")
    check_route_note(route, note)
    row = _routed(by, case_id, route)
    if note.strip():
        writing.write_note(by, case_id, NoteKind.ROUTED, note)
    is_advice = route is Route.ADVICE_ONLY and not is_held(by.organisation_id, case_id)
    if is_advice:
        writing.keep(row, for_named=0, has_identity=False)
    tell_sender(by, row.arrival_id, TravelState.ACCEPTED, _TOLD[route], keeps_sealed=not is_advice)
    record_act(by, act="hub.routed", item_kind="case", item_id=case_id, why=route.code)
    if is_advice:  # keys last: they do not come back if something else fails
        writing.forget_child(by, case_id)
    else:
        writing.hand_to_cases(by, case_id)


@transaction.atomic
def act_first(*, by: Actor, case_id: UUID, called: str = "") -> None:
    """Somebody acts now: police, an order, a visit. Nothing is asked for first, no key is needed; reasons follow."""
    check_can_take(by)
    row = _routed(by, case_id, Route.EMERGENCY)
    if called.strip():
        writing.write_note(by, case_id, NoteKind.ROUTED, called)
    writing.keep(row, reasons_due=True)
    tell_sender(by, row.arrival_id, TravelState.ACCEPTED, _TOLD[Route.EMERGENCY])
    record_act(by, act="hub.routed", item_kind="case", item_id=case_id, why=Route.EMERGENCY.code)


@transaction.atomic
def complete_reasons(*, by: Actor, case_id: UUID, words: str) -> None:
    """Write afterwards what was done first, and why; what came in is of the case from now on."""
    check_can_take(by)
    check_says(words, "no_reasons", "Write who was called, what was done, and why it could not wait.")
    row = writing.locked(by.organisation_id, case_id)
    if not row.reasons_due:
        raise Denied("not_now", "The reasons are written already.")
    writing.hand_to_cases(by, case_id)
    writing.write_note(by, case_id, NoteKind.REASONS, words)
    writing.keep(row, reasons_due=False)
    record_act(by, act="hub.reasons_completed", item_kind="case", item_id=case_id)


def _routed(by: Actor, case_id: UUID, route: Route) -> Case:
    """Take the steps to and through triage; Denied with what is missing. Danger is asked for nothing."""
    row = writing.locked(by.organisation_id, case_id)
    check_front(S(row.state))
    row.is_danger = row.is_danger or route is Route.EMERGENCY
    facts = facts_of(facts_from(row), route=route)
    check_move(S.CONTACT_RECEIVED, S.TRIAGE, facts)
    if row.state != S.TRIAGE:
        writing.move(row, S.TRIAGE, facts)
    if route is Route.RATE:
        row.held_by = None  # it waits for a qualified person, whoever of them is there
    else:
        writing.move(row, S.FEEDBACK_DUE, facts)
    writing.keep(
        row,
        route=int(route),
        routed_at=timezone.now(),
        routed_by=by.membership_id,
        missing=int(Missing.NOTHING),
    )
    return row
