"""What is done with a request before it is decided: noted, who asks, whom it is about, gathered; taken back. One act each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.access_requests.models import AccessRequest
from fairward.access_requests.policies import check_state
from fairward.audit.log import record_act
from fairward.cases import writing as cases
from fairward.cases.freezing import freeze_thing
from fairward.cases.policies import check_when, check_words
from fairward.cases.texts import write_text
from fairward.cases.vocabulary import CaseKind, CaseOutcome, CaseState, HowAsked, TextKind
from fairward.hub.intake.models import CasePerson
from fairward.hub.requests.gathering_queries import Gathered
from fairward.hub.requests.models import RequestPerson
from fairward.hub.requests.policies import HANDLE, check_at_hub, check_may_gather, check_persons
from fairward.hub.requests.writing import drop_answer, forget_words, locked, write_passages
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.organisations.queries import organisation
from fairward.retention.vocabulary import ItemKind

_WORKING = (
    CaseState.RECEIVED, CaseState.IDENTITY, CaseState.WHOSE_RIGHT, CaseState.SEARCHING, CaseState.REVIEWING,
    CaseState.SECOND_CHECK,
)  # fmt: skip
_GATHERING = (CaseState.SEARCHING, CaseState.REVIEWING)


@dataclass(frozen=True, slots=True)
class Noted:
    """What somebody asked, as a worker notes it. `reach` is how to reach them."""

    who: str
    words: str
    how: HowAsked
    received_at: datetime
    reach: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What was gathered about people of one case."""

    hub_case_id: UUID
    person_ids: Collection[UUID]
    gathered: Gathered


@transaction.atomic
def note_request(*, by: Actor, noted: Noted) -> UUID:
    """Note a request in whatever form it came; its clock runs from receipt. Returns the case of the request."""
    check(by, HANDLE)
    check_at_hub(organisation(by.organisation_id).kind)
    check_words(noted.words, "what was asked, in their own words if you can")
    check_words(noted.who, "who asks")
    check_when(noted.received_at, timezone.now())
    case_id = cases.open_case(by, cases.NewCase(CaseKind.ACCESS_REQUEST, noted.how, noted.received_at))
    AccessRequest.objects.create(organisation_id=by.organisation_id, case_id=case_id)
    write_text(by, case_id, TextKind.ASKED, noted.words.strip())
    write_text(by, case_id, TextKind.WHO, noted.who.strip())
    if noted.reach.strip():
        write_text(by, case_id, TextKind.NOTE, noted.reach.strip())
    record_act(by, act="request.noted", item_kind="case", item_id=case_id)
    return case_id


@transaction.atomic
def settle_identity(*, by: Actor, case_id: UUID, is_known: bool, proof_on: date | None = None) -> None:
    """Somebody who is known is not asked again. Else proof is asked for, and the clock counts from the day it came."""
    check(by, HANDLE)
    case, request = locked(by, case_id)
    check_state(case, CaseState.RECEIVED, CaseState.IDENTITY)
    if not is_known and proof_on is not None:
        proved_at = timezone.make_aware(datetime.combine(proof_on, time(0)))
        check_when(proved_at, timezone.now())
        cases.start_clock_at(case, max(case.received_at, proved_at))
    cases.move(case, CaseState.WHOSE_RIGHT if is_known or proof_on else CaseState.IDENTITY)
    request.is_known_person = is_known
    request.save(update_fields=["is_known_person"])
    record_act(by, act="request.identity_settled", item_kind="case", item_id=case_id)


@transaction.atomic
def confirm_person(*, by: Actor, case_id: UUID, person_id: UUID) -> None:
    """A person says that somebody in a case is the one whom the request is about. Nothing is joined; nothing of it goes."""
    check(by, HANDLE)
    case, _ = locked(by, case_id)
    check_state(case, *_WORKING)
    row = CasePerson.objects.filter(organisation_id=by.organisation_id, id=person_id).first()
    if row is None:
        raise NotFound("person")
    now = timezone.now()
    RequestPerson.objects.get_or_create(
        organisation_id=by.organisation_id, case_id=case_id, person_id=person_id,
        defaults={"hub_case_id": row.case_id, "confirmed_at": now, "confirmed_by": by.membership_id},
    )  # fmt: skip
    freeze_thing(by, case, ItemKind.HUB_CASE, row.case_id)
    record_act(by, act="hub.request_person", item_kind="case", item_id=case_id, subject_id=row.case_id)


@transaction.atomic
def keep_gathered(*, by: Actor, case_id: UUID, found: Collection[Found]) -> int:
    """Keep copies of what was gathered for whoever decides, under the ring of rights; returns how many passages are new."""
    check_may_gather(by)
    case, request = locked(by, case_id)
    check_state(case, *_GATHERING)
    check_persons(found)
    now, new = timezone.now(), 0
    for one in found:
        freeze_thing(by, case, ItemKind.HUB_CASE, one.hub_case_id)
        new += write_passages(by, case_id, one.hub_case_id, one.gathered.passages)
        RequestPerson.objects.filter(
            organisation_id=by.organisation_id, case_id=case_id, person_id__in=list(one.person_ids)
        ).update(
            gathered_at=now, gathered_by=by.membership_id, found=len(one.gathered.passages),
            not_about=one.gathered.not_about,
        )  # fmt: skip
    if CaseState(case.state) is CaseState.SEARCHING:
        cases.move(case, CaseState.REVIEWING)
    request.searched_at = request.taken_in_at = now
    request.save(update_fields=["searched_at", "taken_in_at"])
    if new:
        drop_answer(by, case_id)
    record_act(by, act="hub.request_gathered", item_kind="case", item_id=case_id)
    return new


@transaction.atomic
def withdraw_request(*, by: Actor, case_id: UUID) -> None:
    """Whoever asked does not want it any more; the copies that were made for it go."""
    check(by, HANDLE)
    case, _ = locked(by, case_id)
    cases.close(by, case, CaseOutcome.WITHDRAWN, CaseState.WITHDRAWN)
    drop_answer(by, case_id)
    forget_words(by, case_id)
    record_act(by, act="request.withdrawn", item_kind="case", item_id=case_id)
