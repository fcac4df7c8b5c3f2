"""What of telling families waits on the board: who hears it, or a part, later, by its day. It may not open or write."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID

from django.utils import timezone

from fairward.hub.families.later_queries import later_of
from fairward.hub.intake.waiting_queries import MOST, OnBoard


def waits(organisation_id: UUID, now: datetime) -> list[OnBoard]:
    """Telling that was put off, in whole or in part, and is looked at again by now."""
    return [
        OnBoard(
            one.case_id,
            "A part of telling the family, put off" if one.is_part else "Telling the family, put off",
            "whoever tells them",
            _begin(one.look_again_on),
            "hub_families:family" if one.is_part else "decisions:told",
        )
        for one in later_of(organisation_id, by=timezone.localdate(now), most=MOST)
    ]


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
