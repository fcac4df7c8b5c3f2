"""Addresses of the databases."""

from __future__ import annotations

from pathlib import Path

import pytest

from fairward.config import postgres
from fairward.config.databases import ACT_AS_OWNER, BadAddress, databases

RECORDS, KEYS = (
    "postgresql://joe:secret@db.local:5433/records?sslmode=require",
    "postgresql:///keys?host=/run&user=joe",
)


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setenv("FAIRWARD_DATABASE_URL", RECORDS)
    monkeypatch.setenv("FAIRWARD_KEYRING_URL", KEYS)
    return monkeypatch


def test_a_login_of_another_name_takes_the_role_of_the_application(given: pytest.MonkeyPatch) -> None:
    found = databases(Path("/nowhere"))
    assert (found["default"]["HOST"], found["default"]["PORT"], found["default"]["USER"]) == (
        "db.local",
        "5433",
        "joe",
    )
    assert found["default"]["OPTIONS"]["sslmode"] == "require"
    assert found["keyring"]["HOST"] == "/run"
    assert "-c role=fairward_app" in found["keyring"]["OPTIONS"]["options"]


def test_the_owner_takes_no_role_and_has_no_hurry(given: pytest.MonkeyPatch) -> None:
    given.setenv(ACT_AS_OWNER, "1")
    given.setenv("FAIRWARD_DATABASE_OWNER_URL", "postgresql://boss@/records")
    found = databases(Path("/nowhere"))
    assert found["default"]["USER"] == "boss"
    assert found["keyring"]["USER"] == "joe"
    assert found["default"]["OPTIONS"]["options"] == ""


@pytest.mark.parametrize(
    ("keyring", "word"),
    [
        ("", "both"),
        (RECORDS, "two databases"),
        ("mysql://joe@/x", "not an address"),
        ("postgresql:///x", "user"),
    ],
)
def test_a_bad_address_is_named_in_a_sentence(given: pytest.MonkeyPatch, keyring: str, word: str) -> None:
    given.setenv("FAIRWARD_KEYRING_URL", keyring)
    with pytest.raises(BadAddress, match=word):
        databases(Path("/nowhere"))


def test_without_addresses_our_own_server_is_meant(given: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("FAIRWARD_DATABASE_URL", "FAIRWARD_KEYRING_URL"):
        given.delenv(name)
    found = databases(tmp_path)
    assert found["default"]["USER"] == postgres.APPLICATION
    assert len(found["default"]["HOST"]) < 40, "the path of a socket is limited to 107 bytes"
