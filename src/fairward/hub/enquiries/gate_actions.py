"""The only writer of gates: a version is opened, and signed. Nothing of one is changed: widening is a new decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.audit.log import record_act
from fairward.hub.enquiries.case_facts import AskingCase
from fairward.hub.enquiries.cases import come_to_gate
from fairward.hub.enquiries.gate_content import GateContent, to_bytes
from fairward.hub.enquiries.gate_queries import (
    SIGNATURE,
    TABLE,
    GateFacts,
    facts_of,
    gate_for,
    newest_version,
)
from fairward.hub.enquiries.models import Gate
from fairward.hub.enquiries.policies import (
    check_is_newest,
    check_may_ask_at_all,
    missing_but_signature,
)
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import RingKind
from fairward.keys.records import create_record, open_records


@dataclass(frozen=True, slots=True)
class Decided:
    """What whoever opens a gate decides, beside its content."""

    level: int
    power: str
    look_back_months: int
    is_told: bool
    ground: str = ""
    look_again_on: date | None = None

    def facts(self, gate_id: UUID, case_id: UUID, version: int, at: datetime, by: UUID) -> GateFacts:
        """As the facts of a gate, kept or not."""
        return GateFacts(
            gate_id, case_id, version, self.level, self.power, self.look_back_months, self.is_told, self.ground,
            self.look_again_on, at, by,
        )  # fmt: skip


@transaction.atomic
def open_gate(*, by: Actor, case: AskingCase, decided: Decided, content: GateContent, seen: int) -> UUID:
    """Keep a version of the gate; `seen` is the version that the writer saw (0: none). Denied with what is missing.

    A manager's signature on an earlier version says nothing about this one.
    """
    check(by, "hub:gate:open")
    check_may_ask_at_all(case)
    come_to_gate(by.organisation_id, case.id)
    if newest_version(by.organisation_id, case.id) != seen:
        raise Denied("gate_changed", "The gate was changed while you were at it. Open it again.")
    before = gate_for(by, case.id, "changing the gate")
    gate_id, now = new_id(), timezone.now()
    facts = decided.facts(gate_id, case.id, seen + 1, now, by.membership_id)
    for lack in missing_but_signature(facts, content, before.content if before else None):
        raise Denied(lack.code, lack.sentence)
    key = create_record(by.organisation_id, gate_id, rings=[RingKind.CASES])
    Gate.objects.create(
        organisation_id=by.organisation_id, id=gate_id, case_id=case.id, version=seen + 1, level=decided.level,
        power=decided.power, look_back_months=decided.look_back_months, persons=len(content.persons),
        questions=len(content.questions), is_told=decided.is_told, ground=decided.ground,
        look_again_on=decided.look_again_on, sealed=key.seal(to_bytes(content), table=TABLE, version=seen + 1),
        opened_at=now, opened_by=by.membership_id,
    )  # fmt: skip
    record_act(by, act="hub.gate_opened", item_kind="gate", item_id=gate_id, subject_id=case.id)
    return gate_id


@transaction.atomic
def sign_gate(*, by: Actor, gate_id: UUID, reason: str) -> None:
    """A manager signs that the family is not told, below level 4, with the reason. The record's key is opened for it."""
    check(by, "hub:gate:sign")
    row = Gate.objects.select_for_update().filter(organisation_id=by.organisation_id, id=gate_id).first()
    if row is None:
        raise NotFound("gate")
    check_is_newest(facts_of(row), newest_version(by.organisation_id, row.case_id))
    if row.is_told or row.level == 4 or row.signed_by is not None:
        raise Denied("nothing_to_sign", "This gate needs no signature, or has one.")
    if not reason.strip():
        raise Denied("no_reason", "Say why the family is not told.")
    keys = open_records(
        by, record_ids=[gate_id], ring=RingKind.CASES, item_kind="gate", subject_id=row.case_id, why="signing a gate"
    )  # fmt: skip
    row.signature = keys[gate_id].seal(reason.strip().encode(), table=SIGNATURE, version=row.version)
    row.signed_at, row.signed_by = timezone.now(), by.membership_id
    row.save(update_fields=["signature", "signed_at", "signed_by"])
    record_act(by, act="hub.gate_signed", item_kind="gate", item_id=gate_id, subject_id=row.case_id)
