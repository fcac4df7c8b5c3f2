"""One-time codes, sealed secrets and the words for a browser."""

from __future__ import annotations

from typing import Any

import pytest

from fairward.accounts import secrets
from fairward.accounts.policies import needs_second_factor
from fairward.accounts.sessions import device_words
from fairward.kernel.vocabulary import Role
from fairward.keys.formats import FormatError


def test_codes_are_read_from_paper_in_any_manner() -> None:
    code = secrets.new_code()
    assert [len(group) for group in code.split("-")] == [4, 4, 4, 4]
    assert not set(code) & set("0O1IL")
    assert secrets.code_hash(code) == secrets.code_hash(f" {code.lower().replace('-', ' ')} ")
    assert secrets.code_hash(code) != secrets.code_hash(secrets.new_code())


def test_a_secret_is_sealed_and_opens_again() -> None:
    sealed = secrets.seal("JBSWY3DP")
    assert "JBSWY3DP" not in sealed and sealed != secrets.seal("JBSWY3DP")
    assert secrets.unseal(sealed) == "JBSWY3DP"


def test_a_secret_opens_while_the_older_installation_secret_is_listed(settings: Any) -> None:
    sealed = secrets.seal("JBSWY3DP")
    old = settings.SECRET_KEY
    settings.SECRET_KEY = "another secret of the installation"
    with pytest.raises(FormatError):
        secrets.unseal(sealed)
    settings.SECRET_KEY_FALLBACKS = [old]
    assert secrets.unseal(sealed) == "JBSWY3DP"


@pytest.mark.parametrize("role", Role)
def test_whoever_works_here_and_reads_needs_a_second_factor_and_families_choose(role: Role) -> None:
    is_family = role in (Role.FAMILY, Role.YOUNG_PERSON)
    assert needs_second_factor(role, reporters_need_it=True) is not is_family
    assert needs_second_factor(role, reporters_need_it=False) is (role != Role.RECORDER and not is_family)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Version/17.0 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/129.0 Safari/537.36 Edg/129.0", "Edge on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0", "Firefox on Linux"),
        ("curl/8", "a browser"),
        ("", "a browser"),
    ],
)
def test_a_browser_is_said_in_words_its_owner_knows(agent: str, words: str) -> None:
    assert device_words(agent) == words
