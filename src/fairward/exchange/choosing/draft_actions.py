"""The only writer of drafts: start one, keep what was chosen, drop it. One act each. It may not let anything out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.audit.log import record_act
from fairward.exchange.choosing.content import Addressee, Chosen, to_bytes
from fairward.exchange.choosing.draft_queries import TABLE, OpenedDraft
from fairward.exchange.choosing.models import Draft
from fairward.exchange.choosing.policies import check_can_change
from fairward.exchange.choosing.vocabulary import DraftState
from fairward.exchange.travel.partner_queries import partner
from fairward.files.policies import check_can_write
from fairward.files.writing import OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import DisclosureKind
from fairward.keys.records import create_record, destroy_records, open_records


@transaction.atomic
def start_draft(
    *,
    by: Actor,
    file: OpenedFile,
    kind: DisclosureKind,
    partner_id: UUID | None = None,
    chosen: Chosen | None = None,
    is_urgent: bool = False,
) -> UUID:
    """Begin to prepare something of a file for a confirmed partner, or (`chosen.addressee`) for somebody without Fairward.

    `chosen` may bring what is known already: a purpose, a form. Returns the draft's id.
    """
    check_can_write(by, file.purpose)
    begun = chosen or Chosen(_addressee_of(by, partner_id))
    if not begun.addressee.name.strip():
        raise Denied("no_addressee", "Say whom it is for.")
    draft_id, now = new_id(), timezone.now()
    key = create_record(by.organisation_id, draft_id, file=file.key)
    Draft.objects.create(
        organisation_id=by.organisation_id, id=draft_id, file_id=file.id, child_id=file.child_id, kind=int(kind),
        partner_id=partner_id, is_urgent=is_urgent, sealed=key.seal(to_bytes(begun), table=TABLE, version=1),
        started_at=now, started_by=by.membership_id, changed_at=now, changed_by=by.membership_id,
    )  # fmt: skip
    record_act(by, act="draft.started", item_kind="draft", item_id=draft_id, subject_id=file.child_id)
    return draft_id


@transaction.atomic
def save_draft(*, by: Actor, draft: OpenedDraft, chosen: Chosen) -> int:
    """Keep what was chosen; returns the new version. Whoever read it through or agreed to it did so of an earlier one."""
    check_can_write(by, draft.file.purpose)
    row = _locked(by, draft.facts.id)
    check_can_change(DraftState(row.state), row.version, draft.facts.version)
    keys = open_records(
        by, record_ids=[row.id], file=draft.file.key, item_kind="draft", subject_id=row.child_id,
        why="keeping what was chosen",
    )  # fmt: skip
    version = row.version + 1
    sealed = keys[row.id].seal(to_bytes(chosen), table=TABLE, version=version)
    _change(by, row, version=version, sealed=sealed, state=int(DraftState.CHOOSING))
    record_act(by, act="draft.changed", item_kind="draft", item_id=row.id, subject_id=row.child_id)
    return version


@transaction.atomic
def set_urgency(*, by: Actor, draft: OpenedDraft, is_urgent: bool) -> None:
    """Say that a child may be in danger now, so that nothing holds it up; or that this is over."""
    check_can_write(by, draft.file.purpose)
    row = _locked(by, draft.facts.id)
    check_can_change(DraftState(row.state), row.version, draft.facts.version)
    _change(by, row, is_urgent=is_urgent)
    record_act(by, act="draft.urgency_set", item_kind="draft", item_id=row.id, subject_id=row.child_id)


@transaction.atomic
def drop_draft(*, by: Actor, draft: OpenedDraft) -> None:
    """Throw it away: the key goes first."""
    check_can_write(by, draft.file.purpose)
    row = _locked(by, draft.facts.id)
    check_can_change(DraftState(row.state), row.version, draft.facts.version)
    destroy_records(by.organisation_id, [row.id])
    _change(by, row, sealed=b"", read_sealed=b"", state=int(DraftState.DROPPED))
    record_act(by, act="draft.dropped", item_kind="draft", item_id=row.id, subject_id=row.child_id)


def _locked(by: Actor, draft_id: UUID) -> Draft:
    rows = Draft.objects.select_for_update().filter(organisation_id=by.organisation_id, id=draft_id)
    row = rows.first()
    if row is None:
        raise NotFound("draft")
    return row


def _change(by: Actor, row: Draft, **columns: Any) -> None:
    columns |= {"changed_at": timezone.now(), "changed_by": by.membership_id}
    for name, value in columns.items():
        setattr(row, name, value)
    row.save(update_fields=list(columns))


def _addressee_of(by: Actor, partner_id: UUID | None) -> Addressee:
    if partner_id is None:
        raise Denied("no_addressee", "Say whom it is for.")
    card = partner(by.organisation_id, partner_id).card
    return Addressee(card.name, card.kind)
