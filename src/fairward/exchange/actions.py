"""The only writer of disclosures: record one, note what became of it, note that the family knows. One act each."""

from __future__ import annotations

import json
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.audit.log import record_act
from fairward.exchange.models import DisclosedEntry, Disclosure
from fairward.exchange.policies import NewDisclosure, missing_in
from fairward.exchange.queries import TABLE
from fairward.exchange.vocabulary import UsedFor
from fairward.files.models import Entry
from fairward.files.policies import check_can_write, check_text
from fairward.files.writing import OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.ids import new_id
from fairward.keys import directory
from fairward.keys.records import create_record


@transaction.atomic
def record_disclosure(*, by: Actor, file: OpenedFile, new: NewDisclosure) -> UUID:
    """Record that somebody outside was told something of this file; returns the disclosure's id."""
    check_can_write(by, file.purpose)
    missing = missing_in(new, timezone.now())
    if missing or new.how is None or new.recipient_kind is None or new.is_told is None:
        raise Denied("disclosure_incomplete", " ".join(sentence for _, sentence in missing))
    check_text(new.said, "what you told them")
    _check_entries(by, file, new.entry_ids)
    disclosure_id = new_id()
    key = create_record(by.organisation_id, disclosure_id, file=file.key)
    body = {"format": 1, "said": new.said, "reasons": new.reasons, "yes": sorted(new.yes)}
    Disclosure.objects.create(
        organisation_id=by.organisation_id, id=disclosure_id, file_id=file.id, child_id=file.child_id,
        told_at=new.told_at, how=int(new.how), recipient_kind=int(new.recipient_kind),
        recipient=directory.protect(by.organisation_id, TABLE, disclosure_id, new.recipient.strip().encode()),
        basis=new.basis, sealed=key.seal(json.dumps(body, ensure_ascii=False).encode(), table=TABLE, version=1),
        is_told=new.is_told, ground="" if new.is_told else new.ground, tell_by=None if new.is_told else new.tell_by,
        recorded_at=timezone.now(), recorded_by=by.membership_id,
    )  # fmt: skip
    DisclosedEntry.objects.bulk_create(
        DisclosedEntry(organisation_id=by.organisation_id, disclosure_id=disclosure_id, entry_id=one)
        for one in dict.fromkeys(new.entry_ids)
    )
    record_act(
        by, act="disclosure.recorded", item_kind="disclosure", item_id=disclosure_id, subject_id=file.child_id
    )
    return disclosure_id


@transaction.atomic
def note_use(*, by: Actor, file: OpenedFile, disclosure_id: UUID, used_for: UsedFor) -> None:
    """Note what the recipient did with it."""
    check_can_write(by, file.purpose)
    _change(by, file, disclosure_id, used_for=int(used_for))
    record_act(
        by,
        act="disclosure.use_noted",
        item_kind="disclosure",
        item_id=disclosure_id,
        subject_id=file.child_id,
    )


@transaction.atomic
def note_family_told(*, by: Actor, file: OpenedFile, disclosure_id: UUID) -> None:
    """The family knows now: from here on they see it under "where it went"."""
    check_can_write(by, file.purpose)
    _change(by, file, disclosure_id, is_told=True, ground="", tell_by=None)
    record_act(
        by,
        act="disclosure.family_told",
        item_kind="disclosure",
        item_id=disclosure_id,
        subject_id=file.child_id,
    )


def _change(
    by: Actor, file: OpenedFile, disclosure_id: UUID, **columns: int | bool | str | date | None
) -> None:
    rows = Disclosure.objects.filter(organisation_id=by.organisation_id, id=disclosure_id, file_id=file.id)
    if not rows.update(**columns):
        raise NotFound("disclosure")


def _check_entries(by: Actor, file: OpenedFile, entry_ids: tuple[UUID, ...]) -> None:
    """Only entries of this file: another one's are not there."""
    own = Entry.objects.filter(organisation_id=by.organisation_id, file_id=file.id, id__in=entry_ids)
    if own.count() != len(set(entry_ids)):
        raise NotFound("entry")
