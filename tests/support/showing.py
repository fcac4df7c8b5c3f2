"""Shows an entry to one person as a sealed version of their own, whole and unmasked. It decides nothing."""

from __future__ import annotations

import re
from uuid import UUID

from django.utils import timezone

from fairward.files import queries
from fairward.files.rendering import RenderedEntry, RenderedStatement
from fairward.kernel.ids import new_id
from fairward.keys.records import create_record
from fairward.rights.masks import Masks
from fairward.rights.masks import to_bytes as masks_to_bytes
from fairward.rights.models import ShownVersion
from fairward.rights.shown_content import ShownAnnotation, ShownEntry, ShownStatement, to_bytes
from fairward.rights.shown_queries import MASKS_TABLE, SHOWN_TABLE
from tests.personas import Persona
from tests.support.living import WHY, Living


def show(living: Living, entry_id: UUID, person_id: UUID, persona: Persona) -> UUID:
    """Seal the entry to a member of the family; returns the id of the shown version."""
    account = living.school[persona].account_id
    with living.school.transaction():
        lead = living.actor()
        entry, file, _ = queries.entry_for(lead, entry_id, WHY)
        shown_id, masks_id = new_id(), new_id()
        key = create_record(lead.organisation_id, shown_id, file=file.key, persons=[account])
        masks = create_record(lead.organisation_id, masks_id, file=file.key)
        ShownVersion.objects.create(
            organisation_id=lead.organisation_id, id=shown_id, entry_id=entry_id, person_id=person_id, account_id=account,
            child_id=file.child_id, entry_version=entry.version, masks_id=masks_id, made_at=timezone.now(),
            made_by=lead.membership_id, masks=masks.seal(masks_to_bytes(Masks()), table=MASKS_TABLE, version=1),
            sealed=key.seal(to_bytes(_shown(entry, file.purpose)), table=SHOWN_TABLE, version=1),
        )  # fmt: skip
    return shown_id


def _shown(entry: RenderedEntry, purpose: object) -> ShownEntry:
    return ShownEntry(
        entry_id=entry.id, kind=entry.kind, purpose=purpose, occurred_at=entry.occurred_at, precision=entry.precision,  # type: ignore[arg-type]
        by="A member of staff", where=entry.where, outcome=entry.outcome.code if entry.outcome else "",
        fields={}, statements=tuple(map(_statement, entry.statements)), annotations=_notes(entry),
    )  # fmt: skip


def _statement(one: RenderedStatement) -> ShownStatement:
    return ShownStatement(
        one.id, one.basis, one.basis_words, one.text, one.rests_on, one.when, (), _notes(one)
    )


def _notes(one: RenderedEntry | RenderedStatement) -> tuple[ShownAnnotation, ...]:
    return tuple(
        ShownAnnotation(note.id, note.kind, note.text, "A member of staff", note.made_at, note.feeling)
        for note in one.annotations
        if not note.is_confidential
    )


def lasting(html: str) -> str:
    """A page without what differs at every drawing: tokens of forms and the seconds until it locks."""
    html = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", html)
    return re.sub(r'data-seconds-left="\d*"', "", html)
