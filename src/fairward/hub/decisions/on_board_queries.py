"""What of telling waits on the board: families who hear later, when that is to be looked at again. It may not open or write."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID

from django.utils import timezone

from fairward.hub.decisions.models import Feedback
from fairward.hub.intake.waiting_queries import MOST, OnBoard


def waits(organisation_id: UUID, now: datetime) -> list[OnBoard]:
    """Telling that was put off and is looked at again by now."""
    today = timezone.localdate(now)
    rows = Feedback.objects.filter(
        organisation_id=organisation_id, how__isnull=True, look_again_on__lte=today
    )
    found = rows.order_by("look_again_on").values_list("case_id", "look_again_on")[:MOST]
    return [
        OnBoard(case_id, "Telling the family, put off", "whoever decides", _begin(day), "decisions:told")
        for case_id, day in found
        if day is not None
    ]


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
