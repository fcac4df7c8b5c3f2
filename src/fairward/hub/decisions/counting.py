"""Tells whoever counts what is about to be destroyed. It may not count or destroy by itself."""

from __future__ import annotations

from collections.abc import Collection
from importlib import import_module
from uuid import UUID

from django.conf import settings


def count_destroyed(organisation_id: UUID, item_ids: Collection[UUID]) -> None:
    """Rooms that settings name count these items, in this transaction. Called before anything of them goes."""
    for name in settings.FAIRWARD_COUNTS_WHAT_GOES:
        import_module(name).count_items(organisation_id, item_ids)


def count_cases_destroyed(organisation_id: UUID, case_ids: Collection[UUID]) -> None:
    """The same for whole cases, called before anything of them goes, and before their items do."""
    for name in settings.FAIRWARD_COUNTS_WHAT_GOES:
        import_module(name).count_cases(organisation_id, case_ids)
