"""The administrator's pages: adding, codes, roles, ends, settings."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from fairward.accounts.models import Account, Session
from fairward.accounts.queries import has_second_factor
from fairward.kernel.vocabulary import RingKind, Role
from fairward.keys import rings
from fairward.organisations import actions as organisations
from fairward.organisations import queries
from fairward.web.contacts import read_contacts
from tests.personas import (
    ADMINISTRATOR,
    DEPUTY,
    LEAD,
    PASSWORD,
    STAFF,
    SUPERVISOR,
    Persona,
    School,
    make_school,
    sign_in,
)

NIA = {
    "name": "Nia Price",
    "job_title": "Teaching assistant",
    "sign_in": "Nia.Price",
    "notice_address": "",
    "role": str(int(Role.RECORDER)),
}


@pytest.fixture
def office(client: Client, millbrook: School) -> Client:
    """The administrator's browser."""
    return sign_in(client, millbrook[ADMINISTRATOR])


def page_of(millbrook: School, persona: Persona, what: str = "") -> str:
    return f"/organisation/people/{millbrook[persona].membership_id}/{what}"


def code_on(page: str) -> str:
    return re.findall(r'<code class="fw-code">([A-Z0-9-]+)</code>', page)[0]


def test_everybody_is_on_the_list(office: Client, millbrook: School) -> None:
    page = office.get("/organisation/people/").content.decode()
    assert all(persona.name in page for persona in STAFF)
    assert f"{len(STAFF)} people" in page


def test_somebody_added_comes_in_with_the_sheet(office: Client, millbrook: School) -> None:
    answer = office.post("/organisation/people/add/", NIA)
    page = answer.content.decode()
    assert "Sheet for Nia Price" in page and "no-store" in answer["Cache-Control"]
    other = Client()
    typed = {"sign_in": "nia.price", "code": code_on(page)}
    assert other.post("/sign-in/first/", typed).url == "/sign-in/first/password/"
    listed = office.get("/organisation/people/").content.decode()
    assert "Nia Price" in listed and "Has a one-time code" in listed


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "Enter the name."),
        ({"sign_in": "a b"}, "Use 3 to 60 letters"),
        ({"role": ""}, "Choose a role."),
        ({"role": str(int(Role.PASTORAL))}, "Choose the year groups"),
        ({"role": str(int(Role.SCREENER))}, "Select a valid choice"),
        ({"notice_address": "nia"}, "Enter a mail address"),
    ],
)
def test_what_is_missing_is_named(
    office: Client, millbrook: School, change: dict[str, str], sentence: str
) -> None:
    page = office.post("/organisation/people/add/", {**NIA, **change}).content.decode()
    assert sentence in page
    assert not Account.objects.filter(sign_in="nia.price").exists()


def test_a_sign_in_name_is_taken_once_in_the_installation(office: Client, millbrook: School) -> None:
    office.post("/organisation/people/add/", NIA)
    page = office.post("/organisation/people/add/", {**NIA, "name": "Nia Pugh"}).content.decode()
    assert "That sign-in name is taken" in page
    with millbrook.transaction():
        names = [member.name for member in queries.members(millbrook.organisation_id)]
    assert "Nia Pugh" not in names, "nobody is half added"


def test_a_new_code_signs_out_and_keeps_the_second_factor(office: Client, millbrook: School) -> None:
    sign_in(Client(), millbrook[LEAD])
    page = office.post(page_of(millbrook, LEAD, "code/"), {}).content.decode()
    assert code_on(page)
    assert has_second_factor(millbrook[LEAD].account_id)
    assert not Session.objects.filter(account_id=millbrook[LEAD].account_id).exists()


def test_a_lost_phone_is_forgotten_when_asked(office: Client, millbrook: School) -> None:
    office.post(page_of(millbrook, LEAD, "code/"), {"remove_second_factor": "on"})
    assert not has_second_factor(millbrook[LEAD].account_id)


def test_an_administrator_prints_no_code_for_themselves(office: Client, millbrook: School) -> None:
    answer = office.post(page_of(millbrook, ADMINISTRATOR, "code/"), {})
    assert answer.status_code == 403
    assert "own_code" in answer.content.decode()


def test_one_organisation_does_not_take_over_an_account_of_another(office: Client, millbrook: School) -> None:
    other = make_school("Ashgrove Secondary School", staff=(), keys=False)
    with other.transaction():
        organisations.add_member(
            by=organisations.installation(other.organisation_id),
            account_id=millbrook[LEAD].account_id,
            role=Role.GOVERNOR,
            name=LEAD.name,
        )
    answer = office.post(page_of(millbrook, LEAD, "code/"), {})
    assert answer.status_code == 403
    assert "works_elsewhere" in answer.content.decode()
    assert Account.objects.get(id=millbrook[LEAD].account_id).check_password(PASSWORD)


