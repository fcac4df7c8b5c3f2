"""Counts of reports for the monitors. It may not show a report."""

from __future__ import annotations

from fairward.insight import monitors
from fairward.insight.monitors import Monitor
from fairward.insight.queries import Span
from fairward.kernel.actor import Actor
from fairward.school.concerns.models import Concern, ConcernState


def talked_share(actor: Actor, span: Span) -> Monitor:
    """How many reports were dealt with by talking, without a record. The page that shows it logs the look."""
    since, after = span.moments()
    seen = Concern.objects.filter(
        organisation_id=actor.organisation_id, reported_at__gte=since, reported_at__lt=after
    ).exclude(state=int(ConcernState.REPORTED))
    talked = seen.filter(state=int(ConcernState.TALKED)).count()
    return monitors.part_of(
        "talked", "Reports dealt with by talking, without a record",
        "Some worries end with a conversation. If none do, everything becomes a file; if most do, something may be lost.",
        "Talked, no record", talked, seen.count(), "reports",
    )  # fmt: skip
