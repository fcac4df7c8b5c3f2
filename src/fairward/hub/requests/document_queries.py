"""Reads documents that came with a contact, as they were copied for a request; each opening is a look. It may not write."""

from __future__ import annotations

from pathlib import PurePosixPath
from uuid import UUID

from fairward.access_requests.vocabulary import PassageDecision
from fairward.audit.log import record_list
from fairward.hub.requests.content import words_from
from fairward.hub.requests.models import HeldPassage
from fairward.hub.requests.queries import WHY, request_for
from fairward.hub.requests.vocabulary import Held
from fairward.hub.requests.writing import ENCLOSED, PASSAGE
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import RingKind
from fairward.keys.records import open_records


def document_for(actor: Actor, case_id: UUID, place: int, why: str = WHY) -> tuple[str, str, bytes]:
    """A document that came with a contact: the name under which it is given, its type, its content."""
    row = HeldPassage.objects.filter(
        organisation_id=actor.organisation_id, case_id=case_id, place=place, held=int(Held.DOCUMENT)
    ).first()
    if row is None or not bytes(row.enclosed):
        raise NotFound("document")
    number = request_for(actor, case_id, why).case.number
    key = open_records(
        actor, record_ids=[row.id], ring=RingKind.RIGHTS, item_kind="passage", subject_id=row.hub_case_id, why=why
    )[row.id]  # fmt: skip
    name, mime = words_from(key.open(bytes(row.sealed), table=PASSAGE, version=1)).file
    given = f"R-{number}-document-{place}{PurePosixPath(name).suffix[:8]}"
    return given, mime, key.open(bytes(row.enclosed), table=ENCLOSED, version=1)


def given_documents(actor: Actor, case_id: UUID) -> list[int]:
    """The places of the documents that are given with the answer, while there are copies of them. The list is logged."""
    rows = HeldPassage.objects.filter(
        organisation_id=actor.organisation_id, case_id=case_id, held=int(Held.DOCUMENT),
        decision=int(PassageDecision.DISCLOSE),
    ).exclude(enclosed=b"")  # fmt: skip
    found = list(rows.order_by("place").values_list("id", "place"))
    record_list(actor, item_kind="passage", item_ids=[row[0] for row in found], why=WHY)
    return [row[1] for row in found]
