"""What must hold before a case is decided, approved, told and closed. Pure; the guards themselves are `hub.workflow`'s."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fairward.access.decisions import check
from fairward.exchange.package.contents import Told as FamilyTold
from fairward.hub.decisions.vocabulary import How
from fairward.hub.intake.case_queries import CaseFacts
from fairward.hub.vocabulary import CaseState, Route
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import Label
from fairward.rules import family

DECIDE = "hub:case:decide"
TELL = "hub:family:tell"
LONGEST = 20_000
# What a family can never be told: a decision that rests on nothing else needs a second approver.
_UNTOLD = frozenset({Label.HUB_ONLY, Label.SEALED})


@dataclass(frozen=True, slots=True)
class Telling:
    """How somebody was told, or why later."""

    how: How | None
    words: str
    ground: str = ""
    look_again_on: date | None = None


def check_may_tell(actor: Actor) -> None:
    """Whoever tells what was decided, to a family, whoever told it, or agencies; and that something of it was put right."""
    check(actor, TELL)


def rests_on_untold_only(labels: Collection[Label]) -> bool:
    """Whether everything that the reasons rest on can never be told to the family."""
    return bool(labels) and set(labels) <= _UNTOLD


def check_can_approve(decided_by: UUID, own: UUID, *, stands: bool, is_flagged: bool = False) -> None:
    """Somebody else than the decider, once; not after something that it rests on was put right."""
    if stands:
        raise Denied("stands_already", "This decision was approved already.")
    if decided_by == own:
        raise Denied("second_approver", "You decided it. Somebody else approves it, by name.")
    if is_flagged:
        raise Denied(
            "put_right_since", "Something that it rests on was put right since. It is decided again first."
        )


def check_telling(telling: Telling, today: date, *, may_be_later: bool) -> None:
    """Told in some way, with what was said; or, for the family, later, with a listed ground and a day within its bound."""
    if not telling.words.strip():
        raise Denied("no_words", "Write what was said, or why they are told later.")
    if len(telling.words) > LONGEST:
        raise Denied("too_long", "Shorten this.")
    if telling.how is not None:
        return
    grounds = {each.id: each for each in family.grounds()}
    if not may_be_later or telling.ground not in grounds:
        raise Denied("no_ground", "Choose how they were told, or the ground for telling them later.")
    latest = grounds[telling.ground].review_by(today)
    if telling.look_again_on is None or not today < telling.look_again_on <= latest:
        words = f"{latest.day} {latest:%B %Y}"
        raise Denied("no_review", f"Say when this is looked at again: after today, by {words} at the latest.")


def check_is_to_be_told(state: CaseState, *, was_put_off: bool = False) -> None:
    """People are told when it is decided, and before it is closed; a family that hears later, also after that."""
    if state is CaseState.CLOSED and was_put_off:
        return
    if state is not CaseState.FEEDBACK_DUE:
        raise Denied("not_now", f"This case is {state.word}. People are told once it is decided.")


def check_can_forward(facts: CaseFacts) -> None:
    """Only a contact that went this way, until it is closed."""
    if facts.route is not Route.OPEN_CASE_FORWARDED:
        raise Denied("other_route", "This contact went another way. Only an open case is passed to its team.")
    check_is_to_be_told(facts.state)


def check_family(told: FamilyTold, today: date) -> None:
    """The family knows, or does not yet with a listed ground and a day within its bound."""
    if told.is_told:
        return
    ground = told.ground.code if told.ground else ""
    check_telling(Telling(None, ground or "-", ground, told.look_again_on), today, may_be_later=True)


def untold(wanted: Iterable[UUID | None], told: Collection[UUID | None]) -> list[UUID | None]:
    """Who is still to be told."""
    return [one for one in wanted if one not in told]
