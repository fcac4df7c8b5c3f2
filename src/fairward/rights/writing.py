"""The only writer of audience decisions. It logs no act: the action that calls it does, in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import FamilyDecision
from fairward.organisations.queries import members
from fairward.rights.models import AudienceDecision
from fairward.rights.policies import check_approver
from fairward.rights.sharing import end_shown
from fairward.rules import family


@dataclass(frozen=True, slots=True)
class FamilyChoice:
    """What the lead chose for one member of the family."""

    person_id: UUID
    decision: FamilyDecision
    ground: str = ""
    review_on: date | None = None
    talk_by: date | None = None
    approved_by: UUID | None = None
    talked_on: date | None = None


def missing_in(choice: FamilyChoice, name: str, decided_by: UUID, today: date) -> list[tuple[str, str]]:
    """What a choice still needs: (the answer's name, a sentence); empty when it is whole."""
    if choice.decision is FamilyDecision.SHARE_AFTER_TALK:
        if choice.talk_by is None or choice.talk_by < today:
            return [("talk_by", f"Say by which day somebody talks with {name}.")]
        return []
    if choice.decision is FamilyDecision.HOLD_BACK:
        return _missing_to_hold_back(choice, name, decided_by, today)
    return []


def _missing_to_hold_back(
    choice: FamilyChoice, name: str, decided_by: UUID, today: date
) -> list[tuple[str, str]]:
    ground = {each.id: each for each in family.grounds()}.get(choice.ground)
    missing = [] if ground else [("ground", f"Choose the ground for holding this back from {name}.")]
    latest = ground.review_by(today) if ground else None
    if choice.review_on is None or choice.review_on <= today or (latest and choice.review_on > latest):
        words = f"after today, by {latest.day} {latest:%B %Y} at the latest." if latest else "after today."
        missing.append(("review_on", f"Say when holding back from {name} is looked at again: {words}"))
    if choice.approved_by is None or choice.approved_by == decided_by:
        words = f"Name the colleague, other than you, who agreed to hold this back from {name}."
        missing.append(("approved_by", words))
    return missing


def _check_approvers(by: Actor, choices: Iterable[FamilyChoice]) -> None:
    """Whoever agreed to hold something back is a lead or the headteacher of this school, today, and not the decider."""
    ids = {one.approved_by for one in choices if one.decision is FamilyDecision.HOLD_BACK}
    if not ids:
        return
    roles = {one.membership_id: one.role for one in members(by.organisation_id) if one.is_active}
    for one in ids:
        check_approver(roles.get(one) if one is not None and one != by.membership_id else None)


def write_choices(by: Actor, entry_id: UUID, choices: Iterable[FamilyChoice]) -> None:
    """Store the choices as the standing decisions of an entry; earlier ones end and stay.

    Whoever is not to see the entry any more, or not yet, has no key to it from now on.
    """
    now = timezone.now()
    choices = list(choices)
    _check_approvers(by, choices)
    outside = [one.person_id for one in choices if one.decision is not FamilyDecision.SHARE_NOW]
    end_shown(by, [entry_id], person_ids=outside)
    AudienceDecision.objects.filter(
        organisation_id=by.organisation_id,
        entry_id=entry_id,
        person_id__in=[choice.person_id for choice in choices],
        ended_at__isnull=True,
    ).update(ended_at=now)
    AudienceDecision.objects.bulk_create(
        AudienceDecision(
            organisation_id=by.organisation_id, entry_id=entry_id, person_id=choice.person_id, decision=int(choice.decision),
            ground=choice.ground, review_on=choice.review_on, talk_by=choice.talk_by, talked_on=choice.talked_on,
            approved_by=choice.approved_by,
            decided_by=by.membership_id, decided_at=now,
        )
        for choice in choices
    )  # fmt: skip
