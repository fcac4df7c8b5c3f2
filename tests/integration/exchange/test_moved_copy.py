"""A received entry stood with the wrong child and was put right: what its sender corrects later still finds it."""

from __future__ import annotations

from uuid import UUID

import pytest

from fairward.exchange.following.applied_actions import give_up
from fairward.exchange.following.arrived_queries import change_arrived_for
from fairward.exchange.following.vocabulary import Asked, Did
from fairward.exchange.receiving.received_queries import packages_taken_from
from fairward.files.models import Entry
from fairward.kernel.vocabulary import AnnotationKind
from tests.integration.exchange.test_changes_arrive import RIGHT, Crossed, crossed, destroy, opens
from tests.personas import LEAD
from tests.support import mistaking
from tests.support.destroying import hold
from tests.support.following import correct
from tests.support.living import SAID, SAW, WHY, Living
from tests.support.reporting import add_child

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])


def at_hill(told: Crossed) -> Living:
    return Living(told.hill, told.robin, told.robin, told.robin)


@pytest.fixture
def moved() -> tuple[Crossed, UUID, UUID]:
    """(What crossed, the right child at Hill Top, the entry that stood with the wrong one)."""
    told = crossed()
    first, right = told.copy_id, add_child(told.hill, "Amy", "Fairburn")
    mistaking.correct(at_hill(told), first, right)
    return told, right, first


def test_a_correction_finds_the_entry_with_the_right_child(moved: tuple[Crossed, UUID, UUID]) -> None:
    told, right, first = moved
    assert told.copy_id != first
    told.living.annotate(told.entry_id, "That is not so.", 0, AnnotationKind.DISPUTE)
    correct(told.living.school, told.entry_id, 0, RIGHT)
    arrival_id = told.sends_what_waits()
    assert opens(told.hill, arrival_id) is Asked.ACKNOWLEDGE
    copy = told.copy()
    assert [one.text for one in copy.statements] == [RIGHT, SAID] and copy.version == 2
    assert [one.text for one in copy.statements[0].annotations] == ["That is not so."]
    with told.hill.transaction():
        found = change_arrived_for(told.hill.actor(LEAD), arrival_id, WHY)
        assert {(one.passage_id, one.entry_id, one.did) for one in found.applied} == {
            (told.first, told.copy_id, Did.CHANGED)
        }
        entry = Entry.objects.get(organisation_id=told.hill.organisation_id, id=told.copy_id)
        assert entry.file.child_id == right


def test_what_is_asked_back_goes_from_the_right_child(moved: tuple[Crossed, UUID, UUID]) -> None:
    told, _, _ = moved
    copy_id, arrival_id = told.copy_id, destroy(told)
    with told.hill.transaction():
        give_up(by=told.hill.actor(LEAD), arrival_id=arrival_id)
    with told.hill.transaction():
        assert not Entry.objects.filter(organisation_id=told.hill.organisation_id, id=copy_id).exists()
        applied = change_arrived_for(told.hill.actor(LEAD), arrival_id, WHY).applied
        assert {one.did for one in applied} == {Did.DESTROYED}


def test_it_came_for_the_right_child_and_no_more_for_the_wrong_one(moved: tuple[Crossed, UUID, UUID]) -> None:
    told, right, _ = moved
    with told.hill.transaction():
        assert [one.passages for one in packages_taken_from(told.hill.organisation_id, right)] == [2]
        assert sum(one.passages for one in packages_taken_from(told.hill.organisation_id, told.robin)) == 0


def test_what_a_hold_froze_does_not_keep_the_link_from_the_right_child() -> None:
    told = crossed()
    hold(at_hill(told), told.robin)
    first, right = told.copy_id, add_child(told.hill, "Amy", "Fairburn")
    mistaking.correct(at_hill(told), first, right)
    assert told.copy_id != first and [one.text for one in told.copy().statements] == [SAW, SAID]
    correct(told.living.school, told.entry_id, 0, RIGHT)
    opens(told.hill, told.sends_what_waits())
    assert told.copy().statements[0].text == RIGHT
