"""Whether two addresses are one, and names to sign in with that say nothing."""

from __future__ import annotations

import re

import pytest

from fairward.families.contact import Contact, numbers_of, same_mail
from fairward.families.sign_in_names import WORDS, new_sign_in_name


@pytest.mark.parametrize("mail", ["joan@home.example", " Joan@Home.Example ", "joan+school@home.example"])
def test_one_mailbox_in_three_spellings(mail: str) -> None:
    assert same_mail(mail) == "joan@home.example"


def test_two_mailboxes_and_none() -> None:
    assert same_mail("joan@home.example") != same_mail("joan@work.example")
    assert Contact().mails == frozenset() and Contact(phone="none").numbers == frozenset()


@pytest.mark.parametrize(
    "phone",
    [
        "07700 900123",
        "+44 7700 900123",
        "+44 (0)7700 900123",
        "0044 7700-900-123",
        "(07700) 900123",
        "447700900123",
    ],
)
def test_one_telephone_in_many_spellings(phone: str) -> None:
    assert numbers_of([phone]) == frozenset({"07700900123"})


def test_another_telephone_is_another() -> None:
    assert not numbers_of(["07700 900123"]) & numbers_of(["07700 900124", "", "44"])


def test_a_sign_in_name_is_a_word_and_digits() -> None:
    assert len(set(WORDS)) == len(WORDS) >= 60
    names = {new_sign_in_name() for _ in range(50)}
    assert len(names) > 45 and all(re.fullmatch(r"[a-z]{4,8}-\d{5}", name) for name in names)
