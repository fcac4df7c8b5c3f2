"""What people of one of two installations do about something that was told and changes; verbs of `exchange_scripts`."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fairward.exchange.following.applied_actions import open_change
from fairward.exchange.following.arrived_queries import changes_arrived_for
from fairward.exchange.following.queries import settled_for
from fairward.exchange.receiving.received_queries import received_passages
from fairward.files.queries import entry_for
from fairward.kernel.vocabulary import DisclosureKind
from tests.personas import LEAD, School
from tests.support import casework, following
from tests.support.reporting import add_child
from tests.support.sent_packages import takes_in
from tests.support.travelling import arrivals

SCHOOLS: dict[str, School] = {}
WHY = "a test"


def record(told: dict[str, Any]) -> dict[str, Any]:
    """A child, and an entry with one claim in the child’s file."""
    school = SCHOOLS[told["school"]]
    child_id = add_child(school, "Amy", "Fairbairn")
    with school.transaction():
        lead = school.actor(LEAD)
        entry_id = casework.file(lead, casework.report(lead, [child_id]))[0]
        claims = [str(one.id) for one in entry_for(lead, entry_id, WHY)[0].statements]
    return {"child": str(child_id), "entry": str(entry_id), "claims": claims}


def hand_over(told: dict[str, Any]) -> dict[str, Any]:
    """Tell the partner everything of an entry."""
    how = following.Telling(kind=DisclosureKind[told["kind"]])
    following.tell(SCHOOLS[told["school"]], UUID(told["partner"]), [UUID(told["entry"])], how)
    return {}


def take(told: dict[str, Any]) -> dict[str, Any]:
    """Open what arrived last and take all of it into the file of a child, or of a new one; says where a claim stands now."""
    school = SCHOOLS[told["school"]]
    child_id = UUID(told["child"]) if told.get("child") else add_child(school, "Amy", "Fairbairn")
    takes_in(school, arrivals(school)[-1].id, child_id)
    with school.transaction():
        found = received_passages(school.organisation_id, [UUID(one) for one in told["claims"]])
    return {"child": str(child_id), "entries": sorted({str(entry) for entry, _ in found.values()})}


def fix(told: dict[str, Any]) -> dict[str, Any]:
    """Correct the first claim of an entry, and send what must be told."""
    school = SCHOOLS[told["school"]]
    following.correct(school, UUID(told["entry"]), 0, told["text"])
    return {"sent": [str(one) for line in following.waiting(school) for one in following.press(school, line)]}


def open_changes(told: dict[str, Any]) -> dict[str, Any]:
    """A lead opens every change that waits."""
    school = SCHOOLS[told["school"]]
    with school.transaction():
        waiting = [one for one in changes_arrived_for(school.actor(LEAD), WHY) if one.is_waiting]
    for one in waiting:
        with school.transaction():
            open_change(by=school.actor(LEAD), arrival_id=one.id)
    return {"opened": len(waiting)}


def says(told: dict[str, Any]) -> dict[str, Any]:
    """What an entry says, in which version; and how notices stand."""
    school = SCHOOLS[told["school"]]
    with school.transaction():
        lead = school.actor(LEAD)
        shown = entry_for(lead, UUID(told["entry"]), WHY)[0]
        settled = [one.answer.code for line in settled_for(lead, WHY) for one in line.notices if one.answer]
    return {
        "texts": [one.text for one in shown.statements], "version": shown.version, "settled": settled,
        "open": [one.recipient for one in following.waiting(school)],
    }  # fmt: skip


VERBS = {one.__name__: one for one in (record, hand_over, take, fix, open_changes, says)}
