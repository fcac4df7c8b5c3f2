"""A household for the tests of family accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.household import Household


@pytest.fixture
def home(db: None) -> Household:
    """A school and one family of it; nobody has been let in."""
    from tests.support.household import Household  # Django must be set up first

    return Household()
