"""A world made once for a module, not for each test: its tests work in savepoints and leave it as it was.

living = kept(make_living)     # the fixture `living` of this module; each test gets a copy of what was made

Only where no test of the module has transactions of its own.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests.support.databases import ALIASES

_makers: dict[int, Callable[[], Any]] = {}


def kept(make: Callable[[], Any]) -> Any:
    """A fixture that gives each test of this module a copy of what `make` made, with the rows as they were then."""

    @pytest.fixture
    def world(kept_worlds: dict[int, Any], db: None) -> Any:
        return copy.deepcopy(kept_worlds[id(make)])

    _makers[id(world)] = make
    return world


@pytest.fixture(scope="module")
def kept_worlds(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any
) -> Iterator[dict[int, Any]]:
    """What each `kept` of a module made, within one transaction that ends with the module and leaves nothing."""
    from django.db import connections, transaction

    makers = [_makers[id(one)] for one in vars(request.module).values() if id(one) in _makers]
    with django_db_blocker.unblock(), ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        for alias in ALIASES:
            stack.enter_context(transaction.atomic(using=alias))
            stack.callback(transaction.set_rollback, True, using=alias)
            # Django's test cases close what they used; this transaction goes on.
            patch.setattr(connections[alias], "close", lambda: None)
        yield {id(make): make() for make in makers}
