"""The only writer of one-time links: made with a question, answered by somebody without an account."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.audit.log import record_act, record_job
from fairward.exchange.answering import items as item_bytes
from fairward.exchange.answering.asking import Asked, AskedPerson, AskedThing
from fairward.exchange.answering.items import Item
from fairward.exchange.answering.looking import check_can_go
from fairward.exchange.answering.returning import How
from fairward.exchange.package.making import Hands
from fairward.exchange.travel.own_card import exchange_ring
from fairward.hub.enquiries import cases, link_secret, policies
from fairward.hub.enquiries.asking_checks import check_can_ask
from fairward.hub.enquiries.asking_package import asked_of_gate
from fairward.hub.enquiries.case_facts import AskingCase
from fairward.hub.enquiries.gate_queries import OpenedGate
from fairward.hub.enquiries.link_content import (
    ByLink,
    answer_bytes,
    passages_of,
    question_bytes,
    question_from,
)
from fairward.hub.enquiries.models import OneTimeLink
from fairward.hub.enquiries.writing import Sent, content_of, keep_enquiry
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Label, OrganisationKind
from fairward.keys import formats
from fairward.organisations.queries import organisation
from fairward.tenancy.context import as_organisation

MOST_TRIES = 5
LASTS = timedelta(days=2)
ANSWER = f"{link_secret.TABLE}.answer"


@dataclass(frozen=True, slots=True)
class Secret:
    """A new link: its two halves, shown once. `token` goes by mail, `code` another way."""

    link_id: UUID
    token: str
    code: str


@dataclass(frozen=True, slots=True)
class Key:
    """What somebody brings who opens a link."""

    hub_id: UUID
    link_id: UUID
    token: str
    code: str


@dataclass(frozen=True, slots=True)
class Behind:
    """What is behind a link: the question, and the items written so far."""

    asked: Asked
    items: tuple[Item, ...]


@transaction.atomic
def ask_by_link(
    *, by: Actor, case: AskingCase, gate: OpenedGate, to: str, kind: OrganisationKind, agreed_with: UUID | None,
    persons: Sequence[AskedPerson], questions: Sequence[AskedThing],
) -> Secret:  # fmt: skip
    """Ask somebody without an account. Under the agreement with `agreed_with`; without one only about significant harm."""
    own, now, enquiry_id, link_id = by.organisation_id, timezone.now(), new_id(), new_id()
    if not to.strip():
        raise Denied("no_addressee", "Say whom it is for.")
    agreement = check_can_ask(by, case, gate, agreed_with, persons, questions)
    made = asked_of_gate(case, gate, agreement, persons, questions, now, ())
    labels = tuple(one for one in made.labels if one is not Label.SEALED)
    asked = replace(made, labels=labels, package_id=link_id, asker=organisation(own).name)
    raw, (token, code) = question_bytes(asked), link_secret.fresh()
    sent = Sent(link_id, hashlib.sha256(raw).hexdigest(), kind, None)
    keep_enquiry(by, enquiry_id, case, gate, sent, content_of(to.strip(), asked), asked, agreement)
    cases.begin_asking(own, case.id, policies.gate_of(gate.facts, gate.content))
    OneTimeLink.objects.create(
        organisation_id=own, id=link_id, enquiry_id=enquiry_id, token=link_secret.digest(token),
        question=link_secret.lock(own, link_id, link_secret.QUESTION, token, code, raw), made_at=now,
        made_by=by.membership_id, expires_at=now + LASTS,
    )  # fmt: skip
    record_act(by, act="hub.asked_by_link", item_kind="enquiry", item_id=enquiry_id, subject_id=case.id)
    return Secret(link_id, token, code)


def open_link(key: Key) -> Behind | None:
    """What is behind a link; None for a wrong code, which is counted. NotFound where there is no such link any more."""
    with as_organisation(key.hub_id):
        row = _standing(key)
        try:
            return _behind(key, row)
        except formats.FormatError:
            row.tries += 1
            if row.tries >= MOST_TRIES:
                row.question, row.draft = b"", b""
            row.save(update_fields=["tries", "question", "draft"])
            record_job(key.hub_id, act="hub.link_missed", item_kind="link", item_id=key.link_id)
            return None


def write_by_link(key: Key, item: Item) -> None:
    """Keep an item, sealed under link and code. Nothing leaves."""
    with as_organisation(key.hub_id):
        row = _standing(key)
        behind = _behind(key, row)
        kept = (*(one for one in behind.items if one.id != item.id), item)
        raw = item_bytes.to_bytes(kept)
        row.draft = link_secret.lock(key.hub_id, key.link_id, link_secret.DRAFT, key.token, key.code, raw)
        row.save(update_fields=["draft"])
        record_job(key.hub_id, act="hub.link_written", item_kind="link", item_id=key.link_id)


def answer_by_link(key: Key, how: How, by: str, reason: str = "") -> None:
    """Let an answer go, sealed to the hub's exchange ring; the link opens nothing from now on."""
    if not by.strip():
        raise Denied("no_name", "Say who answers.")
    with as_organisation(key.hub_id):
        row, now = _standing(key), timezone.now()
        behind = _behind(key, row)
        if how is How.DECLINED and not reason.strip():
            raise Denied("no_reason", "Say why you do not answer. The hub reads it.")
        if how is How.RELEVANT:
            check_can_go(behind.items, behind.asked)
        said = behind.items if how is How.RELEVANT else ()
        hands = Hands(row.enquiry_id, by.strip())
        answer = ByLink(
            how,
            reason.strip() or how.word,
            by.strip(),
            passages_of(said, behind.asked, hands, by.strip(), now),
        )
        place = formats.bind(key.hub_id, ANSWER, key.link_id, 1)
        ring = exchange_ring(key.hub_id)
        row.answer, row.ring_id = formats.seal(ring.public, answer_bytes(answer), place), ring.id
        row.question, row.draft, row.answered_at = b"", b"", now
        row.save(update_fields=["answer", "ring_id", "question", "draft", "answered_at"])
        record_job(key.hub_id, act="hub.link_answered", item_kind="link", item_id=key.link_id)


@transaction.atomic
def forget_expired_links(organisation_id: UUID, now: datetime) -> int:
    """What is behind a link that nobody answered in time goes; returns how many."""
    rows = OneTimeLink.objects.filter(organisation_id=organisation_id, expires_at__lte=now).exclude(
        question=b""
    )
    return rows.update(question=b"", draft=b"")


def _standing(key: Key) -> OneTimeLink:
    """The link, locked; one that is over looks like one that never was."""
    rows = OneTimeLink.objects.select_for_update().filter(organisation_id=key.hub_id, id=key.link_id)
    row = rows.filter(token=link_secret.digest(key.token)).first()
    if row is None or not bytes(row.question) or row.expires_at <= timezone.now():
        raise NotFound("link")
    return row


def _behind(key: Key, row: OneTimeLink) -> Behind:
    def opened(place: str, locked: bytes) -> bytes:
        return link_secret.unlock(key.hub_id, key.link_id, place, key.token, key.code, locked)

    asked = question_from(opened(link_secret.QUESTION, bytes(row.question)))
    draft = bytes(row.draft)
    items = item_bytes.from_bytes(opened(link_secret.DRAFT, draft))[0] if draft else ()
    return Behind(asked, items)
