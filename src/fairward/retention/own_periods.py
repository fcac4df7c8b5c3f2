"""The periods that an organisation set for itself and that stand. It may not read a reason: that lies sealed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from uuid import UUID

from fairward.design.words import date_words
from fairward.rules.retention import Limit, Override, limits
from fairward.tenancy.rows import fetch

_STANDING = (
    "SELECT rule_id, review, destroy, approved_at FROM retention_schedulechange "
    "WHERE organisation_id = %s AND approved_at IS NOT NULL AND ended_at IS NULL ORDER BY rule_id"
)


def overrides_of(organisation_id: UUID) -> tuple[Override, ...]:
    """What stands now. The reason is not repeated beside every record: it may name somebody, and stands in the schedule."""
    return tuple(
        Override(row[0], limits_of(row[1]), limits_of(row[2]), agreed(row[3]))
        for row in fetch(_STANDING, [organisation_id])
    )


def agreed(at: object) -> str:
    """What every record says of an own period instead of the reason."""
    return f"agreed on {date_words(at)}, for a reason that stands in the schedule."  # type: ignore[arg-type]


@lru_cache(maxsize=512)
def limits_of(text: str) -> tuple[Limit, ...]:
    """Read what `text_of` wrote."""
    return limits(json.loads(text))


def text_of(limits: Sequence[Limit]) -> str:
    """Limits as the data files write them, as JSON."""
    return json.dumps([{"from": one.trigger, **one.amount} for one in limits], separators=(",", ":"))
