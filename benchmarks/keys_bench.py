"""What keys cost: processor time of each step of the chain, and of the keys of a chronology with its database.

    .venv/bin/python benchmarks/keys_bench.py            the cryptography alone
    .venv/bin/python benchmarks/keys_bench.py --database  also against both databases of the environment; what it
                                                         writes there is rolled back

Read processor time, not the clock: other work on the machine does not change it.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from uuid import uuid4

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairward.config.settings")

ENTRIES = 50


def measure(what: str, act: Callable[[], object], times: int) -> None:
    """Print the median over five rounds of the processor time of one `act`, in microseconds."""
    rounds = []
    for _ in range(5):
        began = time.process_time()
        for _ in range(times):
            act()
        rounds.append((time.process_time() - began) / times * 1e6)
    print(f"{what:58} {sorted(rounds)[2]:10.1f} µs")


def cryptography() -> None:
    """The primitives, each through the functions that the application uses."""
    from fairward.keys import formats

    place = formats.bind(uuid4(), "files_entryversion", uuid4(), 1)
    pair, key, narrative = formats.generate_pair(), formats.new_key(), os.urandom(3000)
    sealed, opener = formats.seal(pair.public, key, place), formats.PrivateKey(pair.private)
    content, wrapped = formats.encrypt(key, narrative, place), formats.encrypt(key, key, place)
    under = formats.encrypt_under_passphrase("a passphrase", pair.private, place, formats.PassphraseCost())
    measure("seal a key to a public key", lambda: formats.seal(pair.public, key, place), 200)
    measure("load a private key", lambda: formats.PrivateKey(pair.private), 200)
    measure("open a seal with a loaded key", lambda: opener.open(sealed, place), 200)
    measure("make a pair", formats.generate_pair, 100)
    measure("encrypt 3,000 bytes", lambda: formats.encrypt(key, narrative, place), 3000)
    measure("decrypt 3,000 bytes", lambda: formats.decrypt(key, content, place), 3000)
    measure("unwrap a record key", lambda: formats.decrypt(key, wrapped, place), 3000)
    measure("name a place", lambda: formats.bind(uuid4(), "files_entryversion", uuid4(), 1), 3000)
    measure(
        "passphrase (64 MiB, 3 passes)",
        lambda: formats.decrypt_under_passphrase("a passphrase", under, place),
        2,
    )


def with_database() -> None:
    """The keys of a report, of one entry and of a chronology, as requests fetch them; all of it is rolled back."""
    from django.db import transaction

    from fairward.kernel.ids import new_id
    from fairward.kernel.vocabulary import Purpose, RingKind
    from fairward.keys import file_keys, records
    from fairward.tenancy.context import as_organisation
    from tests.support.keyholders import new_world

    with transaction.atomic(), transaction.atomic(using="keyring"):
        world = new_world([RingKind.INTAKE, RingKind.WELFARE])
        organisation_id, file_id, ids = world.organisation_id, new_id(), [new_id() for _ in range(ENTRIES)]
        alice = world.alice.actor()
        with as_organisation(organisation_id):
            file = file_keys.create_file_key(organisation_id, file_id, Purpose.WELFARE)
            for record_id in ids:
                records.create_record(organisation_id, record_id, file=file)

            def chronology(of: list[object]) -> None:
                alice.unlocked.opened_rings.clear()
                alice.unlocked._loaded = None
                opened = file_keys.open_file_key(alice, file_id, Purpose.WELFARE)
                keys = records.open_records(
                    alice, record_ids=of, file=opened, item_kind="entry", why="measured"
                )
                assert len(keys) == len(of)

            intake = [RingKind.INTAKE]
            measure(
                "report: make and seal its key",
                lambda: records.create_record(organisation_id, new_id(), rings=intake),
                50,
            )
            measure("one entry: its key, with the look logged", lambda: chronology(ids[:1]), 50)
            measure(f"chronology: {ENTRIES} keys, with the look logged", lambda: chronology(ids), 50)
        transaction.set_rollback(True)
        transaction.set_rollback(True, using="keyring")


def main() -> None:
    """Measure and print."""
    import django

    django.setup()
    cryptography()
    if "--database" in sys.argv:
        with_database()


if __name__ == "__main__":
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    main()
