"""Reads a hub's own threshold document and hours, and counts with them. It may not know a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from fairward.hub.intake.models import Practice
from fairward.rules.clocks import Calendars
from fairward.rules.opening import DAYS, HubHours


@dataclass(frozen=True, slots=True)
class PracticeFacts:
    """The threshold document and the hours that count now. Version 0: nobody has entered any; the hours are the usual ones."""

    version: int = 0
    threshold: str = ""
    days: tuple[int, ...] = (0, 1, 2, 3, 4)
    opens: time = time(8)
    closes: time = time(18)
    made_at: datetime | None = None
    made_by: UUID | None = None

    @property
    def hours(self) -> HubHours:
        """The week as the clocks count it."""
        return HubHours({day: [(self.opens, self.closes)] for day in self.days})

    @property
    def words(self) -> str:
        """The hours as people say them."""
        return f"{', '.join(DAYS[day] for day in self.days)}, {self.opens:%H:%M} to {self.closes:%H:%M}"


def practice_of(organisation_id: UUID) -> PracticeFacts:
    """What counts now."""
    row = Practice.objects.filter(organisation_id=organisation_id).order_by("-version").first()
    if row is None:
        return PracticeFacts()
    days = tuple(day for day in range(7) if row.days >> day & 1)
    return PracticeFacts(row.version, row.threshold, days, row.opens, row.closes, row.made_at, row.made_by)


def places_of(organisation_id: UUID) -> Calendars:
    """What the clocks of this hub count with."""
    return Calendars(hub=practice_of(organisation_id).hours)
