"""What a reporter may see of their own reports: where they stand, the reply, and with a key of their own the words.

It may not show anybody else's report, nor what the lead decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from fairward.audit.log import record_list, record_look
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import Role
from fairward.keys.records import open_records
from fairward.organisations.queries import names_of_members
from fairward.people.queries import ChildName, find_children, names_of_children
from fairward.school.concerns.content import ADDITION_TABLE, CONCERN_TABLE, ConcernContent, concern_from_bytes
from fairward.school.concerns.models import Addition, Concern, ConcernChild, ConcernState
from fairward.school.concerns.replies import reveal_reply
from fairward.school.concerns.report_answers import Answers
from fairward.school.concerns.workflow import Reached, stages
from fairward.tenancy.rows import fetch

PAGE_SIZE = 20
_COLUMNS = (
    "id",
    "reported_at",
    "read_at",
    "triaged_at",
    "closed_at",
    "is_danger",
    "state",
    "reply",
    "reply_at",
)


_LEADS = (
    "SELECT id FROM organisations_membership "
    "WHERE organisation_id = %s AND is_active AND role = ANY(%s::smallint[])"
)
_SENT_BEFORE = (
    "SELECT id FROM concerns_concern WHERE organisation_id = %s AND send_id = %s AND reported_by = %s"
)
_ALARMS = (
    "SELECT d.membership_id, min(d.danger_at), bool_and(EXISTS (SELECT 1 FROM concerns_concern c "
    "WHERE c.organisation_id = d.organisation_id AND c.reported_by = d.membership_id AND c.is_danger "
    "AND c.reported_at > d.danger_at)) FROM concerns_draft d "
    "WHERE d.organisation_id = %s AND d.danger_at IS NOT NULL GROUP BY d.membership_id ORDER BY min(d.danger_at)"
)


@dataclass(frozen=True, slots=True)
class OwnReport:
    """A report as its writer follows it."""

    id: UUID
    reported_at: datetime
    stages: tuple[Reached, ...]
    is_danger: bool
    has_text: bool
    reply: str
    reply_at: datetime | None
    children: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What the writer wrote, opened with their own key: the report and what they added, by date."""

    report: ConcernContent | None
    additions: tuple[tuple[datetime, ConcernContent], ...]


def sent_before(by: Actor, send_id: UUID) -> UUID | None:
    """The concern that this member already sent under this `send_id`."""
    rows = fetch(_SENT_BEFORE, [by.organisation_id, send_id, by.membership_id])
    return rows[0][0] if rows else None


def leads(organisation_id: UUID) -> list[UUID]:
    """Memberships of the safeguarding lead and the deputies."""
    roles = [int(Role.SAFEGUARDING_LEAD), int(Role.DEPUTY_LEAD)]
    return [row[0] for row in fetch(_LEADS, [organisation_id, roles])]


def headteachers(organisation_id: UUID) -> list[UUID]:
    """Memberships of the headteachers."""
    return [row[0] for row in fetch(_LEADS, [organisation_id, [int(Role.HEADTEACHER)]])]


def names_of_leads(by: Actor) -> list[str]:
    """Whom a report goes to, by name."""
    names = names_of_members(by.organisation_id, leads(by.organisation_id)).values()
    return [f"{one.name} ({one.role.word})" for one in sorted(names, key=lambda one: (one.role, one.name))]


def children_of_page(by: Actor, answers: Answers) -> dict[str, Any]:
    """The chosen children with their names, and those found by what was typed. The list found is logged."""
    names = names_in(by, answers)
    found = find_children(by, answers.search) if answers.search.strip() else []
    return {
        "chosen": [(child, names[child], part) for child, part in answers.children.items() if child in names],
        "found": [one for one in found if one.id not in answers.children],
        "is_searched": bool(answers.search.strip()),
    }


def names_in(by: Actor, answers: Answers) -> dict[UUID, ChildName]:
    """The names of the children whom the writer chose."""
    return names_of_children(by.organisation_id, answers.children) if answers.children else {}


def own_state(by: Actor, concern_id: UUID) -> ConcernState:
    """Where this member's report stands; whoever moves it waits for this transaction, and the other way round."""
    state = _own(by).filter(id=concern_id).select_for_update().values_list("state", flat=True).first()
    if state is None:
        raise NotFound("concern")
    return ConcernState(state)


