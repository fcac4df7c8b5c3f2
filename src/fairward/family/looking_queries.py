"""Who looked at what somebody is shown of a record. It may not tell of a look that is not for them: `rights` says which are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fairward.audit.log import record_list
from fairward.families.queries import my_access
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.rights.looking_queries import LONDON, Look, looks_of, released_to


@dataclass(frozen=True, slots=True)
class Looks:
    """The looks of one year, newest first: those of others, and the reader's own."""

    year: int
    others: list[Look]
    own: list[Look]


def looks_for(actor: Actor, child_id: UUID, year: int, why: str) -> Looks:
    """Who looked in one year at what the asker is shown of a child's record. That this was read is on the log too."""
    access = my_access(actor, child_id)
    released = released_to(actor.organisation_id, access.person_id, child_id)
    looks = looks_of(actor.organisation_id, access, year, released)
    record_list(actor, item_kind="log", item_ids=(), subject_id=child_id, why=why)
    return Looks(year, [one for one in looks if not one.is_own], [one for one in looks if one.is_own])


def look_for(actor: Actor, child_id: UUID, line_id: UUID, why: str) -> Look:
    """One line of somebody else that the asker may know; any other is not there."""
    year = datetime.fromtimestamp((line_id.int >> 80) / 1000, LONDON).year
    for one in looks_for(actor, child_id, year, why).others:
        if one.line_id == line_id:
            return one
    raise NotFound("line")
