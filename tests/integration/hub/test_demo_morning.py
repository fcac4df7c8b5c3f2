"""The demo's hub has a morning in which contacts stand at different places."""

from __future__ import annotations

import pytest

from fairward.config.demo import hub_cases
from fairward.hub.intake.board_queries import Wanted, board_for
from fairward.hub.vocabulary import CaseState, Rating
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
