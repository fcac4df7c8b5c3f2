"""A change of somebody else’s arrives: our copy says so, a lead opens it, the copy is right, the sender reads who did it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import pytest

from fairward.exchange.following.applied_actions import give_up, keep, open_change
from fairward.exchange.following.arrived_queries import change_arrived_for, count_waiting, senders_waiting
from fairward.exchange.following.queries import settled_for
from fairward.exchange.following.vocabulary import Answered, Asked, Did
from fairward.exchange.receiving.received_queries import received_passages
from fairward.exchange.travel.vocabulary import TravelState
from fairward.files.correcting import Typed
from fairward.files.models import Entry, EntryVersion
from fairward.files.queries import entry_for
from fairward.files.rendering import RenderedEntry
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import AnnotationKind, Basis, DisclosureKind, Label, Outcome
from fairward.keys.records import without_key
from fairward.retention.engine import carry_out
from fairward.school.concerns.report_answers import Said
from tests.personas import LEAD, School, make_school
from tests.promises.test_7_corrected_everywhere_it_went import Told, _take_away
from tests.support import mistaking
from tests.support.destroying import hold, order_for
from tests.support.following import Telling, correct, press, tell, waiting
from tests.support.living import SAID, SAW, WHY, Living, make_living
from tests.support.reporting import add_child
from tests.support.sent_packages import takes_in
from tests.support.travelling import arrivals, befriend, carry_due, partner_row

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
RIGHT = "He had a bruise on his right arm, not his left."


@dataclass
class Crossed:
    """An entry of Millbrook that was told to Hill Top, and stands in a file there."""

    living: Living
    hill: School
    robin: UUID
    entry_id: UUID
    first: UUID
    second: UUID

    @property
    def copy_id(self) -> UUID:
        with self.hill.transaction():
            found = received_passages(self.hill.organisation_id, [self.first, self.second])
        return next(iter(found.values()))[0]

    def copy(self) -> RenderedEntry:
        return read(self.hill, self.copy_id)

    def own(self) -> RenderedEntry:
        return read(self.living.school, self.entry_id)

    def sends_what_waits(self) -> UUID:
        """The lead of Millbrook sends it, it travels; returns the notice as it arrived."""
        for line in waiting(self.living.school):
            if line.waiting:
                press(self.living.school, line)
        carry_due(self.living.school)
        return arrivals(self.hill)[-1].id


def read(school: School, entry_id: UUID) -> RenderedEntry:
    with school.transaction():
        return entry_for(school.actor(LEAD), entry_id, WHY)[0]


def opens(school: School, arrival_id: UUID) -> Asked:
    with school.transaction():
        return open_change(by=school.actor(LEAD), arrival_id=arrival_id)


def crossed(kind: DisclosureKind = DisclosureKind.REFERRAL) -> Crossed:
    living, hill = make_living(), make_school("Hill Top School")
    partner_id = befriend(living.school, hill)
    report = living.report(Said(basis=Basis.OBSERVED, text=SAW), Said(basis=Basis.CHILD_SAID, text=SAID))
    entry_id = living.file(report)[0]
    tell(living.school, partner_id, [entry_id], Telling(kind=kind))
    carry_due(living.school)
    robin = add_child(hill, "Amy", "Fairbairn")
    takes_in(hill, arrivals(hill)[-1].id, robin)
    carry_due(hill)
    first, second = (one.id for one in read(living.school, entry_id).statements)
    return Crossed(living, hill, robin, entry_id, first, second)


@pytest.fixture
def told() -> Crossed:
    return crossed()


def test_a_correction_puts_the_copy_right_and_the_sender_reads_it(told: Crossed) -> None:
    own = told.hill.organisation_id
    correct(told.living.school, told.entry_id, 0, RIGHT)
    arrival_id = told.sends_what_waits()
    with told.hill.transaction():
        assert count_waiting(own) == 1
        assert senders_waiting(own, [told.living.school.organisation_id]) == {
            told.living.school.organisation_id: told.living.school.name
        }
    assert [one.text for one in told.copy().statements] == [SAW, SAID]  # until somebody there opens it
    assert opens(told.hill, arrival_id) is Asked.ACKNOWLEDGE
    copy = told.copy()
    assert [one.text for one in copy.statements] == [RIGHT, SAID] and copy.version == 2
    assert [one.id for one in copy.statements] == [told.first, told.second]
    assert copy.origin is not None and copy.by.endswith(told.living.school.name)
    carry_due(told.hill)
    with told.living.school.transaction():
        [line] = settled_for(told.living.actor(), WHY)
    assert line.notices[0].answer is Answered.ACKNOWLEDGED
    with told.hill.transaction():
        assert count_waiting(own) == 0 and senders_waiting(own, [told.living.school.organisation_id]) == {}
        found = change_arrived_for(told.hill.actor(LEAD), arrival_id, WHY)
    assert [(one.entry_id, one.did) for one in found.applied] == [(told.copy_id, Did.CHANGED)]


def test_it_is_done_once(told: Crossed) -> None:
    correct(told.living.school, told.entry_id, 0, RIGHT)
    arrival_id = told.sends_what_waits()
    opens(told.hill, arrival_id)
    with pytest.raises(NotFound):  # the notice is not kept: what it said stands in the copy
        opens(told.hill, arrival_id)
    assert told.copy().version == 2


def test_everything_that_was_added_since_comes_to_stand_beside_it(told: Crossed) -> None:
    """Promise 2: what explains, disputes and outweighs a claim is where the claim is, and comes once."""
    told.living.annotate(told.entry_id, "He fell off his bike.", 0)
    opens(told.hill, told.sends_what_waits())
    told.living.annotate(told.entry_id, "That is not so.", 0, AnnotationKind.DISPUTE)
    told.living.decide(told.entry_id, Outcome.UNFOUNDED)
    opens(told.hill, told.sends_what_waits())
    copy = told.copy()
    notes = [(one.kind, one.text) for one in copy.statements[0].annotations]
    assert notes == [
        (AnnotationKind.EXPLANATION, "He fell off his bike."), (AnnotationKind.DISPUTE, "That is not so.")
    ]  # fmt: skip
    assert copy.outcome is Outcome.UNFOUNDED and copy.is_collapsed
    assert [one.text for one in copy.statements] == [SAW, SAID]


def test_what_took_the_place_of_a_claim_stands_in_its_place_there_too(told: Crossed) -> None:
    told.living.annotate(told.entry_id, "He fell off his bike.", 0)
    opens(told.hill, told.sends_what_waits())
    ours = Told(told.living, {}, told.entry_id, [told.first, told.second])
    _take_away(ours, Typed(Basis.OBSERVED, "It was a birthmark."))
    opens(told.hill, told.sends_what_waits())
    copy = told.copy()
    assert [one.text for one in copy.statements] == ["It was a birthmark.", SAID]
    assert copy.statements[0].id == told.own().statements[0].id != told.first
    correct(
        told.living.school, told.entry_id, 0, "It was a birthmark on the right arm."
    )  # and it is followed on
    opens(told.hill, told.sends_what_waits())
    assert told.copy().statements[0].text == "It was a birthmark on the right arm."


def test_what_was_taken_away_leaves_the_copy(told: Crossed) -> None:
    _take_away(Told(told.living, {}, told.entry_id, [told.first, told.second]))
    opens(told.hill, told.sends_what_waits())
    assert [one.text for one in told.copy().statements] == [SAID]


def test_about_another_child_is_destroyed_there_by_somebody(told: Crossed) -> None:
    mistaking.correct(told.living, told.entry_id, told.living.jack)
    arrival_id, copy_id = told.sends_what_waits(), told.copy_id
    assert opens(told.hill, arrival_id) is Asked.DESTROY
    assert told.copy().statements  # nothing goes before somebody has decided
    with told.hill.transaction():
        versions = list(EntryVersion.objects.filter(entry_id=copy_id).values_list("id", flat=True))
        give_up(by=told.hill.actor(LEAD), arrival_id=arrival_id)
    with told.hill.transaction():
        assert without_key(told.hill.organisation_id, versions) == set(versions)
        assert not Entry.objects.filter(organisation_id=told.hill.organisation_id, id=copy_id).exists()
    carry_due(told.hill)
    with told.living.school.transaction():
        assert settled_for(told.living.actor(), WHY)[0].notices[0].answer is Answered.DESTROYED


def destroy(told: Crossed) -> UUID:
    """Its time is over at Millbrook, which asks it back."""
    order_for(told.living, told.entry_id)
    carry_out(told.living.school.organisation_id)
    arrival_id = told.sends_what_waits()
    assert opens(told.hill, arrival_id) is Asked.DESTROY
    return arrival_id


def test_what_is_asked_back_may_be_kept_with_a_reason(told: Crossed) -> None:
    arrival_id = destroy(told)
    with told.hill.transaction(), pytest.raises(Denied):
        keep(by=told.hill.actor(LEAD), arrival_id=arrival_id, reason=" ")
    with told.hill.transaction():
        keep(by=told.hill.actor(LEAD), arrival_id=arrival_id, reason="A plan of ours rests on it.")
    assert [one.text for one in told.copy().statements] == [SAW, SAID]
    carry_due(told.hill)
    with told.living.school.transaction():
        assert settled_for(told.living.actor(), WHY)[0].notices[0].answer is Answered.KEPT


def test_a_hold_puts_it_away_and_says_so(told: Crossed) -> None:
    hold(Living(told.hill, told.robin, told.robin, told.robin), told.robin)
    arrival_id, copy_id = destroy(told), told.copy_id
    with told.hill.transaction():
        give_up(by=told.hill.actor(LEAD), arrival_id=arrival_id)
    with told.hill.transaction():
        [line, _] = change_arrived_for(told.hill.actor(LEAD), arrival_id, WHY).applied
        assert line.did is Did.PUT_AWAY
        assert Entry.objects.filter(organisation_id=told.hill.organisation_id, id=copy_id).exists()
    with pytest.raises(NotFound):
        read(told.hill, copy_id)


def test_one_of_two_passages_is_cut_out_with_the_keys_of_what_held_it(told: Crossed) -> None:
    """The other one stays; no version and no note opens any more that held the words."""
    from fairward.exchange.following.applying import let_go

    with told.hill.transaction():
        versions = list(EntryVersion.objects.filter(entry_id=told.copy_id).values_list("id", flat=True))
        done = let_go(told.hill.actor(LEAD), [told.first])
    assert done.passages[told.first] == (told.copy_id, Did.DESTROYED)
    assert [one.text for one in told.copy().statements] == [SAID]
    with told.hill.transaction():
        assert without_key(told.hill.organisation_id, versions) == set(versions)


def test_a_change_waits_for_the_package_that_it_changes(told: Crossed) -> None:
    third = told.living.file(told.living.report(Said(basis=Basis.OBSERVED, text="He had no coat.")))[0]
    tell(told.living.school, partner_row(told.living.school, told.hill), [third])
    carry_due(told.living.school)
    correct(told.living.school, third, 0, "He had a coat.")
    with pytest.raises(Denied) as refused:
        opens(told.hill, told.sends_what_waits())
    assert refused.value.code == "sort_first"


def test_three_in_a_chain_and_nobody_is_told_of_their_own_change(told: Crossed) -> None:
    """Hill Top had told it on to Ford Lane, and back to Millbrook: Ford Lane hears it from Hill Top, in turn."""
    ford = make_school("Ford Lane School")
    ford_id = befriend(told.hill, ford)
    tell(told.hill, ford_id, [told.copy_id])
    tell(
        told.hill,
        partner_row(told.hill, told.living.school),
        [told.copy_id],
        Telling(kind=DisclosureKind.RETURN),
    )
    carry_due(told.hill)
    there = add_child(ford, "Amy", "Fairbairn")
    takes_in(ford, arrivals(ford)[-1].id, there)
    correct(told.living.school, told.entry_id, 0, RIGHT)
    opens(told.hill, told.sends_what_waits())
    [line] = [one for one in waiting(told.hill) if one.waiting]
    assert line.recipient == "Ford Lane School"
    press(told.hill, line)
    carry_due(told.hill)
    opens(ford, arrivals(ford)[-1].id)
    with ford.transaction():
        entry_id = received_passages(ford.organisation_id, [told.first])[told.first][0]
    copy = read(ford, entry_id)
    assert copy.statements[0].text == RIGHT
    assert copy.origin is not None
    assert [one.name for one in copy.origin.hands] == [told.living.school.name, "Hill Top School"]


def test_what_the_copy_may_not_show_is_not_shown_after_a_change(told: Crossed) -> None:
    """A label is never loosened by a correction."""
    correct(told.living.school, told.entry_id, 0, RIGHT)
    opens(told.hill, told.sends_what_waits())
    assert told.copy().label is Label.RELEASABLE


def test_the_way_says_nothing_of_what_is_in_it(told: Crossed) -> None:
    correct(told.living.school, told.entry_id, 0, RIGHT)
    arrival_id = told.sends_what_waits()
    [row] = [one for one in arrivals(told.hill) if one.id == arrival_id]
    assert row.state == int(TravelState.DELIVERED) and RIGHT.encode() not in bytes(row.sealed or b"")
