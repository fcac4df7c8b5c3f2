"""The home page of a real installation: signed in, with the real shell; a stranger is sent to sign in."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.personas import LEAD, SUPERVISOR, make_school, sign_in


@pytest.mark.django_db
@pytest.mark.parametrize("persona", [SUPERVISOR, LEAD])
def test_home_says_what_needs_me(persona: object) -> None:
    school = make_school(staff=[SUPERVISOR, LEAD])
    client = sign_in(Client(), school[persona])  # type: ignore[index]
    response = client.get("/")
    assert response.status_code == 200
    assert response.text.count("<h1") == 1
    assert "<title>What needs me – Fairward</title>" in response.text
    assert school.name in response.text
    assert ("Blank the screen" in response.text) is False


@pytest.mark.django_db
def test_a_stranger_is_sent_to_sign_in() -> None:
    response = Client().get("/")
    assert response.status_code == 302
    assert "next=" in response["Location"]
