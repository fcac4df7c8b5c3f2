"""The figures as a table for people and as JSON for programs. It may not measure."""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Sequence

import cryptography
import django
import psycopg

from benchmarks.measuring import Figures

_HEAD = ("page", "application", "database", "together", "aim", "floor", "ratio", "SQL", "commits")
MOST_TIMES_THE_FLOOR = 10


def as_table(rows: Sequence[Figures]) -> str:
    """One line for each page, milliseconds of processor for one request."""
    lines = [_HEAD, *(_line(row) for row in rows)]
    wide = [max(len(line[place]) for line in lines) for place in range(len(_HEAD))]
    drawn = ["  ".join(map(_placed, line, wide, range(len(wide)))) for line in lines]
    notes = [
        "",
        "Milliseconds of processor for one request: `application` is this process, `database` all of PostgreSQL's.",
        "The best of several rounds: what else the machine does meanwhile can only add.",
        "`floor`: the same SQL through bare psycopg with the same commits, its database time, and the bare crypto.",
        *(f"{row.page.name}: {_crypto(row)}; floor {_ms(row.floor.application)} client + {_ms(row.floor.database)} "
          f"database + {_ms(row.crypto_ns)} crypto" for row in rows),
        _machine(),
    ]  # fmt: skip
    return "\n".join([drawn[0], "-" * len(drawn[0]), *drawn[1:], *notes])


def _placed(word: str, width: int, column: int) -> str:
    return word.rjust(width) if column else word.ljust(width)


def _line(row: Figures) -> tuple[str, ...]:
    aim = row.page.aim_ms
    is_met = aim is None or row.cost.total <= aim * 1e6
    ratio = row.cost.total / row.floor_total
    return (
        row.page.words,
        _ms(row.cost.application),
        _ms(row.cost.database),
        _ms(row.cost.total),
        "" if aim is None else f"{aim:g}{'' if is_met else ' missed'}",
        _ms(row.floor_total),
        f"{ratio:.1f}{'' if ratio <= MOST_TIMES_THE_FLOOR else ' missed'}",
        str(row.statements),
        str(row.commits),
    )


def _crypto(row: Figures) -> str:
    return ", ".join(f"{count} {what}" for what, count in sorted(row.crypto.items())) or "no crypto"


def _ms(nanoseconds: float) -> str:
    return f"{nanoseconds / 1e6:.2f}"


def _machine() -> str:
    load = os.getloadavg()[0]
    return (
        f"A loop of a million additions takes {min(_loop_ms() for _ in range(9)):.0f} ms here and now.\n"
        f"Python {platform.python_version()}, Django {django.__version__}, psycopg {psycopg.__version__}, "
        f"cryptography {cryptography.__version__}, {os.cpu_count()} cores, load {load:.1f}"
    )


def _loop_ms() -> float:
    """How fast this machine is at this moment: the same work on a busy one costs two or three times as much."""
    began, total = time.process_time(), 0
    for number in range(1_000_000):
        total += number
    return (time.process_time() - began) * 1e3


def as_json(rows: Sequence[Figures]) -> str:
    """The same, unrounded."""
    return json.dumps(
        [
            {
                "page": row.page.name,
                "application_ms": row.cost.application / 1e6,
                "database_ms": row.cost.database / 1e6,
                "aim_ms": row.page.aim_ms,
                "floor_client_ms": row.floor.application / 1e6,
                "floor_database_ms": row.floor.database / 1e6,
                "floor_crypto_ms": row.crypto_ns / 1e6,
                "ratio": row.cost.total / row.floor_total,
                "statements": row.statements,
                "commits": row.commits,
                "crypto": row.crypto,
                "requests": row.requests,
            }
            for row in rows
        ],
        indent=1,
    )
