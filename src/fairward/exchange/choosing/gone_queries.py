"""Reads what was sent: how it stands, what recipients signed, which passages it was. Each reading is a look. It may not write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from fairward.audit.log import record_list
from fairward.exchange.choosing import sending_content
from fairward.exchange.choosing.draft_queries import DraftFacts, OpenedDraft, facts_of
from fairward.exchange.choosing.models import Draft, HandedOver
from fairward.exchange.choosing.sending_content import Kept
from fairward.exchange.choosing.vocabulary import DraftState
from fairward.exchange.models import DisclosedPassage, Disclosure
from fairward.exchange.package.receipt_notes import ReceiptNote, open_note
from fairward.exchange.queries import TABLE, Said, Told, said_for
from fairward.exchange.travel import receipts
from fairward.exchange.travel.partner_queries import partner
from fairward.exchange.travel.receipts import Receipt, ReceiptError
from fairward.exchange.travel.sending_queries import (
    OnItsWay,
    id_of_package,
    one_sent_for,
    receipts_of_package,
)
from fairward.files.queries import FileHead, file_for
from fairward.files.reading import entry_rows, open_entries
from fairward.files.rendering import RenderedEntry
from fairward.files.writing import OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import DisclosureKind, Label, RingKind
from fairward.keys import directory
from fairward.keys.records import open_records
from fairward.keys.ring_store import open_private_halves
from fairward.people.queries import ChildName

RECEIPT_TABLE = "choosing_handedover.receipt_by"


@dataclass(frozen=True, slots=True)
class Handed:
    """Where an encrypted file or a paper stands. `by` and the days are those of the receipt, if one came back."""

    made_at: datetime
    times_made: int
    fetched_at: datetime | None
    is_waiting: bool
    received_on: date | None
    received_by: str
    is_same: bool | None


@dataclass(frozen=True, slots=True)
class Heard:
    """What the recipient signed, with who it was there."""

    receipt: Receipt
    note: ReceiptNote | None


@dataclass(frozen=True, slots=True)
class WentPassage:
    """A passage that went, under which label."""

    entry_id: UUID
    passage_id: UUID
    label: Label
    is_masked: bool


@dataclass(frozen=True, slots=True)
class Gone:
    """Something that was sent, opened by its file's key. `kept` is None where its words are not kept any more."""

    told: Told
    said: Said
    kind: DisclosureKind
    package_id: UUID
    digest: str
    head: FileHead
    file: OpenedFile
    child: ChildName
    kept: Kept | None
    draft: DraftFacts | None
    passages: tuple[WentPassage, ...]
    way: OnItsWay | None
    handed: Handed | None


def gone_for(actor: Actor, disclosure_id: UUID, why: str) -> Gone:
    """One disclosure that was sent by program; of another file than the actor opens it is not there."""
    own = actor.organisation_id
    row = Disclosure.objects.filter(organisation_id=own, id=disclosure_id, package_id__isnull=False).first()
    if row is None or row.package_id is None or row.kind is None:
        raise NotFound("disclosure")
    head, file, child = file_for(actor, row.file_id, why)
    told, said = said_for(actor, file, disclosure_id, why)
    return Gone(
        told, said, DisclosureKind(row.kind), row.package_id, row.digest, head, file, child, _kept(actor, file, row, why),
        facts_of(own, [row.package_id]).get(row.package_id), _passages(own, disclosure_id),
        _way(actor, row.package_id, why), _handed(own, disclosure_id),
    )  # fmt: skip


def as_draft(gone: Gone) -> OpenedDraft:
    """What was sent as the draft that it was, with the passages that still stand: for making it again."""
    if gone.kept is None or gone.draft is None:
        raise Denied("not_kept", "What was chosen is not kept any more, so it cannot be made again.")
    still = {one.passage_id for one in gone.passages}
    passages = {key: one for key, one in gone.kept.chosen.passages.items() if key in still or not one.is_in}
    chosen = replace(gone.kept.chosen, passages=passages)
    return OpenedDraft(gone.draft, chosen, gone.head, gone.file, gone.child)


