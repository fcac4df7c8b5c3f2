"""When a transfer is due and when somebody is reminded, by the rules and the school's own calendar. No writing."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from fairward.organisations.queries import school_calendar
from fairward.rules import clocks, transfers
from fairward.rules.clocks import Calendars
from fairward.rules.transfers import TransferClock


def calendars_of(organisation_id: UUID) -> Calendars:
    """What this school counts with."""
    return Calendars(school_calendar(organisation_id))


def clock_of(leaves_on: date | None, places: Calendars) -> TransferClock | None:
    """The clock of a transfer; none while the day is not known."""
    return None if leaves_on is None else transfers.clock(leaves_on, places)


def columns_of(leaves_on: date | None, places: Calendars) -> dict[str, datetime | None]:
    """What a row keeps of its clock, to be put in order by."""
    found = clock_of(leaves_on, places)
    return {"due_at": found.due.at if found else None, "warn_at": found.due.warn_at if found else None}


def chase_at(sent_at: datetime, places: Calendars) -> datetime:
    """When a receipt should be here."""
    return clocks.due(transfers.RECEIPT, sent_at, places).at


def ask_again_on(day: date, places: Calendars) -> date:
    """When somebody asks again where a child has gone."""
    return transfers.next_look(transfers.DESTINATION, day, places)
