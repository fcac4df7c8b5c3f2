"""What must hold before somebody asks that an item is put right. Pure."""

from __future__ import annotations

from fairward.access.decisions import check, may
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied

READ, SELF = "hub:case:read", "family:self:use"
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
