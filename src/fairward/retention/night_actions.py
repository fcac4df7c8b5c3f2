"""What a night does without anybody asking: counts dates again whose ground has changed, orders what goes by itself.

It may not destroy anything: the engine does.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.db import transaction

from fairward.audit.log import record_job
from fairward.retention.kinds import kinds, ordered
from fairward.retention.orders import order
from fairward.retention.recomputing import recompute_stale
from fairward.retention.vocabulary import WhyDestroyed
from fairward.rules.retention import automatic_rules


@transaction.atomic
def count_again(organisation_id: UUID) -> int:
    """Count again what a day or a period changed for, and say so in the log if any date became another; returns how many."""
    changed = recompute_stale(organisation_id)
    if changed:
        record_job(
            organisation_id, act="retention.recounted", item_kind="organisation", item_id=organisation_id
        )
    return changed


@transaction.atomic
def order_what_is_due(organisation_id: UUID, today: date) -> int:
    """Order whatever is no entry, goes by itself and has come to its last day, except what a hold freezes; how many orders."""
    by_itself, made = automatic_rules(today), 0
    for kind in kinds():
        rules: dict[str, list[UUID]] = defaultdict(list)
        for one in kind.due(organisation_id, today):
            if one.rule_id in by_itself and one.destroy_on <= today:
                rules[one.rule_id].append(one.id)
        for rule_id, ids in sorted(rules.items()):
            waiting = ordered(organisation_id, kind.kind, ids)
            made += order(
                None, organisation_id=organisation_id, kind=kind.kind, item_ids=[one for one in ids if one not in waiting],
                rule_id=rule_id, why=WhyDestroyed.AUTOMATIC,
            ) is not None  # fmt: skip
    if made:
        record_job(
            organisation_id,
            act="retention.ordered_by_schedule",
            item_kind="organisation",
            item_id=organisation_id,
        )
    return made
