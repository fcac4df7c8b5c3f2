"""The only writer of answers with items: written, agreed to, sent, added to, put right. It may not send past a warning."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.agency.answers import policies
from fairward.agency.answers.closing import ANSWER, close, locked_question, settle_corrected
from fairward.agency.answers.models import Question, Reply
from fairward.agency.answers.question_actions import WHY
from fairward.agency.answers.question_queries import question_for
from fairward.agency.answers.reply_content import Corrects, ReplyContent, from_bytes, to_bytes
from fairward.agency.answers.reply_queries import TABLE, facts_of, key_of
from fairward.agency.answers.vocabulary import QuestionState, ReplyState
from fairward.audit.log import record_act
from fairward.exchange.answering.crossing import let_go, log_head_of, recipient_of, sender_of
from fairward.exchange.answering.items import Item
from fairward.exchange.answering.looking import MOST_ITEMS, needs_second
from fairward.exchange.answering.returning import How, answer_head, answer_package, correction_head
from fairward.exchange.package.building import Head
from fairward.exchange.package.contents import Change
from fairward.exchange.package.words import json_of
from fairward.exchange.travel.partner_queries import partner
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Label, RingKind
from fairward.keys.records import create_record, destroy_records

_REASONS = {How.RELEVANT: "Answer to your questions.", How.SUPPLEMENT: "Added to our earlier answer."}


@transaction.atomic
def begin_reply(*, by: Actor, question_id: UUID) -> UUID:
    """Begin to write items. Whoever comes second finds what the first has begun; later ones add to what was sent."""
    row = locked_question(by, question_id)
    own = by.organisation_id
    known = Reply.objects.filter(organisation_id=own, question_id=question_id)
    begun = known.filter(sent_at=None).first()
    if begun is not None:
        raise Denied("begun", "Somebody has begun this answer already. Open the question again.")
    if row.state == QuestionState.WAITS:
        content = ReplyContent((), question_for(by, question_id, WHY).asked)
    else:
        content = _after_sent(by, known.filter(sent_at__isnull=False).order_by("-sent_at").first())
    reply_id = _begin(by, question_id, content)
    record_act(by, act="answer.begun", item_kind="reply", item_id=reply_id)
    return reply_id


@transaction.atomic
def begin_correction(*, by: Actor, question_id: UUID, item_id: UUID, because: str) -> UUID:
    """Begin to put right one item that was sent: it stands in the new answer to be changed, or taken out if it was wrong."""
    locked_question(by, question_id)
    if not because.strip():
        raise Denied("no_reason", "Say what was wrong with it. The hub reads this.")
    own = by.organisation_id
    known = Reply.objects.filter(organisation_id=own, question_id=question_id)
    if known.filter(sent_at=None).exists():
        raise Denied("begun", "Somebody is writing to this question already. Open it and finish that first.")
    for row in known.filter(sent_at__isnull=False).order_by("-sent_at"):
        found = from_bytes(key_of(by, row.id, WHY).open(bytes(row.sealed), table=TABLE, version=row.version))
        for one in found.items:
            if one.id == item_id and row.package_id is not None:
                corrects = Corrects(row.package_id, one.passage_id, one.text or one.call, because.strip())
                reply_id = _begin(
                    by, question_id, ReplyContent((replace(one, id=new_id()),), found.asked, corrects)
                )
                record_act(by, act="answer.correction_begun", item_kind="reply", item_id=reply_id)
                return reply_id
    raise NotFound("item")


@transaction.atomic
def keep_item(*, by: Actor, reply_id: UUID, seen: int, item: Item) -> int:
    """Keep an item as it is typed, whole or not; returns the new version. Nothing leaves."""
    row, content = _writing(by, reply_id, seen)
    after = content.with_item(item)
    if len(after.items) > MOST_ITEMS:
        raise Denied(
            "too_many_items", f"An answer has at most {MOST_ITEMS} items: those that answer the question."
        )
    _keep(by, row, after)
    record_act(by, act="answer.item_kept", item_kind="reply", item_id=reply_id)
    return row.version


@transaction.atomic
def take_item_out(*, by: Actor, reply_id: UUID, seen: int, item_id: UUID) -> int:
    """Take an item out of an answer that is still written."""
    row, content = _writing(by, reply_id, seen)
    _keep(by, row, content.without(item_id))
    record_act(by, act="answer.item_taken_out", item_kind="reply", item_id=reply_id)
    return row.version


@transaction.atomic
def drop_reply(*, by: Actor, reply_id: UUID) -> None:
    """Throw away what was written and not sent; its key goes first."""
    row = _locked(by, reply_id)
    if row.state == ReplyState.SENT:
        raise Denied("sent", "This answer has gone.")
    destroy_records(by.organisation_id, [reply_id])
    Reply.objects.filter(organisation_id=by.organisation_id, id=reply_id).delete()
    record_act(by, act="answer.dropped", item_kind="reply", item_id=reply_id)


@transaction.atomic
def agree(*, by: Actor, reply_id: UUID, seen: int) -> None:
    """A second person agrees to what is for named people only, in this very version."""
    row, content = _writing(by, reply_id, seen)
    policies.check_can_agree(facts_of(row), content, by.membership_id)
    row.second_version, row.second_by = row.version, by.membership_id
    row.save(update_fields=["second_version", "second_by"])
    record_act(by, act="answer.agreed", item_kind="reply", item_id=reply_id)


@transaction.atomic
def send_reply(*, by: Actor, reply_id: UUID, seen: int) -> UUID:
    """Let the answer go, as this very version, and close the question. Returns the package. Denied past no warning."""
    row, content = _writing(by, reply_id, seen)
    policies.check_can_send(facts_of(row), content)
    question = locked_question(by, row.question_id)
    how = How.RELEVANT if question.state == QuestionState.WAITS else How.SUPPLEMENT
    package_id = _let_go(by, row, question, content, how)
    if how is How.RELEVANT:
        close(by, question, QuestionState.ANSWERED)
    _sent(by, row, content, package_id, timezone.now())
    if content.corrects is not None:
        _settle(by, content.corrects, has_item=bool(content.items))
    record_act(by, act="answer.sent", item_kind="reply", item_id=reply_id)
    return package_id


def _begin(by: Actor, question_id: UUID, content: ReplyContent) -> UUID:
    own, reply_id = by.organisation_id, new_id()
    key = create_record(own, reply_id, rings=[RingKind.EXCHANGE])
    Reply.objects.create(
        organisation_id=own, id=reply_id, question_id=question_id,
        sealed=key.seal(to_bytes(content), table=TABLE, version=1), changed_at=timezone.now(), changed_by=by.membership_id,
    )  # fmt: skip
    return reply_id


def _let_go(by: Actor, row: Reply, question: Question, content: ReplyContent, how: How) -> UUID:
    own, asked = by.organisation_id, content.asked
    is_sealed = needs_second(content.items)
    card = partner(own, question.partner_id).card
    head = answer_head(
        asked, how, _REASONS[how], sender_of(by, [row.second_by] if is_sealed and row.second_by else []),
        recipient_of(card, asked.named if is_sealed else ()), log_head_of(own), to=question.package_id,
    )  # fmt: skip
    if content.corrects is not None:
        head = _as_notice(head, content.corrects, content)
    package = answer_package(head, content.items, asked, head.sender.signed_by.name, timezone.now())
    row.digest = hashlib.sha256(json_of(package.manifest)).hexdigest()
    let_go(by=by, partner_id=question.partner_id, package=package)
    return package.manifest.id


def _as_notice(head: Head, one: Corrects, content: ReplyContent) -> Head:
    """A correction tells which passage of which answer it changes; what stands in its place comes with it."""
    change = Change(one.passage_id, "corrected" if content.items else "unfounded", one.because)
    return correction_head(head, one.package_id, [change])


def _settle(by: Actor, one: Corrects, *, has_item: bool) -> None:
    """Whoever said that this item is wrong is answered with it."""
    rows = Reply.objects.filter(organisation_id=by.organisation_id, package_id=one.package_id)
    for reply_id in rows.values_list("id", flat=True):
        settle_corrected(by, reply_id, one.passage_id, has_item=has_item)


def _sent(by: Actor, row: Reply, content: ReplyContent, package_id: UUID, now: datetime) -> None:
    """Keep it as it went: of a pointer only whom to ring."""
    kept = tuple(
        replace(one, text="", relevance="") if one.label is Label.POINTER else one for one in content.items
    )
    _seal(by, row, replace(content, items=kept))
    row.state, row.package_id, row.sent_at, row.sent_by = (
        int(ReplyState.SENT),
        package_id,
        now,
        by.membership_id,
    )
    row.save()


def _after_sent(by: Actor, row: Reply | None) -> ReplyContent:
    if row is None:
        raise Denied(
            "nothing_kept", "Nothing of this question is kept here. Ring the hub if you know something now."
        )
    raw = key_of(by, row.id, WHY).open(bytes(row.sealed), table=TABLE, version=row.version)
    return ReplyContent((), from_bytes(raw).asked)


def _writing(by: Actor, reply_id: UUID, seen: int) -> tuple[Reply, ReplyContent]:
    row = _locked(by, reply_id)
    policies.check_can_change(facts_of(row), seen)
    raw = key_of(by, reply_id, WHY).open(bytes(row.sealed), table=TABLE, version=row.version)
    return row, from_bytes(raw)


def _keep(by: Actor, row: Reply, content: ReplyContent) -> None:
    _seal(by, row, content)
    row.changed_at, row.changed_by = timezone.now(), by.membership_id
    row.save()


def _seal(by: Actor, row: Reply, content: ReplyContent) -> None:
    key = key_of(by, row.id, WHY)
    row.version += 1
    row.sealed = key.seal(to_bytes(content), table=TABLE, version=row.version)


def _locked(by: Actor, reply_id: UUID) -> Reply:
    check(by, ANSWER)
    row = Reply.objects.select_for_update().filter(organisation_id=by.organisation_id, id=reply_id).first()
    if row is None:
        raise NotFound("reply")
    return row
