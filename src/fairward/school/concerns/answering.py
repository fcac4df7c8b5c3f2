"""What becomes of a report when something is put right: an answer, another rule, the way back to the desk. No act is logged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.utils import timezone

from fairward.files.rendering import COLLAPSED
from fairward.kernel.actor import Actor
from fairward.notices.mail import something_arrived
from fairward.organisations.queries import works_here
from fairward.school.concerns.keeping import mark_about_staff
from fairward.school.concerns.models import Concern, ConcernState
from fairward.school.concerns.replies import protect_reply
from fairward.school.concerns.workflow import check_move
from fairward.tenancy.rows import fetch

_UNTRUE = (
    "SELECT c.concern_id FROM concerns_concernchild c "
    "JOIN files_entry e ON e.organisation_id = c.organisation_id AND e.id = c.entry_id "
    "LEFT JOIN files_entry m ON m.organisation_id = e.organisation_id AND m.id = e.about_entry_id "
    "WHERE c.organisation_id = %s AND c.concern_id = ANY(%s) GROUP BY c.concern_id "
    "HAVING bool_and(coalesce(m.outcome, e.outcome, 0) = ANY(%s))"
)


def wholly_untrue(organisation_id: UUID, concern_ids: Sequence[UUID]) -> list[UUID]:
    """Those of the reports of which everything that was filed was found not to have happened, for every child."""
    outcomes = [int(one) for one in COLLAPSED]
    return [row[0] for row in fetch(_UNTRUE, [organisation_id, list(concern_ids), outcomes])]


def answer_reporters(by: Actor, concern_ids: Iterable[UUID], reply: str) -> None:
    """Whoever reported these reads the reply, under the directory key, after a notice that says nothing."""
    told = set()
    for concern in Concern.objects.filter(organisation_id=by.organisation_id, id__in=list(concern_ids)):
        concern.reply = protect_reply(by.organisation_id, concern.id, reply)
        concern.reply_at = timezone.now()
        concern.save(update_fields=["reply", "reply_at"])
        if works_here(by.organisation_id, concern.reported_by):
            told.add(concern.reported_by)
    something_arrived(by.organisation_id, told - {by.membership_id})


def keep_as_about_staff(by: Actor, concern_ids: Sequence[UUID]) -> None:
    """A malicious report says nothing true about the child: what is left of it is kept as a concern about whoever made it."""
    for concern in Concern.objects.filter(organisation_id=by.organisation_id, id__in=concern_ids):
        mark_about_staff(concern)
        concern.save(update_fields=["rule_id", "kept_because", "review_on", "destroy_on"])


def send_back(concern: Concern) -> None:
    """A report about a child whom nobody knows yet waits on the desk again, due at once."""
    state = ConcernState(concern.state)
    if state is ConcernState.MERGED:
        after = check_move("send_back_joined", state)
    elif state is ConcernState.CLOSED:
        after = check_move("send_back_closed", state)
    else:
        after = check_move("send_back", state)
    concern.state, concern.is_child_unknown, concern.merged_into = int(after), True, None
    concern.triaged_at = concern.triaged_by = concern.closed_at = None
    concern.due_at = timezone.now()
    concern.save()
