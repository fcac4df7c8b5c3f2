"""Guessing is limited, and nobody can be locked out by somebody else's guessing."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from fairward.accounts import guesses
from fairward.accounts.models import GuessWindow
from tests.personas import LEAD, PASSWORD, SUPERVISOR, TEACHER, School

HOME, ELSEWHERE = "203.0.113.7", "198.51.100.9"
TOO_MANY = "There were too many tries."


def try_password(client: Client, sign_in: str, password: str = "a wrong guess", *, at: str = HOME) -> str:
    answer = client.post("/sign-in/", {"login": sign_in, "password": password}, REMOTE_ADDR=at)
    return answer.url if answer.status_code == 302 else answer.content.decode()


def test_the_sixth_guess_waits_even_when_it_is_right(client: Client, millbrook: School) -> None:
    name = millbrook[LEAD].sign_in
    for _ in range(guesses.PAIR.tries):
        assert TOO_MANY not in try_password(client, name)
    page = try_password(client, name, PASSWORD)
    assert TOO_MANY in page
    assert "Wait 15 minutes" in page


def test_an_unknown_name_waits_in_the_same_way(client: Client, millbrook: School) -> None:
    for _ in range(guesses.PAIR.tries):
        try_password(client, "nobody.at.all")
    assert TOO_MANY in try_password(client, "nobody.at.all")


def test_somebody_guessing_elsewhere_does_not_lock_the_person_out(client: Client, millbrook: School) -> None:
    name = millbrook[LEAD].sign_in
    for _ in range(guesses.PAIR.tries + 3):
        try_password(Client(), name, at=ELSEWHERE)
    assert TOO_MANY in try_password(Client(), name, at=ELSEWHERE)
    assert try_password(client, name, PASSWORD, at=HOME) == "/sign-in/second-factor/"


def test_a_colleague_in_the_same_network_guessing_does_not_lock_a_known_device_out(
    client: Client, millbrook: School
) -> None:
    name = millbrook[SUPERVISOR].sign_in
    know_device(client, millbrook)
    for _ in range(guesses.PAIR.tries + 3):
        try_password(Client(), name, at=HOME)
    assert try_password(client, name, PASSWORD, at=HOME) == "/sign-in/second-factor/"


def know_device(client: Client, millbrook: School) -> None:
    from django.http import HttpRequest, HttpResponse

    from fairward.accounts.models import Account

    answer = HttpResponse()
    guesses.remember_device(HttpRequest(), answer, Account.objects.get(id=millbrook[SUPERVISOR].account_id))
    client.cookies.update(answer.cookies)


def test_a_known_device_is_limited_too(client: Client, millbrook: School) -> None:
    know_device(client, millbrook)
    name = millbrook[SUPERVISOR].sign_in
    for _ in range(guesses.DEVICE.tries):
        assert TOO_MANY not in try_password(client, name)
    assert TOO_MANY in try_password(client, name)


def test_the_mark_of_a_device_counts_for_its_person_only(client: Client, millbrook: School) -> None:
    know_device(client, millbrook)
    for _ in range(guesses.PAIR.tries):
        try_password(client, millbrook[LEAD].sign_in)
    assert TOO_MANY in try_password(client, millbrook[LEAD].sign_in)


def test_a_forged_mark_counts_for_nothing(client: Client, millbrook: School) -> None:
    client.cookies[guesses.DEVICE_COOKIE] = "bm90IGEgbWFyaw:1abc:forged"
    for _ in range(guesses.PAIR.tries):
        try_password(client, millbrook[SUPERVISOR].sign_in)
    assert TOO_MANY in try_password(client, millbrook[SUPERVISOR].sign_in)


def test_a_network_that_tries_many_names_must_wait(client: Client, millbrook: School, monkeypatch) -> None:
    monkeypatch.setattr(guesses, "NETWORK", guesses.Limit(6, timedelta(minutes=15)))
    for number in range(6):
        try_password(Client(), f"somebody.{number}")
    assert TOO_MANY in try_password(Client(), "somebody.else")
    assert TOO_MANY not in try_password(Client(), "somebody.else", at=ELSEWHERE)


def test_a_whole_staff_signing_in_behind_one_address_is_not_stopped(
    client: Client, millbrook: School, monkeypatch
) -> None:
    monkeypatch.setattr(guesses, "NETWORK", guesses.Limit(3, timedelta(minutes=15)))
    for persona in (LEAD, TEACHER, SUPERVISOR, LEAD, TEACHER, SUPERVISOR):
        assert try_password(Client(), millbrook[persona].sign_in, PASSWORD) == "/sign-in/second-factor/"


def test_addresses_of_one_subscriber_count_together(client: Client, millbrook: School) -> None:
    name = millbrook[LEAD].sign_in
    for number in range(guesses.PAIR.tries):
        try_password(Client(), name, at=f"2001:db8:1:2::{number + 1}")
    assert TOO_MANY in try_password(Client(), name, at="2001:db8:1:2::ffff")
    assert TOO_MANY not in try_password(Client(), name, at="2001:db8:1:3::1")


def test_after_the_time_one_may_try_again(client: Client, millbrook: School) -> None:
    name = millbrook[LEAD].sign_in
    for _ in range(guesses.PAIR.tries + 1):
        try_password(client, name)
    GuessWindow.objects.update(began_at=timezone.now() - timedelta(minutes=16))
    assert try_password(client, name, PASSWORD) == "/sign-in/second-factor/"


def test_signing_in_rightly_forgets_one_s_own_tries(client: Client, millbrook: School) -> None:
    name = millbrook[LEAD].sign_in
    for _ in range(guesses.PAIR.tries - 1):
        try_password(client, name)
    assert try_password(client, name, PASSWORD) == "/sign-in/second-factor/"
    assert TOO_MANY not in try_password(Client(), name)


def test_codes_cannot_be_guessed(client: Client, millbrook: School) -> None:
    try_password(client, millbrook[LEAD].sign_in, PASSWORD)
    pages = [
        client.post("/sign-in/second-factor/", {"code": f"{number:06}"}, REMOTE_ADDR=HOME).content.decode()
        for number in range(guesses.PAIR.tries + 1)
    ]
    assert TOO_MANY not in pages[0]
    assert TOO_MANY in pages[-1]


def test_no_name_and_no_address_is_stored(client: Client, millbrook: School) -> None:
    try_password(client, millbrook[LEAD].sign_in)
    stored = b"".join(bytes(key) for key in GuessWindow.objects.values_list("key", flat=True))
    assert len(stored) == 2 * 16
    assert millbrook[LEAD].sign_in.encode() not in stored and HOME.encode() not in stored


def test_old_windows_are_thrown_away(client: Client, millbrook: School) -> None:
    try_password(client, millbrook[LEAD].sign_in)
    GuessWindow.objects.update(began_at=timezone.now() - timedelta(days=2))
    assert guesses.forget_old() == 2
