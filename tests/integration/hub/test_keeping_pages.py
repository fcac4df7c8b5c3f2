"""Pages of keeping and destroying at a hub and at an agency: desk, holds, decisions, certificates, the schedule."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from fairward.hub.decisions.models import CaseGone
from fairward.hub.intake.models import Case
from fairward.kernel.vocabulary import OrganisationKind
from fairward.retention.engine import carry_out
from fairward.retention.models import Destruction, Hold
from tests.personas import Persona, School, sign_in
from tests.support.dissolving import end_as, grow_old, make_closed, night, rows_of
from tests.support.hubs import AGENCY_MANAGER, HUB_MANAGER, HUB_OFFICER, NAVIGATOR, SCREENER, make_agency
from tests.support.weighing import Weighing

pytestmark = pytest.mark.django_db(transaction=True)
CASE_FORM = {"kind": "2", "reason": "A letter of the court."}


@pytest.fixture
def weighing(transactional_db: None) -> Weighing:
    return make_closed(outcome="section_17")


def shown(one: School, persona: Persona, address: str) -> str:
    response = sign_in(Client(), one[persona]).get(address)
    assert response.status_code == 200, (persona.name, address, response.status_code)
    return response.content.decode()


def reference(weighing: Weighing) -> str:
    with weighing.asking.hub.transaction():
        return Case.objects.get(
            organisation_id=weighing.asking.hub.organisation_id, id=weighing.case_id
        ).reference


def test_a_case_that_led_to_something_goes_seven_days_after_somebody_decided_it(weighing: Weighing) -> None:
    hub = weighing.asking.hub
    grow_old(weighing, 366 * 6 + 10)
    assert "1 case is" in shown(hub, HUB_MANAGER, "/retention/")
    assert "your decision" not in shown(hub, HUB_OFFICER, "/retention/"), (
        "an officer watches and does not decide"
    )
    manager = sign_in(Client(), hub[HUB_MANAGER])
    page = manager.get("/retention/over/").content.decode()
    assert reference(weighing) in page and "Robin" not in page
    refused = manager.post("/retention/over/", {}).content.decode()
    assert "Tick at least one case." in refused
    checked = manager.post("/retention/over/", {"case": str(weighing.case_id)}).content.decode()
    assert "Destroy 1 case" in checked
    assert manager.post("/retention/over/", {"case": str(weighing.case_id), "sure": "1"}).status_code == 302
    night(hub)
    assert "intake_case" in rows_of(weighing), "nothing goes before its day"
    assert "Take it back" in shown(hub, HUB_MANAGER, "/retention/")
    with hub.transaction():
        order = Destruction.objects.get(organisation_id=hub.organisation_id, rule_id="hub-case-decided")
    assert manager.post(f"/retention/over/{order.id}/take-back/").status_code == 302
    assert "Take it back" not in shown(hub, HUB_MANAGER, "/retention/")
    manager.post("/retention/over/", {"case": str(weighing.case_id), "sure": "1"})
    with hub.transaction():
        Destruction.objects.filter(rule_id="hub-case-decided").update(not_before=timezone.localdate())
    carry_out(hub.organisation_id)
    assert rows_of(weighing) == {}
    with hub.transaction():
        assert CaseGone.objects.get(organisation_id=hub.organisation_id).ended == "section_17"
    assert "A case of the hub that led to help" in shown(hub, HUB_OFFICER, "/retention/certificates/")


def test_a_worker_with_the_right_holds_a_case_and_everybody_there_sees_it(weighing: Weighing) -> None:
    hub, manager = weighing.asking.hub, sign_in(Client(), weighing.asking.hub[HUB_MANAGER])
    case = f"/hub/cases/{weighing.case_id}/"
    assert f"/retention/holds/new/?case={reference(weighing)}" in shown(hub, HUB_MANAGER, case)
    assert "/retention/holds/new/" not in shown(hub, SCREENER, case)
    page = manager.get(f"/retention/holds/new/?case={reference(weighing)}").content.decode()
    assert reference(weighing) in page and "Which theme?" not in page and "Which child?" not in page
    typed = {
        **CASE_FORM,
        "owner": str(hub[HUB_MANAGER].membership_id),
        **review_in_a_month(),
        "case": "NOTH-ERE2",
    }
    assert "No case here has this reference" in manager.post("/retention/holds/new/", typed).content.decode()
    assert (
        "Say what is held: a case or a period."
        in manager.post("/retention/holds/new/", {**typed, "case": ""}).content.decode()
    )
    typed["case"] = reference(weighing).lower().replace("-", " ")
    assert "1 case of the hub" in manager.post("/retention/holds/new/", typed).content.decode()
    assert manager.post("/retention/holds/new/", {**typed, "sure": "1"}).status_code == 302
    assert "Held because of court proceedings" in shown(hub, SCREENER, case)
    board = shown(hub, HUB_OFFICER, "/retention/holds/")
    assert reference(weighing) in board and "Robin" not in board
    with hub.transaction():
        held = Hold.objects.get(organisation_id=hub.organisation_id)
    assert reference(weighing) in shown(hub, HUB_OFFICER, f"/retention/holds/{held.id}/")
    assert "tonight" in shown(hub, HUB_MANAGER, f"/retention/holds/{held.id}/lift/")
    end_as(weighing, "advice")
    grow_old(weighing, 400)
    night(hub)
    assert "intake_case" in rows_of(weighing)
    desk = shown(hub, HUB_MANAGER, "/retention/")
    assert "A case of the hub in which nothing more was done" in desk


def review_in_a_month() -> dict[str, str]:
    day = timezone.localdate() + timedelta(30)
    return {"review_on-day": str(day.day), "review_on-month": str(day.month), "review_on-year": str(day.year)}


def test_what_stays_of_a_case_is_found_by_its_reference(weighing: Weighing) -> None:
    end_as(weighing, "no_further_action")
    grow_old(weighing, 400)
    hub, known = weighing.asking.hub, reference(weighing)
    night(hub)
    page = shown(hub, SCREENER, "/hub/gone/")
    assert "Robin" not in page and known not in page, "without the reference nothing is listed"
    assert "No further action" in shown(hub, SCREENER, f"/hub/gone/?reference={known}")
    assert "Nothing here has this reference" in shown(hub, SCREENER, "/hub/gone/?reference=AAAA-2222")


def test_pages_of_an_agency_and_of_a_hub_show_what_is_kept_there(weighing: Weighing) -> None:
    police = make_agency(OrganisationKind.POLICE)
    for address, words in (
        ("/retention/", "Nothing goes this month"), ("/retention/holds/", "Nothing is held"),
        ("/retention/certificates/", "Nothing has been destroyed yet"), ("/retention/schedule/", "An answer to a hub"),
    ):  # fmt: skip
        assert words in shown(police, AGENCY_MANAGER, address)
    schedule = shown(weighing.asking.hub, HUB_MANAGER, "/retention/schedule/")
    assert "What an agency answered and nothing rests on" in schedule and "Behaviour" not in schedule
    assert sign_in(Client(), police[NAVIGATOR]).get("/retention/holds/").status_code == 403
    form = sign_in(Client(), police[AGENCY_MANAGER]).get("/retention/holds/new/").content.decode()
    assert "Which case?" not in form and "Which child?" not in form
