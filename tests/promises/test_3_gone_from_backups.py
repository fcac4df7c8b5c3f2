"""Promise 3: what is destroyed is gone from backups too, once the keyring's backups have passed their life."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from fairward.config.backups import folder
from fairward.config.backups.kinds import Kind
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import Basis, Purpose, RingKind
from fairward.keys import records
from fairward.keys.file_keys import open_file_keys
from fairward.keys.keyring import fetch as keys_of
from fairward.keys.records import GONE
from fairward.school.concerns.report_answers import Said
from fairward.tenancy.rows import fetch
from tests.personas import LEAD, Persona, sign_in
from tests.support.backing_up import Host, hosting, looking_at, present_pair
from tests.support.databases import Pair
from tests.support.families import persona
from tests.support.living import MOTHER, Living, make_living
from tests.support.showing import show

pytestmark = pytest.mark.django_db(transaction=True)
GOES, STAYS = "He had a quillwort coloured bruise.", "She had no harebell coat."
# table, column, number of the version, name under which it was sealed
SEALED = (
    ("files_entryversion", "sealed", "number", "files_entryversion"),
    ("files_annotation", "sealed", "1", "files_annotation"),
    ("rights_shownversion", "sealed", "1", "rights_shownversion"),
    ("concerns_concern", "sealed", "1", "concerns_concern"),
    ("documents_attachment", "sealed_content", "1", "documents_attachment.content"),
)
ALL_OF_IT = """
SELECT id FROM files_entryversion WHERE entry_id = %(entry)s UNION ALL SELECT id FROM files_annotation WHERE entry_id = %(entry)s
UNION ALL SELECT id FROM rights_shownversion WHERE entry_id = %(entry)s UNION ALL SELECT id FROM concerns_concern
WHERE id = %(concern)s UNION ALL SELECT attachment_id FROM files_entryattachment WHERE entry_id = %(entry)s
"""


@dataclass
class World:
    """Two entries about one child with everything attached, and the sealed rows that each consists of, by record."""

    living: Living
    goes: UUID
    stays: UUID
    of_goes: set[UUID]
    of_stays: set[UUID]

    def destroy(self) -> None:
        """Destroy one of the entries, keys first; the rest of its destruction has no part in this test."""
        with self.living.school.transaction():
            records.destroy_records(self.living.school.organisation_id, self.of_goes)


def filed(living: Living, words: str) -> tuple[UUID, UUID]:
    concern = living.report(Said(basis=Basis.OBSERVED, text=words), attachment=words.encode())
    entry = living.file(concern, Purpose.WELFARE)[0]
    living.annotate(entry, f"It is explained: {words}")
    living.decide(entry)
    show(living, entry, living.mother, persona(MOTHER))
    return concern, entry


def sealed_rows(living: Living, concern: UUID, entry: UUID) -> set[UUID]:
    with living.school.transaction():
        return {row[0] for row in fetch(ALL_OF_IT, {"entry": entry, "concern": concern})}  # type: ignore[arg-type]


@pytest.fixture
def world() -> World:
    living = make_living()
    (first, goes), (second, stays) = filed(living, GOES), filed(living, STAYS)
    found = sealed_rows(living, first, goes), sealed_rows(living, second, stays)
    assert all(len(rows) == 5 for rows in found), (
        "a version, what explains it, what the mother is shown, report, attachment"
    )
    return World(living, goes, stays, *found)


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    with hosting(tmp_path) as made:
        yield made


def opened_by_anybody(living: Living, wanted: set[UUID]) -> set[UUID]:
    """Those of the records that some person opens, unlocked, with anything that they hold: own wraps, rings, files."""
    found: set[UUID] = set()
    keyholders = [person.persona for person in living.school.people.values() if person.has_key]
    assert {LEAD, persona(MOTHER)} < set(keyholders)
    for one in keyholders:
        with living.school.transaction():
            found |= opened_with_all(living.actor(one), wanted)
    return found


def opened_with_all(actor: Actor, wanted: set[UUID]) -> set[UUID]:
    files = keys_of(
        "SELECT id, purpose FROM keys_filekey WHERE organisation_id = %s", [actor.organisation_id]
    )
    ways: list[dict[str, object]] = [{}, *({"ring": ring} for ring in RingKind)]
    for file_id, purpose in files:
        ways += [{"file": one} for one in open_file_keys(actor, [file_id], Purpose(purpose)).values()]
    found: set[UUID] = set()
    for way in ways:
        try:
            keys = records.open_records(
                actor,
                record_ids=list(wanted),
                item_kind="entry",
                why="a test",
                **way,  # type: ignore[arg-type]
            )
        except Denied:
            continue
        found |= {one for one, key in keys.items() if is_opened(key)}
    return found


def is_opened(key: records.RecordKey) -> bool:
    """Whether the key opens the row that has its id, and the words are there."""
    for table, column, number, place in SEALED:
        rows = fetch(f"SELECT {column}, {number} FROM {table} WHERE id = %s", [key.record_id])
        for sealed, version in rows:
            words = key.open(bytes(sealed), table=place, version=version)
            return b"quillwort" in words or b"harebell" in words
    return False


def restored(host: Host, label: str, backup: Path) -> Pair:
    """A new pair of databases, one of which comes from this backup."""
    pair = host.empty_pair(label)
    host.use(pair)
    assert host.restore(backup) == 0
    host.use(present_pair())
    return pair


def page(living: Living, address: str, who: Persona = LEAD) -> str:
    response = sign_in(Client(), living.school[who]).get(address)
    assert response.status_code == 200, (address, response.status_code)
    return response.content.decode()


def test_an_old_backup_holds_no_readable_word_after_the_keyrings_backups_have_passed_their_life(
    world: World, host: Host
) -> None:
    old = host.backup(Kind.RECORDS)
    keyring = host.backup(Kind.KEYRING)
    assert opened_by_anybody(world.living, world.of_goes) == world.of_goes
    world.destroy()
    made = folder.made_at(keyring, Kind.KEYRING)
    assert made is not None
    assert folder.expire(host.folder, Kind.KEYRING, made + timedelta(days=30)) == []
    assert folder.expire(host.folder, Kind.KEYRING, made + timedelta(days=30, seconds=1)) == [keyring]
    assert not keyring.exists() and old.exists()
    before = restored(host, "old", old)
    with looking_at(before, present_pair()):
        assert sealed_rows_are_there(world)
        assert opened_by_anybody(world.living, world.of_goes) == set()
        assert opened_by_anybody(world.living, world.of_stays) == world.of_stays
        pages_say_so(world)


def sealed_rows_are_there(world: World) -> bool:
    """The old backup did bring the rows back: else nothing would be shown by their not opening."""
    with world.living.school.transaction():
        rows = fetch("SELECT id FROM files_entryversion WHERE entry_id = %s", [world.goes])
    return {row[0] for row in rows} <= world.of_goes and bool(rows)


def pages_say_so(world: World) -> None:
    """The pages neither fail nor show nothing: a sentence stands where the words stood, the other entry is as it was."""
    file_id = world.living.file_of(world.stays)
    sentence = GONE.split(":")[0]
    for address in (f"/files/{file_id}/", f"/entries/{world.goes}/"):
        shown = page(world.living, address)
        assert sentence in shown and "quillwort" not in shown, address
    assert "harebell" in page(world.living, f"/files/{file_id}/")
    assert "harebell" in page(world.living, f"/entries/{world.stays}/")


def test_while_a_backup_of_the_keyring_lives_it_would_still_open(world: World, host: Host) -> None:
    """The other side of the promise, and the proof that the test above can fail."""
    old, keyring = host.backup(Kind.RECORDS), host.backup(Kind.KEYRING)
    world.destroy()
    assert folder.expire(host.folder, Kind.KEYRING, timezone.now() + timedelta(days=29)) == []
    with looking_at(restored(host, "old", old), restored(host, "keys", keyring)):
        assert opened_by_anybody(world.living, world.of_goes) == world.of_goes
