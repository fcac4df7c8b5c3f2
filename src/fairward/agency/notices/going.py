"""Notices to schools whose time is over are destroyed by the engine of retention. It opens nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.utils import timezone

from fairward.retention.counting import last_days
from fairward.retention.hanging import run
from fairward.retention.hold_policies import Scope
from fairward.retention.kinds import GoingKind, Thing
from fairward.retention.vocabulary import ItemKind
from fairward.tenancy.rows import fetch

RULE = "agency-notice"
_DAY = "(t.sent_at AT TIME ZONE %(zone)s)::date"
_FROM = "FROM notices_sent_notice t WHERE t.organisation_id = %(own)s"
_ALL = f"SELECT t.id, {_DAY} {_FROM} ORDER BY t.sent_at, t.id"
_STANDING = f"SELECT t.id, {_DAY} {_FROM} AND t.id = ANY(%(ids)s) ORDER BY t.id FOR UPDATE"
_HELD = f"""
SELECT t.id, array_agg(h.id ORDER BY h.made_at) FROM notices_sent_notice t
JOIN retention_hold h ON h.organisation_id = t.organisation_id AND h.lifted_at IS NULL
AND (h.item_id IS NULL OR h.item_id = t.id)
AND (h.since_on IS NULL OR {_DAY} >= h.since_on)
AND (h.until_on IS NULL OR (t.attended_at AT TIME ZONE %(zone)s)::date <= h.until_on)
WHERE t.organisation_id = %(own)s AND t.id = ANY(%(ids)s) GROUP BY t.id
"""  # noqa: S608 - constants
_IN_SCOPE = f"""SELECT count(*) {_FROM} AND (%(since)s::date IS NULL OR {_DAY} >= %(since)s)
AND (%(until)s::date IS NULL OR (t.attended_at AT TIME ZONE %(zone)s)::date <= %(until)s)"""
_FORGET = (
    "UPDATE travel_sending s SET sealed = NULL FROM notices_sent_notice t WHERE t.organisation_id = %(own)s "
    "AND t.id = ANY(%(ids)s) AND s.organisation_id = t.organisation_id "
    "AND s.package_id IN (t.package_id, t.hub_package_id) AND s.sealed IS NOT NULL AND s.next_attempt_at IS NULL",
    "DELETE FROM notices_sent_notice WHERE organisation_id = %(own)s AND id = ANY(%(ids)s)",
)


def _asked(organisation_id: UUID, ids: Iterable[UUID] = ()) -> dict[str, object]:
    return {"own": organisation_id, "ids": sorted(ids), "zone": timezone.get_current_timezone_name()}


def _due(organisation_id: UUID, on: date) -> list[Thing]:
    rows = fetch(_ALL, _asked(organisation_id))
    days = last_days(organisation_id, RULE, (row[1] for row in rows))
    found = [Thing(row_id, RULE, day, *days[day]) for row_id, day in rows]
    return [one for one in found if one.review_on <= on]


def _standing(organisation_id: UUID, ids: Iterable[UUID]) -> dict[UUID, date]:
    return dict(fetch(_STANDING, _asked(organisation_id, ids)))


def _held(organisation_id: UUID, ids: Sequence[UUID]) -> dict[UUID, tuple[UUID, ...]]:
    return {row[0]: tuple(row[1]) for row in fetch(_HELD, _asked(organisation_id, ids))}


def _in_scope(organisation_id: UUID, scope: Scope) -> int:
    asked = {**_asked(organisation_id), "since": scope.since_on, "until": scope.until_on}
    count: int = fetch(_IN_SCOPE, asked)[0][0]
    return count


def _records(organisation_id: UUID, ids: Sequence[UUID]) -> list[UUID]:
    return list(ids)  # the id of a notice is its record


def _forget(organisation_id: UUID, ids: Sequence[UUID]) -> None:
    run(_FORGET, _asked(organisation_id, ids))


NOTICES = GoingKind(
    ItemKind.NOTICE, "notices_sent_notice", _standing, _held, _records, _forget, due=_due, in_scope=_in_scope
)
