"""Reads answers that are being written, or were sent, opened with the exchange ring. It may not write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fairward.agency.answers.models import Reply
from fairward.agency.answers.reply_content import ReplyContent, from_bytes
from fairward.agency.answers.vocabulary import ReplyState
from fairward.audit.log import record_list
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import RingKind
from fairward.keys.records import RecordKey, open_records

TABLE = "answers_reply"


@dataclass(frozen=True, slots=True)
class ReplyFacts:
    """An answer from outside."""

    id: UUID
    question_id: UUID
    state: ReplyState
    version: int
    second_version: int | None
    second_by: UUID | None
    package_id: UUID | None
    changed_at: datetime
    changed_by: UUID
    sent_at: datetime | None
    sent_by: UUID | None

    @property
    def is_agreed(self) -> bool:
        """A second person has agreed to this very version."""
        return self.second_version == self.version


@dataclass(frozen=True, slots=True)
class OpenedReply:
    """An answer with its items."""

    facts: ReplyFacts
    content: ReplyContent


def written_for(actor: Actor, question_id: UUID, why: str) -> OpenedReply | None:
    """The answer that is being written to a question, opened; None where nobody has begun one."""
    rows = Reply.objects.filter(organisation_id=actor.organisation_id, question_id=question_id, sent_at=None)
    row = rows.first()
    if row is None:
        record_list(actor, item_kind="reply", item_ids=[], why=why)
        return None
    return _opened(actor, row, why)


def sent_for(actor: Actor, question_id: UUID, why: str) -> list[OpenedReply]:
    """What was sent to a question, the oldest first, opened."""
    rows = Reply.objects.filter(
        organisation_id=actor.organisation_id, question_id=question_id, sent_at__isnull=False
    )
    found = list(rows.order_by("sent_at"))
    if not found:
        record_list(actor, item_kind="reply", item_ids=[], why=why)
    return [_opened(actor, row, why) for row in found]


def reply_for(actor: Actor, reply_id: UUID, why: str) -> OpenedReply:
    """One answer, opened."""
    row = Reply.objects.filter(organisation_id=actor.organisation_id, id=reply_id).first()
    if row is None:
        raise NotFound("reply")
    return _opened(actor, row, why)


def key_of(actor: Actor, reply_id: UUID, why: str) -> RecordKey:
    """The key of an answer's record, for the action that seals it anew; the look is logged."""
    return open_records(actor, record_ids=[reply_id], ring=RingKind.EXCHANGE, item_kind="reply", why=why)[
        reply_id
    ]


def facts_of(row: Reply) -> ReplyFacts:
    """A row as facts."""
    return ReplyFacts(
        row.id, row.question_id, ReplyState(row.state), row.version, row.second_version, row.second_by, row.package_id,
        row.changed_at, row.changed_by, row.sent_at, row.sent_by,
    )  # fmt: skip


def _opened(actor: Actor, row: Reply, why: str) -> OpenedReply:
    key = key_of(actor, row.id, why)
    return OpenedReply(
        facts_of(row), from_bytes(key.open(bytes(row.sealed), table=TABLE, version=row.version))
    )
