"""The only writer of a hub's own threshold document and hours. Earlier versions stay: ratings were given by them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.audit.log import record_act
from fairward.hub.intake.models import Practice
from fairward.hub.intake.policies import PRACTICE
from fairward.hub.intake.practice_queries import practice_of
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.rules.opening import HubHours


@transaction.atomic
def change_practice(*, by: Actor, threshold: str, days: Iterable[int], opens: time, closes: time) -> None:
    """From now on ratings are given by this document and clocks count these hours; what is due already stays due then."""
    check(by, PRACTICE)
    chosen = sorted(set(days))
    for problem in HubHours({day: [(opens, closes)] for day in chosen}).problems():
        raise Denied("hours", problem)
    if not threshold.strip():
        raise Denied("no_threshold", "Enter the text of the threshold document.")
    Practice.objects.create(
        organisation_id=by.organisation_id, version=practice_of(by.organisation_id).version + 1,
        threshold=threshold.strip(), days=sum(1 << day for day in chosen), opens=opens, closes=closes,
        made_at=timezone.now(), made_by=by.membership_id,
    )  # fmt: skip
    record_act(by, act="hub.practice_changed", item_kind="organisation", item_id=by.organisation_id)
