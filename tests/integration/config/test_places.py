"""The navigation: what is daily stands in the first line, nothing that a role can use is missing, alerts reach who can act."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from fairward.access.permissions import permissions_of
from fairward.config.menus import alerts
from fairward.config.places import MOST_AT_A_GLANCE, PLACES, navigation
from fairward.design.addresses import url
from fairward.kernel.actor import Actor
from fairward.kernel.vocabulary import OrganisationKind, Role
from tests.personas import (
    ADMINISTRATOR,
    DPO,
    GOVERNOR,
    HEADTEACHER,
    LEAD,
    SUPERVISOR,
    Persona,
    make_school,
    sign_in,
)
from tests.support.hubs import AGENCY_STAFF, HUB_STAFF, make_agency, make_hub

SCHOOL = (SUPERVISOR, LEAD, HEADTEACHER, ADMINISTRATOR, DPO, GOVERNOR)


def words(actor: Actor, path: str = "/") -> dict[str, list[str]]:
    """The navigation: the first line under nothing, each group under its word."""
    daily, groups = navigation(actor, path)
    return {
        "": [one.text for one in daily],
        **{group.text: [one.text for one in group.links] for group in groups},
    }


def test_a_lead_finds_the_days_work_first_and_the_rest_by_subject(db: None) -> None:
    school = make_school()
    with school.transaction():
        found = words(school.actor(LEAD, unlocked=False))
    assert found[""] == ["Home", "Report a concern", "My reports", "Desk", "Children", "Search"]
    assert list(found) == ["", "Families", "Outside", "Records"]
    assert found["Outside"] == [
        "Referrals",
        "Questions from hubs",
        "What has arrived",
        "Files to send on",
        "Partners",
    ]


def test_requests_are_daily_for_the_officer_and_not_for_a_hubs_manager(db: None) -> None:
    school, hub = make_school(), make_hub()
    with school.transaction():
        assert "Requests to see records" in words(school.actor(DPO, unlocked=False))[""]
    manager = next(one for one in HUB_STAFF if one.role is Role.HUB_MANAGER)
    with hub.transaction():
        found = words(hub.actor(manager, unlocked=False))
    assert "Requests to see records" in found["Families"]
    assert len(found[""]) <= MOST_AT_A_GLANCE


@pytest.mark.parametrize("persona", SCHOOL, ids=lambda one: one.role.name)
def test_nothing_that_a_role_can_use_is_missing_and_nothing_stands_twice(db: None, persona: Persona) -> None:
    school = make_school()
    with school.transaction():
        found = words(school.actor(persona, unlocked=False))
    shown = [one for group in found.values() for one in group]
    usable = [one for one in PLACES if not one.permission or one.permission in permissions_of(persona.role)]
    amongst = {one.words for one in usable if one.among}
    assert set(shown) | amongst == {one.words for one in usable}
    assert len(shown) == len(set(shown))
    assert all(len(group) > 1 for name, group in found.items() if name)
    assert len(found[""]) <= MOST_AT_A_GLANCE


def test_a_group_says_that_the_present_page_is_in_it(db: None) -> None:
    school = make_school()
    with school.transaction():
        _, groups = navigation(school.actor(LEAD, unlocked=False), url("retention:holds"))
    assert [group.text for group in groups if group.is_current] == ["Records"]
    html = sign_in(Client(), school[LEAD]).get(url("transfers:all")).content.decode()
    summaries = re.findall(r"<summary>(.*?)</summary>", html)
    assert [("you are here" in one) for one in summaries][:3] == [False, True, False]


def test_only_who_can_mend_the_keys_is_told_of_them_on_every_page(db: None) -> None:
    police = make_agency(OrganisationKind.POLICE)
    for persona in AGENCY_STAFF:
        with police.transaction():
            told = alerts(police.actor(persona, unlocked=False))
        assert bool(told) is (persona.role is Role.AGENCY_MANAGER)
        page = sign_in(Client(), police[persona]).get("/keys/").content.decode()
        assert "Mend this" in page
