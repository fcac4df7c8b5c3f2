"""What falls due at a hub or an agency, in words and rows. It may not query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fairward.design.addresses import url
from fairward.design.pieces import Cell, Row
from fairward.design.words import date_words, plural
from fairward.retention.schedule_words import limits_words
from fairward.retention.thing_queries import GoesByItself, Ordered, Over

GOING = ("What", "Tonight", "Within a month", "Held")


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be ticked, or why it cannot."""

    id: str
    words: str
    hint: str
    href: str
    is_held: bool


def going_rows(found: Sequence[GoesByItself]) -> list[Row]:
    """What goes by itself, class by class."""
    return [
        Row(
            [
                Cell(
                    one.rule.title, url("schedule:class", rule_id=one.rule.id),
                    note=limits_words(one.rule.destroy, is_latest=one.rule.is_latest),
                ),
                Cell(f"{one.tonight:,}"), Cell(f"{one.soon:,}"), Cell(f"{one.held:,}"),
            ]
        )
        for one in found
    ]  # fmt: skip


def choices(found: Sequence[Over]) -> list[Choice]:
    """What waits for a decision, each with its days."""
    return [
        Choice(
            str(one.thing.id), one.named.words[:1].upper() + one.named.words[1:],
            f"Came on {date_words(one.thing.recorded_on)}. Last day: {date_words(one.thing.destroy_on)}. {one.rule.title}.",
            one.named.href, one.is_held,
        )
        for one in found
    ]  # fmt: skip


def ordered_words(one: Ordered) -> str:
    """A decision that can be taken back, in a sentence."""
    who = f"{one.decided_by} decided on {date_words(one.ordered_at)}" if one.decided_by else "Decided"
    return f"{plural(one.things, 'case')}: {who}. Destroyed in the night of {date_words(one.not_before)}."
