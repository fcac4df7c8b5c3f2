"""The demo's hub has a morning in which contacts stand at different places."""

from __future__ import annotations

import pytest

from fairward.config.demo import hub_cases
from fairward.config.demo.hub_family import make_mother
from fairward.config.demo.people import DemoPerson, actor_of
from fairward.hub.families.my_queries import my_cases, my_reading_for
from fairward.hub.intake.board_queries import Wanted, board_for
from fairward.hub.vocabulary import CaseState, Rating
from fairward.kernel.vocabulary import Role
from tests.personas import Persona, School
from tests.support.hubs import ANALYST, HUB_MANAGER, SCREENER, make_hub


@pytest.mark.django_db
def test_five_contacts_at_different_places() -> None:
    hub = make_hub()
    with hub.transaction():
        hub_cases.play(*(hub.actor(one) for one in (SCREENER, HUB_MANAGER, ANALYST)))
        items = board_for(hub.actor(SCREENER), Wanted(), "a test").items
    states = [one.facts.state for one in items]
    assert len(items) == 5 and set(states) == {
        CaseState.CONTACT_RECEIVED, CaseState.INCOMPLETE, CaseState.TRIAGE, CaseState.RATED, CaseState.FEEDBACK_DUE,
    }  # fmt: skip
    assert items[0].facts.is_danger and Rating.AMBER in [one.facts.rating for one in items]
    assert any(one.facts.reasons_due for one in items)


def known(hub: School, persona: Persona) -> DemoPerson:
    person = hub[persona]
    return DemoPerson(
        hub.name, str(hub.organisation_id), "hub", persona.name, "", persona.role.code, person.sign_in, "", "", person.passphrase
    )  # fmt: skip


@pytest.mark.django_db
def test_a_mother_reads_what_the_demo_s_hub_decided() -> None:
    hub = make_hub()
    with hub.transaction():
        mother = make_mother(*(known(hub, one) for one in (SCREENER, HUB_MANAGER, ANALYST)))
        actor = actor_of(mother, unlocked=True)
        (one,) = my_cases(actor)
        outcome = my_reading_for(actor, one.reader.id, "a test").outcome
    assert mother.role == Role.FAMILY.code and one.about == ("Jamie Holloway",)
    assert outcome is not None and outcome.outcome == "You are offered help for your family. You can say no."
    assert outcome.came == "Somebody rang us. We do not say who."
