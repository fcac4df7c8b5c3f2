"""Deciding a filed concern, closing it, reopening it. A decision is an entry of its own; nothing is overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.audit.log import record_act
from fairward.files import writing
from fairward.files.content import EntryContent, StatementContent
from fairward.files.models import Entry, Statement
from fairward.files.policies import check_can_write, check_text
from fairward.files.reading import open_contents
from fairward.files.writing import NewEntry, OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import Basis, EntryKind, EntryState, WhenPrecision
from fairward.people.queries import born_on_of
from fairward.rights.writing import write_choices
from fairward.school.concerns import unfounded
from fairward.school.concerns.decide_policies import (
    Decision,
    FamilyMember,
    check_can_decide,
    check_can_reopen,
    missing_in_decision,
)
from fairward.school.concerns.keeping import follow_entries
from fairward.school.concerns.models import Concern, ConcernChild, ConcernState


def _locked_entry(by: Actor, file: OpenedFile, entry_id: UUID) -> Entry:
    check_can_write(by, file.purpose)
    row = (
        Entry.objects.select_for_update()
        .filter(organisation_id=by.organisation_id, id=entry_id, file_id=file.id)
        .first()
    )
    if row is None:
        raise NotFound("entry")
    return row


@transaction.atomic
def decide_concern(
    *, by: Actor, file: OpenedFile, entry_id: UUID, decision: Decision, family: Sequence[FamilyMember]
) -> UUID:
    """Decide with outcome, reasons, the child's voice, a decision for each member of the family and the day of the next
    review; closes the concern and returns the id of the decision's entry."""
    row = _locked_entry(by, file, entry_id)
    check_can_decide(EntryKind(row.kind), EntryState(row.state), row.about_entry_id)
    missing = missing_in_decision(decision, family, by.membership_id, timezone.localdate())
    if missing or decision.outcome is None or decision.review_on is None:
        raise Denied("decision_incomplete", " ".join(one.sentence for one in missing))
    born_on = born_on_of(by.organisation_id, file.child_id)
    decision_id = _write_decision(by, file, entry_id, decision, born_on)
    flags = writing.flags_of(open_contents(by, file, entry_id, row.version, "deciding"))
    writing.mark_decided(by, file, entry_id, decision.outcome, born_on, decision.review_on, flags)
    write_choices(by, entry_id, decision.family)
    concern_ids = _close_reports(by, row)
    concerned = _with_joined(by, row)
    unfounded.put_right(by, file, [*concerned, decision_id], concern_ids, decision.outcome)
    follow_entries(by.organisation_id, concerned)
    record_act(by, act="concern.decided", item_kind="entry", item_id=entry_id, subject_id=file.child_id)
    return decision_id


def _write_decision(by: Actor, file: OpenedFile, entry_id: UUID, decision: Decision, born_on: object) -> UUID:
    statements = [
        StatementContent(Basis.OPINION, decision.rationale, because=decision.because, about=(file.child_id,))
    ]
    if decision.child_voice.strip():
        statements.append(StatementContent(Basis.CHILD_SAID, decision.child_voice, about=(file.child_id,)))
    fields = {
        "outcome": decision.outcome.code if decision.outcome else "",
        "voice_missing": decision.voice_missing,
    }
    standing = Statement.objects.filter(
        organisation_id=by.organisation_id, entry_id=entry_id, until_version__isnull=True
    ).values_list("id", flat=True)
    return writing.write_entry(
        by, file,
        NewEntry(EntryKind.DECISION, timezone.now(), WhenPrecision.MINUTE, about_entry_id=entry_id),
        EntryContent(tuple(statements), fields={key: text for key, text in fields.items() if text.strip()}),
        born_on,  # type: ignore[arg-type]
        elsewhere=frozenset(standing),
    )  # fmt: skip


def _with_joined(by: Actor, entry: Entry) -> list[UUID]:
    rows = Entry.objects.filter(
        organisation_id=by.organisation_id, about_entry_id=entry.id, kind=int(EntryKind.CONCERN)
    )
    return [entry.id, *rows.order_by("id").values_list("id", flat=True)]


def _close_reports(by: Actor, entry: Entry) -> list[UUID]:
    """A report closes when every entry made from it, or joined to it, is decided. Returns the reports it was made from."""
    joined = Entry.objects.filter(
        organisation_id=by.organisation_id, about_entry_id=entry.id, kind=int(EntryKind.CONCERN)
    )
    joined.update(state=int(EntryState.CLOSED))
    concern_ids = [one for one in (entry.concern_id, *joined.values_list("concern_id", flat=True)) if one]
    for concern_id in concern_ids:
        entries = ConcernChild.objects.filter(
            organisation_id=by.organisation_id, concern_id=concern_id, entry_id__isnull=False
        ).values_list("entry_id", flat=True)
        still_open = Entry.objects.filter(
            organisation_id=by.organisation_id, id__in=list(entries), state=int(EntryState.OPEN)
        )
        if not still_open.exists():
            Concern.objects.filter(organisation_id=by.organisation_id, id=concern_id).update(
                closed_at=timezone.now(), state=int(ConcernState.CLOSED)
            )
    return concern_ids


def _reopen_reports(by: Actor, entry: Entry) -> None:
    """What was closed with the decision is open again: the report, and those that were joined to it."""
    joined = Entry.objects.filter(
        organisation_id=by.organisation_id, about_entry_id=entry.id, kind=int(EntryKind.CONCERN)
    )
    joined.update(state=int(EntryState.OPEN))
    closed = Concern.objects.filter(organisation_id=by.organisation_id, state=int(ConcernState.CLOSED))
    if entry.concern_id:
        closed.filter(id=entry.concern_id).update(closed_at=None, state=int(ConcernState.FILED))
    closed.filter(id__in=list(joined.values_list("concern_id", flat=True))).update(
        closed_at=None, state=int(ConcernState.MERGED)
    )


@transaction.atomic
def reopen_concern(*, by: Actor, file: OpenedFile, entry_id: UUID, reason: str) -> None:
    """Reopen a decided concern; the reason stands in the chronology as an entry beside the earlier decision."""
    row = _locked_entry(by, file, entry_id)
    check_can_reopen(EntryKind(row.kind), EntryState(row.state), row.about_entry_id)
    check_text(reason, "why you reopen it")
    born_on = born_on_of(by.organisation_id, file.child_id)
    writing.write_entry(
        by, file,
        NewEntry(EntryKind.DECISION, timezone.now(), WhenPrecision.MINUTE, about_entry_id=entry_id),
        EntryContent((), fields={"reopened_because": reason}), born_on,
    )  # fmt: skip
    content = open_contents(by, file, entry_id, row.version, "reopening")
    writing.mark_reopened(by, file, entry_id, born_on, writing.flags_of(content))
    unfounded.find_again(by, file, entry_id, content)
    _reopen_reports(by, row)
    follow_entries(by.organisation_id, _with_joined(by, row))
    record_act(by, act="concern.reopened", item_kind="entry", item_id=entry_id, subject_id=file.child_id)
