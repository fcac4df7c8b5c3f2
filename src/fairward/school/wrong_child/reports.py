"""What becomes of reports that were filed with the wrong child: linked to the right one, or back on the desk. It logs no act."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from fairward.documents.attachments import give_to
from fairward.files.content import StatementContent
from fairward.files.writing import OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Basis, RingKind
from fairward.keys.records import add_wrap, create_record
from fairward.organisations.queries import member
from fairward.rules.retention import explain
from fairward.school.concerns.answering import send_back
from fairward.school.concerns.content import ADDITION_TABLE, CONCERN_TABLE, ConcernContent, concern_to_bytes
from fairward.school.concerns.models import Addition, Concern, ConcernChild, ConcernState, Part
from fairward.school.concerns.report_rows import NewConcern, insert_concern
from fairward.school.wrong_child.queries import Wrong

A_NOTE = "a note that stood beside it in the record"


def link_to(
    by: Actor, wrong: Wrong, wrong_id: UUID, right_id: UUID, made_id: UUID, *, is_joined: bool
) -> None:
    """The report is about the right child now and open as the entry made from it is."""
    concern = _locked(by, wrong.concern_id)
    if concern is None:
        return
    children = ConcernChild.objects.filter(organisation_id=by.organisation_id, concern_id=concern.id)
    children.filter(child_id=wrong_id, entry_id=wrong.entry.id).delete()
    named = children.filter(child_id=right_id)
    if named.exists():
        named.filter(entry_id__isnull=True).update(entry_id=made_id, part=int(Part.MAIN))
    else:
        ConcernChild.objects.create(
            organisation_id=by.organisation_id, concern_id=concern.id, child_id=right_id, part=int(Part.MAIN),
            entry_id=made_id,
        )  # fmt: skip
    concern.state = int(ConcernState.MERGED if is_joined else ConcernState.FILED)
    concern.closed_at = None
    concern.save(update_fields=["state", "closed_at"])


def stay_alone(by: Actor, concern_ids: Iterable[UUID]) -> None:
    """Reports that were joined to an entry which goes, and are about the child, are open by themselves."""
    Concern.objects.filter(organisation_id=by.organisation_id, id__in=list(concern_ids)).update(
        merged_into=None, state=int(ConcernState.FILED), closed_at=None
    )


def follow_joined(by: Actor, from_id: UUID, to_id: UUID | None) -> None:
    """Reports that were joined to an entry which goes are joined to the one in its place, or to none."""
    Concern.objects.filter(organisation_id=by.organisation_id, merged_into=from_id).update(merged_into=to_id)


def back_to_desk(by: Actor, wrong: Wrong, wrong_id: UUID) -> None:
    """Nobody knows yet whom it is about: the report waits on the desk again, without the wrong child."""
    concern = _locked(by, wrong.concern_id)
    if concern is None:
        return
    children = ConcernChild.objects.filter(organisation_id=by.organisation_id, concern_id=concern.id)
    children.filter(child_id=wrong_id, entry_id=wrong.entry.id).delete()
    send_back(concern)


def add_notes(by: Actor, concern_id: UUID, statements: Iterable[StatementContent]) -> None:
    """What stood in the entry beside the report is read with the report from now on."""
    found = tuple(statements)
    if not found:
        return
    addition_id = new_id()
    key = create_record(by.organisation_id, addition_id, rings=(RingKind.INTAKE,), persons=(by.account_id,))
    raw = concern_to_bytes(ConcernContent(found))
    now = timezone.now()
    Addition(
        organisation_id=by.organisation_id, id=addition_id, concern_id=concern_id, made_by=by.membership_id, made_at=now,
        read_at=now, sealed=key.seal(raw, table=ADDITION_TABLE, version=1),
    ).save(force_insert=True)  # fmt: skip


def note_statement(text: str) -> StatementContent:
    """A note of a colleague as a statement of a report: it was read in the record."""
    return StatementContent(Basis.DOCUMENT, text, source=A_NOTE)


def report_anew(
    by: Actor,
    file: OpenedFile,
    wrong: Wrong,
    statements: tuple[StatementContent, ...],
    attachments: Iterable[UUID],
) -> UUID:
    """An entry that came from no report becomes one, so that somebody finds out whom it is about."""
    concern_id, now, today = new_id(), timezone.now(), timezone.localdate()
    account = member(by.organisation_id, wrong.recorded_by).account_id
    key = create_record(by.organisation_id, concern_id, rings=(RingKind.INTAKE,), persons=(account,))
    moved = tuple(attachments)
    content = ConcernContent(statements, wrong.entry.where, attachment_ids=moved)
    kept = explain(None, None, (), born_on=None, recorded_on=today, today=today)
    new = NewConcern(
        by.organisation_id, concern_id, wrong.recorded_by, wrong.entry.recorded_at, wrong.entry.occurred_at,
        int(wrong.entry.precision), False, new_id(), now, kept, {},
    )  # fmt: skip
    insert_concern(new, key.seal(concern_to_bytes(content), table=CONCERN_TABLE, version=1))
    for attachment_id in moved:
        add_wrap(by, attachment_id, from_file=file.key, to_ring_kind=RingKind.INTAKE)
        give_to(by.organisation_id, attachment_id, owner_kind="concern", owner_id=concern_id)
    return concern_id


def _locked(by: Actor, concern_id: UUID | None) -> Concern | None:
    if concern_id is None:
        return None
    return (
        Concern.objects.select_for_update().filter(organisation_id=by.organisation_id, id=concern_id).first()
    )
