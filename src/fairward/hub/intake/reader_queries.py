"""Who works on cases of a hub. It may not write."""

from __future__ import annotations

from uuid import UUID

from fairward.access.permissions import permissions_of
from fairward.hub.intake.policies import READ
from fairward.organisations.queries import members


def readers(organisation_id: UUID) -> list[tuple[UUID, str]]:
    """Everybody who can read cases, with their role, by name."""
    return [
        (one.membership_id, f"{one.name}, {one.role.word}")
        for one in members(organisation_id)
        if READ in permissions_of(one.role)
    ]
