"""Notes that somebody here has read what a hub told: the hub hears it, and nothing of it stays here. It opens nothing."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from fairward.access.decisions import check
from fairward.agency.answers.closing import ANSWER
from fairward.agency.answers.told_queries import waits
from fairward.audit.log import record_act
from fairward.exchange.travel.answer_actions import answer
from fairward.exchange.travel.vocabulary import TravelState
from fairward.kernel.actor import Actor


@transaction.atomic
def note_told(*, by: Actor, arrival_id: UUID) -> None:
    """It is noted in the agency's own record; the package goes."""
    check(by, ANSWER)
    waits(by.organisation_id, arrival_id)
    answer(by=by, arrival_id=arrival_id, state=TravelState.ACCEPTED, keeps_sealed=False)
    record_act(by, act="answer.told_noted", item_kind="arrival", item_id=arrival_id)
