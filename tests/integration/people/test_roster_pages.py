"""The administrator uploads, looks, confirms; nobody else gets there; nothing is changed before."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fairward.people.models import Child, RosterImport
from fairward.people.roster.limits import MAX_BYTES
from fairward.people.vocabulary import RollStatus
from tests.personas import ADMINISTRATOR, LEAD, SUPERVISOR, School, make_school, sign_in

pytestmark = pytest.mark.django_db

SAMPLES = Path(__file__).parents[2] / "data" / "roster"


@pytest.fixture
def school(client: Client) -> School:
    made = make_school()
    sign_in(client, made[ADMINISTRATOR], unlocked=False)
    return made


def upload(client: Client, name: str, whole_roll: str = "no") -> str:
    """Upload a sample and return the address of its preview."""
    file = SimpleUploadedFile("x", (SAMPLES / name).read_bytes())
    answer = client.post("/roster/upload/", {"file": file, "whole_roll": whole_roll})
    assert answer.status_code == 302, re.sub(r"\s+", " ", answer.content.decode())[-3000:]
    return str(answer["Location"])


def words_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def fingerprint(client: Client, address: str) -> str:
    found = re.search(r'name="fingerprint"[^>]*value="([^"]+)"', client.get(address).content.decode())
    assert found
    return found[1]


def count(school: School) -> int:
    with school.transaction():
        return Child.objects.count()


def test_upload_preview_confirm_history(client: Client, school: School) -> None:
    assert "Nothing was imported yet" in words_of(client, "/roster/")
    address = upload(client, "ctf/9259999_CTF_9259998_001.xml")
    page = words_of(client, address)
    assert "Nothing is changed yet" in page
    assert "20 children" in page
    assert "LookedAfter" in page
    assert count(school) == 0
    done = client.post(f"{address}confirm/", {"fingerprint": fingerprint(client, address)}, follow=True)
    assert "20 children added" in done.content.decode()
    assert count(school) == 20
    assert "20 added, 0 changed" in words_of(client, "/roster/")
    again = upload(client, "ctf/9259999_CTF_9259998_001.xml")
    assert "This file changes nothing" in words_of(client, again)


def test_bad_rows_ask_for_a_tick(client: Client, school: School) -> None:
    address = upload(client, "ctf/9259999_CTF_9259998_900_dirty.xml")
    assert "it should be H" in words_of(client, address)
    given = {"fingerprint": fingerprint(client, address)}
    refused = client.post(f"{address}confirm/", given)
    assert "Say that you have seen the rows that are left out" in refused.content.decode()
    assert count(school) == 0
    client.post(f"{address}confirm/", {**given, "has_seen_problems": "on"})
    assert count(school) == 2


def test_a_roll_that_changed_meanwhile_is_shown_again(client: Client, school: School) -> None:
    address = upload(client, "mis_csv/sims.csv")
    answer = client.post(f"{address}confirm/", {"fingerprint": "0" * 64})
    assert "The roll has changed since this page was made" in answer.content.decode()
    assert count(school) == 0
    again = re.search(r'name="fingerprint"[^>]*value="([^"]+)"', answer.content.decode())
    assert again
    client.post(f"{address}confirm/", {"fingerprint": again[1]})
    assert count(school) == 30


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ctf/902_entity_bomb.xml", "document type or entities"),
        ("ctf/904_truncated.xml", "cut off"),
    ],
)
def test_a_bad_file_says_why_on_the_page(client: Client, school: School, name: str, words: str) -> None:
    file = SimpleUploadedFile("x", (SAMPLES / name).read_bytes())
    answer = client.post("/roster/upload/", {"file": file, "whole_roll": "no"})
    assert answer.status_code == 200
    assert words in answer.content.decode()
    with school.transaction():
        assert not RosterImport.objects.exists()


def test_a_file_over_the_cap_is_answered(client: Client, school: School) -> None:
    file = SimpleUploadedFile("x", b"Forename,Surname,UPN\n" + b"x" * MAX_BYTES)
    answer = client.post("/roster/upload/", {"file": file, "whole_roll": "no"})
    assert "larger than 50 MB" in answer.content.decode()


def test_formulas_and_markup_reach_the_page_as_text(client: Client, school: School) -> None:
    csv = b"Forename,Surname,UPN\n<script>x</script>,Martin,U925999923001\n=cmd,Sykes,H925999923002\n"
    answer = client.post(
        "/roster/upload/", {"file": SimpleUploadedFile("x", csv), "whole_roll": "no"}, follow=True
    )
    assert b"&lt;script&gt;" in answer.content
    assert b"<script>x" not in answer.content


def test_an_upload_needs_its_token(school: School) -> None:
    strict = Client(enforce_csrf_checks=True)
    sign_in(strict, school[ADMINISTRATOR], unlocked=False)
    file = SimpleUploadedFile("x", b"Forename,Surname,UPN\n")
    assert strict.post("/roster/upload/", {"file": file, "whole_roll": "no"}).status_code == 403


@pytest.mark.parametrize("persona", [SUPERVISOR, LEAD])
@pytest.mark.parametrize("address", ["/roster/", "/roster/upload/", "/roster/children/"])
def test_only_the_administrator(client: Client, persona: object, address: str) -> None:
    made = make_school()
    sign_in(client, made[persona], unlocked=False)  # type: ignore[index]
    assert client.get(address).status_code == 403


def test_another_school_does_not_see_the_import(client: Client, school: School) -> None:
    address = upload(client, "mis_csv/sims.csv")
    other = Client()
    sign_in(other, make_school()[ADMINISTRATOR], unlocked=False)
    assert other.get(address).status_code == 404


def test_the_roll_and_a_correction(client: Client, school: School) -> None:
    assert "The roll is empty" in words_of(client, "/roster/children/")
    address = upload(client, "ctf/9259999_CTF_9259998_001.xml")
    client.post(f"{address}confirm/", {"fingerprint": fingerprint(client, address)})
    assert "1 child " in words_of(client, "/roster/children/?text=finn")
    link = re.search(
        r'href="(/roster/children/[0-9a-f-]{36}/)"',
        client.get("/roster/children/?text=finn").content.decode(),
    )
    assert link
    page = words_of(client, link[1])
    assert "Luna Martin" in page
    assert "13 May 2018" in page
    given = {
        "forename": "Finn",
        "surname": "Martin",
        "preferred_forename": "Finny",
        "year_group": "4",
        "class_name": "4B",
    }
    assert client.post(f"{link[1]}correct/", given).status_code == 302
    assert "Finny Martin" in words_of(client, link[1])
    again = upload(client, "ctf/9259999_CTF_9259998_001.xml")
    assert "This file changes nothing" in words_of(client, again)


def test_a_court_order_is_kept_with_its_words(client: Client, school: School) -> None:
    address = upload(client, "ctf/9259999_CTF_9259998_001.xml")
    client.post(f"{address}confirm/", {"fingerprint": fingerprint(client, address)})
    with school.transaction():
        child_id = Child.objects.order_by("id").values_list("id", flat=True)[0]
    child = f"/roster/children/{child_id}/"
    link = re.search(rf'href="({child}adults/[0-9a-f-]{{36}}/)"', client.get(child).content.decode())
    assert link
    assert client.get(link[1]).status_code == 200
    given = {
        "kind": "1",
        "has_responsibility": "yes",
        "lives_with": "no",
        "restriction": "No contact without the office.",
    }
    assert client.post(link[1], given).status_code == 302
    page = words_of(client, child)
    assert "Order or restriction" in page
    assert "No contact without the office." in page


def test_an_adult_whom_no_file_brought_is_added_by_hand(client: Client, school: School) -> None:
    address = upload(client, "ctf/9259999_CTF_9259998_001.xml")
    client.post(f"{address}confirm/", {"fingerprint": fingerprint(client, address)})
    with school.transaction():
        child_id = Child.objects.order_by("id").values_list("id", flat=True)[0]
    add = f"/roster/children/{child_id}/adults/add/"
    assert "Enter the surname." in client.post(add, {"forename": "Ada", "kind": "6"}).content.decode()
    given = {
        "forename": "Ada",
        "surname": "Thorne",
        "kind": "6",
        "lives_with": "yes",
        "phone": "07700 900151",
    }
    assert client.post(add, given).status_code == 302
    page = words_of(client, f"/roster/children/{child_id}/")
    assert "Ada Thorne" in page and "grandparent" in page and "07700 900151" in page


def test_leavers_are_shown_before(client: Client, school: School) -> None:
    address = upload(client, "mis_csv/sims.csv")
    client.post(f"{address}confirm/", {"fingerprint": fingerprint(client, address)})
    address = upload(client, "mis_csv/sims_windows1252_semicolon.csv", whole_roll="yes")
    assert "25 children" in words_of(client, address)
    given = {"fingerprint": fingerprint(client, address)}
    assert "really left" in client.post(f"{address}confirm/", given).content.decode()
    client.post(f"{address}confirm/", {**given, "accepts_leavers": "on"})
    with school.transaction():
        assert Child.objects.filter(status=RollStatus.LEFT).count() == 25
