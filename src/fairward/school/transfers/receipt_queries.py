"""Reads receipts: who at the next school took responsibility, when, and what they wrote. The look is logged. It may not write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fairward.audit.log import record_look
from fairward.exchange.package.receipt_notes import open_note
from fairward.exchange.travel import receipts
from fairward.exchange.travel.partner_queries import PartnerFacts
from fairward.exchange.travel.receipts import ReceiptError
from fairward.exchange.travel.sending_queries import receipts_of_package
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import Purpose, RingKind
from fairward.keys.ring_store import open_private_halves
from fairward.school.transfers.content import reveal_receipt
from fairward.school.transfers.queries import OneTransfer, transfer_for
from fairward.school.transfers.row_queries import PartRow


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that the next school said of one file."""

    purpose: Purpose
    on: date
    what: str
    who: str
    words: str


def receipts_for(actor: Actor, transfer_id: UUID, why: str) -> tuple[OneTransfer, list[Said]]:
    """Everything that was signed for one transfer, opened with the exchange ring; also after our copy has gone."""
    view = transfer_for(actor, transfer_id, why)
    sent = [one for one in (*view.past, *view.parts) if one.disclosure_id is not None]
    record_look(
        actor, item_kind="transfer", item_ids=[transfer_id], subject_id=view.found.row.child_id, why=why
    )
    privates = list(open_private_halves(actor, RingKind.EXCHANGE).values())
    return view, [
        said for part in sent for said in _said(actor.organisation_id, part, view.partner, privates)
    ]


def _said(own: UUID, part: PartRow, to: PartnerFacts | None, privates: list[bytes]) -> list[Said]:
    if part.package is None:
        return _on_paper(own, part)
    found = []
    for signed in receipts_of_package(own, part.package_id) if part.package_id and to else []:
        try:
            receipt = receipts.read(signed, to.card.signing_key)  # type: ignore[union-attr]
        except ReceiptError:
            continue  # of another school than the one that stands here now, or signed with a key since replaced
        note = open_note(
            receipt.note, privates=privates, package_id=receipt.package_id, recipient_id=receipt.recipient_id
        )
        who = ", ".join(text for text in (note.name, note.role) if text) if note else ""
        found.append(
            Said(part.purpose, receipt.at.date(), receipt.state.word, who, note.words if note else "")
        )
    return found


def _on_paper(own: UUID, part: PartRow) -> list[Said]:
    on, name = part.row.accepted_on, reveal_receipt(own, part.id, part.row.receipt_by)
    if part.handed is not None and part.handed.received_on is not None:
        on, name = part.handed.received_on, part.handed.received_by
    return [Said(part.purpose, on, "receipt on paper", name, "")] if on is not None else []
