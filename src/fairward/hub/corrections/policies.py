"""What must hold before somebody asks that an item is put right. Pure."""

from __future__ import annotations

from fairward.access.decisions import check, may
from fairward.hub.corrections.vocabulary import PutRightState
from fairward.hub.intake.case_queries import InCase
from fairward.hub.intake.vocabulary import PersonKind
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied

READ, SELF, SEND = "hub:case:read", "family:self:use", "hub:enquiry:send"
LONGEST = 5_000


def check_may_ask(by: Actor, *, is_for_person: bool) -> None:
    """A worker of the hub, for somebody or by themselves; somebody of the family, for themselves."""
    if may(by, SELF) and is_for_person:
        return
    check(by, READ)


def check_words(words: str) -> None:
    """Somebody says what is wrong."""
    if not words.strip():
        raise Denied("no_words", "Write what is wrong with it, and what is right.")
    if len(words) > LONGEST:
        raise Denied("too_long", "Shorten this.")


def check_stands(*, is_replaced: bool, is_asked: bool) -> None:
    """Not twice by the same person, and not about what was put right already."""
    if is_replaced:
        raise Denied("put_right_already", "This was put right already.")
    if is_asked:
        raise Denied("asked_already", "This was asked already, and is not answered yet.")


def check_waits_for_us(state: PutRightState) -> None:
    """It goes to its agency once."""
    if state is not PutRightState.ASKED:
        raise Denied("sent_already", "This went to the agency already.")


def check_may_review(*, needs_look: bool) -> None:
    """A decision is looked at again because something was put right, and once for each time."""
    if not needs_look:
        raise Denied(
            "nothing_put_right", "Nothing that this decision rests on was put right since it was looked at."
        )


def said_by(person: InCase | None, *, is_named: bool = False) -> str:
    """How an agency reads of whoever says it: what they are to the child, and their name only if they agreed to it."""
    if person is None:
        return "somebody who works in the hub"
    who = person.identity
    relation = who.to_child.strip()
    words = (
        "the child"
        if person.kind is PersonKind.CHILD
        else f"the child’s {relation}"
        if relation
        else "somebody of the family"
    )
    return f"{who.words}, {words}" if is_named else words
