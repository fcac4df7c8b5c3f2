"""What others say beside a pack: rooms above name themselves in the settings. It may not know them, nor write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from fairward.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Beside:
    """Words of somebody about the case, about one item, or (`is_wrong`) that what was decided is wrong."""

    by: str
    item_id: UUID | None
    is_wrong: bool
    words: str
    made_at: datetime


def said_beside(actor: Actor, case_id: UUID, why: str) -> list[Beside]:
    """Everything that stands beside a pack, the oldest first; each room writes its look."""
    found: list[Beside] = []
    for name in settings.FAIRWARD_BESIDE_PACKS:
        found += import_string(name)(actor, case_id, why)
    return sorted(found, key=lambda one: one.made_at)
