"""Strings that are signed, waits, digits and receipts: pure, with a committed vector for whoever builds the other side."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from fairward.audit.notes import Checkpoint, KeySigner, origin_of, sign_checkpoint
from fairward.exchange.travel import backoff, cards, heads, receipts, signed_requests, workflow
from fairward.exchange.travel.cards import Card, CardError
from fairward.exchange.travel.receipts import Receipt, ReceiptError
from fairward.exchange.travel.signed_requests import IN, RECEIPTS, Envelope, Unreadable
from fairward.exchange.travel.vocabulary import EnvelopeKind, TravelState
from fairward.kernel.vocabulary import OrganisationKind

VECTOR = Path(__file__).resolve().parents[2] / "vectors" / "exchange" / "request.json"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
OURS, THEIRS, PACKAGE = UUID(int=1), UUID(int=2), UUID(int=3)
BODY = b"sealed elsewhere"
ENVELOPE = Envelope(
    PACKAGE, OURS, THEIRS, EnvelopeKind.TRANSFER, signed_requests.digest_of(BODY), len(BODY), UUID(int=4), "a head\n"
)  # fmt: skip
RECEIPT = Receipt(PACKAGE, OURS, THEIRS, "ab" * 32, 2, TravelState.ACCEPTED, NOW, note=b"\x00sealed")


def headers(envelope: Envelope = ENVELOPE, path: str = IN, now: datetime = NOW) -> dict[str, str]:
    return signed_requests.sign(envelope, path, now=now, public=PUBLIC, signer=KEY.sign)


def test_what_was_signed_is_what_is_read() -> None:
    request = signed_requests.read("POST", IN, headers())
    assert request.envelope == ENVELOPE
    assert request.is_from(PUBLIC) and request.is_fresh(NOW)
    assert not request.is_from(Ed25519PrivateKey.generate().public_key().public_bytes_raw())


def test_the_committed_request_is_still_signed_in_the_same_way() -> None:
    """docs/reference/exchange-wire.md points at it."""
    vector = json.loads(VECTOR.read_text())
    assert headers() == vector["headers"]
    assert signed_requests.read("POST", IN, headers()).covered.decode() == "\n".join(vector["signature_base"])


@pytest.mark.parametrize("name", [*signed_requests.HEADERS, "signature", "signature-input"])
def test_every_header_is_covered(name: str) -> None:
    other = headers(
        Envelope(
            UUID(int=9), UUID(int=8), UUID(int=7), EnvelopeKind.ADVICE, b"\1" * 32, 99, UUID(int=6), "other"
        ),
        now=NOW + timedelta(seconds=1),
    )
    other["content-type"] = "text/plain"
    changed = {**headers(), name: other[name]}
    try:
        assert not signed_requests.read("POST", IN, changed).is_from(PUBLIC)
    except Unreadable:
        assert name == "content-type"


def test_a_request_for_one_address_is_none_for_another() -> None:
    assert not signed_requests.read("POST", RECEIPTS, headers()).is_from(PUBLIC)
    assert not signed_requests.read("PUT", IN, headers()).is_from(PUBLIC)


@pytest.mark.parametrize("minutes", [-6, -5, 5, 6])
def test_clocks_may_differ_by_five_minutes(minutes: int) -> None:
    request = signed_requests.read("POST", IN, headers())
    assert request.is_fresh(NOW + timedelta(minutes=minutes)) is (abs(minutes) <= 5)


@given(st.dictionaries(st.sampled_from([*headers()]), st.text(max_size=80), max_size=4))
def test_whatever_stands_in_the_headers_is_read_or_refused(changed: dict[str, str]) -> None:
    given_headers = {**headers(), **changed}
    try:
        request = signed_requests.read("POST", IN, given_headers)
    except Unreadable:
        return
    assert request.is_from(PUBLIC) is (given_headers == headers())


@given(st.integers(1, 200), st.floats(0, 1))
def test_waits_double_up_to_six_hours_and_never_all_together(attempts: int, chance: float) -> None:
    wait = backoff.wait(attempts, chance)
    whole = min(timedelta(seconds=30) * 2 ** min(attempts - 1, 20), timedelta(hours=6))
    assert whole / 2 <= wait <= whole


def test_the_first_waits_are_short_and_the_last_are_not() -> None:
    assert [backoff.wait(number, 1).total_seconds() for number in (1, 2, 3, 11, 99)] == [
        30,
        60,
        120,
        21600,
        21600,
    ]
    with pytest.raises(ValueError, match="after at least one"):
        backoff.wait(0, 0.5)


def test_a_receipt_says_only_what_was_signed() -> None:
    text = receipts.write(RECEIPT, KEY.sign)
    assert receipts.read(text, PUBLIC) == RECEIPT
    for name, value in {
        "number": 3,
        "state": "refused",
        "package": str(OURS),
        "note": "",
        "digest": "",
    }.items():
        with pytest.raises(ReceiptError):
            receipts.read(json.dumps({**json.loads(text), name: value}).encode(), PUBLIC)


@pytest.mark.parametrize("state", [TravelState.QUEUED, TravelState.SENDING, TravelState.STOPPED])
def test_a_recipient_cannot_say_what_only_the_sender_knows(state: TravelState) -> None:
    text = receipts.write(replace(RECEIPT, state=state), KEY.sign)
    with pytest.raises(ReceiptError):
        receipts.read(text, PUBLIC)


@given(st.binary(max_size=200))
def test_no_bytes_are_a_receipt_by_chance(raw: bytes) -> None:
    with pytest.raises(ReceiptError):
        receipts.read(raw, PUBLIC)
    assert not receipts.is_heard(raw, PACKAGE, 1, PUBLIC)


def test_that_a_receipt_was_heard_is_said_of_that_receipt_alone() -> None:
    heard = receipts.write_heard(PACKAGE, 2, KEY.sign)
    assert receipts.is_heard(heard, PACKAGE, 2, PUBLIC)
    assert not receipts.is_heard(heard, PACKAGE, 1, PUBLIC)
    assert not receipts.is_heard(heard, OURS, 2, PUBLIC)


@given(st.permutations([1, 2, 3, 4]))
def test_in_whichever_order_receipts_come_the_last_word_counts(order: list[int]) -> None:
    said = dict(
        zip([1, 2, 3, 4], (TravelState.DELIVERED, TravelState.RECEIVED, TravelState.QUERIED, TravelState.ACCEPTED),
            strict=True)
    )  # fmt: skip
    state, known = TravelState.SENDING, 0
    for number in [*order, *order]:
        after = workflow.state_after(state, known, said[number], number)
        if after is not None:
            state, known = after, number
    assert (state, known) == (TravelState.ACCEPTED, 4)


def test_every_answer_leads_to_an_end_or_onwards() -> None:
    reached = {after for ways in workflow.ANSWERS.values() for after in ways}
    assert reached - set(workflow.ANSWERS) == {TravelState.REFUSED, TravelState.RECALLED}
    assert workflow.ENDS & set(workflow.ANSWERS) == set()


def test_digits_stand_for_the_organisation_and_its_key_and_not_for_the_ring() -> None:
    card = Card(OURS, "Hill Road", OrganisationKind.SCHOOL, "https://a.example", PUBLIC, OURS, 1, b"", NOW)
    digits = cards.fingerprint(card)
    assert [len(group) for group in digits] == [5] * 6 and "".join(digits).isdigit()
    assert cards.fingerprint(replace(card, ring_version=2, name="Other")) == digits
    assert cards.fingerprint(replace(card, organisation_id=THEIRS)) != digits
    assert cards.fingerprint(replace(card, signing_key=bytes(32))) != digits
    assert cards.is_heard(card, "  ".join(digits)) and cards.is_heard(card, "-".join(digits))
    assert not cards.is_heard(card, "") and not cards.is_heard(card, " ".join(digits[:5]))


@pytest.mark.parametrize(
    ("address", "is_usable", "is_on_loopback"),
    [
        ("https://records.example", True, True),
        ("https://records.example:8443/", True, True),
        ("http://records.example", False, False),
        ("http://127.0.0.1:8000", False, True),
        ("http://localhost", False, True),
        ("https://user:word@records.example", False, False),
        ("https://records.example/path", False, False),
        ("https://records.example?a=b", False, False),
        ("https://", False, False),
        ("https://records.example:99999", False, False),
        ("file:///etc/passwd", False, False),
        ("https://rec\nords.example", False, False),
    ],
)
def test_packages_go_to_https_alone(address: str, is_usable: bool, is_on_loopback: bool) -> None:
    assert cards.is_usable(address, plain_loopback=False) is is_usable
    assert cards.is_usable(address, plain_loopback=True) is is_on_loopback


@given(st.text(max_size=300))
def test_no_text_is_a_card_by_chance(text: str) -> None:
    with pytest.raises(CardError):
        cards.read(text)


def head(size: int, root: int, minutes: int = 0) -> tuple[str, Checkpoint]:
    found = Checkpoint(origin_of(OURS), size, bytes([root]) * 32, NOW + timedelta(minutes=minutes))
    return sign_checkpoint(found, KeySigner(KEY)), found


def test_a_cosigned_head_is_still_the_head_and_says_who_saw_it() -> None:
    note, found = head(7, 1)
    witness = Ed25519PrivateKey.generate()
    public = witness.public_key().public_bytes_raw()
    both = heads.cosigned(note, THEIRS, public, witness.sign)
    assert heads.opened(both, OURS, PUBLIC) == found
    assert heads.is_cosigned(both, THEIRS, public)
    assert not heads.is_cosigned(note, THEIRS, public)
    assert not heads.is_cosigned(heads.cosigned(note, THEIRS, public, KEY.sign), THEIRS, public)
    assert heads.opened(note, THEIRS, PUBLIC) is None and heads.opened("nonsense", OURS, PUBLIC) is None


@pytest.mark.parametrize(
    ("new", "held", "is_wrong"),
    [
        ((7, 1, 5), [(5, 2, 0)], False),
        ((5, 2, 0), [(7, 1, 5)], False),  # overtaken on the way
        ((7, 1, 5), [(7, 1, 5)], False),
        ((7, 1, 5), [(7, 2, 0)], True),  # a fork
        ((5, 2, 9), [(7, 1, 5)], True),  # rolled back
        ((7, 1, 5), [(3, 9, 0), (9, 1, 1)], True),
    ],
)
def test_heads_that_cannot_both_be_true(new: Any, held: Any, is_wrong: bool) -> None:
    assert heads.contradicts(head(*new)[1], [head(*one)[1] for one in held]) is is_wrong
