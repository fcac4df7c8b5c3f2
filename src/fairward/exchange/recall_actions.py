"""The only writer of what became of a recall: asked on a day, answered on a day. One act each."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.audit.log import record_act
from fairward.exchange.models import Recall
from fairward.exchange.vocabulary import RecallAnswer
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound


@transaction.atomic
def note_asked(*, by: Actor, recall_id: UUID, asked_on: date) -> None:
    """Note that they were asked to give it back or destroy it."""
    row = _locked(by, recall_id)
    if asked_on > timezone.localdate():
        raise Denied("recall_day", "Give a day that is not in the future.")
    row.asked_on, row.asked_by = asked_on, by.membership_id
    row.save(update_fields=["asked_on", "asked_by"])
    record_act(by, act="recall.asked", item_kind="recall", item_id=row.id, subject_id=row.child_id)


@transaction.atomic
def note_answered(*, by: Actor, recall_id: UUID, answered_on: date, answer: RecallAnswer) -> None:
    """Note what they answered. From now on nothing says any more who it was."""
    row = _locked(by, recall_id)
    if row.asked_on is None:
        raise Denied("recall_not_asked", "Note first on which day they were asked.")
    if not row.asked_on <= answered_on <= timezone.localdate():
        raise Denied("recall_day", "Give a day that is not in the future and not before they were asked.")
    row.answered_on, row.answered_by, row.answer, row.recipient = (
        answered_on,
        by.membership_id,
        int(answer),
        b"",
    )
    row.save(update_fields=["answered_on", "answered_by", "answer", "recipient"])
    record_act(by, act="recall.answered", item_kind="recall", item_id=row.id, subject_id=row.child_id)


def _locked(by: Actor, recall_id: UUID) -> Recall:
    rows = Recall.objects.select_for_update().filter(organisation_id=by.organisation_id, id=recall_id)
    row = rows.first()
    if row is None:
        raise NotFound("recall")
    if row.answered_on is not None:
        raise Denied("recall_answered", "They have answered already.")
    return row
