"""Which cases a hold freezes, and how a page calls a case that is held. It may not change anything.

A hold that names one case freezes those too that somebody linked with it as the same matter or as opened again. What it does not
name freezes more, not less: a hub has no purposes and no themes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from fairward.design.addresses import url
from fairward.hub.intake.vocabulary import LinkKind
from fairward.retention.hold_policies import Scope
from fairward.retention.holding import no_hold_comes
from fairward.retention.kinds import Named
from fairward.tenancy.rows import fetch

_MATTER = f"{int(LinkKind.SAME)}, {int(LinkKind.REOPENS)}"
# Filled with a hold's columns, or with what somebody is about to hold.
_BITES = """
({item} IS NULL OR {item} = c.id OR EXISTS (
  SELECT 1 FROM intake_caselink l WHERE l.organisation_id = c.organisation_id AND l.kind IN ({matter})
  AND ((l.case_id = {item} AND l.other_case_id = c.id) OR (l.other_case_id = {item} AND l.case_id = c.id))))
AND ({child} IS NULL OR {child} = c.id OR EXISTS (
  SELECT 1 FROM intake_caseperson p WHERE p.organisation_id = c.organisation_id AND p.case_id = c.id AND p.id = {child}))
AND ({since} IS NULL OR c.closed_at IS NULL OR (c.closed_at AT TIME ZONE 'Europe/London')::date >= {since})
AND ({until} IS NULL OR (c.received_at AT TIME ZONE 'Europe/London')::date <= {until})
"""
_OF_HOLD = _BITES.format(
    item="h.item_id", child="h.child_id", since="h.since_on", until="h.until_on", matter=_MATTER
)
_OF_SCOPE = _BITES.format(
    item="%(item_id)s::uuid", child="%(child_id)s::uuid", since="%(since_on)s::date", until="%(until_on)s::date",
    matter=_MATTER,
)  # fmt: skip
_HELD = f"""
SELECT c.id, array_agg(h.id ORDER BY h.made_at) FROM intake_case c
JOIN retention_hold h ON h.organisation_id = c.organisation_id AND h.lifted_at IS NULL AND {_OF_HOLD}
WHERE c.organisation_id = %s AND c.id = ANY(%s) GROUP BY c.id
"""  # noqa: S608 - constants
_HELD_ITEMS = f"""
SELECT i.id, array_agg(h.id ORDER BY h.made_at) FROM enquiries_item i
JOIN intake_case c ON c.organisation_id = i.organisation_id AND c.id = i.case_id
JOIN retention_hold h ON h.organisation_id = c.organisation_id AND h.lifted_at IS NULL AND {_OF_HOLD}
WHERE i.organisation_id = %s AND i.id = ANY(%s) GROUP BY i.id
"""  # noqa: S608 - constants
_IN_SCOPE = f"SELECT count(*) FROM intake_case c WHERE c.organisation_id = %(own)s AND {_OF_SCOPE}"  # noqa: S608
_NAMED = "SELECT id, reference FROM intake_case WHERE organisation_id = %s AND id = ANY(%s)"
_FIND = "SELECT id FROM intake_case WHERE organisation_id = %s AND reference = %s"


def held_cases(organisation_id: UUID, case_ids: Sequence[UUID]) -> dict[UUID, tuple[UUID, ...]]:
    """Those that a standing hold freezes, each with its holds, oldest first."""
    return {row[0]: tuple(row[1]) for row in fetch(_HELD, [organisation_id, list(case_ids)])}


def held_items(organisation_id: UUID, item_ids: Sequence[UUID]) -> dict[UUID, tuple[UUID, ...]]:
    """Those of a case that a standing hold freezes."""
    return {row[0]: tuple(row[1]) for row in fetch(_HELD_ITEMS, [organisation_id, list(item_ids)])}


def is_held(organisation_id: UUID, case_id: UUID) -> bool:
    """Whether a hold freezes a case; until the caller's transaction ends nobody makes another hold."""
    no_hold_comes(organisation_id)
    return bool(held_cases(organisation_id, [case_id]))


def cases_in(organisation_id: UUID, scope: Scope) -> int:
    """How many cases a hold of this scope would freeze."""
    count: int = fetch(_IN_SCOPE, {"own": organisation_id, **asdict(scope)})[0][0]
    return count


def named_cases(organisation_id: UUID, case_ids: Sequence[UUID]) -> dict[UUID, Named]:
    """Cases by their reference: it names nobody."""
    rows = fetch(_NAMED, [organisation_id, list(case_ids)])
    return {row[0]: Named(f"case {row[1]}", url("intake:case", case_id=row[0])) for row in rows}


def find_case(organisation_id: UUID, words: str) -> UUID | None:
    """The case with a reference as somebody typed it."""
    signs = "".join(one for one in words.upper() if one.isalnum())
    rows = fetch(_FIND, [organisation_id, f"{signs[:4]}-{signs[4:]}"])
    return rows[0][0] if rows else None
