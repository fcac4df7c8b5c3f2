"""Who received what was put right, as rows to be ticked: told on, acknowledged on. It logs no act: the action does."""

from __future__ import annotations

from uuid import UUID

from fairward.cases.models import CaseRecipient
from fairward.cases.texts import write_text
from fairward.cases.vocabulary import TextKind
from fairward.design.words import date_words
from fairward.exchange.queries import recipients_of
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import Purpose, RingKind


def note_recipients(by: Actor, case_id: UUID, entry_id: UUID, purpose: Purpose) -> int:
    """Everybody outside who was told something of this entry becomes a line to tick; returns how many there are."""
    found = recipients_of(by.organisation_id, entry_id)
    for one in found:
        words = f"{one.words}, told on {date_words(one.told_at)}"
        add_recipient_row(by, case_id, words, purpose, disclosure_id=one.disclosure_id)
    return (
        len(found)
        + CaseRecipient.objects.filter(
            organisation_id=by.organisation_id, case_id=case_id, disclosure_id__isnull=True
        ).count()
    )


def add_recipient_row(
    by: Actor, case_id: UUID, words: str, purpose: Purpose, *, disclosure_id: UUID | None = None
) -> UUID:
    """One more who received it; returns the id of the line."""
    text_id = write_text(by, case_id, TextKind.RECIPIENT, words, rings=[RingKind.of(purpose)])
    row = CaseRecipient.objects.create(
        organisation_id=by.organisation_id, case_id=case_id, text_id=text_id, disclosure_id=disclosure_id
    )
    return row.id


def locked_recipient(by: Actor, case_id: UUID, recipient_id: UUID) -> CaseRecipient | None:
    """One line to tick, locked."""
    rows = CaseRecipient.objects.select_for_update().filter(
        organisation_id=by.organisation_id, case_id=case_id, id=recipient_id
    )
    return rows.first()


def has_recipients(organisation_id: UUID, case_id: UUID) -> bool:
    """Whether anybody is noted who received it."""
    return CaseRecipient.objects.filter(organisation_id=organisation_id, case_id=case_id).exists()


def all_acknowledged(organisation_id: UUID, case_id: UUID) -> bool:
    """Whether nobody is left who was not told or did not say that they know."""
    return not CaseRecipient.objects.filter(
        organisation_id=organisation_id, case_id=case_id, acknowledged_on__isnull=True
    ).exists()
