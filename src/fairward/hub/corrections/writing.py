"""The only writer of answers to what was asked, and of whom a correction must reach. Actions call it and write the act."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from fairward.hub.corrections.content import Said, from_bytes, to_bytes
from fairward.hub.corrections.models import Notice, PutRight
from fairward.hub.corrections.queries import TABLE, key_of
from fairward.hub.corrections.vocabulary import OPEN, PutRightState
from fairward.hub.decisions.models import Feedback
from fairward.hub.decisions.vocabulary import Whom
from fairward.hub.enquiries.models import Enquiry, Item
from fairward.kernel.actor import Actor

_OPEN = [int(one) for one in OPEN]


def answer_open(
    organisation_id: UUID, item_ids: Collection[UUID], state: PutRightState, at: datetime
) -> None:
    """Whoever asked that one of these items is put right has their answer."""
    rows = PutRight.objects.filter(organisation_id=organisation_id, item_id__in=list(item_ids))
    rows.exclude(state__in=[int(PutRightState.CORRECTED), int(PutRightState.WITHDRAWN)]).update(
        state=int(state), answered_at=at
    )


def owe_notices(organisation_id: UUID, case_id: UUID, at: datetime, *, to_all: bool) -> int:
    """A row for everybody who was told the outcome and does not wait for a notice already; returns how many.

    Where the decision does not rest on it, only a team that took the case over: what it got may tell of anything in the pack.
    """
    told = Feedback.objects.filter(organisation_id=organisation_id, case_id=case_id, how__isnull=False)
    if not to_all:
        told = told.filter(whom=int(Whom.RECEIVER))
    waits = set(
        Notice.objects.filter(organisation_id=organisation_id, case_id=case_id, sent_at=None).values_list(
            "feedback_id", flat=True
        )
    )
    made = [
        Notice(
            organisation_id=organisation_id, case_id=case_id, feedback_id=one.id, owed_at=at,
            partner_id=one.partner_id if one.package_id else None,
        )
        for one in told.order_by("noted_at", "id") if one.id not in waits
    ]  # fmt: skip
    return len(Notice.objects.bulk_create(made))


def note_stands(by: Actor, package_id: UUID, partner_id: UUID, reason: str, at: datetime) -> UUID | None:
    """The agency that was asked says that the item stands. None where it was not asked, or has answered."""
    own = by.organisation_id
    rows = PutRight.objects.select_for_update(of=("self",)).filter(organisation_id=own, package_id=package_id)
    row = rows.filter(state=int(PutRightState.SENT)).first()
    if row is None or not _is_of(own, row.item_id, partner_id):
        return None
    said = read(by, row, "taking in an answer")
    row.state, row.answered_at = int(PutRightState.STANDS), at
    keep(by, row, replace(said, answer=reason))
    return row.case_id


def read(by: Actor, row: PutRight, why: str) -> Said:
    """The words of a row that is about to change."""
    return from_bytes(key_of(by, row, why).open(bytes(row.sealed), table=TABLE, version=row.version))


def keep(by: Actor, row: PutRight, said: Said) -> None:
    """A row with its words sealed anew."""
    key = key_of(by, row, "keeping what was said")
    row.version += 1
    row.sealed = key.seal(to_bytes(said), table=TABLE, version=row.version)
    row.save()


def _is_of(organisation_id: UUID, item_id: UUID, partner_id: UUID) -> bool:
    enquiries = Item.objects.filter(organisation_id=organisation_id, id=item_id).values("enquiry_id")
    return Enquiry.objects.filter(
        organisation_id=organisation_id, id__in=enquiries, partner_id=partner_id
    ).exists()
