"""Opens one concern for the lead, the look first; the desk's lists are in desk_queries. It may not change a decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from fairward.audit.log import record_list
from fairward.documents.attachments import CleanedFile, attachment_ids_of, name_of, open_attachment
from fairward.files.attachments import AttachmentHead
from fairward.files.content import EntryContent
from fairward.files.kept_words import SaysWhyKept
from fairward.files.models import Entry, File
from fairward.files.rendering import Context, RenderedStatement, render_statements
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import EntryKind, EntryState, Purpose, RingKind, Role, WhenPrecision
from fairward.keys.records import GONE, open_records
from fairward.organisations.queries import names_of_members
from fairward.people.queries import ChildName, names_of_children
from fairward.school.concerns.content import ADDITION_TABLE, CONCERN_TABLE, ConcernContent, concern_from_bytes
from fairward.school.concerns.models import Addition, Concern, ConcernChild, ConcernState, Part
from fairward.school.concerns.replies import reveal_reply
from fairward.school.concerns.triage_policies import CHILD_PURPOSES, check_can_read_intake

# Leads do not see in the log that a concern about staff was read.
ITEM_KINDS = {RingKind.INTAKE: "concern", RingKind.STAFF_CONDUCT: "staff_concern"}


@dataclass(frozen=True, slots=True)
class NamedChild:
    """A child of a concern: what they have to do with it, the entry made for them, and the entry with which that one is
    decided (itself, unless it was joined to another)."""

    id: UUID
    name: ChildName
    part: Part
    entry_id: UUID | None
    decided_with: UUID | None


@dataclass(frozen=True, slots=True)
class ReadAddition:
    """What the reporter added later, opened."""

    made_at: datetime
    content: ConcernContent
    statements: Sequence[RenderedStatement]


@dataclass(frozen=True, slots=True)
class OpenedConcern(SaysWhyKept):
    """One concern with its words, for the lead. `statements` are rendered, `content` is what actions work on."""

    id: UUID
    state: ConcernState
    is_danger: bool
    reported_at: datetime
    reported_by: str
    occurred_at: datetime
    precision: WhenPrecision
    due_at: datetime
    assigned_to: UUID | None
    assigned_name: str
    is_child_unknown: bool
    content: ConcernContent
    statements: Sequence[RenderedStatement]
    children: Sequence[NamedChild]
    additions: Sequence[ReadAddition]
    attachments: Sequence[AttachmentHead]
    reply: str
    kept_because: str
    review_on: date
    destroy_on: date
    rule_id: str


def children_of(organisation_id: UUID, concern_id: UUID) -> list[NamedChild]:
    """The children of a concern, the main ones first, then by name: the order of their rows is chance."""
    rows = list(
        ConcernChild.objects.filter(organisation_id=organisation_id, concern_id=concern_id).values_list(
            "child_id", "part", "entry_id"
        )
    )
    names = names_of_children(organisation_id, [row[0] for row in rows])
    made = [row[2] for row in rows if row[2]]
    entries = (
        Entry.objects.filter(organisation_id=organisation_id, id__in=made) if made else Entry.objects.none()
    )
    decided_with = {one: to or one for one, to in entries.values_list("id", "about_entry_id")}
    found = [
        NamedChild(
            child_id, names[child_id], Part(part), entry_id, decided_with.get(entry_id) if entry_id else None
        )
        for child_id, part, entry_id in rows
    ]
    return sorted(found, key=lambda one: (one.part, one.name.full))


def concern_row(actor: Actor, concern_id: UUID) -> Concern:
    """The row of a concern that the lead deals with; what went to the headteacher is not there for the lead."""
    check_can_read_intake(actor)
    row = Concern.objects.filter(organisation_id=actor.organisation_id, id=concern_id).first()
    if row is None or row.state == int(ConcernState.MISDIRECTED):
        raise NotFound("concern")
    return row


def concern_for(actor: Actor, concern_id: UUID, why: str) -> OpenedConcern:
    """Open one concern, and only this one (promise 4); the first opening by a lead is the reporter's “read”."""
    row = concern_row(actor, concern_id)
    if row.sealed is None:
        raise NotFound("concern")
    return _opened(actor, row, RingKind.INTAKE, why)


