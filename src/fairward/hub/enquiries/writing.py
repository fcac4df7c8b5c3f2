"""The only writer of the rows of questions, and of notes in them: actions call it in their transaction and write the act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from fairward.exchange.answering.asking import Asked
from fairward.hub.enquiries.agreement_queries import KeptAgreement
from fairward.hub.enquiries.case_facts import AskingCase
from fairward.hub.enquiries.enquiry_content import EnquiryContent, from_bytes, to_bytes
from fairward.hub.enquiries.enquiry_queries import TABLE
from fairward.hub.enquiries.gate_queries import OpenedGate
from fairward.hub.enquiries.models import Enquiry
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import OrganisationKind, RingKind
from fairward.keys.records import create_record, open_records


def content_of(to: str, asked: Asked) -> EnquiryContent:
    """What of a question set is kept, sealed."""
    named = tuple(one.name for one in asked.named)
    return EnquiryContent(to, asked.persons, asked.questions, asked.look_back_from, named)


@dataclass(frozen=True, slots=True)
class Sent:
    """What went: its number and digest, to what sort of organisation, and to which partner, if it is one."""

    package_id: UUID
    digest: str
    kind: OrganisationKind
    partner_id: UUID | None


def keep_enquiry(
    by: Actor, enquiry_id: UUID, case: AskingCase, gate: OpenedGate, sent: Sent, content: EnquiryContent, asked: Asked,
    agreement: KeptAgreement | None,
) -> None:  # fmt: skip
    """The row of a question that leaves in the same transaction; its key first."""
    own = by.organisation_id
    key = create_record(own, enquiry_id, rings=[RingKind.CASES])
    Enquiry.objects.create(
        organisation_id=own, id=enquiry_id, case_id=case.id, gate_id=gate.facts.id, partner_id=sent.partner_id,
        agreement_id=agreement.id if agreement else None, package_id=sent.package_id, digest=sent.digest,
        kind=int(sent.kind), is_pointer_only=asked.is_pointer_only, is_told=gate.facts.is_told,
        sealed=key.seal(to_bytes(content), table=TABLE, version=1), asked_at=timezone.now(),
        asked_by=by.membership_id, answer_by=asked.answer_by,
    )  # fmt: skip


def note_into(by: Actor, row: Enquiry, what: str, words: str, who: str, at: datetime) -> None:
    """Add a note to a locked row's content; the caller saves `version` and `sealed`."""
    keys = open_records(
        by, record_ids=[row.id], ring=RingKind.CASES, item_kind="enquiry", subject_id=row.case_id, why="noting something"
    )  # fmt: skip
    content = from_bytes(keys[row.id].open(bytes(row.sealed), table=TABLE, version=row.version))
    row.version += 1
    row.sealed = keys[row.id].seal(
        to_bytes(content.with_note(what, words.strip(), who, at)), table=TABLE, version=row.version
    )
