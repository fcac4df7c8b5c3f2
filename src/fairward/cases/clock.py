"""When a case is due, with the sentence that explains it: rule, stops, extension, the school's own calendar. No writing."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from fairward.cases.models import Case
from fairward.cases.queries import stops_of
from fairward.organisations.queries import school_calendar
from fairward.rules import clocks
from fairward.rules.clocks import Calendars, Due, Standing


def calendars_of(organisation_id: UUID) -> Calendars:
    """What this organisation counts with."""
    return Calendars(school_calendar(organisation_id))


def first_due(organisation_id: UUID, rule_id: str, starts_at: datetime) -> Due:
    """The deadline of a case that begins: nothing has stopped or lengthened its clock yet."""
    rule = clocks.rule(rule_id, timezone.localtime(starts_at).date())
    return clocks.due(rule, timezone.localtime(starts_at), calendars_of(organisation_id))


def look_at_case(
    case: Case, *, waiting_for: str = "their answer", places: Calendars | None = None
) -> Due | Standing:
    """The deadline of a case, or that its clock stands still; `places` saves asking for the calendar of each of many."""
    rule = clocks.rule(case.rule_id, timezone.localtime(case.clock_starts_at).date())
    stops = stops_of(case.organisation_id, case.id) if rule.may_stop else []
    return clocks.look(
        rule, timezone.localtime(case.clock_starts_at), places or calendars_of(case.organisation_id),
        stopped=stops, is_extended=case.is_extended, waiting_for=waiting_for,
    )  # fmt: skip


def because_of_case(case: Case) -> tuple[str, bool]:
    """(why the last day is when it is, whether the clock stands still), said to whoever asked."""
    found = look_at_case(case, waiting_for="your answer")
    return found.because, isinstance(found, Standing)


def may_stop(case: Case) -> bool:
    """Whether waiting for an answer stops the clock of this case."""
    return clocks.rule(case.rule_id, timezone.localtime(case.clock_starts_at).date()).may_stop


def may_extend(case: Case, now: datetime) -> bool:
    """Whether the rule allows a longer period, it was not used yet, and the first one is not over."""
    rule = clocks.rule(case.rule_id, timezone.localtime(case.clock_starts_at).date())
    return rule.extension is not None and not case.is_extended and now <= case.due_at
