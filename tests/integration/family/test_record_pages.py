"""What a mother is shown of a record, and nothing else of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.test import Client

if TYPE_CHECKING:
    from tests.support.living import Living


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code, answer.headers.get("Location"))
    return answer.content.decode()


def test_home_leads_to_her_child_and_says_how_much_is_new(living: Living, mother: Client) -> None:
    assert mother.get("/").headers["Location"] == "/family/"
    page = text(mother, "/family/")
    assert "Amy Fairbairn" in page and "1 thing you can read, 1 new." in page
    assert "Jack" not in page
    text(mother, f"/family/{living.amy}/")
    assert "1 thing you can read." in text(mother, "/family/")


def test_the_record_has_basis_meaning_and_why_kept(living: Living, mother: Client) -> None:
    from tests.support.living import SAID, SAW, THOUGHT

    page = text(mother, f"/family/{living.amy}/")
    for words in (SAW, SAID, THOUGHT, "Seen or heard", "The child said", "It is not a fact", "at the latest"):
        assert words in page, words
    assert "She had no coat." not in page  # an entry that nobody shows her


def test_what_is_not_shown_is_not_there(living: Living, mother: Client) -> None:
    shown = f"/family/{living.amy}/entries/{living.ids['entry']}/"
    hidden = f"/family/{living.amy}/entries/{living.ids['decided']}/"
    nothing = f"/family/{living.amy}/entries/{living.jack}/"
    assert mother.get(shown).status_code == 200
    answers = [mother.get(hidden), mother.get(nothing), mother.get(f"/family/{living.jack}/")]
    assert [one.status_code for one in answers] == [404, 404, 404]


def test_the_page_before_the_record_comes_once_in_a_session(living: Living) -> None:
    from tests.personas import sign_in
    from tests.support.families import persona
    from tests.support.living import MOTHER

    client = sign_in(Client(), living.school[persona(MOTHER)])
    address = f"/family/{living.amy}/"
    first = client.get(address)
    assert first.status_code == 302 and first.headers["Location"].startswith("/family/before/?next=")
    page = text(client, first.headers["Location"])
    assert "Before you read" in page and "You can stop" in page and "999" in page
    assert client.post("/family/before/", {"next": address}).headers["Location"] == address
    assert client.get(address).status_code == 200


def test_every_page_can_be_left_at_once_and_is_locked_after(living: Living, mother: Client) -> None:
    for address in ("/family/", f"/family/{living.amy}/", "/family/safe/", "/unlock/", "/account/"):
        answer = mother.get(address)
        if answer.status_code == 200:
            assert 'href="/family/leave/"' in answer.content.decode(), address
            assert "no-store" in answer.headers["Cache-Control"]
    left = mother.get("/family/leave/")
    assert left.headers["Location"] == "https://www.bbc.co.uk/weather"
    assert left.headers["Referrer-Policy"] == "no-referrer"
    back = mother.get(f"/family/{living.amy}/")
    assert back.status_code == 302 and back.headers["Location"].startswith("/unlock/")


def test_staff_have_no_pages_of_families(living: Living) -> None:
    from tests.personas import LEAD, sign_in

    client = sign_in(Client(), living.school[LEAD])
    assert client.get("/family/").status_code == 403
    assert client.get(f"/family/{living.amy}/").status_code == 403
    assert "/family/" not in text(client, "/")


def test_opening_one_entry_opens_no_other(living: Living, mother: Client) -> None:
    """The log names the one that was opened, and the other stays new."""
    from fairward.audit.models import Leaf
    from tests.support.families import persona
    from tests.support.living import MOTHER
    from tests.support.showing import show

    show(living, living.ids["decided"], living.mother, persona(MOTHER))
    text(mother, f"/family/{living.amy}/entries/{living.ids['entry']}/")
    assert "2 things you can read, 1 new." in text(mother, "/family/")
    with living.school.transaction():
        own = Leaf.objects.filter(
            organisation_id=living.school.organisation_id, item_kind="entry",
            actor_id=living.school[persona(MOTHER)].membership_id,
        )  # fmt: skip
        assert {(line.item_count, line.item_id) for line in own} == {(1, living.ids["entry"])}
