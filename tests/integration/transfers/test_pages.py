"""Pages of children who move: what a lead sees and does, without script; nobody else sees them."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from fairward.exchange.travel.vocabulary import TravelState
from fairward.school.transfers.models import Successor, Transfer, TransferPart
from fairward.school.transfers.vocabulary import Destination, Ended, PartDecision
from tests.personas import ADMINISTRATOR, LEAD, TEACHER, make_school, sign_in
from tests.support.kept import kept
from tests.support.living import make_living
from tests.support.moving import Moving, with_files
from tests.support.travelling import befriend


def _moving() -> Moving:
    return Moving.of(
        with_files(make_living()), make_school("Ford Lane Secondary School", (LEAD, ADMINISTRATOR))
    )


moving = kept(_moving)


@pytest.fixture
def lead(moving: Moving, client: Client) -> Client:
    return sign_in(client, moving.living.school[LEAD])


def words(html: str) -> str:
    """What stands between the tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def get(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return words(answer.content.decode())


def day(name: str, in_days: int) -> dict[str, str]:
    on = timezone.localdate() + timedelta(days=in_days)
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


def row_of(moving: Moving, transfer_id: UUID) -> Transfer:
    with moving.living.school.transaction():
        return Transfer.objects.get(organisation_id=moving.own, id=transfer_id)


def test_where_nobody_moves_the_list_says_what_will_bring_somebody(lead: Client) -> None:
    assert "When the roll shows that a child with a file has left" in get(lead, "/transfers/")
    assert "Files to send on:" not in get(lead, "/")


def test_home_and_list_show_the_clock(moving: Moving, lead: Client) -> None:
    moving.leave(moving.living.amy)
    home = get(lead, "/")
    assert "Files to send on: 1" in home
    assert re.search(r"The first is due in \d+ days", home)
    found = get(lead, "/transfers/")
    assert "Amy Fairbairn" in found and "Next school not known" in found
    assert re.search(r"\(in \d+ days\)", found)
    assert "fw-chip--danger" not in lead.get("/transfers/").content.decode()


def test_what_is_overdue_is_said_in_words_and_listed_by_itself(moving: Moving, lead: Client) -> None:
    moving.leave(moving.living.amy, days_ago=30)
    assert re.search(r"The first was due \d+ days ago", get(lead, "/"))
    found = get(lead, "/transfers/?which=overdue")
    assert "Amy Fairbairn" in found and re.search(r"\(\d+ days ago\)", found)
    assert "fw-chip--danger" in lead.get("/transfers/?which=overdue").content.decode()
    assert "Every next school is known" not in get(lead, "/transfers/?which=unknown")


def test_the_child_s_page_leads_to_it(moving: Moving, lead: Client) -> None:
    page = f"/children/{moving.living.amy}/"
    assert "The child moves to another school" in get(lead, page)
    transfer_id = moving.leave(moving.living.amy)
    assert "This child’s files are to be sent on" in get(lead, page)
    assert f"/transfers/{transfer_id}/" in lead.get(page).content.decode()


def test_begin_ahead_of_the_move_by_hand(moving: Moving, lead: Client) -> None:
    place = f"/children/{moving.living.amy}/leaves/"
    answer = lead.post(place, {"how": "leaves", **day("leaves_on", 800)})
    assert "Give a day within a year of today." in words(answer.content.decode())
    answer = lead.post(place, {"how": "leaves", **day("leaves_on", 20)})
    assert answer.status_code == 302
    page = get(lead, answer.headers["Location"])
    assert "The child is still here" in page
    assert "somebody said that the child will leave" in page.lower()
    again = lead.post(place, {"how": "leaves", **day("leaves_on", 20)})
    assert "This was begun already." in words(again.content.decode())


def test_a_whole_year_is_begun_on_one_page(moving: Moving, lead: Client) -> None:
    assert "Which year leaves?" in get(lead, "/transfers/year/")
    assert "Nobody to begin for" in get(lead, "/transfers/year/?year=9")
    shown = get(lead, "/transfers/year/?year=3")
    assert "Amy Fairbairn" in shown and "Jack" not in shown
    posted = {"children": [str(moving.living.amy)], **day("leaves_on", 30)}
    assert lead.post("/transfers/year/?year=3", posted).status_code == 302
    assert row_of(moving, moving.open_of(moving.living.amy)).began == 2


def test_say_which_school_and_the_files_can_be_prepared(moving: Moving, lead: Client) -> None:
    transfer_id = moving.leave(moving.living.amy)
    place = f"/transfers/{transfer_id}/"
    assert "Say which school the child protection file goes to" in get(lead, place)
    empty = lead.post(f"{place}school/", {"school": "by_name"})
    assert "Enter the name of the school" in words(empty.content.decode())
    assert lead.post(f"{place}school/", {"school": "by_name", "name": "Hill Road"}).status_code == 302
    assert "Hill Road (without Fairward)" in get(lead, place)
    posted = {"school": str(moving.partner_id), "lead": "Ada Moss", "phone": "01632 960 111"}
    assert lead.post(f"{place}school/", posted).status_code == 302
    page = get(lead, place)
    assert "Ford Lane Secondary School" in page and "Ada Moss, 01632 960 111" in page
    assert "Choose what goes of the child protection file" in page


def test_not_sending_asks_for_a_reason_and_shows_it_to_whoever_opens_the_file(
    moving: Moving, lead: Client
) -> None:
    transfer_id = moving.leave(moving.living.amy)
    part = moving.part(transfer_id, moving.living.ids["welfare"])
    place = f"/transfers/{transfer_id}/files/{part}/"
    assert "Write why this file is not sent." in words(
        lead.post(f"{place}not-sent/", {"reason": " "}).content.decode()
    )
    assert lead.post(f"{place}not-sent/", {"reason": "Only a lost coat."}).status_code == 302
    assert "Only a lost coat." not in get(lead, f"/transfers/{transfer_id}/")
    assert "Only a lost coat." in get(lead, f"{place}reason/")
    with moving.living.school.transaction():
        row = TransferPart.objects.get(organisation_id=moving.own, id=part)
        assert row.decision == int(PartDecision.KEEP_BACK)


def test_what_was_heard_is_noted_with_the_day_to_ask_again(moving: Moving, lead: Client) -> None:
    transfer_id = moving.leave(moving.living.amy)
    place = f"/transfers/{transfer_id}/asked/"
    late = lead.post(
        place, {**day("asked_on", 0), "how": "1", "words": "Nobody answers.", **day("next_on", -1)}
    )
    assert "The day to ask again lies ahead" in words(late.content.decode())
    assert "Nobody answers." in late.content.decode()
    lead.post(place, {**day("asked_on", 0), "how": "5", "words": "The council looks.", **day("next_on", 4)})
    page = get(lead, f"/transfers/{transfer_id}/")
    assert "The council looks." in page and "through the council" in page and "Ask again on" in page


def test_the_receipt_and_the_index_stay_on_the_page(moving: Moving, lead: Client) -> None:
    transfer_id = moving.leave(moving.living.amy)
    moving.to_next(transfer_id)
    moving.keep_back(transfer_id, moving.living.ids["welfare"])
    package = moving.send(transfer_id, moving.living.ids["file"])
    waits = get(lead, f"/transfers/{transfer_id}/")
    assert "Sent, no receipt yet" in waits and "Receipt expected by" in waits
    moving.say(package, TravelState.ACCEPTED)
    page = get(lead, f"/transfers/{transfer_id}/")
    assert "Taken over by the next school" in page
    assert "What went, by kind and day" in page and "1 concern" in page and "1 action" in page
    assert "The next school has taken it over" in get(lead, "/transfers/?which=closed")


def test_a_school_that_closed_is_followed_by_another_if_somebody_says_so(
    moving: Moving, lead: Client
) -> None:
    hill = befriend(moving.living.school, make_school("Hill Road Academy", (LEAD, ADMINISTRATOR)))
    transfer_id = moving.leave(moving.living.amy)
    moving.to_next(transfer_id)
    posted = {"partner": str(moving.partner_id), "how": "2", "successor": str(hill), **day("since_on", -3)}
    assert lead.post("/transfers/schools/", posted).status_code == 302
    assert "Ford Lane Secondary School merged into Hill Road Academy" in get(lead, "/transfers/schools/")
    assert "Send to Hill Road Academy" in get(lead, f"/transfers/{transfer_id}/")
    assert row_of(moving, transfer_id).partner_id == moving.partner_id
    assert lead.post(f"/transfers/{transfer_id}/school/next/").status_code == 302
    row = row_of(moving, transfer_id)
    assert (row.destination, row.partner_id) == (int(Destination.PARTNER), hill)
    with moving.living.school.transaction():
        assert Successor.objects.filter(organisation_id=moving.own).count() == 1


def test_it_can_end_without_anything_being_sent(moving: Moving, lead: Client) -> None:
    transfer_id = moving.leave(moving.living.amy)
    place = f"/transfers/{transfer_id}/close/"
    assert "Say why it ends." in words(lead.post(place, {"ended": ""}).content.decode())
    assert lead.post(place, {"ended": str(int(Ended.NO_SCHOOL))}).status_code == 302
    assert row_of(moving, transfer_id).ended == int(Ended.NO_SCHOOL)
    after = lead.post(place, {"ended": str(int(Ended.NO_SCHOOL))})
    assert "This is closed already." in words(after.content.decode())


def test_others_neither_see_nor_guess(moving: Moving) -> None:
    transfer_id = moving.leave(moving.living.amy)
    teacher, elsewhere = (
        sign_in(Client(), moving.living.school[TEACHER]),
        sign_in(Client(), moving.next[LEAD]),
    )
    assert teacher.get("/transfers/").status_code == 403
    assert elsewhere.get(f"/transfers/{transfer_id}/").status_code == 404
    assert "Amy" not in get(elsewhere, "/transfers/")
