"""The gate prints as one page; who may not read a case does not get it."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from django.test import Client

from tests.personas import sign_in
from tests.support.asking import make_asking
from tests.support.hubs import ANALYST, HUB_OFFICE

pytestmark = pytest.mark.django_db


def test_the_gate_prints_as_one_page() -> None:
    world = make_asking()
    world.open_gate()
    address = f"/hub/cases/{world.case_id}/gate/print/"
    answered = sign_in(Client(), world.hub[ANALYST]).get(address)
    assert answered["Content-Type"] == "application/pdf"
    with pikepdf.open(BytesIO(answered.content)) as read:
        assert len(read.pages) == 1
    assert sign_in(Client(), world.hub[HUB_OFFICE]).get(address).status_code == 403
