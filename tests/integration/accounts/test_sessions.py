"""Sessions: cheap to read, listed for their owner, ended when what the person may do changes."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fairward.accounts import actions as accounts
from fairward.accounts.models import Account, Session
from fairward.administration import actions as administration
from fairward.kernel.vocabulary import Role
from fairward.organisations import queries as organisations
from tests.personas import ADMINISTRATOR, LEAD, PASSWORD, SUPERVISOR, TEACHER, Persona, School, sign_in


def is_in(client: Client) -> bool:
    return client.get("/who/").status_code == 200


def member(millbrook: School, persona: Persona) -> organisations.Member:
    return organisations.member(millbrook.organisation_id, millbrook[persona].membership_id)


def test_knowing_who_acts_costs_two_queries(client: Client, millbrook: School) -> None:
    sign_in(client, millbrook[LEAD])
    client.get("/who/")
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get("/who/").content.decode() == Role.SAFEGUARDING_LEAD.word
    asked = [one["sql"] for one in captured if one["sql"].lstrip().upper().startswith("SELECT")]
    assert len(asked) == 2, asked


def test_own_sessions_are_listed_and_can_be_ended(client: Client, millbrook: School) -> None:
    phone = Client(HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 14) Firefox/130.0")
    sign_in(client, millbrook[TEACHER])
    sign_in(phone, millbrook[TEACHER])
    page = client.get("/account/security/").content.decode()
    assert "(this one)" in page
    mark = page.split('name="session" value="')[1].split('"')[0]
    client.post("/account/security/end-session/", {"session": mark})
    assert is_in(client)
    assert not is_in(phone)


def test_all_others_can_be_ended_at_once(client: Client, millbrook: School) -> None:
    others = [Client(), Client()]
    for one in (client, *others):
        sign_in(one, millbrook[TEACHER])
    client.post("/account/security/end-session/", {"session": "others"})
    assert is_in(client)
    assert not any(is_in(one) for one in others)


def test_nobody_ends_a_session_of_somebody_else(client: Client, millbrook: School) -> None:
    other = Client()
    sign_in(client, millbrook[TEACHER])
    sign_in(other, millbrook[LEAD])
    mark = other.get("/account/security/").content.decode()
    from fairward.accounts import sessions

    found = sessions.sessions_of(millbrook[LEAD].account_id, None)[0].mark
    assert found not in mark, "one's own session has no button"
    client.post("/account/security/end-session/", {"session": found})
    assert is_in(other)


def test_session_keys_do_not_stand_in_pages(client: Client, millbrook: School) -> None:
    other = Client()
    sign_in(client, millbrook[TEACHER])
    sign_in(other, millbrook[TEACHER])
    page = client.get("/account/security/").content.decode()
    for row in Session.objects.all():
        assert row.session_key not in page


def test_a_new_password_ends_every_other_session(client: Client, millbrook: School) -> None:
    other = Client()
    sign_in(client, millbrook[TEACHER])
    sign_in(other, millbrook[TEACHER])
    typed = {"current": PASSWORD, "new": "walks eight quiet dogs", "again": "walks eight quiet dogs"}
    assert client.post("/account/security/password/", typed).url == "/account/security/"
    assert is_in(client)
    assert not is_in(other)


def test_a_wrong_current_password_changes_nothing(client: Client, millbrook: School) -> None:
    sign_in(client, millbrook[TEACHER])
    typed = {"current": "not this one", "new": "walks eight quiet dogs", "again": "walks eight quiet dogs"}
    assert "That is not your password" in client.post("/account/security/password/", typed).content.decode()
    assert Account.objects.get(id=millbrook[TEACHER].account_id).check_password(PASSWORD)


def test_another_role_ends_the_sessions(client: Client, millbrook: School) -> None:
    sign_in(client, millbrook[TEACHER])
    with millbrook.transaction():
        administration.change_role(
            by=millbrook.actor(ADMINISTRATOR), person=member(millbrook, TEACHER), role=Role.GOVERNOR
        )
    assert not is_in(client)


def test_a_session_of_before_is_void_even_if_its_row_were_left(client: Client, millbrook: School) -> None:
    from fairward.organisations import actions

    sign_in(client, millbrook[TEACHER])
    with millbrook.transaction():
        actions.change_role(
            by=millbrook.actor(ADMINISTRATOR),
            membership_id=millbrook[TEACHER].membership_id,
            role=Role.GOVERNOR,
            entitled=(),
        )
    assert Session.objects.filter(account_id=millbrook[TEACHER].account_id).exists()
    assert not is_in(client)


def test_who_leaves_is_out_at_once(client: Client, millbrook: School) -> None:
    sign_in(client, millbrook[TEACHER])
    with millbrook.transaction():
        administration.end_person(
            by=millbrook.actor(ADMINISTRATOR), person=member(millbrook, TEACHER), reason="left"
        )
    assert not is_in(client)
    answer = client.post("/sign-in/", {"login": millbrook[TEACHER].sign_in, "password": PASSWORD})
    assert "do not match" in answer.content.decode()


def test_a_membership_that_ended_yesterday_opens_nothing(client: Client, millbrook: School) -> None:
    from datetime import date

    from fairward.organisations.models import Membership

    sign_in(client, millbrook[SUPERVISOR])
    with millbrook.transaction():
        Membership.objects.filter(id=millbrook[SUPERVISOR].membership_id).update(
            starts_on=date(2020, 1, 1), ends_on=date(2020, 7, 1)
        )
    assert not is_in(client)


def test_a_closed_account_ends_a_running_session(client: Client, millbrook: School) -> None:
    sign_in(client, millbrook[TEACHER])
    Account.objects.filter(id=millbrook[TEACHER].account_id).update(is_active=False)
    assert not is_in(client)


def test_the_secret_of_a_second_factor_is_not_in_the_database(millbrook: School) -> None:
    from allauth.mfa.models import Authenticator

    from tests.personas import TOTP_SECRET

    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert TOTP_SECRET not in stored
    codes = accounts.renew_recovery_codes(Account.objects.get(id=millbrook[LEAD].account_id))
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert not any(code in stored for code in codes)


def test_what_has_run_out_is_thrown_away_at_night(client: Client, millbrook: School) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from fairward.accounts.models import FirstCode

    accounts.issue_first_code(millbrook[SUPERVISOR].account_id)
    accounts.issue_first_code(millbrook[TEACHER].account_id)
    FirstCode.objects.filter(account_id=millbrook[TEACHER].account_id).update(expires_at=timezone.now())
    other = Client()
    sign_in(client, millbrook[LEAD])
    sign_in(other, millbrook[SUPERVISOR])
    Session.objects.filter(account_id=millbrook[LEAD].account_id).update(
        expire_date=timezone.now() - timedelta(seconds=1)
    )
    accounts.tidy_up()
    assert [row.account_id for row in FirstCode.objects.all()] == [millbrook[SUPERVISOR].account_id]
    assert [row.account_id for row in Session.objects.all()] == [millbrook[SUPERVISOR].account_id]
