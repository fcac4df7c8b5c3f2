"""`fairward bench`: what a page costs in processor time, beside the least that it could. It may not touch a real school.

fairward bench                    the table
fairward bench --quick            fewer requests, less exact
fairward bench --json             the same figures for programs
fairward bench --profile desk     where the time of one page goes
fairward bench --statements desk  its SQL statements, without what fills them
fairward bench requests [2000]    an access request over so many entries, from the search to the bundle
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

NAMES = ("report", "entry", "chronology", "desk", "search")


def run(arguments: Sequence[str]) -> int:
    """Measure, print; 0 if it could be measured, whatever the figures are."""
    if list(arguments)[:1] == ["requests"]:
        from benchmarks import access_request_bench

        return access_request_bench.run(list(arguments)[1:])
    words = _parser().parse_args(list(arguments))
    from benchmarks import world

    world.prepare_environment()
    with world.running(is_fresh=words.fresh) as (school, postmaster):
        import django

        django.setup()
        from benchmarks import measuring, results

        if words.profile:
            print(measuring.profile(school, words.profile))
        elif words.statements:
            print(measuring.statements(school, words.statements))
        else:
            rows = measuring.measure(school, postmaster, words.only or NAMES, is_quick=words.quick)
            print(results.as_json(rows) if words.json else results.as_table(rows))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="fairward bench", description="What a page costs in processor time."
    )
    parser.add_argument("--quick", action="store_true", help="fewer requests: good enough to compare")
    parser.add_argument("--json", action="store_true", help="print the figures for programs")
    parser.add_argument("--fresh", action="store_true", help="make the measured school anew")
    parser.add_argument("--only", action="append", choices=NAMES, help="this page only; may be given again")
    parser.add_argument("--profile", choices=NAMES, help="print the 25 functions that cost one page most")
    parser.add_argument("--statements", choices=NAMES, help="print the SQL statements of one page")
    return parser
