"""Where a referral stands at this moment: what was noted, what became of its draft and package, and which clock runs. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fairward.exchange.travel.vocabulary import TravelState
from fairward.kernel.vocabulary import OrganisationKind
from fairward.rules import clocks, referral
from fairward.rules.clocks import Calendars
from fairward.school.referrals.vocabulary import BegunFrom, ReferralState

S = ReferralState
ACKNOWLEDGED_BY = frozenset(
    {TravelState.RECEIVED, TravelState.ACCEPTED, TravelState.QUERIED, TravelState.REFUSED}
)


@dataclass(frozen=True, slots=True)
class Noted:
    """What was noted of a referral: ids, states and days, nothing of what was written."""

    id: UUID
    file_id: UUID
    child_id: UUID
    draft_id: UUID
    adding_id: UUID | None
    call_id: UUID | None
    begun_from: BegunFrom
    from_entry_id: UUID | None
    is_danger: bool
    is_advice: bool
    recipient_kind: OrganisationKind
    state: ReferralState
    begun_at: datetime
    begun_by: UUID
    telephoned_at: datetime | None
    written_due_at: datetime | None
    acknowledged_at: datetime | None
    chased_at: datetime | None
    step: int
    step_due_at: datetime | None
    decided_at: datetime | None
    outcome: str
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Seen:
    """What became of what was prepared. `is_adding`: something is being added to what was sent."""

    sent_at: datetime | None = None
    is_dropped: bool = False
    travel: TravelState | None = None
    travelled_at: datetime | None = None
    is_adding: bool = False
    added_at: datetime | None = None
    told_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """Where it stands. `due_at`: when what comes next is due, None where no clock runs; `waits_for`: what that is."""

    state: ReferralState
    due_at: datetime | None
    waits_for: str
    sent_at: datetime | None
    acknowledged_at: datetime | None
    is_late: bool

    @property
    def is_open(self) -> bool:
        """Whether anything can still be done about it."""
        return self.state is not S.CLOSED

    @property
    def is_refused(self) -> bool:
        """Set aside by whoever prepared it."""
        return self.state is S.CLOSED and self.sent_at is None


def stand(noted: Noted, seen: Seen, now: datetime, places: Calendars | None = None) -> Standing:
    """Where a referral stands now."""
    state, acknowledged_at = _state(noted, seen)
    due_at, waits_for = _clock(noted, seen, state, places)
    is_late = due_at is not None and due_at < now
    return Standing(state, due_at, waits_for, seen.sent_at, acknowledged_at, is_late)


def _state(noted: Noted, seen: Seen) -> tuple[ReferralState, datetime | None]:
    state, acknowledged_at = noted.state, noted.acknowledged_at
    if state is S.BEGUN and seen.is_dropped:
        return S.CLOSED, None
    if state in (S.BEGUN, S.TELEPHONED) and seen.sent_at is not None:
        state = S.SENT
    if seen.travel in ACKNOWLEDGED_BY:
        acknowledged_at = acknowledged_at or seen.travelled_at
        state = S.ACKNOWLEDGED if state is S.SENT else state
    return state, acknowledged_at


def _clock(
    noted: Noted, seen: Seen, state: ReferralState, places: Calendars | None
) -> tuple[datetime | None, str]:
    if state is S.BEGUN:
        return (noted.begun_at, "Send it now") if noted.is_danger else (None, "Send it")
    if state is S.TELEPHONED:
        return noted.written_due_at, "The written referral"
    if state is S.ESCALATED:
        step = referral.steps()[min(noted.step, len(referral.steps())) - 1]
        return noted.step_due_at, f"An answer: {step.words[:1].lower()}{step.words[1:]}"
    since = noted.chased_at if state is S.NO_DECISION else received_at(noted, seen)
    if state in (S.SENT, S.ACKNOWLEDGED, S.NO_DECISION) and since is not None:
        is_new = state is S.SENT and noted.telephoned_at is None
        rule = "referral-acknowledgement" if is_new else "referral-decision"
        words = "They acknowledge it" if is_new else "Their decision"
        return clocks.due(rule, since, places).at, words
    return None, "Close it" if state is S.DECIDED else ""


def received_at(noted: Noted, seen: Seen) -> datetime | None:
    """When they had it: a call is a referral, and what follows in writing starts no clock anew."""
    return noted.telephoned_at or seen.sent_at


def decision_due(sent_at: datetime, places: Calendars | None = None) -> datetime:
    """When a decision was due for what was sent."""
    return clocks.due("referral-decision", sent_at, places).at