def test_another_role_takes_what_it_does_not_read(office: Client, millbrook: School) -> None:
    answer = office.post(page_of(millbrook, DEPUTY, "role/"), {"role": str(int(Role.GOVERNOR))})
    assert answer.url == page_of(millbrook, DEPUTY)
    with millbrook.transaction():
        assert (
            queries.member(millbrook.organisation_id, millbrook[DEPUTY].membership_id).role == Role.GOVERNOR
        )
        holders = rings.holders(millbrook.organisation_id)[RingKind.INTAKE]
    assert holders == [millbrook[LEAD].account_id]


def test_who_leaves_is_closed_and_stays_by_name(office: Client, millbrook: School) -> None:
    assert (
        office.post(page_of(millbrook, SUPERVISOR, "end/"), {"reason": "left"}).url == "/organisation/people/"
    )
    assert not Account.objects.get(id=millbrook[SUPERVISOR].account_id).is_active
    assert SUPERVISOR.name not in office.get("/organisation/people/").content.decode()
    assert SUPERVISOR.name in office.get("/organisation/people/?ended=yes").content.decode()
    assert "no longer works here" in office.get(page_of(millbrook, SUPERVISOR)).content.decode()


def test_who_leaves_one_place_goes_on_at_another(office: Client, millbrook: School) -> None:
    other = make_school("Ashgrove Secondary School", staff=(), keys=False)
    with other.transaction():
        organisations.add_member(
            by=organisations.installation(other.organisation_id),
            account_id=millbrook[SUPERVISOR].account_id,
            role=Role.RECORDER,
            name=SUPERVISOR.name,
        )
    office.post(page_of(millbrook, SUPERVISOR, "end/"), {"reason": "left"})
    assert Account.objects.get(id=millbrook[SUPERVISOR].account_id).is_active


def test_ending_the_only_holder_warns_before(office: Client, millbrook: School) -> None:
    assert "Only Ben Whitlock holds" not in office.get(page_of(millbrook, DEPUTY, "end/")).content.decode()
    office.post(page_of(millbrook, LEAD, "end/"), {"reason": "left"})
    assert (
        "Only Ben Whitlock holds the key for"
        in office.get(page_of(millbrook, DEPUTY, "end/")).content.decode()
    )


def test_a_reason_is_asked(office: Client, millbrook: School) -> None:
    assert "Choose a reason." in office.post(page_of(millbrook, SUPERVISOR, "end/"), {}).content.decode()


def test_a_person_of_another_school_is_not_there(office: Client, millbrook: School) -> None:
    other = make_school("Ashgrove Secondary School", staff=(LEAD,), keys=False)
    for what in ("", "code/", "role/", "end/"):
        assert office.get(page_of(other, LEAD, what)).status_code == 404


def calls(*rows: tuple[str, str]) -> dict[str, str]:
    typed = {"call-TOTAL_FORMS": "4", "call-INITIAL_FORMS": "0"}
    for place, (whom, number) in enumerate(rows):
        typed |= {f"call-{place}-whom": whom, f"call-{place}-number": number}
    return typed


def test_numbers_are_saved_and_readable_without_the_database(office: Client, millbrook: School) -> None:
    typed = calls(("Office", "01632 960 300"), ("Lead", "01632 960 301"))
    assert office.post("/organisation/settings/", typed).url == "/organisation/settings/saved/"
    assert "01632 960 301" in office.get("/organisation/settings/saved/").content.decode()
    found = [(one.name, one.phone) for one in read_contacts(millbrook.organisation_id)]
    assert found == [("Office", "01632 960 300"), ("Lead", "01632 960 301")]
    with millbrook.transaction():
        assert not queries.organisation(millbrook.organisation_id).reporters_need_second_factor


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("", "01632 960 300"), "Say who answers this number."),
        (("Office", ""), "Enter the telephone number of Office."),
        (("Office", "call me"), "Enter a telephone number, with digits and spaces."),
    ],
)
def test_half_a_number_is_named(
    office: Client, millbrook: School, row: tuple[str, str], sentence: str
) -> None:
    assert sentence in office.post("/organisation/settings/", calls(row)).content.decode()


def test_without_numbers_the_page_says_999_alone(office: Client, millbrook: School) -> None:
    office.post("/organisation/settings/", calls())
    assert "999 only" in office.get("/organisation/settings/saved/").content.decode()


def test_no_one_time_code_is_in_the_log(office: Client, millbrook: School) -> None:
    from django.db import connection

    code = code_on(office.post(page_of(millbrook, SUPERVISOR, "code/"), {}).content.decode())
    with millbrook.transaction(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT l.event, d.body FROM audit_leaf l JOIN audit_detail d USING (organisation_id, id)"
        )
        rows = cursor.fetchall()
    assert "account.code_printed" in {row[0] for row in rows}
    assert code not in str(rows)
