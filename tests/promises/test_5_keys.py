"""Promise 5: who can read is decided by keys, and the host holds none. Promise 6's root: no log, no key."""

from __future__ import annotations

import ast
import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest

from fairward.kernel.denied import Denied
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Purpose, RingKind
from fairward.keys import directory, file_keys, formats, index_keys, records
from fairward.keys.provider import USES, provider
from fairward.tenancy.context import as_organisation
from tests.support.keyholders import PASSPHRASE, World, new_world

SOURCE = Path(__file__).resolve().parents[2] / "src" / "fairward"
INTAKE = RingKind.INTAKE
TABLE = "concerns_report"
OWNED = ("escrow", "ring", "ringgrant", "filekey", "filegrant", "recordwrap", "indexkey")


@pytest.fixture
def world(db: None) -> Iterator[World]:
    made = new_world()
    with as_organisation(made.organisation_id):
        yield made


class TestNoLogNoKey:
    """The look is appended before a key is opened; where it cannot be, there is no key."""

    @pytest.fixture
    def opened(self, world: World, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """Names, in order, what happened: the look, and any opening of any key."""
        happened: list[str] = []

        def watch(target: Any, name: str, word: str) -> None:
            real = getattr(target, name)

            def watched(*args: Any, **kwargs: Any) -> Any:
                happened.append(word)
                return real(*args, **kwargs)

            monkeypatch.setattr(target, name, watched)

        watch(records, "record_look", "look")
        watch(index_keys, "record_look", "look")
        watch(formats.PrivateKey, "open", "key")
        watch(formats, "decrypt", "key")
        return happened

    def report(self, world: World) -> UUID:
        record_id = new_id()
        records.create_record(world.organisation_id, record_id, rings=[INTAKE])
        return record_id

    def test_the_look_comes_first(self, world: World, opened: list[str]) -> None:
        record_id, alice = self.report(world), world.alice.actor()
        opened.clear()
        records.open_records(alice, record_ids=[record_id], ring=INTAKE, item_kind="concern", why="a test")
        assert opened[0] == "look"
        assert opened.count("key") == 2
        opened.clear()
        index_keys.open_index_key(world.alice.actor(), Purpose.WELFARE)
        assert opened[0] == "look"

    def test_where_the_look_cannot_be_written_no_key_is_opened(
        self, world: World, opened: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*_: object, **__: object) -> None:
            raise ConnectionError("the log is away")

        record_id, alice = self.report(world), world.alice.actor()
        for module in (records, index_keys):
            monkeypatch.setattr(module, "record_look", broken)
        opened.clear()
        with pytest.raises(ConnectionError):
            records.open_records(
                alice, record_ids=[record_id], ring=INTAKE, item_kind="concern", why="a test"
            )
        with pytest.raises(ConnectionError):
            index_keys.open_index_key(alice, Purpose.WELFARE)
        assert opened == []

    def test_nothing_else_opens_anything(self) -> None:
        """Every caller of an opening function, by module and function. A new one needs a reason, and a look before."""
        found: dict[str, set[str]] = {name: set() for name in OPENERS}
        for path in sorted(SOURCE.rglob("*.py")):
            module = str(path.relative_to(SOURCE).with_suffix(""))
            if module == "keys/formats":
                continue
            for function, called in calls_that_open(path):
                found[called].add(f"{module}.{function}" if module.startswith("keys/") else module)
        assert found == OPENERS, (
            "An opening of keys was added or moved: log the look first, then name it in OPENERS."
        )

    def test_file_keys_give_no_content_by_themselves(self, world: World) -> None:
        public = {name for name in dir(file_keys.OpenFile) if not name.startswith("_")}
        assert public == {
            "file_id",
            "organisation_id",
            "purpose",
            "seal_to",
            "unwrap_record_key",
            "wrap_record_key",
        }


# What opens a key or a ciphertext -> who may call it: a function of this package, or a module above it.
# `records._unwrap_all` is called by open_records, after the look, and by add_wrap and lend_records, which hand no key on; the
# others open keys of keys. Above: what another organisation sealed to the exchange ring, whose private half only an unlocked
# holder opens; a reporter's unsent draft (its key is in their cookie) and the secrets of second factors.
OPENERS: dict[str, set[str]] = {
    "decrypt": {
        "accounts/secrets",
        "exchange/package/sealing",
        "keys/directory.reveal",
        "keys/directory.reveal_many",
        "keys/file_keys.unwrap_record_key",
        "keys/records.open",
        "keys/unlock._open_entry",
        "school/concerns/drafting",
    },
    # A question behind a one-time link: whoever holds the link and was told the code, not a member of the organisation.
    "decrypt_under_passphrase": {"hub/enquiries/link_secret", "keys/persons.open_with_passphrase"},
    "decrypt_under_words": {"keys/persons.open_with_words"},
    # Notes in receipts and answers by link are sealed to the exchange ring too; their callers open its private half below.
    "open_sealed": {
        "exchange/package/receipt_notes",
        "exchange/package/sealing",
        "hub/enquiries/taking_actions",
    },
    "PrivateKey": {"keys/escrow.use_sheet", "keys/ring_store.open_rings", "keys/unlocked.open"},
    "unwrap_record_key": {"keys/records._opener"},
    # `_unwrap_if_held` is the second try of `open_records`, after the same look.
    "_unwrap_all": {
        "keys/records._unwrap_if_held",
        "keys/records.add_wrap",
        "keys/records.lend_records",
        "keys/records.open_records",
    },
    # Above: each writes the look at what arrived, or at what was signed, first.
    "open_private_halves": {
        "exchange/choosing/gone_queries",
        "exchange/following/notice_queries",
        "exchange/travel/opening_queries",
        "hub/enquiries/taking_actions",
        "keys/escrow._held",
        "keys/ring_store.open_rings",
        "keys/rings.grant_ring",
        "school/transfers/receipt_queries",
    },
    "RecordKey": {"keys/records.create_record", "keys/records.open_records"},
    "OpenFile": {
        "keys/file_keys._open_granted",
        "keys/file_keys.create_file_key",
        "keys/file_keys.open_file_keys",
    },
    "Unlocked": {
        "keys/persons.open_with_passphrase",
        "keys/persons.open_with_words",
        "keys/unlock._open_entry",
    },
}


def calls_that_open(path: Path) -> Iterator[tuple[str, str]]:
    """(enclosing function, opening function) for each use, as a call or as a value handed on."""
    tree = ast.parse(path.read_text())
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            yield from ((function.name, name) for name in names_used(function) if name in OPENERS)


def names_used(function: ast.FunctionDef) -> Iterator[str]:
    annotations = {
        id(part)
        for node in ast.walk(function)
        for given in (getattr(node, "annotation", None), getattr(node, "returns", None))
        if given is not None
        for part in ast.walk(given)
    }
    for node in ast.walk(function):
        if id(node) not in annotations and isinstance(node, ast.Attribute | ast.Name):
            yield node.attr if isinstance(node, ast.Attribute) else node.id


class TestTheHostHoldsNone:
    """Both databases and the key provider together open no narrative."""

    @pytest.mark.django_db(transaction=True)
    def test_everything_at_rest_opens_no_report(self, raw: Callable[..., psycopg.Connection[Any]]) -> None:
        world, record_id = new_world(), new_id()
        with as_organisation(world.organisation_id):
            key = records.create_record(world.organisation_id, record_id, rings=[INTAKE])
            sealed = key.seal(b"She had a bruise.", table=TABLE, version=1)
            name = directory.protect(world.organisation_id, "people_child", record_id, b"Amara")
        stolen = rest_of_the_keyring(raw("keyring", "postgres"))
        secrets = [provider().fetch_or_make(world.organisation_id, use) for use in USES]
        assert directory.reveal(world.organisation_id, "people_child", record_id, name) == b"Amara"
        assert opened_by(stolen + secrets, sealed, world.organisation_id, record_id) == []
        assert key._key not in stolen
        assert not any(key._key in value or PASSPHRASE.encode() in value for value in stolen)

    def test_the_key_of_a_report_is_gone_with_the_request(self, world: World) -> None:
        record_id = new_id()
        records.create_record(world.organisation_id, record_id, rings=[INTAKE])
        gc.collect()
        kept = [found for found in gc.get_objects() if isinstance(found, records.RecordKey)]
        assert [found for found in kept if found.record_id == record_id] == []

    def test_who_only_reports_opens_nothing_not_even_their_own(self, world: World) -> None:
        record_id, reporter = new_id(), new_id()
        records.create_record(world.organisation_id, record_id, rings=[INTAKE], persons=[reporter])
        cleaner = world.charlie.locked()
        with pytest.raises(Denied) as refused:
            records.open_records(cleaner, record_ids=[record_id], item_kind="concern", why="a test")
        assert refused.value.code == "locked"


def rest_of_the_keyring(connection: psycopg.Connection[Any]) -> list[bytes]:
    """Every byte string of every table, as a thief with the whole disk has it."""
    tables = connection.execute(
        "SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'keys\\_%'"
    )
    found: list[bytes] = []
    for (table,) in tables.fetchall():
        for row in connection.execute(f"SELECT * FROM {table}"):
            found += [bytes(value) for value in row if isinstance(value, bytes | memoryview)]
    assert len(found) > 30
    return found


def opened_by(stolen: list[bytes], sealed: bytes, organisation_id: UUID, record_id: UUID) -> list[bytes]:
    """Try every 32 bytes that were found, or begin or end anything found, as the record's key."""
    tried = {part for value in stolen for part in (value[:32], value[-32:], value[2:34]) if len(part) == 32}
    opened = []
    for key in tried:
        try:
            opened.append(formats.decrypt(key, sealed, formats.bind(organisation_id, TABLE, record_id, 1)))
        except formats.FormatError:
            continue
    return opened


class TestAnotherOrganisation:
    """Row-level security on the keyring too: raw SQL as the application sees no row of another organisation."""

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize("table", OWNED)
    def test_raw_sql_sees_its_own_rows_only(
        self, table: str, raw: Callable[..., psycopg.Connection[Any]]
    ) -> None:
        ours, theirs = new_world([RingKind.WELFARE]), new_world([RingKind.WELFARE])
        for world in (ours, theirs):
            fill(world)
        everything = f"SELECT count(*) FROM keys_{table}"
        one = raw("keyring", "fairward_app")
        assert one.execute(everything).fetchone() == (0,), "without an organisation nothing is seen"
        with one.transaction():
            one.execute(f"SET LOCAL fairward.organisation = '{ours.organisation_id}'")
            seen = one.execute(f"SELECT DISTINCT organisation_id FROM keys_{table}").fetchall()
            assert seen == [(ours.organisation_id,)]
            asked = f"DELETE FROM keys_{table} WHERE organisation_id = %s"
            assert one.execute(asked, [theirs.organisation_id]).rowcount == 0
            asked = f"UPDATE keys_{table} SET organisation_id = %s"
            with pytest.raises(psycopg.errors.InsufficientPrivilege), one.transaction():
                one.execute(asked, [theirs.organisation_id])


def fill(world: World) -> None:
    from datetime import timedelta

    from django.utils import timezone

    with as_organisation(world.organisation_id):
        file_id = new_id()
        file = file_keys.create_file_key(world.organisation_id, file_id, Purpose.WELFARE)
        records.create_record(world.organisation_id, new_id(), file=file)
        until = timezone.now() + timedelta(days=1)
        file_keys.grant_file(world.alice.actor(), file_id, Purpose.WELFARE, world.charlie.account_id, until)
