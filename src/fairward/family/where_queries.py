"""Where what somebody is shown went: printed, sent as an answer, told to others. It may not tell of what they are not shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fairward.audit.log import record_list
from fairward.audit.reading import acts_about
from fairward.cases.models import Case
from fairward.cases.vocabulary import CaseKind, CaseOutcome
from fairward.exchange.following.family_queries import PutRight, put_right_of
from fairward.exchange.queries import Told, told_for
from fairward.families.queries import my_access
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import Purpose, Role
from fairward.rights.shown_rows import shown_rows

PRINTED = "file.printed"
_MOST = 200


@dataclass(frozen=True, slots=True)
class Printed:
    """A file that holds something the reader is shown was put on paper."""

    at: datetime
    role: Role
    purpose: Purpose


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer to what the reader asked for left the school."""

    at: datetime
    number: int


@dataclass(frozen=True, slots=True)
class Went:
    """Everything that left, by how it left."""

    told: list[Told]
    put_right: dict[UUID, list[PutRight]]
    printed: list[Printed]
    sent: list[Sent]


def went_for(actor: Actor, child_id: UUID, why: str) -> Went:
    """Where the asker's part of one child's record went. That this was read is on the log."""
    access = my_access(actor, child_id)
    rows = shown_rows(actor.organisation_id, access.person_id, child_id)
    files = {row.file_id: row.purpose for row in rows}
    told = told_for(actor, child_id, [row.entry_id for row in rows], why)
    record_list(actor, item_kind="log", item_ids=(), subject_id=child_id, why=why)
    lines = acts_about(actor.organisation_id, child_id, [PRINTED], _MOST)
    printed = [
        Printed(line.leaf.at, Role(line.leaf.role), files[line.leaf.item_id])
        for line in lines
        if line.leaf.role is not None and line.leaf.item_id in files
    ]
    put_right = put_right_of(actor.organisation_id, child_id, [row.entry_id for row in rows])
    return Went(told, put_right, printed, _sent(actor, child_id))


def _sent(actor: Actor, child_id: UUID) -> list[Sent]:
    rows = Case.objects.filter(
        organisation_id=actor.organisation_id, asked_by_membership=actor.membership_id, child_id=child_id,
        kind=int(CaseKind.ACCESS_REQUEST), outcome=int(CaseOutcome.SENT), closed_at__isnull=False,
    ).order_by("-closed_at")  # fmt: skip
    return [Sent(at, number) for at, number in rows.values_list("closed_at", "number") if at is not None]
