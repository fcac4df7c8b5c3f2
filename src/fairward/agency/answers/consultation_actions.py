"""The only writer of what is said to a consultation. It keeps no word of it: only that it was answered."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from fairward.agency.answers.closing import close, locked_question
from fairward.agency.answers.policies import check_waits
from fairward.agency.answers.vocabulary import QuestionState
from fairward.audit.log import record_act
from fairward.exchange.answering.consulting import Opinion, consulted_of
from fairward.exchange.answering.crossing import opened
from fairward.exchange.answering.opining import send_opinions
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound

WHY = "saying what one thinks about showing something"


@transaction.atomic
def give_opinions(*, by: Actor, question_id: UUID, opinions: Sequence[Opinion]) -> None:
    """Say what is thought of showing each passage. The hub decides; holding back needs a reason of the law, and why."""
    row = locked_question(by, question_id)
    check_waits(QuestionState(row.state))
    consulted = consulted_of(opened(by, row.arrival_id, WHY).manifest)
    if consulted is None:
        raise NotFound("question")
    send_opinions(
        by=by, partner_id=row.partner_id, package_id=row.package_id, consulted=consulted, opinions=opinions
    )
    close(by, row, QuestionState.OPINION)
    record_act(by, act="answer.opinion_given", item_kind="question", item_id=question_id)
