"""Who hears it, or a part of it, later: one list for the board, the home page and its own page. It may not open or write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fairward.audit.log import record_list
from fairward.hub.intake.case_queries import people_of
from fairward.kernel.actor import Actor
from fairward.tenancy.rows import fetch

# Whoever was not told at all yet; and the newest version of what each reader who still reads is shown, where a part is held.
_LATER = """
SELECT f.case_id, f.person_id, f.ground, f.look_again_on, f.noted_by AS put_off_by, false AS is_part
FROM decisions_feedback f WHERE f.organisation_id = %(own)s AND f.how IS NULL AND f.ended_at IS NULL
UNION ALL
SELECT s.case_id, s.person_id, s.ground, s.look_again_on, s.made_by, true FROM (
  SELECT DISTINCT ON (s.reader_id) s.case_id, r.person_id, s.ground, s.look_again_on, s.made_by, s.held
  FROM hub_families_shownoutcome s
  JOIN hub_families_casereader r ON r.organisation_id = s.organisation_id AND r.id = s.reader_id AND r.ended_at IS NULL
  WHERE s.organisation_id = %(own)s ORDER BY s.reader_id, s.version DESC
) s WHERE s.held > 0
"""
_LIST = f"""
SELECT l.case_id, c.reference, l.person_id, l.ground, l.look_again_on, l.put_off_by, l.is_part FROM ({_LATER}) l
JOIN intake_case c ON c.organisation_id = %(own)s AND c.id = l.case_id
WHERE %(by)s::date IS NULL OR l.look_again_on <= %(by)s::date ORDER BY l.look_again_on, c.reference LIMIT %(most)s
"""  # noqa: S608 - constants
_COUNTS = f"SELECT count(*), count(*) FILTER (WHERE l.look_again_on <= %(by)s) FROM ({_LATER}) l"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Later:
    """Somebody who hears it, or a part of it, later, without a name. `by` put it off; `is_part`: the rest was shown."""

    case_id: UUID
    reference: str
    person_id: UUID
    ground: str
    look_again_on: date
    by: UUID
    is_part: bool


@dataclass(frozen=True, slots=True)
class PutOff:
    """The same with the name."""

    one: Later
    name: str


def later_of(organisation_id: UUID, *, by: date | None = None, most: int | None = None) -> list[Later]:
    """Everybody who hears all or a part later, whoever is to be looked at first on top; or those to be looked at by a day."""
    return [Later(*row) for row in fetch(_LIST, {"own": organisation_id, "by": by, "most": most})]


def put_off_for(actor: Actor, why: str) -> list[PutOff]:
    """The same with names, for a page: the list is logged."""
    found = later_of(actor.organisation_id)
    case_ids = {one.case_id for one in found}
    people = people_of(actor.organisation_id, case_ids)
    named = {one.id: one.identity.words for each in people.values() for one in each}
    record_list(actor, item_kind="case", item_ids=list(case_ids), why=why)
    return [PutOff(one, named.get(one.person_id, "")) for one in found]


def put_off_counts(organisation_id: UUID, today: date) -> tuple[int, int]:
    """How many hear it later, and of how many that is to be looked at by now."""
    total, due = fetch(_COUNTS, {"own": organisation_id, "by": today})[0]
    return total, due
