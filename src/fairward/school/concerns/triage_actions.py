"""What the lead does with a concern at the desk: file, talk, pass on, assign, answer. One audit act each, one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.audit.log import record_act
from fairward.documents.attachments import attachment_ids_of, destroy_attachments
from fairward.files import writing
from fairward.files.content import EntryContent, StatementContent
from fairward.files.models import Entry, EntryAttachment
from fairward.files.policies import check_text
from fairward.files.writing import NewEntry, OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import EntryKind, EntryState, Purpose, RingKind, WhenPrecision
from fairward.keys.records import add_wrap, destroy_records, drop_wrap
from fairward.notices.mail import something_arrived
from fairward.organisations.queries import works_here
from fairward.people.queries import born_on_of, names_of_children
from fairward.rights.writing import write_choices
from fairward.school.concerns import keeping
from fairward.school.concerns.decide_policies import missing_for_family
from fairward.school.concerns.decide_queries import family_of
from fairward.school.concerns.models import Addition, Concern, ConcernChild, ConcernState, Part
from fairward.school.concerns.replies import LONGEST_REPLY, protect_reply
from fairward.school.concerns.report_queries import headteachers
from fairward.school.concerns.triage_policies import (
    Filing,
    ImmediateAction,
    check_can_assign,
    missing_in_filings,
)
from fairward.school.concerns.triage_queries import OpenedConcern, concern_row
from fairward.school.concerns.workflow import check_move


def _locked(by: Actor, concern_id: UUID, move: str) -> Concern:
    """The concern, locked against a second person who decides at the same moment."""
    concern_row(by, concern_id)
    row = Concern.objects.select_for_update().get(organisation_id=by.organisation_id, id=concern_id)
    check_move(move, ConcernState(row.state))
    return row


@transaction.atomic
def file_concern(*, by: Actor, concern: OpenedConcern, filings: Sequence[Filing]) -> list[UUID]:
    """File the concern: an entry in the file of each chosen child and purpose, with only the statements about that child."""
    row = _locked(by, concern.id, "file")
    names = {child.id: child.name.full for child in concern.children}
    missing = missing_in_filings(filings, _statements(concern), names, timezone.localdate())
    missing += [sentence for filing in filings for sentence in _missing_for_family(by, filing)]
    if missing:
        raise Denied("filing_incomplete", " ".join(missing))
    entries = [_file_one(by, row, concern, filing) for filing in filings]
    is_joined = all(filing.merge_into for filing in filings)
    _settle(row, by, ConcernState.MERGED if is_joined else ConcernState.FILED)
    if is_joined:
        row.merged_into = filings[0].merge_into
    row.save()
    keeping.follow_entries(by.organisation_id, entries)
    record_act(by, act="concern.filed", item_kind="concern", item_id=row.id, subject_id=filings[0].child_id)
    return entries


def _missing_for_family(by: Actor, filing: Filing) -> list[str]:
    """A hurried lead may leave it undecided: then it waits at the family desk. What is decided must be whole."""
    if not filing.family:
        return []
    family, today = family_of(by, filing.child_id), timezone.localdate()
    missing = missing_for_family(filing.family, family, by.membership_id, today, must_decide=False)
    return [one.sentence for one in missing]


def _statements(concern: OpenedConcern) -> tuple[StatementContent, ...]:
    added = [statement for addition in concern.additions for statement in addition.content.statements]
    return (*concern.content.statements, *added)


def _file_one(by: Actor, row: Concern, concern: OpenedConcern, filing: Filing) -> UUID:
    born_on = born_on_of(by.organisation_id, filing.child_id)
    file = writing.ensure_file(by, filing.child_id, filing.purpose, born_on)
    if filing.merge_into is not None:
        _check_joinable(by, file, filing.merge_into)
    content = _content_for(concern, filing)
    entry_id = writing.write_entry(
        by, file,
        NewEntry(
            EntryKind.CONCERN, row.occurred_at, WhenPrecision(row.precision), row.reported_at, row.reported_by,
            concern_id=row.id, about_entry_id=filing.merge_into,
        ),
        content, born_on,
    )  # fmt: skip
    _attach(by, file, entry_id, filing)
    if filing.family:
        write_choices(by, entry_id, filing.family)
    for action in filing.actions:
        write_action(by, file, entry_id, action)
    linked = ConcernChild.objects.filter(
        organisation_id=by.organisation_id, concern_id=row.id, child_id=filing.child_id, entry_id__isnull=True
    )
    if not linked.update(entry_id=entry_id):
        raise NotFound("child")
    return entry_id


def _content_for(concern: OpenedConcern, filing: Filing) -> EntryContent:
    """The chosen statements under fresh ids, so that a correction in one child's file never reaches into another's."""
    chosen = [one for one in _statements(concern) if one.id in filing.statement_ids]
    fresh = {one.id: new_id() for one in chosen}
    statements = tuple(
        StatementContent(
            basis=one.basis, text=one.text, id=fresh[one.id], source=one.source,
            because=tuple(fresh[other] for other in one.because if other in fresh),
            about=(filing.child_id,), when=one.when, precision=one.precision, marks=one.marks,
        )
        for one in chosen
    )  # fmt: skip
    fields = {"told": concern.content.told, "flags": ",".join(filing.flags)}
    return EntryContent(
        statements, concern.content.where, filing.themes, {key: text for key, text in fields.items() if text}
    )


def _check_joinable(by: Actor, file: OpenedFile, entry_id: UUID) -> None:
    open_here = Entry.objects.filter(
        organisation_id=by.organisation_id, id=entry_id, kind=int(EntryKind.CONCERN), state=int(EntryState.OPEN),
        about_entry_id__isnull=True, file__child_id=file.child_id,
    ).values_list("file__id", "file__purpose").first()  # fmt: skip
    if open_here is None:
        raise Denied("not_joinable", "The concern that you want to join this to is no longer open.")
    if open_here[0] != file.id:
        words = f"The concern that you want to join this to stands in the {Purpose(open_here[1]).word} file."
        raise Denied("not_joinable", f"{words} Choose that file, or let this one stand alone.")


def _attach(by: Actor, file: OpenedFile, entry_id: UUID, filing: Filing) -> None:
    for attachment_id in filing.attachment_ids:
        add_wrap(by, attachment_id, from_ring=RingKind.INTAKE, to_file=file.key)
    EntryAttachment.objects.bulk_create(
        EntryAttachment(organisation_id=by.organisation_id, entry_id=entry_id, attachment_id=one)
        for one in filing.attachment_ids
    )


def write_action(by: Actor, file: OpenedFile, entry_id: UUID, action: ImmediateAction) -> UUID:
    """Write an action about an entry into its file: what, who, by when."""
    check_text(action.text, "what is to be done")
    if not works_here(by.organisation_id, action.owner_id):
        raise Denied("owner_not_here", "Choose somebody who works here.")
    born_on = born_on_of(by.organisation_id, file.child_id)
    content = EntryContent((), fields={"action": action.text})
    return writing.write_entry(
        by, file,
        NewEntry(
            EntryKind.ACTION, timezone.now(), WhenPrecision.DAY, about_entry_id=entry_id, owner_id=action.owner_id,
            due_on=action.due_on,
        ),
        content, born_on,
    )  # fmt: skip


@transaction.atomic
def talk_no_record(*, by: Actor, concern_id: UUID) -> None:
    """Dealt with by talking: the count stays, the text is destroyed, key first."""
    row = _locked(by, concern_id, "talk")
    _check_filed_for_nobody(by, row)
    additions = Addition.objects.filter(organisation_id=by.organisation_id, concern_id=row.id)
    destroy_records(by.organisation_id, [row.id, *additions.values_list("id", flat=True)])
    additions.delete()
    destroy_attachments(by.organisation_id, "concern", row.id)
    ConcernChild.objects.filter(organisation_id=by.organisation_id, concern_id=row.id).delete()
    _settle(row, by, ConcernState.TALKED)
    row.sealed, row.closed_at, row.is_child_unknown = None, row.triaged_at, False
    keeping.mark_talked(row)
    row.save()
    record_act(by, act="concern.talked_no_record", item_kind="concern", item_id=row.id)


@transaction.atomic
def pass_to_headteacher(*, by: Actor, concern_id: UUID) -> None:
    """A concern about staff: its keys move to the headteacher's ring, and the lead can no longer open it."""
    row = _locked(by, concern_id, "pass_on")
    _check_filed_for_nobody(by, row)
    additions = Addition.objects.filter(organisation_id=by.organisation_id, concern_id=row.id).values_list(
        "id", flat=True
    )
    for record_id in (row.id, *additions, *attachment_ids_of(by.organisation_id, "concern", row.id)):
        add_wrap(by, record_id, from_ring=RingKind.INTAKE, to_ring_kind=RingKind.STAFF_CONDUCT)
        drop_wrap(by.organisation_id, record_id, RingKind.INTAKE)
    _settle(row, by, ConcernState.MISDIRECTED)
    keeping.mark_about_staff(row)
    row.save()
    something_arrived(by.organisation_id, headteachers(by.organisation_id))
    record_act(by, act="concern.passed_to_headteacher", item_kind="concern", item_id=row.id)