def has_addition(by: Actor, concern_id: UUID, addition_id: UUID) -> bool:
    """Whether this addition was already made."""
    return Addition.objects.filter(
        organisation_id=by.organisation_id, id=addition_id, concern_id=concern_id
    ).exists()  # fmt: skip


def list_own_reports(by: Actor, page: int) -> tuple[list[OwnReport], bool]:
    """One page of the member's reports, newest first, and whether there are more. The list shown is logged."""
    start = (page - 1) * PAGE_SIZE
    rows = list(
        _own(by).order_by("-reported_at", "-id").values_list(*_COLUMNS)[start : start + PAGE_SIZE + 1]
    )
    shown = _own_reports(by, rows[:PAGE_SIZE])
    if shown:
        record_list(
            by, item_kind="concern", item_ids=[one.id for one in shown], why="following their own reports"
        )
    return shown, len(rows) > PAGE_SIZE


def own_report(by: Actor, concern_id: UUID) -> OwnReport:
    """One of the member's own reports; anybody else's is not there."""
    rows = list(_own(by).filter(id=concern_id).values_list(*_COLUMNS))
    if not rows:
        raise NotFound("concern")
    record_look(by, item_kind="concern", item_ids=[concern_id], why="following their own report")
    return _own_reports(by, rows)[0]


def additions_to(by: Actor, concern_id: UUID) -> list[datetime]:
    """When the member added to their report."""
    rows = Addition.objects.filter(
        organisation_id=by.organisation_id, concern_id=concern_id, made_by=by.membership_id
    )
    return list(rows.order_by("made_at").values_list("made_at", flat=True))


def own_words(by: Actor, concern_id: UUID) -> OwnWords:
    """The words of the member's own report, with their own key. Denied "locked" or "no_key" if that opens none."""
    sealed = _own(by).filter(id=concern_id).values_list("sealed", flat=True).first()
    rows = Addition.objects.filter(
        organisation_id=by.organisation_id, concern_id=concern_id, made_by=by.membership_id
    )
    added = list(rows.order_by("made_at").values_list("id", "made_at", "sealed"))
    keys = open_records(
        by, record_ids=[concern_id, *(row[0] for row in added)], item_kind="concern", item_ids=[concern_id],
        why="reading their own words again",
    )  # fmt: skip
    report = None
    if sealed is not None and concern_id in keys:
        report = concern_from_bytes(keys[concern_id].open(bytes(sealed), table=CONCERN_TABLE, version=1))
    additions = [
        (made_at, concern_from_bytes(keys[row_id].open(bytes(words), table=ADDITION_TABLE, version=1)))
        for row_id, made_at, words in added
        if row_id in keys
    ]
    return OwnWords(report, tuple(additions))


def alarms(organisation_id: UUID) -> list[tuple[UUID, datetime, bool]]:
    """(who, since when, whether they have sent a report of danger since) of unsent reports that say a child is not safe: the
    desk shows them before the report comes. One for each person, however often they began."""
    return [(who, since, has_sent) for who, since, has_sent in fetch(_ALARMS, [organisation_id])]


def _own(by: Actor) -> QuerySet[Concern]:
    return Concern.objects.filter(organisation_id=by.organisation_id, reported_by=by.membership_id)


def _own_reports(by: Actor, rows: Sequence[tuple[Any, ...]]) -> list[OwnReport]:
    children = _children_of(by.organisation_id, [row[0] for row in rows])
    return [
        OwnReport(
            id=concern_id, reported_at=reported_at, stages=stages(reported_at, read_at, triaged_at, closed_at),
            is_danger=is_danger, has_text=state != int(ConcernState.TALKED),
            reply=reveal_reply(by.organisation_id, concern_id, reply), reply_at=reply_at,
            children=tuple(children.get(concern_id, ())),
        )
        for concern_id, reported_at, read_at, triaged_at, closed_at, is_danger, state, reply, reply_at in rows
    ]  # fmt: skip


def _children_of(organisation_id: UUID, concern_ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    pairs = list(
        ConcernChild.objects.filter(organisation_id=organisation_id, concern_id__in=list(concern_ids))
        .order_by("part", "id")
        .values_list("concern_id", "child_id")
    )
    names = names_of_children(organisation_id, {child_id for _, child_id in pairs})
    found: dict[UUID, list[str]] = {}
    for concern_id, child_id in pairs:
        if child_id in names:
            found.setdefault(concern_id, []).append(names[child_id].full)
    return found
