"""What waits in the rooms above the intake, for the board and the page of a case: links with counts, never content."""

from __future__ import annotations

from importlib import import_module
from uuid import UUID

from django.conf import settings

from fairward.design.pieces import Link


def on_board(organisation_id: UUID) -> list[Link]:
    """What waits beside the board."""
    return [one for room in _rooms() for one in room.on_board(organisation_id)]


def on_case(organisation_id: UUID, case_id: UUID) -> list[Link]:
    """What waits in one case."""
    return [one for room in _rooms() for one in room.on_case(organisation_id, case_id)]


def _rooms() -> list:  # type: ignore[type-arg]
    return [import_module(one) for one in settings.FAIRWARD_BESIDE_CASES]
