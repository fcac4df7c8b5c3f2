"""The board says what waits for whom: overdue answers, reasons to be written, disagreements, families who hear later."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from fairward.hub.decisions.models import Feedback
from fairward.hub.decisions.policies import Telling
from fairward.hub.decisions.vocabulary import Whom
from fairward.hub.enquiries.models import Enquiry
from fairward.hub.intake.models import Case
from fairward.hub.intake.waiting_queries import Waits, waits_for
from fairward.hub.talks.content import Said
from fairward.hub.talks.disagreement_actions import note_disagreement
from fairward.hub.talks.vocabulary import About, Whose
from fairward.hub.vocabulary import CaseState
from tests.personas import sign_in
from tests.support.asking import WHY, Asking, make_asking
from tests.support.hubs import SCREENER
from tests.support.weighing import make_weighing

pytestmark = pytest.mark.django_db


def waits(world: Asking) -> list[Waits]:
    with world.hub.transaction():
        return waits_for(world.hub.actor(SCREENER), timezone.now(), WHY)


def test_overdue_answers_reasons_and_disagreements_stand_on_the_board_late_first(db: None) -> None:
    world = make_asking()
    world.agree(world.police)
    world.open_gate()
    enquiry_id = world.ask(world.police)
    assert waits(world) == []
    late = timezone.now() - timedelta(hours=1)
    with world.hub.transaction():
        note_disagreement(
            by=world.hub.actor(SCREENER), case_id=world.case_id, about=About.RATING, whose=Whose.AGENCY,
            said=Said("Joan Pike", "It should be red."),
        )  # fmt: skip
        Enquiry.objects.filter(organisation_id=world.hub.organisation_id, id=enquiry_id).update(
            answer_by=late
        )
        Case.objects.filter(organisation_id=world.hub.organisation_id).update(reasons_due=True)
    found = waits(world)
    assert [(one.one.page, one.is_late) for one in found] == [
        ("enquiries:asked", True), ("intake:reasons", True), ("talks:disagreements", False),
    ]  # fmt: skip
    assert {one.children[0].identity.name for one in found} == {"Robin Marsh"}
    page = sign_in(Client(), world.hub[SCREENER]).get("/hub/").content.decode()
    for words in (
        "Waits for somebody",
        "Answer: police",
        "Reasons for what was done first",
        "about the rating",
    ):
        assert words in page
    narrowed = sign_in(Client(), world.hub[SCREENER]).get("/hub/?rating=1").content.decode()
    assert "Waits for somebody" not in narrowed


def test_a_family_that_hears_later_waits_and_can_be_told_after_closing(db: None) -> None:
    weighing = make_weighing()
    weighing.weigh()
    weighing.decide()
    first, *others = [one for one in weighing.waiting() if one.whom is Whom.FAMILY]
    today, own = timezone.localdate(), weighing.asking.hub.organisation_id
    weighing.tell(first, Telling(None, "She is not safe.", "increases_risk", today + timedelta(3)))
    for one in others:
        weighing.tell(one)
    for one in weighing.waiting():
        weighing.send(one)
    weighing.close()
    assert waits(weighing.asking) == []
    with weighing.asking.hub.transaction():
        Feedback.objects.filter(organisation_id=own, how__isnull=True).update(look_again_on=today)
    (found,) = waits(weighing.asking)
    assert found.one.page == "decisions:told" and found.is_late
    client = sign_in(Client(), weighing.asking.hub[SCREENER])
    page = client.get(f"/hub/cases/{weighing.case_id}/told/").content.decode()
    assert f"/told/family/{first.person_id}/" in page
    weighing.tell(first)
    assert waits(weighing.asking) == [] and weighing.state() is CaseState.CLOSED
