"""What other rooms call to let somebody know that there is something to read. It takes ids and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from fairward.notices.jobs import enqueue
from fairward.notices.words import NoticeKind


def something_arrived(organisation_id: UUID, membership_ids: Iterable[UUID]) -> None:
    """Tell these people that there is something to read. Goes out only if the current transaction commits.

    Somebody who has such a notice on its way already does not get a second one.
    """
    enqueue(NoticeKind.ARRIVED, organisation_id, membership_ids)


def digest(organisation_id: UUID, membership_ids: Iterable[UUID]) -> None:
    """Tell these people that things wait for them; who that is, the caller knows."""
    enqueue(NoticeKind.DIGEST, organisation_id, membership_ids)
