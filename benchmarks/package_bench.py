"""What one transfer costs: building, drawing, sealing and opening a package of entries with context; processor time and memory.

    .venv/bin/python -m benchmarks.package_bench [ENTRIES]

Each entry has four statements, an explanation and a family's account. Reading them from the file is not in it. The best of three.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def measured(what: str, act: Callable[[], T]) -> T:
    """Run it three times, print the least processor time."""
    spent = []
    for _ in range(3):
        started = time.process_time()
        made = act()
        spent.append(time.process_time() - started)
    print(f"{what:40} {min(spent) * 1000:9.1f} ms")
    return made


def main(entries: int) -> None:
    """Measure one transfer."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairward.config.settings")
    import django

    django.setup()
    from dataclasses import replace

    from fairward.exchange.package.building import build
    from fairward.exchange.package.making import ChosenEntry
    from fairward.exchange.package.words import pdf_of
    from fairward.files.rendering import RenderedEntry
    from tests.support.packages import SMALL_PDF, STATEMENTS, an_id, choices, entry, head, opened, sealed

    def one(number: int) -> RenderedEntry:
        first = 10_000 + number * 10
        ids = {each.id: an_id(first + place) for place, each in enumerate(STATEMENTS)}
        claims = [
            replace(each, id=ids[each.id], because=tuple(ids[other] for other in each.because))
            for each in STATEMENTS
        ]
        made = entry(number=first + 9)
        return replace(made, statements=tuple(
            replace(said, id=claim.id, because=claim.because)
            for said, claim in zip(made.statements, claims, strict=True)
        ))  # fmt: skip

    chosen = [ChosenEntry(made, choices(made)) for made in map(one, range(entries))]
    built = measured(
        f"passages of {entries} entries, checked", lambda: build(head(), chosen, draw=lambda _: SMALL_PDF)
    )
    drawn = measured("their PDF", lambda: pdf_of(built.manifest))
    whole = build(head(), chosen, draw=lambda _: drawn)
    raw = measured("signed and sealed", lambda: sealed(whole))
    measured("opened and checked", lambda: opened(raw))
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(raw) / 1024:.0f} KiB sealed, {len(drawn) / 1024:.0f} KiB of it the PDF; the process held {grown:.0f} MiB"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
