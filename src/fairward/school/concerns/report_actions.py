"""What a member of staff does: send a report, add to it, raise the alarm before it is sent. It may read none of them.

None of this needs an unlocked session, a holder of the intake ring, the mail server or the virus scanner.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.audit.log import record_act
from fairward.documents.attachments import CleanedFile, store_attachment
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import RingKind
from fairward.keys.records import RecordKey, create_record, destroy_records
from fairward.notices.mail import something_arrived
from fairward.organisations.queries import school_calendar
from fairward.rules import clocks
from fairward.rules.retention import explain
from fairward.school.concerns import drafting, report_queries
from fairward.school.concerns.content import ADDITION_TABLE, CONCERN_TABLE, ConcernContent, concern_to_bytes
from fairward.school.concerns.drafting import OpenDraft
from fairward.school.concerns.models import Addition, ConcernState, Draft, DraftFile
from fairward.school.concerns.report_answers import Answers, Said
from fairward.school.concerns.report_contents import content_of, moment_of, statement_of
from fairward.school.concerns.report_policies import check_can_add, check_can_send
from fairward.school.concerns.report_rows import NewConcern, insert_concern

READ_BY = "concern-read"
NO_KEYS_YET = (
    "Nobody has set up yet who can read reports at your school, so it cannot be sealed to anybody. What you wrote is kept "
    "for three days. Tell the safeguarding lead or the headteacher in person now."
)


@transaction.atomic(savepoint=False)
def send_report(
    *, by: Actor, answers: Answers, files: Sequence[CleanedFile] = (), at: datetime | None = None
) -> UUID:
    """Seal the report to the intake (and to its writer, who may have a key); returns the concern's id.

    Sending the same `send_id` again returns the first. `at` is when it was reported, for what is loaded from elsewhere.
    """
    check_can_send(answers)
    now, concern_id = timezone.localtime(at), new_id()
    attachment_ids = [new_id() for _ in files]
    key = _new_key(by, concern_id)
    raw = concern_to_bytes(content_of(answers, now, attachment_ids))
    sealed = key.seal(raw, table=CONCERN_TABLE, version=1)
    if not insert_concern(_new_concern(by, concern_id, answers, now), sealed):
        destroy_records(by.organisation_id, [concern_id])
        return _first_sending(by, answers.send_id)
    for position, (attachment_id, file) in enumerate(zip(attachment_ids, files, strict=True)):
        # Each under a record key of its own: filing one statement does not open the others' pictures.
        own_key = _new_key(by, attachment_id)
        store_attachment(own_key, owner_kind="concern", owner_id=concern_id, position=position, file=file)
    record_act(by, act="concern.reported", item_kind="concern", item_id=concern_id)
    _tell_leads(by.organisation_id)
    return concern_id


def _first_sending(by: Actor, send_id: UUID) -> UUID:
    first = report_queries.sent_before(by, send_id)
    if first is None:
        raise NotFound("concern")  # somebody else's
    return first


def _new_key(by: Actor, record_id: UUID, ring: RingKind = RingKind.INTAKE) -> RecordKey:
    try:
        return create_record(by.organisation_id, record_id, rings=(ring,), persons=(by.account_id,))
    except Denied as refusal:
        if refusal.code != "no_ring":
            raise
        raise Denied("no_ring", NO_KEYS_YET) from None


def _new_concern(by: Actor, concern_id: UUID, answers: Answers, now: datetime) -> NewConcern:
    moment, today = moment_of(answers, now), now.date()
    # No purpose and no outcome yet: the schedule has a class for what waits in the intake.
    kept = explain(None, None, (), born_on=None, left_on=None, closed_on=None, recorded_on=today, today=today)
    return NewConcern(
        organisation_id=by.organisation_id,
        id=concern_id,
        reported_by=by.membership_id,
        reported_at=now,
        occurred_at=moment.at,
        precision=int(moment.precision),
        is_danger=answers.is_danger,
        send_id=answers.send_id,
        due_at=_due(by, answers.is_danger, now),
        kept=kept,
        children=answers.children,
    )


def _due(by: Actor, is_danger: bool, now: datetime) -> datetime:
    """Danger is due at once; everything else by the end of the school day."""
    if is_danger:
        return now
    return clocks.due(READ_BY, now, clocks.Calendars(school_calendar(by.organisation_id))).at


@transaction.atomic
def raise_alarm(*, by: Actor, draft: OpenDraft) -> None:
    """Tell the leads at once that a child may not be safe, before the report is finished. Once for each report."""
    if draft.answers.alerted_at:
        return
    draft.answers.alerted_at = timezone.now().isoformat()
    record_act(by, act="concern.alarm_raised", item_kind="draft", item_id=draft.id)
    _tell_leads(by.organisation_id)


@transaction.atomic
def throw_draft_away(*, by: Actor, draft: OpenDraft) -> None:
    """Delete an unsent report at its writer's wish. That an alarm was raised for it stays on the log."""
    drafting.throw_away(by, draft)
    record_act(by, act="concern.draft_discarded", item_kind="draft", item_id=draft.id)


@transaction.atomic
def add_to_report(*, by: Actor, concern_id: UUID, addition_id: UUID, said: Said) -> UUID:
    """Add one statement to one's own report, under a key of its own, for whoever deals with the report now: the leads, or
    the headteacher when it is about staff. The same `addition_id` again changes nothing."""
    check_can_send(Answers(statements=[said]))
    state = report_queries.own_state(by, concern_id)
    check_can_add(state)
    if report_queries.has_addition(by, concern_id, addition_id):
        return addition_id
    now = timezone.localtime()
    statement = statement_of(said, moment_of(Answers(), now), (), {said.id})
    raw = concern_to_bytes(ConcernContent((statement,)))
    is_about_staff = state is ConcernState.MISDIRECTED
    key = _new_key(by, addition_id, RingKind.STAFF_CONDUCT if is_about_staff else RingKind.INTAKE)
    Addition(
        organisation_id=by.organisation_id, id=addition_id, concern_id=concern_id, made_by=by.membership_id,
        made_at=now, sealed=key.seal(raw, table=ADDITION_TABLE, version=1),
    ).save(force_insert=True)  # fmt: skip
    record_act(by, act="concern.added_to", item_kind="concern", item_id=concern_id)
    if is_about_staff:
        something_arrived(by.organisation_id, report_queries.headteachers(by.organisation_id))
    else:
        _tell_leads(by.organisation_id)
    return addition_id


def expire_drafts(organisation_id: UUID, now: datetime) -> int:
    """Delete what was not sent in three days, files first; returns how many drafts. For the periodic job."""
    old = Draft.objects.filter(organisation_id=organisation_id, expires_at__lte=now)
    ids = list(old.values_list("id", flat=True))
    DraftFile.objects.filter(organisation_id=organisation_id, draft_id__in=ids).delete()
    Draft.objects.filter(organisation_id=organisation_id, id__in=ids).delete()
    return len(ids)


def _tell_leads(organisation_id: UUID) -> None:
    something_arrived(organisation_id, report_queries.leads(organisation_id))
