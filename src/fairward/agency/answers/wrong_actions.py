"""The only writer of what is said to be wrong with an answer: opened, put right, taken back, or it stands. One act each."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.agency.answers.closing import ANSWER, locked_wrong, settle_wrong
from fairward.agency.answers.models import Reply, WrongItem
from fairward.agency.answers.question_actions import WHY
from fairward.agency.answers.vocabulary import WrongState
from fairward.agency.answers.wrong_queries import wrong_for
from fairward.audit.log import record_act
from fairward.exchange.answering.crossing import let_go, log_head_of, opened, recipient_of, sender_of
from fairward.exchange.answering.disputing import WrongAsked, stands_head, wrong_of
from fairward.exchange.answering.returning import How, answer_head, answer_package
from fairward.exchange.package.refusals import Refused
from fairward.exchange.travel.answer_actions import answer
from fairward.exchange.travel.models import Arrival
from fairward.exchange.travel.partner_queries import partner
from fairward.exchange.travel.vocabulary import TravelState
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.ids import new_id


@transaction.atomic
def open_wrong(*, by: Actor, arrival_id: UUID) -> UUID | None:
    """Open what arrived, if it says that an item of ours is wrong; the hub hears that a person has it. None, and nothing done,
    where it is another question."""
    check(by, ANSWER)
    try:
        found = wrong_of(opened(by, arrival_id, WHY).manifest)
    except Refused:
        return None  # it is refused where questions are opened
    if found is None:
        return None
    wrong_id = _keep(by, arrival_id, found)
    answer(by=by, arrival_id=arrival_id, state=TravelState.RECEIVED, keeps_sealed=True)
    record_act(by, act="answer.wrong_opened", item_kind="arrival", item_id=arrival_id)
    return wrong_id


@transaction.atomic
def say_it_stands(*, by: Actor, wrong_id: UUID, reason: str) -> None:
    """The item is right as it is: the hub reads why, and shows the dispute beside the item from then on."""
    if not reason.strip():
        raise Denied("no_reason", "Say why it stands. The hub reads it, and whoever asked.")
    row = locked_wrong(by, wrong_id)
    asked = wrong_for(by, wrong_id, WHY).said.asked
    card = partner(by.organisation_id, row.partner_id).card
    head = answer_head(
        asked, How.STANDS, reason.strip(), sender_of(by), recipient_of(card), log_head_of(by.organisation_id),
        to=row.package_id,
    )  # fmt: skip
    package = answer_package(stands_head(head), [], asked, head.sender.signed_by.name, timezone.now())
    let_go(by=by, partner_id=row.partner_id, package=package)
    settle_wrong(by, row, WrongState.STANDS)
    record_act(by, act="answer.stands", item_kind="wrong_item", item_id=wrong_id)


def _keep(by: Actor, arrival_id: UUID, found: WrongAsked) -> UUID:
    own, wrong_id = by.organisation_id, new_id()
    arrival = Arrival.objects.defer("sealed").get(organisation_id=own, id=arrival_id)
    replies = Reply.objects.filter(organisation_id=own, package_id=found.wrong.answer)
    reply_id = replies.filter(question__partner_id=arrival.partner_id).values_list("id", flat=True).first()
    WrongItem.objects.create(
        organisation_id=own, id=wrong_id, arrival_id=arrival_id, partner_id=arrival.partner_id,
        package_id=arrival.package_id, reply_id=reply_id, passage_id=found.wrong.passage, arrived_at=arrival.arrived_at,
        answer_by=found.asked.answer_by, opened_by=by.membership_id,
    )  # fmt: skip
    return wrong_id
