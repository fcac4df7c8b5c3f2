"""The only writer of what leaves: one package of one draft, once. It may not choose anything, nor let anything out untested."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from fairward.audit.log import record_act
from fairward.exchange.choosing.as_read import digest_of
from fairward.exchange.choosing.draft_queries import OpenedDraft, facts_of
from fairward.exchange.choosing.models import Draft, HandedOver
from fairward.exchange.choosing.policies import check_can_change
from fairward.exchange.choosing.sending_content import Kept, written
from fairward.exchange.choosing.sending_package import Made, made
from fairward.exchange.choosing.sending_policies import (
    check_as_read,
    check_can_send,
    check_way,
    is_second_owed,
    missing_ids,
)
from fairward.exchange.choosing.sending_queries import Material, material_for
from fairward.exchange.choosing.vocabulary import DraftState
from fairward.exchange.models import DisclosedEntry, DisclosedPassage, Disclosure
from fairward.exchange.package.for_others import ForOthers, file_for_others
from fairward.exchange.package.making import texts_of
from fairward.exchange.package.sealing import seal
from fairward.exchange.package.words import json_of
from fairward.exchange.queries import TABLE
from fairward.exchange.travel.partner_queries import partner
from fairward.exchange.travel.sending_actions import put_on_its_way
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.exchange.vocabulary import HowTold
from fairward.files.policies import check_can_write
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.ids import new_id
from fairward.keys import directory, signing
from fairward.keys.records import create_record, destroy_records
from fairward.tenancy.context import as_organisation

WHY = "sending what was chosen"
_LATELY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent. `file_for_others` is there once, for whoever sent an encrypted file: its words are kept nowhere."""

    disclosure_id: UUID
    package_id: UUID
    how: HowTold
    file_for_others: ForOthers | None = None


@transaction.atomic
def send(*, by: Actor, draft: OpenedDraft, way: HowTold | None = None) -> Sent:
    """Let a draft go, as this very version: to its partner, or (`way`) as an encrypted file or on paper.

    The package has the draft's id, and the draft is locked and closed with it: twice is once. Denied with a sentence while
    something is missing that does not give way to danger.
    """
    check_can_write(by, draft.file.purpose)
    draft = _locked(by, draft)
    how = check_way(draft.facts.partner_id, way)
    material = material_for(by, draft, WHY)
    check_can_send(by.membership_id, draft, material)
    now = timezone.now()
    ready = made(draft, material.parties, material.opened, now)
    if not draft.facts.is_urgent:
        check_as_read(draft, digest_of(ready.manifest))
    handed = _let_go(by, draft, ready, how)
    disclosure_id = _disclose(by, draft, material, ready, how, now)
    if how is not HowTold.PACKAGE:
        HandedOver.objects.create(
            organisation_id=by.organisation_id, disclosure_id=disclosure_id, sealed=handed.content if handed else b"",
            made_at=now, made_by=by.membership_id,
        )  # fmt: skip
    is_owed = is_second_owed(draft, material, digest_of(ready.manifest))
    _close(by, draft, disclosure_id, now, is_owed=is_owed)
    for name in settings.FAIRWARD_HEARS_OF_SENDING:
        import_string(name)(by, draft.facts.id)
    record_act(
        by, act="draft.sent", item_kind="draft", item_id=draft.facts.id, subject_id=draft.file.child_id
    )
    return Sent(disclosure_id, draft.facts.id, how, handed)


def forget_draft(organisation_id: UUID, draft_id: UUID) -> None:
    """Destroy the key of a draft that has gone. After the commit, so that a crash before it leaves the draft as it was."""
    with as_organisation(organisation_id):
        destroy_records(organisation_id, [draft_id])


@transaction.atomic
def forget_closed_drafts(organisation_id: UUID, now: datetime) -> int:
    """Keys of drafts that were closed lately and outlived that, because the process died just then. Returns how many went."""
    closed = Draft.objects.filter(
        organisation_id=organisation_id, state__in=[int(DraftState.SENT), int(DraftState.DROPPED)], changed_at__gte=now - _LATELY
    )  # fmt: skip
    return destroy_records(organisation_id, list(closed.values_list("id", flat=True)))


def _locked(by: Actor, draft: OpenedDraft) -> OpenedDraft:
    """The draft as it stands now, locked; Denied where it went already or was changed since it was opened."""
    own, draft_id = by.organisation_id, draft.facts.id
    if not Draft.objects.select_for_update().filter(organisation_id=own, id=draft_id).exists():
        raise NotFound("draft")
    facts = facts_of(own, [draft_id])[draft_id]
    check_can_change(facts.state, facts.version, draft.facts.version)
    return replace(draft, facts=facts)


