"""One file for one colleague until a date: the key is given and taken back, and nothing else opens."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from fairward.files.queries import entry_for
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import Purpose
from tests.personas import HEADTEACHER, LEAD, PASTORAL, School, make_school, sign_in
from tests.support.casework import BRUISE, file, report
from tests.support.kept import kept
from tests.support.reporting import add_child

school = kept(make_school)


@pytest.fixture
def entry(school: School) -> UUID:
    """A welfare entry of a child in Year 4, the year of the pastoral lead."""
    amy = add_child(school, "Amy", "Fairbairn", year_group=4, class_name="4B")
    with school.transaction():
        lead = school.actor(LEAD)
        return file(lead, report(lead, [amy]), Purpose.WELFARE)[0]


def address(school: School, entry: UUID) -> str:
    with school.transaction():
        _, opened, _ = entry_for(school.actor(LEAD), entry, "a test")
    return f"/files/{opened.id}/colleagues/"


def day(ahead: int) -> dict[str, str]:
    until = timezone.localdate() + timedelta(days=ahead)
    return {"until-day": str(until.day), "until-month": str(until.month), "until-year": str(until.year)}


def test_the_lead_lets_a_pastoral_lead_read_one_file_and_takes_it_back(
    school: School, entry: UUID, client: Client
) -> None:
    page = address(school, entry)
    colleague = str(school[PASTORAL].account_id)
    sign_in(client, school[LEAD])
    assert PASTORAL.name in client.get(page).text
    assert client.post(page, {"colleague": colleague, **day(30)}).status_code == 302
    with school.transaction():
        assert entry_for(school.actor(PASTORAL), entry, "a test")[0].statements[0].text == BRUISE
    assert "Take it back" in client.get(page).text
    assert client.post(page, {"take": colleague}).status_code == 302
    with school.transaction(), pytest.raises(Denied, match="no_key"):
        entry_for(school.actor(PASTORAL), entry, "a test")


def test_without_a_grant_the_file_is_closed_to_the_pastoral_lead(school: School, entry: UUID) -> None:
    with school.transaction(), pytest.raises(Denied, match="no_key"):
        entry_for(school.actor(PASTORAL), entry, "a test")


@pytest.mark.parametrize("ahead", [-1, 400])
def test_a_day_that_is_past_or_too_far_is_refused_with_a_sentence(
    school: School, entry: UUID, client: Client, ahead: int
) -> None:
    page = address(school, entry)
    sign_in(client, school[LEAD])
    response = client.post(page, {"colleague": str(school[PASTORAL].account_id), **day(ahead)})
    assert "Choose a day from today to a year from now." in response.text
    with school.transaction(), pytest.raises(Denied):
        entry_for(school.actor(PASTORAL), entry, "a test")


def test_somebody_who_is_not_on_the_list_is_not_let_in(school: School, entry: UUID, client: Client) -> None:
    page = address(school, entry)
    sign_in(client, school[LEAD])
    response = client.post(page, {"colleague": str(school[HEADTEACHER].account_id), **day(30)})
    assert response.status_code == 200
    assert "not one of the available choices" in response.text or "Choose who may read it" in response.text


def test_a_child_protection_file_is_offered_to_nobody(school: School, client: Client) -> None:
    amy = add_child(school, "Amy", "Fairbairn", year_group=4, class_name="4B")
    with school.transaction():
        lead = school.actor(LEAD)
        entry = file(lead, report(lead, [amy]))[0]
    sign_in(client, school[LEAD])
    assert "Nobody can be let in" in client.get(address(school, entry)).text
