"""What `make demo` prints when it runs."""

from __future__ import annotations

import pytest

from fairward.config import demo_command


def test_everybody_stands_once_below_their_organisation(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever came with a scenario stood in a second group of the same name."""
    people = [
        {"organisation": place, "sign_in": name, "password": "p", "role": "recorder"}
        for place, name in (("School", "amy"), ("Police", "ben"), ("School", "cleo"))
    ]
    monkeypatch.setattr(demo_command, "_people", lambda: people)
    lines = demo_command._welcome(3.0).splitlines()
    assert [line.strip().split("  ")[0] for line in lines[3:8]] == ["School", "amy", "cleo", "Police", "ben"]
