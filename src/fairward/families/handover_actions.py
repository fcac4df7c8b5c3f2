"""Notes what came of handing a record over to the young person, and ends what they decided to end. It opens nothing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from fairward.access.decisions import check
from fairward.audit.log import record_act
from fairward.families import account_policies
from fairward.families.account_queries import access_row, locked_account
from fairward.families.ending import stop_access
from fairward.families.invite_actions import PERMISSION
from fairward.families.models import HandoverStep
from fairward.families.queries import standing_accesses
from fairward.families.vocabulary import AccessGround, EndReason, Step, StepDecision
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.people.queries import born_on_of
from fairward.tenancy.context import as_organisation


@dataclass(frozen=True, slots=True)
class StepTaken:
    """What came of a step; `ending` are the accesses that end with it, `again_on` when it is talked about again."""

    child_id: UUID
    step: Step
    decision: StepDecision
    ending: frozenset[UUID] = frozenset()
    again_on: date | None = None


def note_step(*, by: Actor, taken: StepTaken) -> None:
    """Write the step down; the accesses that the lead ticked end now, each an act of its own."""
    check(by, PERMISSION)
    own = by.organisation_id
    with as_organisation(own):
        born_on_of(own, taken.child_id)
        adults = {
            one.access_id
            for one in standing_accesses(own, taken.child_id)
            if one.ground is not AccessGround.SELF
        }
        _check_are_theirs(taken.ending, adults)
        account_policies.check_step_fits(taken.step, taken.decision, len(taken.ending), len(adults))
        HandoverStep.objects.create(
            organisation_id=own, child_id=taken.child_id, step=int(taken.step), decision=int(taken.decision),
            noted_at=timezone.now(), noted_by=by.membership_id, again_on=taken.again_on,
        )  # fmt: skip
        record_act(
            by, act="family.handover_noted", item_kind="child", item_id=taken.child_id, subject_id=taken.child_id,
            why=taken.decision.word,
        )  # fmt: skip
        for access_id in sorted(taken.ending):
            _end(by, access_id, account_policies.reason_of(taken.step))


def _end(by: Actor, access_id: UUID, reason: EndReason) -> None:
    own = by.organisation_id
    row = locked_account(own, access_row(own, access_id).family_account_id)
    child_id = stop_access(by, row, access_id, reason)
    record_act(
        by,
        act="family.access_ended",
        item_kind="family_account",
        item_id=row.id,
        subject_id=child_id,
        why=reason.word,
    )


def _check_are_theirs(ending: Collection[UUID], adults: Collection[UUID]) -> None:
    if set(ending) - set(adults):
        raise NotFound("access")
