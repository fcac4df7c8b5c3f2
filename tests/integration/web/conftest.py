"""The shell with addresses that fail on purpose, and a browser of Django's that keeps an error as a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import clear_url_caches

if TYPE_CHECKING:
    from tests.personas import School


@pytest.fixture
def addresses(settings: object) -> Iterator[None]:
    """The tests' own addresses, and a plain shell."""
    settings.ROOT_URLCONF = "tests.integration.web.addresses"  # type: ignore[attr-defined]
    settings.FAIRWARD_SHELL = "fairward.web.shell.plain"  # type: ignore[attr-defined]
    clear_url_caches()
    yield
    clear_url_caches()


@pytest.fixture
def stranger(addresses: None) -> Client:
    """Nobody in particular; a failure is a page, as in life."""
    return Client(raise_request_exception=False)


@pytest.fixture
def school(transactional_db: None, addresses: None) -> School:
    """A small school whose rows are really committed."""
    from tests.personas import SUPERVISOR, make_school

    return make_school(staff=[SUPERVISOR], keys=False)


@pytest.fixture
def somebody(school: School) -> Client:
    """A signed-in member of that school."""
    from tests.personas import SUPERVISOR, sign_in

    return sign_in(Client(raise_request_exception=False), school[SUPERVISOR], unlocked=False)
