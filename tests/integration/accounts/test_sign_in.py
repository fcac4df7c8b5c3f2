"""Signing in: password, second factor, remembered device, choice of organisation."""

from __future__ import annotations

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from fairward.accounts import actions as accounts
from fairward.accounts import sessions
from fairward.accounts.models import Session
from fairward.kernel.vocabulary import Role
from fairward.organisations import actions as organisations
from tests.personas import DEPUTY, LEAD, PASSWORD, SUPERVISOR, TOTP_SECRET, School, make_school

WRONG = "The sign-in name and password do not match."


@pytest.fixture(autouse=True)
def codes_are_fresh() -> None:
    """A code counts once; tests use the same one within seconds."""
    cache.clear()


def code() -> str:
    return format_hotp_value(hotp_value(TOTP_SECRET, int(time.time()) // 30))


def type_password(client: Client, sign_in: str, password: str = PASSWORD, **extra: str):
    return client.post("/sign-in/", {"login": sign_in, "password": password, **extra})


def enter(client: Client, sign_in: str, *, trust: str = ""):
    assert type_password(client, sign_in).url == "/sign-in/second-factor/"
    return client.post("/sign-in/second-factor/", {"code": code(), "trust": trust})


def test_password_and_code_let_a_lead_in(client: Client, millbrook: School) -> None:
    assert client.get("/who/").url == "/sign-in/?next=%2Fwho%2F"
    assert enter(client, millbrook[LEAD].sign_in).url == "/"
    assert client.get("/who/").content.decode() == Role.SAFEGUARDING_LEAD.word


def test_the_password_alone_opens_nothing(client: Client, millbrook: School) -> None:
    type_password(client, millbrook[LEAD].sign_in)
    assert client.get("/who/").status_code == 302
    assert client.get("/account/security/").status_code == 302


def test_after_signing_in_one_is_where_one_wanted_to_be(client: Client, millbrook: School) -> None:
    type_password(client, millbrook[LEAD].sign_in, next="/who/")
    assert client.post("/sign-in/second-factor/", {"code": code()}).url == "/who/"


def test_nobody_is_sent_to_another_site(client: Client, millbrook: School) -> None:
    type_password(client, millbrook[LEAD].sign_in, next="https://evil.example/")
    assert client.post("/sign-in/second-factor/", {"code": code()}).url == "/"


def test_a_sign_in_name_is_the_same_in_capitals(client: Client, millbrook: School) -> None:
    assert type_password(client, millbrook[LEAD].sign_in.upper()).status_code == 302


@pytest.mark.parametrize("who", ["real", "nobody.at.all"])
def test_wrong_password_and_unknown_name_get_the_same_answer(
    client: Client, millbrook: School, who: str
) -> None:
    name = millbrook[LEAD].sign_in if who == "real" else who
    page = type_password(client, name, "not the password").content.decode()
    assert WRONG in page
    assert "second-factor" not in page


def test_an_unknown_name_costs_a_password_hash_too(client: Client, millbrook: School, monkeypatch) -> None:
    hashed = []
    from fairward.accounts.passwords import Argon2id

    encode = Argon2id.encode
    monkeypatch.setattr(Argon2id, "encode", lambda self, *a: hashed.append(1) or encode(self, *a))
    type_password(client, "nobody.at.all", "not the password")
    assert hashed == [1]


def test_a_wrong_code_is_refused(client: Client, millbrook: School) -> None:
    type_password(client, millbrook[LEAD].sign_in)
    wrong = f"{(int(code()) + 1) % 1_000_000:06}"
    assert (
        "That code is not right" in client.post("/sign-in/second-factor/", {"code": wrong}).content.decode()
    )
    assert client.get("/who/").status_code == 302


def test_a_code_works_once(client: Client, millbrook: School) -> None:
    enter(client, millbrook[LEAD].sign_in)
    other = Client()
    type_password(other, millbrook[LEAD].sign_in)
    assert other.post("/sign-in/second-factor/", {"code": code()}).status_code == 200


def test_a_form_without_code_is_an_error_not_a_crash(client: Client, millbrook: School) -> None:
    type_password(client, millbrook[LEAD].sign_in)
    assert "Enter the code" in client.post("/sign-in/second-factor/", {}).content.decode()


def test_a_recovery_code_works_once(client: Client, millbrook: School) -> None:
    from fairward.accounts.models import Account

    kept = accounts.renew_recovery_codes(Account.objects.get(id=millbrook[LEAD].account_id))[0]
    type_password(client, millbrook[LEAD].sign_in)
    spaced = f"{kept[:4]} {kept[4:]}"
    assert client.post("/sign-in/second-factor/", {"code": spaced}).status_code == 302
    other = Client()
    type_password(other, millbrook[LEAD].sign_in)
    assert other.post("/sign-in/second-factor/", {"code": kept}).status_code == 200


def test_a_trusted_device_is_not_asked_again_for_thirty_days(client: Client, millbrook: School) -> None:
    enter(client, millbrook[SUPERVISOR].sign_in, trust="yes")
    assert client.cookies["mfa_trusted"]["max-age"] == 30 * 24 * 3600
    client.post("/sign-out/")
    assert type_password(client, millbrook[SUPERVISOR].sign_in).url == "/"
    assert client.get("/who/").status_code == 200


def test_a_device_is_trusted_for_one_person_only(client: Client, millbrook: School) -> None:
    enter(client, millbrook[SUPERVISOR].sign_in, trust="yes")
    client.post("/sign-out/")
    assert type_password(client, millbrook[LEAD].sign_in).url == "/sign-in/second-factor/"


def test_a_device_that_was_not_ticked_is_asked_again(client: Client, millbrook: School) -> None:
    enter(client, millbrook[SUPERVISOR].sign_in)
    client.post("/sign-out/")
    assert type_password(client, millbrook[SUPERVISOR].sign_in).url == "/sign-in/second-factor/"


def test_who_needs_a_second_factor_and_has_none_must_set_one_up_first(
    client: Client, millbrook: School
) -> None:
    accounts.remove_second_factor(millbrook[LEAD].account_id)
    answer = type_password(client, millbrook[LEAD].sign_in)
    assert answer.url == "/account/security/second-factor/?next=%2F"
    assert client.get("/who/").status_code == 302
    assert client.get("/desk/").status_code == 302


def test_setting_up_shows_a_picture_then_the_codes_once(client: Client, millbrook: School) -> None:
    accounts.remove_second_factor(millbrook[LEAD].account_id)
    type_password(client, millbrook[LEAD].sign_in)
    page = client.get("/account/security/second-factor/").content.decode()
    assert "<svg" in page and "style=" not in page
    secret = page.split("<strong>")[-1].split("</strong>")[0].replace(" ", "")
    assert client.get("/account/security/second-factor/").content.decode().count(secret[:4]) >= 1
    right = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    answer = client.post("/account/security/second-factor/", {"code": right})
    assert "Keep your recovery codes" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert client.post("/sign-in/go-in/", {"next": "/who/"}).url == "/who/"
    assert client.get("/who/").content.decode() == Role.SAFEGUARDING_LEAD.word
    stored = Session.objects.filter(account_id=millbrook[LEAD].account_id)
    assert secret not in str([row.get_decoded() for row in stored])


def test_reporters_need_none_when_the_organisation_says_so(client: Client, millbrook: School) -> None:
    person = millbrook[SUPERVISOR]
    accounts.remove_second_factor(person.account_id)
    assert "second-factor" in type_password(client, person.sign_in).url
    with millbrook.transaction():
        organisations.change_settings(
            by=organisations.installation(millbrook.organisation_id),
            reporters_need_second_factor=False,
            mail_from="",
            notice_address="",
        )
    other = Client()
    assert type_password(other, person.sign_in).url == "/"
    assert other.get("/who/").status_code == 200
    with millbrook.transaction():
        organisations.change_settings(
            by=organisations.installation(millbrook.organisation_id),
            reporters_need_second_factor=True,
            mail_from="",
            notice_address="",
        )
    assert "second-factor" in other.get("/who/").url, "a running session is held to the new setting"


def test_a_reporter_who_adds_a_second_factor_is_known_to_have_it(client: Client, millbrook: School) -> None:
    by = organisations.installation(millbrook.organisation_id)
    person = millbrook[SUPERVISOR]
    accounts.remove_second_factor(person.account_id)
    with millbrook.transaction():
        organisations.change_settings(
            by=by, reporters_need_second_factor=False, mail_from="", notice_address=""
        )
    type_password(client, person.sign_in)
    page = client.get("/account/security/second-factor/").content.decode()
    secret = page.split("<strong>")[-1].split("</strong>")[0].replace(" ", "")
    right = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    assert (
        "Keep your recovery codes"
        in client.post("/account/security/second-factor/", {"code": right}).content.decode()
    )
    assert client.post("/sign-in/go-in/").url == "/"
    with millbrook.transaction():
        organisations.change_settings(
            by=by, reporters_need_second_factor=True, mail_from="", notice_address=""
        )
    assert client.get("/who/").status_code == 200


def test_who_works_in_two_places_chooses_one(client: Client, millbrook: School) -> None:
    person = millbrook[DEPUTY]
    other = make_school("Ashgrove Secondary School", staff=(), keys=False)
    organisations.add_member(
        by=organisations.installation(other.organisation_id),
        account_id=person.account_id,
        role=Role.RECORDER,
        name=person.name,
    )
    answer = enter(client, person.sign_in)
    assert answer.url == "/sign-in/organisation/?next=%2F"
    page = client.get(answer.url).content.decode()
    assert "Millbrook Primary School" in page and "Ashgrove Secondary School" in page
    assert client.get("/who/").url == "/sign-in/organisation/?next=%2Fwho%2F"
    client.post("/sign-in/organisation/", {"membership": str(person.membership_id), "next": "/who/"})
    assert client.get("/who/").content.decode() == Role.DEPUTY_LEAD.word
    client.post("/sign-in/organisation/", {"action": "leave"})
    assert client.get("/who/").status_code == 302


def test_nobody_enters_a_membership_of_somebody_else(client: Client, millbrook: School) -> None:
    enter(client, millbrook[SUPERVISOR].sign_in)
    client.post("/sign-in/organisation/", {"action": "leave"})
    answer = client.post("/sign-in/organisation/", {"membership": str(millbrook[LEAD].membership_id)})
    assert "Choose where you work now." in answer.content.decode()
    assert sessions.MEMBERSHIP not in client.session


def test_signing_out_is_a_post_and_ends_the_session(client: Client, millbrook: School) -> None:
    enter(client, millbrook[LEAD].sign_in)
    assert client.get("/sign-out/").status_code == 405
    client.post("/sign-out/")
    assert not Session.objects.filter(account_id=millbrook[LEAD].account_id).exists()
    assert client.get("/who/").status_code == 302


def test_unused_pages_of_the_library_are_not_there(client: Client, db: None, own_pages: None) -> None:
    for address in ("/signup/", "/accounts/login/", "/password/reset/", "/email/", "/sign-in/code/"):
        assert client.get(address).status_code == 404
