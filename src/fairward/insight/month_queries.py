"""Counts of one school month by month, from dates and states alone. It may not name a child, an entry or a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from fairward.insight import monthly
from fairward.insight.monthly import Monthly
from fairward.insight.spans import Span, months_of
from fairward.kernel.vocabulary import Basis, EntryKind, EntryState, FamilyDecision, Outcome, Purpose
from fairward.people.vocabulary import RollStatus
from fairward.rules import family
from fairward.tenancy.rows import fetch

CHILD_PURPOSES = (Purpose.CHILD_PROTECTION, Purpose.WELFARE, Purpose.BEHAVIOUR)
MANY = 5
UNTRUE = [int(Outcome.UNFOUNDED), int(Outcome.MALICIOUS)]
FOUND_TRUE = [int(Outcome.SUBSTANTIATED), int(Outcome.PARTLY)]
_MONTH = "date_trunc('month', {at} AT TIME ZONE %s)::date"
_FILED = (
    f"e.organisation_id = %s AND e.kind = {int(EntryKind.CONCERN)} AND e.about_entry_id IS NULL "
    f"AND e.state <> {int(EntryState.PUT_AWAY)}"
)
_FILE = "JOIN files_file f ON f.organisation_id = e.organisation_id AND f.id = e.file_id "
_BETWEEN = "{at} >= %s AND {at} < %s"
_ENTRIES = (
    f"SELECT {_MONTH.format(at='e.recorded_at')}, f.purpose, count(*) FROM files_entry e {_FILE}"  # noqa: S608 - constants
    f"WHERE {_FILED} AND {_BETWEEN.format(at='e.recorded_at')} GROUP BY 1, 2"
)
_FIRST = (
    f"SELECT {_MONTH.format(at='first')}, count(*) FROM (SELECT min(e.recorded_at) AS first FROM files_entry e {_FILE}"  # noqa: S608
    "JOIN people_child c ON c.organisation_id = f.organisation_id AND c.id = f.child_id "
    f"WHERE e.organisation_id = %s AND e.state <> {int(EntryState.PUT_AWAY)} AND f.purpose = %s AND c.status = %s "
    "GROUP BY f.child_id) AS one GROUP BY 1"
)
_ON_ROLL = "SELECT count(*) FROM people_child WHERE organisation_id = %s AND status = %s"
_MANY = (
    f"SELECT {_MONTH.format(at='many')}, {_MONTH.format(at='found_true')} FROM ("  # noqa: S608 - constants
    "SELECT (array_agg(e.recorded_at ORDER BY e.recorded_at))[%s] AS many, "
    "min(e.decided_at) FILTER (WHERE e.outcome = ANY(%s)) AS found_true "
    f"FROM files_entry e {_FILE}WHERE {_FILED} GROUP BY f.child_id HAVING count(*) >= %s) AS one"
)
_OPINIONS = (
    f"SELECT {_MONTH.format(at='e.recorded_at')}, count(*), count(*) FILTER (WHERE s.has_stated_basis = false) "  # noqa: S608
    "FROM files_entry e JOIN files_statement s ON s.organisation_id = e.organisation_id AND s.entry_id = e.id "
    f"WHERE e.organisation_id = %s AND e.state <> {int(EntryState.PUT_AWAY)} AND s.basis = %s AND s.until_version IS NULL "
    "AND e.label IS NULL "  # what others wrote says nothing about how we record
    f"AND {_BETWEEN.format(at='e.recorded_at')} GROUP BY 1"
)
_OVERDUE = (
    f"SELECT date_trunc('month', e.review_on)::date, count(*) FROM files_entry e WHERE {_FILED} "  # noqa: S608 - constants
    "AND e.outcome IS NOT NULL AND e.review_on >= %s AND e.review_on < %s GROUP BY 1"
)
_UNTRUE = (
    f"SELECT {_MONTH.format(at='e.decided_at')}, count(*), percentile_cont(0.5) WITHIN GROUP "  # noqa: S608 - constants
    "(ORDER BY extract(epoch FROM e.decided_at - e.recorded_at) / 86400) "
    f"FROM files_entry e WHERE {_FILED} AND e.outcome = ANY(%s) AND {_BETWEEN.format(at='e.decided_at')} GROUP BY 1"
)
_DECISIONS = (
    f"SELECT {_MONTH.format(at='decided_at')}, decision, ground, count(*) FROM rights_audiencedecision "  # noqa: S608
    f"WHERE organisation_id = %s AND {_BETWEEN.format(at='decided_at')} GROUP BY 1, 2, 3"
)
_WAITED = (
    f"SELECT {_MONTH.format(at='first')}, count(*), percentile_cont(0.5) WITHIN GROUP "  # noqa: S608 - constants
    "(ORDER BY extract(epoch FROM first - recorded_at) / 86400) FROM ("
    "SELECT min(d.decided_at) AS first, e.recorded_at FROM rights_audiencedecision d "
    "JOIN files_entry e ON e.organisation_id = d.organisation_id AND e.id = d.entry_id "
    f"WHERE d.organisation_id = %s AND {_BETWEEN.format(at='d.decided_at')} "
    "GROUP BY e.organisation_id, e.id, e.recorded_at) AS one GROUP BY 1"
)


def months_for(organisation_id: UUID, span: Span) -> dict[str, Monthly]:
    """Monitor -> its figures by month. The page that shows them logs the look."""
    months, own, zone = months_of(span), organisation_id, settings.TIME_ZONE
    moments = span.moments()
    return {
        "entries": _entries(months, fetch(_ENTRIES, [zone, own, *moments])),
        "pupils": _pupils(own, months, zone),
        "many": _many(own, months, zone),
        "opinions": _of_rows(months, fetch(_OPINIONS, [zone, own, int(Basis.OPINION), *moments]),
                             "share of the opinions written in the month", "Without a basis"),
        "overdue": _overdue(own, months, span),
        "unfounded": _middle(months, fetch(_UNTRUE, [zone, own, UNTRUE, *moments]),
                             "days from writing it down to finding that it did not happen, by the month in which it was found"),
        **_families(own, months, zone, moments),
    }  # fmt: skip


def _entries(months: Sequence[date], rows: list[tuple[Any, ...]]) -> Monthly:
    found = {(month, purpose): count for month, purpose, count in rows}
    return monthly.counts(
        months, "concerns filed in the month",
        {one.word.capitalize(): [found.get((month, int(one)), 0) for month in months] for one in CHILD_PURPOSES},
    )  # fmt: skip


def _pupils(own: UUID, months: Sequence[date], zone: str) -> Monthly:
    on_roll = int(RollStatus.ON_ROLL)
    first = fetch(_FIRST, [zone, own, int(Purpose.CHILD_PROTECTION), on_roll])
    whole = fetch(_ON_ROLL, [own, on_roll])[0][0]
    reached = [sum(count for at, count in first if at <= month) for month in months]
    return monthly.growing(
        months, "pupils on the roll today with any child protection entry by the end of the month", "With an entry",
        reached, whole,
    )  # fmt: skip


def _many(own: UUID, months: Sequence[date], zone: str) -> Monthly:
    rows = fetch(_MANY, [zone, zone, MANY, FOUND_TRUE, own, MANY])
    standing = [
        sum(many <= month and (true is None or true > month) for many, true in rows) for month in months
    ]
    return monthly.growing(months, "children at the end of the month", "Children", standing)


def _overdue(own: UUID, months: Sequence[date], span: Span) -> Monthly:
    until = min(timezone.localdate(), span.until + timedelta(days=1))
    found = dict(fetch(_OVERDUE, [own, span.since, until]))
    return monthly.counts(
        months, "decided concerns that should have been looked at again in the month and were not",
        {"Still waiting": [found.get(month, 0) for month in months]},
    )  # fmt: skip


def _families(
    own: UUID, months: Sequence[date], zone: str, moments: tuple[datetime, datetime]
) -> dict[str, Monthly]:
    rows = fetch(_DECISIONS, [zone, own, *moments])
    held = dict.fromkeys(months, 0)
    theirs = dict.fromkeys(months, 0)
    grounds: dict[tuple[str, date], int] = {}
    for month, decision, ground, count in rows:
        if decision != int(FamilyDecision.NOT_THEIRS):
            theirs[month] += count
        if decision == int(FamilyDecision.HOLD_BACK):
            held[month] += count
            grounds[ground, month] = grounds.get((ground, month), 0) + count
    used = [one for one in family.grounds() if any((one.id, month) in grounds for month in months)]
    by_ground = {one.words: [grounds.get((one.id, month), 0) for month in months] for one in used}
    waited = fetch(_WAITED, [zone, own, *moments])
    return {
        "held": monthly.shares(
            months, "share of the decisions about families made in the month", "Held back",
            [held[month] for month in months], [theirs[month] for month in months],
        ),
        "grounds": monthly.counts(months, "decisions to hold back made in the month", by_ground),
        "waited": _middle(months, waited, "days from writing it down to the first decision, by the month of the decision"),
    }  # fmt: skip


def _of_rows(months: Sequence[date], rows: list[tuple[Any, ...]], unit: str, label: str) -> Monthly:
    found = {month: (whole, part) for month, whole, part in rows}
    both = [found.get(month, (0, 0)) for month in months]
    return monthly.shares(months, unit, label, [part for _, part in both], [whole for whole, _ in both])


def _middle(months: Sequence[date], rows: list[tuple[Any, ...]], unit: str) -> Monthly:
    found = {month: (float(middle), number) for month, number, middle in rows}
    return monthly.medians(
        months, unit, "Half took longer than", [found.get(month, (0.0, 0)) for month in months]
    )
