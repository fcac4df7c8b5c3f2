"""Ends work in the middle, as when a process is killed: at any statement or commit, on either database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connections

from tests.support.databases import ALIASES


class Interrupted(Exception):
    """The process would be dead now: both connections are closed, so the servers roll back what was not committed."""


@dataclass
class Moments:
    """Moments that passed: one after each statement, one before and one after each commit."""

    end_at: int
    passed: int = 0

    def passes(self) -> None:
        self.passed += 1
        if self.passed == self.end_at:
            for alias in ALIASES:
                connections[alias].close()
            raise Interrupted


@contextmanager
def ends_at(moment: int) -> Iterator[Moments]:
    """Raise Interrupted at the given moment of what runs inside; 0 for never, to count them."""
    moments = Moments(moment)

    def after(execute: Callable[..., Any], *arguments: Any) -> Any:
        answer = execute(*arguments)
        moments.passes()
        return answer

    with ExitStack() as stack:
        for alias in ALIASES:
            stack.enter_context(connections[alias].execute_wrapper(after))
            stack.enter_context(_watched_commit(alias, moments))
        yield moments


@contextmanager
def _watched_commit(alias: str, moments: Moments) -> Iterator[None]:
    connection = connections[alias]
    commit = connection._commit

    def watched() -> None:
        moments.passes()
        commit()
        moments.passes()

    connection._commit = watched
    try:
        yield
    finally:
        del connection._commit
