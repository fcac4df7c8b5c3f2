"""Record keys: who is given one opens it, who is not does not, and destroyed means gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connections, transaction
from django.utils import timezone

from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Purpose, RingKind
from fairward.keys import file_keys, index_keys, records
from fairward.keys.formats import FormatError
from fairward.keys.models import FileGrant, FileKey, RecordWrap
from fairward.keys.records import Holder, RecordKey
from fairward.tenancy.context import as_organisation
from tests.support.keyholders import World, new_world

pytestmark = pytest.mark.django_db
TABLE = "files_entryversion"
WORDS = b"She said she was hungry."


@pytest.fixture
def world(db: None) -> Iterator[World]:
    made = new_world()
    with as_organisation(made.organisation_id):
        yield made


def open_one(actor: Actor, record_id: UUID, **with_what: Any) -> RecordKey:
    opened = records.open_records(actor, record_ids=[record_id], item_kind="entry", why="a test", **with_what)
    return opened[record_id]


def report(world: World, persons: tuple[UUID, ...] = ()) -> tuple[UUID, bytes]:
    record_id = new_id()
    key = records.create_record(world.organisation_id, record_id, rings=[RingKind.INTAKE], persons=persons)
    return record_id, key.seal(WORDS, table=TABLE, version=1)


def filed(world: World) -> tuple[UUID, UUID, bytes]:
    file_id, record_id = new_id(), new_id()
    file = file_keys.create_file_key(world.organisation_id, file_id, Purpose.WELFARE)
    key = records.create_record(world.organisation_id, record_id, file=file)
    return file_id, record_id, key.seal(WORDS, table=TABLE, version=1)


def refused(code: str, act: Callable[[], object]) -> Denied:
    with pytest.raises(Denied) as caught:
        act()
    assert caught.value.code == code
    assert caught.value.sentence.endswith(".")
    return caught.value


def test_a_report_opens_for_each_holder_of_the_intake(world: World) -> None:
    record_id, sealed = report(world)
    for holder in (world.alice, world.bob):
        key = open_one(holder.actor(), record_id, ring=RingKind.INTAKE)
        assert key.open(sealed, table=TABLE, version=1) == WORDS


def test_a_report_is_sealed_once_to_the_intake(world: World) -> None:
    record_id, _ = report(world)
    assert RecordWrap.objects.filter(record_id=record_id).count() == 1


def test_nobody_else_opens_it(world: World) -> None:
    record_id, _ = report(world)
    refused("no_key", lambda: open_one(world.charlie.actor(), record_id, ring=RingKind.INTAKE))
    refused("no_key", lambda: open_one(world.charlie.actor(), record_id))
    refused("no_key", lambda: open_one(world.alice.actor(), record_id, ring=RingKind.WELFARE))
    refused("locked", lambda: open_one(world.alice.locked(), record_id, ring=RingKind.INTAKE))


def test_somebody_elses_opened_key_is_not_taken(world: World) -> None:
    record_id, _ = report(world)
    borrowed = Actor(
        world.organisation_id,
        world.charlie.membership_id,
        world.charlie.account_id,
        world.charlie.actor().role,
        world.alice.actor().unlocked,
    )
    refused("not_yours", lambda: open_one(borrowed, record_id, ring=RingKind.INTAKE))


def test_a_reporter_with_a_key_rereads_their_own_words(world: World) -> None:
    nobody = new_id()
    record_id, sealed = report(world, persons=(world.charlie.account_id, nobody))
    assert open_one(world.charlie.actor(), record_id).open(sealed, table=TABLE, version=1) == WORDS
    assert RecordWrap.objects.filter(record_id=record_id).count() == 2


def test_a_record_is_never_left_to_a_person_alone(world: World) -> None:
    with pytest.raises(ValueError, match="ring or a file"):
        records.create_record(world.organisation_id, new_id(), persons=[world.charlie.account_id])


def test_the_same_record_is_not_made_twice(world: World) -> None:
    record_id, sealed = report(world)
    with pytest.raises(IntegrityError), transaction.atomic(using="keyring"):
        records.create_record(world.organisation_id, record_id, rings=[RingKind.INTAKE])
    assert (
        open_one(world.alice.actor(), record_id, ring=RingKind.INTAKE).open(sealed, table=TABLE, version=1)
        == WORDS
    )


def test_filing_moves_a_report_from_the_intake_to_a_file(world: World) -> None:
    record_id, sealed = report(world)
    file_id = new_id()
    file = file_keys.create_file_key(world.organisation_id, file_id, Purpose.WELFARE)
    records.add_wrap(world.alice.actor(), record_id, from_ring=RingKind.INTAKE, to_file=file)
    records.drop_wrap(world.organisation_id, record_id, RingKind.INTAKE)
    bob = world.bob.actor()
    opened = open_one(bob, record_id, file=file_keys.open_file_key(bob, file_id, Purpose.WELFARE))
    assert opened.open(sealed, table=TABLE, version=1) == WORDS
    refused("no_key", lambda: open_one(bob, record_id, ring=RingKind.INTAKE))


def test_the_last_holder_is_not_dropped(world: World) -> None:
    record_id, sealed = report(world, persons=(world.charlie.account_id,))
    with pytest.raises(ValueError, match="destroy"):
        records.drop_wrap(world.organisation_id, record_id, RingKind.INTAKE)
    records.drop_wrap(world.organisation_id, record_id, Holder.person(world.charlie.account_id))
    refused("no_key", lambda: open_one(world.charlie.actor(), record_id))
    assert (
        open_one(world.alice.actor(), record_id, ring=RingKind.INTAKE).open(sealed, table=TABLE, version=1)
        == WORDS
    )


def test_showing_a_record_to_one_person_shows_this_one_only(world: World) -> None:
    file_id, shown, sealed = filed(world)
    alice = world.alice.actor()
    file = file_keys.open_file_key(alice, file_id, Purpose.WELFARE)
    other = new_id()
    records.create_record(world.organisation_id, other, file=file)
    records.add_wrap(alice, shown, from_file=file, to_account_id=world.charlie.account_id)
    charlie = world.charlie.actor()
    assert open_one(charlie, shown).open(sealed, table=TABLE, version=1) == WORDS
    refused("no_key", lambda: open_one(charlie, other))


def test_content_opens_in_its_own_place_only(world: World) -> None:
    record_id, sealed = report(world)
    other_id, _ = report(world)
    alice = world.alice.actor()
    key, other = (open_one(alice, one, ring=RingKind.INTAKE) for one in (record_id, other_id))
    for wrong in (
        lambda: key.open(sealed, table=TABLE, version=2),
        lambda: key.open(sealed, table="files_annotation", version=1),
        lambda: other.open(sealed, table=TABLE, version=1),
        lambda: key.open(sealed[:-1], table=TABLE, version=1),
    ):
        with pytest.raises(FormatError):
            wrong()


def test_a_wrap_moved_to_another_record_is_noticed_and_not_left_out(world: World) -> None:
    first, _ = report(world)
    second, _ = report(world)
    wrapped = RecordWrap.objects.get(record_id=first).wrapped
    RecordWrap.objects.filter(record_id=second).update(wrapped=wrapped)
    with pytest.raises(FormatError):
        open_one(world.alice.actor(), second, ring=RingKind.INTAKE)


def test_a_chronology_costs_one_query_for_its_keys(world: World, django_assert_num_queries: Any) -> None:
    file_id = new_id()
    file = file_keys.create_file_key(world.organisation_id, file_id, Purpose.WELFARE)
    ids = [new_id() for _ in range(50)]
    for record_id in ids:
        records.create_record(world.organisation_id, record_id, file=file)
    alice = world.alice.actor()
    with django_assert_num_queries(3, connection=connections["keyring"]):
        opened = file_keys.open_file_key(alice, file_id, Purpose.WELFARE)
        keys = records.open_records(alice, record_ids=ids, file=opened, item_kind="entry", why="a test")
    assert set(keys) == set(ids)


def test_destroyed_opens_for_nobody_and_the_rest_stays(world: World) -> None:
    record_id, _ = report(world, persons=(world.charlie.account_id,))
    staying, sealed = report(world)
    assert records.destroy_records(world.organisation_id, [record_id]) == 2
    for holder, ring in ((world.alice, RingKind.INTAKE), (world.bob, RingKind.INTAKE), (world.charlie, None)):
        refused("no_key", lambda h=holder, r=ring: open_one(h.actor(), record_id, ring=r))
    assert not RecordWrap.objects.filter(record_id=record_id).exists()
    both = records.open_records(
        world.alice.actor(),
        record_ids=[record_id, staying],
        ring=RingKind.INTAKE,
        item_kind="entry",
        why="a test",
    )
    assert list(both) == [staying]
    assert both[staying].open(sealed, table=TABLE, version=1) == WORDS


def test_destroying_a_file_takes_its_grants_and_wraps(world: World) -> None:
    file_id, record_id, _ = filed(world)
    until = timezone.now() + timedelta(days=1)
    file_keys.grant_file(world.alice.actor(), file_id, Purpose.WELFARE, world.charlie.account_id, until)
    alice = world.alice.actor()
    kept = file_keys.open_file_key(alice, file_id, Purpose.WELFARE)
    assert file_keys.destroy_file_keys(world.organisation_id, [file_id]) == 1
    refused("no_key", lambda: file_keys.open_file_key(alice, file_id, Purpose.WELFARE))
    refused("no_key", lambda: open_one(alice, record_id, file=kept))
    assert not FileKey.objects.exists()
    assert not FileGrant.objects.exists()
    assert not RecordWrap.objects.filter(record_id=record_id).exists()


def test_a_granted_file_opens_until_its_date_and_no_other_file(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    file_id, record_id, sealed = filed(world)
    other_file, _, _ = filed(world)
    until = timezone.now() + timedelta(minutes=60)
    file_keys.grant_file(world.alice.actor(), file_id, Purpose.WELFARE, world.charlie.account_id, until)
    charlie = world.charlie.actor()
    file = file_keys.open_file_key(charlie, file_id, Purpose.WELFARE)
    assert open_one(charlie, record_id, file=file).open(sealed, table=TABLE, version=1) == WORDS
    refused("no_key", lambda: file_keys.open_file_key(charlie, other_file, Purpose.WELFARE))
    refused("no_key", lambda: file_keys.open_file_key(charlie, file_id, Purpose.CHILD_PROTECTION))
    monkeypatch.setattr(timezone, "now", lambda: until + timedelta(seconds=1))
    refused("no_key", lambda: file_keys.open_file_key(world.charlie.actor(), file_id, Purpose.WELFARE))
    assert file_keys.end_expired_grants(world.organisation_id) == 1


def test_a_file_is_not_granted_by_who_cannot_open_it_nor_into_the_past(world: World) -> None:
    file_id, _, _ = filed(world)
    ahead, past = timezone.now() + timedelta(hours=1), timezone.now() - timedelta(hours=1)
    give = file_keys.grant_file
    charlie, alice, to = world.charlie.actor(), world.alice.actor(), world.charlie.account_id
    refused("no_key", lambda: give(charlie, file_id, Purpose.WELFARE, to, ahead))
    refused("past_date", lambda: give(alice, file_id, Purpose.WELFARE, to, past))
    refused("no_passphrase", lambda: give(alice, file_id, Purpose.WELFARE, new_id(), ahead))


def test_index_tokens_are_the_purposes_own(world: World) -> None:
    alice, bob = world.alice.actor(), world.bob.actor()
    welfare = index_keys.open_index_key(alice, Purpose.WELFARE)
    assert welfare.token("hungri") == index_keys.open_index_key(bob, Purpose.WELFARE).token("hungri")
    assert welfare.token("hungri") != welfare.token("hungry")
    assert welfare.token("hungri") != index_keys.open_index_key(alice, Purpose.BEHAVIOUR).token("hungri")
    assert -(2**63) <= welfare.token("hungri") < 2**63
    refused("no_key", lambda: index_keys.open_index_key(world.charlie.actor(), Purpose.WELFARE))
    refused("locked", lambda: index_keys.open_index_key(world.alice.locked(), Purpose.WELFARE))
