"""Appends lines to the log of the current transaction's organisation. It may not read, change or delete any.

A line is written in one round trip and never waits for another: places are given afterwards (`sequencer`).
`why` is a purpose in the program's own words ("preparing a meeting"), never what somebody typed about a child.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connections

from fairward.audit.events import LISTED, LOOKED, REFUSED, SENTENCES
from fairward.audit.leaves import commit, detail_body, is_spread, new_salt
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.ids import new_id

WHY_LIMIT = 120

_HEAD = """
WITH leaf AS (
  INSERT INTO audit_leaf (organisation_id, id, at, event, actor_id, role, item_kind, item_id, item_count, subject_id,
                          commitment)
  VALUES (%(organisation)s, %(id)s, clock_timestamp(), %(event)s, %(actor)s, %(role)s, %(kind)s, %(item)s, %(count)s,
          %(subject)s, %(commitment)s)
), detail AS (
  INSERT INTO audit_detail (organisation_id, id, salt, body) VALUES (%(organisation)s, %(id)s, %(salt)s, %(body)s)
)"""
_SEEN = """, seen AS (
  INSERT INTO audit_seen (organisation_id, item_id, leaf_id)
  SELECT %(organisation)s, item, %(id)s FROM unnest(%(items)s::uuid[]) AS item
)"""
_TAIL = """
INSERT INTO audit_pending (organisation_id, id) VALUES (%(organisation)s, %(id)s)"""
_APPEND = _HEAD + _TAIL
_APPEND_LIST = _HEAD + _SEEN + _TAIL


@dataclass(frozen=True, slots=True)
class _Line:
    """What is to be written; `items` only where there is not exactly one."""

    organisation_id: UUID
    actor_id: UUID | None
    role: int | None
    event: str
    item_kind: str
    item_ids: Sequence[UUID]
    subject_id: UUID | None
    why: str = ""
    code: str = ""


def record_look(
    actor: Actor,
    *,
    item_kind: str,
    item_ids: Iterable[UUID],
    subject_id: UUID | None = None,
    why: str,
) -> UUID:
    """Somebody is about to read these items (of this child). Call it before they are read; returns the line's id."""
    return _append(_line(actor, LOOKED, item_kind, _once(item_ids), subject_id, why=_purpose(why)))


def record_list(
    actor: Actor,
    *,
    item_kind: str,
    item_ids: Iterable[UUID],
    subject_id: UUID | None = None,
    why: str,
) -> UUID:
    """Somebody is shown that these items exist, not what is in them: a desk, children, results of a search."""
    return _append(_line(actor, LISTED, item_kind, _once(item_ids), subject_id, why=_purpose(why)))


def record_act(
    actor: Actor,
    *,
    act: str,
    item_kind: str,
    item_id: UUID | None,
    subject_id: UUID | None = None,
    why: str = "",
) -> UUID:
    """Somebody did something; `act` is a name of `audit.events`."""
    _known(act)
    return _append(_line(actor, act, item_kind, _maybe(item_id), subject_id, why=_purpose(why)))


def record_refusal(
    actor: Actor, *, code: str, item_kind: str, item_id: UUID | None = None, subject_id: UUID | None = None
) -> UUID:
    """Somebody was refused; `code` is that of the Denied. The refused work is rolled back, so write this after it."""
    return _append(_line(actor, REFUSED, item_kind, _maybe(item_id), subject_id, code=_purpose(code)))


def record_job(
    organisation_id: UUID,
    *,
    act: str,
    item_kind: str,
    item_id: UUID | None,
    subject_id: UUID | None = None,
    why: str = "",
) -> UUID:
    """Fairward itself did something, on nobody's order: a clock ran out, a job ran."""
    _known(act)
    return _append(
        _Line(organisation_id, None, None, act, item_kind, _maybe(item_id), subject_id, why=_purpose(why))
    )


def _line(
    actor: Actor,
    event: str,
    item_kind: str,
    item_ids: Sequence[UUID],
    subject_id: UUID | None,
    *,
    why: str = "",
    code: str = "",
) -> _Line:
    return _Line(
        actor.organisation_id,
        actor.membership_id
        if actor.membership_id.int
        else None,  # no membership: the installation's command line
        int(actor.role) if actor.membership_id.int else None,
        event,
        item_kind,
        item_ids,
        subject_id,
        why,
        code,
    )


def _append(line: _Line) -> UUID:
    """One statement; row-level security refuses it outside the organisation's own transaction."""
    line_id, salt = _line_id(), new_salt()
    items = line.item_ids if len(line.item_ids) != 1 else ()
    body = detail_body(why=line.why, code=line.code, items=items)
    parameters: dict[str, Any] = {
        "organisation": line.organisation_id,
        "id": line_id,
        "event": line.event,
        "actor": line.actor_id,
        "role": line.role,
        "kind": line.item_kind,
        "item": line.item_ids[0] if len(line.item_ids) == 1 else None,
        "count": len(line.item_ids),
        "subject": line.subject_id,
        "commitment": commit(salt, body),
        "salt": salt,
        "body": body,
    }
    has_rows = is_spread(len(items), line.subject_id)
    if has_rows:
        parameters["items"] = (
            "{" + ",".join(map(str, items)) + "}"
        )  # one text: a list is adapted item by item
    with connections["default"].cursor() as cursor:
        cursor.execute(_APPEND_LIST if has_rows else _APPEND, parameters)
    return line_id


def _line_id() -> UUID:
    """A UUIDv7 whose next 12 bits carry the time on below the millisecond: one request's lines stay in their order."""
    now = time.time_ns()
    fraction = (now % 1_000_000) * 4096 // 1_000_000
    return UUID(
        int=new_id().int & ((1 << 76) - 1) & ~(0xFFF << 64)
        | (now // 1_000_000) << 80
        | 7 << 76
        | fraction << 64
    )


def _once(item_ids: Iterable[UUID]) -> list[UUID]:
    return list(dict.fromkeys(item_ids))


def _maybe(item_id: UUID | None) -> tuple[UUID, ...]:
    return () if item_id is None else (item_id,)


def _known(act: str) -> None:
    if act not in SENTENCES:
        raise LookupError(f"audit.events does not name the act {act!r}: add it there")


def _purpose(why: str) -> str:
    if len(why) > WHY_LIMIT or not why.isprintable():
        raise Denied(
            "reason_too_long",
            f"Give the reason in one line of at most {WHY_LIMIT} letters, without what you read.",
        )
    return why
