"""What is left of entries in the tables of rights when they turn out to be about somebody else. It logs no act."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from fairward.kernel.actor import Actor
from fairward.rights.models import AudienceDecision, MySide, ShownVersion
from fairward.rights.sharing import end_shown


def shown_to(organisation_id: UUID, entry_ids: Sequence[UUID]) -> list[UUID]:
    """Everybody who is shown one of these entries now, or has read it."""
    rows = ShownVersion.objects.filter(
        Q(ended_at__isnull=True) | Q(first_read_at__isnull=False),
        organisation_id=organisation_id,
        entry_id__in=entry_ids,
    )
    return list(dict.fromkeys(rows.order_by("made_at").values_list("person_id", flat=True)))


def end_for_everybody(by: Actor, entry_ids: Sequence[UUID]) -> None:
    """Nobody of the family holds a key to these entries any more, and nothing about them waits for anybody."""
    now = timezone.now()
    end_shown(by, entry_ids, is_taken_back=True)
    AudienceDecision.objects.filter(
        organisation_id=by.organisation_id, entry_id__in=entry_ids, ended_at__isnull=True
    ).update(ended_at=now)
    MySide.objects.filter(
        organisation_id=by.organisation_id, entry_id__in=entry_ids, read_at__isnull=True
    ).update(read_at=now, read_by=by.membership_id)
