"""An open case is passed to the team that has it: the contact under its labels, no pack, nobody asked, a receipt on the page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from fairward.exchange.answering.crossing import opened
from fairward.exchange.package.contents import Coded, Manifest, Told
from fairward.exchange.travel.models import Arrival
from fairward.exchange.travel.partner_queries import partner
from fairward.exchange.travel.vocabulary import TravelState
from fairward.hub.decisions.forward_actions import forward_case, note_forwarded
from fairward.hub.decisions.forward_package import Forward, what_goes
from fairward.hub.decisions.models import Feedback
from fairward.hub.decisions.policies import Telling
from fairward.hub.decisions.vocabulary import How, Whom
from fairward.hub.enquiries.models import Enquiry, Gate
from fairward.hub.intake.case_queries import case_for
from fairward.hub.intake.contact_actions import take_arrival
from fairward.hub.intake.triage_actions import choose_route
from fairward.hub.vocabulary import Route
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import Label, OrganisationKind
from tests.personas import School, make_school, sign_in
from tests.support.hubs import (
    AGENCY_MANAGER,
    SCREENER,
    connect,
    keeper,
    make_agency,
    make_hub,
    partner_id_of,
    refer,
)
from tests.support.kept import kept
from tests.support.travelling import carry_due

pytestmark = pytest.mark.django_db
WHY, KNOWS = "a test", Told(True, None, None)


def _three() -> tuple[School, School, School]:
    hub, school, team = make_hub(), make_school(), make_agency(OrganisationKind.SOCIAL_CARE)
    connect(hub, school)
    connect(hub, team)
    return hub, school, team


three = kept(_three)


def contact(hub: School, school: School, route: Route = Route.OPEN_CASE_FORWARDED, **more: Any) -> UUID:
    arrival_id = refer(school, hub, **more)
    with hub.transaction():
        case_id = take_arrival(by=hub.actor(SCREENER), arrival_id=arrival_id)
        note = "" if route is Route.RATE else "Ms Okoro, told by telephone."
        choose_route(by=hub.actor(SCREENER), case_id=case_id, route=route, note=note)
    return case_id


def forward(
    hub: School, team: School, case_id: UUID, told: Told = KNOWS, asks: str = "Ring the school."
) -> UUID:
    with hub.transaction():
        case = case_for(hub.actor(SCREENER), case_id, WHY)
        sent = forward_case(
            by=hub.actor(SCREENER), case=case, partner_id=partner_id_of(hub, team),
            forward=Forward(case.came[0], told, asks),
        )  # fmt: skip
    carry_due(hub)
    return sent


def came_to(team: School, package_id: UUID) -> Manifest:
    with team.transaction():
        arrival = Arrival.objects.get(organisation_id=team.organisation_id, package_id=package_id)
        return opened(team.actor(keeper(team)), arrival.id, WHY).manifest


def test_the_team_gets_the_contact_under_its_labels_and_nobody_is_asked(
    three: tuple[School, School, School],
) -> None:
    hub, school, team = three
    case_id = contact(hub, school)
    with hub.transaction():
        document = case_for(hub.actor(SCREENER), case_id, WHY).came[0].document
    manifest = came_to(team, forward(hub, team, case_id))
    assert document is not None
    assert [one.text for one in manifest.passages] == [one.text for one in document.passages]
    assert [one.label for one in manifest.passages] == [one.label for one in document.passages]
    for one in manifest.passages:
        assert [each.organisation for each in one.chain] == [school.organisation_id, hub.organisation_id]
        assert one.chain[-1].package == document.id
    assert manifest.asks == ("Ring the school.",)
    with hub.transaction():
        for table in (Enquiry, Gate):
            assert not table.objects.filter(organisation_id=hub.organisation_id).exists()
        (row,) = Feedback.objects.filter(organisation_id=hub.organisation_id)
    assert (row.whom, row.how) == (int(Whom.RECEIVER), int(How.PACKAGE))


def test_what_is_above_the_team_does_not_go(three: tuple[School, School, School]) -> None:
    hub, school, team = three
    case_id = contact(hub, school, label=Label.HUB_ONLY)
    with hub.transaction():
        case = case_for(hub.actor(SCREENER), case_id, WHY)
        card = partner(hub.organisation_id, partner_id_of(hub, team)).card
        goes = what_goes(hub.actor(SCREENER), case.came[0], card)
    assert goes is not None and goes.passages == () and goes.above > 0
    with pytest.raises(Denied) as denied:
        forward(hub, team, case_id)
    assert denied.value.code == "nothing_goes"


def test_only_an_open_case_is_passed_on(three: tuple[School, School, School]) -> None:
    hub, school, team = three
    case_id = contact(hub, school, Route.RATE)
    with pytest.raises(Denied) as denied:
        forward(hub, team, case_id)
    assert denied.value.code == "other_route"


def test_the_family_does_not_know_only_with_a_ground_and_a_day(three: tuple[School, School, School]) -> None:
    hub, school, team = three
    case_id = contact(hub, school)
    soon = timezone.localdate() + timedelta(1)
    for told in (Told(False, None, None), Told(False, Coded("no_such_ground", "x"), soon)):
        with pytest.raises(Denied) as denied:
            forward(hub, team, case_id, told)
        assert denied.value.code == "no_ground"


def test_where_the_team_has_no_fairward_it_is_noted(three: tuple[School, School, School]) -> None:
    hub, school, _ = three
    case_id = contact(hub, school)
    with hub.transaction():
        by = hub.actor(SCREENER)
        with pytest.raises(Denied):
            note_forwarded(by=by, case_id=case_id, telling=Telling(How.TELEPHONE, "  "))
        note_forwarded(by=by, case_id=case_id, telling=Telling(How.TELEPHONE, "Ms Okoro has it."))
    client = sign_in(Client(), hub[SCREENER])
    asked = client.get(f"/hub/cases/{case_id}/forward/by-hand/")
    assert asked.status_code == 200 and "How were they told?" in asked.content.decode()
    page = client.get(f"/hub/cases/{case_id}/told/").content.decode()
    assert "Ms Okoro has it." in page and "The team" in page


def test_the_pages_show_what_they_read_and_the_receipt(three: tuple[School, School, School]) -> None:
    hub, school, team = three
    case_id = contact(hub, school)
    client, base = sign_in(Client(), hub[SCREENER]), f"/hub/cases/{case_id}/"
    assert "Pass it to the team that has the case" in client.get(base).content.decode()
    teams = client.get(f"{base}forward/").content.decode()
    assert team.name in teams and school.name not in teams
    address = f"{base}forward/{partner_id_of(hub, team)}/"
    assert "This is what they read" in client.get(address).content.decode()
    wrong = client.post(address, {"is_told": "no"}).content.decode()
    assert "There is a problem" in wrong and "Choose how they were told, or the ground" in wrong
    assert client.post(address, {"is_told": "yes", "asks": "Ring the school."}).status_code == 302
    carry_due(hub)
    page = client.get(f"{base}told/").content.decode()
    assert TravelState.DELIVERED.word in page and team.name in page
    assert AGENCY_MANAGER.name not in page
