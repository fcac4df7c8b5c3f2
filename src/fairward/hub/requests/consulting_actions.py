"""Asking whoever told something what they think about showing it, and what they say. One act each; nobody's silence decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.access_requests.deciding import REVIEW
from fairward.access_requests.policies import check_state, exemption_of
from fairward.audit.log import record_act
from fairward.exchange.answering.consulting import Opinion, Verdict, opinions_of
from fairward.exchange.answering.crossing import let_go, opened
from fairward.exchange.package.refusals import Refused
from fairward.exchange.travel.answer_actions import answer
from fairward.exchange.travel.models import Arrival
from fairward.exchange.travel.vocabulary import TravelState
from fairward.hub.requests import consulting_package
from fairward.hub.requests.consulting_queries import to_ask
from fairward.hub.requests.content import Said
from fairward.hub.requests.models import Consultation, HeldOpinion, HeldPassage
from fairward.hub.requests.policies import HANDLE, check_answer_day
from fairward.hub.requests.vocabulary import HowConsulted
from fairward.hub.requests.writing import locked, locked_passages, seal_said
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.ids import new_id

TAKE = "hub:enquiry:send"
WHY = "taking in what an originator thinks"


@transaction.atomic
def consult(*, by: Actor, case_id: UUID, partner_id: UUID, answer_by_on: date) -> int:
    """Ask one originator about everything they told, by number: one package for each case. Returns how many passages."""
    check(by, HANDLE)
    case, _ = locked(by, case_id)
    check_state(case, *REVIEW)
    check_answer_day(answer_by_on, timezone.localdate(), case.due_at)
    rows = to_ask(by.organisation_id, case_id, partner_id)
    if not rows:
        raise Denied("nothing_to_ask", "They were asked about everything that they told.")
    for hub_case_id, group in groupby(rows, key=lambda row: row.hub_case_id):
        some = list(group)
        package = consulting_package.package_of(by, case_id, hub_case_id, partner_id, some, answer_by_on)
        _keep(by, case_id, some, HowConsulted.PACKAGE, partner_id, package.manifest.id, answer_by_on)
        let_go(by=by, partner_id=partner_id, package=package)
    record_act(by, act="hub.originator_consulted", item_kind="case", item_id=case_id)
    return len(rows)


@transaction.atomic
def note_opinion(*, by: Actor, case_id: UUID, place: int, opinion: Opinion, said: Said) -> None:
    """Note by hand what an originator thinks about one passage: whom one spoke to, and what they said."""
    check(by, HANDLE)
    case, _ = locked(by, case_id)
    check_state(case, *REVIEW)
    if not said.by.strip() or not said.words.strip():
        raise Denied("no_words", "Write whom you spoke to, and what they said.")
    (row,) = locked_passages(by, case_id, [place])
    _check_reason(opinion)
    consultation_id = _keep(by, case_id, [row], HowConsulted.TELEPHONE, row.partner_id)
    _settle(by, consultation_id, {row.id: (opinion, said)})
    record_act(by, act="hub.opinion_noted", item_kind="passage", item_id=row.id, subject_id=row.hub_case_id)


@transaction.atomic
def take_opinion(*, by: Actor, arrival_id: UUID) -> bool:
    """Take in what an originator thinks. False, and nothing done, where an answer is about something else."""
    check(by, TAKE)
    partner_id = Arrival.objects.values_list("partner_id", flat=True).get(
        organisation_id=by.organisation_id, id=arrival_id
    )
    waits = Consultation.objects.select_for_update().filter(
        organisation_id=by.organisation_id,
        partner_id=partner_id,
        package_id__isnull=False,
        answered_at__isnull=True,
    )
    known = {one.package_id: one for one in waits}
    if not known:
        return False
    came = opened(by, arrival_id, WHY)
    try:
        said = opinions_of(came.manifest)
    except Refused:
        said = ()
    if said is None:
        return False
    row = known.get(came.manifest.reply_to)
    state = TravelState.REFUSED if row is None or not said else TravelState.ACCEPTED
    if row is not None and said:
        signed = came.manifest.sender.signed_by
        _settle(by, row.id, _by_row(by, row, said, f"{signed.name}, {signed.role}"))
    answer(by=by, arrival_id=arrival_id, state=state, keeps_sealed=False)
    act = "hub.opinion_taken" if state is TravelState.ACCEPTED else "hub.answer_refused"
    record_act(by, act=act, item_kind="arrival", item_id=arrival_id)
    return True


def _by_row(
    by: Actor, consultation: Consultation, said: Iterable[Opinion], who: str
) -> dict[UUID, tuple[Opinion, Said]]:
    """Only passages that were asked about; what is said of anything else is left."""
    rows = HeldOpinion.objects.filter(organisation_id=by.organisation_id, consultation_id=consultation.id)
    asked = {one.passage.passage_id: one.passage_id for one in rows.select_related("passage")}
    return {asked[one.passage_id]: (one, Said(who, one.reason)) for one in said if one.passage_id in asked}


def _keep(
    by: Actor, case_id: UUID, rows: Sequence[HeldPassage], how: HowConsulted, partner_id: UUID | None,
    package_id: UUID | None = None, answer_by_on: date | None = None,
) -> UUID:  # fmt: skip
    consultation_id = new_id()
    own = {"organisation_id": by.organisation_id}
    Consultation.objects.create(
        **own, id=consultation_id, case_id=case_id, partner_id=partner_id, package_id=package_id, how=int(how),
        asked_at=timezone.now(), asked_by=by.membership_id, answer_by_on=answer_by_on,
    )  # fmt: skip
    HeldOpinion.objects.bulk_create(
        HeldOpinion(**own, consultation_id=consultation_id, passage_id=row.id) for row in rows
    )
    return consultation_id


def _settle(by: Actor, consultation_id: UUID, said: dict[UUID, tuple[Opinion, Said]]) -> None:
    now = timezone.now()
    rows = HeldOpinion.objects.filter(organisation_id=by.organisation_id, consultation_id=consultation_id)
    for row in rows.filter(passage_id__in=list(said)):
        opinion, words = said[row.passage_id]
        known = exemption_of(opinion.exemption, "parent", timezone.localdate())
        row.verdict, row.exemption = int(opinion.verdict), known.id if known else ""
        row.sealed, row.came_at, row.noted_by = seal_said(by, row.id, words), now, by.membership_id
        row.save(update_fields=["verdict", "exemption", "sealed", "came_at", "noted_by"])
    Consultation.objects.filter(organisation_id=by.organisation_id, id=consultation_id).update(
        answered_at=now
    )


def _check_reason(opinion: Opinion) -> None:
    if (
        opinion.verdict is Verdict.HOLD
        and exemption_of(opinion.exemption, "parent", timezone.localdate()) is None
    ):
        raise Denied("no_reason", "Choose the reason that the law gives for holding it back.")
