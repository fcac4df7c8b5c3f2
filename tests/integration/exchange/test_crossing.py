"""One package from one school to another of the same installation: outbox, door, receipt, answers; each thing once."""

from __future__ import annotations

from functools import partial

import pytest
from django.utils import timezone

from fairward.audit.models import Leaf
from fairward.audit.sequencer import checkpoint_organisation
from fairward.config.signing import signer_of
from fairward.exchange.travel import carrying, door, receipts, signed_requests
from fairward.exchange.travel.answer_actions import answer
from fairward.exchange.travel.arrival_queries import hangs_on_ring, sealed_for
from fairward.exchange.travel.carrying_actions import LEASE, begin_attempt
from fairward.exchange.travel.models import Answer, DoorRefusal, HeldHead, KeptReceipt
from fairward.exchange.travel.partner_actions import withdraw_partner
from fairward.exchange.travel.sending_actions import put_on_its_way, retry_now, stop_sending
from fairward.exchange.travel.sending_queries import receipts_of_package, state_of_package
from fairward.exchange.travel.signed_requests import IN, Envelope
from fairward.exchange.travel.vocabulary import EnvelopeKind, TravelState, Trouble
from fairward.kernel.denied import Denied
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import RingKind
from fairward.keys import rings, signing
from tests.personas import LEAD, School, make_school
from tests.support.kept import kept
from tests.support.travelling import (
    LATER,
    arrivals,
    befriend,
    carry_due,
    partner_row,
    row_of,
    send,
)

WHY = "a test"


def _two() -> tuple[School, School]:
    return make_school("Hill Road Primary School"), make_school("Ashgrove Secondary School")


two = kept(_two)


def events(school: School) -> list[str]:
    with school.transaction():
        rows = Leaf.objects.filter(organisation_id=school.organisation_id, event__startswith="exchange.")
        return list(rows.order_by("id").values_list("event", flat=True))


def test_it_goes_over_once_and_its_receipt_comes_back(two: tuple[School, School]) -> None:
    ours, theirs = two
    sending = send(ours, befriend(*two))
    assert carry_due(ours) == 1
    assert carry_due(ours, timezone.now() + LATER) == 0, "nothing is left to do"
    row, arrived = row_of(ours, sending), arrivals(theirs)
    assert TravelState(row.state) is TravelState.DELIVERED and row.next_attempt_at is None
    assert [bytes(one.sealed or b"") for one in arrived] == [bytes(row.sealed or b"")]
    assert arrived[0].kind == EnvelopeKind.TRANSFER and arrived[0].package_id == row.package_id
    assert events(ours)[-2:] == ["exchange.queued", "exchange.delivered"]
    assert events(theirs)[-1] == "exchange.arrived"


def test_the_receipt_is_signed_by_them_and_proves_what_they_have(two: tuple[School, School]) -> None:
    ours, theirs = two
    sending = send(ours, befriend(*two))
    carry_due(ours)
    with ours.transaction():
        kept = receipts_of_package(ours.organisation_id, row_of(ours, sending).package_id)
    receipt = receipts.read(kept[0], signing.verifying_key(theirs.organisation_id))
    assert receipt.digest == row_of(ours, sending).digest
    with pytest.raises(receipts.ReceiptError):
        receipts.read(kept[0], signing.verifying_key(ours.organisation_id))
    with pytest.raises(receipts.ReceiptError):
        receipts.read(
            kept[0].replace(b'"delivered"', b'"accepted"'), signing.verifying_key(theirs.organisation_id)
        )


def test_the_same_package_again_gets_the_same_receipt_and_is_stored_once(two: tuple[School, School]) -> None:
    ours, theirs = two
    sending = send(ours, befriend(*two))
    carry_due(ours)
    row = row_of(ours, sending)
    envelope = Envelope(
        row.package_id, ours.organisation_id, theirs.organisation_id, EnvelopeKind.TRANSFER, bytes.fromhex(row.digest),
        row.size, row.ring_id,
    )  # fmt: skip
    replies = [knock(ours, envelope, bytes(row.sealed or b"")) for _ in range(3)]
    with ours.transaction():
        first = KeptReceipt.objects.get(organisation_id=ours.organisation_id, sending_id=sending)
    assert [(reply.status, reply.body) for reply in replies] == [(200, bytes(first.signed))] * 3
    assert len(arrivals(theirs)) == 1


