"""What the nightly list of what is due costs with 0.1, 1 and 10 million entries of which equally many are due.

    .venv/bin/python benchmarks/retention_due_bench.py                      all three sizes (10 million: 3.3 GB and indexes)
    .venv/bin/python benchmarks/retention_due_bench.py --sizes 100000 --plan  one size, with the plan of one organisation

It makes a PostgreSQL of its own in `var/bench-due` and removes it at the end; it may not touch another. The rows hold plain
columns only: the list opens nothing, so nothing has to be sealed. Read pages touched first: other work on the machine does
not change them. Time is the clock, median of five rounds.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

ROOT = Path(__file__).resolve().parents[1]
HOME = ROOT / "var" / "bench-due"
SIZES = (100_000, 1_000_000, 10_000_000)
ORGANISATIONS, DUE, IN_A_FILE = 100, 10_000, 20
ON = date(2026, 11, 26)
_ORGANISATION = "('00000000-0000-4000-8000-' || lpad(to_hex({}), 12, '0'))::uuid"
_FILES = f"""
INSERT INTO files_file (organisation_id, id, child_id, purpose, opened_at, opened_by, rule_id, kept_because, review_on,
                        destroy_on)
SELECT {_ORGANISATION.format("n %% %(orgs)s")}, ('00000000-0000-4000-9000-' || lpad(to_hex(n), 12, '0'))::uuid, gen_random_uuid(),
       1 + n %% 2, now(), gen_random_uuid(), 'welfare', 'x', %(on)s, %(on)s FROM generate_series(0, %(files)s - 1) n
"""
# Ids are in the order of writing, as Fairward's are. Every fifth is about another one; those that are due lie spread over the
# whole table.
_ENTRIES = f"""
INSERT INTO files_entry (organisation_id, id, file_id, kind, state, version, occurred_at, precision, recorded_at, recorded_by,
                         about_entry_id, rule_id, kept_because, review_on, destroy_on)
SELECT {_ORGANISATION.format("f %% %(orgs)s")}, ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
       ('00000000-0000-4000-9000-' || lpad(to_hex(f), 12, '0'))::uuid,
       1, 1, 1, now(), 1, now(), %(somebody)s::uuid, CASE WHEN NOT is_due AND n %% 5 = 1 THEN %(somebody)s::uuid END,
       'child-protection-undecided', %(because)s,
       CASE WHEN is_due THEN %(on)s::date - (random() * 60)::int ELSE %(on)s::date + 1 + (random() * 1000)::int END,
       %(on)s::date + 3650
FROM (SELECT n, (hashint8(n) & 2147483647) %% %(files)s AS f, n %% %(each)s = 0 AS is_due
      FROM generate_series(0, %(entries)s - 1) n) made
"""


def main() -> None:
    words = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    words.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    words.add_argument(
        "--plan", action="store_true", help="print the plans of one organisation for each size"
    )
    given = words.parse_args()
    _environment()
    from fairward.config.postgres import FORGETFUL, Cluster

    # Nobody misses these rows, and only reading is measured: filling need not wait for the disk.
    cluster = Cluster(HOME / "postgres", {**FORGETFUL, "max_wal_size": "8GB", "autovacuum": "off"})
    cluster.remove()
    try:
        with cluster.running():
            subprocess.run([sys.executable, "-m", "fairward.config.cli", "migrate", "--quiet"], check=True)
            import django

            django.setup()
            print("| entries | due | pages touched, all organisations | groups | first pages | every page |")
            print("|---|---|---|---|---|---|", flush=True)
            for size in given.sizes:
                _fill(cluster, size)
                print(_row(size), flush=True)
                if given.plan:
                    print(_plans(), flush=True)
    finally:
        _let_go()
        cluster.remove()


def _environment() -> None:
    for name in [name for name in os.environ if name.startswith("FAIRWARD_")]:
        del os.environ[name]
    os.environ.update(DJANGO_SETTINGS_MODULE="fairward.config.settings", FAIRWARD_VAR=str(HOME))


def _fill(cluster: object, size: int) -> None:
    """Fresh rows, secondary indexes made afterwards, statistics and visibility as a night's vacuum leaves them."""
    from fairward.rules.retention import class_named

    values = {
        "orgs": ORGANISATIONS, "files": size // IN_A_FILE, "entries": size, "each": size // DUE, "on": ON,
        "somebody": UUID(int=1),
        "because": class_named("child-protection-undecided", ON).because,
    }  # fmt: skip
    with cluster.connect("fairward") as connection:  # type: ignore[attr-defined]
        connection.execute("SET maintenance_work_mem = '512MB'")
        connection.execute("TRUNCATE files_file, files_entry CASCADE")
        later = [*_taken_off(connection, "files_file"), *_taken_off(connection, "files_entry")]
        connection.execute(_FILES, values)
        connection.execute(_ENTRIES, values)
        for statement in later:
            connection.execute(statement)
        connection.execute("VACUUM (ANALYZE) files_file")
        connection.execute("VACUUM (ANALYZE) files_entry")
        connection.execute("CHECKPOINT")


