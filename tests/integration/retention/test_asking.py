"""Who is asked when nobody decides, and that nothing goes because nobody did."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from fairward.kernel.vocabulary import Outcome, Purpose
from fairward.retention.asking_queries import left, whom_to_tell
from fairward.retention.hold_policies import Scope
from fairward.retention.vocabulary import Choice
from tests.personas import DEPUTY, DPO, HEADTEACHER, LEAD, SECOND_HEADTEACHER, Persona
from tests.support.due import decided, due, is_there, night
from tests.support.living import Living, hold, make_living

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def living(transactional_db: None) -> Living:
    return make_living()


def told(living: Living, days: int = 0) -> set[str]:
    names = {person.membership_id: person.name for person in living.school.people.values()}
    with living.school.transaction():
        day = timezone.localdate() + timedelta(days)
        return {names[one] for one in whom_to_tell(living.school.organisation_id, day)}


def names(*people: Persona) -> set[str]:
    return {one.name for one in people}


def test_nobody_is_asked_for_nothing(living: Living) -> None:
    assert told(living, 1000) == set()


def test_what_is_not_decided_goes_to_the_leads_the_headteacher_the_officer(living: Living) -> None:
    due(living)
    leads, heads = names(LEAD, DEPUTY), names(HEADTEACHER, SECOND_HEADTEACHER)
    assert [told(living, days) for days in (0, 13)] == [leads, leads]
    assert told(living, 14) == leads | heads
    assert told(living, 28) == leads | heads | names(DPO)
    with living.school.transaction():
        found = left(living.school.organisation_id, timezone.localdate() + timedelta(14))
    assert (found.due, found.due_head, found.due_officer) == (1, 1, 0)


def test_a_decision_that_waits_for_a_second_person_is_told_to_the_other(living: Living) -> None:
    decided(living, Choice.DESTROY, due(living))
    assert told(living) == names(DEPUTY)


def test_a_hold_reminds_its_owner_and_goes_further_when_ignored(living: Living) -> None:
    with living.school.transaction():
        from fairward.retention.models import Hold

        hold(living.actor(DEPUTY), Scope(child_id=living.amy))
        Hold.objects.update(review_on=timezone.localdate() + timedelta(15))
    assert (told(living), told(living, 1)) == (set(), names(DEPUTY))
    heads = names(HEADTEACHER, SECOND_HEADTEACHER)
    assert told(living, 15 + 8) == names(DEPUTY) | heads
    assert told(living, 15 + 15) == names(DEPUTY, DPO) | heads


def test_nothing_goes_because_nobody_decided(living: Living) -> None:
    entries = [due(living, one, past=True) for one in (None, Outcome.UNFOUNDED, Outcome.SUBSTANTIATED)]
    entries.append(due(living, purpose=Purpose.WELFARE, past=True))
    assert night(living, 20_000) == 0
    assert [is_there(living, one) for one in entries] == [True] * 4
