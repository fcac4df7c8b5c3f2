"""Reads agreements: what a hub may ask an agency, as data. No child is in one. It may not write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fairward.hub.enquiries.models import Agreement
from fairward.hub.enquiries.terms import Terms, from_bytes
from fairward.kernel.denied import NotFound
from fairward.keys import directory

TABLE = "enquiries_agreement"


@dataclass(frozen=True, slots=True)
class KeptAgreement:
    """One agreement with its terms."""

    id: UUID
    partner_id: UUID
    terms: Terms
    signed_on: date
    review_on: date
    made_at: datetime
    made_by: UUID
    ended_at: datetime | None


def standing(organisation_id: UUID) -> dict[UUID, KeptAgreement]:
    """The agreements that stand, by partner."""
    rows = Agreement.objects.filter(organisation_id=organisation_id, ended_at=None)
    return {row.partner_id: _kept(row) for row in rows}


def standing_with(organisation_id: UUID, partner_id: UUID) -> KeptAgreement | None:
    """The agreement that stands with one partner."""
    row = Agreement.objects.filter(
        organisation_id=organisation_id, partner_id=partner_id, ended_at=None
    ).first()
    return _kept(row) if row else None


def agreement(organisation_id: UUID, agreement_id: UUID) -> KeptAgreement:
    """One agreement, ended ones too: a question names the one it was asked under."""
    row = Agreement.objects.filter(organisation_id=organisation_id, id=agreement_id).first()
    if row is None:
        raise NotFound("agreement")
    return _kept(row)


def _kept(row: Agreement) -> KeptAgreement:
    terms = from_bytes(directory.reveal(row.organisation_id, TABLE, row.id, bytes(row.terms)))
    return KeptAgreement(
        row.id, row.partner_id, terms, row.signed_on, row.review_on, row.made_at, row.made_by, row.ended_at
    )
