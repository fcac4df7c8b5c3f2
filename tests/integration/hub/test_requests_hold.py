"""While somebody asks to see a case of the hub, or complains about it, nothing of it goes; then it is as due as before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from fairward.cases.models import Case
from fairward.cases.noting_actions import Noted, note_case
from fairward.cases.vocabulary import CaseKind, CaseOutcome, HowAsked
from fairward.cases.writing import close
from fairward.hub.requests import actions
from fairward.hub.requests.queries import request_for
from fairward.kernel.denied import Denied
from fairward.retention.hold_actions import lift_hold
from fairward.retention.models import Hold
from fairward.retention.vocabulary import HoldKind
from tests.personas import sign_in
from tests.support.asking import MOTHER
from tests.support.dissolving import grow_old, items_left, make_closed, night, rows_of
from tests.support.hub_requests import ASKED, HubRequest
from tests.support.hubs import HUB_MANAGER, HUB_OFFICER
from tests.support.weighing import Weighing

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def weighing(transactional_db: None) -> Weighing:
    return make_closed()


def asked(weighing: Weighing) -> HubRequest:
    hub = weighing.asking.hub
    with hub.transaction():
        noted = actions.Noted(MOTHER, ASKED, HowAsked.LETTER, timezone.now() - timedelta(days=3))
        made = HubRequest(weighing, actions.note_request(by=hub.actor(HUB_OFFICER), noted=noted))
    made.confirm()
    return made


def test_a_running_request_holds_its_case_and_ending_it_lets_go(weighing: Weighing) -> None:
    """Failed before: items went 28 days after closing and the case after 12 months, whoever had asked to see them."""
    hub, made = weighing.asking.hub, asked(weighing)
    grow_old(weighing, 29)
    assert night(hub) == 0 and items_left(weighing) == 1
    grow_old(weighing, 366)
    assert night(hub) == 0 and "intake_case" in rows_of(weighing)
    with hub.transaction():
        (hold,) = Hold.objects.filter(organisation_id=hub.organisation_id)
        assert (HoldKind(hold.kind), hold.item_id, hold.case_id) == (
            HoldKind.ACCESS_REQUEST, weighing.case_id, made.case_id
        )  # fmt: skip
        with pytest.raises(Denied) as found:
            lift_hold(by=hub.actor(HUB_MANAGER), hold_id=hold.id, because="It is in the way.")
        assert found.value.code == "hold_of_case"
    made.settle()
    made.gather()
    with hub.transaction():
        assert Hold.objects.filter(organisation_id=hub.organisation_id).count() == 1, (
            "once for a request and case"
        )
        assert request_for(hub.actor(HUB_OFFICER), made.case_id).progress.total
        actions.withdraw_request(by=hub.actor(HUB_OFFICER), case_id=made.case_id)
    assert night(hub) and rows_of(weighing) == {}


def test_a_complaint_that_names_a_case_by_its_reference_holds_it_until_it_is_answered(
    weighing: Weighing,
) -> None:
    hub = weighing.asking.hub
    reference = weighing.pack(HUB_MANAGER, "complaint").case.facts.reference
    client = sign_in(Client(), hub[HUB_MANAGER])
    page = client.get("/rights/note/").content.decode()
    assert "Which case is it about?" in page and "For which child?" not in page
    given = {"kind": "4", "words": "Nobody told me.", "who": MOTHER, "reference": "AAAA-AAAA"}
    page = client.post("/rights/note/", given).content.decode()
    assert "There is no case of this reference" in page and "Nobody told me." in page
    assert client.post("/rights/note/", given | {"reference": reference.lower()}).status_code == 302
    grow_old(weighing, 366)
    assert night(hub) == 0 and "intake_case" in rows_of(weighing)
    with hub.transaction():
        by = hub.actor(HUB_MANAGER)
        (case,) = Case.objects.filter(organisation_id=hub.organisation_id)
        close(by, case, CaseOutcome.UPHELD)
    assert night(hub) and rows_of(weighing) == {}


def test_what_freezes_nothing_holds_no_case(weighing: Weighing) -> None:
    hub = weighing.asking.hub
    reference = weighing.pack(HUB_MANAGER, "complaint").case.facts.reference
    with hub.transaction():
        noted = Noted(
            CaseKind.BREACH, HowAsked.IN_PERSON, timezone.now(), "A letter was lost.", reference=reference
        )
        note_case(by=hub.actor(HUB_MANAGER), noted=noted)
        assert not Hold.objects.filter(organisation_id=hub.organisation_id).exists()
