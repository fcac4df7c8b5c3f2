"""The only writer of what becomes of something that was sent: fetched, made again, receipted, prepared again. One act each."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from fairward.audit.log import record_act
from fairward.exchange.choosing.content import to_bytes
from fairward.exchange.choosing.draft_queries import TABLE as DRAFT_TABLE
from fairward.exchange.choosing.gone_policies import may_prepare_again
from fairward.exchange.choosing.gone_queries import RECEIPT_TABLE, Gone, as_draft
from fairward.exchange.choosing.models import Draft, HandedOver
from fairward.exchange.choosing.sending_package import Made, made
from fairward.exchange.choosing.sending_queries import material_for
from fairward.exchange.models import Disclosure
from fairward.exchange.package.for_others import ForOthers, file_for_others
from fairward.exchange.package.words import json_of
from fairward.exchange.vocabulary import HowTold
from fairward.files.policies import check_can_write
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.ids import new_id
from fairward.keys import directory, signing
from fairward.keys.records import create_record

WHY = "making again what was handed over"
SAME_LETTERS = 8


@transaction.atomic
def fetch_file(*, by: Actor, disclosure_id: UUID) -> bytes:
    """The encrypted file, once: it is not kept after it was downloaded."""
    row = _handed(by, disclosure_id)
    content = bytes(row.sealed)
    if not content:
        raise Denied(
            "fetched", "The file was downloaded already, and is not kept. Make it again if it is lost."
        )
    row.sealed, row.fetched_at = b"", timezone.now()
    row.save(update_fields=["sealed", "fetched_at"])
    record_act(by, act="disclosure.fetched", item_kind="disclosure", item_id=disclosure_id)
    return content


@transaction.atomic
def make_again(*, by: Actor, gone: Gone) -> ForOthers:
    """The encrypted file once more, under new words, of what was chosen then, as the file stands now."""
    check_can_write(by, gone.file.purpose)
    row, ready = _handed(by, gone.told.id), _made_now(by, gone)
    own = by.organisation_id
    again = file_for_others(
        ready.package, verifying_key=signing.verifying_key(own), sign=partial(signing.sign, own)
    )
    row.sealed, row.fetched_at, row.made_at, row.made_by = (
        again.content,
        None,
        timezone.now(),
        by.membership_id,
    )
    row.times_made = F("times_made") + 1
    row.save(update_fields=["sealed", "fetched_at", "made_at", "made_by", "times_made"])
    _renew_digest(by, gone, ready)
    _note_made_again(by, gone)
    return again


@transaction.atomic
def print_paper(*, by: Actor, gone: Gone) -> Made:
    """What goes on paper, made of the file as it stands now; each time is on the log."""
    check_can_write(by, gone.file.purpose)
    if gone.told.how is not HowTold.PAPER:
        raise NotFound("disclosure")
    row, ready = _handed(by, gone.told.id), _made_now(by, gone)
    HandedOver.objects.filter(organisation_id=by.organisation_id, id=row.id).update(
        made_at=timezone.now(),
        made_by=by.membership_id,
        fetched_at=timezone.now(),
        times_made=F("times_made") + 1,
    )
    _renew_digest(by, gone, ready)
    _note_made_again(by, gone)
    return ready


@transaction.atomic
def note_receipt(*, by: Actor, gone: Gone, received_on: date, received_by: str, digest: str) -> None:
    """What the recipient wrote on the receipt. A digest that is another one is noted as another one, not refused."""
    check_can_write(by, gone.file.purpose)
    row = _handed(by, gone.told.id)
    if not gone.told.told_at.date() <= received_on <= timezone.localdate():
        raise Denied("receipt_day", "They cannot have received it before it was sent, or after today.")
    given = "".join(digest.split()).casefold()
    is_same = len(given) >= SAME_LETTERS and gone.digest.startswith(given[:64])
    row.receipt_on, row.is_receipt_same = received_on, is_same
    row.receipt_by = directory.protect(
        by.organisation_id, RECEIPT_TABLE, row.id, received_by.strip().encode()
    )
    row.receipt_noted_at, row.receipt_noted_by = timezone.now(), by.membership_id
    row.save(
        update_fields=["receipt_on", "is_receipt_same", "receipt_by", "receipt_noted_at", "receipt_noted_by"]
    )
    record_act(
        by, act="disclosure.receipt_noted", item_kind="disclosure", item_id=gone.told.id, subject_id=gone.file.child_id
    )  # fmt: skip


@transaction.atomic
def prepare_again(*, by: Actor, gone: Gone) -> UUID:
    """A new draft with what was chosen, where the package did not reach them: to be read through and sent anew."""
    check_can_write(by, gone.file.purpose)
    if not may_prepare_again(gone):
        raise Denied("on_its_way", "This is on its way, or has arrived. It is not sent twice.")
    before = as_draft(gone)
    draft_id, now = new_id(), timezone.now()
    key = create_record(by.organisation_id, draft_id, file=gone.file.key)
    Draft.objects.create(
        organisation_id=by.organisation_id, id=draft_id, file_id=gone.file.id, child_id=gone.file.child_id,
        kind=int(gone.kind), partner_id=gone.told.partner_id, is_urgent=before.facts.is_urgent,
        sealed=key.seal(to_bytes(before.chosen), table=DRAFT_TABLE, version=1), started_at=now,
        started_by=by.membership_id, changed_at=now, changed_by=by.membership_id,
    )  # fmt: skip
    record_act(
        by, act="disclosure.prepared_again", item_kind="disclosure", item_id=gone.told.id, subject_id=gone.file.child_id
    )  # fmt: skip
    return draft_id


def _made_now(by: Actor, gone: Gone) -> Made:
    draft = as_draft(gone)
    material = material_for(by, draft, WHY)
    return made(draft, material.parties, material.opened, timezone.now())


def _handed(by: Actor, disclosure_id: UUID) -> HandedOver:
    rows = HandedOver.objects.select_for_update().filter(
        organisation_id=by.organisation_id, disclosure_id=disclosure_id
    )
    row = rows.first()
    if row is None:
        raise NotFound("disclosure")
    return row


def _renew_digest(by: Actor, gone: Gone, ready: Made) -> None:
    digest = hashlib.sha256(json_of(ready.manifest)).hexdigest()
    Disclosure.objects.filter(organisation_id=by.organisation_id, id=gone.told.id).update(digest=digest)


def _note_made_again(by: Actor, gone: Gone) -> None:
    record_act(
        by, act="disclosure.made_again", item_kind="disclosure", item_id=gone.told.id, subject_id=gone.file.child_id
    )  # fmt: skip
