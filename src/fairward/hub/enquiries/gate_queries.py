"""Reads the gate of a case, version by version, opened with the ring of cases. It may not write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fairward.audit.log import record_list
from fairward.hub.enquiries.gate_content import GateContent, from_bytes
from fairward.hub.enquiries.models import Gate
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import RingKind
from fairward.keys.records import open_records

TABLE, SIGNATURE = "enquiries_gate", "enquiries_gate.signature"


@dataclass(frozen=True, slots=True)
class GateFacts:
    """A gate from outside: what was decided, nothing of whom or why. `version` 0 is one that is not kept yet."""

    id: UUID
    case_id: UUID
    version: int
    level: int
    power: str
    look_back_months: int
    is_told: bool
    ground: str
    look_again_on: date | None
    opened_at: datetime
    opened_by: UUID
    signed_at: datetime | None = None
    signed_by: UUID | None = None


@dataclass(frozen=True, slots=True)
class OpenedGate:
    """A gate with whom and what it holds, and the manager's reason where one signed."""

    facts: GateFacts
    content: GateContent
    signature: str = ""


def gate_for(actor: Actor, case_id: UUID, why: str, version: int | None = None) -> OpenedGate | None:
    """The newest gate of a case, or an earlier version of it; None where there is none yet. The look is logged."""
    rows = Gate.objects.filter(organisation_id=actor.organisation_id, case_id=case_id)
    if version is not None:
        rows = rows.filter(version=version)
    row = rows.order_by("-version").first()
    if row is None:
        record_list(actor, item_kind="gate", item_ids=[], subject_id=case_id, why=why)
        return None
    return _opened(actor, row, why)


def gate_by_id(actor: Actor, gate_id: UUID, why: str) -> OpenedGate:
    """One version, as a question rests on it."""
    row = Gate.objects.filter(organisation_id=actor.organisation_id, id=gate_id).first()
    if row is None:
        raise NotFound("gate")
    return _opened(actor, row, why)


def versions_of(organisation_id: UUID, case_id: UUID) -> list[GateFacts]:
    """Every version of a case's gate, the newest first: no content."""
    rows = Gate.objects.defer("sealed", "signature").filter(organisation_id=organisation_id, case_id=case_id)
    return [facts_of(row) for row in rows.order_by("-version")]


def newest_version(organisation_id: UUID, case_id: UUID) -> int:
    """The number of the newest version, 0 before there is one."""
    rows = Gate.objects.filter(organisation_id=organisation_id, case_id=case_id).order_by("-version")
    return rows.values_list("version", flat=True).first() or 0


def facts_of(row: Gate) -> GateFacts:
    """A row as facts."""
    return GateFacts(
        row.id, row.case_id, row.version, row.level, row.power, row.look_back_months, row.is_told, row.ground,
        row.look_again_on, row.opened_at, row.opened_by, row.signed_at, row.signed_by,
    )  # fmt: skip


def _opened(actor: Actor, row: Gate, why: str) -> OpenedGate:
    keys = open_records(
        actor, record_ids=[row.id], ring=RingKind.CASES, item_kind="gate", subject_id=row.case_id, why=why
    )
    content = from_bytes(keys[row.id].open(bytes(row.sealed), table=TABLE, version=row.version))
    signature = bytes(row.signature)
    words = keys[row.id].open(signature, table=SIGNATURE, version=row.version).decode() if signature else ""
    return OpenedGate(facts_of(row), content, words)
