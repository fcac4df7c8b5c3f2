"""Answers, and in time the proof of the question, are destroyed by the engine of retention. It opens nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.utils import timezone

from fairward.retention.counting import last_days
from fairward.retention.hanging import run
from fairward.retention.hold_policies import Scope
from fairward.retention.kinds import GoingKind, Thing
from fairward.retention.vocabulary import ItemKind
from fairward.tenancy.rows import fetch

REPLY_RULE, QUESTION_RULE = "agency-reply", "agency-question"
# Of one that was never sent: when somebody last wrote in it.
_SENT_ON = "(coalesce(t.sent_at, t.changed_at) AT TIME ZONE %(zone)s)::date"
_ENDED_ON = "(coalesce(t.answered_at, t.arrived_at) AT TIME ZONE %(zone)s)::date"
_REPLIES = "FROM answers_reply t WHERE t.organisation_id = %(own)s"
# The proof stays while an answer is here that it belongs to.
_QUESTIONS = """FROM answers_question t WHERE t.organisation_id = %(own)s AND NOT EXISTS (
  SELECT 1 FROM answers_reply r WHERE r.organisation_id = t.organisation_id AND r.question_id = t.id)"""
_ALL_REPLIES = f"SELECT t.id, {_SENT_ON} {_REPLIES} ORDER BY t.changed_at, t.id"
_ALL_QUESTIONS = f"SELECT t.id, {_ENDED_ON} {_QUESTIONS} ORDER BY t.arrived_at, t.id"
_THESE = "AND t.id = ANY(%(ids)s) ORDER BY t.id FOR UPDATE"
_STANDING_REPLIES = f"SELECT t.id, {_SENT_ON} {_REPLIES} {_THESE}"
_STANDING_QUESTIONS = f"SELECT t.id, {_ENDED_ON} {_QUESTIONS} {_THESE}"
# A hold of an agency names a period, or one question: what was sent in it stays.
_HELD = f"""
SELECT t.id, array_agg(h.id ORDER BY h.made_at) FROM answers_reply t
JOIN retention_hold h ON h.organisation_id = t.organisation_id AND h.lifted_at IS NULL
AND (h.item_id IS NULL OR h.item_id IN (t.id, t.question_id))
AND (h.since_on IS NULL OR {_SENT_ON} >= h.since_on) AND (h.until_on IS NULL OR {_SENT_ON} <= h.until_on)
WHERE t.organisation_id = %(own)s AND t.id = ANY(%(ids)s) GROUP BY t.id
"""  # noqa: S608 - constants
_IN_SCOPE = f"""SELECT count(*) {_REPLIES} AND (%(since)s::date IS NULL OR {_SENT_ON} >= %(since)s)
AND (%(until)s::date IS NULL OR {_SENT_ON} <= %(until)s)"""
_FORGET_REPLIES = (
    "UPDATE travel_sending s SET sealed = NULL FROM answers_reply t WHERE t.organisation_id = %(own)s AND t.id = ANY(%(ids)s) "
    "AND s.organisation_id = t.organisation_id AND s.package_id = t.package_id AND s.sealed IS NOT NULL "
    "AND s.next_attempt_at IS NULL",
    "DELETE FROM answers_reply WHERE organisation_id = %(own)s AND id = ANY(%(ids)s)",
)
_FORGET_QUESTIONS = (
    "UPDATE travel_arrival a SET sealed = NULL FROM answers_question t WHERE t.organisation_id = %(own)s "
    "AND t.id = ANY(%(ids)s) AND a.organisation_id = t.organisation_id AND a.id = t.arrival_id AND a.sealed IS NOT NULL",
    "DELETE FROM answers_question WHERE organisation_id = %(own)s AND id = ANY(%(ids)s)",
)


def _asked(organisation_id: UUID, ids: Iterable[UUID] = ()) -> dict[str, object]:
    return {"own": organisation_id, "ids": sorted(ids), "zone": timezone.get_current_timezone_name()}


def _due_replies(organisation_id: UUID, on: date) -> list[Thing]:
    return _due(organisation_id, _ALL_REPLIES, REPLY_RULE, on)


def _due_questions(organisation_id: UUID, on: date) -> list[Thing]:
    return _due(organisation_id, _ALL_QUESTIONS, QUESTION_RULE, on)


def _due(organisation_id: UUID, asked: str, rule_id: str, on: date) -> list[Thing]:
    rows = fetch(asked, _asked(organisation_id))
    days = last_days(organisation_id, rule_id, (row[1] for row in rows))
    found = [Thing(row_id, rule_id, day, *days[day]) for row_id, day in rows]
    return [one for one in found if one.review_on <= on]


def _standing_replies(organisation_id: UUID, ids: Iterable[UUID]) -> dict[UUID, date]:
    return dict(fetch(_STANDING_REPLIES, _asked(organisation_id, ids)))


def _standing_questions(organisation_id: UUID, ids: Iterable[UUID]) -> dict[UUID, date]:
    return dict(fetch(_STANDING_QUESTIONS, _asked(organisation_id, ids)))


def _held_replies(organisation_id: UUID, ids: Sequence[UUID]) -> dict[UUID, tuple[UUID, ...]]:
    return {row[0]: tuple(row[1]) for row in fetch(_HELD, _asked(organisation_id, ids))}


def _never_held(organisation_id: UUID, ids: Sequence[UUID]) -> dict[UUID, tuple[UUID, ...]]:
    return {}  # it names no child and no answer


def _replies_in(organisation_id: UUID, scope: Scope) -> int:
    asked = {**_asked(organisation_id), "since": scope.since_on, "until": scope.until_on}
    count: int = fetch(_IN_SCOPE, asked)[0][0]
    return count


def _own_records(organisation_id: UUID, ids: Sequence[UUID]) -> list[UUID]:
    return list(ids)  # the id of an answer is its record


def _no_records(organisation_id: UUID, ids: Sequence[UUID]) -> tuple[UUID, ...]:
    return ()


def _forget_replies(organisation_id: UUID, ids: Sequence[UUID]) -> None:
    run(_FORGET_REPLIES, _asked(organisation_id, ids))


def _forget_questions(organisation_id: UUID, ids: Sequence[UUID]) -> None:
    run(_FORGET_QUESTIONS, _asked(organisation_id, ids))


REPLIES = GoingKind(
    ItemKind.REPLY, "answers_reply", _standing_replies, _held_replies, _own_records, _forget_replies,
    due=_due_replies, in_scope=_replies_in,
)  # fmt: skip
QUESTIONS = GoingKind(
    ItemKind.QUESTION, "answers_question", _standing_questions, _never_held, _no_records, _forget_questions,
    due=_due_questions,
)  # fmt: skip
