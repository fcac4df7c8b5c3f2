"""Saying one's own side: checked before it is sent, sealed to the school, read and acknowledged; a young person in confidence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from django.test import Client

from tests.support.showing import lasting

if TYPE_CHECKING:
    from tests.support.living import Living

WORDS = "He fell off his bike on Sunday. I was there."


def claim_of(client: Client, living: Living, place: int = 0) -> str:
    page = client.get(f"/family/{living.amy}/entries/{living.ids['entry']}/").content.decode()
    found: list[str] = re.findall(r'id="statement-([0-9a-f-]{36})"', page)
    return found[place]


def address(living: Living, page: str, claim: str) -> str:
    return f"/family/{living.amy}/entries/{living.ids['entry']}/{page}/{claim}/"


@pytest.fixture
def amy(living: Living) -> Client:
    """The young person herself, who is shown the same entry."""
    from fairward.families.vocabulary import AccessGround
    from tests.personas import sign_in
    from tests.support.families import let_in
    from tests.support.showing import show

    who = let_in(living.school, living.amy, [living.amy], "Amy Fairbairn", AccessGround.SELF)
    show(living, living.ids["entry"], living.amy, who)
    client = sign_in(Client(), living.school[who])
    client.post("/family/before/")
    return client


def test_a_mother_s_words_stand_beside_the_claim_and_reach_the_school(living: Living, mother: Client) -> None:
    from fairward.files import queries
    from fairward.rights.models import MySide

    claim = claim_of(mother, living)
    say = address(living, "say", claim)
    check = mother.post(say, {"step": "check", "words": WORDS}).content.decode()
    assert "Check what you say" in check and WORDS in check
    with living.school.transaction():
        assert not MySide.objects.filter(organisation_id=living.school.organisation_id).exists()
    assert (
        mother.post(say, {"step": "send", "words": WORDS}).headers["Location"]
        == f"/family/{living.amy}/sides/"
    )
    page = mother.get(f"/family/{living.amy}/sides/").content.decode()
    assert WORDS in page and "The school has received this." in page
    with living.school.transaction():
        entry, _, _ = queries.entry_for(living.actor(), living.ids["entry"], "a test")
        assert [note.text for one in entry.statements for note in one.annotations] == [WORDS]
        assert str(entry.statements[0].id) == claim


def test_nothing_typed_is_lost_when_something_is_missing_or_changed(living: Living, mother: Client) -> None:
    say = address(living, "say", claim_of(mother, living))
    empty = mother.post(say, {"step": "check", "words": " "}).content.decode()
    assert "Write what you want to say." in empty and "There is a problem" in empty
    again = mother.post(say, {"step": "change", "words": WORDS}).content.decode()
    assert f">{WORDS}</textarea>" in again.replace("\n", "")
    long = mother.post(say, {"step": "check", "words": "a" * 5001}).content.decode()
    assert "a" * 5001 in long and "Use at most 5,000 letters" in long


def test_a_face_is_enough_for_a_young_person_and_confidence_is_honest(living: Living, amy: Client) -> None:
    say = address(living, "say", claim_of(amy, living))
    page = amy.get(say).content.decode()
    assert "The school cannot always keep a secret." in page and "Scared" in page
    assert (
        amy.post(say, {"step": "send", "words": "", "feeling": "scared", "is_confidential": "on"}).status_code
        == 302
    )
    mine = amy.get(f"/family/{living.amy}/sides/").content.decode()
    assert "Between you and school" in mine and "Scared" in mine


def test_a_parent_s_pages_do_not_change_by_a_byte(living: Living, mother: Client, amy: Client) -> None:
    pages = [f"/family/{living.amy}/{part}" for part in ("", "looks/", "where/", "sides/", "people/")]
    pages += ["/family/", "/family/requests/", f"/family/{living.amy}/entries/{living.ids['entry']}/"]
    mother.get(f"/family/{living.amy}/")  # from here on nothing is new
    before = [lasting(mother.get(one).content.decode()) for one in pages]
    say = address(living, "say", claim_of(amy, living))
    secret = {
        "step": "send",
        "words": "I am afraid of going home.",
        "feeling": "sad",
        "is_confidential": "on",
    }
    assert amy.post(say, secret).status_code == 302
    assert [lasting(mother.get(one).content.decode()) for one in pages] == before
    assert "I am afraid of going home." in amy.get(f"/family/{living.amy}/sides/").content.decode()


def test_an_adult_has_no_face_and_no_confidence(living: Living, mother: Client) -> None:
    from fairward.family.side_actions import MyWords, add_my_side
    from fairward.kernel.denied import Denied
    from tests.support.families import persona
    from tests.support.living import MOTHER

    page = mother.get(address(living, "say", claim_of(mother, living))).content.decode()
    assert "Scared" not in page and "between me and school" not in page
    for words in (MyWords("x", is_confidential=True), MyWords("x", feeling="sad"), MyWords(" ")):
        with living.school.transaction(), pytest.raises(Denied):
            add_my_side(
                by=living.actor(persona(MOTHER)), child_id=living.amy, entry_id=living.ids["entry"],
                statement_id=None, words=words,
            )  # fmt: skip


def test_what_is_not_shown_cannot_be_answered(living: Living, mother: Client) -> None:
    claim = claim_of(mother, living)
    for page in ("say", "wrong"):
        hidden = f"/family/{living.amy}/entries/{living.ids['decided']}/{page}/"
        assert mother.post(hidden, {"step": "send", "words": WORDS}).status_code == 404
        other = address(living, page, str(living.jack))
        assert mother.get(other).status_code == 404
        assert mother.get(address(living, page, claim)).status_code == 200


def test_putting_right_restricts_and_is_a_request_with_a_clock(living: Living, mother: Client) -> None:
    claim = claim_of(mother, living)
    wrong = address(living, "wrong", claim)
    given = {"what": "wrong_fact", "words": "It was the right arm."}
    assert "Say what is wrong." in mother.post(wrong, {"step": "check", "words": "x"}).content.decode()
    check = mother.post(wrong, {"step": "check", **given}).content.decode()
    assert "Check what you ask" in check and "It was the right arm." in check
    sent = mother.post(wrong, {"step": "send", **given})
    page = mother.get(sent.headers["Location"]).content.decode()
    assert "Until then nobody may use" in page and "The school must answer you by" in page
    entry = mother.get(f"/family/{living.amy}/entries/{living.ids['entry']}/").content.decode()
    assert "Being checked since" in entry
    again = mother.post(wrong, {"step": "send", **given}).content.decode()
    assert "You have asked about this already." in again and "It was the right arm." in again
    case = UUID(sent.headers["Location"].rsplit("/", 2)[1])
    assert mother.post(f"/family/requests/{case}/take-back/").headers["Location"] == "/family/requests/"
    assert "You took this back." in mother.get("/family/requests/").content.decode()
    entry = mother.get(f"/family/{living.amy}/entries/{living.ids['entry']}/").content.decode()
    assert "Being checked since" not in entry


def test_a_complaint_and_an_objection_become_requests(living: Living, mother: Client) -> None:
    for asked in ("/family/complain/", f"/family/{living.amy}/object/"):
        assert "Write what you want to say." in mother.post(asked, {"words": ""}).content.decode()
        assert (
            mother.post(asked, {"words": "Please stop."}).headers["Location"].startswith("/family/requests/")
        )
    page = mother.get("/family/requests/").content.decode()
    assert "You complained" in page and "You said that something should stop" in page
