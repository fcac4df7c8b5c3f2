"""The only writer of what is said to a consultation. It keeps no word of it: only that it was answered."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.agency.answers.closing import close, locked_question
from fairward.agency.answers.policies import check_waits
from fairward.agency.answers.vocabulary import QuestionState
from fairward.audit.log import record_act
from fairward.exchange.answering.consulting import LONGEST, Opinion, Verdict, consulted_of, opinion_head
from fairward.exchange.answering.crossing import let_go, log_head_of, opened, recipient_of, sender_of
from fairward.exchange.package.building import build
from fairward.exchange.travel.partner_queries import partner
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.rules import exemptions

WHY = "saying what one thinks about showing something"


@transaction.atomic
def give_opinions(*, by: Actor, question_id: UUID, opinions: Sequence[Opinion]) -> None:
    """Say what is thought of showing each passage. The hub decides; holding back needs a reason of the law, and why."""
    row = locked_question(by, question_id)
    check_waits(QuestionState(row.state))
    consulted = consulted_of(opened(by, row.arrival_id, WHY).manifest)
    if consulted is None:
        raise NotFound("question")
    if {one.passage_id for one in opinions} != {one.passage_id for one in consulted.passages}:
        raise Denied("not_whole", "Say what you think of each of them.")
    known = {one.id for one in exemptions.usable("parent", timezone.localdate())}
    for one in opinions:
        _check_opinion(one, known)
    card = partner(by.organisation_id, row.partner_id).card
    head = opinion_head(
        consulted, opinions, sender_of(by), recipient_of(card), log_head_of(by.organisation_id), to=row.package_id
    )  # fmt: skip
    let_go(by=by, partner_id=row.partner_id, package=build(head, []))
    close(by, row, QuestionState.OPINION)
    record_act(by, act="answer.opinion_given", item_kind="question", item_id=question_id)


def _check_opinion(one: Opinion, known: set[str]) -> None:
    """Holding back, and a part, need why; holding back needs a listed reason as well."""
    if one.exemption and one.exemption not in known:
        raise Denied("no_reason", "Choose a reason that the law gives.")
    if one.verdict is Verdict.HOLD and not one.exemption:
        raise Denied("no_reason", "Choose the reason that the law gives for holding it back.")
    if one.verdict in (Verdict.HOLD, Verdict.PART) and not one.reason.strip():
        raise Denied("no_reason", "Write why, for whoever decides.")
    if len(one.reason) > LONGEST:
        raise Denied("too_long", f"Shorten this to {LONGEST} letters.")
