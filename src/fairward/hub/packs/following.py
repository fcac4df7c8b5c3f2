"""The only writer of citations that follow an item which was put right. It logs no act: taking the correction in is one."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from fairward.hub.packs.models import Citation


def follow(
    organisation_id: UUID, case_id: UUID, old: Collection[UUID], new: Iterable[UUID], at: datetime
) -> bool:
    """Whoever cited the old items cites those in their place; whether anybody did. The old citations stay, as they were."""
    cited = Citation.objects.filter(
        organisation_id=organisation_id, case_id=case_id, item_id__in=list(old)
    ).first()
    if cited is None:
        return False
    Citation.objects.bulk_create(
        Citation(
            organisation_id=organisation_id, case_id=case_id, item_id=one, cited_at=at, cited_by=cited.cited_by
        )
        for one in new
    )  # fmt: skip
    return True
