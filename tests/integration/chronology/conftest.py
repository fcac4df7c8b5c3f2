"""A school with two children, and the lead at work in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.reporting import add_child

if TYPE_CHECKING:
    from uuid import UUID

    from tests.personas import School


@pytest.fixture
def school(transactional_db: None) -> School:
    """Everybody and keys."""
    from tests.personas import make_school

    return make_school()


@pytest.fixture
def amy(school: School) -> UUID:
    return add_child(school, "Amy", "Fairbairn")


@pytest.fixture
def jack(school: School) -> UUID:
    return add_child(school, "Jack", "Oduya", 4, "4B")
