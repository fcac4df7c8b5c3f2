"""The pages of a referral: danger first, every value by choice, nothing typed is lost, what is missing is named."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from fairward.exchange.choosing.content import Chosen
from fairward.exchange.choosing.draft_queries import draft_for
from fairward.files.queries import entry_for
from fairward.school.referrals.models import Referral
from fairward.school.referrals.vocabulary import BegunFrom, ReferralState
from tests.personas import LEAD, TEACHER, sign_in
from tests.support.living import SAID, SAW, Living, busy, make_living
from tests.support.referring import WHY, begun, gone, opened, telephoned

OTHER = {"to": "other", "recipient": "Northfield social care", "recipient_kind": "4"}


@pytest.fixture
def living(transactional_db: None) -> Living:
    return busy(make_living())


@pytest.fixture
def lead(living: Living) -> Client:
    return sign_in(Client(), living.school[LEAD])


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def chosen_of(living: Living, referral_id: UUID) -> Chosen:
    with living.school.transaction():
        return draft_for(living.actor(), opened(living, referral_id).noted.draft_id, WHY).chosen


def only(living: Living) -> Referral:
    with living.school.transaction():
        return Referral.objects.get()


def seen(client: Client, address: str) -> dict[str, str]:
    """Which version of the draft the page shows, if it is one of the short pages."""
    found = re.search(r'name="seen_version" value="(\d+)"', client.get(address).content.decode())
    return {"seen_version": found[1]} if found else {}


def post(client: Client, address: str, **said: object) -> str:
    """Post a page that is taken; returns where it leads."""
    answer = client.post(address, said | seen(client, address))
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return str(answer["Location"])


def test_danger_is_the_first_question_and_the_numbers_are_on_every_page(living: Living, lead: Client) -> None:
    address = f"/referrals/begin/{living.ids['file']}/"
    page = text(lead, address)
    assert page.index("Is a child in danger right now?") < page.index("Whom do you refer to?")
    referral_id = begun(living, danger=True)
    one = f"/referrals/{referral_id}/"
    pages = ("", "call/", "who/", "household/", "worry/", "family/", "asked/", "close/")
    for name in (address, f"{address}telephoned/", "/referrals/", *(one + each for each in pages)):
        assert 'href="tel:999"' in text(lead, name), name


def test_it_is_begun_with_three_answers_and_keeps_them_on_error(living: Living, lead: Client) -> None:
    address = f"/referrals/begin/{living.ids['file']}/?entry={living.ids['entry']}"
    refused = lead.post(address, {"danger": "no", "to": "other", "recipient": "Northfield"})
    assert refused.status_code == 200
    page = refused.content.decode()
    assert "Choose what sort of organisation it is." in page and 'value="Northfield"' in page
    assert post(lead, address, danger="no", **OTHER).endswith("/who/")
    row = only(living)
    assert (row.begun_from, row.from_entry_id) == (int(BegunFrom.ENTRY), living.ids["entry"])


def test_of_a_child_without_a_file_one_begins_with_the_referral(living: Living, lead: Client) -> None:
    address = f"/referrals/for/{living.jack}/"
    assert "There is no child protection file yet" in text(lead, address)
    to = post(lead, address)
    post(lead, to, danger="yes", **OTHER)
    row = only(living)
    assert (row.child_id, row.is_danger) == (living.jack, True)


def test_a_call_is_recorded_with_nothing_but_whom(living: Living, lead: Client) -> None:
    address = f"/referrals/begin/{living.ids['file']}/telephoned/"
    refused = lead.post(address, {**OTHER, "said": "A bruise."}).content.decode()
    assert "Write whom you spoke to, or what they are there." in refused and "A bruise." in refused
    to = post(lead, address, whom="Duty social worker", **OTHER)
    page = text(lead, to)
    assert "Telephoned, the written one is to follow" in page and "The written referral: by" in page
    assert "No information" in page
    assert only(living).state == int(ReferralState.TELEPHONED)


def test_nothing_of_the_roster_goes_that_nobody_ticked(living: Living, lead: Client) -> None:
    referral_id = begun(living)
    address = f"/referrals/{referral_id}/who/"
    assert "from the roster" in text(lead, address)
    assert post(lead, address, offers=["child_name", "child_born_on"], child_gp="Hill Surgery").endswith(
        "/household/"
    )
    form = {one.id: one.value for one in chosen_of(living, referral_id).form}
    assert form["child_name"] == "Amy Fairbairn" and form["child_born_on"] == "4 March 2018"
    assert form["child_gp"] == "Hill Surgery" and form["child_language"] == "No information"
    assert "child_school" not in form
    page = text(lead, address)
    assert (
        'value="Hill Surgery"' in page
        and "No information" not in page.split("<form")[1].split("govuk-hint")[0]
    )
    post(lead, address, offers=["child_born_on"])
    assert "child_name" not in {one.id for one in chosen_of(living, referral_id).form}


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(living: Living, lead: Client) -> None:
    address = f"/referrals/{begun(living)}/asked/"
    before = seen(lead, address)
    post(lead, address, asks="A visit today")
    refused = lead.post(address, {"asks": "An assessment", **before})
    assert refused.status_code == 200
    page = refused.content.decode()
    assert "Somebody else has changed this" in page and "An assessment" in page
    assert "A visit today" in text(lead, address)


def test_the_household_is_offered_value_by_value(living: Living, lead: Client) -> None:
    referral_id = begun(living)
    address = f"/referrals/{referral_id}/household/"
    page = text(lead, address)
    assert "Mother: name: Morag Fairbairn" in page and "Brother or sister: Jack Fairbairn" in page
    post(lead, address, offers=["adult_1_name"])
    words = [one.words for one in chosen_of(living, referral_id).form if one.id.startswith("adult")]
    assert words == ["Mother: name"]


def test_facts_words_of_the_child_and_opinions_stand_apart_with_where_they_come_from(
    living: Living, lead: Client
) -> None:
    living.annotate(living.ids["entry"], "He fell off his bike.")
    referral_id = begun(living)
    address = f"/referrals/{referral_id}/worry/"
    page = text(lead, address)
    places = [
        page.index(words) for words in ("What the child said", SAID, "Facts: what was seen", SAW, "Opinions")
    ]
    assert places == sorted(places)
    assert "from the concern of" in page and "with it goes: explanation, “He fell off his bike.”" in page
    with living.school.transaction():
        said = entry_for(living.actor(), living.ids["entry"], WHY)[0].statements
    post(lead, address, facts=[str(said[0].id)], working_well="Her grandmother.")
    assert [key for key, one in chosen_of(living, referral_id).passages.items() if one.is_in] == [said[0].id]
    post(lead, address, child_words=[str(said[1].id)], working_well="Her grandmother.")
    assert [key for key, one in chosen_of(living, referral_id).passages.items() if one.is_in] == [said[1].id]


def test_told_agreement_and_basis_are_three_answers(living: Living, lead: Client) -> None:
    referral_id = begun(living)
    address = f"/referrals/{referral_id}/family/"
    refused = lead.post(address, {"is_told": "no", "agreed_by": "Her mother, for herself"}).content.decode()
    assert (
        "Choose the ground for not telling the family yet." in refused
        and "Her mother, for herself" in refused
    )
    post(
        lead,
        address,
        is_told="no",
        ground="increases_risk",
        agreement="no",
        basis="legal_duty",
        level="level_3",
    )
    chosen = chosen_of(living, referral_id)
    assert (chosen.is_told, chosen.ground, chosen.basis) == (False, "increases_risk", "legal_duty")
    assert chosen.look_again_on is not None
    page = text(lead, f"/referrals/{referral_id}/")
    assert "may be sent back to you" in page
    assert "Write why you refer without the family’s agreement." in page
    post(lead, address, is_told="yes", agreement="not_asked", basis="legal_duty", level="level_4")
    assert chosen_of(living, referral_id).look_again_on is None
    assert "At level 4 nobody’s agreement is needed" in text(lead, f"/referrals/{referral_id}/")


def test_what_is_missing_is_named_and_stops_an_ordinary_one_only(living: Living, lead: Client) -> None:
    ordinary, urgent = (text(lead, f"/referrals/{begun(living, danger=one)}/") for one in (False, True))
    for page in (ordinary, urgent):
        assert "A referral without strengths shows half a child." in page
    assert (
        "It can be sent when nothing is missing." in ordinary
        and "Send it now, add the rest later" not in ordinary
    )
    assert "Send it now, add the rest later" in urgent


def test_sent_now_and_added_later(living: Living, lead: Client) -> None:
    referral_id = begun(living, danger=True)
    assert post(lead, f"/referrals/{referral_id}/later/").startswith("/sending/")
    assert "working_well" in chosen_of(living, referral_id).later
    gone(living, referral_id)
    assert "Sent without something: add it" in text(lead, f"/referrals/{referral_id}/")
    post(lead, f"/referrals/{referral_id}/again/")
    assert "What was missing" in text(lead, f"/referrals/{referral_id}/")
    assert text(lead, f"/referrals/{referral_id}/worry/")


def test_the_list_home_and_desk_show_what_is_late(living: Living, lead: Client) -> None:
    assert "No referral" in text(lead, "/referrals/")
    telephoned(living, timezone.now() - timedelta(days=3))
    assert "1 referral, 1 overdue" in text(lead, "/referrals/")
    assert "1 referral is not at an end, 1 overdue" in text(lead, "/")
    assert "Referrals that are overdue" in text(lead, "/desk/")
    assert "Nothing here" in text(lead, "/referrals/?shown=closed")


def test_who_may_not_send_sees_nothing_of_it(living: Living) -> None:
    teacher = sign_in(Client(), living.school[TEACHER])
    for address in ("/referrals/", f"/referrals/begin/{living.ids['file']}/"):
        assert teacher.get(address).status_code == 403


def test_it_is_chased_decided_and_closed_on_pages(living: Living, lead: Client) -> None:
    referral_id = begun(living)
    gone(living, referral_id, timedelta(days=6))
    day = timezone.localdate()
    today = {"on-day": str(day.day), "on-month": str(day.month), "on-year": str(day.year), "whom": "Ada Moss"}
    one = f"/referrals/{referral_id}/"
    refused = lead.post(f"{one}chased/", {**today, "words": ""})
    assert refused.status_code == 200 and "Write what they said." in refused.content.decode()
    post(lead, f"{one}chased/", words="Nobody has it.", **today)
    assert "Take it further: professional disagreement" in text(lead, one)
    post(lead, f"{one}disagree/", words="We disagree.", **today)
    assert "step 1: the practitioner’s manager" in text(lead, one)
    post(lead, f"{one}decided/", outcome="section_17", words="An assessment.", **today)
    post(lead, f"{one}close/", words="They help.")
    assert "Assessment as a child in need (section 17)" in text(lead, one)
