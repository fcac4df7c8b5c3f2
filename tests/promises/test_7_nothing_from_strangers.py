"""Promise 7, the way itself: nothing is taken from somebody who was not confirmed, nothing arrives twice, nothing is lost."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial as bound
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from fairward.audit.models import Leaf
from fairward.exchange.travel import crossing, door, signed_requests
from fairward.exchange.travel.crossing import NotCrossed
from fairward.exchange.travel.models import Arrival, DoorRefusal, KeptReceipt, Sending
from fairward.exchange.travel.partner_actions import withdraw_partner
from fairward.exchange.travel.partner_queries import partner
from fairward.exchange.travel.signed_requests import IN, Envelope
from fairward.exchange.travel.vocabulary import EnvelopeKind, TravelState, Trouble
from fairward.kernel.ids import new_id
from fairward.keys import signing
from tests.personas import LEAD, School, make_school
from tests.support.kept import kept
from tests.support.travelling import (
    add,
    arrivals,
    befriend,
    carry_due,
    partner_row,
    publish,
    send,
    unopenable,
)

FORGER = Ed25519PrivateKey.from_private_bytes(b"f" * 32)
FEW = 12  # examples: each goes through both databases


@dataclass
class Knock:
    """A request at the door of the second school, as its maker wanted it."""

    envelope: Envelope
    body: bytes
    at: Any
    key: tuple[bytes, Callable[[bytes], bytes]]

    def answer(self) -> door.Reply:
        public, signer = self.key
        headers = signed_requests.sign(self.envelope, IN, now=self.at, public=public, signer=signer)
        return door.enter("POST", headers, lambda size: self.body[:size])


def rightly(ours: School, theirs: School) -> Knock:
    """What a confirmed partner's own worker would send."""
    with ours.transaction():
        card = partner(ours.organisation_id, partner_row(ours, theirs)).card
    package_id = new_id()
    sealed = unopenable(card, package_id)
    envelope = Envelope(
        package_id, ours.organisation_id, theirs.organisation_id, EnvelopeKind.TRANSFER, hashlib.sha256(sealed).digest(),
        len(sealed), card.ring_id,
    )  # fmt: skip
    own = ours.organisation_id
    return Knock(envelope, sealed, timezone.now(), (signing.verifying_key(own), bound(signing.sign, own)))


def forged(knock: Knock) -> None:
    knock.key = (FORGER.public_key().public_bytes_raw(), FORGER.sign)


def forged_under_their_key(knock: Knock) -> None:
    knock.key = (knock.key[0], FORGER.sign)


def from_a_stranger(knock: Knock) -> None:
    knock.envelope = replace(knock.envelope, sender_id=new_id())
    forged(knock)


def for_nobody_here(knock: Knock) -> None:
    knock.envelope = replace(knock.envelope, addressee_id=new_id())


def from_yesterday(knock: Knock) -> None:
    knock.at -= timedelta(days=1)


def changed(knock: Knock) -> None:
    knock.body = knock.body[:-1] + b"!"


def cut_short(knock: Knock) -> None:
    knock.body = knock.body[:10]


def too_large(knock: Knock) -> None:
    knock.envelope = replace(knock.envelope, size=65 * 1024 * 1024)


def a_receipt_at_the_wrong_door(knock: Knock) -> None:
    knock.envelope = replace(knock.envelope, kind=EnvelopeKind.RECEIPT, ring_id=None)


WRONGS = [
    forged, forged_under_their_key, from_a_stranger, for_nobody_here, from_yesterday, changed, cut_short, too_large,
    a_receipt_at_the_wrong_door,
]  # fmt: skip


def _two() -> tuple[School, School]:
    return make_school("Hill Road Primary School"), make_school("Ford Lane Secondary School")


two = kept(_two)


@pytest.mark.parametrize("wrong", WRONGS, ids=lambda one: one.__name__)
def test_whatever_is_wrong_the_answer_is_the_same_and_nothing_is_kept(
    two: tuple[School, School], wrong: Callable[[Knock], None]
) -> None:
    _, theirs = two
    befriend(*two)
    good, bad = rightly(*two), rightly(*two)
    wrong(bad)
    assert bad.answer() == door.Reply(403, door.REFUSED)
    assert arrivals(theirs) == []
    assert good.answer().status == 200, "the same request without what is wrong is taken"
    for other in two:
        with other.transaction():
            counted = DoorRefusal.objects.filter(organisation_id=other.organisation_id)
            assert counted.count() <= 1, "all that is kept of it is a count"


