"""A school at work, and a mother who is shown one entry about her daughter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

if TYPE_CHECKING:
    from tests.support.living import Living


@pytest.fixture
def living(transactional_db: None) -> Living:
    """Something at every stage; the mother is shown the filed concern."""
    from tests.support.families import persona
    from tests.support.living import MOTHER, busy, make_living
    from tests.support.showing import show

    made = busy(make_living())
    show(made, made.ids["entry"], made.mother, persona(MOTHER))
    return made


@pytest.fixture
def mother(living: Living) -> Client:
    """Signed in, unlocked, and past the page before the record."""
    from tests.personas import sign_in
    from tests.support.families import persona
    from tests.support.living import MOTHER

    client = sign_in(Client(), living.school[persona(MOTHER)])
    client.post("/family/before/")
    return client
