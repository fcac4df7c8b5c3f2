"""What must hold before somebody is let in to a case, or shown something of it. Pure: it raises Denied, or says nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from fairward.families.vocabulary import AccountState
from fairward.hub.families.vocabulary import Ground
from fairward.hub.intake.vocabulary import PersonKind
from fairward.hub.vocabulary import CaseState
from fairward.kernel.denied import Denied
from fairward.rules import family

SELF = "family:self:use"
LONGEST, LONGEST_SIDE = 20_000, 5_000
_TOLD = frozenset({CaseState.FEEDBACK_DUE, CaseState.CLOSED})


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a worker chose for one reader.

    `asked`: question -> what was asked, in plain words. `later`: questions that are told later, with a listed ground and a
    day. `shown`: items whose words they read.
    """

    why: str
    asked: Mapping[UUID, str] = field(default_factory=dict)
    later: frozenset[UUID] = frozenset()
    shown: frozenset[UUID] = frozenset()
    ground: str = ""
    look_again_on: date | None = None


def check_can_let_in(
    kind: PersonKind, ground: Ground, children: Collection[UUID], known: Collection[UUID], *, has_name: bool
) -> None:
    """A person with a name; for themselves, or as an adult for children whom the case names."""
    if not has_name:
        raise Denied("no_name", "Nobody knows this person's name yet. Add who they are to the case first.")
    if kind is PersonKind.CHILD and ground is not Ground.SELF:
        raise Denied("wrong_ground", "A child is let in to what is about them.")
    if ground is Ground.SELF and children:
        raise Denied("no_children", "Whoever sees what is about themselves answers for no child here.")
    if ground is not Ground.SELF and (not children or not set(children) <= set(known)):
        raise Denied("which_child", "Tick the children for whom they answer.")


def check_is_reader(state: AccountState) -> None:
    """Something is sealed only to somebody who has a key."""
    if state is not AccountState.ACTIVE:
        raise Denied(
            "not_in_yet",
            "They have not come in with their sheet yet, so nothing can be sealed to them. Tell them by talking, or wait.",
        )


def check_is_decided(state: CaseState, *, stands: bool) -> None:
    """Families hear of it once it is decided, also long after the case was closed."""
    if state not in _TOLD:
        raise Denied("not_now", f"This case is {state.word}. People are told once it is decided.")
    if not stands:
        raise Denied("not_decided", "This is not decided yet: a second person approves it first.")


def check_chosen(chosen: Chosen, asked: Collection[UUID], showable: Collection[UUID], today: date) -> None:
    """Everything has its words; only what may be shown is; what is told later has a listed ground and a day in bounds."""
    if not chosen.why.strip():
        raise Denied("no_why", "Write why it was decided so, in words that they understand.")
    if len(chosen.why) > LONGEST:
        raise Denied("too_long", "Shorten why it was decided so.")
    if not chosen.shown <= set(showable):
        raise Denied("not_to_be_shown", "An item that you ticked may not be shown to this person.")
    if not chosen.later <= set(asked):
        raise Denied("no_such_question", "A question that you chose is not about this person.")
    for one in set(asked) - chosen.later:
        if not chosen.asked.get(one, "").strip():
            raise Denied("no_words", "Write for each agency what you asked, in plain words.")
    if chosen.later:
        _check_later(chosen, today)


def _check_later(chosen: Chosen, today: date) -> None:
    grounds = {each.id: each for each in family.grounds()}
    if chosen.ground not in grounds:
        raise Denied("no_ground", "Choose the ground for telling them a part later.")
    latest = grounds[chosen.ground].review_by(today)
    if chosen.look_again_on is None or not today < chosen.look_again_on <= latest:
        words = f"{latest.day} {latest:%B %Y}"
        raise Denied("no_review", f"Say when this is looked at again: after today, by {words} at the latest.")


def check_says(words: str) -> None:
    """Something is said, and not too much for one time."""
    if not words.strip():
        raise Denied("no_words", "Write what you want to say.")
    if len(words) > LONGEST_SIDE:
        raise Denied("too_long", "This is too long. Send a part now, and the rest after it.")
