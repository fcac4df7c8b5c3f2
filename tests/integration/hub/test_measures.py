"""Figures of a hub with many cases are what was done there; what was destroyed still counts; nothing leads back to a case."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client

from fairward.hub.decisions.counting import count_cases_destroyed, count_destroyed
from fairward.hub.decisions.dissolving_actions import forget_items
from fairward.hub.decisions.keeping import due_items
from fairward.hub.enquiries.models import Enquiry, Gate, Item
from fairward.hub.intake.content import Identity
from fairward.hub.intake.models import Case
from fairward.hub.measures.models import Tally
from fairward.hub.measures.vocabulary import What
from fairward.hub.vocabulary import EnquiryState, Rating
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import OrganisationKind
from fairward.tenancy.context import as_organisation
from tests.personas import School, sign_in
from tests.support.hubs import (
    ANALYST,
    HUB_MANAGER,
    SCREENER,
    SCRUTINEER,
    connect,
    make_agency,
    make_hub,
    partner_id_of,
)
from tests.support.measuring import (
    MONTH,
    QUARTER,
    THEN,
    asked,
    busy_quarter,
    decided,
    gated,
    heard,
    many,
    measured,
    words,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def hub(db: None) -> School:
    return make_hub()


def test_time_to_a_decision_by_rating(hub: School) -> None:
    """Twelve amber cases in time after 5 hours, twelve late after 9: half of 24 took 7 hours at most, half were in time."""
    many(hub, 12, hours=5)
    many(hub, 12, hours=9, in_time=False)
    many(hub, 3, Rating.RED, hours=1)
    found = measured(hub)
    assert words(found["took"], "Amber") == ["7 hours", "50%", "about 20"]
    assert words(found["took"], "Red") == ["too few to say", "too few to say", "fewer than 10"]
    assert words(found["took"], "Blue") == ["–", "–", "0"]
    assert words(found["came"], "Rated amber") == ["hidden"], "else the total gives the three red ones away"
    assert measured(hub, "2026-q2")["took"].is_empty and not measured(hub, MONTH)["took"].is_empty


def test_only_the_first_decision_of_a_case_counts_for_its_time(hub: School) -> None:
    with hub.transaction():
        for _ in range(10):
            one = decided(hub, hours=5)
            again = decided(hub, hours=5)
            from fairward.hub.decisions.models import Decision

            Decision.objects.filter(id=again.decision_id).update(
                case_id=one.case_id, stands=False, decided_at=THEN + timedelta(days=9), outcome="advice"
            )
    assert words(measured(hub)["took"], "Amber") == ["5 hours", "100%", "about 10"]


def test_what_agencies_answered(hub: School) -> None:
    police, health = make_agency(OrganisationKind.POLICE), make_agency(OrganisationKind.HEALTH)
    for one in (police, health):
        connect(hub, one)
    with hub.transaction():
        for number in range(20):
            case_id = decided(hub).case_id
            is_late = number < 10
            state = EnquiryState.NOTHING_RELEVANT if is_late else EnquiryState.RELEVANT
            asked(hub, case_id, state, partner_id=partner_id_of(hub, police), late=is_late, items=2, cited=1)
            if number < 4:
                asked(hub, case_id, EnquiryState.NOT_AVAILABLE, partner_id=partner_id_of(hub, health))
        asked(hub, case_id, EnquiryState.ASKED)
    found = measured(hub)
    assert words(found["late"], police.name) == ["50%", "about 20"]
    assert words(found["late"], health.name) == ["too few to say", "fewer than 10"]
    assert words(found["late"], "Police, by one-time link") == ["too few to say", "fewer than 10"]
    assert words(found["nothing"], police.name) == ["50%", "about 20"]
    assert health.name not in [line.label for line in found["nothing"].lines], "going without is no answer"
    assert words(found["items"], "Questions sent to agencies") == ["about 30"]  # 25
    assert words(found["items"], "Items that came back") == ["about 40"]
    assert words(found["items"], "Items that an analysis rests on") == ["about 20"]
    assert words(found["items"], "Items destroyed") == ["0"]


def test_what_was_destroyed_still_counts(hub: School) -> None:
    """12 cases, each with three items of which one is relied on: 24 go, and came back all the same."""
    with hub.transaction():
        for _ in range(12):
            asked(hub, decided(hub).case_id, EnquiryState.RELEVANT, items=3, cited=1)
    before = measured(hub)["items"]
    with hub.transaction():
        unused = [one.id for one in due_items(hub.organisation_id, (THEN + timedelta(days=40)).date())]
        assert len(unused) == 24
        forget_items(hub.organisation_id, unused)
        kept = Tally.objects.get(organisation_id=hub.organisation_id, what=int(What.RETURNED))
        assert (kept.month, kept.number) == (date(2026, 8, 1), 24)
    after = measured(hub)["items"]
    assert before.lines[:3] == after.lines[:3]
    with hub.transaction():
        gone = Tally.objects.get(organisation_id=hub.organisation_id, what=int(What.DESTROYED))
    assert gone.number == 24 and words(measured(hub, f"{gone.month:%Y-%m}")["items"], "Items destroyed") == [
        "about 20"
    ]


def test_whole_cases_that_went_still_count(hub: School) -> None:
    """Everything but the numbers destroyed is the same before and after; also that others were told again after them."""
    police = make_agency(OrganisationKind.POLICE)
    connect(hub, police)
    busy_quarter(hub, partner_id_of(hub, police))
    with hub.transaction():
        for number in range(10):
            child = Identity(f"Cleo {'abcdefghij'[number]}x", date(2014, 2, 2))
            decided(hub, child=child, at=THEN - timedelta(days=100), flagged_at=THEN)
            decided(hub, child=child)
    before, earlier = measured(hub), measured(hub, "2026-q2")
    with hub.transaction():
        cases = Case.objects.filter(organisation_id=hub.organisation_id)
        going = list(cases.order_by("received_at", "id").values_list("id", flat=True)[:50])
        items = Item.objects.filter(organisation_id=hub.organisation_id, case_id__in=going)
        gone = list(items.values_list("id", flat=True))
        count_cases_destroyed(hub.organisation_id, going)
        count_destroyed(hub.organisation_id, gone)
        items.delete()
        Gate.objects.filter(organisation_id=hub.organisation_id, case_id__in=going).delete()
        Enquiry.objects.filter(organisation_id=hub.organisation_id, case_id__in=going).delete()
        cases.filter(id__in=going).delete()
    after = measured(hub)
    assert words(before["again"], "Contacts") != ["0%", "about 70"] and measured(hub, "2026-q2") == earlier
    assert {**after, "items": None} == {**before, "items": None}
    assert after["items"].lines[:4] == before["items"].lines[:4]
    assert len(gone) > 30


def test_families_told_and_grounds(hub: School) -> None:
    with hub.transaction():
        for number in range(22):
            case_id = decided(hub).case_id
            gated(hub, case_id, "" if number < 11 else "increases_risk")
            heard(hub, case_id, 2 if number < 11 else None, "" if number < 11 else "increases_risk")
    found = measured(hub)
    assert words(found["told"], "Before agencies were asked (cases)") == ["50%", "about 20"]
    assert words(found["told"], "What was decided (people)") == ["50%", "about 20"]
    assert [cell.words for line in found["grounds"].lines for cell in line.cells].count("about 20") == 1


def test_only_the_newest_gate_of_a_case_counts(hub: School) -> None:
    with hub.transaction():
        for _ in range(10):
            case_id = decided(hub).case_id
            gated(hub, case_id, "increases_risk")
            gated(hub, case_id, version=2)
    found = measured(hub)
    assert words(found["told"], "Before agencies were asked (cases)") == ["100%", "about 10"]
    assert found["grounds"].is_empty


def test_who_came_again_within_twelve_months(hub: School) -> None:
    """Ten children twice in the time, ten once, ten whose other time was longer ago than twelve months."""
    long_ago = THEN - timedelta(days=400)
    with hub.transaction():
        for number in range(10):
            twice, old = (
                Identity(f"Ann {'abcdefghij'[number]}{name}", date(2015, 3, 3)) for name in ("x", "y")
            )
            decided(hub, child=twice, at=THEN - timedelta(days=300))
            decided(hub, child=twice)
            decided(hub, child=old, at=long_ago)
            decided(hub, child=old)
            decided(hub, child=Identity(f"Bea {'abcdefghij'[number]}x", date(2016, 1, 1)))
            decided(hub)
    assert words(measured(hub)["again"], "Contacts") == ["33%", "about 30"]


def test_decisions_that_a_correction_changed(hub: School) -> None:
    from fairward.hub.decisions.models import Decision

    with hub.transaction():
        for number in range(30):
            one = decided(hub, flagged_at=THEN + timedelta(days=1))
            if number < 20:
                Decision.objects.filter(id=one.decision_id).update(stands=False)
                again = decided(hub, outcome="advice" if number < 10 else "section_17")
                Decision.objects.filter(id=again.decision_id).update(
                    case_id=one.case_id, decided_at=THEN + timedelta(days=2)
                )
    found = measured(hub)["corrected"]
    assert [[cell.words for cell in line.cells] for line in found.lines] == [["about 10"]] * 3


def test_nothing_at_all_says_so(hub: School, client: Client) -> None:
    page = sign_in(client, hub[HUB_MANAGER]).get("/hub/measures/")
    assert "Nothing was counted in this time" in page.text and "fw-lanes" not in page.text


def test_page_and_file_show_the_same_and_name_nobody(hub: School, client: Client) -> None:
    many(hub, 12, child=Identity("Robin Marsh", date(2015, 3, 3)))
    signed = sign_in(client, hub[SCRUTINEER])
    page = signed.get(f"/hub/measures/?time={QUARTER}").text
    assert "Jul to Sep 2026" in page and "5 hours" in page and "fw-lanes" in page
    file = signed.get(f"/hub/measures/measures.csv?time={QUARTER}")
    assert (
        file["Content-Disposition"] == 'attachment; filename="measures-2026-q3.csv"'
        and "5 hours" in file.text
    )
    for person in hub.people.values():
        if person.persona is not SCRUTINEER:
            assert person.persona.name not in page and person.persona.name not in file.text
    assert "Marsh" not in page + file.text


def test_an_unknown_time_is_said_and_the_running_quarter_shown(hub: School, client: Client) -> None:
    page = sign_in(client, hub[HUB_MANAGER]).get("/hub/measures/?time=2026-q9").text
    assert "Choose one of the times on the list." in page and "There is a problem" in page


def test_who_works_on_cases_sees_no_measures_and_who_sees_measures_no_case(hub: School) -> None:
    one = many(hub, 1)[0]
    for persona in (SCREENER, ANALYST):
        client = sign_in(Client(), hub[persona])
        assert client.get("/hub/measures/").status_code == 403
    client = sign_in(Client(), hub[SCRUTINEER])
    for address in ("/hub/", f"/hub/cases/{one.case_id}/", f"/hub/cases/{one.case_id}/counted/"):
        assert client.get(address).status_code in (403, 404)
    assert client.get("/hub/measures/").status_code == 200


def test_another_hub_s_cases_are_not_counted(hub: School) -> None:
    many(make_hub("Other Hub"), 12)
    assert all(one.is_empty for one in measured(hub).values())


def test_the_look_is_in_the_log(hub: School) -> None:
    with as_organisation(hub.organisation_id), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_pending WHERE organisation_id = %s", [hub.organisation_id])
        before = cursor.fetchone()[0]
    measured(hub)
    with as_organisation(hub.organisation_id), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_pending WHERE organisation_id = %s", [hub.organisation_id])
        assert cursor.fetchone()[0] == before + 1
    with hub.transaction(), pytest.raises(Denied):
        from fairward.hub.measures.queries import measures_for
        from fairward.hub.measures.spans import span_of

        measures_for(hub.actor(SCREENER), span_of(QUARTER), "a test")
