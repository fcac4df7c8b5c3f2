"""Moves that are not simple: nobody knows where, ahead of the move, back again, two schools, schools that close."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from fairward.exchange.choosing.draft_queries import draft_for
from fairward.exchange.models import Recall
from fairward.exchange.travel.models import Arrival
from fairward.exchange.travel.vocabulary import TravelState
from fairward.exchange.vocabulary import HowTold
from fairward.files.models import Entry, Statement
from fairward.kernel.denied import Denied
from fairward.people.actions import change_relationship
from fairward.people.models import Relationship
from fairward.people.vocabulary import RelationshipKind
from fairward.retention.engine import carry_out
from fairward.retention.models import SentOn
from fairward.school.transfers import actions
from fairward.school.transfers.content import NextSchool
from fairward.school.transfers.list_queries import Which, is_anything_due, to_send_on, transfers_for
from fairward.school.transfers.models import ChaseNote, Transfer
from fairward.school.transfers.presenters import restrictions
from fairward.school.transfers.vocabulary import (
    Asked,
    Destination,
    Ended,
    PartStanding,
    Succession,
    TransferState,
)
from tests.personas import ADMINISTRATOR, LEAD, make_school
from tests.support.destroying import order_for
from tests.support.living import make_living, tell_social_care
from tests.support.moving import WHY, Moving, with_files
from tests.support.travelling import befriend, partner_row

TODAY = timezone.localdate


@pytest.fixture
def moving(db: None) -> Moving:
    return Moving.of(
        with_files(make_living()), make_school("Ford Lane Secondary School", (LEAD, ADMINISTRATOR))
    )


def rule_of(moving: Moving, entry_id: UUID) -> str:
    with moving.living.school.transaction():
        return (
            Entry.objects.filter(organisation_id=moving.own, id=entry_id)
            .values_list("rule_id", flat=True)
            .get()
        )


def taken_over(moving: Moving) -> UUID:
    transfer_id = moving.leave(moving.living.amy)
    moving.to_next(transfer_id)
    moving.keep_back(transfer_id, moving.living.ids["welfare"])
    moving.say(moving.send(transfer_id, moving.living.ids["file"]), TravelState.ACCEPTED)
    return transfer_id


def begin(moving: Moving, *, leaves_in: int | None = 30, copy: bool = False) -> UUID:
    leaves = None if leaves_in is None else TODAY() + timedelta(days=leaves_in)
    with moving.living.school.transaction():
        return actions.begin_transfer(
            by=moving.living.actor(), child_id=moving.living.amy, leaves_on=leaves, is_copy=copy
        )


class TestNobodyKnowsWhere:
    def test_the_file_is_kept_and_somebody_asks_until_it_is_known(self, moving: Moving) -> None:
        transfer_id = moving.leave(moving.living.amy)
        with moving.living.school.transaction():
            actions.note_asked(
                by=moving.living.actor(), transfer_id=transfer_id, asked_on=TODAY(), how=Asked.TELEPHONE,
                words="The grandmother thinks Leeds.",
            )  # fmt: skip
            row = ChaseNote.objects.get(organisation_id=moving.own)
            assert b"Leeds" not in bytes(row.words)
            assert to_send_on(moving.own, timezone.now()).unknown == 0
            Transfer.objects.filter(id=transfer_id).update(look_on=TODAY())
            assert to_send_on(moving.own, timezone.now()).unknown == 1
            assert is_anything_due(moving.own, timezone.now())
            assert transfers_for(moving.living.actor(), Which.UNKNOWN, 1, WHY).total == 1
        view = moving.look(transfer_id)
        assert view.found.state is TransferState.DESTINATION_UNKNOWN
        assert [one.words for one in view.notes] == ["The grandmother thinks Leeds."]
        assert view.notes[0].next_on > TODAY()
        assert rule_of(moving, moving.living.ids["entry"]) != "sent-on"

    def test_it_cannot_be_prepared_for_nobody(self, moving: Moving) -> None:
        transfer_id = moving.leave(moving.living.amy)
        with pytest.raises(Denied) as refused:
            moving.prepare(transfer_id, moving.living.ids["file"])
        assert refused.value.code == "no_destination"

    def test_it_ends_by_hand_only_where_there_is_no_next_school(self, moving: Moving) -> None:
        transfer_id = moving.leave(moving.living.amy)
        with moving.living.school.transaction(), pytest.raises(Denied):
            actions.close_transfer(by=moving.living.actor(), transfer_id=transfer_id, ended=Ended.TAKEN_OVER)
        with moving.living.school.transaction():
            actions.close_transfer(by=moving.living.actor(), transfer_id=transfer_id, ended=Ended.NO_SCHOOL)
        moving.import_roll(moving.living.amy)
        with moving.living.school.transaction():
            assert Transfer.objects.filter(organisation_id=moving.own).count() == 1


class TestAheadOfTheMove:
    def test_shared_early_then_topped_up_with_what_is_new(self, moving: Moving) -> None:
        living = moving.living
        transfer_id = begin(moving)
        moving.to_next(transfer_id)
        moving.keep_back(transfer_id, living.ids["welfare"])
        moving.say(moving.send(transfer_id, living.ids["file"]), TravelState.ACCEPTED)
        early = moving.look(transfer_id)
        assert (early.found.state, early.on_roll) == (TransferState.ACCEPTED, True)
        assert rule_of(moving, living.ids["entry"]) != "sent-on"

        new = living.file(living.report())[0]
        assert living.file_of(new) == living.ids["file"]
        moving.import_roll(living.amy)
        late = moving.look(transfer_id)
        assert late.found.row.has_left
        assert late.found.state is TransferState.PREPARING
        assert [one.standing for one in late.parts if one.file_id == living.ids["file"]] == [
            PartStanding.ACCEPTED, PartStanding.TO_DECIDE,
        ]  # fmt: skip
        draft_id = moving.prepare(transfer_id, living.ids["file"])
        with living.school.transaction():
            chosen = draft_for(living.actor(), draft_id, WHY).chosen
            before = Statement.objects.filter(entry_id=living.ids["entry"]).values_list("id", flat=True)
            fresh = Statement.objects.filter(entry_id=new).values_list("id", flat=True)
            assert {chosen.passages[one].why for one in before} == {"sent_before"}
            assert not any(one in chosen.passages for one in fresh)

    def test_nothing_new_needs_no_second_sending(self, moving: Moving) -> None:
        transfer_id = begin(moving)
        moving.to_next(transfer_id)
        moving.keep_back(transfer_id, moving.living.ids["welfare"])
        moving.say(moving.send(transfer_id, moving.living.ids["file"]), TravelState.ACCEPTED)
        moving.import_roll(moving.living.amy)
        moving.follow()
        assert moving.look(transfer_id).ended is Ended.TAKEN_OVER
        assert rule_of(moving, moving.living.ids["entry"]) == "sent-on"

    def test_the_day_that_was_said_before_counts_when_the_roll_hears_of_it_late(self, moving: Moving) -> None:
        transfer_id = begin(moving, leaves_in=-10)
        moving.import_roll(moving.living.amy)
        assert moving.look(transfer_id).found.row.leaves_on == TODAY() - timedelta(days=10)

    def test_a_whole_year_leaves_at_the_end_of_term(self, moving: Moving) -> None:
        living = moving.living
        living.file(living.report(children=[living.jack]))
        with living.school.transaction():
            leaves = TODAY() + timedelta(days=60)
            begun = actions.begin_transfers(
                by=living.actor(), child_ids=[living.amy, living.jack], leaves_on=leaves
            )
            rows = Transfer.objects.filter(organisation_id=moving.own, id__in=begun)
            assert {(row.leaves_on, row.has_left) for row in rows} == {(leaves, False)}
            with pytest.raises(Denied) as refused:
                actions.begin_transfer(by=living.actor(), child_id=living.jack, leaves_on=leaves)
            assert refused.value.code == "begun_already"

    def test_a_child_without_a_file_has_nothing_to_send(self, moving: Moving) -> None:
        with moving.living.school.transaction(), pytest.raises(Denied) as refused:
            actions.begin_transfer(by=moving.living.actor(), child_id=moving.living.jack, leaves_on=None)
        assert refused.value.code == "no_file"


class TestSplitFamily:
    def test_whom_a_restriction_is_about_is_pointed_at_before_anything_goes(self, moving: Moving) -> None:
        living = moving.living
        with living.school.transaction():
            relationship = Relationship.objects.get(
                organisation_id=moving.own, child_id=living.amy, adult_id=living.mother
            )
            change_relationship(
                by=living.actor(ADMINISTRATOR), relationship_id=relationship.id, kind=RelationshipKind.MOTHER,
                has_responsibility=True, lives_with=True, restriction="Her address is not told to the father.",
            )  # fmt: skip
        transfer_id = moving.leave(living.amy)
        assert restrictions(moving.look(transfer_id)) == [
            "Morag Fairbairn (mother): Her address is not told to the father."
        ]


class TestBackAgain:
    def test_who_is_back_before_anything_went_is_not_sent_on(self, moving: Moving) -> None:
        transfer_id = moving.leave(moving.living.amy)
        moving.import_roll()
        view = moving.look(transfer_id)
        assert (view.ended, view.on_roll) == (Ended.CAME_BACK, True)

    def test_what_is_on_its_way_then_is_a_person_s_matter(self, moving: Moving) -> None:
        transfer_id = moving.leave(moving.living.amy)
        moving.to_next(transfer_id)
        moving.send(transfer_id, moving.living.ids["file"])
        moving.import_roll()
        view = moving.look(transfer_id)
        assert view.found.row.closed_at is None
        assert view.on_roll

    def test_a_managed_move_that_ends_stops_the_year_and_everything_is_kept_as_before(
        self, moving: Moving
    ) -> None:
        living = moving.living
        before = rule_of(moving, living.ids["entry"])
        taken_over(moving)
        assert rule_of(moving, living.ids["entry"]) == "sent-on"
        moving.import_roll()
        assert rule_of(moving, living.ids["entry"]) == before
        with living.school.transaction():
            assert not SentOn.objects.filter(organisation_id=moving.own).exists()
            child = Entry.objects.filter(id=living.ids["action"]).values_list("rule_id", flat=True).get()
        assert child == before

    def test_the_other_school_sends_it_back_by_a_transfer_of_its_own(self, moving: Moving) -> None:
        there_living = with_files(make_living("Hill Road Academy"))
        moving.next = there_living.school
        moving.partner_id = befriend(moving.living.school, there_living.school)
        taken_over(moving)
        there = Moving(
            there_living, moving.living.school, partner_row(there_living.school, moving.living.school)
        )
        back = there.leave(there.living.amy)
        there.to_next(back)
        there.keep_back(back, there.living.ids["welfare"])
        package = there.send(back, there.living.ids["file"])
        moving.import_roll()
        there.say(package, TravelState.ACCEPTED)
        assert there.look(back).ended is Ended.TAKEN_OVER
        assert rule_of(there, there.living.ids["entry"]) == "sent-on"
        assert rule_of(moving, moving.living.ids["entry"]) != "sent-on"

    def test_who_leaves_a_second_time_is_sent_on_a_second_time(self, moving: Moving) -> None:
        first = taken_over(moving)
        moving.import_roll()
        second = moving.leave(moving.living.amy)
        assert second != first
        moving.to_next(second)
        moving.keep_back(second, moving.living.ids["welfare"])
        moving.say(moving.send(second, moving.living.ids["file"]), TravelState.ACCEPTED)
        assert moving.look(second).ended is Ended.TAKEN_OVER
        assert rule_of(moving, moving.living.ids["entry"]) == "sent-on"


class TestTwoSchools:
    def test_dual_registration_is_a_copy_and_both_keep(self, moving: Moving) -> None:
        living = moving.living
        before = rule_of(moving, living.ids["entry"])
        copy = begin(moving, leaves_in=None, copy=True)
        moving.to_next(copy)
        moving.keep_back(copy, living.ids["welfare"])
        moving.say(moving.send(copy, living.ids["file"]), TravelState.ACCEPTED)
        view = moving.look(copy)
        assert view.ended is Ended.COPY_SENT
        assert view.clock is None
        assert rule_of(moving, living.ids["entry"]) == before

    def test_a_copy_does_not_stand_in_the_way_of_a_move(self, moving: Moving) -> None:
        copy = begin(moving, leaves_in=None, copy=True)
        assert begin(moving) != copy

    def test_two_schools_send_for_one_child_and_each_has_its_own_receipt(self, moving: Moving) -> None:
        other = Moving.of(with_files(make_living("Ashgrove Primary School")), moving.next)
        packages = {}
        for one in (moving, other):
            transfer_id = one.leave(one.living.amy)
            one.to_next(transfer_id)
            one.keep_back(transfer_id, one.living.ids["welfare"])
            packages[one.own] = (one, transfer_id, one.send(transfer_id, one.living.ids["file"]))
        moving.say(packages[moving.own][2], TravelState.ACCEPTED)
        assert moving.look(packages[moving.own][1]).ended is Ended.TAKEN_OVER
        assert other.look(packages[other.own][1]).found.state is TransferState.SENT
        other.say(packages[other.own][2], TravelState.ACCEPTED)
        assert other.look(packages[other.own][1]).ended is Ended.TAKEN_OVER
        with moving.next.transaction():
            assert Arrival.objects.filter(organisation_id=moving.next.organisation_id).count() == 2


class TestSchoolsThatClose:
    def test_the_successor_is_offered_and_takes_over_by_a_person_s_decision(self, moving: Moving) -> None:
        living = moving.living
        hill = make_school("Hill Road Academy", (LEAD, ADMINISTRATOR))
        successor = befriend(living.school, hill)
        transfer_id = moving.leave(living.amy)
        moving.to_next(transfer_id)
        with living.school.transaction():
            actions.note_successor(
                by=living.actor(), partner_id=moving.partner_id, successor_id=successor, how=Succession.MERGED,
                since_on=TODAY(),
            )  # fmt: skip
        view = moving.look(transfer_id)
        assert view.partner is not None and view.partner.id == moving.partner_id
        assert view.followed_by is not None and view.followed_by.successor == "Hill Road Academy"
        with living.school.transaction():
            actions.set_destination(
                by=living.actor(), transfer_id=transfer_id, kind=Destination.PARTNER, school=NextSchool(),
                partner_id=view.followed_by.successor_id,
            )  # fmt: skip
        moving.keep_back(transfer_id, living.ids["welfare"])
        moving.say(moving.send(transfer_id, living.ids["file"]), TravelState.ACCEPTED, by=hill)
        assert moving.look(transfer_id).ended is Ended.TAKEN_OVER

    def test_no_circle_of_schools(self, moving: Moving) -> None:
        living = moving.living
        other = befriend(living.school, make_school("Hill Road Academy", (LEAD, ADMINISTRATOR)))
        with living.school.transaction():
            by, since = living.actor(), date(TODAY().year, 1, 5)
            actions.note_successor(
                by=by, partner_id=moving.partner_id, successor_id=other, how=Succession.CLOSED, since_on=since
            )
            for first, then in ((other, moving.partner_id), (other, other)):
                with pytest.raises(Denied) as refused:
                    actions.note_successor(
                        by=by, partner_id=first, successor_id=then, how=Succession.CLOSED, since_on=since
                    )
                assert refused.value.code == "follows_itself"


class TestTheEndOfOurCopy:
    def test_nobody_asks_the_next_school_to_give_back_what_was_handed_over(self, moving: Moving) -> None:
        """Our copy goes by the schedule; what somebody else was told of the same entry is asked back as ever."""
        living = moving.living
        tell_social_care(living, living.ids["entry"])
        transfer_id = taken_over(moving)
        order_for(living, living.ids["entry"])
        carry_out(moving.own)
        with living.school.transaction():
            assert not Entry.objects.filter(organisation_id=moving.own, id=living.ids["entry"]).exists()
            hows = list(Recall.objects.filter(organisation_id=moving.own).values_list("how", flat=True))
        assert hows == [int(HowTold.TELEPHONE)]
        view = moving.look(transfer_id)
        taken = next(one for one in view.parts if one.standing is PartStanding.ACCEPTED)
        assert view.index[taken.id]

    def test_the_index_outlives_the_file(self, moving: Moving) -> None:
        living = moving.living
        transfer_id = taken_over(moving)
        with living.school.transaction():
            rows = Entry.objects.filter(organisation_id=moving.own, file_id=living.ids["file"])
            every = list(rows.values_list("id", flat=True))
        order_for(living, *every)
        carry_out(moving.own)
        view = moving.look(transfer_id)
        assert view.ended is Ended.TAKEN_OVER
        taken = next(one for one in view.parts if one.standing is PartStanding.ACCEPTED)
        assert taken.file_id is None
        assert view.index[taken.id]
