"""Puts looks that wait for somebody of a family into words for leads. It may not query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from fairward.design.words import date_words, moment_words
from fairward.kernel.vocabulary import FamilyDecision
from fairward.rights.releasing_queries import HiddenEntry, WaitingLook
from fairward.rules import family


@dataclass(frozen=True, slots=True)
class WaitingOnPage:
    """One look for the lead: who, when, why, which part, and why it waits."""

    line_id: UUID
    title: str
    why: str
    parts: Sequence[str]
    waits: Sequence[str]


def waiting_on_page(one: WaitingLook) -> WaitingOnPage:
    """One look that waits."""
    tried = " tried to open it and was stopped" if one.is_refusal else ""
    return WaitingOnPage(
        one.line_id,
        f"{one.who}, {one.role.word}{tried}, {moment_words(one.at)}",
        one.why[:1].upper() + one.why[1:],
        [hidden_words(each) for each in one.entries],
        list(dict.fromkeys(_waits(each) for each in one.entries)),
    )


def hidden_words(one: HiddenEntry) -> str:
    """An entry for whoever reads its file: no content."""
    return f"{one.kind.word.capitalize()} of {date_words(one.occurred_at)}, {one.purpose.word}"


def _waits(one: HiddenEntry) -> str:
    if one.decision is FamilyDecision.HOLD_BACK:
        ground = family.ground(one.ground).words
        return f"Held back: {ground[:1].lower()}{ground[1:]}"
    if one.decision is FamilyDecision.SHARE_AFTER_TALK:
        return "A talk comes first"
    return "To be shown, not shown yet: then this look is told by itself"