def test_nothing_is_taken_from_somebody_who_was_not_confirmed(two: tuple[School, School]) -> None:
    """Not known, known by card only, confirmed, withdrawn: only the third is heard."""
    ours, theirs = two
    publish(*two)
    add(ours, theirs)
    assert rightly(*two).answer().status == 403
    add(theirs, ours)
    assert rightly(*two).answer().status == 403
    befriend(*two)
    assert rightly(*two).answer().status == 200
    with theirs.transaction():
        withdraw_partner(by=theirs.actor(LEAD), partner_id=partner_row(theirs, ours))
    assert rightly(*two).answer().status == 403
    assert len(arrivals(theirs)) == 1


def test_somebody_withdrawn_while_the_body_is_read_is_not_taken(two: tuple[School, School]) -> None:
    ours, theirs = two
    befriend(*two)
    knock = rightly(*two)

    def slowly(size: int) -> bytes:
        with theirs.transaction():
            withdraw_partner(by=theirs.actor(LEAD), partner_id=partner_row(theirs, ours))
        return knock.body[:size]

    public, signer = knock.key
    headers = signed_requests.sign(knock.envelope, IN, now=knock.at, public=public, signer=signer)
    assert door.enter("POST", headers, slowly).status == 403
    assert arrivals(theirs) == []


def test_a_flood_of_strangers_is_told_to_wait_and_fills_nothing(
    two: tuple[School, School], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, theirs = two
    befriend(*two)
    monkeypatch.setattr(door, "MOST_REFUSALS", 3)
    answers = []
    for _ in range(6):
        knock = rightly(*two)
        forged(knock)
        answers.append(knock.answer().status)
    assert answers == [403] * 3 + [429] * 3
    with theirs.transaction():
        assert DoorRefusal.objects.get(organisation_id=theirs.organisation_id).count == 6
        refused = Leaf.objects.filter(organisation_id=theirs.organisation_id, event="exchange.refused")
        assert refused.count() == 1, "the log is not filled by strangers"
    assert rightly(*two).answer().status == 200, "and partners are heard meanwhile"


FAULTS = ("none", "unreachable", "lost before", "lost after", "killed before", "killed after")


class Killed(BaseException):
    """Stands for SIGKILL: no code of an attempt runs after it. Real kills are in tests/integration/exchange."""


class TestWhateverHappensOnTheWay(TestCase):
    """Any sequence of faults, retries and repeats: it arrives once, and the sender has a receipt for it."""

    databases = {"default", "keyring"}

    @given(st.lists(st.sampled_from(FAULTS), max_size=7))
    @settings(max_examples=FEW)
    def test_nothing_arrives_twice_and_nothing_is_lost(self, faults: list[str]) -> None:
        ours, theirs = make_school(keys=True), make_school("Ford Lane Secondary School")
        partner_id = befriend(ours, theirs)
        sent = [send(ours, partner_id, bytes([number])) for number in range(2)]
        now = timezone.now()
        for fault in [*faults, "none"]:
            now += timedelta(hours=7)
            attempt(ours, fault, now)
        with ours.transaction():
            own = {"organisation_id": ours.organisation_id}
            rows = Sending.objects.filter(**own, id__in=sent)
            assert {TravelState(row.state) for row in rows} == {TravelState.DELIVERED}
            assert KeptReceipt.objects.filter(**own).count() == 2
            digests = {row.digest for row in rows}
        with theirs.transaction():
            there = Arrival.objects.filter(organisation_id=theirs.organisation_id)
            assert sorted(there.values_list("digest", flat=True)) == sorted(digests)


def attempt(school: School, fault: str, now: Any) -> None:
    """All that is due, with this fault at each crossing."""
    real = crossing.door.enter

    def enter(*arguments: Any) -> door.Reply:
        if fault == "unreachable":
            raise NotCrossed(Trouble.UNREACHABLE, may_have_arrived=False)
        if fault == "killed before":
            raise Killed
        if fault == "lost before":
            raise NotCrossed(Trouble.BROKE_OFF, may_have_arrived=True)
        reply = real(*arguments)
        if fault == "lost after":
            raise NotCrossed(Trouble.BROKE_OFF, may_have_arrived=True)
        if fault == "killed after":
            raise Killed
        return reply

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crossing.door, "enter", enter)
        try:
            carry_due(school, now)
        except Killed:
            return
