"""Promise 8 in the hub: people alone release what somebody asks to see; what is held back has a ground, a person, a day."""

from __future__ import annotations

import inspect
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from fairward.access_requests.vocabulary import PassageDecision
from fairward.cases.models import Case
from fairward.config import jobs
from fairward.hub.requests import answer_actions
from fairward.hub.requests.models import Consultation, HeldAnswer, HeldPassage
from fairward.kernel.denied import Denied
from tests.support.hub_requests import HARM, HubRequest, make_request
from tests.support.hubs import HUB_OFFICER
from tests.support.kept import kept

pytestmark = pytest.mark.django_db


made = kept(make_request)


def test_no_day_that_comes_releases_anything(made: HubRequest) -> None:
    """The month is over, the originator's day is over: every passage still waits for a person, and there is no answer."""
    made.consult(made.world.asking.police)
    long_ago = timezone.now() - timedelta(days=60)
    with made.hub.transaction():
        Case.objects.filter(id=made.case_id).update(due_at=long_ago)
        Consultation.objects.update(answer_by_on=long_ago.date())
    assert {one.line.decision for one in made.passages()} == {PassageDecision.UNDECIDED}
    with made.hub.transaction(), pytest.raises(Denied):
        answer_actions.make_answer(by=made.hub.actor(HUB_OFFICER), case_id=made.case_id)
    with made.hub.transaction():
        assert not HeldAnswer.objects.exists()


def test_no_job_knows_of_requests() -> None:
    assert "hub.requests" not in inspect.getsource(jobs)


def test_what_is_held_back_has_a_ground_a_person_and_a_day(made: HubRequest) -> None:
    made.decide(1, HARM)
    with made.hub.transaction():
        row = HeldPassage.objects.get(place=1)
        assert row.exemption and row.reason_id and row.decided_by and row.decided_at and row.look_again_on
        for column in ({"exemption": ""}, {"reason_id": None}, {"decided_by": None}, {"decided_at": None}):
            with pytest.raises(IntegrityError), transaction.atomic():
                HeldPassage.objects.filter(place=1).update(**column)


def test_the_second_person_is_never_the_first(made: HubRequest) -> None:
    made.decide(1, HARM)
    with made.hub.transaction():
        row = HeldPassage.objects.get(place=1)
        with pytest.raises(IntegrityError), transaction.atomic():
            HeldPassage.objects.filter(place=1).update(second_by=row.decided_by)
