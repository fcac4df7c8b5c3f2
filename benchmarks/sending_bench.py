"""What September costs: transfers of files within one installation, each chosen, built, drawn, sealed, sent and taken in.

    .venv/bin/python -m benchmarks.sending_bench                     1,000 transfers of 40 entries
    .venv/bin/python -m benchmarks.sending_bench --transfers 30      a quick look

One child protection file of a school is filled with entries (a statement seen, one that the child said, an explanation), and
sent as often as is asked, each time as a draft of its own with every passage decided. Measured is the processor time of this
process and of PostgreSQL for `send` and for carrying it through the door; preparing the draft is work of people and not in it.
The floor, in the same run and in turn with it: signing the same document, sealing the same bytes, and one INSERT of them into a
bare table, committed.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.meters import DatabaseMeter

HOME = Path(__file__).resolve().parents[1] / "var" / "bench-sending"


@dataclass
class Spent:
    """Processor time in seconds, of one kind of step: this process, and the database beside it."""

    meter: DatabaseMeter
    own: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)

    def run(self, act: Callable[[], Any]) -> Any:
        began, before = time.process_time(), self.meter.spent_ns()
        found = act()
        self.own.append(time.process_time() - began)
        self.database.append((self.meter.spent_ns() - before) / 1e9)
        return found

    @property
    def each(self) -> float:
        """Milliseconds a step, the database with it."""
        return (sum(self.own) + sum(self.database)) / len(self.own) * 1000


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--transfers", type=int, default=1_000)
    parser.add_argument("--entries", type=int, default=40)
    asked = parser.parse_args()
    for name in [name for name in os.environ if name.startswith("FAIRWARD_")]:
        del os.environ[name]
    os.environ.update(
        DJANGO_SETTINGS_MODULE="fairward.config.settings", FAIRWARD_VAR=str(HOME), FAIRWARD_ARGON2_MEMORY="64",
        FAIRWARD_ARGON2_PASSES="1",
    )  # fmt: skip
    from fairward.config.postgres import Cluster

    cluster = Cluster(HOME / "postgres")
    cluster.remove()
    with cluster.running():
        subprocess.run([sys.executable, "-m", "fairward.config.cli", "migrate", "--quiet"], check=True)
        import django

        django.setup()
        postmaster = int((cluster.server.data / "postmaster.pid").read_text().splitlines()[0])
        _measure(cluster, DatabaseMeter(postmaster), asked.transfers, asked.entries)
    cluster.remove()


def _measure(cluster: Any, meter: DatabaseMeter, transfers: int, entries: int) -> None:
    from fairward.config.postgres import DATABASES
    from fairward.keys import formats
    from tests.personas import make_school
    from tests.support import sending
    from tests.support.travelling import befriend, carry_due

    living = _filled(entries)
    hill = make_school("Hill Top School")
    partner_id = befriend(living.school, hill)
    bare = cluster.connect(DATABASES[0], "postgres")
    ring = formats.generate_pair().public
    bare.execute("CREATE TABLE bare (id uuid PRIMARY KEY, sealed bytea)")
    sent, carried, floor = (Spent(meter) for _ in range(3))
    for number in range(transfers):
        draft_id = sending.ready(living, partner_id)
        sent.run(lambda draft_id=draft_id: sending.let_go(living, draft_id))
        assert carried.run(lambda: carry_due(living.school)) == 1
        package, raw = _opened(living, hill, draft_id)
        floor.run(lambda package=package, raw=raw: _bare(bare, ring, package, raw))
        if (number + 1) % 50 == 0:
            print(f"{number + 1} of {transfers}", file=sys.stderr)
    _print(transfers, entries, len(raw), sent, carried, floor)


def _filled(entries: int) -> Any:
    """A school whose file of one child has so many entries, each with its explanation."""
    from fairward.kernel.vocabulary import Basis
    from fairward.school.concerns.report_answers import Said
    from tests.support.living import make_living

    living = make_living("Larchmoor Primary School")
    for _ in range(entries):
        saw = Said(
            basis=Basis.OBSERVED, text="She had a bruise on her left arm, about as long as a thumb. " * 5
        )
        said = Said(basis=Basis.CHILD_SAID, text="I fell from the climbing frame.")
        entry_id = living.file(living.report(saw, said))[0]
        living.annotate(entry_id, "Her mother says that she fell from the climbing frame on Sunday.")
    living.ids["file"] = living.file_of(entry_id)
    return living


def _opened(living: Any, hill: Any, draft_id: Any) -> tuple[Any, bytes]:
    """What arrived, opened by its recipient: the floor signs and seals the same."""
    from tests.support import sending
    from tests.support.travelling import arrivals

    arrival = next(one for one in arrivals(hill) if one.package_id == draft_id)
    return sending.open_arrived(hill, living.school, arrival.id), bytes(arrival.sealed)


def _bare(bare: Any, ring: bytes, opened: Any, raw: bytes) -> None:
    from uuid import uuid4

    from fairward.exchange.package.sealing import seal_content, signed_message
    from fairward.keys import signing

    signing.sign(opened.package.manifest.sender.organisation, signed_message(opened.document))
    content = b"".join((bytes(116), opened.document, *opened.package.contents))
    sealed = seal_content(opened.package.manifest, ring, content)
    assert abs(len(sealed) - len(raw)) < 64
    with bare.transaction():
        bare.execute("INSERT INTO bare VALUES (%s, %s)", [uuid4(), sealed])


def _print(transfers: int, entries: int, size: int, sent: Spent, carried: Spent, floor: Spent) -> None:
    print(
        f"{transfers} transfers of {entries} entries, {size / 1024:.0f} KiB each; processor time a transfer:"
    )
    for name, one in (("send", sent), ("carry and take in", carried), ("floor", floor)):
        share = sum(one.database) / len(one.database) * 1000
        print(f"{name:20} {one.each:8.1f} ms, {share:.1f} of it PostgreSQL")
    print(f"in all {(sent.each + carried.each) / floor.each:.1f} times the floor")
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"the process held {held:.0f} MiB at most")


if __name__ == "__main__":
    main()
