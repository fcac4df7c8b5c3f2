"""Reads whom to ask back for what is destroyed here: who, about whom, since when. What was told is gone; none of it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from fairward.audit.log import record_list
from fairward.exchange.vocabulary import HowTold, RecallAnswer
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import OrganisationKind
from fairward.keys import directory
from fairward.people.queries import names_of_children
from fairward.tenancy.rows import fetch

RECALL_TABLE = "exchange_recall"
_RECALLS = (
    "SELECT id, child_id, told_at, how, recipient_kind, recipient, made_at, asked_on, answered_on, answer "
    "FROM exchange_recall WHERE organisation_id = %s "
)
# What waits comes first, the oldest on top; then what was answered, the latest on top.
_ALL = f"{_RECALLS} ORDER BY answered_on IS NOT NULL, answered_on DESC, made_at, id LIMIT 200"
_ONE = f"{_RECALLS} AND id = %s"


@dataclass(frozen=True, slots=True)
class RecallLine:
    """Somebody outside who was told something that is destroyed here. `recipient` is empty once they have answered."""

    id: UUID
    child: str
    told_at: datetime
    how: HowTold
    recipient_kind: OrganisationKind
    recipient: str
    made_at: datetime
    asked_on: date | None
    answered_on: date | None
    answer: RecallAnswer | None


def recalls_for(actor: Actor, why: str) -> list[RecallLine]:
    """Everybody who is to be asked, or was. The list is logged."""
    return _lines(actor, fetch(_ALL, [actor.organisation_id]), why)


def recall_for(actor: Actor, recall_id: UUID, why: str) -> RecallLine:
    """One of them."""
    found = _lines(actor, fetch(_ONE, [actor.organisation_id, recall_id]), why)
    if not found:
        raise NotFound("recall")
    return found[0]


def count_waiting(organisation_id: UUID) -> int:
    """How many have not answered."""
    asked = "SELECT count(*) FROM exchange_recall WHERE organisation_id = %s AND answered_on IS NULL"
    return int(fetch(asked, [organisation_id])[0][0])


def _lines(actor: Actor, rows: Sequence[tuple[Any, ...]], why: str) -> list[RecallLine]:
    record_list(actor, item_kind="recall", item_ids=[row[0] for row in rows], why=why)
    names = names_of_children(actor.organisation_id, {row[1] for row in rows})
    return [_line(actor.organisation_id, row, names[row[1]].full if row[1] in names else "") for row in rows]


def _line(organisation_id: UUID, row: tuple[Any, ...], child: str) -> RecallLine:
    id_, _, told_at, how, kind, recipient, made_at, asked_on, answered_on, answer = row
    name = (
        directory.reveal(organisation_id, RECALL_TABLE, id_, bytes(recipient)).decode() if recipient else ""
    )
    return RecallLine(
        id_, child, told_at, HowTold(how), OrganisationKind(kind), name, made_at, asked_on, answered_on,
        RecallAnswer(answer) if answer else None,
    )  # fmt: skip
