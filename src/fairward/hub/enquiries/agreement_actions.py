"""The only writer of agreements: one begins, and ends the one before; one ends. It may not ask anybody anything."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.audit.log import record_act
from fairward.exchange.travel.partner_queries import partner
from fairward.hub.enquiries.agreement_queries import TABLE
from fairward.hub.enquiries.models import Agreement
from fairward.hub.enquiries.terms import Terms, to_bytes
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.ids import new_id
from fairward.keys import directory

MANAGE = "hub:agreements:manage"


@transaction.atomic
def keep_agreement(*, by: Actor, partner_id: UUID, terms: Terms, signed_on: date, review_on: date) -> UUID:
    """Note what was agreed with a partner; what stood before ends now."""
    check(by, MANAGE)
    partner(by.organisation_id, partner_id)
    if (
        not terms.title.strip()
        or not terms.purposes
        or not terms.powers
        or not terms.data
        or not terms.people
    ):
        raise Denied("agreement_empty", "Say what may be asked, of whom, for what and under which power.")
    if review_on <= signed_on:
        raise Denied(
            "review_before", "Give a day for looking at it again that is after the day it was signed."
        )
    agreement_id, now = new_id(), timezone.now()
    _end_standing(by, partner_id, now)
    Agreement.objects.create(
        organisation_id=by.organisation_id, id=agreement_id, partner_id=partner_id,
        terms=directory.protect(by.organisation_id, TABLE, agreement_id, to_bytes(terms)), signed_on=signed_on,
        review_on=review_on, made_at=now, made_by=by.membership_id,
    )  # fmt: skip
    record_act(by, act="hub.agreement_kept", item_kind="agreement", item_id=agreement_id)
    return agreement_id


@transaction.atomic
def end_agreement(*, by: Actor, partner_id: UUID) -> None:
    """From now on nothing is asked under it; what was asked stays as it is."""
    check(by, MANAGE)
    if not _end_standing(by, partner_id, timezone.now()):
        raise NotFound("agreement")
    record_act(by, act="hub.agreement_ended", item_kind="partner", item_id=partner_id)


def _end_standing(by: Actor, partner_id: UUID, now: datetime) -> int:
    rows = Agreement.objects.filter(organisation_id=by.organisation_id, partner_id=partner_id, ended_at=None)
    return rows.update(ended_at=now, ended_by=by.membership_id)