def _let_go(by: Actor, draft: OpenedDraft, ready: Made, how: HowTold) -> ForOthers | None:
    """Seal it and put it on its way, or make the encrypted file; nothing for paper."""
    own, package = by.organisation_id, ready.package
    key, sign = signing.verifying_key(own), partial(signing.sign, own)
    if how is HowTold.FILE:
        return file_for_others(package, verifying_key=key, sign=sign)
    if draft.facts.partner_id is not None:
        card = partner(own, draft.facts.partner_id).card
        sealed = seal(package, ring_public=card.ring_key, verifying_key=key, sign=sign)
        put_on_its_way(
            by=by, partner_id=draft.facts.partner_id, package_id=draft.facts.id, kind=EnvelopeKind(int(draft.facts.kind)),
            sealed=sealed, ring_id=card.ring_id,
        )  # fmt: skip
    return None


def _disclose(
    by: Actor, draft: OpenedDraft, material: Material, ready: Made, how: HowTold, now: datetime
) -> UUID:
    """The disclosure with its entries and passages; its words are sealed to the file, key first."""
    own, disclosure_id, manifest = by.organisation_id, new_id(), ready.manifest
    key = create_record(own, disclosure_id, file=draft.file.key)
    rows = _passages(draft, material, ready)
    Disclosure.objects.create(
        organisation_id=own, id=disclosure_id, file_id=draft.file.id, child_id=draft.file.child_id, told_at=now,
        how=int(how), recipient_kind=int(manifest.recipient.kind),
        recipient=directory.protect(own, TABLE, disclosure_id, _recipient_words(ready).encode()),
        basis=manifest.basis.code, sealed=key.seal(_words(draft, material, ready), table=TABLE, version=1),
        is_told=manifest.told.is_told, ground=manifest.told.ground.code if manifest.told.ground else "",
        tell_by=manifest.told.look_again_on, kind=int(draft.facts.kind), package_id=manifest.id,
        partner_id=draft.facts.partner_id, digest=hashlib.sha256(json_of(manifest)).hexdigest(), recorded_at=now,
        recorded_by=by.membership_id,
    )  # fmt: skip
    DisclosedEntry.objects.bulk_create(
        DisclosedEntry(organisation_id=own, disclosure_id=disclosure_id, entry_id=entry_id)
        for entry_id in dict.fromkeys(row["entry_id"] for row in rows)
    )
    DisclosedPassage.objects.bulk_create(
        DisclosedPassage(organisation_id=own, disclosure_id=disclosure_id, **row) for row in rows
    )
    return disclosure_id


def _words(draft: OpenedDraft, material: Material, ready: Made) -> bytes:
    facts = draft.facts
    later = dict.fromkeys((*ready.chosen.later, *missing_ids(draft, material, digest_of(ready.manifest))))
    second = facts.second_by if facts.is_agreed else None
    behind = {key: why.code for key, why in ready.behind.items()}
    kept = Kept(ready.chosen, ready.manifest.left_out, tuple(later), behind, second, facts.is_urgent)
    return written(kept, ready.manifest, len(ready.manifest.passages))


def _recipient_words(ready: Made) -> str:
    """As the family reads it: the organisation and what somebody is there, not who."""
    to = ready.manifest.recipient
    return ", ".join(dict.fromkeys((to.name, *(one.role for one in to.named))))


def _passages(draft: OpenedDraft, material: Material, ready: Made) -> list[dict[str, Any]]:
    """Which statement of which entry went, under which label. A pointer's own id is not the one that travels."""
    masked = {one.id for one in ready.manifest.passages if one.is_masked}
    return [
        {
            "entry_id": entry.id, "passage_id": one.id, "label": int(draft.chosen.passages[one.id].label),
            "is_masked": one.id in masked,
        }
        for entry in material.opened.entries
        for one in texts_of(entry)
        if one.id in ready.gone
    ]  # fmt: skip


def _close(by: Actor, draft: OpenedDraft, disclosure_id: UUID, now: datetime, *, is_owed: bool) -> None:
    """The draft is sent: its words go with the row's, and its key once that is certain."""
    own, facts = by.organisation_id, draft.facts
    Draft.objects.filter(organisation_id=own, id=facts.id).update(
        state=int(DraftState.SENT), disclosure_id=disclosure_id, sealed=b"", read_sealed=b"", changed_at=now,
        changed_by=by.membership_id, second_asked_at=now if is_owed else None,
    )  # fmt: skip
    # A function, for a partial has no name under which a failure could be logged.
    transaction.on_commit(lambda: forget_draft(own, facts.id), robust=True)
