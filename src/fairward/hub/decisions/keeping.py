"""Until when cases are kept, and items that nothing rests on: by the schedule, counted again when it changed.

It destroys nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.module_loading import import_string

from fairward.hub.vocabulary import CaseState, Route
from fairward.kernel.ids import new_id
from fairward.retention.kinds import Thing
from fairward.retention.own_periods import overrides_of
from fairward.rules.retention import Facts, Kept, Override, RetentionClass, class_for, class_named, explain_as
from fairward.tenancy.rows import fetch

RETURNS, CASE, PROOF = "hub_return", "hub_case", "hub_case_proof"
ITEMS_RULE, PROOF_RULE = "hub-returns-unused", "hub-case-proof"
_ROUTES = " ".join(f"WHEN {int(one)} THEN '{one.code}'" for one in Route)
_DAY = "(c.closed_at AT TIME ZONE %(zone)s)::date"
# What was decided, or the way it went where nothing was.
_ENDED = f"coalesce(d.outcome, CASE c.route {_ROUTES} END, 'none')"
_CLOSED = f"""
FROM intake_case c
LEFT JOIN decisions_decision d ON d.organisation_id = c.organisation_id AND d.case_id = c.id AND d.stands
LEFT JOIN decisions_casekept k ON k.organisation_id = c.organisation_id AND k.case_id = c.id
WHERE c.organisation_id = %(own)s AND c.state = {int(CaseState.CLOSED)} AND (%(case)s::uuid IS NULL OR c.id = %(case)s)
"""
_ALIKE = f"SELECT {_ENDED}, {_DAY}, k.rule_id, k.review_on, k.destroy_on, count(*) {_CLOSED} GROUP BY 1, 2, 3, 4, 5"
_ROWS = f"SELECT c.id, {_ENDED}, {_DAY} {_CLOSED} AND {_ENDED} = %(ended)s AND {_DAY} = %(day)s"
_WRITE = """
INSERT INTO decisions_casekept (organisation_id, id, case_id, ended, closed_on, rule_id, review_on, destroy_on)
SELECT %s, n.id, n.case_id, %s, %s, %s, %s, %s FROM unnest(%s::uuid[], %s::uuid[]) AS n (id, case_id)
ON CONFLICT (organisation_id, case_id) DO UPDATE SET ended = excluded.ended, closed_on = excluded.closed_on,
  rule_id = excluded.rule_id, review_on = excluded.review_on, destroy_on = excluded.destroy_on
"""
_DUE_CASES = """
SELECT k.case_id, k.rule_id, (c.received_at AT TIME ZONE %(zone)s)::date, k.review_on, k.destroy_on
FROM decisions_casekept k JOIN intake_case c ON c.organisation_id = k.organisation_id AND c.id = k.case_id
WHERE k.organisation_id = %(own)s AND k.review_on <= %(on)s ORDER BY k.review_on, k.case_id
"""
# Without those that a room still needs: each says in a statement which, so that none of them is known here.
_UNUSED = f"""
SELECT i.id, (i.arrived_at AT TIME ZONE %(zone)s)::date, {_DAY} FROM enquiries_item i
JOIN intake_case c ON c.organisation_id = i.organisation_id AND c.id = i.case_id
WHERE i.organisation_id = %(own)s AND c.state = {int(CaseState.CLOSED)}
AND NOT EXISTS (SELECT 1 FROM ({{needed}}) n WHERE n.item_id = i.id)
ORDER BY c.closed_at, i.id
"""  # noqa: S608 - constants
_GONE = """
SELECT id, received_on, closed_on FROM decisions_casegone WHERE organisation_id = %(own)s AND closed_on <= %(on)s
ORDER BY closed_on, id
"""


def kept(purpose: str, ended: str, closed_on: date, today: date, overrides: Sequence[Override]) -> Kept:
    """The schedule's answer for something of a case that was closed on a day."""
    rule = class_for(purpose, ended, (), today)
    return explain_as(
        rule.id, purpose, Facts(closed_on, closed_on=closed_on), today=today, overrides=overrides
    )


