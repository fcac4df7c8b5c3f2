"""One walk through every page by everybody, whose answers several guards judge."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.guards.walk import Answer


@contextmanager
def _kept_nowhere() -> Iterator[None]:
    """Both databases in transactions that are rolled back."""
    from django.db import transaction

    with transaction.atomic(using="default"), transaction.atomic(using="keyring"):
        yield
        for alias in ("default", "keyring"):
            transaction.set_rollback(True, using=alias)


@pytest.fixture(scope="session")
def walked(django_db_setup: None, django_db_blocker: Any) -> list[Answer]:
    """Every address, asked by every persona: what came back, and which tables were written to."""
    from fairward.keys import unlock
    from tests.guards.walk import walk

    with django_db_blocker.unblock(), _kept_nowhere(), pytest.MonkeyPatch.context() as patch:
        # Once a minute a page writes that somebody is still there: which page that is depends on how fast the machine is.
        patch.setattr(unlock, "WRITE_EVERY_SECONDS", 10**9)
        return list(walk())
