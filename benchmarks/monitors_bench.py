"""What the monitors cost over 100,000 entries: the time of the months and of the whole page's figures, and the plans.

    .venv/bin/python -m benchmarks.monitors_bench [entries] [--plans]

It makes a school in a database of its own and fills tables with dates and states, without content: nothing is opened.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.support.living import Living

ENTRIES, CHILDREN = 100_000, 200
HOME = Path(__file__).resolve().parents[1] / "var" / "bench-monitors"


def run(arguments: Sequence[str]) -> int:
    """Measure and print; 0 when there were figures."""
    entries = next((int(one) for one in arguments if one.isdigit()), ENTRIES)
    from fairward.config.postgres import Cluster

    for name in [name for name in os.environ if name.startswith("FAIRWARD_")]:
        del os.environ[name]
    os.environ.update(
        DJANGO_SETTINGS_MODULE="fairward.config.settings", FAIRWARD_VAR=str(HOME), FAIRWARD_ARGON2_MEMORY="64",
        FAIRWARD_ARGON2_PASSES="1",
    )  # fmt: skip
    cluster = Cluster(HOME / "postgres")
    cluster.remove()
    with cluster.running():
        subprocess.run([sys.executable, "-m", "fairward.config.cli", "migrate", "--quiet"], check=True)
        import django

        django.setup()
        from tests.support.living import make_living

        living = make_living("Larchmoor Secondary School")
        _fill(living, entries)
        _measure(living, with_plans="--plans" in arguments)
        django.db.connections.close_all()
    return 0


_ENTRIES = """
INSERT INTO files_entry (organisation_id, id, file_id, kind, state, version, occurred_at, precision, recorded_at, recorded_by,
                         outcome, decided_at, decided_by, rule_id, kept_because, review_on, destroy_on)
SELECT %s, gen_random_uuid(), %s, 1, 2, 1, at, 1, at, gen_random_uuid(), 1 + n %% 7, at + n %% 40 * interval '1 day',
       gen_random_uuid(), 'welfare', 'For a measurement.', (at + interval '1 year')::date, (at + interval '9 years')::date
FROM (SELECT n, now() - random() * interval '5 years' AS at FROM generate_series(1, %s) n) made"""
_OPINIONS = """
INSERT INTO files_statement (organisation_id, id, entry_id, basis, has_stated_basis, position, since_version)
SELECT organisation_id, gen_random_uuid(), id, 5, random() > 0.3, 0, 1 FROM files_entry WHERE organisation_id = %s"""
_DECISIONS = """
INSERT INTO rights_audiencedecision (organisation_id, id, entry_id, person_id, decision, ground, decided_by, decided_at)
SELECT organisation_id, gen_random_uuid(), id, gen_random_uuid(), 1, '', gen_random_uuid(),
       recorded_at + random() * interval '30 days' FROM files_entry WHERE organisation_id = %s"""


def _fill(living: Living, entries: int) -> None:
    from django.db import connection

    from fairward.config.databases import ACT_AS_OWNER
    from fairward.kernel.vocabulary import Purpose
    from fairward.people.actions import add_child
    from fairward.people.identity import ChildIdentity
    from tests.personas import ADMINISTRATOR
    from tests.support.counting import Counting

    own = living.school.organisation_id
    with living.school.transaction(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        rows, office = Counting(own), living.school.actor(ADMINISTRATOR)
        for number in range(CHILDREN):
            child = add_child(by=office, identity=ChildIdentity(f"Robin{number}", "Marsh"), year_group=1)
            file_id = rows.file(
                child, (Purpose.CHILD_PROTECTION, Purpose.WELFARE, Purpose.BEHAVIOUR)[number % 3]
            )
            cursor.execute(_ENTRIES, [own, file_id, entries // CHILDREN])
        cursor.execute(_OPINIONS, [own])
        cursor.execute(_DECISIONS, [own])
    analyse = "import django; django.setup(); from django.db import connection; connection.cursor().execute('ANALYZE')"
    subprocess.run([sys.executable, "-c", analyse], check=True, env={**os.environ, ACT_AS_OWNER: "1"})


def _measure(living: Living, *, with_plans: bool) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from fairward.insight.month_queries import months_for
    from fairward.insight.queries import monitors_for
    from fairward.insight.spans import span_of
    from tests.personas import GOVERNOR

    span = span_of(timezone.localdate())
    with living.school.transaction():
        governor = living.school.actor(GOVERNOR)
        months_for(governor.organisation_id, span)
        took = min(_seconds(lambda: months_for(governor.organisation_id, span)) for _ in range(3))
        print(f"by month, nine statements {took * 1000:8.0f} ms", flush=True)
        if with_plans:
            with CaptureQueriesContext(connection) as seen:
                months_for(governor.organisation_id, span)
            for one in seen.captured_queries:
                with connection.cursor() as cursor:
                    cursor.execute(
                        "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) " + one["sql"].replace("%", "%%")
                    )
                    print(
                        "\n", one["time"], one["sql"][:150], *(f"\n    {row[0]}" for row in cursor.fetchall())
                    )
        took = _seconds(lambda: monitors_for(governor, span, "a benchmark"))
        print(f"the whole page            {took * 1000:8.0f} ms", flush=True)


def _seconds(work: Any) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    raise SystemExit(run(sys.argv[1:]))
