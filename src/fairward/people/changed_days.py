"""Tells whoever keeps things by a child's days that one of them changed. It may not know who that is: settings name them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string


def tell(organisation_id: UUID, child_ids: Sequence[UUID]) -> None:
    """A date of birth, or the day they left, became known or changed for these children; inside the same transaction."""
    if child_ids:
        for name in settings.FAIRWARD_DAYS_CHANGED:
            import_string(name)(organisation_id, child_ids)
