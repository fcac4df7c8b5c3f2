"""Mutated packages: refused with a sentence, or the same as the original; never a crash. `benchmarks.fuzz_packages` does many."""

from __future__ import annotations

import json
import tracemalloc
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairward.exchange.package import canonical, limits
from fairward.exchange.package.refusals import Refused
from fairward.exchange.package.sealing import seal_content
from tests.support.mutating import Mutator, is_part_of
from tests.support.packages import HILL, attachment, opened, sealed, undrawn, usual


@pytest.fixture(scope="module")
def mutator() -> Mutator:
    return Mutator(usual())


def test_the_original_is_accepted(mutator: Mutator) -> None:
    assert opened(mutator.raw).package == mutator.original


@settings(max_examples=400)
@given(random=st.randoms(use_true_random=False))
def test_no_mutation_is_believed_or_breaks_anything(mutator: Mutator, random: Random) -> None:
    assert mutator.verdict(mutator.mutate(random))


@settings(max_examples=200)
@given(seed=st.integers(0, 2**63))
def test_mutations_of_structure_are_believed_only_within_the_rules(mutator: Mutator, seed: int) -> None:
    assert mutator.verdict(mutator.structured(Random(seed)))


def test_the_mutator_reaches_many_refusals(mutator: Mutator) -> None:
    """Else it would prove little: damage that always fails at the first check tests that check alone."""
    random = Random(8)
    found = {mutator.verdict(mutator.mutate(random)) for _ in range(600)}
    reached = {
        "accepted", "truncated", "too_long", "not_a_package", "does_not_open", "unknown_sender", "wrong_signature",
        "not_canonical", "not_whole", "no_basis", "no_label", "no_context", "wrong_chain",
    }  # fmt: skip
    assert found >= reached, f"not reached any more: {sorted(reached - found)}"


def test_every_place_can_be_cut_or_flipped_outside(mutator: Mutator) -> None:
    raw = mutator.raw
    for place in [*range(200), *range(200, len(raw), 97)]:
        changed = raw[:place] + bytes([raw[place] ^ 0x40]) + raw[place + 1 :]
        for bad in (changed, raw[:place]):
            with pytest.raises(Refused):
                opened(bad)


DEEP = b"[" * 200_000 + b"]" * 200_000
WIDE = b"[" + b"{}," * 2_000_000 + b"{}]"
MANY = b'{"a":' * 100_000


@pytest.mark.parametrize(
    "document", [DEEP, WIDE, MANY, b'"' + b"a" * limits.MOST_DOCUMENT + b'"', b"9" * 5_000, b"1e999"]
)
def test_a_document_that_unfolds_in_memory_is_refused_small(mutator: Mutator, document: bytes) -> None:
    """Even signed by somebody who is known."""
    raw = seal_content(mutator.original.manifest, HILL.ring.public, mutator.content_with(document))
    tracemalloc.start()
    try:
        with pytest.raises(Refused):
            opened(raw)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 3 * len(raw) + 8 * limits.MIB


def test_lengths_that_promise_much_allocate_nothing(mutator: Mutator) -> None:
    raw = mutator.raw
    huge = raw[:76] + (2**63).to_bytes(8, "big") + raw[84:]
    tracemalloc.start()
    try:
        with pytest.raises(Refused, match="too_large"):
            opened(huge)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < limits.MIB


def test_opening_a_large_one_takes_five_times_its_size() -> None:
    files = [attachment(300 + place, content=bytes([place]) * (4 * limits.MIB)) for place in range(3)]
    raw = sealed(undrawn([], files))
    tracemalloc.start()
    try:
        assert len(opened(raw).package.contents) == 4
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(raw) + peak < 5.2 * len(raw)


def test_one_value_has_one_spelling() -> None:
    value = {"b": [1, True, None, "é\n\u2028"], "a": {}, "€": "😀", "\ufb33": 1}
    raw = canonical.encode(value)
    assert canonical.decode(raw) == value
    for other in (
        json.dumps(value).encode(), b" " + raw, raw + b"\n", raw.replace(b"[1,", b"[1.0,"), raw.replace(b"[1,", b"[-0,"),
        raw.replace(b'"a":{}', b'"a":{},"a":{}'), "{}".encode("utf-16"), b'"\\ud800"', b'{"a":NaN}', b"\xff",
    ):  # fmt: skip
        with pytest.raises(Refused, match="not_canonical"):
            canonical.decode(other)


def test_keys_are_in_the_order_of_rfc_8785() -> None:
    """The example of its section 3.2.3: by UTF-16 units, so the smiley comes before the Hebrew letter."""
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    read = list(json.loads(canonical.encode(dict.fromkeys(keys, 0))))
    assert read == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]


def test_what_is_not_known_is_left_out() -> None:
    assert is_part_of({"a": [1]}, {"a": [1], "new": 2}) and not is_part_of({"a": 1}, {"a": True})
