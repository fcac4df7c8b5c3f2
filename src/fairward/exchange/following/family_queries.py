"""What a family member may know of changes to what was told outside: when it was put right, told, and put right there.

Only corrections of what they are shown: that somebody explained or disputed something may be between a young person and the
school. It opens nothing; the caller has checked access and writes the look.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fairward.exchange.following.vocabulary import Answered
from fairward.files.changes import ChangeKind
from fairward.tenancy.rows import fetch

_PUT_RIGHT = f"""
SELECT f.disclosure_id, min(c.made_at), n.sent_at, n.answered_at, n.answer
FROM following_change c JOIN following_followed f ON f.organisation_id = c.organisation_id AND f.id = c.followed_id
LEFT JOIN following_notice n ON n.organisation_id = c.organisation_id AND n.id = c.notice_id
WHERE c.organisation_id = %s AND f.child_id = %s AND c.entry_id = ANY(%s)
AND c.what IN ({int(ChangeKind.CORRECTED)}, {int(ChangeKind.UNFOUNDED)})
GROUP BY f.disclosure_id, n.id, n.sent_at, n.answered_at, n.answer ORDER BY min(c.made_at)
"""  # noqa: S608 - constants


@dataclass(frozen=True, slots=True)
class PutRight:
    """Something that was put right: when here, when they were told, when they said that they put it right."""

    changed_at: datetime
    told_at: datetime | None
    answered_at: datetime | None
    is_kept: bool


def put_right_of(
    organisation_id: UUID, child_id: UUID, shown_entry_ids: Collection[UUID]
) -> dict[UUID, list[PutRight]]:
    """Disclosure -> what was put right of it since, in order."""
    found: dict[UUID, list[PutRight]] = {}
    rows = fetch(_PUT_RIGHT, [organisation_id, child_id, list(shown_entry_ids)])
    for disclosure_id, changed_at, told_at, answered_at, answer in rows:
        one = PutRight(changed_at, told_at, answered_at, answer == int(Answered.KEPT))
        found.setdefault(disclosure_id, []).append(one)
    return found
