"""Unlocking, the passphrase, recovery words and their check on paper, as pages."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from fairward.keys import persons
from tests.personas import DEPUTY, LEAD, PASTORAL, SUPERVISOR, Persona, School, make_school, sign_in

NEW = "eight slow cats sleep outside"


@pytest.fixture
def keyless(db: None, own_pages: None) -> School:
    """A school in which nobody has a passphrase yet."""
    return make_school(keys=False)


def words_on(page: str) -> list[str]:
    return [word.strip() for word in re.findall(r'aria-hidden="true">\d+</span>\s*(\w+)', page)]


def is_unlocked(client: Client) -> bool:
    return client.get("/desk/").status_code == 200


def test_who_has_no_passphrase_is_led_to_set_one(client: Client, keyless: School) -> None:
    sign_in(client, keyless[LEAD])
    assert client.get("/unlock/?next=/desk/").url == "/keys/passphrase/?next=%2Fdesk%2F"


def test_setting_a_passphrase_shows_24_words_once_and_unlocks(client: Client, keyless: School) -> None:
    sign_in(client, keyless[LEAD])
    answer = client.post("/keys/passphrase/", {"new": NEW, "again": NEW, "next": "/desk/"})
    words = words_on(answer.content.decode())
    assert len(words) == 24
    assert "no-store" in answer["Cache-Control"]
    assert is_unlocked(client)
    assert persons.open_with_words(keyless[LEAD].account_id, " ".join(words))
    assert words_on(client.get("/keys/passphrase/").content.decode()) == []


def test_two_words_are_checked_on_paper(client: Client, keyless: School) -> None:
    sign_in(client, keyless[LEAD])
    words = words_on(client.post("/keys/passphrase/", {"new": NEW, "again": NEW}).content.decode())
    page = client.get("/keys/passphrase/check/").content.decode()
    first, second = (int(place) for place in re.findall(r"Word (\d+)", page)[:2])
    wrong = client.post("/keys/passphrase/check/", {"first": words[first - 1], "second": "zebra"})
    assert "not the words on your paper" in wrong.content.decode()
    right = {"first": words[first - 1].upper(), "second": f" {words[second - 1]} ", "next": "/desk/"}
    assert client.post("/keys/passphrase/check/", right).url == "/desk/"
    assert client.get("/keys/passphrase/check/").status_code == 302, "the check is over"


def test_no_word_lies_in_the_session(client: Client, keyless: School) -> None:
    sign_in(client, keyless[LEAD])
    words = words_on(client.post("/keys/passphrase/", {"new": NEW, "again": NEW}).content.decode())
    kept = str(dict(client.session.items()))
    assert not any(re.search(rf"\b{word}\b", kept) for word in words if len(word) > 4)
    assert NEW not in kept


@pytest.mark.parametrize(
    ("new", "again", "sentence"),
    [
        ("too short", "too short", "at least 15 characters"),
        ("aaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaa", "more different letters"),
        (NEW, NEW + "!", "The two passphrases are not the same"),
    ],
)
def test_a_weak_passphrase_is_refused_with_a_reason(
    client: Client, keyless: School, new: str, again: str, sentence: str
) -> None:
    sign_in(client, keyless[LEAD])
    page = client.post("/keys/passphrase/", {"new": new, "again": again}).content.decode()
    assert sentence in page
    assert not persons.has_person_key(keyless[LEAD].account_id)


def test_a_wrong_passphrase_says_so_and_opens_nothing(client: Client, millbrook: School) -> None:
    sign_in(client, millbrook[LEAD], unlocked=False)
    page = client.post("/unlock/", {"passphrase": "wrong wrong wrong"}).content.decode()
    assert "That is not your passphrase" in page
    assert not is_unlocked(client)


def test_guessing_makes_one_wait(client: Client, millbrook: School) -> None:
    sign_in(client, millbrook[LEAD], unlocked=False)
    pages = [client.post("/unlock/", {"passphrase": f"wrong guess {n}"}).content.decode() for n in range(5)]
    assert "Wait" in pages[-1] and "seconds" in pages[-1]


def test_a_guesser_in_another_session_does_not_make_the_person_wait(
    client: Client, millbrook: School
) -> None:
    guesser = Client()
    sign_in(guesser, millbrook[LEAD], unlocked=False)
    for number in range(5):
        guesser.post("/unlock/", {"passphrase": f"wrong guess {number}"})
    sign_in(client, millbrook[LEAD], unlocked=False)
    assert client.post("/unlock/", {"passphrase": LEAD.passphrase}).status_code == 302


def test_the_lock_button_locks_and_the_page_after_it_is_empty(client: Client, millbrook: School) -> None:
    sign_in(client, millbrook[LEAD])
    assert is_unlocked(client)
    answer = client.post("/unlock/lock/")
    assert (answer.url, answer["Clear-Site-Data"]) == ("/unlock/locked/", '"cache"')
    assert not is_unlocked(client)
    assert "Unlock again" in client.get("/unlock/locked/").content.decode()


def test_staying_unlocked_answers_script_and_plain_form(client: Client, millbrook: School) -> None:
    sign_in(client, millbrook[LEAD])
    assert client.post("/unlock/extend/").json()["seconds_left"] > 890
    assert client.post("/unlock/extend/", {"next": "/who/"}, headers={"Accept": "text/html"}).url == "/who/"


def test_staying_unlocked_is_nothing_when_locked(client: Client, millbrook: School) -> None:
    sign_in(client, millbrook[LEAD], unlocked=False)
    assert client.post("/unlock/extend/").json() == {"seconds_left": 0}


def test_signing_out_locks(client: Client, millbrook: School) -> None:
    sign_in(client, millbrook[LEAD])
    client.post("/sign-out/")
    sign_in(client, millbrook[LEAD], unlocked=False)
    assert not is_unlocked(client)


def test_recovery_words_set_a_new_passphrase_and_are_spent(client: Client, millbrook: School) -> None:
    sign_in(client, millbrook[LEAD], unlocked=False)
    old = " ".join(millbrook[LEAD].recovery_words)
    fresh = words_on(
        client.post("/keys/passphrase/forgotten/", {"words": old, "new": NEW, "again": NEW}).content.decode()
    )
    assert len(fresh) == 24 and fresh != list(millbrook[LEAD].recovery_words)
    assert is_unlocked(client)
    again = client.post("/keys/passphrase/forgotten/", {"words": old, "new": NEW, "again": NEW})
    assert "not the recovery words" in again.content.decode()


def test_words_of_somebody_else_open_nothing(client: Client, millbrook: School) -> None:
    sign_in(client, millbrook[LEAD], unlocked=False)
    typed = {"words": " ".join(millbrook[DEPUTY].recovery_words), "new": NEW, "again": NEW}
    assert "not the recovery words" in client.post("/keys/passphrase/forgotten/", typed).content.decode()
    assert not is_unlocked(client)


def test_a_misspelt_word_is_named_by_its_place_and_never_shown(client: Client, millbrook: School) -> None:
    sign_in(client, millbrook[LEAD], unlocked=False)
    words = list(millbrook[LEAD].recovery_words)
    words[4] = "xyzzy"
    page = client.post(
        "/keys/passphrase/forgotten/", {"words": " ".join(words), "new": NEW, "again": NEW}
    ).content.decode()
    assert "Check the spelling of word 5" in page


def test_changing_the_passphrase_locks_other_browsers(client: Client, millbrook: School) -> None:
    other = Client()
    sign_in(client, millbrook[LEAD])
    sign_in(other, millbrook[LEAD])
    typed = {"current": LEAD.passphrase, "new": NEW, "again": NEW}
    assert client.post("/keys/passphrase/", typed).url == "/account/security/"
    assert (
        client.post("/keys/grant/1/" + str(millbrook[DEPUTY].membership_id) + "/", {"sure": "on"}).status_code
        == 302
    )
    refused = other.post("/keys/grant/1/" + str(millbrook[DEPUTY].membership_id) + "/", {"sure": "on"})
    assert refused.status_code == 403
    client.post("/unlock/lock/")
    assert client.post("/unlock/", {"passphrase": NEW}).status_code == 302


def test_a_change_needs_the_present_passphrase(client: Client, millbrook: School) -> None:
    sign_in(client, millbrook[LEAD])
    typed = {"current": "not this one at all", "new": NEW, "again": NEW}
    assert "That is not your passphrase" in client.post("/keys/passphrase/", typed).content.decode()


def test_new_words_replace_lost_ones(client: Client, millbrook: School) -> None:
    sign_in(client, millbrook[LEAD])
    assert "Tick the box" in client.post("/keys/passphrase/words/", {}).content.decode()
    fresh = words_on(client.post("/keys/passphrase/words/", {"sure": "on"}).content.decode())
    assert persons.open_with_words(millbrook[LEAD].account_id, " ".join(fresh))


@pytest.mark.parametrize("persona", [LEAD, PASTORAL])
def test_everything_lost_begins_anew_and_reads_nothing(
    client: Client, millbrook: School, persona: Persona
) -> None:
    from fairward.keys import rings

    sign_in(client, millbrook[persona], unlocked=False)
    assert (
        "Tick the box" in client.post("/keys/passphrase/afresh/", {"new": NEW, "again": NEW}).content.decode()
    )
    page = client.post("/keys/passphrase/afresh/", {"new": NEW, "again": NEW, "sure": "on"}).content.decode()
    assert len(words_on(page)) == 24
    with millbrook.transaction():
        held = [
            kind
            for kind, who in rings.holders(millbrook.organisation_id).items()
            if millbrook[persona].account_id in who
        ]
    assert held == []


def test_who_only_reports_has_no_passphrase(client: Client, millbrook: School) -> None:
    sign_in(client, millbrook[SUPERVISOR])
    assert client.post("/keys/passphrase/", {"new": NEW, "again": NEW}).status_code == 403
    assert not persons.has_person_key(millbrook[SUPERVISOR].account_id)
