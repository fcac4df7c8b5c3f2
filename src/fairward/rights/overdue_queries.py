"""Reads decisions about families that are missing or have run out: since when, and who is asked by now. Dates and ids only.

It may release nothing: that a day has passed changes who is asked, never what somebody is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from uuid import UUID

from django.utils import timezone

from fairward.audit.log import record_list
from fairward.cases.clock import calendars_of
from fairward.files.policies import READERS
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import FamilyDecision, Purpose, Role
from fairward.rights.vocabulary import Step
from fairward.rights.waiting_queries import NEEDING
from fairward.rules import clocks
from fairward.rules.clocks import Due
from fairward.tenancy.rows import fetch

RULES = {
    Step.LEAD: "family-decision-lead",
    Step.HEADTEACHER: "family-decision-headteacher",
    Step.OFFICER: "family-decision-officer",
}
MOST = 5_000
_FAMILY_PURPOSES = [int(one) for one in Purpose if one is not Purpose.STAFF_CONDUCT]
_MISSING = (
    f"SELECT e.id, p.person_id, f.purpose, e.recorded_at {NEEDING} ORDER BY e.recorded_at, e.id LIMIT %s"
)
_RUN_OUT = f"""SELECT e.id, d.person_id, f.purpose, d.decision, coalesce(d.talk_by, d.review_on) AS day
FROM rights_audiencedecision d
JOIN files_entry e ON e.organisation_id = d.organisation_id AND e.id = d.entry_id
JOIN files_file f ON f.organisation_id = e.organisation_id AND f.id = e.file_id
WHERE d.organisation_id = %s AND f.purpose = ANY(%s) AND d.ended_at IS NULL AND (
  (d.decision = {int(FamilyDecision.SHARE_AFTER_TALK)} AND d.talk_by < %s)
  OR (d.decision = {int(FamilyDecision.HOLD_BACK)} AND d.review_on < %s))
ORDER BY day, e.id LIMIT %s"""  # noqa: S608 - constants


class Lack(Enum):
    """What is missing, in words."""

    DECISION = "Nobody has decided"
    TALK = "The day of the talk has passed"
    REVIEW = "The day to look again at holding back has passed"


@dataclass(frozen=True, slots=True)
class Overdue:
    """One decision that is missing: since when, who is asked by now, and the sentence that explains the next step."""

    entry_id: UUID
    person_id: UUID
    purpose: Purpose
    lack: Lack
    since: date
    step: Step
    sentence: str


@dataclass(frozen=True, slots=True)
class OverduePage:
    """What one reader of the page gets: all of it, `linked` when they may open the entries."""

    rows: Sequence[Overdue]
    is_linked: bool


def overdue_decisions(organisation_id: UUID, now: datetime | None = None) -> list[Overdue]:
    """Everything that is missing or has run out, longest first, with the step that it has reached."""
    now = now or timezone.now()
    today = timezone.localtime(now).date()
    own = [organisation_id, _FAMILY_PURPOSES]
    found = [
        (row[0], row[1], row[2], Lack.DECISION, timezone.localtime(row[3]))
        for row in fetch(_MISSING, [*own, MOST])
    ]
    for entry_id, person_id, purpose, decision, day in fetch(_RUN_OUT, [*own, today, today, MOST]):
        lack = Lack.TALK if decision == int(FamilyDecision.SHARE_AFTER_TALK) else Lack.REVIEW
        start = timezone.make_aware(datetime.combine(day, time(23, 59)))
        found.append((entry_id, person_id, purpose, lack, start))
    steps = _Steps(organisation_id, now)
    return sorted(
        (Overdue(row[0], row[1], Purpose(row[2]), row[3], row[4].date(), *steps.of(row[4])) for row in found),
        key=lambda one: (one.since, one.entry_id, one.person_id),
    )


class _Steps:
    """Which step a missing decision has reached, worked out once for each day."""

    def __init__(self, organisation_id: UUID, now: datetime) -> None:
        self._now = now
        self._calendars = calendars_of(organisation_id)
        self._known: dict[datetime, tuple[Step, str]] = {}

    def of(self, start: datetime) -> tuple[Step, str]:
        day = start.replace(hour=23, minute=59, second=0, microsecond=0)
        if day not in self._known:
            self._known[day] = self._reached(day)
        return self._known[day]

    def _reached(self, start: datetime) -> tuple[Step, str]:
        officer, head = self._due(Step.OFFICER, start), self._due(Step.HEADTEACHER, start)
        if officer.at < self._now:
            return Step.OFFICER, officer.sentence
        return (Step.HEADTEACHER if head.at < self._now else Step.LEAD), head.sentence

    def _due(self, step: Step, start: datetime) -> Due:
        rule = clocks.rule(RULES[step], max(start.date(), date(2026, 9, 1)))
        return clocks.due(rule, start, self._calendars)


def overdue_for(actor: Actor, why: str) -> OverduePage:
    """Dates and counts for whoever may see them; the leads, who decide, get the entries as well. The list is logged."""
    rows = overdue_decisions(actor.organisation_id)
    may_open = [purpose for purpose, roles in READERS.items() if actor.role in roles]
    if actor.role is Role.DATA_PROTECTION_OFFICER:
        rows = [one for one in rows if one.step is Step.OFFICER]
    elif actor.role is Role.HEADTEACHER:
        rows = [one for one in rows if one.step is not Step.LEAD]
    record_list(actor, item_kind="entry", item_ids=[one.entry_id for one in rows], why=why)
    return OverduePage(rows, is_linked=bool(may_open) and actor.role in READERS[Purpose.CHILD_PROTECTION])
