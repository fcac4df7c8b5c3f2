"""The rows of a new report in one statement, because it is the page that must never be slow. It may not decide a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from fairward.kernel.ids import new_id
from fairward.rules.retention import Kept
from fairward.school.concerns.models import ConcernState, Part

# One report is sent once: a second sending finds its `send_id` taken, and neither row is written.
_INSERT = """
WITH concern AS (
  INSERT INTO concerns_concern (organisation_id, id, reported_by, reported_at, occurred_at, precision, state, is_danger,
                                is_child_unknown, send_id, sealed, due_at, rule_id, kept_because, review_on, destroy_on)
  VALUES (%(organisation)s, %(id)s, %(by)s, %(at)s, %(occurred_at)s, %(precision)s, %(state)s, %(is_danger)s,
          %(is_child_unknown)s, %(send_id)s, %(sealed)s, %(due_at)s, %(rule_id)s, %(because)s, %(review_on)s,
          %(destroy_on)s)
  ON CONFLICT (organisation_id, send_id) DO NOTHING RETURNING id
), child AS (
  INSERT INTO concerns_concernchild (organisation_id, id, concern_id, child_id, part)
  SELECT %(organisation)s, named.id, concern.id, named.child_id, named.part
  FROM concern, unnest(%(ids)s::uuid[], %(children)s::uuid[], %(parts)s::smallint[]) AS named (id, child_id, part)
)
SELECT id FROM concern"""


@dataclass(frozen=True, slots=True)
class NewConcern:
    """Everything about a new report that is not sealed."""

    organisation_id: UUID
    id: UUID
    reported_by: UUID
    reported_at: datetime
    occurred_at: datetime
    precision: int
    is_danger: bool
    send_id: UUID
    due_at: datetime
    kept: Kept
    children: Mapping[UUID, Part]


def insert_concern(new: NewConcern, sealed: bytes) -> bool:
    """Write the concern and its children; False if a report with this `send_id` is there already."""
    parameters: dict[str, Any] = {
        "organisation": new.organisation_id, "id": new.id, "by": new.reported_by, "at": new.reported_at,
        "occurred_at": new.occurred_at, "precision": new.precision, "state": int(ConcernState.REPORTED),
        "is_danger": new.is_danger, "is_child_unknown": not new.children, "send_id": new.send_id, "sealed": sealed,
        "due_at": new.due_at, "rule_id": new.kept.rule_id, "because": new.kept.because,
        "review_on": new.kept.review_on, "destroy_on": new.kept.destroy_on, "ids": [new_id() for _ in new.children],
        "children": list(new.children), "parts": [int(part) for part in new.children.values()],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, parameters)
        return cursor.fetchone() is not None
