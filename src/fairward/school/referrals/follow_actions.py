"""Following a referral: they acknowledged it, it is chased, they decided, we disagree, it is closed. One act each."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.audit.log import record_act
from fairward.exchange.choosing.draft_actions import drop_draft
from fairward.exchange.choosing.draft_queries import draft_for
from fairward.files.policies import check_can_write
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.rules import clocks, referral
from fairward.school.referrals.models import Referral, WrittenWithin
from fairward.school.referrals.policies import Done, check_done, check_words
from fairward.school.referrals.queries import OpenedReferral, places_of
from fairward.school.referrals.standing import Standing, decision_due
from fairward.school.referrals.vocabulary import ReferralState, StepKind
from fairward.school.referrals.workflow import WITH_THEM, check_move
from fairward.school.referrals.writing import change, locked, now_done, write_step


@transaction.atomic
def acknowledge_referral(*, by: Actor, opened: OpenedReferral, done: Done) -> None:
    """Note that they have it, where no receipt of a person says so."""
    row, standing = _locked(by, opened)
    after = check_move("acknowledge", standing.state)
    if not done.whom.strip():
        raise Denied("no_whom", "Write who acknowledged it, or what they are there.")
    _check_time(done.at)
    change(row, state=int(after), acknowledged_at=done.at)
    write_step(by, opened.file, row.id, StepKind.ACKNOWLEDGED, done)
    _log(by, row, "referral.acknowledged")


@transaction.atomic
def chase_referral(*, by: Actor, opened: OpenedReferral, done: Done) -> None:
    """Note that they were chased. After the day of the decision it is "no decision", from where disagreement begins."""
    row, standing = _locked(by, opened)
    if standing.state not in WITH_THEM or standing.sent_at is None:
        check_move("chase", standing.state)
    check_done(done, "what they said", timezone.now())
    is_over = (
        decision_due(row.telephoned_at or standing.sent_at or done.at, places_of(by.organisation_id))
        < timezone.now()
    )
    if is_over and standing.state in (ReferralState.SENT, ReferralState.ACKNOWLEDGED):
        row.state = int(check_move("chase", standing.state))
    change(row, chased_at=done.at)
    write_step(by, opened.file, row.id, StepKind.CHASED, done)
    _log(by, row, "referral.chased")


@transaction.atomic
def note_decision(*, by: Actor, opened: OpenedReferral, outcome: str, done: Done) -> None:
    """Note what the recipient decided, in their words."""
    row, standing = _locked(by, opened)
    after = check_move("decide", standing.state)
    if outcome not in {one.id for one in referral.outcomes()}:
        raise Denied("no_outcome", "Choose what they decided.")
    check_done(done, "what they said about it", timezone.now())
    change(row, state=int(after), decided_at=done.at, outcome=outcome)
    write_step(by, opened.file, row.id, StepKind.DECIDED, done)
    _log(by, row, "referral.decided")


@transaction.atomic
def disagree(*, by: Actor, opened: OpenedReferral, done: Done) -> int:
    """Take the next step of professional disagreement; returns which. After the last one it stays there."""
    row, standing = _locked(by, opened)
    after = check_move("disagree", standing.state)
    check_done(done, "what you disagree with, and what you asked for", timezone.now())
    number = min(row.step + 1, len(referral.steps()))
    step = referral.steps()[number - 1]
    due = clocks.due(step.clock, done.at, places_of(by.organisation_id)).at
    change(row, state=int(after), step=number, step_due_at=due)
    write_step(by, opened.file, row.id, StepKind.ESCALATED, done, number=number)
    _log(by, row, "referral.escalated")
    return number


@transaction.atomic
def close_referral(*, by: Actor, opened: OpenedReferral, words: str) -> None:
    """Close what is decided, or what was never sent, with the reason."""
    row, standing = _locked(by, opened)
    if opened.seen.sent_at is None and row.telephoned_at is not None:
        check_move("close", ReferralState.TELEPHONED)
    after = check_move("close", standing.state)
    check_words(words, "why it is closed")
    if standing.state is ReferralState.BEGUN:
        drop_draft(by=by, draft=draft_for(by, row.draft_id, "closing a referral that is not sent"))
    change(row, state=int(after), closed_at=timezone.now())
    write_step(by, opened.file, row.id, StepKind.CLOSED, now_done(words))
    _log(by, row, "referral.closed")


@transaction.atomic
def choose_written_clock(*, by: Actor, clock: str) -> None:
    """Choose how soon a referral by telephone is put in writing here; what was telephoned before keeps its day."""
    if clock not in {one.id for one in referral.written()}:
        raise Denied("no_clock", "Choose one of the list.")
    now = timezone.now()
    WrittenWithin.objects.update_or_create(
        organisation_id=by.organisation_id,
        defaults={"clock": clock, "chosen_at": now, "chosen_by": by.membership_id},
    )
    record_act(by, act="referral.written_clock_chosen", item_kind="organisation", item_id=by.organisation_id)


def _locked(by: Actor, opened: OpenedReferral) -> tuple[Referral, Standing]:
    check_can_write(by, opened.file.purpose)
    return locked(by, opened.file, opened.noted.id)


def _check_time(at: datetime) -> None:
    if at > timezone.now():
        raise Denied("step_ahead", "The day cannot lie ahead.")


def _log(by: Actor, row: Referral, act: str) -> None:
    item_id: UUID = row.id
    record_act(by, act=act, item_kind="referral", item_id=item_id, subject_id=row.child_id)
