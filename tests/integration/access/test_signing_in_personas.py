"""The personas of the tests really work: they sign in, are unlocked, and hold what their role holds."""

from __future__ import annotations

from django.test import Client

from fairward.kernel.vocabulary import RingKind
from fairward.keys import rings
from tests.personas import LEAD, SUPERVISOR, School, sign_in


def test_a_school_has_its_rings_with_two_holders_each(millbrook: School) -> None:
    with millbrook.transaction():
        standing = rings.holders(millbrook.organisation_id)
    of_a_school = [kind for kind in RingKind if kind is not RingKind.CASES]
    assert {kind: len(who) for kind, who in standing.items()} == dict.fromkeys(of_a_school, 2) | {
        RingKind.RIGHTS: 3  # the data protection officer and both heads
    }


def test_a_lead_is_signed_in_and_unlocked(client: Client, millbrook: School) -> None:
    sign_in(client, millbrook[LEAD])
    assert client.get("/desk/").content == b"the desk"


def test_without_unlocking_a_lead_is_sent_to_the_passphrase_and_comes_back(
    client: Client, millbrook: School
) -> None:
    sign_in(client, millbrook[LEAD], unlocked=False)
    answer = client.get("/desk/")
    assert (answer.status_code, answer.url) == (302, "/unlock/?next=%2Fdesk%2F")
    answer = client.post(answer.url, {"passphrase": LEAD.passphrase, "next": "/desk/"})
    assert (answer.status_code, answer.url) == (302, "/desk/")
    assert client.get("/desk/").content == b"the desk"


def test_a_supervisor_is_refused_with_a_sentence(client: Client, millbrook: School) -> None:
    sign_in(client, millbrook[SUPERVISOR])
    answer = client.get("/desk/")
    assert answer.status_code == 403
    assert "As member of staff you cannot see what was reported" in answer.content.decode()
