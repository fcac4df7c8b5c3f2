"""A school with somebody to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

if TYPE_CHECKING:
    from tests.personas import School


@pytest.fixture
def school(db: None) -> School:
    from tests.personas import make_school

    return make_school(keys=False)


@pytest.fixture
def amy(school: School) -> UUID:
    from tests.support.reporting import add_child

    return add_child(school, "Amy", "Fairbairn")


@pytest.fixture
def pages(client: Any, school: School) -> Any:
    """`pages(DPO)`: a client signed in as that person."""
    from tests.personas import sign_in

    return lambda persona: sign_in(client, school[persona], unlocked=False)
