"""The only writer of questions to agencies: asked, chased, escalated, given up. It may not ask outside the gate."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.audit.log import record_act
from fairward.exchange.answering.asking import AskedPerson, AskedThing
from fairward.exchange.answering.crossing import let_go
from fairward.exchange.package.words import json_of
from fairward.exchange.travel.partner_queries import partner
from fairward.hub.enquiries import cases, policies
from fairward.hub.enquiries.asking_checks import SEND, check_can_ask
from fairward.hub.enquiries.asking_package import asked_of_gate, named_people, package_of
from fairward.hub.enquiries.case_facts import AskingCase
from fairward.hub.enquiries.enquiry_queries import states_of
from fairward.hub.enquiries.gate_queries import OpenedGate
from fairward.hub.enquiries.models import Enquiry
from fairward.hub.enquiries.writing import Sent, content_of, keep_enquiry, note_into
from fairward.hub.vocabulary import EnquiryState, Rating
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.ids import new_id
from fairward.organisations.queries import names_of_members

CHASED, ESCALATED, WITHOUT = "chased", "escalated", "without"
DECLINED, CORRECTED = "declined", "corrected"


@transaction.atomic
def ask_agency(
    *, by: Actor, case: AskingCase, gate: OpenedGate, partner_id: UUID, persons: Sequence[AskedPerson],
    questions: Sequence[AskedThing],
) -> UUID:  # fmt: skip
    """Ask one agency, once: only people and questions of the gate, and only what the agreement covers. The enquiry's id."""
    own, now, enquiry_id = by.organisation_id, timezone.now(), new_id()
    agreement = check_can_ask(by, case, gate, partner_id, persons, questions)
    asked = asked_of_gate(case, gate, agreement, persons, questions, now, named_people(own))
    card = partner(own, partner_id).card
    package = package_of(by, asked, gate, card, new_id())
    content = content_of(card.name, asked)
    sent = Sent(
        package.manifest.id, hashlib.sha256(json_of(package.manifest)).hexdigest(), card.kind, partner_id
    )
    keep_enquiry(by, enquiry_id, case, gate, sent, content, asked, agreement)
    cases.begin_asking(own, case.id, policies.gate_of(gate.facts, gate.content))
    let_go(by=by, partner_id=partner_id, package=package)
    record_act(by, act="hub.asked", item_kind="enquiry", item_id=enquiry_id, subject_id=case.id)
    return enquiry_id


@transaction.atomic
def chase(*, by: Actor, enquiry_id: UUID, words: str) -> None:
    """Note that the agency was reminded: whom one spoke to, and what they said."""
    row = _locked(by, enquiry_id)
    policies.check_is_open(EnquiryState(row.state))
    _check_words(words, "Say whom you reached, and what they said.")
    _note(by, row, CHASED, words)
    row.chases, row.chased_at = row.chases + 1, timezone.now()
    row.save(update_fields=["version", "sealed", "chases", "chased_at"])
    record_act(by, act="hub.chased", item_kind="enquiry", item_id=enquiry_id, subject_id=row.case_id)


@transaction.atomic
def escalate(*, by: Actor, enquiry_id: UUID, words: str) -> None:
    """Note that somebody above was told that an answer is overdue."""
    row = _locked(by, enquiry_id)
    policies.check_is_open(EnquiryState(row.state))
    _check_words(words, "Say who was told, there or here.")
    if row.answer_by is not None and timezone.now() < row.answer_by:
        raise Denied("not_overdue", "They have time left. Remind them instead.")
    _note(by, row, ESCALATED, words)
    row.escalated_at = timezone.now()
    row.save(update_fields=["version", "sealed", "escalated_at"])
    record_act(by, act="hub.escalated", item_kind="enquiry", item_id=enquiry_id, subject_id=row.case_id)


@transaction.atomic
def go_without(*, by: Actor, enquiry_id: UUID, rating: Rating | None, reason: str) -> None:
    """Decide without this answer: it stands as not available, with the reason. A late answer still comes in."""
    row, now = _locked(by, enquiry_id), timezone.now()
    policies.check_may_go_without(EnquiryState(row.state), row.answer_by, now, rating, reason)
    _note(by, row, WITHOUT, reason)
    row.state, row.ended_at = int(EnquiryState.NOT_AVAILABLE), now
    row.save(update_fields=["version", "sealed", "state", "ended_at"])
    record_act(by, act="hub.went_without", item_kind="enquiry", item_id=enquiry_id, subject_id=row.case_id)


@transaction.atomic
def end_asking(*, by: Actor, case_id: UUID) -> None:
    """Everybody has answered, or it goes on without them: the case is weighed from now on."""
    check(by, SEND)
    cases.end_asking(by.organisation_id, case_id, states_of(by.organisation_id, case_id))
    record_act(by, act="hub.asking_ended", item_kind="case", item_id=case_id)


def _note(by: Actor, row: Enquiry, what: str, words: str) -> None:
    who = names_of_members(by.organisation_id, [by.membership_id])[by.membership_id].name
    note_into(by, row, what, words, who, timezone.now())


def _check_words(words: str, sentence: str) -> None:
    if not words.strip():
        raise Denied("no_words", sentence)


def _locked(by: Actor, enquiry_id: UUID) -> Enquiry:
    check(by, SEND)
    rows = Enquiry.objects.select_for_update().filter(organisation_id=by.organisation_id, id=enquiry_id)
    row = rows.first()
    if row is None:
        raise NotFound("enquiry")
    return row
