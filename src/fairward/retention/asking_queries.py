"""Who is asked because something was not decided: owners and leads first, then the headteacher, then the data protection officer.

Dates and ids only. It changes who is asked, and nothing else: nothing is destroyed because nobody decided.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from fairward.access.permissions import roles_with
from fairward.insight import monitors
from fairward.insight.monitors import Monitor
from fairward.insight.spans import Span
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import EntryState, Role
from fairward.organisations.queries import members
from fairward.retention.hold_policies import overdue_for
from fairward.retention.review_queries import CHILD_PURPOSES
from fairward.retention.thing_policies import DECIDE
from fairward.retention.thing_queries import over_count
from fairward.tenancy.rows import fetch

REMINDED_BEFORE = timedelta(days=14)
LEADS = (Role.SAFEGUARDING_LEAD, Role.DEPUTY_LEAD)
STEPS = {Role.HEADTEACHER: "headteacher", Role.DATA_PROTECTION_OFFICER: "officer"}
_OWNERS = """SELECT DISTINCT owner_id FROM retention_hold
WHERE organisation_id = %s AND lifted_at IS NULL AND review_on <= %s"""
_HOLDS = (
    "SELECT count(*) FROM retention_hold WHERE organisation_id = %s AND lifted_at IS NULL AND review_on <= %s"
)
_DUE = f"""SELECT count(*) FROM files_entry e
JOIN files_file f ON f.organisation_id = e.organisation_id AND f.id = e.file_id
WHERE e.organisation_id = %s AND e.review_on <= %s AND e.about_entry_id IS NULL
AND e.state <> {int(EntryState.PUT_AWAY)} AND f.purpose = ANY(%s)
AND NOT EXISTS (SELECT 1 FROM retention_reviewdecision d WHERE d.organisation_id = e.organisation_id
  AND d.entry_id = e.id AND d.withdrawn_at IS NULL AND d.carried_out_at IS NULL)"""  # noqa: S608 - constants
_FOR_SECOND = """SELECT DISTINCT decided_by FROM retention_reviewdecision
WHERE organisation_id = %s AND withdrawn_at IS NULL AND carried_out_at IS NULL AND needs_second AND second_at IS NULL"""


@dataclass(frozen=True, slots=True)
class Left:
    """How much waits: due entries and holds, now, and so long that the headteacher or the officer is asked."""

    due: int
    due_head: int
    due_officer: int
    holds: int
    holds_head: int
    holds_officer: int


def left(organisation_id: UUID, today: date) -> Left:
    """What nobody has decided, by who is asked about it by now."""
    own = [int(one) for one in CHILD_PURPOSES]

    def due(until: date) -> int:
        return int(fetch(_DUE, [organisation_id, until, own])[0][0])

    def holds(until: date) -> int:
        return int(fetch(_HOLDS, [organisation_id, until])[0][0])

    return Left(
        due(today), due(overdue_for("retention-review-headteacher", today)),
        due(overdue_for("retention-review-officer", today)), holds(today - timedelta(days=1)),
        holds(overdue_for("hold-review-headteacher", today)), holds(overdue_for("hold-review-officer", today)),
    )  # fmt: skip


def whom_to_tell(organisation_id: UUID, today: date) -> set[UUID]:
    """Members for the morning's content-free notice: owners of holds, leads, and who is asked because it was ignored."""
    found = left(organisation_id, today)
    told = {row[0] for row in fetch(_OWNERS, [organisation_id, today + REMINDED_BEFORE])}
    deciders = {row[0] for row in fetch(_FOR_SECOND, [organisation_id])}
    leads = {one.membership_id for role in LEADS for one in members(organisation_id, role=role)}
    if found.due:
        told |= leads
    if deciders:
        told |= leads - (deciders if len(deciders) == 1 else set())
    if over_count(organisation_id, today):
        told |= {
            one.membership_id for role in roles_with(DECIDE) for one in members(organisation_id, role=role)
        }
    if found.due_head or found.holds_head:
        told |= {one.membership_id for one in members(organisation_id, role=Role.HEADTEACHER)}
    if found.due_officer or found.holds_officer:
        told |= {one.membership_id for one in members(organisation_id, role=Role.DATA_PROTECTION_OFFICER)}
    return told


def left_undecided(actor: Actor, span: Span) -> Monitor:
    """For the counts: what fell due and was left to the headteacher or the officer."""
    found = left(actor.organisation_id, span.until)
    parts = [
        ("Due, with the lead", found.due - found.due_head),
        ("Left so long that the headteacher was asked", found.due_head - found.due_officer),
        ("Left so long that the data protection officer was asked", found.due_officer),
    ]
    return monitors.split(
        "left", "What fell due and nobody has decided",
        "It is kept for no reason that anybody has looked at. Nothing is destroyed because of it: somebody must decide.",
        parts,
    )  # fmt: skip