def count_kept(organisation_id: UUID, case_id: UUID | None = None) -> int:
    """Write until when closed cases are kept: all, or one that was just closed; returns how many have other days now."""
    own, today = overrides_of(organisation_id), timezone.localdate()
    asked, changed = _asked(organisation_id, case=case_id), 0
    for ended, closed_on, rule_id, review_on, destroy_on, _ in fetch(_ALIKE, asked):
        now = kept(CASE, ended, closed_on, today, own)
        if (rule_id, review_on, destroy_on) != (now.rule_id, now.review_on, now.destroy_on):
            changed += _write(organisation_id, asked, ended, closed_on, now)
    return changed


def kept_until(organisation_id: UUID, case_id: UUID) -> tuple[RetentionClass, date] | None:
    """By which class a closed case is kept, and its last day; None while it is open."""
    asked = "SELECT rule_id, destroy_on FROM decisions_casekept WHERE organisation_id = %s AND case_id = %s"
    rows = fetch(asked, [organisation_id, case_id])
    return (class_named(rows[0][0], timezone.localdate()), rows[0][1]) if rows else None


def would_keep(
    organisation_id: UUID, rule_id: str, overrides: Sequence[Override]
) -> Iterator[tuple[UUID, date, date, date, date]]:
    """Closed cases of a class: id, looked at and destroyed on as it stands, and as it would be by these periods."""
    today = timezone.localdate()
    standing = fetch(
        "SELECT case_id, ended, closed_on, review_on, destroy_on FROM decisions_casekept "
        "WHERE organisation_id = %s AND rule_id = %s",
        [organisation_id, rule_id],
    )
    for case_id, ended, closed_on, review_on, destroy_on in standing:
        now = kept(CASE, ended, closed_on, today, overrides)
        yield case_id, review_on, destroy_on, now.review_on, now.destroy_on


def due_cases(organisation_id: UUID, on: date) -> list[Thing]:
    """Closed cases that are to be looked at on a day or before it, the longest due first."""
    rows = fetch(_DUE_CASES, _asked(organisation_id, on=on))
    return [Thing(*row) for row in rows]


def due_items(organisation_id: UUID, on: date) -> list[Thing]:
    """What agencies answered in closed cases, what no room needs any more, and what goes on a day or before it."""
    needed = " UNION ALL ".join(import_string(name) for name in settings.FAIRWARD_NEEDS_HUB_ITEMS)
    rows = fetch(_UNUSED.format(needed=needed), _asked(organisation_id))
    days = _last_days(RETURNS, (row[2] for row in rows))
    return [
        Thing(item_id, ITEMS_RULE, arrived_on, days[closed_on], days[closed_on])
        for item_id, arrived_on, closed_on in rows
        if days[closed_on] <= on
    ]


def due_proofs(organisation_id: UUID, on: date) -> list[Thing]:
    """Proofs of cases that are gone whose own time is over."""
    rows = fetch(_GONE, _asked(organisation_id, on=on))
    days = _last_days(PROOF, (row[2] for row in rows))
    found = [
        Thing(row_id, PROOF_RULE, received_on, days[day], days[day]) for row_id, received_on, day in rows
    ]
    return [one for one in found if one.destroy_on <= on]


def _last_days(purpose: str, closed: Iterable[date]) -> Mapping[date, date]:
    """Closing day -> last day. These classes are fixed: no organisation has a period of its own."""
    today = timezone.localdate()
    return {day: kept(purpose, "none", day, today, ()).destroy_on for day in set(closed)}


def _write(organisation_id: UUID, asked: Mapping[str, object], ended: str, closed_on: date, now: Kept) -> int:
    ids = [row[0] for row in fetch(_ROWS, {**asked, "ended": ended, "day": closed_on})]
    with connection.cursor() as cursor:
        cursor.execute(
            _WRITE,
            [
                organisation_id, ended, closed_on, now.rule_id, now.review_on, now.destroy_on, [new_id() for _ in ids], ids,
            ],
        )  # fmt: skip
    return len(ids)


def _asked(organisation_id: UUID, **more: object) -> dict[str, object]:
    return {"own": organisation_id, "case": None, "zone": timezone.get_current_timezone_name(), **more}
