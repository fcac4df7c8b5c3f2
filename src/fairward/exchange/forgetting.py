"""What is left of entries among the disclosures when they turn out to be about somebody else. It logs no act."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from fairward.exchange.models import DisclosedEntry, DisclosedPassage, Disclosure
from fairward.keys.records import destroy_records


def forget_entries(organisation_id: UUID, entry_ids: Sequence[UUID]) -> None:
    """Destroy the words of every disclosure that told something of these entries; keys first.

    A disclosure that told something of other entries too stays without its words: what of them was about whom, only a
    person could say, and the words may be about somebody else.
    """
    gone = DisclosedEntry.objects.filter(organisation_id=organisation_id, entry_id__in=entry_ids)
    touched = list(gone.values_list("disclosure_id", flat=True).distinct())
    if not touched:
        return
    destroy_records(organisation_id, touched)
    gone.delete()
    DisclosedPassage.objects.filter(organisation_id=organisation_id, entry_id__in=entry_ids).delete()
    rows = Disclosure.objects.filter(organisation_id=organisation_id, id__in=touched)
    staying = DisclosedEntry.objects.filter(organisation_id=organisation_id, disclosure_id__in=touched)
    kept = set(staying.values_list("disclosure_id", flat=True))
    rows.filter(id__in=kept).update(sealed=b"")
    rows.exclude(id__in=kept).delete()


def has_disclosures(organisation_id: UUID, file_id: UUID) -> bool:
    """Whether anything is noted of having been told of a file."""
    return Disclosure.objects.filter(organisation_id=organisation_id, file_id=file_id).exists()