def staff_concern_for(actor: Actor, concern_id: UUID, why: str) -> OpenedConcern:
    """Open a concern that was passed to the headteacher."""
    return _opened(actor, _staff_row(actor, concern_id), RingKind.STAFF_CONDUCT, why)


def _staff_row(actor: Actor, concern_id: UUID) -> Concern:
    row = Concern.objects.filter(
        organisation_id=actor.organisation_id, id=concern_id, state=int(ConcernState.MISDIRECTED)
    ).first()
    if row is None:
        raise NotFound("concern")
    return row


def _opened(actor: Actor, row: Concern, ring: RingKind, why: str) -> OpenedConcern:
    additions = list(
        Addition.objects.filter(organisation_id=actor.organisation_id, concern_id=row.id)
        .order_by("made_at")
        .values_list("id", "made_at", "sealed")
    )
    children = children_of(actor.organisation_id, row.id)
    files = attachment_ids_of(actor.organisation_id, "concern", row.id)
    keys = open_records(
        actor, record_ids=[row.id, *(one[0] for one in additions), *files], ring=ring,
        item_kind=ITEM_KINDS[ring], item_ids=[row.id],
        subject_id=children[0].id if children and ring is RingKind.INTAKE else None, why=why,
    )  # fmt: skip
    if row.id not in keys or any(one[0] not in keys for one in additions):
        raise Denied("no_key", GONE)  # never half a report that looks like a whole one
    content = concern_from_bytes(keys[row.id].open(bytes(row.sealed or b""), table=CONCERN_TABLE, version=1))
    names = {child.id: child.name.full for child in children}
    opened = [
        (made_at, concern_from_bytes(keys[id].open(bytes(sealed), table=ADDITION_TABLE, version=1)))
        for id, made_at, sealed in additions
    ]
    _mark_read(actor, row)
    people = names_of_members(
        actor.organisation_id, {one for one in (row.reported_by, row.assigned_to) if one}
    )
    assigned = people.get(row.assigned_to) if row.assigned_to else None
    return OpenedConcern(
        id=row.id, state=ConcernState(row.state), is_danger=row.is_danger, reported_at=row.reported_at,
        reported_by=people[row.reported_by].name, occurred_at=row.occurred_at, precision=WhenPrecision(row.precision),
        due_at=row.due_at, assigned_to=row.assigned_to, assigned_name=assigned.name if assigned else "",
        is_child_unknown=row.is_child_unknown, content=content, statements=rendered(content, names), children=children,
        additions=[ReadAddition(made_at, one, rendered(one, names)) for made_at, one in opened],
        attachments=[AttachmentHead(one, name_of(keys[one])) for one in files if one in keys],
        reply=reveal_reply(actor.organisation_id, row.id, row.reply),
        kept_because=row.kept_because, review_on=row.review_on, destroy_on=row.destroy_on, rule_id=row.rule_id,
    )  # fmt: skip


def rendered(content: ConcernContent, names: dict[UUID, str]) -> Sequence[RenderedStatement]:
    """The statements of a report as every page shows statements; nothing can be attached to them before they are filed."""
    context = Context(annotations={}, outcome=None, people=names)
    return render_statements(EntryContent(content.statements, content.where), context)


def _mark_read(actor: Actor, row: Concern) -> None:
    now = timezone.now()
    Concern.objects.filter(organisation_id=actor.organisation_id, id=row.id, read_at__isnull=True).update(
        read_at=now, read_by=actor.membership_id
    )
    Addition.objects.filter(
        organisation_id=actor.organisation_id, concern_id=row.id, read_at__isnull=True
    ).update(read_at=now)


