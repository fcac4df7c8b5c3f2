"""Who holds which ring: set-up, giving, leaving, the sheet in the safe, as pages."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from fairward.administration import actions as administration
from fairward.kernel.vocabulary import RingKind
from fairward.keyholding import queries
from fairward.keys import persons, rings, sheets
from fairward.organisations import queries as organisations
from tests.personas import (
    ADMINISTRATOR,
    DEPUTY,
    GOVERNOR,
    HEADTEACHER,
    LEAD,
    Persona,
    School,
    make_school,
    sign_in,
)

SURE = {"sure": "on"}


@pytest.fixture
def new(db: None, own_pages: None) -> School:
    """A school whose lead and headteacher have a passphrase, and nothing else."""
    school = make_school(keys=False)
    for persona in (LEAD, HEADTEACHER):
        with school.transaction():
            school[persona].recovery_words = persons.create_person_key(
                school[persona].account_id, persona.passphrase
            )
    return school


def words_on(page: str) -> str:
    return " ".join(re.findall(r'aria-hidden="true">\d+</span>\s*(\w+)', page))


def held(school: School, persona: Persona) -> list[RingKind]:
    with school.transaction():
        found = rings.holders(school.organisation_id)
    return sorted(kind for kind, who in found.items() if school[persona].account_id in who)


def member(school: School, persona: Persona) -> organisations.Member:
    return organisations.member(school.organisation_id, school[persona].membership_id)


def leave(school: School, persona: Persona) -> None:
    with school.transaction():
        administration.end_person(
            by=school.actor(ADMINISTRATOR), person=member(school, persona), reason="left"
        )


def faults(school: School) -> str:
    with school.transaction():
        queries.look_again(school.organisation_id)
        return " ".join(one.sentence for one in queries.warnings(school.organisation_id))


def test_the_first_lead_makes_the_keys_and_sees_the_sheet_once(client: Client, new: School) -> None:
    sign_in(client, new[LEAD])
    answer = client.post("/keys/set-up/", SURE)
    page = answer.content.decode()
    assert len(words_on(page).split()) == 24
    assert "<svg" in page and "Millbrook Primary School" in page
    assert "no-store" in answer["Cache-Control"]
    assert RingKind.STAFF_CONDUCT not in held(new, LEAD)
    assert len(held(new, LEAD)) == 5
    assert client.post("/keys/set-up/", SURE).status_code == 403, "made once"
    assert words_on(client.get("/keys/").content.decode()) == ""


def test_the_headteacher_makes_their_own_key_with_the_same_sheet(client: Client, new: School) -> None:
    sign_in(client, new[LEAD])
    client.post("/keys/set-up/", SURE)
    other = Client()
    sign_in(other, new[HEADTEACHER])
    assert other.post("/keys/set-up/", SURE).url == "/keys/"
    assert held(new, HEADTEACHER) == [RingKind.STAFF_CONDUCT, RingKind.RIGHTS]


def test_nothing_is_made_without_ticking_the_box(client: Client, new: School) -> None:
    sign_in(client, new[LEAD])
    assert "Tick the box" in client.post("/keys/set-up/", {}).content.decode()
    assert held(new, LEAD) == []


def test_a_holder_gives_a_ring_to_somebody_who_waits(client: Client, new: School) -> None:
    sign_in(client, new[LEAD])
    client.post("/keys/set-up/", SURE)
    assert "Ben Whitlock" in client.get("/keys/").content.decode()
    with new.transaction():
        persons.create_person_key(new[DEPUTY].account_id, DEPUTY.passphrase)
    page = client.get("/keys/").content.decode()
    address = f"/keys/grant/{int(RingKind.INTAKE)}/{new[DEPUTY].membership_id}/"
    assert address in page
    assert "Only one person holds the key for intake" in page
    assert "Give Ben Whitlock the key for intake" in client.get(address).content.decode()
    assert client.post(address, SURE).url == "/keys/"
    assert held(new, DEPUTY) == [RingKind.INTAKE]


@pytest.mark.parametrize(
    ("giver", "kind", "code"),
    [(HEADTEACHER, RingKind.INTAKE, "no_key"), (LEAD, RingKind.STAFF_CONDUCT, "not_entitled")],
)
def test_only_a_holder_gives_and_only_to_the_entitled(
    client: Client, millbrook: School, giver: Persona, kind: RingKind, code: str
) -> None:
    sign_in(client, millbrook[giver])
    answer = client.post(f"/keys/grant/{int(kind)}/{millbrook[DEPUTY].membership_id}/", SURE)
    assert answer.status_code == 403
    assert code in answer.content.decode()


def test_a_governor_is_never_given_a_ring(client: Client, millbrook: School) -> None:
    sign_in(client, millbrook[LEAD])
    answer = client.post(f"/keys/grant/1/{millbrook[GOVERNOR].membership_id}/", SURE)
    assert answer.status_code == 403
    assert held(millbrook, GOVERNOR) == []


def test_all_is_well_only_when_two_hold_each_and_the_sheet_is_tested(
    client: Client, millbrook: School
) -> None:
    assert faults(millbrook) == "The sheet in the safe has never been tested."
    sign_in(client, millbrook[LEAD])
    assert client.post("/keys/sheet/test/", {"words": " ".join(millbrook.sheet)}).url == "/keys/"
    assert faults(millbrook) == ""
    leave(millbrook, DEPUTY)
    assert "Only one person holds the key for child protection. Two are needed." in faults(millbrook)


def test_the_fire_drill_refuses_other_words_and_uses_nothing_up(client: Client, millbrook: School) -> None:
    sign_in(client, millbrook[LEAD], unlocked=False)
    other = " ".join(millbrook[LEAD].recovery_words)
    assert "not the words of the sheet" in client.post("/keys/sheet/test/", {"words": other}).content.decode()
    client.post("/keys/sheet/test/", {"words": " ".join(millbrook.sheet)})
    with millbrook.transaction():
        sheet = sheets.standing_sheet(millbrook.organisation_id)
    assert sheet.is_tested and not sheet.must_be_replaced


def test_when_every_holder_is_gone_the_sheet_opens_the_rings_for_the_next(
    client: Client, millbrook: School
) -> None:
    leave(millbrook, LEAD)
    with millbrook.transaction():
        persons.start_afresh(millbrook[DEPUTY].account_id, DEPUTY.passphrase)
    assert "Nobody who works here holds the key for intake" in faults(millbrook)
    sign_in(client, millbrook[DEPUTY])
    assert client.post("/keys/sheet/use/", {"words": " ".join(millbrook.sheet)}).url == "/keys/"
    assert len(held(millbrook, DEPUTY)) == 5
    assert "The sheet was used. Print a new one for the safe." in faults(millbrook)
    page = client.post("/keys/sheet/replace/", SURE).content.decode()
    fresh = words_on(page)
    assert len(fresh.split()) == 24 and fresh != " ".join(millbrook.sheet)
    assert client.post("/keys/sheet/test/", {"words": fresh}).status_code == 302
    assert "was used" not in faults(millbrook)


def test_a_ring_left_with_a_leaver_is_taken_once_somebody_else_holds_it(
    client: Client, millbrook: School
) -> None:
    leave(millbrook, DEPUTY)
    new_lead = Persona("Nadia Osei", LEAD.role, "Designated safeguarding lead")
    from tests.personas import _make_person

    with millbrook.transaction():
        millbrook.people[new_lead.name] = _make_person(millbrook.organisation_id, new_lead)
        millbrook[new_lead].recovery_words = persons.create_person_key(
            millbrook[new_lead].account_id, new_lead.passphrase
        )
    leave(millbrook, LEAD)
    assert "Somebody whose role does not read with it any more" in faults(millbrook)
    sign_in(client, millbrook[new_lead])
    client.post("/keys/sheet/use/", {"words": " ".join(millbrook.sheet)})
    assert len(held(millbrook, new_lead)) == 5
    assert held(millbrook, LEAD) == []


def test_what_was_sealed_to_an_old_ring_is_moved_by_the_next_holder_who_unlocks(
    client: Client, millbrook: School
) -> None:
    from fairward.kernel.ids import new_id
    from fairward.keys import records

    with millbrook.transaction():
        made = new_id()
        key = records.create_record(millbrook.organisation_id, made, rings=(RingKind.INTAKE,))
        sealed = key.seal(b"what she saw", table="test", version=1)
    leave(millbrook, DEPUTY)
    sign_in(client, millbrook[LEAD], unlocked=False)
    answer = client.post("/unlock/", {"passphrase": LEAD.passphrase, "next": "/desk/"})
    assert answer.url == "/keys/re-seal/?next=%2Fdesk%2F"
    page = client.get(answer.url).content.decode()
    assert "Moved: 0 of" in page
    assert client.post("/keys/re-seal/", {"next": "/desk/"}).url == "/desk/"
    with millbrook.transaction():
        actor = millbrook.actor(LEAD)
        opened = records.open_records(
            actor, record_ids=[made], ring=RingKind.INTAKE, item_kind="report", subject_id=None, why="test"
        )
        assert opened[made].open(sealed, table="test", version=1) == b"what she saw"
        assert queries.pending_for(actor) == 0


def test_all_is_well_is_believed_for_a_minute_without_asking_again(
    client: Client, millbrook: School, django_assert_num_queries
) -> None:
    sign_in(client, millbrook[LEAD])
    client.post("/keys/sheet/test/", {"words": " ".join(millbrook.sheet)})
    assert faults(millbrook) == ""
    with millbrook.transaction(), django_assert_num_queries(0):
        assert queries.warnings(millbrook.organisation_id) == []


def test_every_act_about_keys_stands_in_the_log(client: Client, new: School) -> None:
    from django.db import connection

    sign_in(client, new[LEAD])
    client.post("/keys/set-up/", SURE)
    with new.transaction(), connection.cursor() as cursor:
        cursor.execute("SELECT event FROM audit_leaf WHERE actor_id = %s", [new[LEAD].membership_id])
        events = [row[0] for row in cursor.fetchall()]
    assert "keys.rings_made" in events