def knock(school: School, envelope: Envelope, body: bytes) -> door.Reply:
    own = school.organisation_id
    headers = signed_requests.sign(
        envelope, IN, now=timezone.now(), public=signing.verifying_key(own), signer=partial(signing.sign, own)
    )
    return door.enter("POST", headers, lambda size: body[:size])


def test_another_content_under_the_same_number_is_refused(two: tuple[School, School]) -> None:
    ours, theirs = two
    sending = send(ours, befriend(*two))
    carry_due(ours)
    row, other = row_of(ours, sending), b"something else"
    envelope = Envelope(
        row.package_id, ours.organisation_id, theirs.organisation_id, EnvelopeKind.TRANSFER,
        signed_requests.digest_of(other), len(other), row.ring_id,
    )  # fmt: skip
    assert knock(ours, envelope, other) == door.Reply(403, door.REFUSED)
    assert [bytes(one.sealed or b"") for one in arrivals(theirs)] == [bytes(row.sealed or b"")]
    with theirs.transaction():
        assert DoorRefusal.objects.get(organisation_id=theirs.organisation_id).count == 1


def test_answers_reach_the_sender_who_lets_go_of_the_bytes(two: tuple[School, School]) -> None:
    ours, theirs = two
    sending = send(ours, befriend(*two))
    carry_due(ours)
    arrival = arrivals(theirs)[0]
    for state in (TravelState.RECEIVED, TravelState.QUERIED, TravelState.ACCEPTED):
        with theirs.transaction():
            answer(by=theirs.actor(LEAD), arrival_id=arrival.id, state=state, note=b"sealed note")
        assert carry_due(theirs) == 1
        assert TravelState(row_of(ours, sending).state) is state
    assert row_of(ours, sending).sealed is None
    with theirs.transaction():
        assert (
            not Answer.objects.filter(organisation_id=theirs.organisation_id).filter(heard_at=None).exists()
        )
        with pytest.raises(Denied):
            answer(by=theirs.actor(LEAD), arrival_id=arrival.id, state=TravelState.RECEIVED)
    with ours.transaction():
        package = row_of(ours, sending).package_id
        assert state_of_package(ours.organisation_id, package) is TravelState.ACCEPTED
        assert len(receipts_of_package(ours.organisation_id, package)) == 4
    assert events(theirs).count("exchange.answered") == 3 == events(ours).count("exchange.receipt_kept")


def test_receipts_that_overtake_each_other_end_with_the_last_word(two: tuple[School, School]) -> None:
    ours, theirs = two
    sending = send(ours, befriend(*two))
    carry_due(ours)
    arrival = arrivals(theirs)[0]
    with theirs.transaction():
        for state in (TravelState.RECEIVED, TravelState.ACCEPTED):
            answer(by=theirs.actor(LEAD), arrival_id=arrival.id, state=state)
        rows = Answer.objects.filter(organisation_id=theirs.organisation_id, heard_at=None)
        later_first = list(rows.order_by("-number").values_list("id", flat=True))
    for one in [*later_first, *later_first]:
        carrying.tell(theirs.organisation_id, one)
    row = row_of(ours, sending)
    assert (TravelState(row.state), row.receipt_number) == (TravelState.ACCEPTED, 3)
    with ours.transaction():
        assert KeptReceipt.objects.filter(organisation_id=ours.organisation_id).count() == 3


def test_what_was_sealed_to_a_replaced_key_is_turned_back_and_their_new_card_comes_along(
    two: tuple[School, School],
) -> None:
    ours, theirs = two
    partner_id = befriend(*two)
    sending = send(ours, partner_id)
    with theirs.transaction():
        rings.rotate_ring(theirs.actor(LEAD), RingKind.EXCHANGE)
    carry_due(ours)
    row = row_of(ours, sending)
    assert (TravelState(row.state), Trouble(row.trouble)) == (TravelState.REFUSED, Trouble.RING_REPLACED)
    assert arrivals(theirs) == []
    again = send(ours, partner_id)
    carry_due(ours)
    assert TravelState(row_of(ours, again).state) is TravelState.DELIVERED


