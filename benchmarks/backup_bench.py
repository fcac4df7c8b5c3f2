"""What a backup, a drill and a restore cost: seconds by the clock and memory, over a demo world and many more entries.

    .venv/bin/python benchmarks/backup_bench.py 100000

The entries are copies of one of the demo's with sealed bytes drawn by chance, which no compression makes smaller. All of it
lies in a folder of its own, which is gone afterwards.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from fairward.config import databases
from fairward.config.backups import sealing
from fairward.config.postgres import Cluster

# An entry's sealed version is about this long: 88 pieces of 16 bytes.
_SEALED = "(SELECT string_agg(decode(md5(n::text || '-' || i), 'hex'), '') FROM generate_series(1, 88) i)"
_CLI = [sys.executable, "-m", "fairward.config.cli"]


def main() -> int:
    """Build, measure, print; the number of entries is the only word."""
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory(prefix="fairward-bench-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        var = Path(folder) / "var"
        var.mkdir()
        kept = {name: value for name, value in os.environ.items() if not name.startswith("FAIRWARD_")}
        environment = {**kept, "FAIRWARD_VAR": str(var), "FAIRWARD_DEMO": "1"}
        cluster = Cluster(databases.socket_home(var))
        try:
            with cluster.running():
                for words in (("migrate", "--quiet"), ("demo-world",)):
                    subprocess.run([*_CLI, *words], env=environment, check=True, stderr=subprocess.DEVNULL)
                _multiply(cluster, entries)
                _measure(Path(folder), environment, entries)
        finally:
            cluster.remove()
    return 0


def _multiply(cluster: Cluster, entries: int) -> None:
    """So many more entries, each with a version, and a key for each of those."""
    with cluster.connect("fairward") as records:
        _copy(records, "files_entry", entries, {"id": "md5('e' || n)::uuid", "concern_id": "NULL"})
        row = {
            "id": "md5('v' || n)::uuid",
            "entry_id": "md5('e' || n)::uuid",
            "number": "1",
            "sealed": _SEALED,
        }
        _copy(records, "files_entryversion", entries, row)
    with cluster.connect("fairward_keyring") as keyring:
        row = {"id": "md5('w' || n)::uuid", "record_id": "md5('v' || n)::uuid"}
        _copy(keyring, "keys_recordwrap", entries, row, "WHERE holder_kind = 2")


def _copy(connection: object, table: str, times: int, changed: dict[str, str], which: str = "") -> None:
    names = [
        str(row[0])
        for row in connection.execute(  # type: ignore[attr-defined]
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table]
        )
    ]
    values = ", ".join(changed.get(name, f"one.{name}") for name in names)
    connection.execute(  # type: ignore[attr-defined]
        f"INSERT INTO {table} ({', '.join(names)}) SELECT {values} FROM generate_series(1, {times}) n, "
        f"(SELECT * FROM {table} {which} LIMIT 1) one"
    )


def _measure(folder: Path, environment: dict[str, str], entries: int) -> None:
    secret, public = sealing.new_pair()
    (folder / "identity").write_text(secret)
    key = ("--identity", str(folder / "identity"))
    elsewhere = {**environment, "FAIRWARD_VAR": str(folder / "other")}
    print(f"{entries:,} entries beside the demo's")
    for kind in ("secrets", "keyring", "records"):
        _time(f"backup {kind}", ("backup", kind, "--to", public, "--folder", str(folder / kind)), environment)
        (file,) = (folder / kind).glob("*.age")
        print(f"    its file: {file.stat().st_size / 1e6:.1f} MB")
        _time(f"drill {kind}", ("drill", str(file), *key), environment)
        _time(f"restore {kind}", ("restore", str(file), *key), elsewhere)
    Cluster(databases.socket_home(folder / "other")).remove()


def _time(what: str, words: tuple[str, ...], environment: dict[str, str]) -> None:
    """Run one command; its seconds, and the most memory that it or a program of PostgreSQL's held."""
    began = time.monotonic()
    process = subprocess.Popen([*_CLI, *words], env=environment, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{what} failed")
    print(f"{what:18} {time.monotonic() - began:7.1f} s {used.ru_maxrss / 1024:7.0f} MB")


if __name__ == "__main__":
    raise SystemExit(main())
