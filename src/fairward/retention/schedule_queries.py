"""Changes of the schedule, waiting, standing and past. It may not show what they do: `schedule_preview` counts that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fairward.kernel.denied import NotFound
from fairward.keys import directory
from fairward.organisations.queries import names_of_members
from fairward.retention.models import ScheduleChange
from fairward.retention.own_periods import limits_of
from fairward.rules.retention import Limit

CHANGE_TABLE = "retention_schedulechange"


@dataclass(frozen=True, slots=True)
class Change:
    """One change with its reason and the names of who made it."""

    id: UUID
    rule_id: str
    review: tuple[Limit, ...]
    destroy: tuple[Limit, ...]
    reason: str
    proposed_at: datetime
    proposed_by: UUID
    proposer: str
    approved_at: datetime | None
    approver: str
    ended_at: datetime | None
    ender: str

    @property
    def waits(self) -> bool:
        """Whether nobody has answered it yet."""
        return self.approved_at is None and self.ended_at is None

    @property
    def stands(self) -> bool:
        """Whether records are kept by it now."""
        return self.approved_at is not None and self.ended_at is None


def changes(organisation_id: UUID, rule_id: str | None = None) -> list[Change]:
    """Every change, newest first; of one class, or of all."""
    rows = ScheduleChange.objects.filter(organisation_id=organisation_id)
    if rule_id is not None:
        rows = rows.filter(rule_id=rule_id)
    return _read(organisation_id, rows.order_by("-proposed_at", "-id"))


def change(organisation_id: UUID, change_id: UUID) -> Change:
    """One change; one of another organisation is not there."""
    found = _read(
        organisation_id, ScheduleChange.objects.filter(organisation_id=organisation_id, id=change_id)
    )
    if not found:
        raise NotFound("schedule change")
    return found[0]


def waiting_changes(organisation_id: UUID) -> list[tuple[UUID, UUID]]:
    """What nobody has answered yet: id, and who proposed it."""
    rows = ScheduleChange.objects.filter(
        organisation_id=organisation_id, approved_at__isnull=True, ended_at__isnull=True
    )
    return list(rows.order_by("proposed_at").values_list("id", "proposed_by"))


def _read(organisation_id: UUID, rows: Iterable[ScheduleChange]) -> list[Change]:
    found = list(rows)
    people = {one for row in found for one in (row.proposed_by, row.approved_by, row.ended_by) if one}
    names = {key: member.name for key, member in names_of_members(organisation_id, people).items()}
    return [
        Change(
            row.id, row.rule_id, limits_of(row.review), limits_of(row.destroy),
            directory.reveal(organisation_id, CHANGE_TABLE, row.id, bytes(row.reason)).decode(),
            row.proposed_at, row.proposed_by, names.get(row.proposed_by, ""), row.approved_at,
            names.get(row.approved_by, "") if row.approved_by else "", row.ended_at,
            names.get(row.ended_by, "") if row.ended_by else "",
        )
        for row in found
    ]  # fmt: skip
