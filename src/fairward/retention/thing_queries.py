"""Reads what falls due that is no entry: what goes by itself and when, what waits for a person, what was decided and waits.

Counts, days and references only; it opens nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fairward.access.decisions import check
from fairward.audit.log import record_list
from fairward.kernel.actor import Actor
from fairward.organisations.queries import names_of_members
from fairward.retention.kinds import GoingKind, Named, Thing, kinds, ordered
from fairward.retention.models import Destruction, DestructionItem
from fairward.retention.review_policies import SOON
from fairward.retention.thing_policies import DECIDE, SEE
from fairward.retention.vocabulary import ItemKind
from fairward.rules.retention import RetentionClass, automatic_rules, class_named

MOST = 100


@dataclass(frozen=True, slots=True)
class GoesByItself:
    """One class of which something goes by itself: how many tonight, how many within a month, how many a hold keeps."""

    rule: RetentionClass
    kind: ItemKind
    tonight: int
    soon: int
    held: int


@dataclass(frozen=True, slots=True)
class Over:
    """One thing whose time is over and that waits for somebody's decision."""

    kind: ItemKind
    thing: Thing
    named: Named
    rule: RetentionClass
    is_held: bool


@dataclass(frozen=True, slots=True)
class Ordered:
    """A decision that can still be taken back."""

    id: UUID
    rule: RetentionClass
    things: int
    decided_by: str
    ordered_at: datetime
    not_before: date


def going_for(actor: Actor, today: date, why: str) -> list[GoesByItself]:
    """What goes by itself tonight and within a month, class by class. The look is logged."""
    check(actor, SEE)
    record_list(actor, item_kind="review", item_ids=(), why=why)
    return list(_going(actor.organisation_id, today))


def over_for(actor: Actor, today: date, why: str) -> tuple[list[Over], int]:
    """(The first of what waits for a decision, the longest due first; how many there are). The list is logged."""
    check(actor, DECIDE)
    found = list(_over(actor.organisation_id, today))
    shown = found[:MOST]
    record_list(actor, item_kind="case", item_ids=[one.thing.id for one in shown], why=why)
    return shown, len(found)


def over_count(organisation_id: UUID, today: date) -> int:
    """How many wait for a decision and are not held: for the home page."""
    return sum(not one.is_held for one in _over(organisation_id, today))


def ordered_by(organisation_id: UUID, today: date) -> list[Ordered]:
    """What was decided and has not come to its day, the next first."""
    rows = list(
        Destruction.objects.filter(
            organisation_id=organisation_id, not_before__gt=today, done_at__isnull=True
        ).order_by("not_before", "id")
    )
    items = DestructionItem.objects.filter(
        organisation_id=organisation_id, destruction_id__in=[row.id for row in rows]
    )
    counts: dict[UUID, int] = defaultdict(int)
    for order_id in items.values_list("destruction_id", flat=True):
        counts[order_id] += 1
    names = names_of_members(organisation_id, [row.ordered_by for row in rows if row.ordered_by])
    return [
        Ordered(
            row.id, class_named(row.rule_id, today), counts[row.id],
            names[row.ordered_by].name if row.ordered_by in names else "", row.ordered_at, row.not_before or today,
        )
        for row in rows
    ]  # fmt: skip


def _going(organisation_id: UUID, today: date) -> Iterator[GoesByItself]:
    by_itself = automatic_rules(today)
    for kind in kinds():
        rules: dict[str, list[Thing]] = defaultdict(list)
        for one in kind.due(organisation_id, today + SOON):
            if one.rule_id in by_itself and one.destroy_on <= today + SOON:
                rules[one.rule_id].append(one)
        for rule_id, things in sorted(rules.items()):
            yield _counted(organisation_id, kind, class_named(rule_id, today), things, today)


def _counted(
    organisation_id: UUID, kind: GoingKind, rule: RetentionClass, things: Sequence[Thing], today: date
) -> GoesByItself:
    held = kind.held(organisation_id, [one.id for one in things])
    free = [one for one in things if one.id not in held]
    tonight = sum(one.destroy_on <= today for one in free)
    return GoesByItself(rule, kind.kind, tonight, len(free) - tonight, len(held))


def _over(organisation_id: UUID, today: date) -> Iterator[Over]:
    by_itself = automatic_rules(today)
    for kind in (one for one in kinds() if one.is_decided):
        due = [one for one in kind.due(organisation_id, today) if one.rule_id not in by_itself]
        ids = [one.id for one in due]
        waiting, held = ordered(organisation_id, kind.kind, ids), kind.held(organisation_id, ids)
        names = kind.named(organisation_id, ids)
        for one in due:
            if one.id not in waiting:
                called = names.get(one.id, Named(kind.kind.word))
                yield Over(kind.kind, one, called, class_named(one.rule_id, today), one.id in held)
