"""What waits for the leads among what arrived, for the home page: how much, never what. It may not open anything."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from fairward.access.decisions import may
from fairward.design.addresses import url
from fairward.design.pieces import Link, Need
from fairward.design.words import listed, plural
from fairward.exchange.receiving.sorting_queries import waiting
from fairward.kernel.actor import Actor


def arrived_work(actor: Actor) -> Sequence[Need]:
    """Packages that nobody has opened, and that are opened and not sorted."""
    if not may(actor, "exchange:package:take"):
        return []
    found = waiting(actor.organisation_id, timezone.localdate())
    words = [
        *([f"{plural(found.unopened, 'package')} not opened yet"] if found.unopened else []),
        *([f"{found.unsorted} to sort"] if found.unsorted else []),
        *([f"{found.overdue} waiting for more than ten days"] if found.overdue else []),
    ]
    if not words:
        return []
    notice = Need(
        "Somebody tells you of a child",
        [Link("Open it", url("travel:arrived"), note="Read it before the child comes in")],
        tone="due",
        order=3,
    )
    return [
        *([notice] if found.notices else []),
        Need(
            "From other organisations", [Link("What has arrived", url("travel:arrived"), note=listed(words))],
            tone="due" if found.overdue else "plain", order=15,
        )
    ]  # fmt: skip
