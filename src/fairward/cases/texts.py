"""Seals and opens the texts of cases: for the ring of rights, and for whoever asked. It may not decide who may read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from fairward.cases.models import CaseText
from fairward.cases.vocabulary import TextKind
from fairward.kernel.actor import Actor
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import RingKind
from fairward.keys.records import add_wrap, create_record, open_records

TABLE = "cases_casetext"


@dataclass(frozen=True, slots=True)
class OpenedText:
    """One opened text of a case."""

    id: UUID
    kind: TextKind
    text: str
    made_at: datetime
    made_by: UUID


def write_text(
    by: Actor,
    case_id: UUID,
    kind: TextKind,
    text: str,
    *,
    accounts: Iterable[UUID] = (),
    rings: Iterable[RingKind] = (),
) -> UUID:
    """Seal a text of a case to the ring of rights, to these people and to these rings besides; returns its id.

    Needs no unlocked session: a member of staff who notes a request reads none of it afterwards.
    """
    text_id = new_id()
    holders = dict.fromkeys([RingKind.RIGHTS, *rings])
    key = create_record(by.organisation_id, text_id, rings=holders, persons=accounts)
    CaseText.objects.create(
        organisation_id=by.organisation_id, id=text_id, case_id=case_id, kind=int(kind),
        sealed=key.seal(text.encode(), table=TABLE, version=1), made_at=timezone.now(), made_by=by.membership_id,
    )  # fmt: skip
    return text_id


def texts_of(
    actor: Actor, case_id: UUID, child_id: UUID | None, why: str, *, ring: RingKind | None = RingKind.RIGHTS
) -> list[OpenedText]:
    """The texts of a case that this person opens, oldest first: with a ring, or (None) as the person they are sealed to."""
    rows = list(
        CaseText.objects.filter(organisation_id=actor.organisation_id, case_id=case_id)
        .order_by("made_at", "id")
        .values_list("id", "kind", "sealed", "made_at", "made_by")
    )
    keys = open_records(
        actor, record_ids=[row[0] for row in rows], ring=ring, item_kind="case", item_ids=[case_id],
        subject_id=child_id, why=why,
    )  # fmt: skip
    return [
        OpenedText(id_, TextKind(kind), keys[id_].open(bytes(sealed), table=TABLE, version=1).decode(), made_at, made_by)
        for id_, kind, sealed, made_at, made_by in rows
        if id_ in keys
    ]  # fmt: skip


def asked_words(actor: Actor, case_id: UUID, child_id: UUID | None, why: str, *, ring: RingKind) -> str:
    """What was asked, in the words in which it was taken down."""
    texts = texts_of(actor, case_id, child_id, why, ring=ring)
    return next((one.text for one in texts if one.kind is TextKind.ASKED), "")


def reseal_to(actor: Actor, case_id: UUID, from_ring: RingKind, to_ring: RingKind) -> None:
    """Let the holders of another ring read the texts of a case that the actor can read."""
    if from_ring is to_ring:
        return
    rows = CaseText.objects.filter(organisation_id=actor.organisation_id, case_id=case_id)
    for text_id in rows.values_list("id", flat=True):
        add_wrap(actor, text_id, from_ring=from_ring, to_ring_kind=to_ring)
