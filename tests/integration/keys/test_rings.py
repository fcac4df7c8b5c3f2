"""Rings: given, taken, rotated and re-sealed; the sheet in the safe when everyone forgot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest

from fairward.kernel.denied import Denied
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Purpose, RingKind
from fairward.keys import escrow, file_keys, index_keys, persons, records, resealing, rings
from fairward.keys.formats import FormatError
from fairward.keys.models import Escrow, PersonKey, RecordWrap, Ring, RingGrant
from fairward.tenancy.context import as_organisation, use_keyring
from tests.support.keyholders import Keyholder, World, new_world, person

pytestmark = pytest.mark.django_db
INTAKE, WELFARE = RingKind.INTAKE, RingKind.WELFARE
SHIPS = "nine small boats in a bottle"


@pytest.fixture
def world(db: None) -> Iterator[World]:
    made = new_world([INTAKE, WELFARE])
    with as_organisation(made.organisation_id):
        yield made


def refused(code: str, act: Callable[[], object]) -> None:
    with pytest.raises(Denied) as caught:
        act()
    assert caught.value.code == code


def can_open(who: Keyholder, record_id: UUID, ring: RingKind = INTAKE) -> bool:
    try:
        opened = records.open_records(
            who.actor(), record_ids=[record_id], ring=ring, item_kind="concern", why="a test"
        )
    except Denied as denied:
        assert denied.code == "no_key"
        return False
    return record_id in opened


def report(world: World) -> UUID:
    record_id = new_id()
    records.create_record(world.organisation_id, record_id, rings=[INTAKE])
    return record_id


def test_a_ring_given_opens_what_was_there_and_what_comes(world: World) -> None:
    before = report(world)
    assert not can_open(world.charlie, before)
    rings.grant_ring(world.alice.actor(), INTAKE, world.charlie.account_id)
    assert can_open(world.charlie, before)
    assert can_open(world.charlie, report(world))
    assert world.charlie.account_id in rings.holders(world.organisation_id)[INTAKE]
    assert world.charlie.account_id not in rings.holders(world.organisation_id)[WELFARE]


def test_only_a_holder_gives_and_only_to_somebody_with_a_passphrase(world: World) -> None:
    refused("no_key", lambda: rings.grant_ring(world.charlie.actor(), INTAKE, world.charlie.account_id))
    refused("locked", lambda: rings.grant_ring(world.alice.locked(), INTAKE, world.charlie.account_id))
    refused("no_passphrase", lambda: rings.grant_ring(world.alice.actor(), INTAKE, new_id()))


def test_a_holder_who_leaves_opens_nothing_and_the_others_everything(world: World) -> None:
    before = report(world)
    rings.revoke_holder(world.charlie.locked(), INTAKE, world.bob.account_id)
    after = report(world)
    assert [can_open(world.bob, record) for record in (before, after)] == [False, False]
    assert [can_open(world.alice, record) for record in (before, after)] == [True, True]
    assert rings.holders(world.organisation_id)[INTAKE] == [world.alice.account_id]
    assert rings.rings_with_few_holders(world.organisation_id) == [INTAKE]


def test_nobody_leaves_a_ring_with_nobody(world: World) -> None:
    rings.revoke_holder(world.charlie.locked(), INTAKE, world.bob.account_id)
    refused(
        "last_holder", lambda: rings.revoke_holder(world.charlie.locked(), INTAKE, world.alice.account_id)
    )
    refused(
        "not_a_holder", lambda: rings.revoke_holder(world.charlie.locked(), INTAKE, world.charlie.account_id)
    )
    assert can_open(world.alice, report(world))


def test_resealing_moves_everything_in_steps_and_puts_the_old_ring_away(world: World) -> None:
    reports = [report(world) for _ in range(5)]
    file_id = new_id()
    file = file_keys.create_file_key(world.organisation_id, file_id, Purpose.WELFARE)
    entry = new_id()
    records.create_record(world.organisation_id, entry, file=file)
    token = index_keys.open_index_key(world.alice.actor(), Purpose.WELFARE).token("hungri")
    for kind in (INTAKE, WELFARE):
        rings.revoke_holder(world.charlie.locked(), kind, world.bob.account_id)
    assert resealing.pending(world.organisation_id) == 7
    first = resealing.reseal_pending(world.alice.actor(), limit=3)
    assert (first.moved, first.left) == (3, 4)
    assert RingGrant.objects.filter(ring_id__in=retired_rings()).exists()
    last = resealing.reseal_pending(world.alice.actor(), limit=100)
    assert (last.moved, last.left) == (4, 0)
    assert not RingGrant.objects.filter(ring_id__in=retired_rings()).exists()
    assert Ring.objects.filter(retired_at=None).count() == 2
    assert all(can_open(world.alice, record) for record in reports)
    alice = world.alice.actor()
    opened = file_keys.open_file_key(alice, file_id, Purpose.WELFARE)
    assert entry in records.open_records(
        alice, record_ids=[entry], file=opened, item_kind="entry", why="a test"
    )
    assert index_keys.open_index_key(alice, Purpose.WELFARE).token("hungri") == token


def retired_rings() -> list[UUID]:
    return list(Ring.objects.exclude(retired_at=None).values_list("id", flat=True))


def test_who_comes_between_rotation_and_resealing_is_given_both_versions(world: World) -> None:
    before = report(world)
    rings.revoke_holder(world.charlie.locked(), INTAKE, world.bob.account_id)
    rings.grant_ring(world.alice.actor(), INTAKE, world.charlie.account_id)
    assert can_open(world.charlie, before)
    resealing.reseal_pending(world.charlie.actor())
    assert can_open(world.alice, before)


def test_a_ring_swapped_in_the_keyring_is_not_sealed_to(world: World) -> None:
    use_keyring()
    other = Ring.objects.get(kind=int(WELFARE), retired_at=None)
    Ring.objects.filter(kind=int(INTAKE)).update(public=other.public, vouched_by=other.vouched_by)
    with pytest.raises(FormatError):
        report(world)


def test_a_person_swapped_in_the_keyring_is_not_sealed_to(world: World) -> None:
    bob = PersonKey.objects.get(account_id=world.bob.account_id)
    PersonKey.objects.filter(account_id=world.charlie.account_id).update(
        public=bob.public, vouched_by=bob.vouched_by
    )
    with pytest.raises(FormatError):
        rings.grant_ring(world.alice.actor(), INTAKE, world.charlie.account_id)


# --- the sheet in the safe -----------------------------------------------------------------------


def test_the_fire_drill_proves_the_paper_and_uses_nothing_up(world: World) -> None:
    assert not escrow.standing_sheet(world.organisation_id).is_tested
    escrow.test_sheet(world.charlie.locked(), " ".join(world.sheet.words))
    sheet = escrow.standing_sheet(world.organisation_id)
    assert sheet.is_tested
    assert not sheet.must_be_replaced
    other = " ".join(persons.create_person_key(new_id(), SHIPS))
    refused("wrong_sheet", lambda: escrow.test_sheet(world.charlie.locked(), other))


def test_everyone_forgot_and_the_sheet_gives_the_rings_to_somebody(world: World) -> None:
    before = report(world)
    for who in (world.alice, world.bob):
        persons.start_afresh(who.account_id, SHIPS)
        who.passphrase = SHIPS
    assert set(rings.rings_with_few_holders(world.organisation_id)) == {INTAKE, WELFARE}
    assert not can_open(world.alice, before)
    given = escrow.use_sheet(
        world.charlie.locked(), " ".join(world.sheet.words), world.alice.account_id, [INTAKE]
    )
    assert given == [INTAKE]
    assert can_open(world.alice, before)
    assert not can_open(world.bob, before)
    assert escrow.standing_sheet(world.organisation_id).must_be_replaced


def test_a_replaced_sheet_opens_no_more(world: World) -> None:
    old = " ".join(world.sheet.words)
    new = escrow.replace_sheet(world.alice.actor())
    assert escrow.rings_not_on_sheet(world.organisation_id) == []
    refused(
        "wrong_sheet", lambda: escrow.use_sheet(world.alice.locked(), old, world.charlie.account_id, [INTAKE])
    )
    standing = Escrow.objects.get(replaced_at=None)
    assert set(RingGrant.objects.exclude(escrow_id=None).values_list("escrow_id", flat=True)) == {standing.id}
    before = report(world)
    escrow.use_sheet(world.alice.locked(), " ".join(new.words), world.charlie.account_id, [INTAKE])
    assert can_open(world.charlie, before)


def test_rings_of_others_come_onto_the_new_sheet_when_they_unlock(world: World) -> None:
    rings.revoke_holder(world.charlie.locked(), WELFARE, world.alice.account_id)
    resealing.reseal_pending(world.bob.actor())
    escrow.replace_sheet(world.alice.actor())
    assert escrow.rings_not_on_sheet(world.organisation_id) == [WELFARE]
    resealing.reseal_pending(world.bob.actor())
    assert escrow.rings_not_on_sheet(world.organisation_id) == []


def test_there_is_one_sheet_and_rings_need_it(world: World) -> None:
    refused("sheet_stands", lambda: escrow.make_sheet(world.organisation_id))
    other = Keyholder(new_id())
    made = [RingKind.BEHAVIOUR], [world.alice.account_id], b"another sheet"
    refused("other_sheet", lambda: rings.create_rings(world.organisation_id, *made))
    refused("no_holder", lambda: rings.create_rings(world.organisation_id, made[0], [other.account_id]))


def test_an_organisation_without_a_ring_says_so(db: None) -> None:
    organisation_id = new_id()
    with as_organisation(organisation_id):
        someone = person(organisation_id)
        refused("no_ring", lambda: rings.ring_public(organisation_id, INTAKE))
        refused("no_sheet", lambda: rings.create_rings(organisation_id, [INTAKE], [someone.account_id]))


# --- one's own key -------------------------------------------------------------------------------


def test_recovery_words_set_a_new_passphrase_and_are_then_spent(world: World) -> None:
    before, alice = report(world), world.alice
    old_words = " ".join(alice.words)
    new_words = " ".join(persons.recover(alice.account_id, old_words, SHIPS))
    refused("wrong_passphrase", alice.actor)
    alice.passphrase = SHIPS
    assert can_open(alice, before)
    refused("wrong_words", lambda: persons.recover(alice.account_id, old_words, SHIPS))
    persons.recover(alice.account_id, new_words, SHIPS)
    refused("wrong_words", lambda: persons.open_with_words(world.bob.account_id, new_words))


def test_a_new_passphrase_locks_what_was_opened_with_the_old(world: World) -> None:
    before = report(world)
    elsewhere = world.alice.actor()
    persons.set_passphrase(world.alice.actor().unlocked, SHIPS)
    opened = {"record_ids": [before], "item_kind": "concern", "why": "a test"}
    refused("no_key", lambda: records.open_records(elsewhere, ring=INTAKE, **opened))
    refused("locked", lambda: records.open_records(elsewhere, **opened))
    world.alice.passphrase = SHIPS
    assert can_open(world.alice, before)


def test_a_second_key_is_not_made_and_weak_passphrases_are_refused(world: World) -> None:
    refused("has_passphrase", lambda: persons.create_person_key(world.alice.account_id, SHIPS))
    for weak, code in (
        ("short", "short_passphrase"),
        ("ababababababababab", "plain_passphrase"),
        ("x" * 301, "long_passphrase"),
    ):
        refused(code, lambda weak=weak: persons.create_person_key(new_id(), weak))
    refused("no_passphrase_yet", lambda: persons.open_with_passphrase(new_id(), SHIPS))


def test_who_leaves_loses_their_own_reports_too(world: World) -> None:
    record_id = new_id()
    records.create_record(
        world.organisation_id, record_id, rings=[INTAKE], persons=[world.charlie.account_id]
    )
    assert records.forget_person(world.organisation_id, world.charlie.account_id) == 1
    assert RecordWrap.objects.filter(record_id=record_id).count() == 1
    assert can_open(world.alice, record_id)
