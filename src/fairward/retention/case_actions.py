"""Confirms that requests and complaints whose time is over are destroyed. One act, one order for each kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.audit.log import record_act
from fairward.cases.vocabulary import CaseKind
from fairward.kernel.actor import Actor
from fairward.retention.cases import due_cases
from fairward.retention.orders import order
from fairward.retention.vocabulary import ItemKind, WhyDestroyed

RULE = "rights-case-"


@transaction.atomic
def order_cases(*, by: Actor, case_ids: Collection[UUID]) -> int:
    """Order those of the cases that are due and not held; returns how many orders were written."""
    kinds: dict[CaseKind, list[UUID]] = defaultdict(list)
    for one in due_cases(by.organisation_id, timezone.localdate()):
        if one.id in case_ids and not one.is_held:
            kinds[CaseKind(one.kind)].append(one.id)
    orders = [
        order(
            by, organisation_id=by.organisation_id, kind=ItemKind.CASE, item_ids=ids, rule_id=RULE + kind.code,
            why=WhyDestroyed.DECIDED,
        )
        for kind, ids in sorted(kinds.items())
    ]  # fmt: skip
    record_act(by, act="retention.cases_ordered", item_kind="case", item_id=None)
    return sum(one is not None for one in orders)
