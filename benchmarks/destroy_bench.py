"""What destroying costs: entries a second beside the floor, and how long requests take beside it.

    .venv/bin/python -m benchmarks.destroy_bench                  10,000 entries
    .venv/bin/python -m benchmarks.destroy_bench --entries 1000   a quick look

One concern is reported with an attachment, filed, explained, decided, shared with the mother, by the actions that people use. Its
rows in both databases are then copied under new ids into the files of many children. In five parts, floor and engine in turn
first: the floor deletes copies by bare SQL (the ids are known, the same batches, both databases committed each time), the engine
destroys as many. Then another process destroys two fifths as many while a lead asks for pages, before and afterwards alone.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

HOME = Path(__file__).resolve().parents[1] / "var" / "bench-destroy"
FILES, GROUPS_OF_A_FILE, PARTS, BATCH = 200, 10, 5, 20
WORKS = 4  # the engine rests three times as long as it works
GROUP = 2  # entries that go together: the concern and its decision
# Table, and how its rows of a template are found; `ids` are the entries. Whoever refers to others comes first.
RECORD = {
    "rights_shownversion": "entry_id = ANY(%(ids)s)",
    "rights_audiencedecision": "entry_id = ANY(%(ids)s)",
    "files_restson": "opinion_id IN (SELECT id FROM files_statement WHERE entry_id = ANY(%(ids)s))",
    "files_indextoken": "entry_id = ANY(%(ids)s)",
    "files_annotation": "entry_id = ANY(%(ids)s)",
    "files_entryattachment": "entry_id = ANY(%(ids)s)",
    "concerns_concernchild": "entry_id = ANY(%(ids)s)",
    "files_entryversion": "entry_id = ANY(%(ids)s)",
    "files_statement": "entry_id = ANY(%(ids)s)",
    "files_entry": "id = ANY(%(ids)s)",
    "documents_attachment": "owner_id IN (SELECT concern_id FROM files_entry WHERE id = ANY(%(ids)s))",
    "concerns_concern": "id IN (SELECT concern_id FROM files_entry WHERE id = ANY(%(ids)s))",
}
WRAPS = "keys_recordwrap"


@dataclass
class Copies:
    """Rows of both databases that belong to some groups, by table, and their roots."""

    roots: list[UUID] = field(default_factory=list)
    rows: dict[str, list[UUID]] = field(default_factory=dict)


@dataclass
class Template:
    """The rows of one group: columns and values by table."""

    columns: dict[str, list[str]] = field(default_factory=dict)
    values: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)

    def own_ids(self) -> set[UUID]:
        """Ids that every copy gets anew: of the rows, of records, of sendings."""
        found = {row[self.columns[table].index("id")] for table, rows in self.values.items() for row in rows}
        for table, column in (("rights_shownversion", "masks_id"), ("concerns_concern", "send_id")):
            found |= {row[self.columns[table].index(column)] for row in self.values[table]}
        return found


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--entries", type=int, default=10_000)
    entries = parser.parse_args().entries
    _prepare_environment()
    from fairward.config.postgres import Cluster

    cluster = Cluster(HOME / "postgres")
    cluster.remove()
    with cluster.running():
        subprocess.run([sys.executable, "-m", "fairward.config.cli", "migrate", "--quiet"], check=True)
        import django

        django.setup()
        _measure(cluster, entries)


def _prepare_environment() -> None:
    for name in [name for name in os.environ if name.startswith("FAIRWARD_")]:
        del os.environ[name]
    os.environ.update(
        DJANGO_SETTINGS_MODULE="fairward.config.settings", FAIRWARD_VAR=str(HOME), FAIRWARD_ARGON2_MEMORY="64",
        FAIRWARD_ARGON2_PASSES="1",
    )  # fmt: skip


def _measure(cluster: Any, entries: int) -> None:
    from fairward.config.postgres import DATABASES
    from tests.support.living import make_living

    living = make_living("Larchmoor Primary School")
    record, keyring = (cluster.connect(name, "postgres") for name in DATABASES)
    template = _template(living, record, keyring)
    part = entries // GROUP // PARTS
    floor, engine, keys = [], [], 0
    for number in range(PARTS):
        bare, ours = (_copy(template, part, record, keyring) for _ in range(2))
        for connection in (record, keyring):
            connection.execute("VACUUM ANALYZE")
        acts = [(floor, _delete_bare, (cluster, bare)), (engine, _destroy, (living, ours.roots))]
        for spent, act, arguments in acts if number % 2 == 0 else reversed(acts):
            began = time.perf_counter()
            act(*arguments)
            spent.append(time.perf_counter() - began)
        keys += len(ours.rows[WRAPS])
        print(
            f"part {number + 1} of {PARTS}: floor {floor[-1]:.2f} s, engine {engine[-1]:.2f} s",
            file=sys.stderr,
        )
    beside = _copy(template, part * 2, record, keyring)
    latency = _latency(living, beside.roots)
    _print(part * PARTS * GROUP, keys, floor, engine, latency)


def _template(living: Any, record: Any, keyring: Any) -> Template:
    """One concern with everything that hangs on it, and its decision."""
    from fairward.kernel.vocabulary import Basis, Outcome
    from fairward.school.concerns.report_answers import Said
    from tests.support.destroying import share_with_mother

    saw = Said(
        basis=Basis.OBSERVED,
        text="She had a bruise on her left arm, about as long as a thumb, and said that it hurt.",
    )
    entry_id = living.file(living.report(saw, attachment=b"Notes of the first aider. " * 40))[0]
    living.annotate(entry_id, "Her mother says that she fell from the climbing frame on Sunday.")
    living.ids["kept"] = living.file(living.report(children=[living.jack]))[0]
    decision = living.decide(entry_id, Outcome.PARTLY)
    share_with_mother(living, entry_id)
    made, ids = Template(), {"ids": [entry_id, decision]}
    for table, condition in RECORD.items():
        cursor = record.execute(f"SELECT * FROM {table} WHERE {condition}", ids)
        made.columns[table] = [column.name for column in cursor.description]
        made.values[table] = cursor.fetchall()
    records = [row[made.columns[table].index("id")] for table, rows in made.values.items() for row in rows]
    records += [
        row[made.columns["rights_shownversion"].index("masks_id")]
        for row in made.values["rights_shownversion"]
    ]
    cursor = keyring.execute(f"SELECT * FROM {WRAPS} WHERE record_id = ANY(%s)", [records])
    made.columns[WRAPS] = [column.name for column in cursor.description]
    made.values[WRAPS] = cursor.fetchall()
    return made


def _copied_files(record: Any, keyring: Any, template: Template, count: int) -> list[dict[UUID, UUID]]:
    """Children with a file each; for each what its ids stand for in the template."""
    file_id, made = _file_of(template), []
    child_id = record.execute("SELECT child_id FROM files_file WHERE id = %s", [file_id]).fetchone()[0]
    for _ in range(count):
        new = {child_id: uuid4(), file_id: uuid4()}
        _clone(record, "people_child", child_id, new)
        _clone(record, "files_file", file_id, new)
        _clone(keyring, "keys_filekey", file_id, new)
        made.append(new)
    return made


def _file_of(template: Template) -> UUID:
    file_id: UUID = template.values["files_entry"][0][template.columns["files_entry"].index("file_id")]
    return file_id


def _clone(connection: Any, table: str, id_: UUID, new: dict[UUID, UUID]) -> None:
    cursor = connection.execute(f"SELECT * FROM {table} WHERE id = %s", [id_])
    columns = [column.name for column in cursor.description]
    values = [new.get(value, value) if isinstance(value, UUID) else value for value in cursor.fetchone()]
    values = [
        uuid4().bytes if name == "upn_digest" and value else value
        for name, value in zip(columns, values, strict=True)
    ]
    marks = ", ".join(["%s"] * len(columns))
    connection.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", values)


def _copy(template: Template, groups: int, record: Any, keyring: Any) -> Copies:
    """So many groups under new ids, in files of their own: with the last entry of a file the file goes."""
    files = _copied_files(record, keyring, template, min(FILES, -(-groups // GROUPS_OF_A_FILE)))
    made = Copies(rows={table: [] for table in template.values})
    ids = [new_id for new in files for old, new_id in new.items() if old == _file_of(template)]
    made.rows |= {"files_file": ids, "keys_filekey": list(ids)}
    own, rows = template.own_ids(), {table: [] for table in template.values}
    entry_at = template.columns["files_entry"]
    for number in range(groups):
        new = {**{one: uuid4() for one in own}, **files[number % len(files)]}
        for table, values in template.values.items():
            for value in values:
                row = [new.get(one, one) if isinstance(one, UUID) else one for one in value]
                rows[table].append(row)
                made.rows[table].append(row[template.columns[table].index("id")])
        made.roots += [
            new[value[entry_at.index("id")]]
            for value in template.values["files_entry"]
            if value[entry_at.index("about_entry_id")] is None
        ]
    for table in reversed(rows):
        connection = keyring if table == WRAPS else record
        with (
            connection.cursor() as cursor,
            cursor.copy(f"COPY {table} ({', '.join(template.columns[table])}) FROM STDIN") as copy,
        ):
            for row in rows[table]:
                copy.write_row(row)
    return made


def _delete_bare(cluster: Any, copies: Copies) -> None:
    """The same rows, ids known, in the engine's batches: keys first, both committed each time."""
    import psycopg

    from fairward.config.postgres import DATABASES

    record, keyring = (cluster.connect(name, "postgres") for name in DATABASES)
    parts = -(-len(copies.roots) // BATCH)
    for connection in (record, keyring):
        connection.autocommit = False
    assert isinstance(record, psycopg.Connection)
    for number in range(parts):
        for table, connection in [(WRAPS, keyring), *((table, record) for table in RECORD)]:
            connection.execute(f"DELETE FROM {table} WHERE id = ANY(%s)", [_slice(copies, table, number)])
            if table == WRAPS:
                connection.commit()
        record.commit()
    keyring.execute("DELETE FROM keys_filekey WHERE id = ANY(%s)", [copies.rows["keys_filekey"]])
    keyring.commit()
    record.execute("DELETE FROM files_file WHERE id = ANY(%s)", [copies.rows["files_file"]])
    record.commit()
    for connection in (record, keyring):
        connection.close()


def _slice(copies: Copies, table: str, number: int) -> list[UUID]:
    """The rows of one batch of groups: every group has as many rows in a table as every other."""
    each = len(copies.rows[table]) // len(copies.roots)
    return copies.rows[table][number * BATCH * each : (number + 1) * BATCH * each]


def _destroy(living: Any, roots: Sequence[UUID]) -> None:
    from fairward.retention.engine import carry_out

    _order(living, roots)
    assert carry_out(living.school.organisation_id) == 1


def _order(living: Any, roots: Sequence[UUID]) -> None:
    from tests.support.destroying import order_for

    assert order_for(living, *roots)


@dataclass
class Latency:
    """Seconds of each request: alone before and after, and beside."""

    alone: list[float] = field(default_factory=list)
    beside: list[float] = field(default_factory=list)


def _latency(living: Any, roots: Sequence[UUID]) -> dict[str, Latency]:
    """Pages asked for by a lead one after another, alone, while another process destroys, and alone again."""
    from django.test import Client
    from django.urls import reverse

    from tests.personas import LEAD, sign_in

    client = sign_in(Client(), living.school[LEAD])
    pages = {
        "the desk": reverse("desk:desk"),
        "one entry": reverse("chronology:entry", args=[living.ids["kept"]]),
    }
    found = {name: Latency() for name in pages}
    _order(living, roots)
    for _ in _asked(client, pages, found, is_beside=False, seconds=2):
        pass
    for latency in found.values():
        latency.alone.clear()
    for _ in _asked(client, pages, found, is_beside=False, seconds=15):
        pass
    program = (
        "import django; django.setup()\nfrom uuid import UUID\nfrom fairward.retention.engine import carry_out\n"
        f"print('begins', flush=True)\nassert carry_out(UUID('{living.school.organisation_id}')) == 1"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None and other.stdout.readline()
        for _ in _asked(client, pages, found, is_beside=True, seconds=600):
            if other.poll() is not None:
                break
        assert other.wait() == 0
    for _ in _asked(client, pages, found, is_beside=False, seconds=15):
        pass
    return found


def _asked(
    client: Any, pages: dict[str, str], found: dict[str, Latency], *, is_beside: bool, seconds: float
) -> Iterator[None]:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        for name, address in pages.items():
            began = time.perf_counter()
            answer = client.get(address)
            spent = time.perf_counter() - began
            assert answer.status_code == 200
            (found[name].beside if is_beside else found[name].alone).append(spent)
        yield


def _print(
    entries: int, keys: int, floor: list[float], engine: list[float], latency: dict[str, Latency]
) -> None:
    print(
        f"{entries} entries, {keys} wrapped keys, {sum(engine):.1f} s: {entries / sum(engine):.0f} entries a second"
    )
    print(
        f"floor: {sum(floor):.1f} s; the engine works a quarter of its time: ratio {sum(engine) / WORKS / sum(floor):.2f}"
    )
    for name, one in latency.items():
        alone, beside = (statistics.median(each) * 1000 for each in (one.alone, one.beside))
        slow = [statistics.quantiles(each, n=20)[-1] * 1000 for each in (one.alone, one.beside)]
        print(
            f"{name}: median {alone:.1f} ms alone, {beside:.1f} ms beside ({beside / alone:.2f} ×); "
            f"95th {slow[0]:.1f} and {slow[1]:.1f} ms ({slow[1] / slow[0]:.2f} ×); {len(one.beside)} requests beside"
        )


if __name__ == "__main__":
    main()
