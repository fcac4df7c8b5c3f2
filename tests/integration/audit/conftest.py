"""A log in real transactions. Models are imported late: this file is read before Django is set up."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.integration.audit.logs import World


@pytest.fixture
def world(transactional_db: None, capsys: pytest.CaptureFixture[str]) -> World:
    from tests.integration.audit.logs import World

    return World(capsys)


@pytest.fixture
def as_owner(raw: Callable[..., Any], world: World) -> Callable[..., int]:
    """Runs SQL with all the owner's power over this organisation's rows; returns how many rows it touched."""

    def run(sql: str, *parameters: Any) -> int:
        connection = raw()
        with connection.transaction():
            connection.execute(f"SET LOCAL fairward.organisation = '{world.organisation_id}'")
            touched: int = connection.execute(sql, parameters or None).rowcount
            return touched

    return run
