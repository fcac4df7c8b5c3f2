"""Two people at once: nothing new is sealed to a ring that is being put away, and nothing escapes destruction."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections

from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Purpose, RingKind
from fairward.keys import file_keys, records, resealing, rings
from fairward.keys.models import RecordWrap
from fairward.tenancy.context import as_organisation, use_keyring
from tests.support.keyholders import World, new_world

pytestmark = pytest.mark.django_db(transaction=True)
INTAKE = RingKind.INTAKE


def in_own_connection(world: World, act: Callable[[], Any]) -> Any:
    try:
        with as_organisation(world.organisation_id):
            return act()
    finally:
        connections.close_all()


def still_waits(future: Future[Any]) -> bool:
    try:
        future.result(timeout=0.5)
    except TimeoutError:
        return True
    return False


def test_a_ring_is_not_put_away_while_a_report_is_being_sealed_to_it() -> None:
    world, record_id = new_world([INTAKE]), new_id()
    sealed, may_commit = threading.Event(), threading.Event()

    def report() -> None:
        records.create_record(world.organisation_id, record_id, rings=[INTAKE])
        sealed.set()
        assert may_commit.wait(20)

    def rotate() -> None:
        rings.revoke_holder(world.charlie.locked(), INTAKE, world.bob.account_id)

    with ThreadPoolExecutor(2) as pool:
        reporting = pool.submit(in_own_connection, world, report)
        assert sealed.wait(20)
        in_own_connection(world, rotate)  # reporting does not hold up an administrator
        resealing_ = pool.submit(
            in_own_connection, world, lambda: resealing.reseal_pending(world.alice.actor())
        )
        assert still_waits(resealing_), "the old ring must not be emptied before the report stands"
        may_commit.set()
        reporting.result(timeout=20)
        assert resealing_.result(timeout=20).left == 1
    in_own_connection(world, lambda: resealing.reseal_pending(world.alice.actor()))
    with as_organisation(world.organisation_id):
        opened = records.open_records(
            world.alice.actor(), record_ids=[record_id], ring=INTAKE, item_kind="concern", why="a test"
        )
        assert record_id in opened


def test_a_report_sent_during_a_rotation_is_sealed_to_a_ring_that_opens() -> None:
    world = new_world([INTAKE])
    ids = [new_id() for _ in range(12)]

    def report(record_id: Any) -> None:
        in_own_connection(
            world, lambda: records.create_record(world.organisation_id, record_id, rings=[INTAKE])
        )

    def rotate_and_reseal(_: int) -> None:
        in_own_connection(world, lambda: rings.rotate_ring(world.charlie.locked(), INTAKE))
        in_own_connection(world, lambda: resealing.reseal_pending(world.alice.actor()))

    with ThreadPoolExecutor(4) as pool:
        work = [pool.submit(report, record_id) for record_id in ids]
        work += [pool.submit(rotate_and_reseal, number) for number in range(3)]
        for future in work:
            future.result(timeout=60)
    in_own_connection(world, lambda: resealing.reseal_pending(world.alice.actor()))
    with as_organisation(world.organisation_id):
        opened = records.open_records(
            world.alice.actor(), record_ids=ids, ring=INTAKE, item_kind="concern", why="a test"
        )
    assert set(opened) == set(ids)


def test_a_wrap_added_while_the_record_is_destroyed_does_not_stay() -> None:
    world, record_id, file_id = new_world([INTAKE, RingKind.WELFARE]), new_id(), new_id()
    with as_organisation(world.organisation_id):
        records.create_record(world.organisation_id, record_id, rings=[INTAKE])
        file_keys.create_file_key(world.organisation_id, file_id, Purpose.WELFARE)
    added, may_commit = threading.Event(), threading.Event()

    def file_it() -> None:
        lead = world.alice.actor()
        file = file_keys.open_file_key(lead, file_id, Purpose.WELFARE)
        records.add_wrap(lead, record_id, from_ring=INTAKE, to_file=file)
        added.set()
        assert may_commit.wait(20)

    with ThreadPoolExecutor(2) as pool:
        filing = pool.submit(in_own_connection, world, file_it)
        assert added.wait(20)
        destroying = pool.submit(
            in_own_connection, world, lambda: records.destroy_records(world.organisation_id, [record_id])
        )
        assert still_waits(destroying)
        may_commit.set()
        filing.result(timeout=20)
        assert destroying.result(timeout=20) == 2
    with as_organisation(world.organisation_id):
        use_keyring()
        assert not RecordWrap.objects.filter(record_id=record_id).exists()


def test_keys_are_committed_before_the_record_that_needs_them() -> None:
    """A failure after the key leaves a key that opens nothing; never a record that nothing opens."""
    world, record_id = new_world([INTAKE]), new_id()
    with pytest.raises(RuntimeError, match="on purpose"), as_organisation(world.organisation_id):
        records.create_record(world.organisation_id, record_id, rings=[INTAKE])
        raise RuntimeError("on purpose")
    with as_organisation(world.organisation_id):
        use_keyring()
        assert not RecordWrap.objects.filter(record_id=record_id).exists()