def heard_for(actor: Actor, gone: Gone, why: str) -> list[Heard]:
    """What the recipient signed of a package, in order; who it was is sealed to this organisation's exchange ring."""
    if gone.way is None or gone.told.partner_id is None:
        return []
    record_list(actor, item_kind="sending", item_ids=[gone.way.id], subject_id=gone.file.child_id, why=why)
    card = partner(actor.organisation_id, gone.told.partner_id).card
    found = []
    for signed in receipts_of_package(actor.organisation_id, gone.package_id):
        try:
            receipt = receipts.read(signed, card.signing_key)
        except ReceiptError:
            continue  # signed with a key that they have replaced since: it was checked when it came
        found.append(Heard(receipt, _note(actor, gone, receipt)))
    return found


def entries_that_went(actor: Actor, gone: Gone, why: str) -> list[RenderedEntry]:
    """The entries of which something went, as they stand now."""
    wanted = list({one.entry_id for one in gone.passages})
    rows = entry_rows(
        actor.organisation_id,
        "file_id = %s AND id = ANY(%s) ORDER BY occurred_at, id",
        [gone.file.id, wanted],
    )
    return open_entries(actor, gone.file, rows, why)


def seconds_owed(actor: Actor) -> list[tuple[UUID, UUID | None, bool]]:
    """What waits for a second person who is not the actor: (draft, its disclosure if it went, in danger). No content."""
    rows = Draft.objects.filter(
        organisation_id=actor.organisation_id, second_asked_at__isnull=False,
        state__in=[int(DraftState.WAITS_FOR_SECOND), int(DraftState.SENT)],
    ).exclude(started_by=actor.membership_id)  # fmt: skip
    found = rows.exclude(changed_by=actor.membership_id).order_by("second_asked_at")
    return list(found.values_list("id", "disclosure_id", "is_urgent")[:50])


def handed_of(organisation_id: UUID, disclosure_ids: Iterable[UUID]) -> dict[UUID, Handed]:
    """Disclosure -> where its encrypted file or paper stands, for slices that follow what they started. Writes no look."""
    rows = HandedOver.objects.defer("sealed").filter(
        organisation_id=organisation_id, disclosure_id__in=list(disclosure_ids)
    )
    waiting = set(
        HandedOver.objects.filter(organisation_id=organisation_id, disclosure_id__in=list(disclosure_ids))
        .exclude(sealed=b"")
        .values_list("id", flat=True)
    )
    return {row.disclosure_id: _as_handed(row, is_waiting=row.id in waiting) for row in rows}


def _handed(own: UUID, disclosure_id: UUID) -> Handed | None:
    return handed_of(own, [disclosure_id]).get(disclosure_id)


def _as_handed(row: HandedOver, *, is_waiting: bool) -> Handed:
    name = bytes(row.receipt_by)
    return Handed(
        row.made_at, row.times_made, row.fetched_at, is_waiting, row.receipt_on,
        directory.reveal(row.organisation_id, RECEIPT_TABLE, row.id, name).decode() if name else "", row.is_receipt_same,
    )  # fmt: skip


def _kept(actor: Actor, file: OpenedFile, row: Disclosure, why: str) -> Kept | None:
    sealed = bytes(row.sealed)
    if not sealed:
        return None
    keys = open_records(
        actor, record_ids=[row.id], file=file.key, item_kind="disclosure", subject_id=file.child_id, why=why
    )
    return sending_content.read(keys[row.id].open(sealed, table=TABLE, version=1))


def _passages(own: UUID, disclosure_id: UUID) -> tuple[WentPassage, ...]:
    rows = DisclosedPassage.objects.filter(organisation_id=own, disclosure_id=disclosure_id).order_by("id")
    found = rows.values_list("entry_id", "passage_id", "label", "is_masked")
    return tuple(WentPassage(entry, passage, Label(label), masked) for entry, passage, label, masked in found)


def _way(actor: Actor, package_id: UUID, why: str) -> OnItsWay | None:
    sending_id = id_of_package(actor.organisation_id, package_id)
    return None if sending_id is None else one_sent_for(actor, sending_id, why)[0]


def _note(actor: Actor, gone: Gone, receipt: Receipt) -> ReceiptNote | None:
    if not receipt.note:
        return None
    privates = open_private_halves(actor, RingKind.EXCHANGE).values()
    return open_note(
        receipt.note, privates=privates, package_id=gone.package_id, recipient_id=receipt.recipient_id
    )
