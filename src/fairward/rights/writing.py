"""The only writer of audience decisions. It logs no act: the action that calls it does, in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import FamilyDecision
from fairward.rights.models import AudienceDecision
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


def write_choices(by: Actor, entry_id: UUID, choices: Iterable[FamilyChoice]) -> None:
    """Store the choices as the standing decisions of an entry; earlier ones end and stay."""
    now = timezone.now()
    choices = list(choices)
    AudienceDecision.objects.filter(
        organisation_id=by.organisation_id,
        entry_id=entry_id,
        person_id__in=[choice.person_id for choice in choices],
        ended_at__isnull=True,
    ).update(ended_at=now)
    AudienceDecision.objects.bulk_create(
        AudienceDecision(
            organisation_id=by.organisation_id, entry_id=entry_id, person_id=choice.person_id, decision=int(choice.decision),
            ground=choice.ground, review_on=choice.review_on, talk_by=choice.talk_by, approved_by=choice.approved_by,
            decided_by=by.membership_id, decided_at=now,
        )
        for choice in choices
    )  # fmt: skip
