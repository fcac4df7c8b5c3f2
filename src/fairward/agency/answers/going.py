"""Answers, and in time the proof of the question, are destroyed by the engine of retention. It opens nothing."""

from __future__ import annotations

from fairward.exchange.travel.forgetting import empty_arrivals, empty_sendings
from fairward.retention.dated import Dated
from fairward.retention.hanging import ITSELF, delete, of_statements, select
from fairward.retention.vocabulary import ItemKind

_REPLY, _QUESTION, _THESE = ("answers_reply",), ("answers_question",), "id = ANY(%(ids)s)"
_OF_REPLIES = of_statements(
    ITSELF, (empty_sendings(select(_REPLY, _THESE, "package_id")), *delete(_REPLY, _THESE))
)
_OF_QUESTIONS = of_statements(
    forget=(empty_arrivals(select(_QUESTION, _THESE, "arrival_id")), *delete(_QUESTION, _THESE))
)
REPLIES = Dated(
    ItemKind.REPLY, *_REPLY, "agency-reply",
    # Of one that was never sent: when somebody last wrote in it.
    "(coalesce(t.sent_at, t.changed_at) AT TIME ZONE %(zone)s)::date",
    # A hold of an agency names a period, or one question: what was sent in it stays.
    names="t.id, t.question_id",
).going(_OF_REPLIES)  # fmt: skip
# It names no child and no answer, so nothing holds it; the proof stays while an answer is here that it belongs to.
QUESTIONS = Dated(
    ItemKind.QUESTION, *_QUESTION, "agency-question", "(coalesce(t.answered_at, t.arrived_at) AT TIME ZONE %(zone)s)::date",
    wanted="""AND NOT EXISTS (
  SELECT 1 FROM answers_reply r WHERE r.organisation_id = t.organisation_id AND r.question_id = t.id)""",
).going(_OF_QUESTIONS)  # fmt: skip
