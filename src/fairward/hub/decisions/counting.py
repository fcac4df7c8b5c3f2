"""Tells whoever counts what is about to be destroyed. It may not count or destroy by itself."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string


def count_destroyed(organisation_id: UUID, item_ids: Collection[UUID]) -> None:
    """Rooms that settings name count these items, in this transaction. Called before anything of them goes."""
    for name in settings.FAIRWARD_COUNTS_WHAT_GOES:
        import_string(name)(organisation_id, item_ids)
