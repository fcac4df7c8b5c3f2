"""Referrals of a school at work, made by the actions that people use, and what became of them outside."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from fairward.exchange.choosing.models import Draft
from fairward.exchange.choosing.vocabulary import DraftState
from fairward.exchange.models import Disclosure
from fairward.exchange.vocabulary import HowTold
from fairward.files.queries import file_for
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import DisclosureKind, OrganisationKind
from fairward.keys import directory
from fairward.school.referrals.begin_actions import begin_referral, record_call
from fairward.school.referrals.models import Referral
from fairward.school.referrals.policies import Call, NewReferral
from fairward.school.referrals.queries import OpenedReferral, referral_for
from tests.support.living import Living

WHY = "a test"
CARE = "Northfield social care"


def new(*, danger: bool = False, advice: bool = False, partner_id: UUID | None = None) -> NewReferral:
    """To social care without Fairward, or to a partner."""
    if partner_id is not None:
        return NewReferral(partner_id, "", None, danger, advice)
    return NewReferral(None, CARE, OrganisationKind.SOCIAL_CARE, danger, advice)


def begun(living: Living, **what: bool) -> UUID:
    """A referral that is being written."""
    with living.school.transaction():
        _, file, _ = file_for(living.actor(), living.ids["file"], WHY)
        return begin_referral(by=living.actor(), file=file, new=new(**what))


def telephoned(
    living: Living, at: datetime | None = None, whom: str = "Duty social worker", **said: str
) -> UUID:
    """A referral by telephone."""
    call = Call(at or timezone.now(), whom, is_told=False, ground="undue_delay_in_danger", **said)
    with living.school.transaction():
        _, file, _ = file_for(living.actor(), living.ids["file"], WHY)
        return record_call(by=living.actor(), file=file, new=new(), call=call)


def opened(living: Living, referral_id: UUID) -> OpenedReferral:
    """As its page opens it."""
    with living.school.transaction():
        return referral_for(living.actor(), referral_id, WHY)


def gone(living: Living, referral_id: UUID, ago: timedelta = timedelta()) -> None:
    """What was prepared has left, as sending leaves the rows: a disclosure, and a draft that nothing opens any more."""
    at, own = timezone.now() - ago, living.school.organisation_id
    with living.school.transaction():
        row = Referral.objects.get(organisation_id=own, id=referral_id)
        draft_id = row.adding_id or row.draft_id
        told_id = new_id()
        Disclosure.objects.create(
            organisation_id=own, id=told_id, file_id=row.file_id, child_id=row.child_id, told_at=at,
            how=int(HowTold.FILE), recipient_kind=row.recipient_kind, basis="safeguarding_task", sealed=b"",
            recipient=directory.protect(own, "exchange_disclosure", told_id, CARE.encode()), is_told=True,
            kind=int(DisclosureKind.REFERRAL), recorded_at=at, recorded_by=row.begun_by,
        )  # fmt: skip
        Draft.objects.filter(organisation_id=own, id=draft_id).update(
            state=int(DraftState.SENT), sealed=b"", disclosure_id=told_id, changed_at=at
        )
