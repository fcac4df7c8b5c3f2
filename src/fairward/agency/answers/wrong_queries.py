"""Reads what is said to be wrong with an answer: which wait, from outside; one of them, opened. It may not write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fairward.agency.answers.models import WrongItem
from fairward.agency.answers.reply_queries import OpenedReply, reply_for
from fairward.agency.answers.vocabulary import WrongState
from fairward.audit.log import record_list
from fairward.exchange.answering.crossing import opened
from fairward.exchange.answering.disputing import WrongAsked, wrong_of
from fairward.exchange.answering.items import Item
from fairward.exchange.travel.partner_queries import partners
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound


@dataclass(frozen=True, slots=True)
class WrongFacts:
    """One of them from outside: who asks, by when, how it stands. No word of it."""

    id: UUID
    arrival_id: UUID
    partner_id: UUID
    package_id: UUID
    reply_id: UUID | None
    passage_id: UUID
    asker: str
    state: WrongState
    arrived_at: datetime
    answer_by: datetime | None


@dataclass(frozen=True, slots=True)
class OpenedWrong:
    """One of them with its words, and our own item as it was sent, with the answer that holds it; None where it is gone."""

    facts: WrongFacts
    said: WrongAsked
    reply: OpenedReply | None
    item: Item | None


def wrong_waiting(actor: Actor, why: str) -> list[WrongFacts]:
    """Those that wait, the nearest time first. The list is logged."""
    rows = WrongItem.objects.filter(organisation_id=actor.organisation_id, state=int(WrongState.WAITS))
    names = {one.id: one.card.name for one in partners(actor.organisation_id)}
    found = [_facts(row, names) for row in rows.order_by("answer_by", "arrived_at")]
    record_list(actor, item_kind="wrong_item", item_ids=[one.id for one in found], why=why)
    return found


def wrong_facts(organisation_id: UUID, wrong_id: UUID) -> WrongFacts:
    """How one of them stands; NotFound for another organisation's."""
    row = WrongItem.objects.filter(organisation_id=organisation_id, id=wrong_id).first()
    if row is None:
        raise NotFound("wrong_item")
    return _facts(row, {one.id: one.card.name for one in partners(organisation_id)})


def wrong_for(actor: Actor, wrong_id: UUID, why: str) -> OpenedWrong:
    """One that waits, opened: what is said, and our item as it was sent."""
    facts = wrong_facts(actor.organisation_id, wrong_id)
    if facts.state is not WrongState.WAITS:
        raise NotFound("wrong_item")
    said = wrong_of(opened(actor, facts.arrival_id, why).manifest)
    if said is None:
        raise NotFound("wrong_item")
    reply = _kept(actor, facts.reply_id, why)
    items = reply.content.items if reply else ()
    return OpenedWrong(
        facts, said, reply, next((one for one in items if one.passage_id == facts.passage_id), None)
    )


def _kept(actor: Actor, reply_id: UUID | None, why: str) -> OpenedReply | None:
    """The answer that holds it; None where it was not kept, or went after twelve months."""
    if reply_id is None:
        return None
    try:
        return reply_for(actor, reply_id, why)
    except NotFound:
        return None


def _facts(row: WrongItem, names: dict[UUID, str]) -> WrongFacts:
    return WrongFacts(
        row.id, row.arrival_id, row.partner_id, row.package_id, row.reply_id, row.passage_id,
        names.get(row.partner_id, ""), WrongState(row.state), row.arrived_at, row.answer_by,
    )  # fmt: skip
