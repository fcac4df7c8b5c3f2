"""A school in the middle of its work, with a mother who was let in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.living import Living


@pytest.fixture
def living(transactional_db: None) -> Living:
    from tests.support.living import make_living

    return make_living()