def test_a_ring_is_kept_as_long_as_a_package_hangs_on_it(two: tuple[School, School]) -> None:
    ours, theirs = two
    sent = row_of(ours, send(ours, befriend(*two))).sealed
    carry_due(ours)
    arrival = arrivals(theirs)[0]
    with theirs.transaction():
        assert sealed_for(theirs.actor(LEAD), arrival.id, WHY) == (arrival.ring_id, bytes(sent or b""))
        assert hangs_on_ring(theirs.organisation_id, arrival.ring_id)
        answer(by=theirs.actor(LEAD), arrival_id=arrival.id, state=TravelState.ACCEPTED, keeps_sealed=False)
        assert not hangs_on_ring(theirs.organisation_id, arrival.ring_id)


def test_whoever_has_not_confirmed_takes_nothing_and_it_waits(two: tuple[School, School]) -> None:
    ours, theirs = two
    partner_id = befriend(*two)
    with theirs.transaction():
        withdraw_partner(by=theirs.actor(LEAD), partner_id=partner_row(theirs, ours))
    sending = send(ours, partner_id)
    assert carry_due(ours) == 0
    row = row_of(ours, sending)
    assert (TravelState(row.state), Trouble(row.trouble)) == (TravelState.QUEUED, Trouble.NOT_TAKEN)
    assert not row.may_have_arrived and row.next_attempt_at is not None
    assert row.next_attempt_at > timezone.now() and arrivals(theirs) == []
    assert carry_due(ours) == 0, "not before its time"
    with ours.transaction():
        retry_now(by=ours.actor(LEAD), sending_id=sending)
    assert row_of(ours, sending).next_attempt_at <= timezone.now()  # type: ignore[operator]
    with ours.transaction():
        stop_sending(by=ours.actor(LEAD), sending_id=sending)
    row = row_of(ours, sending)
    assert (TravelState(row.state), row.sealed) == (TravelState.STOPPED, None)


def test_what_may_have_arrived_is_not_stopped(two: tuple[School, School]) -> None:
    """An attempt that was cut off leaves the row as it stood when the attempt began."""
    ours, _ = two
    sending = send(ours, befriend(*two))
    with ours.transaction():
        begin_attempt(ours.organisation_id, sending, timezone.now())
        with pytest.raises(Denied, match="may_have_arrived"):
            stop_sending(by=ours.actor(LEAD), sending_id=sending)
    assert carry_due(ours) == 0, "somebody else may be at it"
    assert carry_due(ours, timezone.now() + LEASE) == 1


def test_nothing_is_put_on_its_way_to_whom_we_have_not_confirmed(two: tuple[School, School]) -> None:
    ours, _ = two
    partner_id = befriend(*two)
    with ours.transaction():
        withdraw_partner(by=ours.actor(LEAD), partner_id=partner_id)
        with pytest.raises(Denied, match="partner_not_confirmed"):
            put_on_its_way(
                by=ours.actor(LEAD), partner_id=partner_id, package_id=new_id(), kind=EnvelopeKind.ADVICE, sealed=b"sealed",
                ring_id=new_id(),
            )  # fmt: skip


def test_heads_cross_and_come_back_cosigned(two: tuple[School, School]) -> None:
    ours, _ = two
    for school in two:
        checkpoint_organisation(school.organisation_id, signer_of(school.organisation_id))
    send(ours, befriend(*two))
    carry_due(ours)
    for school, other in (two, two[::-1]):
        with school.transaction():
            held = HeldHead.objects.filter(organisation_id=school.organisation_id)
            assert not held.filter(contradicts=True).exists()
            assert held.filter(log_id=other.organisation_id).count() == 1
    with ours.transaction():
        mine = HeldHead.objects.get(organisation_id=ours.organisation_id, log_id=ours.organisation_id)
        assert mine.note.count("\n— fairward/organisation/") == 2
