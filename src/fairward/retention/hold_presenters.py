"""Holds in words: what is frozen, by what, for how long. It may not query."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from fairward.design.addresses import url
from fairward.design.pieces import Cell, Chip, Fact, Row
from fairward.design.words import date_words, listed, plural
from fairward.retention.hold_policies import Scope
from fairward.retention.hold_queries import Bite, Frozen, HoldSeen
from fairward.retention.kinds import Named
from fairward.retention.vocabulary import ONE
from fairward.rules.themes import words_of


@dataclass(frozen=True, slots=True)
class HeldWords:
    """A hold where it is felt: its sentence, and where it can be read in full (empty for who may not)."""

    sentence: str
    href: str


def scope_words(scope: Scope, child: str = "", thing: Named | None = None) -> str:
    """What a hold names, as in "Amy Fairbairn, child protection, theme physical abuse, from 3 March 2026"."""
    parts = [child] if child else []
    if scope.item_id:
        parts.append(thing.words if thing else "something that is gone")
    if scope.purpose:
        parts.append(f"{scope.purpose.word} files")
    elif scope.file_id:
        parts.append("one file")
    if scope.theme:
        theme = words_of(scope.theme)
        parts.append(f"theme “{theme}”")
    if scope.since_on:
        parts.append(f"from {date_words(scope.since_on)}")
    if scope.until_on:
        parts.append(f"until {date_words(scope.until_on)}")
    said = ", ".join(parts)
    return said[:1].upper() + said[1:]


def frozen_words(frozen: Frozen) -> str:
    """How much that is."""
    others = [plural(count, ONE[kind], kind.word) for kind, count in frozen.others.items()]
    if others and not frozen.entries:
        return listed(others)
    if not frozen.entries:
        return "nothing yet; what is filed into it later is frozen as well"
    words = f"{plural(frozen.entries, 'entry', 'entries')} of {plural(frozen.children, 'child', 'children')}"
    return f"{words}, {frozen.due:,} of them due to be looked at" if frozen.due else words


def hold_rows(holds: Iterable[HoldSeen]) -> list[Row]:
    """The list of holds: what, why, whose, when people look again."""
    return [_row(one) for one in holds]


def _row(one: HoldSeen) -> Row:
    chips = [Chip("Overdue", "danger")] if one.is_overdue else []
    if one.lifted_at is None:
        when, amount = Cell(date_words(one.review_on), chips=chips), _amount(one.frozen.total)
    else:
        when, amount = Cell(f"Ended {date_words(one.lifted_at)}", note=f"by {one.lifted_by}"), "–"
    words = one.kind.word
    return Row(
        [
            Cell(scope_words(one.scope, one.child, one.thing), url("retention:hold", hold_id=one.id)),
            Cell(words[:1].upper() + words[1:]), Cell(one.owner), when, Cell(amount),
        ],
        tone="danger" if one.is_overdue else "plain",
    )  # fmt: skip


def _amount(count: int) -> str:
    """A bare number would not say of what."""
    return f"{count:,} {'thing' if count == 1 else 'things'}"


def hold_facts(one: HoldSeen) -> list[Fact]:
    """Everything about one hold."""
    words = one.kind.word
    facts = [
        Fact("What is held", scope_words(one.scope, one.child, one.thing)),
        Fact("Because of", words[:1].upper() + words[1:]),
        Fact("Reason", one.reason),
        Fact("Answers for it", one.owner),
        Fact("Made", f"{date_words(one.made_at)}, {one.made_by}"),
    ]
    if one.lifted_at is None:
        overdue = " (overdue)" if one.is_overdue else ""
        facts.append(Fact("Looked at again on", f"{date_words(one.review_on)}{overdue}"))
        facts.append(Fact("Freezes now", frozen_words(one.frozen)))
    else:
        facts.append(Fact("Ended", f"{date_words(one.lifted_at)}, {one.lifted_by}: {one.lifted_because}"))
    facts += [
        Fact(
            f"{said.what.capitalize()}, {date_words(said.on)}", f"{one.names.get(said.by, '')}: {said.reason}"
        )
        for said in one.since
    ]
    return facts


def new_facts(
    kind_words: str,
    scope: Scope,
    called: str,
    reason: str,
    owner: str,
    review_on: date,
    thing: Named | None = None,
) -> list[Fact]:
    """A hold that is about to be made."""
    return [
        Fact("What is held", scope_words(scope, called, thing)),
        Fact("Because of", kind_words[:1].upper() + kind_words[1:]),
        Fact("Reason", reason),
        Fact("Answers for it", owner),
        Fact("Looked at again on", date_words(review_on)),
    ]


def held_words(bites: Sequence[Bite], *, may_read: bool) -> list[HeldWords]:
    """The sentences of the notice that is shown wherever a hold is felt."""
    return [
        HeldWords(
            f"Held because of {one.kind.word} since {date_words(one.since)}: it is not destroyed, reduced or moved.",
            url("retention:hold", hold_id=one.hold_id) if may_read else "",
        )
        for one in bites
    ]
