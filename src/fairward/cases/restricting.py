"""Which statements a correction restricts, and when the restriction ends. It decides nothing and logs no act."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from fairward.cases.queries import checked_by_another, targets_of
from fairward.files.queries import standing_statement_ids
from fairward.files.standing import mark_checked
from fairward.kernel.actor import Actor


def restrict(by: Actor, entry_id: UUID, statement_ids: Sequence[UUID]) -> None:
    """The use of these statements is restricted while somebody checks them (UK GDPR Article 18); none named: all of it."""
    wanted = list(statement_ids) or standing_statement_ids(by.organisation_id, entry_id)
    mark_checked(by, wanted, is_checked=True)


def release(by: Actor, case_id: UUID) -> None:
    """The check is over: what no other open request is about may be used again."""
    targets = [one for one in targets_of(by.organisation_id, case_id) if one.entry_id is not None]
    others = checked_by_another(
        by.organisation_id, [one.entry_id for one in targets if one.entry_id], case_id
    )
    for target in targets:
        if target.entry_id is None:
            continue
        every = standing_statement_ids(by.organisation_id, target.entry_id)
        ids = [target.statement_id] if target.statement_id else every
        kept = {statement_id for entry_id, statement_id in others if entry_id == target.entry_id}
        if None in kept:
            continue
        mark_checked(by, [one for one in ids if one not in kept], is_checked=False)
