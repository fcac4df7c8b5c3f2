"""Opens many mutated packages: none may crash the receiver, be believed when forged, or take memory without bound.

    .venv/bin/python -m benchmarks.fuzz_packages 100000 [SEED]

Writes how often each refusal was met, the processor time, and how far the process grew. Stops at the first mutation that breaks
a rule and says its number, from which it can be made again. The mutations are those of tests/support/mutating.py, over three
packages: with one passage, with several and an attachment, and a notice of a correction with every label.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections import Counter
from random import Random


def grown_to() -> float:
    """The most memory this process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(count: int, seed: int) -> None:
    """Mutate, open, count."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairward.config.settings")
    import django

    django.setup()
    from fairward.kernel.vocabulary import DisclosureKind
    from tests.support.mutating import Mutator
    from tests.support.packages import usual
    from tests.vectors.packages.spoiling import good, one_passage

    notice = Mutator(good(DisclosureKind.CORRECTION_NOTICE))
    small = Mutator(
        one_passage()
    )  # most of them: one open costs less, and a mutation more often hits a passage
    mutators = [small, notice, small, Mutator(usual()), small, small]
    verdicts: Counter[str] = Counter()
    for one in mutators:  # what the libraries need is there before anything is measured
        one.verdict(one.mutate(Random(0)))
    before, started = grown_to(), time.process_time()
    for number in range(count):
        random = Random(f"{seed}:{number}")
        mutator = mutators[number % len(mutators)]
        try:
            verdicts[mutator.verdict(mutator.mutate(random))] += 1
        except BaseException:
            print(f"broken by seed {seed}, number {number}")
            raise
    spent = time.process_time() - started
    print(f"{count} mutated packages, seed {seed}: no crash, no forged one believed")
    print(
        f"{spent:.0f} s of processor, {spent / count * 1000:.2f} ms each; grew from {before:.0f} to {grown_to():.0f} MiB"
    )
    for code, times in verdicts.most_common():
        print(f"{times:8} {code}")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
