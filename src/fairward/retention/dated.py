"""Things that are no entries and are kept by one class, counted from one day of their own: how the engine knows them.

A room names its table and days in SQL, constants of its module; it may not open anything, and decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from fairward.retention.counting import last_days
from fairward.retention.hanging import Hanging
from fairward.retention.hold_policies import Scope
from fairward.retention.kinds import GoingKind, Thing
from fairward.retention.vocabulary import ItemKind
from fairward.tenancy.rows import fetch

_FROM = "FROM {table} t WHERE t.organisation_id = %(org)s {wanted}"
_ALL = "SELECT t.id, {day} {source} ORDER BY 2, 1"
_STANDING = "SELECT t.id, {day} {source} AND t.id = ANY(%(ids)s) ORDER BY t.id FOR UPDATE"
# A hold names a period, or one thing.
_HELD = """
SELECT t.id, array_agg(h.id ORDER BY h.made_at) FROM {table} t
JOIN retention_hold h ON h.organisation_id = t.organisation_id AND h.lifted_at IS NULL
AND (h.item_id IS NULL OR h.item_id IN ({names}))
AND (h.since_on IS NULL OR {day} >= h.since_on) AND (h.until_on IS NULL OR {until_day} <= h.until_on)
WHERE t.organisation_id = %(org)s AND t.id = ANY(%(ids)s) GROUP BY t.id
"""
_IN_SCOPE = """
SELECT count(*) {source} AND (%(since)s::date IS NULL OR {day} >= %(since)s)
AND (%(until)s::date IS NULL OR {until_day} <= %(until)s)
"""


@dataclass(frozen=True, slots=True)
class Dated:
    """One kind in SQL over `t`. `day`: what its class counts from. `until_day`: what the end of a hold's period is compared
    with. `names`: what a hold may name it by; without any it is never held. `wanted`: which rows may go at all."""

    kind: ItemKind
    table: str
    rule_id: str
    day: str
    until_day: str = ""
    names: str = ""
    wanted: str = ""

    def due(self, organisation_id: UUID, on: date) -> list[Thing]:
        """Those that are looked at on a day or before it, the earliest first."""
        rows = fetch(self._said(_ALL), _asked(organisation_id))
        days = last_days(organisation_id, self.rule_id, (row[1] for row in rows))
        found = [Thing(row_id, self.rule_id, day, *days[day]) for row_id, day in rows]
        return [one for one in found if one.review_on <= on]

    def standing(self, organisation_id: UUID, ids: Iterable[UUID]) -> dict[UUID, date]:
        """Those that are there and may go, locked, and the day of each."""
        return dict(fetch(self._said(_STANDING), _asked(organisation_id, ids)))

    def held(self, organisation_id: UUID, ids: Sequence[UUID]) -> Mapping[UUID, tuple[UUID, ...]]:
        """Those that a standing hold freezes, each with its holds."""
        rows = fetch(self._said(_HELD), _asked(organisation_id, ids)) if self.names else []
        return {row[0]: tuple(row[1]) for row in rows}

    def in_scope(self, organisation_id: UUID, scope: Scope) -> int:
        """How many a hold of this scope would freeze."""
        if not self.names:
            return 0
        asked = {**_asked(organisation_id), "since": scope.since_on, "until": scope.until_on}
        count: int = fetch(self._said(_IN_SCOPE), asked)[0][0]
        return count

    def going(self, hanging: Hanging) -> GoingKind:
        """The kind as the engine takes it; `hanging`: its keys and rows."""
        return GoingKind(
            self.kind, self.table, self.standing, self.held, hanging.records, hanging.forget, due=self.due,
            in_scope=self.in_scope,
        )  # fmt: skip

    def _said(self, statement: str) -> str:
        source = _FROM.format(table=self.table, wanted=self.wanted)
        return statement.format(
            source=source,
            table=self.table,
            day=self.day,
            until_day=self.until_day or self.day,
            names=self.names,
        )


def _asked(organisation_id: UUID, ids: Iterable[UUID] = ()) -> dict[str, object]:
    return {"org": organisation_id, "ids": sorted(ids), "zone": timezone.get_current_timezone_name()}
