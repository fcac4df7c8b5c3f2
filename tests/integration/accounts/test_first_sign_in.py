"""From the printed sheet to the first password."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from fairward.accounts import actions as accounts
from fairward.accounts import secrets
from fairward.accounts.models import Account, FirstCode
from tests.personas import LEAD, SUPERVISOR, School

NEW = "seven quiet dogs walk"


def begin(client: Client, millbrook: School, code: str, persona=SUPERVISOR):
    return client.post("/sign-in/first/", {"sign_in": millbrook[persona].sign_in, "code": code})


def choose(client: Client, password: str = NEW, again: str = ""):
    return client.post("/sign-in/first/password/", {"new": password, "again": again or password})


@pytest.fixture
def code(millbrook: School) -> str:
    accounts.remove_second_factor(millbrook[SUPERVISOR].account_id)
    return accounts.issue_first_code(millbrook[SUPERVISOR].account_id)


def test_the_sheet_lets_somebody_set_a_password_and_come_in(
    client: Client, millbrook: School, code: str
) -> None:
    assert begin(client, millbrook, code.lower().replace("-", " ")).url == "/sign-in/first/password/"
    assert choose(client).url == "/account/security/second-factor/?next=%2F"
    other = Client()
    answer = other.post("/sign-in/", {"login": millbrook[SUPERVISOR].sign_in, "password": NEW})
    assert answer.status_code == 302


def test_the_sheet_works_once(client: Client, millbrook: School, code: str) -> None:
    begin(client, millbrook, code)
    choose(client)
    assert "do not match" in begin(Client(), millbrook, code).content.decode()


def test_two_who_hold_the_sheet_cannot_both_set_a_password(millbrook: School, code: str) -> None:
    first, second = Client(), Client()
    begin(first, millbrook, code)
    begin(second, millbrook, code)
    choose(first)
    assert "This code was used already" in choose(second, "another long password").content.decode()


def test_a_sheet_is_good_for_fourteen_days(client: Client, millbrook: School, code: str) -> None:
    left = FirstCode.objects.get().expires_at - timezone.now()
    assert timedelta(days=13, hours=23) < left <= timedelta(days=14)
    FirstCode.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "do not match" in begin(client, millbrook, code).content.decode()


def test_only_the_hash_of_a_code_is_stored(millbrook: School, code: str) -> None:
    row = FirstCode.objects.get()
    assert bytes(row.code_hash) == secrets.code_hash(code)
    assert code.replace("-", "").encode() not in bytes(row.code_hash)


@pytest.mark.parametrize("who", ["wrong code", "unknown name", "no code waiting"])
def test_everything_wrong_gets_one_answer(client: Client, millbrook: School, code: str, who: str) -> None:
    name = {
        "wrong code": millbrook[SUPERVISOR].sign_in,
        "unknown name": "nobody.at.all",
        "no code waiting": millbrook[LEAD].sign_in,
    }[who]
    answer = client.post("/sign-in/first/", {"sign_in": name, "code": secrets.new_code()})
    assert (
        "The sign-in name and code do not match, or the code is older than 14 days."
        in answer.content.decode()
    )


def test_guessing_a_code_is_limited(client: Client, millbrook: School, code: str) -> None:
    pages = [begin(client, millbrook, secrets.new_code()).content.decode() for _ in range(6)]
    assert "There were too many tries" in pages[-1]
    assert "There were too many tries" not in pages[0]


def test_the_password_page_is_only_for_whoever_had_the_code(client: Client, millbrook: School) -> None:
    assert client.get("/sign-in/first/password/").url == "/sign-in/first/"
    assert choose(client).url == "/sign-in/first/"


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("elevenchars", "at least 12 characters"),
        ("password1234", "too common"),
        ("dawn.pickering.99", "too similar"),
    ],
)
def test_weak_passwords_are_refused_with_a_reason(
    client: Client, millbrook: School, code: str, password: str, sentence: str
) -> None:
    begin(client, millbrook, code)
    assert sentence in choose(client, password).content.decode()
    assert FirstCode.objects.exists(), "the sheet still works"


def test_two_different_passwords_are_refused(client: Client, millbrook: School, code: str) -> None:
    begin(client, millbrook, code)
    assert "not the same" in choose(client, NEW, "seven quiet cats walk").content.decode()


def test_no_kind_of_sign_is_demanded(client: Client, millbrook: School, code: str) -> None:
    begin(client, millbrook, code)
    assert choose(client, "walkseightquietly").status_code == 302


def test_who_has_a_second_factor_must_show_it_after_a_new_code(client: Client, millbrook: School) -> None:
    begin(client, millbrook, accounts.issue_first_code(millbrook[LEAD].account_id), LEAD)
    assert choose(client).url == "/sign-in/"
    assert client.get("/who/").status_code == 302


def test_a_closed_account_has_no_way_in(client: Client, millbrook: School, code: str) -> None:
    Account.objects.filter(id=millbrook[SUPERVISOR].account_id).update(is_active=False)
    assert "do not match" in begin(client, millbrook, code).content.decode()