@transaction.atomic
def assign_concern(*, by: Actor, concern_id: UUID, to: UUID | None) -> None:
    """Say who has it, or put it back for everybody: until it is closed, whoever has it decides and looks again."""
    concern_row(by, concern_id)
    row = Concern.objects.select_for_update().get(organisation_id=by.organisation_id, id=concern_id)
    check_can_assign(ConcernState(row.state))
    row.assigned_to = to
    row.save(update_fields=["assigned_to"])
    record_act(by, act="concern.assigned", item_kind="concern", item_id=row.id)


@transaction.atomic
def name_child(*, by: Actor, concern_id: UUID, child_id: UUID, part: Part) -> None:
    """Say who the child is that the reporter could not name, or add a child whom the report is about too."""
    row = _locked(by, concern_id, "file")
    if child_id not in names_of_children(by.organisation_id, [child_id]):
        raise NotFound("child")
    ConcernChild.objects.get_or_create(
        organisation_id=by.organisation_id, concern_id=row.id, child_id=child_id, defaults={"part": int(part)}
    )
    row.is_child_unknown = False
    row.save(update_fields=["is_child_unknown"])
    record_act(by, act="concern.child_named", item_kind="concern", item_id=row.id, subject_id=child_id)


@transaction.atomic
def reply_to_reporter(*, by: Actor, concern_id: UUID, text: str) -> None:
    """Send the reporter a short answer. They may hold no key, so it is under the directory key: no names, no decisions."""
    check_text(text, "your reply")
    if len(text) > LONGEST_REPLY:
        raise Denied("reply_too_long", f"Shorten your reply to {LONGEST_REPLY} letters.")
    row = concern_row(by, concern_id)
    sealed = protect_reply(by.organisation_id, row.id, text)
    Concern.objects.filter(organisation_id=by.organisation_id, id=row.id).update(
        reply=sealed, reply_at=timezone.now()
    )
    record_act(by, act="concern.answered", item_kind="concern", item_id=row.id)


def _check_filed_for_nobody(by: Actor, row: Concern) -> None:
    """A report that came back to the desk may stand in another child's file, which needs what came with it."""
    filed = ConcernChild.objects.filter(
        organisation_id=by.organisation_id, concern_id=row.id, entry_id__isnull=False
    )
    if filed.exists():
        raise Denied(
            "filed_for_another",
            "This report is filed for another child. Say whom it is about besides, and file it for that child.",
        )


def _settle(row: Concern, by: Actor, state: ConcernState) -> None:
    row.state, row.triaged_at, row.triaged_by = int(state), timezone.now(), by.membership_id
    if row.read_at is None:
        row.read_at, row.read_by = row.triaged_at, by.membership_id
