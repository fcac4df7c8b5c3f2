"""Asks for decisions about families that are missing or have run out: the lead, then the headteacher, then the data
protection officer. It asks people and changes nothing that a family sees."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.audit.log import record_job
from fairward.kernel.vocabulary import Role
from fairward.notices.mail import something_arrived
from fairward.organisations.queries import members
from fairward.rights.models import DecisionAsked
from fairward.rights.overdue_queries import Overdue, overdue_decisions
from fairward.rights.vocabulary import Step

ASKED = {
    Step.LEAD: (Role.SAFEGUARDING_LEAD, Role.DEPUTY_LEAD),
    Step.HEADTEACHER: (Role.HEADTEACHER,),
    Step.OFFICER: (Role.DATA_PROTECTION_OFFICER,),
}


@transaction.atomic
def ask_for_decisions(organisation_id: UUID, now: datetime | None = None) -> set[Step]:
    """Whoever is to be asked by now and was not yet gets a notice without content; returns the steps that were asked anew."""
    now = now or timezone.now()
    new = [
        DecisionAsked(
            organisation_id=organisation_id, entry_id=one.entry_id, person_id=one.person_id, missing_since_on=one.since,
            step=int(step), asked_at=now,
        )
        for one, step in _to_ask(organisation_id, overdue_decisions(organisation_id, now))
    ]  # fmt: skip
    steps = {Step(one.step) for one in new}
    if not new:
        return steps
    DecisionAsked.objects.bulk_create(new)
    for step in sorted(steps):
        something_arrived(organisation_id, list(_members(organisation_id, ASKED[step])))
    record_job(organisation_id, act="audience.asked", item_kind="organisation", item_id=organisation_id)
    return steps


def _to_ask(organisation_id: UUID, overdue: Iterable[Overdue]) -> list[tuple[Overdue, Step]]:
    """Every step up to the one that is reached, where nobody was asked yet."""
    overdue = list(overdue)
    rows = DecisionAsked.objects.filter(
        organisation_id=organisation_id, entry_id__in={one.entry_id for one in overdue}
    )
    asked = set(rows.values_list("entry_id", "person_id", "missing_since_on", "step"))
    return [
        (one, step)
        for one in overdue
        for step in Step
        if step <= one.step and (one.entry_id, one.person_id, one.since, int(step)) not in asked
    ]


def _members(organisation_id: UUID, roles: Iterable[Role]) -> Iterable[UUID]:
    for role in roles:
        for member in members(organisation_id, role=role):
            yield member.membership_id
