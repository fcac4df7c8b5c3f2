"""What a hub decided is read by the agency that answered: the outcome, nothing that others said; noted, and gone from there."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client

from fairward.agency.answers.told_actions import note_told
from fairward.agency.answers.told_queries import told_for, told_one_for
from fairward.exchange.travel.arrival_queries import is_kept
from fairward.exchange.travel.sending_queries import states_of_packages
from fairward.exchange.travel.vocabulary import TravelState
from fairward.hub.decisions.vocabulary import Whom
from fairward.kernel.denied import NotFound
from tests.personas import sign_in
from tests.support.asking import WHY
from tests.support.hubs import NAVIGATOR
from tests.support.kept import kept
from tests.support.travelling import carry_due
from tests.support.weighing import Weighing, make_weighing

pytestmark = pytest.mark.django_db


def _decided() -> Weighing:
    """Decided, the family told, and the outcome at the doors of both agencies."""
    made = make_weighing()
    made.weigh()
    made.decide()
    made.tell_family()
    for one in made.waiting():
        if one.whom is Whom.AGENCY:
            made.send(one)
    carry_due(made.asking.hub)
    return made


decided = kept(_decided)


def the_one(weighing: Weighing) -> UUID:
    health = weighing.asking.health
    with health.transaction():
        (found,) = told_for(health.actor(NAVIGATOR), WHY)
    return found.id


def test_it_reads_the_outcome_and_not_what_others_said(decided: Weighing) -> None:
    health = decided.asking.health
    with health.transaction():
        arrived, shown = told_one_for(health.actor(NAVIGATOR), the_one(decided), WHY)
    assert arrived.sender == decided.asking.hub.name
    assert shown.passages == ()
    assert shown.about is not None and "alone on the bridge" not in repr(shown)


def test_noted_it_is_gone_and_the_hub_hears_it(decided: Weighing) -> None:
    health, hub, arrival_id = decided.asking.health, decided.asking.hub, the_one(decided)
    with health.transaction():
        arrived, _ = told_one_for(health.actor(NAVIGATOR), arrival_id, WHY)
        note_told(by=health.actor(NAVIGATOR), arrival_id=arrival_id)
        assert not is_kept(health.organisation_id, arrival_id)
        assert told_for(health.actor(NAVIGATOR), WHY) == []
        for again in (told_one_for, lambda by, of, _: note_told(by=by, arrival_id=of)):
            with pytest.raises(NotFound):
                again(health.actor(NAVIGATOR), arrival_id, WHY)
    carry_due(health)
    with hub.transaction():
        assert set(states_of_packages(hub.organisation_id, [arrived.package_id]).values()) == {
            TravelState.ACCEPTED
        }


def test_what_came_to_another_agency_is_not_there(decided: Weighing) -> None:
    police = decided.asking.police
    with police.transaction():
        (found,) = told_for(police.actor(NAVIGATOR), WHY)
    with decided.asking.health.transaction(), pytest.raises(NotFound):
        told_one_for(decided.asking.health.actor(NAVIGATOR), found.id, WHY)


def test_the_pages(decided: Weighing, client: Client) -> None:
    sign_in(client, decided.asking.health[NAVIGATOR])
    assert "1 message waits" in client.get("/questions/").content.decode()
    listed = client.get("/questions/told/").content.decode()
    assert decided.asking.hub.name in listed and "What was decided" in listed
    page = f"/questions/told/{the_one(decided)}/"
    read = client.get(page).content.decode()
    assert read.count("<h1") == 1 and "We have noted it" in read
    assert client.post(f"{page}noted/").status_code == 302
    assert client.get(page).status_code == 404
    assert "Nothing waits" in client.get("/questions/told/").content.decode()
