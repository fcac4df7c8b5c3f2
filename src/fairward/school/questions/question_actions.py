"""The only writer of a hub's questions: opened, answered in one step, declined, begun to be answered from a file.

It keeps no word of a question, and lets nothing of a file out: that is the one path of every sending.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.audit.log import record_act
from fairward.exchange.answering.asking import Asked, asked_of
from fairward.exchange.answering.at_once import answer_at_once
from fairward.exchange.answering.consulting import consulted_of
from fairward.exchange.answering.crossing import Came, opened
from fairward.exchange.answering.items import pointer
from fairward.exchange.answering.returning import NOTHING_WORDS, How
from fairward.exchange.choosing.draft_actions import start_draft
from fairward.exchange.package.refusals import Refused
from fairward.exchange.travel.answer_actions import answer
from fairward.exchange.travel.models import Arrival
from fairward.exchange.travel.vocabulary import TravelState
from fairward.files.writing import OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import DisclosureKind
from fairward.rules.clocks import END_OF_DAY
from fairward.school.questions.beginning import begun_from
from fairward.school.questions.closing import ANSWER, close, locked_question
from fairward.school.questions.models import HubQuestion
from fairward.school.questions.policies import check_from_file, check_move, check_one_at_a_time, check_words
from fairward.school.questions.question_queries import open_draft_of
from fairward.school.questions.vocabulary import QuestionState

WHY = "answering a question of a hub"
NOT_KNOWN_WORDS = "This child is not known to us."
KNOWN_WORDS = "This child is known to us."


@transaction.atomic
def open_question(*, by: Actor, arrival_id: UUID) -> None:
    """Open what a hub sent: a question or a consultation (it hears that a person has it), or what takes one back.

    What is neither is refused, and its sender hears why.
    """
    check(by, ANSWER)
    state, why = TravelState.RECEIVED, ""
    try:
        came = opened(by, arrival_id, WHY)
        if came.manifest.reply_to is not None:
            state = _take_back(by, came, came.manifest.reply_to)
        else:
            _keep(by, arrival_id, came)
    except Refused as refused:
        state, why = TravelState.REFUSED, refused.code
    answer(by=by, arrival_id=arrival_id, state=state, keeps_sealed=state is TravelState.RECEIVED)
    record_act(by, act="question.opened", item_kind="arrival", item_id=arrival_id, why=why)


@transaction.atomic
def say_nothing_relevant(*, by: Actor, question_id: UUID) -> None:
    """Nothing relevant: a full answer. What was asked goes, and nothing is kept but that it was answered."""
    row, asked = _waiting(by, question_id, QuestionState.NOTHING)
    _send(by, row, asked, How.NOTHING, NOTHING_WORDS)
    close(by, row, QuestionState.NOTHING)
    record_act(by, act="question.nothing_relevant", item_kind="question", item_id=question_id)


@transaction.atomic
def say_not_known(*, by: Actor, question_id: UUID) -> None:
    """We do not know this child; nothing is kept but that it was answered."""
    row, asked = _waiting(by, question_id, QuestionState.NOT_KNOWN)
    _send(by, row, asked, How.NOTHING, NOT_KNOWN_WORDS)
    close(by, row, QuestionState.NOT_KNOWN)
    record_act(by, act="question.not_known", item_kind="question", item_id=question_id)


@transaction.atomic
def decline(*, by: Actor, question_id: UUID, reason: str) -> None:
    """Say that nothing is answered, and why; the hub reads the reason, and nothing of it is kept here."""
    said = check_words(reason, "Say why you do not answer. The hub reads it.")
    row, asked = _waiting(by, question_id, QuestionState.DECLINED)
    _send(by, row, asked, How.DECLINED, said)
    close(by, row, QuestionState.DECLINED)
    record_act(by, act="question.declined", item_kind="question", item_id=question_id)


@transaction.atomic
def say_known(*, by: Actor, question_id: UUID, call: str) -> None:
    """Known to us, ring …: the least that can be said of a child. Nothing of a file goes."""
    said = check_words(call, "Say whom the hub should ring, with a number.")
    row, asked = _waiting(by, question_id, QuestionState.KNOWN)
    answer_at_once(
        by=by, partner_id=row.partner_id, question=row.package_id, asked=asked, how=How.RELEVANT, reason=KNOWN_WORDS,
        items=[pointer(said)],
    )  # fmt: skip
    close(by, row, QuestionState.KNOWN)
    record_act(by, act="question.known", item_kind="question", item_id=question_id)


@transaction.atomic
def begin_answer(*, by: Actor, question_id: UUID, file: OpenedFile, people: Mapping[UUID, UUID]) -> UUID:
    """Begin to choose from a file what answers a question: a person has said which child it is, and who of the others is who.

    `people`: somebody of the question -> who that is here. Returns the draft's id.
    """
    row, asked = _waiting(by, question_id, QuestionState.ANSWERED)
    check_from_file(is_pointer_only=asked.is_pointer_only)
    check_one_at_a_time(open_draft_of(by.organisation_id, row.draft_id))
    chosen = begun_from(by, row.partner_id, asked, file.child_id, people)
    row.draft_id = start_draft(
        by=by, file=file, kind=DisclosureKind.RETURN, partner_id=row.partner_id, chosen=chosen
    )
    row.save(update_fields=["draft_id"])
    record_act(
        by, act="question.answer_begun", item_kind="question", item_id=question_id, subject_id=file.child_id
    )
    return row.draft_id


def _keep(by: Actor, arrival_id: UUID, came: Came) -> None:
    own, consulted = by.organisation_id, consulted_of(came.manifest)
    arrival = Arrival.objects.defer("sealed").get(organisation_id=own, id=arrival_id)
    if consulted is None:
        asked = asked_of(came.manifest)
        kept = Kept(asked.answer_by, asked.is_urgent, asked.is_pointer_only)
    else:
        kept = Kept(
            timezone.make_aware(datetime.combine(consulted.answer_by, END_OF_DAY)), is_consultation=True
        )
    HubQuestion.objects.create(
        organisation_id=own, id=new_id(), arrival_id=arrival_id, partner_id=arrival.partner_id,
        package_id=arrival.package_id, arrived_at=arrival.arrived_at, opened_by=by.membership_id, **asdict(kept),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a question in the clear."""

    answer_by: datetime | None
    is_urgent: bool = False
    is_pointer_only: bool = False
    is_consultation: bool = False


def _take_back(by: Actor, came: Came, package_id: UUID) -> TravelState:
    """End the question of this very hub, if it still waits; what was answered stays as it was sent."""
    rows = HubQuestion.objects.select_for_update().filter(
        organisation_id=by.organisation_id, partner_id=came.partner_id, package_id=package_id
    )
    row = rows.first()
    if row is not None and row.state == int(QuestionState.WAITS):
        close(by, row, QuestionState.WITHDRAWN)
    return TravelState.ACCEPTED


def _waiting(by: Actor, question_id: UUID, to: QuestionState) -> tuple[HubQuestion, Asked]:
    row = locked_question(by, question_id)
    check_move(QuestionState(row.state), to)
    return row, asked_of(opened(by, row.arrival_id, WHY).manifest)


def _send(by: Actor, row: HubQuestion, asked: Asked, how: How, reason: str) -> None:
    answer_at_once(
        by=by, partner_id=row.partner_id, question=row.package_id, asked=asked, how=how, reason=reason
    )
