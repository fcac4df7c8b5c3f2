"""What a lead decides about one file of a transfer: begin to prepare it, or not to send it, with a reason sealed to the file.

One act of the log each. It may not let anything out.
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.audit.log import record_act
from fairward.exchange.choosing.content import Addressee, Chosen, Decision, Named
from fairward.exchange.choosing.draft_actions import start_draft
from fairward.exchange.travel.partner_queries import partner
from fairward.files.queries import file_for
from fairward.files.writing import OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import DisclosureKind, OrganisationKind
from fairward.keys.records import create_record
from fairward.school.transfers import policies
from fairward.school.transfers.content import PART_TABLE, NextSchool, reveal_school
from fairward.school.transfers.deciding import decide
from fairward.school.transfers.models import TransferPart
from fairward.school.transfers.row_queries import PartRow, TransferRow, locked
from fairward.school.transfers.vocabulary import Destination, PartDecision
from fairward.tenancy.rows import fetch

WHY = "sending a file on with a child"
LEAD = "Designated safeguarding lead"
SENT_BEFORE = "sent_before"
# What this recipient has from us already, of this file and of this transfer.
_THEIRS = """
SELECT DISTINCT d.passage_id FROM exchange_disclosedpassage d
JOIN transfers_transferpart p ON p.organisation_id = d.organisation_id AND p.disclosure_id = d.disclosure_id
WHERE d.organisation_id = %s AND p.transfer_id = %s AND p.file_id = %s AND p.accepted_on IS NOT NULL
"""


@transaction.atomic
def prepare_file(*, by: Actor, transfer_id: UUID, part_id: UUID) -> UUID:
    """Begin to prepare a file for the next school; returns the draft. What they have already is proposed to be left out."""
    policies.check_can_handle(by)
    found, part = _locked(by, transfer_id, part_id)
    policies.check_can_prepare(Destination(found.row.destination), part.standing)
    file = _file(by, part)
    draft_id = start_draft(
        by=by,
        file=file,
        kind=DisclosureKind.TRANSFER,
        partner_id=found.row.partner_id,
        chosen=_chosen(by, found, part),
    )
    _decide(by, part, PartDecision.SEND, draft_id)
    return draft_id


@transaction.atomic
def keep_back(*, by: Actor, transfer_id: UUID, part_id: UUID, reason: str) -> None:
    """Decide that a file is not sent, and why: nothing of concern in it, only what turned out not to be so."""
    policies.check_can_handle(by)
    found, part = _locked(by, transfer_id, part_id)
    policies.check_can_keep_back(part.standing, reason)
    file = _file(by, part)
    kept_id = _decide(by, part, PartDecision.KEEP_BACK)
    key = create_record(by.organisation_id, kept_id, file=file.key)
    sealed = key.seal(reason.strip().encode(), table=PART_TABLE, version=1)
    TransferPart.objects.filter(organisation_id=by.organisation_id, id=kept_id).update(sealed=sealed)
    record_act(
        by,
        act="transfer.file_kept_back",
        item_kind="transfer",
        item_id=transfer_id,
        subject_id=found.row.child_id,
    )


def _locked(by: Actor, transfer_id: UUID, part_id: UUID) -> tuple[TransferRow, PartRow]:
    found = locked(by.organisation_id, transfer_id)
    policies.check_is_open(is_closed=found.row.closed_at is not None)
    part = next((one for one in found.parts if one.id == part_id), None)
    if part is None or part.file_id is None:
        raise NotFound("file")
    return found, part


def _file(by: Actor, part: PartRow) -> OpenedFile:
    assert part.file_id is not None  # noqa: S101 - `_locked` has looked
    return file_for(by, part.file_id, WHY)[1]


def _decide(by: Actor, part: PartRow, now: PartDecision, draft_id: UUID | None = None) -> UUID:
    return decide(
        by.organisation_id,
        part.id,
        part.decision,
        now=now,
        by=by.membership_id,
        at=timezone.now(),
        draft_id=draft_id,
    )


def _chosen(by: Actor, found: TransferRow, part: PartRow) -> Chosen:
    """Whom it is for, and what they have already."""
    row = found.row
    school = reveal_school(by.organisation_id, row.id, row.destination_sealed)
    theirs = {passage: Decision(False, why=SENT_BEFORE) for (passage,) in _passages(by, part)}
    return Chosen(_addressee(by, row.partner_id, school), passages=theirs)


def _passages(by: Actor, part: PartRow) -> list[tuple[UUID]]:
    return fetch(_THEIRS, [by.organisation_id, part.transfer_id, part.file_id])


def _addressee(by: Actor, partner_id: UUID | None, school: NextSchool) -> Addressee:
    named = (Named(school.lead, school.role or LEAD),) if school.lead else ()
    if partner_id is None:
        return Addressee(school.name, OrganisationKind.SCHOOL, named)
    card = partner(by.organisation_id, partner_id).card
    return Addressee(card.name, card.kind, named)
