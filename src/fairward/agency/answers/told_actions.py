"""Notes that somebody here has read what a hub told, or tells the hub that they disagree with it: nothing of it stays here."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from fairward.access.decisions import check
from fairward.agency.answers.closing import ANSWER
from fairward.agency.answers.told_queries import is_decision, told_one_for, waits
from fairward.audit.log import record_act
from fairward.exchange.answering.crossing import let_go, log_head_of, recipient_of, sender_of
from fairward.exchange.answering.disagreeing import LONGEST, disagreement_head
from fairward.exchange.package.building import build
from fairward.exchange.travel.answer_actions import answer
from fairward.exchange.travel.partner_queries import partner
from fairward.exchange.travel.vocabulary import TravelState
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound

WHY_DISAGREE = "disagreeing with what a hub decided"


@transaction.atomic
def note_told(*, by: Actor, arrival_id: UUID) -> None:
    """It is noted in the agency's own record; the package goes."""
    check(by, ANSWER)
    waits(by.organisation_id, arrival_id)
    answer(by=by, arrival_id=arrival_id, state=TravelState.ACCEPTED, keeps_sealed=False)
    record_act(by, act="answer.told_noted", item_kind="arrival", item_id=arrival_id)


@transaction.atomic
def disagree(*, by: Actor, arrival_id: UUID, words: str) -> None:
    """Tell the hub that they disagree with what it decided, with what they expect; its ladder begins when it arrives."""
    check(by, ANSWER)
    if not words.strip():
        raise Denied("no_words", "Write what you disagree with, and what you expect.")
    if len(words) > LONGEST:
        raise Denied("too_long", "Shorten this.")
    arrived, outcome = told_one_for(by, arrival_id, WHY_DISAGREE)
    if not is_decision(outcome):
        raise NotFound("arrival")
    card = partner(by.organisation_id, arrived.partner_id).card
    head = disagreement_head(
        outcome, words.strip(), sender_of(by), recipient_of(card), log_head_of(by.organisation_id)
    )
    let_go(by=by, partner_id=arrived.partner_id, package=build(head, []))
    record_act(by, act="answer.disagreed", item_kind="arrival", item_id=arrival_id)
