"""Destruction as a job of the queue: asked for when something is ordered. Its argument is the organisation alone."""

from __future__ import annotations

from uuid import UUID

from django.db import connections
from procrastinate.contrib.django import app

from fairward.retention.engine import carry_out
from fairward.retention.orders import JOB


@app.task(name=JOB, queue="clock")
def carry_out_orders(*, organisation_id: str) -> None:
    """Finish what is ordered in one organisation. What fails is done by the nightly run."""
    try:
        carry_out(UUID(organisation_id))
    finally:
        connections.close_all()
