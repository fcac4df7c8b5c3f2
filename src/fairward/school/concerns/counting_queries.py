"""Counts of reports for the monitors. It may not show a report."""

from __future__ import annotations

from django.conf import settings

from fairward.insight import monitors, monthly
from fairward.insight.monitors import Monitor
from fairward.insight.monthly import Monthly
from fairward.insight.spans import Span, months_of
from fairward.kernel.actor import Actor
from fairward.school.concerns.models import Concern, ConcernState
from fairward.tenancy.rows import fetch

_TALKED = (
    "SELECT date_trunc('month', reported_at AT TIME ZONE %s)::date, count(*), count(*) FILTER (WHERE state = %s) "
    "FROM concerns_concern WHERE organisation_id = %s AND reported_at >= %s AND reported_at < %s AND state <> %s GROUP BY 1"
)


def talked_share(actor: Actor, span: Span) -> Monitor:
    """How many reports were dealt with by talking, without a record. The page that shows it logs the look."""
    since, after = span.moments()
    seen = Concern.objects.filter(
        organisation_id=actor.organisation_id, reported_at__gte=since, reported_at__lt=after
    ).exclude(state=int(ConcernState.REPORTED))
    talked = seen.filter(state=int(ConcernState.TALKED)).count()
    caution = "It does not say whether the talk was enough: of those reports only the number is kept."
    return monitors.part_of(
        "talked", "Reports dealt with by talking, without a record",
        "Some worries end with a conversation. If none do, everything becomes a file; if most do, something may be lost.",
        "Talked, no record", talked, seen.count(), "reports",
    ).by_month(_by_month(actor, span), caution)  # fmt: skip


def _by_month(actor: Actor, span: Span) -> Monthly:
    states = [int(ConcernState.TALKED), int(ConcernState.REPORTED)]
    rows = fetch(_TALKED, [settings.TIME_ZONE, states[0], actor.organisation_id, *span.moments(), states[1]])
    found = {month: (whole, part) for month, whole, part in rows}
    months = months_of(span)
    both = [found.get(month, (0, 0)) for month in months]
    return monthly.shares(
        months, "share of the reports of the month", "Talked, no record", [part for _, part in both],
        [whole for whole, _ in both],
    )  # fmt: skip
