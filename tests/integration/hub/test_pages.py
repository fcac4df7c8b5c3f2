"""The pages of intake through a real client: who may see them, what a whole morning looks like, the form for the public."""

from __future__ import annotations

import re
from uuid import UUID

from django.test import Client

from fairward.hub.intake.models import Case
from fairward.hub.vocabulary import CaseState, Rating, Route
from tests.personas import LEAD, Persona, School, make_school, sign_in
from tests.support.hubs import ANALYST, HUB_MANAGER, HUB_OFFICER, SCREENER, connect, make_hub, refer
from tests.support.kept import kept

PHONED = {
    "danger": "no",
    "words": "The baby cries all night.",
    "name": "Ivy Stone",
    "teller": "Mrs Grey",
    "home": "4 Mill Lane, Westmere",
}


hub = kept(make_hub)


def browser(hub: School, persona: Persona, *, unlocked: bool = True) -> Client:
    return sign_in(Client(), hub[persona], unlocked=unlocked)


def phoned(hub: School, **more: str) -> UUID:
    """A contact typed by the screener; returns its case."""
    answer = browser(hub, SCREENER).post("/hub/telephone/", {**PHONED, **more})
    assert answer.status_code == 302, answer.content.decode()
    found = re.search(r"/hub/cases/([0-9a-f-]{36})/", answer["Location"])
    assert found
    return UUID(found[1])


def row(hub: School, case_id: UUID) -> Case:
    with hub.transaction():
        return Case.objects.get(organisation_id=hub.organisation_id, id=case_id)


def test_a_call_is_written_down_and_rated(hub: School) -> None:
    case_id, screener = phoned(hub), browser(hub, SCREENER)
    page = screener.get(f"/hub/cases/{case_id}/").content.decode()
    assert "Ivy Stone" in page and "The baby cries all night." in page and "Mrs Grey" not in page
    assert "Mrs Grey" in screener.get(f"/hub/cases/{case_id}/teller/").content.decode()
    answer = screener.post(f"/hub/cases/{case_id}/route/", {"route": str(int(Route.RATE)), "note": ""})
    assert answer.status_code == 302
    analyst = browser(hub, ANALYST)
    assert "The baby cries" in analyst.get(f"/hub/cases/{case_id}/").content.decode()
    assert analyst.get(f"/hub/cases/{case_id}/teller/").status_code == 403
    empty = analyst.post(f"/hub/cases/{case_id}/rate/", {"rating": str(int(Rating.AMBER)), "reasons": " "})
    assert "Give the reasons for the rating." in empty.content.decode()
    assert row(hub, case_id).rating is None
    analyst.post(
        f"/hub/cases/{case_id}/rate/", {"rating": str(int(Rating.AMBER)), "reasons": "Twice this week."}
    )
    assert (row(hub, case_id).state, row(hub, case_id).rating) == (CaseState.RATED, Rating.AMBER)
    board = analyst.get("/hub/?rating=2").content.decode()
    assert "Ivy Stone" in board and "Amber" in board and ANALYST.name in board
    assert "Nothing fits the filter" in analyst.get("/hub/?rating=1").content.decode()


def test_a_screener_does_not_rate_and_nobody_is_rated_by_default(hub: School) -> None:
    case_id = phoned(hub)
    assert browser(hub, SCREENER).get(f"/hub/cases/{case_id}/rate/").status_code == 403
    browser(hub, SCREENER).post(f"/hub/cases/{case_id}/route/", {"route": "4", "note": ""})
    page = browser(hub, HUB_MANAGER).get(f"/hub/cases/{case_id}/rate/").content.decode()
    assert "checked" not in page, "no rating is proposed"


def test_how_to_reach_whoever_told_it_is_a_telephone_link_where_it_is_a_number(hub: School) -> None:
    screener = browser(hub, SCREENER)
    rung = screener.get(f"/hub/cases/{phoned(hub, reach='07700 900 123')}/teller/").content.decode()
    assert '<a class="govuk-link" href="tel:07700900123">07700 900 123</a>' in rung
    met = screener.get(
        f"/hub/cases/{phoned(hub, reach='At the gate at 8:45, 15 Mill Lane')}/teller/"
    ).content.decode()
    assert "tel:0" not in met and "At the gate at 8:45, 15 Mill Lane" in met


def test_reasons_that_wait_lead_an_analyst_to_the_case_and_not_to_a_closed_door(hub: School) -> None:
    case_id = phoned(hub, danger="yes", name="", teller="")
    browser(hub, SCREENER).post(f"/hub/cases/{case_id}/act-first/", {"words": ""})
    assert f'href="/hub/cases/{case_id}/reasons/"' in browser(hub, SCREENER).get("/hub/").content.decode()
    analyst = browser(hub, ANALYST)
    board = analyst.get("/hub/").content.decode()
    assert "Reasons for what was done first" in board
    assert f'href="/hub/cases/{case_id}/reasons/"' not in board
    assert analyst.get(f"/hub/cases/{case_id}/").status_code == 200