@dataclass(frozen=True, slots=True)
class OpenEntry:
    """An open concern of a child that a new report could join: no content."""

    id: UUID
    purpose: Purpose
    occurred_at: datetime


def open_concerns_of(actor: Actor, child_ids: Sequence[UUID]) -> dict[UUID, list[OpenEntry]]:
    """Child -> open concerns in the files that leads read, newest first."""
    check_can_read_intake(actor)
    files = {
        row[0]: (row[1], Purpose(row[2]))
        for row in File.objects.filter(
            organisation_id=actor.organisation_id,
            child_id__in=list(child_ids),
            purpose__in=[int(one) for one in CHILD_PURPOSES],
        ).values_list("id", "child_id", "purpose")
    }
    found: dict[UUID, list[OpenEntry]] = {child_id: [] for child_id in child_ids}
    rows = Entry.objects.filter(
        organisation_id=actor.organisation_id,
        file_id__in=list(files),
        kind=int(EntryKind.CONCERN),
        state=int(EntryState.OPEN),
        about_entry_id__isnull=True,
    ).order_by("-occurred_at")[:200]
    shown = list(rows.values_list("id", "file_id", "occurred_at"))
    for entry_id, file_id, occurred_at in shown:
        child_id, purpose = files[file_id]
        found[child_id].append(OpenEntry(entry_id, purpose, occurred_at))
    if shown:
        record_list(actor, item_kind="entry", item_ids=[row[0] for row in shown], why="open concerns to join")
    return found


@dataclass(frozen=True, slots=True)
class StaffConcern:
    """A line of the headteacher's list: no content. `is_added_to`: the reporter added something that nobody has read."""

    id: UUID
    reported_at: datetime
    reported_by: str
    is_danger: bool
    is_added_to: bool


def staff_concerns_for(actor: Actor) -> list[StaffConcern]:
    """What was passed to the headteacher, newest first."""
    if actor.role is not Role.HEADTEACHER:
        raise NotFound("staff concerns")
    rows = list(
        Concern.objects.filter(organisation_id=actor.organisation_id, state=int(ConcernState.MISDIRECTED))
        .order_by("-triaged_at")
        .values_list("id", "reported_at", "reported_by", "is_danger")[:200]
    )
    record_list(
        actor, item_kind="staff_concern", item_ids=[row[0] for row in rows], why="concerns about staff"
    )
    names = names_of_members(actor.organisation_id, {row[2] for row in rows})
    unread = Addition.objects.filter(
        organisation_id=actor.organisation_id, concern_id__in=[row[0] for row in rows], read_at__isnull=True
    )
    added_to = set(unread.values_list("concern_id", flat=True))
    return [
        StaffConcern(concern_id, at, names[by].name if by in names else "", danger, concern_id in added_to)
        for concern_id, at, by, danger in rows
    ]


def attachment_of_concern(actor: Actor, concern_id: UUID, attachment_id: UUID, why: str) -> CleanedFile:
    """One attachment of a report, opened; RefusedFile while it waits for the virus scanner."""
    concern_row(actor, concern_id)
    return _attachment(actor, concern_id, attachment_id, RingKind.INTAKE, why)


def attachment_of_staff_concern(actor: Actor, concern_id: UUID, attachment_id: UUID, why: str) -> CleanedFile:
    """The same for the headteacher, of a report that was passed on."""
    _staff_row(actor, concern_id)
    return _attachment(actor, concern_id, attachment_id, RingKind.STAFF_CONDUCT, why)


def _attachment(actor: Actor, concern_id: UUID, attachment_id: UUID, ring: RingKind, why: str) -> CleanedFile:
    if attachment_id not in attachment_ids_of(actor.organisation_id, "concern", concern_id):
        raise NotFound("attachment")
    kind = "attachment" if ring is RingKind.INTAKE else ITEM_KINDS[ring]
    keys = open_records(
        actor, record_ids=[attachment_id], ring=ring, item_kind=kind, subject_id=None, why=why
    )
    return open_attachment(keys[attachment_id])
