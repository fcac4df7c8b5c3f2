"""When whatever comes next in a case is due. Pure: it may not read or move a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fairward.hub.vocabulary import CaseState
from fairward.rules import clocks, hub
from fairward.rules.clocks import Calendars, Due

S = CaseState
FRONT = frozenset({S.CONTACT_RECEIVED, S.INCOMPLETE, S.TRIAGE})


@dataclass(frozen=True, slots=True)
class Standing:
    """What the clock asks of a case."""

    state: CaseState
    received_at: datetime
    is_danger: bool
    is_acknowledged: bool
    decide_by: datetime | None
    routed_at: datetime | None


def next_due(one: Standing, places: Calendars) -> datetime:
    """When the next thing is due. Danger that nobody has rated or routed is due from the moment it came."""
    if one.state in FRONT:
        if one.is_danger:
            return one.received_at
        return min(due.at for due in _front(one, places))
    if one.state is S.FEEDBACK_DUE:
        return clocks.due("referral-decision", one.routed_at or one.received_at, places).at
    return one.decide_by or clocks.due("referral-decision", one.received_at, places).at


def decide_by(rating_code: str, received_at: datetime, places: Calendars) -> Due:
    """When a case with this rating is decided: from receipt, so that a late rating gains no time."""
    return hub.decide_by(rating_code, received_at, places)


def _front(one: Standing, places: Calendars) -> list[Due]:
    rules = ["referral-decision", *([] if one.is_acknowledged else ["referral-acknowledgement"])]
    return [clocks.due(rule, one.received_at, places) for rule in rules]