def test_danger_goes_to_the_red_page_and_needs_no_key(hub: School) -> None:
    case_id = phoned(hub, danger="yes", name="", teller="")
    locked = browser(hub, SCREENER, unlocked=False)
    page = locked.get(f"/hub/cases/{case_id}/act-first/").content.decode()
    assert page.count("tel:999") >= 1
    assert "A child may be in danger" in locked.get("/").content.decode()
    assert locked.post(f"/hub/cases/{case_id}/act-first/", {"words": ""}).status_code == 302
    found = row(hub, case_id)
    assert (found.route, found.state, found.reasons_due) == (Route.EMERGENCY, CaseState.FEEDBACK_DUE, True)
    screener = browser(hub, SCREENER)
    screener.post(f"/hub/cases/{case_id}/reasons/", {"words": "Police went there at once."})
    assert row(hub, case_id).reasons_due is False
    assert "Police went there at once." in screener.get(f"/hub/cases/{case_id}/").content.decode()


def test_a_package_is_opened_and_read_whole(hub: School) -> None:
    school = make_school()
    connect(school, hub)
    arrival = refer(school, hub)
    screener = browser(hub, SCREENER)
    assert school.name in screener.get("/hub/").content.decode()
    answer = screener.post(f"/hub/arrived/{arrival}/", {"go": "1"})
    assert answer.status_code == 302
    page = screener.get(answer["Location"]).content.decode()
    assert "We fear that he is being hit at home." in page and "Robin Marsh" in page
    link = re.search(r"/hub/cases/[0-9a-f-]+/contact/[0-9a-f-]+/", page)
    assert link
    whole = screener.get(link[0]).content.decode()
    assert "bruise on the left forearm" in whole and whole.count("<h1") == 1
    again = screener.post(f"/hub/arrived/{arrival}/", {"go": "1"}).content.decode()
    assert "Somebody has opened this already" in again


def test_the_public_form_protects_who_wrote_it(hub: School) -> None:
    address = f"/open/tell/{hub.organisation_id}/"
    page = Client().get(address).content.decode()
    assert page.index("tel:999") < page.index("What worries you?") and hub.name in page
    empty = Client().post(address, {"danger": "", "words": ""}).content.decode()
    assert "There is a problem" in empty and "Say whether a child is in danger now." in empty
    sent = Client().post(
        address,
        {"danger": "yes", "words": "He screams.", "where": "Flat 3, Mill Lane", "teller": "Joan Quix"},
    )
    told = sent.content.decode()
    reference = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}", told)
    assert reference and "call now" in told and "Joan Quix" not in told
    with hub.transaction():
        found = Case.objects.get(organisation_id=hub.organisation_id, reference=reference[0])
    assert found.is_danger and found.acknowledged_at
    case = browser(hub, SCREENER).get(f"/hub/cases/{found.id}/").content.decode()
    assert "He screams." in case and "Joan Quix" not in case
    assert "He screams." not in browser(hub, ANALYST).get(f"/hub/cases/{found.id}/").content.decode()


def test_the_form_is_there_whoever_is_signed_in_elsewhere_and_only_for_hubs(hub: School) -> None:
    school = make_school()
    lead = sign_in(Client(), school[LEAD])
    assert lead.get(f"/open/tell/{hub.organisation_id}/").status_code == 200
    assert lead.get(f"/open/tell/{school.organisation_id}/").status_code == 404
    assert Client().get(f"/open/tell/{UUID(int=5)}/").status_code == 404


def test_a_machine_does_not_fill_the_form(hub: School) -> None:
    address, words = f"/open/tell/{hub.organisation_id}/", {"danger": "no", "words": "x"}
    for _ in range(10):
        assert "We have it" in Client().post(address, words).content.decode()
    stopped = Client().post(address, words).content.decode()
    assert "sent too often" in stopped and "tel:999" in stopped
    with hub.transaction():
        assert Case.objects.filter(organisation_id=hub.organisation_id).count() == 10


def test_who_sees_the_board(hub: School) -> None:
    school = make_school()
    assert sign_in(Client(), school[LEAD]).get("/hub/").status_code == 403
    assert browser(hub, HUB_OFFICER).get("/hub/").status_code == 403
    assert browser(hub, ANALYST).get("/hub/telephone/").status_code == 403
    empty = browser(hub, SCREENER).get("/hub/").content.decode()
    assert "The board is empty" in empty
    other = make_hub("Westmoor Safeguarding Hub")
    case_id = phoned(hub)
    pages = (
        "",
        "teller/",
        "route/",
        "missing/",
        "came/",
        "person/",
        "reasons/",
        "links/",
        "hand-over/",
        "reopen/",
        "act-first/",
    )
    for page in pages:
        assert browser(other, SCREENER).get(f"/hub/cases/{case_id}/{page}").status_code == 404, page
