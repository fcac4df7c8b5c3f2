"""Fixtures for tests of signing in, keys and administration: their own addresses, a plain shell, a school."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.personas import School


@pytest.fixture
def own_pages(settings: Any) -> None:
    """Only the pages of these rooms, without the navigation to others."""
    settings.ROOT_URLCONF = "tests.support.sign_in_addresses"
    settings.FAIRWARD_SHELL = "fairward.web.shell.plain"


@pytest.fixture
def millbrook(db: None, own_pages: None) -> School:
    """A school with everybody in it and keys set up."""
    from tests.personas import make_school  # Django must be set up first

    return make_school()
