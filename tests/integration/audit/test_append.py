"""Lines are appended and found again; the application can neither change nor delete one; nobody waits for anybody."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from fairward.audit import erasure, log, reading, sequencer
from fairward.audit.merkle import Tree
from fairward.audit.models import Leaf, Pending, Place, SignedHead
from fairward.audit.reading import Sort, Wanted
from fairward.kernel.denied import Denied
from fairward.kernel.ids import new_id
from fairward.tenancy.context import as_organisation
from tests.integration.audit.logs import World, a_signer, an_actor

TABLES = ["leaf", "place", "signedhead", "logkey", "installationhead", "installationcheckpoint"]


@pytest.mark.django_db
def test_a_look_says_who_acting_as_what_read_which_item_why() -> None:
    actor, entry, child = an_actor(), new_id(), new_id()
    with as_organisation(actor.organisation_id):
        log.record_look(
            actor, item_kind="entry", item_ids=[entry], subject_id=child, why="preparing a meeting"
        )
        (line,) = reading.page_of_lines(actor.organisation_id, Wanted(), size=50).lines
    leaf = line.leaf
    assert (leaf.event, leaf.actor_id, leaf.role) == ("looked", actor.membership_id, int(actor.role))
    assert (leaf.item_kind, leaf.item_id, leaf.item_count, leaf.subject_id) == ("entry", entry, 1, child)
    assert (line.why, line.items, line.is_erased, line.place) == (
        "preparing a meeting",
        (entry,),
        False,
        None,
    )
    assert abs(datetime.now(UTC) - leaf.at) < timedelta(minutes=1)


@pytest.mark.django_db
@pytest.mark.parametrize("why", ["x" * 121, "two\nlines", "a\x00b"])
def test_a_reason_is_one_short_line(why: str) -> None:
    actor = an_actor()
    with as_organisation(actor.organisation_id), pytest.raises(Denied, match="reason_too_long"):
        log.record_look(actor, item_kind="entry", item_ids=[new_id()], why=why)


@pytest.mark.django_db
def test_an_act_has_a_name_that_is_listed() -> None:
    actor = an_actor()
    with as_organisation(actor.organisation_id), pytest.raises(LookupError, match="add it there"):
        log.record_act(actor, act="something.new", item_kind="entry", item_id=new_id())


@pytest.mark.django_db
def test_no_line_is_written_for_another_organisation() -> None:
    actor = an_actor()
    with (
        as_organisation(new_id()),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
    ):
        log.record_look(actor, item_kind="entry", item_ids=[new_id()], why="")


@pytest.mark.django_db
def test_one_organisation_sees_no_line_of_another() -> None:
    actor = an_actor()
    with as_organisation(actor.organisation_id):
        log.record_look(actor, item_kind="entry", item_ids=[new_id(), new_id()], why="")
    with as_organisation(new_id()), connection.cursor() as cursor:
        for table in ("leaf", "detail", "seen", "pending"):
            cursor.execute(f"SELECT count(*) FROM audit_{table}")
            assert cursor.fetchone() == (0,)


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("verb", ["UPDATE audit_{} SET {} = {}", "DELETE FROM audit_{}", "TRUNCATE audit_{}"])
def test_the_application_can_neither_change_nor_delete_a_line(table: str, verb: str) -> None:
    column = {"leaf": "at", "place": "place", "signedhead": "size", "logkey": "public_key"}.get(table, "note")
    statement = verb.format(table, column, column)
    with (
        as_organisation(new_id()),
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
    ):
        connection.cursor().execute(statement)


@pytest.mark.django_db
@pytest.mark.parametrize("table", ["detail", "seen", "pending"])
def test_what_can_be_deleted_cannot_be_changed(table: str) -> None:
    statement = f"UPDATE audit_{table} SET organisation_id = organisation_id"
    with (
        as_organisation(new_id()),
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
    ):
        connection.cursor().execute(statement)


@pytest.mark.django_db
def test_every_way_to_have_seen_something_is_found() -> None:
    actor, child, other, entry = an_actor(), new_id(), new_id(), new_id()
    organisation_id = actor.organisation_id
    with as_organisation(organisation_id):
        one = log.record_look(actor, item_kind="entry", item_ids=[entry], subject_id=child, why="")
        several = log.record_look(
            actor, item_kind="entry", item_ids=[entry, new_id()], subject_id=child, why=""
        )
        without = log.record_look(
            actor, item_kind="entry", item_ids=[new_id(), new_id()], subject_id=child, why=""
        )
        page = log.record_look(actor, item_kind="child", item_ids=[child], subject_id=child, why="")
        listed = log.record_list(actor, item_kind="child", item_ids=[other, child], why="desk")
        refused = log.record_refusal(actor, code="no_key", item_kind="entry", item_id=entry, subject_id=child)
        log.record_look(actor, item_kind="entry", item_ids=[new_id()], subject_id=other, why="")

        def seen(**about: Any) -> list[Any]:
            return [line.leaf.id for line in reading.who_looked(organisation_id, **about)]

        assert seen(subject_id=child) == [refused, listed, page, without, several, one]
        assert seen(subject_id=child, item_id=entry) == [refused, several, one]
        assert len(seen(subject_id=other)) == 2
        erasure.erase_details(organisation_id, [listed, several])
        assert seen(subject_id=child) == [refused, page, without, several, one]
        assert seen(subject_id=child, item_id=entry) == [refused, one]


@pytest.mark.django_db
def test_pages_and_filters() -> None:
    actor, child = an_actor(), new_id()
    organisation_id = actor.organisation_id
    colleague = an_actor(organisation_id)
    with as_organisation(organisation_id):
        looks = [log.record_look(actor, item_kind="entry", item_ids=[new_id()], why="") for _ in range(7)]
        refusal = log.record_refusal(colleague, code="no_key", item_kind="child", item_id=child)

        def ids(wanted: Wanted = Wanted(), **more: Any) -> list[Any]:  # noqa: B008
            return [
                line.leaf.id for line in reading.page_of_lines(organisation_id, wanted, size=3, **more).lines
            ]

        newest = reading.page_of_lines(organisation_id, Wanted(), size=3)
        assert [line.leaf.id for line in newest.lines] == [refusal, looks[6], looks[5]]
        assert (newest.has_newer, newest.has_older, newest.count) == (False, True, 8)
        assert ids(before=looks[5]) == [looks[4], looks[3], looks[2]]
        assert ids(after=looks[2]) == [looks[5], looks[4], looks[3]]
        assert ids(before=looks[1]) == [looks[0]]
        assert ids(Wanted(sort=Sort.REFUSALS)) == ids(Wanted(actor_id=colleague.membership_id)) == [refusal]
        assert ids(Wanted(about_id=child)) == [refusal]
        assert ids(Wanted(sort=Sort.ACTS)) == ids(Wanted(sort=Sort.LISTS)) == []
        tomorrow = datetime.now(UTC) + timedelta(days=1)
        assert ids(Wanted(since=tomorrow)) == []
        assert len(ids(Wanted(since=tomorrow - timedelta(days=2), until=tomorrow))) == 3


def test_places_follow_without_gaps_and_the_head_is_signed(world: World) -> None:
    for _ in range(3):
        world.look()
    done = sequencer.checkpoint_organisation(world.organisation_id, world.signer)
    again = sequencer.checkpoint_organisation(world.organisation_id, world.signer)
    assert (done.placed, done.size, again.placed, again.size, again.note) == (3, 3, 0, 3, done.note)
    with as_organisation(world.organisation_id):
        places = list(Place.objects.order_by("place").values_list("place", "leaf_hash"))
        root = SignedHead.objects.get().root
        assert [place for place, _ in places] == [0, 1, 2]
        assert Tree(bytes(each) for _, each in places).root() == bytes(root)
        assert not Pending.objects.exists()


def test_an_empty_log_has_no_head(world: World) -> None:
    assert sequencer.checkpoint_organisation(world.organisation_id, world.signer).note is None
    assert sequencer.checkpoint_installation(a_signer()).note is None


def test_many_lines_get_a_checkpoint_for_each_500(world: World) -> None:
    with as_organisation(world.organisation_id):
        for _ in range(1001):
            log.record_look(world.actor, item_kind="entry", item_ids=[new_id()], why="")
    assert sequencer.checkpoint_organisation(world.organisation_id, world.signer).placed == 1001
    with as_organisation(world.organisation_id):
        assert list(SignedHead.objects.order_by("size").values_list("size", flat=True)) == [500, 1000, 1001]
    assert world.verify()[0] == 0


def test_a_line_of_a_transaction_that_failed_is_gone_and_leaves_no_gap(world: World) -> None:
    with pytest.raises(ZeroDivisionError), as_organisation(world.organisation_id):
        log.record_look(world.actor, item_kind="entry", item_ids=[new_id()], why="")
        raise ZeroDivisionError
    world.grow(2)
    assert "2 lines" in world.verify()[1]


def test_an_open_transaction_makes_neither_appenders_nor_the_sequencer_wait(
    world: World, raw: Callable[..., psycopg.Connection[Any]]
) -> None:
    world.grow(1)
    slow = raw("default", "fairward_app")
    with slow.transaction():
        slow.execute(f"SET LOCAL fairward.organisation = '{world.organisation_id}'")
        late = new_id()
        slow.execute(
            "INSERT INTO audit_leaf (organisation_id, id, at, event, item_kind, item_count, commitment) "
            "VALUES (%s, %s, clock_timestamp(), 'looked', 'entry', 0, sha256('x'))",
            [world.organisation_id, late],
        )
        slow.execute(
            "INSERT INTO audit_pending (organisation_id, id) VALUES (%s, %s)", [world.organisation_id, late]
        )
        with as_organisation(world.organisation_id), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '1ms'")
            log.record_look(world.actor, item_kind="entry", item_ids=[new_id()], why="")
        world.sign()
    world.sign()
    with as_organisation(world.organisation_id):
        assert Place.objects.get(id=late).place == 2


def test_sixteen_at_once_lose_nothing_while_two_sequencers_run(world: World) -> None:
    def appender(_: int) -> None:
        try:
            for _ in range(10):
                world.look()
        finally:
            connection.close()

    def sequence(_: int) -> None:
        try:
            for _ in range(5):
                sequencer.checkpoint_organisation(world.organisation_id, world.signer)
        finally:
            connection.close()

    with ThreadPoolExecutor(18) as pool:
        futures = [
            *(pool.submit(appender, n) for n in range(16)),
            *(pool.submit(sequence, n) for n in range(2)),
        ]
        for future in futures:
            future.result()
    world.sign()
    with as_organisation(world.organisation_id):
        assert Leaf.objects.count() == Place.objects.count() == 160
    code, words = world.verify()
    assert code == 0, words
