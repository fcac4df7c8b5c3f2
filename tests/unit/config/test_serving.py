"""The port that the server listens at."""

from __future__ import annotations

import pytest

from fairward.config import serving


@pytest.mark.parametrize("typed", ["abc", "0", "70000", "80 80", "-1", "٨٠"])
def test_what_is_no_port_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    monkeypatch.setenv("FAIRWARD_PORT", typed)
    with pytest.raises(serving.NoSuchPort, match="a number from 1 to 65535"):
        serving.port()


def test_without_one_it_is_8000(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAIRWARD_PORT", "")
    assert serving.port() == 8000
