"""The table of roles says what was decided, and refuses in words."""

from __future__ import annotations

import pytest

from fairward.access.decisions import check, may, visible
from fairward.access.permissions import CHARTERS, PERMISSIONS, permissions_of, rings_of, roles_in
from fairward.access.requests import requires
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import OrganisationKind, RingKind, Role

LEADS = (Role.SAFEGUARDING_LEAD, Role.DEPUTY_LEAD)
SCHOOL = roles_in(OrganisationKind.SCHOOL)


def actor(role: Role) -> Actor:
    return Actor(new_id(), new_id(), new_id(), role)


def test_every_role_has_a_charter_in_prose() -> None:
    assert set(CHARTERS) == set(Role)
    assert all(charter.prose.endswith(".") for charter in CHARTERS.values())


def test_every_permission_is_named_once_and_shaped_alike() -> None:
    given = {name for charter in CHARTERS.values() for name in charter.permissions}
    assert given == set(PERMISSIONS)
    assert all(len(name.split(":")) == 3 for name in PERMISSIONS)


def test_everybody_in_a_school_may_report() -> None:
    assert all(may(actor(role), "school:concern:report") for role in SCHOOL)


@pytest.mark.parametrize("role", SCHOOL)
def test_rings_are_for_those_who_answer_for_them(role: Role) -> None:
    lead = {
        RingKind.INTAKE,
        RingKind.CHILD_PROTECTION,
        RingKind.WELFARE,
        RingKind.BEHAVIOUR,
        RingKind.EXCHANGE,
    }
    others = {
        Role.HEADTEACHER: {RingKind.STAFF_CONDUCT, RingKind.RIGHTS},
        Role.DATA_PROTECTION_OFFICER: {RingKind.RIGHTS},
    }
    assert rings_of(role) == (lead if role in LEADS else others.get(role, set()))


def test_whoever_adds_people_cannot_read_and_whoever_reads_cannot_add_people() -> None:
    reading = {
        "school:file:read",
        "school:concern:triage",
        "staff:concern:read",
        "keys:rings:grant",
        "keys:self:hold",
    }
    for role in Role:
        if "organisation:members:manage" in permissions_of(role):
            assert not permissions_of(role) & reading
            assert not rings_of(role)


def test_every_ring_of_a_school_may_be_held_by_somebody() -> None:
    assert {ring for role in SCHOOL for ring in rings_of(role)} == set(RingKind) - {RingKind.CASES}
    assert rings_of(Role.ANALYST) == {RingKind.CASES}


def test_whoever_may_hold_a_ring_may_have_a_passphrase() -> None:
    assert all("keys:self:hold" in permissions_of(role) for role in Role if rings_of(role))


def test_leads_do_not_read_about_staff_and_heads_not_about_children() -> None:
    assert not any(may(actor(role), "staff:concern:read") for role in LEADS)
    assert not may(actor(Role.HEADTEACHER), "school:file:read")


def test_a_refusal_says_what_and_for_whom() -> None:
    with pytest.raises(Denied) as refused:
        check(actor(Role.RECORDER), "people:roster:import")
    assert refused.value.code == "not_your_role"
    assert refused.value.sentence == (
        "As member of staff you cannot bring the roster up to date from a file. This is for the administrator."
    )


def test_a_permission_that_does_not_exist_is_a_mistake_not_a_no() -> None:
    with pytest.raises(LookupError):
        may(actor(Role.SAFEGUARDING_LEAD), "school:concern:reed")
    with pytest.raises(LookupError):
        requires("school:concern:reed")


def test_navigation_shows_what_can_be_used() -> None:
    class Item:
        def __init__(self, permission: str) -> None:
            self.permission = permission

    home, desk = Item(""), Item("school:concern:triage")
    assert visible(actor(Role.RECORDER), [home, desk]) == [home]
    assert visible(actor(Role.DEPUTY_LEAD), [home, desk]) == [home, desk]


@pytest.mark.parametrize("kind", OrganisationKind)
def test_every_organisation_has_somebody_to_administer_it(kind: OrganisationKind) -> None:
    assert Role.ADMINISTRATOR in roles_in(kind)
