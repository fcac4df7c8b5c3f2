"""Jobs of the exchange: one attempt with one package or receipt; each minute, all that is due. Arguments are ids alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connections
from procrastinate.contrib.django import app

from fairward.exchange.travel import carrying, queueing
from fairward.exchange.travel.arrival_queries import due_answers
from fairward.exchange.travel.partner_actions import keep_card_current, renew_card
from fairward.exchange.travel.partner_queries import published_card
from fairward.exchange.travel.sending_queries import due_sendings
from fairward.tenancy.context import as_organisation


@app.task(name=queueing.CARRY, queue=queueing.QUEUE)
def carry(*, organisation_id: str, row_id: str) -> None:
    """One attempt with one package. Whatever comes of it stands in its row, which says when it is tried again."""
    try:
        carrying.carry(UUID(organisation_id), UUID(row_id))
    finally:
        connections.close_all()


@app.task(name=queueing.TELL, queue=queueing.QUEUE)
def tell(*, organisation_id: str, row_id: str) -> None:
    """One attempt to let a sender hear a receipt."""
    try:
        carrying.tell(UUID(organisation_id), UUID(row_id))
    finally:
        connections.close_all()


def enqueue_due(organisation_ids: Iterable[UUID], now: datetime) -> int:
    """A job for everything that is due, also for what a killed process left behind; returns how many were new."""
    made, every = 0, list(organisation_ids)
    keep_cards_current(every)
    for organisation_id in every:
        with as_organisation(organisation_id):
            due = [(queueing.CARRY, one) for one in due_sendings(organisation_id, now)]
            due += [(queueing.TELL, one) for one in due_answers(organisation_id, now)]
            made += sum(queueing.enqueue(task, organisation_id, row_id) for task, row_id in due)
    return made


def keep_cards_current(every: list[UUID]) -> None:
    """Cards whose keys or words have changed are made anew, and partners in this installation take them over."""
    changed = []
    for organisation_id in every:
        with as_organisation(organisation_id):
            if keep_card_current(organisation_id):
                changed.append(published_card(organisation_id))
    for organisation_id in every if changed else ():
        with as_organisation(organisation_id):
            for text in changed:
                renew_card(organisation_id, text)
