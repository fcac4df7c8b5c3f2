"""The bytes of a line never change; a commitment says nothing without its salt; no event is ever lost."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairward.audit.events import EVENTS
from fairward.audit.leaves import Leaf, commit, detail_body, listed_items, new_salt

KNOWN = Path(__file__).with_name("known_events.txt")
LEAF = Leaf(
    organisation_id=UUID("01a20acf-c14a-71a7-89f6-9b3d4bd78cd5"),
    id=UUID("01a20acf-c1bf-75d8-8311-34a1740c338b"),
    at=datetime(2026, 5, 12, 9, 30, 0, 1, tzinfo=UTC),
    event="looked",
    actor_id=UUID("01a20acf-c14a-71a7-89f6-000000000001"),
    role=4,
    item_kind="entry",
    item_id=None,
    item_count=2,
    subject_id=UUID("01a20acf-c14a-71a7-89f6-000000000002"),
    commitment=bytes(range(32)),
)


def test_the_bytes_of_a_line_are_frozen() -> None:
    assert LEAF.to_bytes() == (
        b'{"actor":"01a20acf-c14a-71a7-89f6-000000000001","at":"2026-05-12T09:30:00.000001Z",'
        b'"commitment":"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f","count":2,'
        b'"event":"looked","format":1,"id":"01a20acf-c1bf-75d8-8311-34a1740c338b","item":null,"kind":"entry",'
        b'"organisation":"01a20acf-c14a-71a7-89f6-9b3d4bd78cd5","role":4,'
        b'"subject":"01a20acf-c14a-71a7-89f6-000000000002"}'
    )
    assert LEAF.hash().hex() == "fe688d2afb4d24bd0d8d1bfb9589d78a2306856cf2ec2175b44c6979834f13e2"


def test_the_commitment_is_frozen() -> None:
    body = detail_body(why="preparing a meeting", items=[LEAF.id])
    assert body == b'{"items":["01a20acf-c1bf-75d8-8311-34a1740c338b"],"why":"preparing a meeting"}'
    assert listed_items(body) == (LEAF.id,)
    assert commit(bytes(16), body).hex() == "122fd24d7d18676cb7468379876b653b219c86b8fabac095ed5c0946d45ba344"


def test_a_commitment_cannot_be_guessed_from_its_detail() -> None:
    body = detail_body(why="preparing a meeting")
    assert len({commit(new_salt(), body) for _ in range(100)}) == 100


@given(
    st.sampled_from(sorted(LEAF.to_dict())),
    st.one_of(st.none(), st.integers(), st.text(), st.lists(st.none())),
)
def test_a_line_is_read_only_in_the_way_it_is_written(column: str, value: Any) -> None:
    found = {**LEAF.to_dict(), column: value}
    try:
        read = Leaf.from_dict(found)
    except ValueError:
        return
    assert read.to_dict() == found


@pytest.mark.parametrize(
    "change", [{"more": 1}, {"format": 2}, {"at": "2026-05-12T09:30:00Z"}, {"item": "X"}]
)
def test_a_line_of_another_shape_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="not a line"):
        Leaf.from_dict({**LEAF.to_dict(), **change})


def test_every_event_has_one_name_and_one_sentence() -> None:
    names = [name for name, _ in EVENTS]
    assert len(names) == len(set(names))
    for name, sentence in EVENTS:
        assert sentence.endswith("."), f"the sentence of {name} ends with a full stop"
        assert sentence[0].islower(), f"the sentence of {name} goes on after a person's name"
        assert len(name) <= 60


def test_no_event_was_removed_and_every_new_one_is_listed() -> None:
    known = KNOWN.read_text().split()
    names = {name for name, _ in EVENTS}
    lost = [name for name in known if name not in names]
    assert not lost, f"Lines of the log name these events for decades, put them back: {lost}"
    new = sorted(names - set(known))
    assert not new, f"Add these names at the end of {KNOWN.name}, so that nobody removes them: {new}"
