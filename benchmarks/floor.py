"""The least that a page could cost: its own SQL statements without Django, and its bare crypto. It may not measure pages.

The statements of real requests are written down while those requests run and are undone instead of committed; then they
run again, once each, through bare psycopg with prepared statements and the same number of transactions.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import psycopg
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connections

from benchmarks.meters import DatabaseMeter
from fairward.keys import formats

ALIASES = ("default", "keyring")
COMMIT = "COMMIT"


@dataclass(frozen=True, slots=True)
class Step:
    """One statement (or the end of a transaction) on one database."""

    alias: str
    sql: str
    parameters: Any = None
    is_alone: bool = False
    fails: bool = False
    is_many: bool = False


@dataclass(slots=True)
class Script:
    """All that one request asked of the databases, and how often it used which crypto."""

    steps: list[Step] = field(default_factory=list)
    crypto: Counter[str] = field(default_factory=Counter)

    @property
    def statements(self) -> int:
        return sum(step.sql != COMMIT for step in self.steps)

    @property
    def commits(self) -> int:
        return sum(step.sql == COMMIT or step.is_alone for step in self.steps)


def write_down(request: Callable[[], object]) -> Script:
    """Run a request whose transactions are undone, and return what it asked for."""
    script = Script()
    with ExitStack() as stack:
        for alias in ALIASES:
            stack.enter_context(_watched(alias, script))
        stack.enter_context(_counted(script.crypto))
        request()
    return script


@contextmanager
def _watched(alias: str, script: Script) -> Iterator[None]:
    connection = connections[alias]

    def note(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        is_alone = connection.get_autocommit()
        fails = True
        try:
            result = execute(sql, parameters, many, context)
            fails = False
            return result
        finally:
            script.steps.append(Step(alias, sql, parameters, is_alone, fails, many))

    def undo() -> None:
        script.steps.append(Step(alias, COMMIT))
        connection._rollback()  # type: ignore[attr-defined]

    with connection.execute_wrapper(note), patch.object(connection, "_commit", undo):
        yield


@contextmanager
def _counted(counts: Counter[str]) -> Iterator[None]:
    """Count at the primitives, so that no way around is missed."""

    class Cipher:
        def __init__(self, key: bytes) -> None:
            self.real = AESGCM(key)

        def encrypt(self, *words: Any) -> bytes:
            counts["encrypt"] += 1
            return self.real.encrypt(*words)

        def decrypt(self, *words: Any) -> bytes:
            counts["decrypt"] += 1
            return self.real.decrypt(*words)

    class Suite:
        def encrypt(self, *words: Any, **more: Any) -> bytes:
            counts["seal"] += 1
            return real.encrypt(*words, **more)

        def decrypt(self, *words: Any, **more: Any) -> bytes:
            counts["open"] += 1
            return real.decrypt(*words, **more)

    def load(private: bytes) -> Any:
        counts["load"] += 1
        return load_real(private)

    real, load_real = formats._SUITE, formats._load_private
    with (
        patch.object(formats, "AESGCM", Cipher),
        patch.object(formats, "_SUITE", Suite()),
        patch.object(formats, "_load_private", load),
    ):
        yield


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor time of one request, in nanoseconds."""

    application: float
    database: float

    @property
    def total(self) -> float:
        return self.application + self.database


class Replay:
    """Bare connections as the application's role."""

    def __init__(self, meter: DatabaseMeter) -> None:
        self.meter = meter
        self.open = {alias: _connect(alias) for alias in ALIASES}
        self.cursors = {alias: connection.cursor() for alias, connection in self.open.items()}

    def cost(self, scripts: Sequence[Script], *, warm: int) -> Cost:
        """Run the scripts once each; the first `warm` of them, which prepare the statements, do not count."""
        for script in scripts[:warm]:
            self._run(script)
        counted = scripts[warm:]
        before, began = self.meter.spent_ns(), time.process_time_ns()
        for script in counted:
            self._run(script)
        application = time.process_time_ns() - began
        database = self.meter.spent_ns() - before
        return Cost(application / len(counted), database / len(counted))

    def _run(self, script: Script) -> None:
        for step in script.steps:
            connection = self.open[step.alias]
            if step.sql == COMMIT:
                connection.commit()
                continue
            if connection.autocommit is not step.is_alone:
                connection.autocommit = step.is_alone
            self._execute(step)

    def _execute(self, step: Step) -> None:
        cursor = self.cursors[step.alias]
        try:
            if step.is_many:
                cursor.executemany(step.sql, step.parameters)
            else:
                # A savepoint's name is a new one each time: preparing it would only cost.
                cursor.execute(step.sql, step.parameters, prepare="SAVEPOINT" not in step.sql)
        except psycopg.Error:
            if not step.fails:
                raise
        else:
            if cursor.description is not None:
                cursor.fetchall()

    def close(self) -> None:
        for connection in self.open.values():
            connection.close()


def _connect(alias: str) -> psycopg.Connection[tuple[Any, ...]]:
    django = connections[alias]
    django.ensure_connection()
    known = {key: value for key, value in django.get_connection_params().items() if key in _OURS}
    return psycopg.connect(**known, context=django.connection, prepare_threshold=0)


_OURS = frozenset({"host", "port", "dbname", "user", "password", "options"})


def crypto_costs() -> dict[str, float]:
    """Nanoseconds of each primitive by itself: content of 500 bytes, keys of 32."""
    key, nonce, content, context = os.urandom(32), os.urandom(12), os.urandom(500), os.urandom(60)
    sealed, pair = AESGCM(key).encrypt(nonce, content, context), formats.generate_pair()
    wrapped, private = formats.seal(pair.public, key, context), formats.PrivateKey(pair.private)
    return {
        "encrypt": _each(lambda: AESGCM(key).encrypt(nonce, content, context)),
        "decrypt": _each(lambda: AESGCM(key).decrypt(nonce, sealed, context)),
        "seal": _each(lambda: formats.seal(pair.public, key, context)),
        "open": _each(lambda: private.open(wrapped, context)),
        "load": _each(lambda: formats.PrivateKey(pair.private)),
    }


def _each(act: Callable[[], object], times: int = 300) -> float:
    act()
    began = time.process_time_ns()
    for _ in range(times):
        act()
    return (time.process_time_ns() - began) / times
