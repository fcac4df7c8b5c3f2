"""Tells somebody of a family that there is something to read, if they asked for that. It may not say what, nor to whom else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from fairward.families import queries
from fairward.notices.mail import something_arrived
from fairward.organisations.queries import notice_addresses as addresses_of_staff


def tell(organisation_id: UUID, person_id: UUID, child_id: UUID | None = None) -> bool:
    """Put one content-free notice on its way, part of the current transaction; false when this person gets none.

    None for whoever did not ask (young persons do not unless they ask), gave no address, has not come in yet, is
    paused, or is let in to no record now; with `child_id`, to this child's record now.
    """
    membership_id = queries.wants_to_hear(organisation_id, person_id, child_id)
    if membership_id is None:
        return False
    something_arrived(organisation_id, [membership_id])
    return True


def notice_addresses(organisation_id: UUID, membership_ids: Iterable[UUID]) -> Mapping[UUID, str]:
    """Membership id -> address, asked when the mail goes: a family member who was paused meanwhile has none any more."""
    ids = set(membership_ids)
    staff = addresses_of_staff(organisation_id, ids)
    return {**staff, **queries.family_addresses(organisation_id, ids)}
