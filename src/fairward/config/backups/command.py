"""`fairward backup`, `fairward restore` and `fairward drill`: words in, sentences out. It may not do the work."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

import pyrage
from psycopg import Error as DatabaseError

from fairward.config.backups import drill as drills
from fairward.config.backups import dumping, folder, history, opening, restoring, sealing, secret_files
from fairward.config.backups.envelope import End, Head
from fairward.config.backups.kinds import BackupFailed, Kind

Databases = Callable[[], AbstractContextManager[None]]
_RECIPIENTS = {
    Kind.RECORDS: "FAIRWARD_BACKUP_RECIPIENT",
    Kind.KEYRING: "FAIRWARD_BACKUP_RECIPIENT",
    Kind.SECRETS: "FAIRWARD_SECRETS_BACKUP_RECIPIENT",
}
_NEW_PAIR = """The public key, which goes into {settings}:

  {public}

The secret key, which is shown here and never again:

  {secret}

Write it on paper, or save it on a stick that lies in a safe, as one line in a file. It opens every backup that is sealed to
the public key, so it never comes onto the server; without it none of them opens. Two people should know where it lies.
Then try it out: make a backup, and run `fairward drill FILE --identity KEYFILE` on the machine where the stick is."""


def run(name: str, arguments: Sequence[str], *, var: Path, databases: Databases) -> int:
    """Do one of the three; `databases` sets Django up and has both databases running for a block."""
    try:
        return {"backup": backup, "restore": restore, "drill": drill}[name](
            arguments, var=var, databases=databases
        )
    except DatabaseError as error:
        raise BackupFailed(
            f"The database did not answer as it should: {str(error).splitlines()[0]}"
        ) from None


def backup(arguments: Sequence[str], *, var: Path, databases: Databases) -> int:
    """Write one backup, or make a pair of keys."""
    words = _backup_parser().parse_args(list(arguments))
    if words.what == "key":
        secret, public = sealing.new_pair()
        settings = " or ".join(dict.fromkeys(_RECIPIENTS.values()))
        print(_NEW_PAIR.format(settings=settings, public=public, secret=secret))
        return 0
    kind, now = Kind(words.what), datetime.now(UTC)
    to = sealing.recipient(_recipient(kind, words.to))
    into = Path(words.folder).resolve() if words.folder else folder.home(var, kind)
    with databases():
        path, head, end = _write(kind, into, to, var=var, now=now)
    size = path.stat().st_size
    history.note(
        var, history.BACKUP, kind, now, file=path.name, rows=head.rows, bytes=size, sha256=end.sha256
    )
    print(
        f"Written: {path} ({size:,} bytes; {_held(head)}). Signed by the installation {opening.installation(end)}."
    )
    for gone in folder.expire(into, kind, now):
        print(f"Deleted, because its {folder.life(kind).days} days are over: {gone.name}")
    return 0


def restore(arguments: Sequence[str], *, var: Path, databases: Databases) -> int:
    """Restore one backup into its empty place."""
    path, keys = _file_and_keys("restore", arguments)
    head, end = _checked(path, keys)
    kind = Kind(head.kind)
    print(f"{path.name}: {kind.words}, {_date(head)}, {_held(head)}.")
    faults: list[str] = []
    if kind is Kind.SECRETS:
        print(f"{opening.check_signature(head, end)} Compare that with what you noted when you made backups.")
        secret_files.put_back(
            var, secret_files.unpack(path, keys)
        )  # before any setting is read: that makes a secret
    else:
        with databases():
            print(opening.check_maker(head, end))
            faults = restoring.into_place(path, keys, head, var=var)
    now = datetime.now(UTC)
    history.note(var, history.RESTORE, kind, now, file=path.name, rows=head.rows, is_sound=not faults)
    return _say(faults, "Restored. Everything is there as the backup says.", _next(kind))


def drill(arguments: Sequence[str], *, var: Path, databases: Databases) -> int:
    """Try one backup out and throw away what came of it. The databases of the installation are not needed."""
    import django

    path, keys = _file_and_keys("drill", arguments)
    now = datetime.now(UTC)
    head, end = _checked(path, keys)
    kind = Kind(head.kind)
    print(f"{path.name}: {kind.words}, {_date(head)}, {_held(head)}.")
    django.setup()
    print(opening.check_maker(head, end))
    found = (
        drills.of_secrets(path, keys, head) if kind is Kind.SECRETS else drills.of_database(path, keys, head)
    )
    print("\n".join(found.said))
    history.note(var, history.DRILL, kind, now, file=path.name, rows=head.rows, is_sound=not found.faults)
    verdict = f"Drill of {now:%Y-%m-%d %H:%M} UTC: this backup can be restored. Nothing of it was kept."
    return _say(found.faults, verdict, f"Noted in {history.path_in(var)}.")


def _write(
    kind: Kind, into: Path, to: pyrage.x25519.Recipient, *, var: Path, now: datetime
) -> tuple[Path, Head, End]:
    if kind is not Kind.SECRETS:
        return dumping.write(kind, into, to, var=var, now=now)
    names = secret_files.names(var)
    head = dumping.head_of(kind, now, tables={"files": (len(names), "0")})
    return dumping.write_sealed(kind, into, to, head, secret_files.pack(var, names), now=now)


def _recipient(kind: Kind, given: str | None) -> str:
    """Whom to seal to. Secrets open the names in the records: never both to the same key."""
    setting = _RECIPIENTS[kind]
    words = (given or os.environ.get(setting) or "").strip()
    if not words:
        raise BackupFailed(
            f"Say whom to seal it to: --to age1…, or {setting}. Make a pair of keys with `fairward backup key`."
        )
    if kind is Kind.SECRETS and words == os.environ.get("FAIRWARD_BACKUP_RECIPIENT", "").strip():
        raise BackupFailed(
            "The secrets open the names in the backups of the records, so one key must not open both. "
            "Make another pair with `fairward backup key`."
        )
    return words


def _checked(path: Path, keys: opening.Keys) -> tuple[Head, End]:
    """Head and end of a whole file; one whose name says something else than it holds was mixed up with another."""
    head, end = opening.checked(path, keys)
    named = [kind for kind in Kind if folder.made_at(path, kind) is not None]
    if named and named[0].value != head.kind:
        raise BackupFailed(
            f"The name of this file says {named[0].value}, and it holds {head.kind}: files were mixed up. "
            "Nothing was restored."
        )
    return head, end


def _say(faults: list[str], well: str, then: str) -> int:
    if faults:
        print("\n".join(["It is not as it should be:", *(f"  {line}" for line in faults)]))
        return 1
    print("\n".join(filter(None, [well, then])))
    return 0


def _next(kind: Kind) -> str:
    if kind is Kind.SECRETS:
        return "Next: the keyring, then the records."
    return "When both databases are there: `fairward migrate`, then `fairward check`."


def _held(head: Head) -> str:
    if head.kind == Kind.SECRETS.value:
        return f"{head.rows} secrets"
    return f"{len(head.tables)} tables, {head.rows:,} rows"


def _date(head: Head) -> str:
    return f"made on {datetime.fromisoformat(head.made_at):%Y-%m-%d at %H:%M} UTC by Fairward {head.version}"


def _file_and_keys(program: str, arguments: Sequence[str]) -> tuple[Path, opening.Keys]:
    parser = argparse.ArgumentParser(prog=f"fairward {program}")
    parser.add_argument("file", help="a backup: fairward-….age")
    parser.add_argument(
        "--identity", required=True, metavar="KEYFILE", help="the secret key of age; not on the server"
    )
    words = parser.parse_args(list(arguments))
    if not Path(words.file).is_file():
        raise BackupFailed(f"There is no file {words.file}.")
    return Path(words.file), sealing.identities(words.identity)


def _backup_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="fairward backup")
    parser.add_argument(
        "what",
        choices=["records", "keyring", "secrets", "key"],
        help="what to save; `key` makes a pair of keys",
    )
    parser.add_argument("--to", metavar="age1…", help="the public key to seal to")
    parser.add_argument("--folder", help="where to write it")
    return parser
