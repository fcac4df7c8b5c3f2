"""Grounds that need two people wait for the second, who is not the first; silence too, and it ends."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from fairward.access_requests import answer_actions, review_actions
from fairward.access_requests.models import CasePassage
from fairward.access_requests.policies import Chosen
from fairward.access_requests.review_queries import passage_for
from fairward.access_requests.vocabulary import HowSent, PassageDecision
from fairward.cases.vocabulary import CaseState
from fairward.kernel.denied import Denied
from tests.personas import DPO, HEADTEACHER, LEAD
from tests.support.living import Living, make_living
from tests.support.requesting import Requesting

HARM = Chosen(
    PassageDecision.WITHHOLD,
    "serious_harm_education",
    reasons="He threatened her.",
    harm="Her account of Tuesday.",
)


def waiting(living: Living) -> tuple[Requesting, int]:
    """Everything is decided, one passage waits."""
    request = Requesting.noted(living).ready_to_review()
    place = request.place_of("uncle")
    request.decide(place, HARM)
    return request.disclose_rest(), place


def test_the_case_waits_for_the_second_person(living: Living) -> None:
    request, place = waiting(living)
    assert request.shown().head.state is CaseState.SECOND_CHECK
    with pytest.raises(Denied) as denied:
        request.made()
    assert denied.value.code == "not_ready"
    with living.school.transaction():
        lead = living.actor(LEAD)
        view = passage_for(lead, request.case_id, place)
        assert view.chosen is not None and view.chosen.harm == HARM.harm
        review_actions.agree_as_second(by=lead, view=view)
    assert b"uncle" not in request.made().pdf


def test_whoever_decided_cannot_be_the_second(living: Living) -> None:
    """A headteacher may handle cases and be a second person, but not of their own decision."""
    request, place = waiting(living)
    with living.school.transaction():
        CasePassage.objects.filter(place=place).update(decided_by=living.actor(LEAD).membership_id)
    with pytest.raises(Denied) as denied, living.school.transaction():
        lead = living.actor(LEAD)
        review_actions.agree_as_second(by=lead, view=passage_for(lead, request.case_id, place))
    assert denied.value.code == "same_person"
    with pytest.raises(IntegrityError), living.school.transaction(), transaction.atomic():
        row = CasePassage.objects.get(place=place)
        CasePassage.objects.filter(place=place).update(second_by=row.decided_by, second_at=timezone.now())


def test_the_officer_cannot_be_the_second(living: Living) -> None:
    request, place = waiting(living)
    with pytest.raises(Denied) as denied, living.school.transaction():
        officer = living.actor(DPO)
        review_actions.agree_as_second(by=officer, view=passage_for(officer, request.case_id, place))
    assert denied.value.code == "not_your_role"


def test_a_passage_given_back_is_decided_anew(living: Living) -> None:
    request, place = waiting(living)
    with living.school.transaction():
        lead = living.actor(LEAD)
        view = passage_for(lead, request.case_id, place)
        review_actions.return_as_second(by=lead, view=view, words="She knows it herself.")
    shown = request.shown()
    assert shown.head.state is CaseState.REVIEWING and shown.progress.next_place == place
    assert "She knows it herself." in [one.text for one in shown.texts]


def test_deciding_anew_needs_the_second_again(living: Living) -> None:
    request, place = waiting(living)
    with living.school.transaction():
        lead = living.actor(LEAD)
        review_actions.agree_as_second(by=lead, view=passage_for(lead, request.case_id, place))
    assert request.shown().progress.is_ready
    request.decide(place, HARM)
    assert not request.shown().progress.is_ready


def test_silence_needs_two_people_and_a_day(living: Living) -> None:
    request = Requesting.noted(living).settled()
    today = timezone.localdate()
    with living.school.transaction():
        officer = living.actor(DPO)
        with pytest.raises(Denied):
            review_actions.ask_for_silence(
                by=officer, case_id=request.case_id, reasons="Danger.", until=today
            )
        review_actions.ask_for_silence(
            by=officer, case_id=request.case_id, reasons="Danger.", until=today + timedelta(days=90)
        )
        with pytest.raises(Denied):
            answer_actions.draw_step(by=officer, case_id=request.case_id)  # one person is not enough
        review_actions.agree_to_silence(by=living.actor(HEADTEACHER), case_id=request.case_id)
    made = request.made()
    assert b"bruise" not in made.pdf and b'searched":[]' in made.data.replace(b" ", b"")
    with living.school.transaction():
        answer_actions.note_sent(by=living.actor(DPO), case_id=request.case_id, how=HowSent.POST, on=today)
    assert request.shown().head.state is CaseState.ANSWERED


def test_whoever_asked_for_silence_does_not_agree_to_it(living: Living) -> None:
    request = Requesting.noted(living).settled()
    with living.school.transaction():
        head = living.actor(HEADTEACHER)
        review_actions.ask_for_silence(
            by=head,
            case_id=request.case_id,
            reasons="Danger.",
            until=timezone.localdate() + timedelta(days=9),
        )
        with pytest.raises(Denied) as denied:
            review_actions.agree_to_silence(by=head, case_id=request.case_id)
    assert denied.value.code == "same_person"


def test_a_silent_letter_is_the_same_whether_or_not_anything_is_held(living: Living) -> None:
    """Two schools of one name, one with a file, one without: the letters say the same."""
    made = []
    for one in (living, make_living()):
        request = Requesting.noted(one).settled()
        with one.school.transaction():
            review_actions.ask_for_silence(
                by=one.actor(DPO), case_id=request.case_id, reasons="Danger.",
                until=timezone.localdate() + timedelta(days=90),
            )  # fmt: skip
            review_actions.agree_to_silence(by=one.actor(HEADTEACHER), case_id=request.case_id)
        made.append(request.made())
    assert made[0].data == made[1].data
    assert len(made[0].pdf) == len(made[1].pdf)
