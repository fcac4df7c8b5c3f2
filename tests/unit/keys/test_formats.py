"""Ciphertexts open in their own place with their own key, and nowhere else."""

from __future__ import annotations

import copy
import pickle
import random
from collections.abc import Callable
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairward.kernel.vocabulary import Purpose
from fairward.keys import formats
from fairward.keys.file_keys import OpenFile
from fairward.keys.formats import FormatError, PrivateKey, bind
from fairward.keys.index_keys import IndexKey
from fairward.keys.records import RecordKey
from fairward.keys.unlocked import Unlocked

IDS = st.uuids()
PLACES = st.tuples(st.none() | IDS, st.text(max_size=20), IDS, st.integers(0, 2**32 - 1))
PAIR = formats.generate_pair()
OTHER = formats.generate_pair()
CHEAP = formats.PassphraseCost(memory_kib=64, passes=1, lanes=1)
KEY = bytes(32)


@given(PLACES, PLACES)
def test_two_places_never_share_a_name(
    first: tuple[UUID, str, UUID, int], second: tuple[UUID, str, UUID, int]
) -> None:
    nobody = UUID(int=0)
    same = (first[0] or nobody, *first[1:]) == (second[0] or nobody, *second[1:])
    assert (bind(*first) == bind(*second)) is same


@given(st.binary(max_size=2000), PLACES, st.integers(0, 3), IDS)
@settings(max_examples=60, deadline=None)
def test_a_moved_ciphertext_does_not_open(plaintext: bytes, place: tuple, part: int, other: UUID) -> None:
    """Another organisation, table, row or version: each alone is enough."""
    moved = list(place)
    moved[part] = (other, place[1] + "x", other, (place[3] + 1) % 2**32)[part]
    if tuple(moved) == place or ((moved[0] or UUID(int=0)) == (place[0] or UUID(int=0)) and part == 0):
        return
    ciphertext = formats.encrypt(KEY, plaintext, bind(*place))
    sealed = formats.seal(PAIR.public, plaintext, bind(*place))
    assert formats.decrypt(KEY, ciphertext, bind(*place)) == plaintext
    assert formats.open_sealed(PAIR.private, sealed, bind(*place)) == plaintext
    with pytest.raises(FormatError):
        formats.decrypt(KEY, ciphertext, bind(*moved))
    with pytest.raises(FormatError):
        formats.open_sealed(PAIR.private, sealed, bind(*moved))


@given(st.binary(max_size=500), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_a_flipped_bit_does_not_open(plaintext: bytes, chance: random.Random) -> None:
    place = b"a place"
    openers: list[tuple[bytes, Callable[[bytes], bytes]]] = [
        (formats.encrypt(KEY, plaintext, place), lambda raw: formats.decrypt(KEY, raw, place)),
        (
            formats.seal(PAIR.public, plaintext, place),
            lambda raw: formats.open_sealed(PAIR.private, raw, place),
        ),
        (
            formats.encrypt_under_words(KEY, plaintext, place),
            lambda raw: formats.decrypt_under_words(KEY, raw, place),
        ),
    ]
    for raw, opens in openers:
        at = chance.randrange(len(raw))
        with pytest.raises(FormatError):
            opens(raw[:at] + bytes([raw[at] ^ 1 << chance.randrange(8)]) + raw[at + 1 :])


def test_another_key_does_not_open() -> None:
    with pytest.raises(FormatError):
        formats.decrypt(formats.new_key(), formats.encrypt(KEY, b"x", b"p"), b"p")
    with pytest.raises(FormatError):
        formats.open_sealed(OTHER.private, formats.seal(PAIR.public, b"x", b"p"), b"p")
    with pytest.raises(FormatError):
        formats.decrypt_under_words(formats.new_key(), formats.encrypt_under_words(KEY, b"x", b"p"), b"p")


def test_one_format_is_not_taken_for_another() -> None:
    under_words = formats.encrypt_under_words(KEY, b"x", b"p")
    with pytest.raises(FormatError):
        formats.decrypt(KEY, under_words, b"p")
    with pytest.raises(FormatError):
        formats.open_sealed(PAIR.private, b"\x01\x01" + formats.seal(PAIR.public, b"x", b"p")[2:], b"p")
    with pytest.raises(FormatError):
        formats.seal(PAIR.private, b"x", b"p")


def test_the_same_words_never_encrypt_alike() -> None:
    assert formats.encrypt(KEY, b"same", b"p") != formats.encrypt(KEY, b"same", b"p")
    assert formats.seal(PAIR.public, b"same", b"p") != formats.seal(PAIR.public, b"same", b"p")


def test_a_wrong_passphrase_and_an_absurd_cost_are_refused() -> None:
    wrapped = formats.encrypt_under_passphrase("right", b"x", b"p", CHEAP)
    with pytest.raises(FormatError):
        formats.decrypt_under_passphrase("wrong", wrapped, b"p")
    dear = wrapped[:2] + (2**31).to_bytes(4, "big") + wrapped[6:]
    with pytest.raises(FormatError, match="more memory"):
        formats.decrypt_under_passphrase("right", dear, b"p")


def test_the_default_cost_is_that_of_the_design() -> None:
    cost = formats.PassphraseCost()
    assert (cost.memory_kib, cost.passes) == (64 * 1024, 3)


SECRET = b"\x5a" * 32
OPENED = [
    PrivateKey(PAIR.private),
    Unlocked(UUID(int=1), UUID(int=2), 0, SECRET),
    OpenFile(UUID(int=1), UUID(int=2), Purpose.WELFARE, SECRET),
    RecordKey(UUID(int=1), UUID(int=2), SECRET),
    IndexKey(SECRET),
]


@pytest.mark.parametrize("opened", OPENED, ids=lambda o: type(o).__name__)
def test_an_opened_key_shows_nothing_and_stays_where_it_is(opened: object) -> None:
    assert repr(opened) == str(opened) == f"<{type(opened).__name__}>"
    for leave in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            leave(opened)
    assert "ZZZZ" not in repr(PAIR)
    assert PAIR.private.hex() not in repr(PAIR)


def test_errors_hold_no_bytes_of_what_they_refuse() -> None:
    with pytest.raises(FormatError) as refused:
        formats.decrypt(KEY, b"\x01\x01" + b"marker-marker-marker-marker-marker", b"p")
    assert "marker" not in str(refused.value)
    assert refused.value.__cause__ is None
