"""The only writer of passages, reasons, opinions and answers of a request. It logs no act: the action that calls it does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.utils import timezone

from fairward.access_requests.models import AccessRequest
from fairward.access_requests.policies import Chosen, check_is_access_request
from fairward.access_requests.reasons import seal_reason
from fairward.cases.models import Case
from fairward.cases.writing import locked_case
from fairward.hub.requests.content import Said, said_bytes, words_bytes
from fairward.hub.requests.copying import New
from fairward.hub.requests.models import HeldAnswer, HeldPassage, HeldReason
from fairward.hub.requests.policies import check_at_hub
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import RingKind
from fairward.keys.records import create_record, destroy_records
from fairward.organisations.queries import organisation

PASSAGE, REASON, OPINION = "requests_heldpassage", "requests_heldreason", "requests_heldopinion"
ENCLOSED = "requests_heldpassage.enclosed"
PDF, DATA = "requests_heldanswer.pdf", "requests_heldanswer.data"


def locked(by: Actor, case_id: UUID) -> tuple[Case, AccessRequest]:
    """The request, held until the transaction ends; NotFound for another organisation's, another kind, or outside a hub."""
    check_at_hub(organisation(by.organisation_id).kind)
    case = check_is_access_request(locked_case(by, case_id))
    request, _ = AccessRequest.objects.get_or_create(organisation_id=by.organisation_id, case_id=case_id)
    return case, request


def write_passages(by: Actor, case_id: UUID, hub_case_id: UUID, found: Sequence[New]) -> int:
    """Seal copies of passages that are not there yet, after the last of the request; returns how many are new."""
    own = {"organisation_id": by.organisation_id, "case_id": case_id}
    rows = HeldPassage.objects.filter(**own)
    known = set(rows.values_list("source_id", "part"))
    place = rows.count()
    fresh = [one for one in found if (one.source_id, one.part) not in known]
    for number, one in enumerate(fresh, start=place + 1):
        _write_passage(by, {**own, "hub_case_id": hub_case_id, "place": number}, one)
    return len(fresh)


def _write_passage(by: Actor, own: dict[str, object], one: New) -> None:
    row_id, sealed, enclosed = new_id(), b"", b""
    if one.words is not None:
        key = create_record(by.organisation_id, row_id, rings=[RingKind.RIGHTS])
        sealed = key.seal(words_bytes(one.words), table=PASSAGE, version=1)
        enclosed = key.seal(one.enclosed, table=ENCLOSED, version=1) if one.enclosed else b""
    HeldPassage.objects.create(
        **own, id=row_id, held=int(one.held), origin=int(one.origin), partner_id=one.partner_id,
        package_id=one.package_id, passage_id=one.passage_id, source_id=one.source_id, part=one.part,
        label=int(one.label) if one.label else None, sealed=sealed,
        enclosed=enclosed,
    )  # fmt: skip


def write_reason(by: Actor, passage_id: UUID, chosen: Chosen) -> UUID:
    """Seal why something was decided, for the ring of rights; returns its id."""
    return seal_reason(by, HeldReason, passage_id, chosen)


def seal_said(by: Actor, opinion_id: UUID, said: Said) -> bytes:
    """Seal what an originator said, for the ring of rights. Needs no unlocked session."""
    key = create_record(by.organisation_id, opinion_id, rings=[RingKind.RIGHTS])
    return key.seal(said_bytes(said), table=OPINION, version=1)


def write_answer(by: Actor, case_id: UUID, pdf: bytes, data: bytes, shown: int, left_out: int) -> None:
    """Seal the drawn answer in the place of an earlier one."""
    drop_answer(by, case_id)
    row_id = new_id()
    key = create_record(by.organisation_id, row_id, rings=[RingKind.RIGHTS])
    HeldAnswer.objects.create(
        organisation_id=by.organisation_id, id=row_id, case_id=case_id, shown=shown, left_out=left_out,
        pdf=key.seal(pdf, table=PDF, version=1), data=key.seal(data, table=DATA, version=1), made_at=timezone.now(),
        made_by=by.membership_id,
    )  # fmt: skip
    AccessRequest.objects.filter(organisation_id=by.organisation_id, case_id=case_id).update(
        made_at=timezone.now()
    )


def drop_answer(by: Actor, case_id: UUID) -> None:
    """Something was decided anew: what was drawn goes, key first."""
    rows = HeldAnswer.objects.filter(organisation_id=by.organisation_id, case_id=case_id)
    ids = list(rows.values_list("id", flat=True))
    if ids:
        destroy_records(by.organisation_id, ids)
        rows.delete()
    AccessRequest.objects.filter(organisation_id=by.organisation_id, case_id=case_id).update(made_at=None)


def forget_words(by: Actor, case_id: UUID) -> None:
    """The request is closed: the copies that were made for it go, keys first. What was decided, and what was sent, stays."""
    rows = HeldPassage.objects.filter(organisation_id=by.organisation_id, case_id=case_id)
    destroy_records(by.organisation_id, list(rows.values_list("id", flat=True)))
    rows.update(sealed=b"", enclosed=b"")


def locked_passages(by: Actor, case_id: UUID, places: Iterable[int]) -> list[HeldPassage]:
    """These passages, held until the transaction ends; NotFound where one is not there."""
    wanted = list(places)
    rows = (
        HeldPassage.objects.defer("sealed", "enclosed")
        .select_for_update(of=("self",))
        .filter(organisation_id=by.organisation_id, case_id=case_id, place__in=wanted)
    )
    found = list(rows.order_by("place"))
    if len(found) != len(set(wanted)):
        raise NotFound("passage")
    return found