def _taken_off(connection: Any, table: str) -> list[str]:
    """Keys, indexes and references of a table, dropped; returns the statements that make keys and indexes again."""
    indexes = connection.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = %s::regclass",
        [table],
    ).fetchall()
    constraints = connection.execute(
        "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype <> 'n'", [table]
    ).fetchall()
    for (name,) in constraints:
        connection.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}" CASCADE')
    for name, _ in indexes:
        connection.execute(f"DROP INDEX IF EXISTS {name}")
    connection.execute(f"ALTER TABLE {table} SET UNLOGGED")
    return [definition for _, definition in indexes]


def _row(size: int) -> str:
    from fairward.retention.due_queries import due, due_groups

    def walk(own: UUID) -> int:
        page, found = due(own, ON, limit=1_000), 0
        while True:
            found += len(page.entries)
            if page.next_after is None:
                return found
            page = due(own, ON, after=page.next_after, limit=1_000)

    found = _each(walk)
    pages = sum(_each(_touched))
    cells = [_clock(lambda own: due_groups(own, ON)), _clock(lambda own: due(own, ON)), _clock(walk)]
    return "| " + " | ".join([f"{size:,}", f"{sum(found):,}", f"{pages:,}", *cells]) + " |"


def _organisation(number: int) -> UUID:
    return UUID(f"00000000-0000-4000-8000-{number:012x}")


def _each(act: object) -> list[int]:
    from fairward.tenancy.context import as_organisation

    done = []
    for number in range(ORGANISATIONS):
        with as_organisation(_organisation(number)):
            done.append(act(_organisation(number)))  # type: ignore[operator]
    return done


def _clock(act: object) -> str:
    """All organisations one after another, as the night does it: median of five rounds, in milliseconds."""
    rounds = []
    for _ in range(5):
        began = time.perf_counter()
        _each(act)
        rounds.append((time.perf_counter() - began) * 1000)
    return f"{statistics.median(rounds):,.0f} ms"


def _explain(own: UUID, sql: str, options: str) -> list[str]:
    from django.db import connection

    values = {
        "own": own, "on": ON, "after_on": date.min, "after_id": UUID(int=0), "limit": 51, "rules": None, "purposes": None,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN ({options}) {sql}", values)
        return [row[0] for row in cursor.fetchall()]


def _touched(own: UUID) -> int:
    """Pages that the counts of one organisation touch, wherever they lie."""
    from fairward.retention.due_queries import _GROUPS

    first = next(
        line for line in _explain(own, _GROUPS, "ANALYZE, BUFFERS, TIMING off") if "Buffers:" in line
    )
    return sum(
        int(part.split("=")[1])
        for part in first.split("shared")[1].split()
        if "=" in part and part[:3] in ("hit", "rea")
    )


def _plans() -> str:
    from fairward.retention.due_queries import _GROUPS, _ROWS
    from fairward.tenancy.context import as_organisation

    own = _organisation(7)
    with as_organisation(own):
        return "\n".join(
            [
                "",
                *_explain(own, _ROWS, "ANALYZE, BUFFERS"),
                "",
                *_explain(own, _GROUPS, "ANALYZE, BUFFERS"),
                "",
            ]
        )


def _let_go() -> None:
    from django.db import connections

    connections.close_all()


if __name__ == "__main__":
    main()
