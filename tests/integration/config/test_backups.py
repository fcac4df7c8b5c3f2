"""Backups of two real databases: written, restored into an empty place, refused, tried out."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.test import Client

from fairward.config import checking
from fairward.config.backups import contents, dumping, history, opening
from fairward.config.backups.contents import LEFT_OUT
from fairward.config.backups.envelope import Head
from fairward.config.backups.kinds import BackupFailed, Kind
from fairward.config.databases import BadAddress
from fairward.config.jobs import checkpoint_logs, expire_backups
from fairward.config.postgres_binaries import NoPostgres, find_clients
from fairward.files.queries import heads_of_child
from fairward.keys.provider import provider
from fairward.keys.signing import verifying_key
from tests.personas import LEAD, sign_in
from tests.support.backing_up import Host, hosting, looking_at, present_pair
from tests.support.databases import Pair
from tests.support.living import SAW, Living, make_living

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    with hosting(tmp_path) as made:
        yield made


@pytest.fixture
def living() -> Living:
    made = make_living()
    made.file(made.report(attachment=b"A drawing in words."))
    return made


def refused(host: Host, path: Path, sentence: str, into: Pair) -> None:
    """A restore that ends in this sentence, and leaves both databases as empty as they were."""
    host.use(into)
    with pytest.raises(BackupFailed, match=sentence):
        host.restore(path)
    for alias in ("default", "keyring"):
        with into.connect(alias) as connection:
            assert contents.is_empty(connection)


def test_both_come_back_and_the_application_works(host: Host, living: Living) -> None:
    saved = [host.backup(kind) for kind in (Kind.RECORDS, Kind.KEYRING)]
    pair = host.empty_pair("restored")
    host.use(pair)
    assert [host.restore(path) for path in saved] == [0, 0]
    with looking_at(pair, pair):
        assert checking.faults() == []
        with living.school.transaction():
            file_id = heads_of_child(living.actor(), living.amy)[0].id
        page = sign_in(Client(), living.school[LEAD]).get(f"/files/{file_id}/")
        assert SAW in page.content.decode()
        living.file(living.report())


@pytest.mark.parametrize("alias", ["default", "keyring"])
def test_the_wall_stands_after_a_restore(host: Host, living: Living, alias: str) -> None:
    kind = Kind.RECORDS if alias == "default" else Kind.KEYRING
    table = "people_child" if alias == "default" else "keys_ring"
    pair = host.empty_pair("walled")
    path = host.backup(kind)
    host.use(pair)
    assert host.restore(path) == 0
    with pair.connect(alias, "fairward_app") as application:
        assert application.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
        with application.transaction():
            application.execute(f"SET LOCAL fairward.organisation = '{living.school.organisation_id}'")
            assert application.execute(f"SELECT count(*) > 0 FROM {table}").fetchone() == (True,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            application.execute(f"DROP TABLE {table}")
    with pair.connect(alias, "fairward_owner") as owner:
        assert owner.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), "forced for the owner too"


def test_append_only_stays_append_only(host: Host, living: Living) -> None:
    pair, path = host.empty_pair("log"), host.backup(Kind.RECORDS)
    host.use(pair)
    host.restore(path)
    with pair.connect("default", "fairward_app") as application:
        for words in ("DELETE FROM audit_leaf", "UPDATE audit_leaf SET at = now()"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                application.execute(words)


def test_nobody_is_signed_in_after_a_restore(host: Host, living: Living) -> None:
    sign_in(Client(), living.school[LEAD])
    with present_pair().connect("default", "postgres") as before:
        assert before.execute("SELECT count(*) > 0 FROM accounts_session").fetchone() == (True,)
    head = opening.head_of(host.backup(Kind.RECORDS), host.keys)
    assert all(head.tables[name][0] == 0 for name in LEFT_OUT if name in head.tables)


def test_no_word_of_the_database_lies_in_the_file(host: Host, living: Living) -> None:
    path = host.backup(Kind.RECORDS)
    held = path.read_bytes()
    assert held.startswith(b"age-encryption.org/v1\n") and path.stat().st_mode & 0o777 == 0o600
    assert not any(word in held for word in (b"PGDMP", b"people_child", b"Millbrook"))
    assert {one.suffix for one in path.parent.iterdir()} == {"", ".age"}


def test_a_restore_never_writes_over_anything(host: Host, living: Living) -> None:
    path = host.backup(Kind.RECORDS)
    with pytest.raises(BackupFailed, match="is not empty"):
        host.restore(path)


def test_a_damaged_one_is_refused_before_anything_is_touched(host: Host, living: Living) -> None:
    path, into = host.backup(Kind.RECORDS), host.empty_pair("damaged")
    whole = path.read_bytes()
    path.write_bytes(whole[:-100])
    refused(host, path, "breaks off", into)
    path.write_bytes(whole[: len(whole) // 2] + b"?" + whole[len(whole) // 2 + 1 :])
    refused(host, path, "changed", into)
    path.write_bytes(whole)
    other = Host(host.patch, host.folder, host.identity.with_name("other"))
    other.identity.write_text("AGE-SECRET-KEY-1ED70S9JA9R65JL9F892ELFL4V7GPCNT9TXMY2F24SPQDTZQR9PGSK395HD")
    refused(other, path, "does not open", into)


def test_one_under_a_wrong_name_is_refused(host: Host, living: Living) -> None:
    path, into = host.backup(Kind.KEYRING), host.empty_pair("mixed")
    other = path.rename(path.with_name(path.name.replace("keyring", "records")))
    refused(host, other, "says records, and it holds keyring", into)


def test_one_of_another_installation_is_refused(
    host: Host, living: Living, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anybody with the public key can make a file that opens: the signature says who did."""
    stranger = Ed25519PrivateKey.generate()
    monkeypatch.setattr(
        dumping, "sign", lambda words: (stranger.public_key().public_bytes_raw(), stranger.sign(words))
    )
    path = host.backup(Kind.KEYRING)
    refused(host, path, "not made by this installation", host.empty_pair("strange"))


