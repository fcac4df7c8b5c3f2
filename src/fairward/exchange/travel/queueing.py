"""Puts jobs of the exchange into the queue: ids and nothing else. Notices about danger go first."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

CARRY, TELL = "exchange.carry", "exchange.tell"
QUEUE, PRIORITY = "exchange", -10


def enqueue(task: str, organisation_id: UUID, row_id: UUID) -> bool:
    """One job for a row that has none waiting; part of the current transaction. False if one waits already."""
    job = app.configure_task(task, queue=QUEUE, queueing_lock=f"{task}:{row_id}", priority=PRIORITY)
    try:
        with transaction.atomic():
            job.defer(organisation_id=str(organisation_id), row_id=str(row_id))
    except AlreadyEnqueued:
        return False
    return True
