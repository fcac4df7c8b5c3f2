"""What the log costs: processor time of one line, of the tree and of a check; and whether sixteen at once queue.

    .venv/bin/python benchmarks/audit_bench.py            the tree alone
    .venv/bin/python benchmarks/audit_bench.py --database  also against the database of the environment; the lines that
                                                          are measured one by one are rolled back, those of the sixteen
                                                          stay in the log of an organisation that does not exist

Read processor time, not the clock: other work on the machine does not change it.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairward.config.settings")

LINES = 100_000


def measure(what: str, act: Callable[[], object], times: int) -> None:
    """Print the median over five rounds of the processor time of one `act`, in microseconds."""
    rounds = []
    for _ in range(5):
        began = time.process_time()
        for _ in range(times):
            act()
        rounds.append((time.process_time() - began) / times * 1e6)
    print(f"{what:62} {sorted(rounds)[2]:10.1f} µs")


def tree() -> None:
    """The pure parts."""
    from fairward.audit.merkle import Frontier, Tree, hash_leaf, verify_consistency, verify_inclusion

    hashes = [hash_leaf(str(number).encode()) for number in range(LINES)]
    frontier, grown = Frontier(), Tree(hashes)
    for each in hashes:
        frontier.append(each)
    root, index, old = grown.root(), LINES // 3, LINES // 2
    included, consistent, old_root = (
        grown.inclusion_proof(index),
        grown.consistency_proof(old),
        grown.root(old),
    )
    measure("append a leaf to the frontier", lambda: frontier.append(root), 20_000)
    measure("root of 100,000 leaves from the frontier", frontier.root, 5_000)
    measure("make an inclusion proof", lambda: grown.inclusion_proof(index), 2_000)
    measure("check an inclusion proof",
            lambda: verify_inclusion(hashes[index], index, LINES, included, root), 2_000)  # fmt: skip
    measure("make a consistency proof", lambda: grown.consistency_proof(old), 2_000)
    measure("check a consistency proof",
            lambda: verify_consistency(old, LINES, old_root, root, consistent), 2_000)  # fmt: skip


def database() -> None:
    """Lines in PostgreSQL."""
    import django

    django.setup()
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from django.db import connection, transaction

    from fairward.audit import log, sequencer
    from fairward.audit.notes import KeySigner
    from fairward.kernel.actor import Actor
    from fairward.kernel.ids import new_id
    from fairward.kernel.vocabulary import Role
    from fairward.tenancy.context import as_organisation

    actor = Actor(new_id(), new_id(), new_id(), Role.DEPUTY_LEAD)
    child, fifty = new_id(), [new_id() for _ in range(50)]

    def look(items: list[object], subject: object) -> None:
        log.record_look(
            actor, item_kind="entry", item_ids=items, subject_id=subject, why="preparing a meeting"
        )  # type: ignore[arg-type]

    with as_organisation(actor.organisation_id):
        measure("one line about one entry (this process)", lambda: look([new_id()], child), 300)
        measure(
            "one line about fifty entries of a child (this process)", lambda: look(list(fifty), child), 300
        )
        measure(
            "one line about a list of fifty children (this process)", lambda: look(list(fifty), None), 300
        )
        for what, items, subject in (
            ("one entry", [new_id()], child), ("fifty of a child", fifty, child), ("fifty children", fifty, None),
        ):  # fmt: skip
            began = time.perf_counter()
            for _ in range(300):
                look(list(items), subject)
            print(
                f"{'  by the clock, with the server: ' + what:62} {(time.perf_counter() - began) / 300 * 1e6:10.1f} µs"
            )
        transaction.set_rollback(True)

    def appender(_: int) -> list[float]:
        waits = []
        try:
            for _ in range(50):
                with as_organisation(actor.organisation_id):
                    began = time.perf_counter()
                    look([new_id()], child)
                    waits.append((time.perf_counter() - began) * 1e3)
                    # Hold the transaction open as a page does: whoever queued for a lock would wait for this.
                    time.sleep(0.02)
        finally:
            connection.close()
        return waits

    for workers in (1, 16):
        with ThreadPoolExecutor(workers) as pool:
            began = time.perf_counter()
            waits = [wait for found in pool.map(appender, range(workers)) for wait in found]
            took = time.perf_counter() - began
        print(f"{workers:2} at once, transactions of 20 ms: {len(waits) / took:6.0f} lines/s, append median "
              f"{statistics.median(waits):.2f} ms, p95 {statistics.quantiles(waits, n=20)[18]:.2f} ms")  # fmt: skip
    began = time.perf_counter()
    signer = KeySigner(Ed25519PrivateKey.generate())
    done = sequencer.checkpoint_organisation(actor.organisation_id, signer)
    print(f"placing and signing {done.placed} lines: {(time.perf_counter() - began) * 1e3:.0f} ms")


if __name__ == "__main__":
    tree()
    if "--database" in sys.argv:
        database()