def test_a_signature_that_was_taken_from_elsewhere_is_refused(
    host: Host, living: Living, monkeypatch: pytest.MonkeyPatch
) -> None:
    public, signature = dumping.sign(b"something else")
    monkeypatch.setattr(dumping, "sign", lambda _: (public, signature))
    refused(host, host.backup(Kind.KEYRING), "signature in this backup", host.empty_pair("forged"))


def made_with(host: Host, monkeypatch: pytest.MonkeyPatch, kind: Kind, **changed: object) -> Path:
    """A backup whose head says something else than is so."""
    real = dumping.head_of

    def other(*args: object, **kwargs: object) -> Head:
        return replace(real(*args, **kwargs), **changed)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(dumping, "head_of", other)
        return host.backup(kind)


def test_one_from_a_newer_fairward_or_server_is_refused(
    host: Host, living: Living, monkeypatch: pytest.MonkeyPatch
) -> None:
    into = host.empty_pair("newer")
    newer = made_with(host, monkeypatch, Kind.KEYRING, migrations={"keys": "9999_from_the_future"})
    refused(host, newer, "newer Fairward", into)
    newer.unlink()
    host.use(present_pair())
    other_role = made_with(host, monkeypatch, Kind.KEYRING, role="somebody_else")
    refused(host, other_role, "FAIRWARD_APPLICATION_ROLE=somebody_else", into)


def test_what_is_missing_after_a_restore_is_said(
    host: Host, living: Living, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with present_pair().connect("keyring", "postgres") as connection:
        held = contents.contents_of(connection).tables
    lying = {
        **held,
        "keys_ring": (held["keys_ring"][0] + 1, "7"),
        "keys_escrow": (held["keys_escrow"][0], "7"),
    }
    path = made_with(host, monkeypatch, Kind.KEYRING, tables=lying)
    host.use(host.empty_pair("lying"))
    assert host.restore(path) == 1
    said = capsys.readouterr().out
    assert f"The table keys_ring has {held['keys_ring'][0]} rows; the backup says" in said
    assert "The table keys_escrow has 1 rows, as it should, but not the same ones." in said


def test_a_dump_that_fails_leaves_no_file(host: Host, living: Living, tmp_path: Path) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "pg_dump").write_text(
        '#!/bin/sh\n[ "$1" = --version ] && echo pg_dump 99.1 && exit\necho half\nexit 3\n'
    )
    (programs / "pg_dump").chmod(0o755)
    host.patch.setenv("FAIRWARD_PG_BIN", str(programs))
    with pytest.raises(BackupFailed, match="pg_dump did not come to its end"):
        host.backup(Kind.RECORDS)
    assert [one.name for one in host.folder.iterdir()] == [".lock"]
    with pytest.raises(NoPostgres, match="postgresql-client-100"):
        find_clients(100)


def test_a_restore_that_fails_on_the_way_leaves_nothing(host: Host, living: Living, tmp_path: Path) -> None:
    path, into = host.backup(Kind.RECORDS), host.empty_pair("broken")
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("pg_dump", "pg_restore"):
        (programs / name).write_text(
            '#!/bin/sh\n[ "$1" = --version ] && echo postgres 99.1 && exit\necho no room >&2\nexit 1\n'
        )
        (programs / name).chmod(0o755)
    host.patch.setenv("FAIRWARD_PG_BIN", str(programs))
    refused(host, path, "pg_restore did not come to its end. It said: no room", into)


