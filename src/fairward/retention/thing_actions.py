"""What people decide about what is no entry: that it goes, and that it stays after all. One act of the log each, atomic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.audit.log import record_act
from fairward.kernel.actor import Actor
from fairward.retention.orders import drop_order, order
from fairward.retention.review_policies import carried_out_from
from fairward.retention.thing_policies import DECIDE, check_chosen, check_in_time
from fairward.retention.thing_queries import over_for
from fairward.retention.vocabulary import ItemKind, WhyDestroyed

WHY = "deciding what is kept no longer"


@transaction.atomic
def order_things(*, by: Actor, ids: Collection[UUID]) -> int:
    """Decide that those of these go that are due and not held, seven days from now; returns how many."""
    check(by, DECIDE)
    today = timezone.localdate()
    chosen: dict[tuple[ItemKind, str], list[UUID]] = defaultdict(list)
    for one in over_for(by, today, WHY)[0]:
        if one.thing.id in ids and not one.is_held:
            chosen[one.kind, one.rule.id].append(one.thing.id)
    check_chosen(len(chosen))
    for (kind, rule_id), things in sorted(chosen.items()):
        order(
            by, organisation_id=by.organisation_id, kind=kind, item_ids=things, rule_id=rule_id,
            why=WhyDestroyed.DECIDED, not_before=carried_out_from(today),
        )  # fmt: skip
    record_act(by, act="retention.things_ordered", item_kind="case", item_id=None)
    return sum(len(things) for things in chosen.values())


@transaction.atomic
def take_back_order(*, by: Actor, order_id: UUID) -> None:
    """What was decided stays after all; anybody who may decide can say so until its day."""
    check(by, DECIDE)
    check_in_time(drop_order(by.organisation_id, order_id))
    record_act(by, act="retention.order_taken_back", item_kind="case", item_id=None)
