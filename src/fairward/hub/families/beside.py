"""What a family said, for the pages of packs and decisions, which stand below and ask by the settings. It may not write."""

from __future__ import annotations

from uuid import UUID

from fairward.hub.families.queries import sides_for
from fairward.hub.packs.beside import Beside
from fairward.kernel.actor import Actor


def said_by_family(actor: Actor, case_id: UUID, why: str) -> list[Beside]:
    """The family's side, the oldest first."""
    return [
        Beside(one.name, one.item_id, one.is_wrong, one.words, one.made_at) for one in sides_for(actor, case_id, why)
    ]  # fmt: skip