def test_without_a_login_that_reads_everything_it_says_what_to_make(host: Host, living: Living) -> None:
    host.patch.delenv("FAIRWARD_KEYRING_BACKUP_URL")
    with pytest.raises(BadAddress, match="CREATE ROLE fairward_backup LOGIN BYPASSRLS"):
        host.backup(Kind.KEYRING)


def test_secrets_come_back_into_an_empty_place_only(
    host: Host, living: Living, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "elsewhere"
    other.mkdir()
    assert host.run("backup", "secrets", "--to", host.public, "--folder", str(host.folder)) == 0
    (path,) = host.folder.glob("fairward-secrets-*.age")
    words = ("restore", str(path), "--identity", str(host.identity))
    assert host.run(*words, var=other) == 0
    assert f"Signed by the installation {verifying_key(None).hex()[:16]}." in capsys.readouterr().out
    owner: UUID = living.school.organisation_id
    assert (other / "keys" / f"{owner}.directory").read_bytes() == (
        Path(settings.FAIRWARD_KEY_DIRECTORY) / f"{owner}.directory"
    ).read_bytes()
    assert provider().fetch(owner, "directory") in (other / "keys" / f"{owner}.directory").read_bytes()
    assert (other / "secret_key").read_text() == settings.SECRET_KEY
    with pytest.raises(BackupFailed, match="never writes over one"):
        host.run(*words, var=other)
    shutil.rmtree(other / "keys")
    (other / "secret_key").write_text("another")
    with pytest.raises(BackupFailed, match="Another secret is here"):
        host.run(*words, var=other)
    assert not (other / "keys").exists()


def test_one_key_does_not_open_records_and_secrets(host: Host, living: Living) -> None:
    host.patch.setenv("FAIRWARD_BACKUP_RECIPIENT", host.public)
    assert host.run("backup", "keyring", "--folder", str(host.folder)) == 0
    with pytest.raises(BackupFailed, match="one key must not open both"):
        host.run("backup", "secrets", "--to", host.public)
    host.patch.delenv("FAIRWARD_BACKUP_RECIPIENT")
    with pytest.raises(BackupFailed, match="Say whom to seal it to"):
        host.run("backup", "records")


def test_old_ones_go_with_the_next_and_the_history_says_when(
    host: Host, living: Living, capsys: pytest.CaptureFixture[str]
) -> None:
    host.folder.mkdir(parents=True)
    old = host.folder / "fairward-keyring-20200101T000000Z.age"
    old.touch()
    host.backup(Kind.KEYRING)
    assert not old.exists() and "its 30 days are over: fairward-keyring-2020" in capsys.readouterr().out
    line = history.lines(settings.FAIRWARD_VAR)[-1]
    assert (line["what"], line["kind"]) == ("backup", "keyring")
    said = history.last_words(settings.FAIRWARD_VAR, datetime.now(UTC))
    assert said[1].startswith("The keyring: last backup ") and "less than a day ago" in said[1]


def test_the_night_deletes_what_nobody_replaced(host: Host) -> None:
    host.patch.setenv("FAIRWARD_BACKUP_FOLDER", str(host.folder))
    old = {kind: host.folder / kind.value / f"fairward-{kind.value}-20200101T000000Z.age" for kind in Kind}
    for path in old.values():
        path.parent.mkdir(parents=True)
        path.touch()
    expire_backups(0)
    assert [kind for kind, path in old.items() if not path.exists()] == [Kind.KEYRING]


@pytest.mark.parametrize("kind", list(Kind))
def test_a_drill_says_that_it_opens_and_keeps_nothing(
    host: Host, living: Living, kind: Kind, capsys: pytest.CaptureFixture[str]
) -> None:
    path = host.backup(kind)
    assert host.run("drill", str(path), "--identity", str(host.identity)) == 0
    said = capsys.readouterr().out
    assert "this backup can be restored" in said and "Signed by this installation." in said
    assert kind is not Kind.RECORDS or "logs verified" in said
    assert history.lines(settings.FAIRWARD_VAR)[-1]["is_sound"] is True
    assert not list(Path("/tmp").glob("fairward-drill-*"))


def test_a_drill_finds_a_log_that_was_changed(
    host: Host, living: Living, capsys: pytest.CaptureFixture[str]
) -> None:
    """Counted and whole, and still not what was signed: only the log itself tells."""
    checkpoint_logs(0)
    with present_pair().connect("default", "postgres") as connection:
        connection.execute("UPDATE audit_leaf SET at = at + interval '1 day'")
    path = host.backup(Kind.RECORDS)
    assert host.run("drill", str(path), "--identity", str(host.identity)) == 1
    assert "The logs do not verify." in capsys.readouterr().out
    assert history.lines(settings.FAIRWARD_VAR)[-1]["is_sound"] is False
