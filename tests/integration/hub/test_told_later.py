"""A family that hears it later stands on one list until it is told; why it was put off stays as it was noted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from fairward.hub.decisions.actions import close_case, tell
from fairward.hub.decisions.outcome_package import family_told
from fairward.hub.decisions.policies import Telling, check_may_tell
from fairward.hub.decisions.queries import hears_later, told_of
from fairward.hub.decisions.vocabulary import How
from fairward.hub.families.later_queries import later_of, put_off_counts, put_off_for
from fairward.hub.families.showing_actions import NOTED
from fairward.hub.intake.waiting_queries import waits_for
from fairward.hub.measures.fact_queries import facts_in
from fairward.hub.measures.spans import span_of
from fairward.hub.measures.vocabulary import What
from fairward.kernel.denied import Denied
from tests.personas import sign_in
from tests.support.asking import MOTHER, WHY
from tests.support.hub_families import ROBIN, Told, make_told
from tests.support.hubs import ANALYST, HUB_MANAGER, HUB_OFFICER, SCREENER

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(db: None) -> Told:
    return make_told()


def test_why_it_was_put_off_stays_as_it_was_noted_when_they_are_told_after_all(told: Told) -> None:
    """Failed before: being told, or put off anew, destroyed why, until when and by whom it had been put off."""
    today, mother = timezone.localdate(), told.person(MOTHER)
    first = next(one for one in told.weighing.waiting() if one.person_id == mother)
    told.weighing.tell(first, Telling(None, "The police asked.", "loses_evidence", today + timedelta(2)))
    told.weighing.tell(
        first, Telling(None, "He is still looked for.", "increases_risk", today + timedelta(5))
    )
    own = told.hub.organisation_id
    with told.hub.transaction():
        assert [one.look_again_on for one in later_of(own)] == [today + timedelta(5)]
    page = sign_in(Client(), told.hub[SCREENER]).get("/hub/put-off/").content.decode()
    assert page.count("Put off by") == 1
    told.show(MOTHER)
    with told.hub.transaction():
        lines = [
            one for one in told_of(told.hub.actor(HUB_MANAGER), told.case_id, WHY) if one.person_id == mother
        ]
        assert later_of(own) == [] and not hears_later(own, told.case_id, mother)
        facts = facts_in(own, span_of(f"{today:%Y-%m}"))
    assert [(one.words, one.ground, one.look_again_on, one.ended_at is not None) for one in lines] == [
        ("The police asked.", "loses_evidence", today + timedelta(2), True),
        ("He is still looked for.", "increases_risk", today + timedelta(5), True),
        (NOTED, "", None, False),
    ]  # fmt: skip
    assert family_told(lines).is_told
    page = sign_in(Client(), told.hub[SCREENER]).get(f"/hub/cases/{told.case_id}/told/").content.decode()
    assert page.count("Was put off") == 2 and f"/told/family/{mother}/" not in page
    heard = [number for (_, what, _, _), number in facts.items() if what is What.HEARD]
    assert sum(heard) == 1, "somebody who was told after all is counted once"


def test_a_part_that_is_told_later_waits_on_the_board_too_and_all_three_say_the_same(told: Told) -> None:
    """Failed before: the board asked for those alone who were told nothing, and left out of whom a part was kept."""
    (police,) = [
        one.facts.id for one in told.offered(MOTHER).questions
        if told.weighing.asking.police.name == one.content.to
    ]  # fmt: skip
    today, own = timezone.localdate(), told.hub.organisation_id
    ground = {"ground": "loses_evidence", "look_again_on": today + timedelta(5)}
    told.show(MOTHER, later=frozenset({police}), **ground)
    robin = next(one for one in told.weighing.waiting() if one.person_id == told.person(ROBIN))
    told.weighing.tell(robin, Telling(None, "The police asked.", "loses_evidence", today + timedelta(3)))
    soon = timezone.now() + timedelta(days=6)
    with told.hub.transaction():
        screener = told.hub.actor(SCREENER)
        assert waits_for(screener, timezone.now(), WHY) == []
        board = [one.one for one in waits_for(screener, soon, WHY)]
        listed = [(one.one.case_id, one.one.look_again_on, one.name) for one in put_off_for(screener, WHY)]
        assert put_off_counts(own, today) == (2, 0) and put_off_counts(own, timezone.localdate(soon)) == (
            2,
            2,
        )
        assert put_off_counts(own, today + timedelta(3)) == (2, 1)
    assert [one.page for one in board] == ["decisions:told", "hub_families:family"]
    assert [one[1:] for one in listed] == [(today + timedelta(3), ROBIN), (today + timedelta(5), MOTHER)]
    assert [(one.case_id, timezone.localdate(one.due_at)) for one in board] == [one[:2] for one in listed]


def test_whoever_may_tell_a_family_may_tell_agencies_and_close_and_nobody_else(told: Told) -> None:
    with told.hub.transaction():
        for persona in (SCREENER, HUB_MANAGER, ANALYST):
            check_may_tell(told.hub.actor(persona))
    officer = told.hub.actor(HUB_OFFICER)
    whom = told.weighing.waiting()[0]
    with told.hub.transaction():
        for act in (
            lambda: check_may_tell(officer),
            lambda: tell(by=officer, case_id=told.case_id, whom=whom, telling=Telling(How.TALK, "We rang.")),
            lambda: close_case(by=officer, case_id=told.case_id),
        ):
            with pytest.raises(Denied):
                act()
