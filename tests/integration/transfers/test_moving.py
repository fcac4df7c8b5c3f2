"""A child leaves: from the import of the roll to the receipt of the next school, and what becomes of our copy."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from fairward.audit.models import Leaf
from fairward.exchange.travel.vocabulary import TravelState
from fairward.files.models import Entry
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import Outcome, Purpose
from fairward.organisations import actions as organisations
from fairward.retention.hold_actions import lift_hold
from fairward.retention.hold_policies import Scope
from fairward.rules.calendars import add_months
from fairward.rules.retention import LEFT_HERE
from fairward.school.transfers import actions, part_actions, part_queries
from fairward.school.transfers.content import NextSchool
from fairward.school.transfers.following_actions import look_after
from fairward.school.transfers.list_queries import Which, is_anything_due, to_send_on, transfers_for
from fairward.school.transfers.models import IndexLine, Transfer, TransferPart
from fairward.school.transfers.roll_actions import begin_for_leavers
from fairward.school.transfers.vocabulary import Destination, Ended, PartStanding, TransferState
from tests.personas import ADMINISTRATOR, DPO, LEAD, make_school
from tests.support.kept import kept
from tests.support.living import hold, make_living
from tests.support.moving import WHY, Moving, with_files

TODAY = timezone.localdate


def _moving() -> Moving:
    return Moving.of(
        with_files(make_living()), make_school("Ford Lane Secondary School", (LEAD, ADMINISTRATOR))
    )


moving = kept(_moving)


def entry(moving: Moving, entry_id: UUID) -> Entry:
    with moving.living.school.transaction():
        return Entry.objects.get(organisation_id=moving.own, id=entry_id)


def files_of(moving: Moving) -> tuple[UUID, UUID]:
    """Amy's child protection file and her welfare file."""
    living = moving.living
    return living.ids["file"], living.ids["welfare"]


def sent_and_taken_over(moving: Moving, *only: UUID) -> UUID:
    """Amy has left; both files went and were accepted. Returns the transfer."""
    transfer_id = moving.leave(moving.living.amy)
    moving.to_next(transfer_id)
    protection, welfare = files_of(moving)
    packages = [moving.send(transfer_id, protection, *only), moving.send(transfer_id, welfare)]
    for package in packages:
        moving.say(package, TravelState.ACCEPTED)
    return transfer_id


class TestItBegins:
    def test_an_import_that_shows_a_leaver_with_a_file_begins_a_transfer_with_a_clock(
        self, moving: Moving
    ) -> None:
        moving.import_roll(moving.living.amy)
        view = moving.look(moving.open_of(moving.living.amy))
        assert view.found.state is TransferState.DESTINATION_UNKNOWN
        assert view.found.row.has_left and view.found.row.leaves_on == TODAY()
        assert view.found.row.due_at is not None
        assert [(one.purpose, one.standing) for one in view.parts] == [
            (Purpose.CHILD_PROTECTION, PartStanding.TO_DECIDE), (Purpose.WELFARE, PartStanding.TO_DECIDE),
        ]  # fmt: skip
        with moving.living.school.transaction():
            assert Leaf.objects.filter(organisation_id=moving.own, event="transfer.begun").count() == 1

    def test_the_same_roll_again_begins_nothing_more(self, moving: Moving) -> None:
        moving.import_roll(moving.living.amy)
        moving.import_roll(moving.living.amy)
        with moving.living.school.transaction():
            assert begin_for_leavers(moving.own) == 0
            assert Transfer.objects.filter(organisation_id=moving.own).count() == 1

    def test_a_child_without_a_file_just_leaves(self, moving: Moving) -> None:
        moving.import_roll(moving.living.jack)
        with moving.living.school.transaction():
            assert not Transfer.objects.filter(organisation_id=moving.own).exists()

    def test_at_night_it_finds_leavers_whose_file_began_after_they_had_left(self, moving: Moving) -> None:
        moving.import_roll(moving.living.jack)
        moving.living.file(moving.living.report(children=[moving.living.jack]))
        with moving.living.school.transaction():
            assert begin_for_leavers(moving.own) == 1
        assert moving.look(moving.open_of(moving.living.jack)).found.row.has_left

    def test_term_dates_move_the_clock_and_where_there_are_none_it_says_so(self, moving: Moving) -> None:
        transfer_id = moving.leave(moving.living.amy)
        clock = moving.look(transfer_id).clock
        assert clock is not None and clock.is_assumed
        with moving.living.school.transaction():
            first, last = TODAY() + timedelta(days=20), TODAY() + timedelta(days=80)
            terms = [(TODAY() - timedelta(days=60), TODAY() + timedelta(days=1)), (first, last)]
            organisations.set_term_dates(by=moving.living.actor(ADMINISTRATOR), terms=terms)
        again = moving.look(transfer_id).clock
        assert again is not None and not again.is_assumed
        assert again.due.at > clock.due.at


class TestSending:
    def test_from_the_roll_to_the_receipt(self, moving: Moving) -> None:
        transfer_id = moving.leave(moving.living.amy)
        moving.to_next(transfer_id)
        protection, welfare = files_of(moving)
        assert moving.look(transfer_id).found.state is TransferState.BEGUN
        package = moving.send(transfer_id, protection)
        assert moving.look(transfer_id).found.state is TransferState.PREPARING
        moving.keep_back(transfer_id, welfare)
        assert moving.look(transfer_id).found.state is TransferState.SENT
        moving.say(package, TravelState.RECEIVED)
        assert moving.look(transfer_id).found.state is TransferState.SENT
        moving.say(package, TravelState.ACCEPTED)
        view = moving.look(transfer_id)
        assert (view.found.state, view.ended) == (TransferState.CLOSED, Ended.TAKEN_OVER)
        taken = next(one for one in view.parts if one.purpose is Purpose.CHILD_PROTECTION)
        assert taken.row.accepted_on == TODAY()
        assert sum(count for _, count, _, _ in view.index[taken.id]) > 0

    def test_the_next_school_asks_and_accepts_after_all(self, moving: Moving) -> None:
        transfer_id = moving.leave(moving.living.amy)
        moving.to_next(transfer_id)
        protection, welfare = files_of(moving)
        moving.keep_back(transfer_id, welfare)
        package = moving.send(transfer_id, protection)
        moving.say(package, TravelState.QUERIED)
        assert moving.look(transfer_id).found.state is TransferState.QUERIED
        moving.say(package, TravelState.ACCEPTED)
        assert moving.look(transfer_id).ended is Ended.TAKEN_OVER

    def test_what_is_refused_is_decided_anew_and_the_refusal_stays_seen(self, moving: Moving) -> None:
        transfer_id = moving.leave(moving.living.amy)
        moving.to_next(transfer_id)
        protection, welfare = files_of(moving)
        moving.keep_back(transfer_id, welfare)
        moving.say(moving.send(transfer_id, protection), TravelState.REFUSED)
        assert moving.look(transfer_id).found.state is TransferState.REFUSED
        moving.say(moving.send(transfer_id, protection), TravelState.ACCEPTED)
        view = moving.look(transfer_id)
        assert view.ended is Ended.TAKEN_OVER
        assert [one.standing for one in view.past] == [PartStanding.REFUSED]

    def test_no_receipt_in_five_school_days_is_chased_and_nothing_is_sent_again(self, moving: Moving) -> None:
        transfer_id = moving.leave(moving.living.amy)
        moving.to_next(transfer_id)
        protection, welfare = files_of(moving)
        moving.keep_back(transfer_id, welfare)
        moving.send(transfer_id, protection)
        part = moving.part(transfer_id, protection)
        with moving.living.school.transaction():
            assert not is_anything_due(moving.own, timezone.now())
            late = timezone.now() - timedelta(days=1)
            TransferPart.objects.filter(organisation_id=moving.own, id=part).update(chase_at=late)
        moving.follow()
        assert moving.look(transfer_id).found.state is TransferState.CHASING
        with moving.living.school.transaction():
            assert is_anything_due(moving.own, timezone.now())
            assert to_send_on(moving.own, timezone.now()).receipts == 1
            found = transfers_for(moving.living.actor(), Which.RECEIPT, 1, WHY)
            assert [one.id for one in found.items] == [transfer_id]
            assert len(moving.packages) == 1

    def test_not_sending_is_a_decision_with_a_reason_that_lies_with_the_file(self, moving: Moving) -> None:
        transfer_id = moving.leave(moving.living.amy)
        _, welfare = files_of(moving)
        part = moving.part(transfer_id, welfare)
        with moving.living.school.transaction(), pytest.raises(Denied) as refused:
            part_actions.keep_back(
                by=moving.living.actor(), transfer_id=transfer_id, part_id=part, reason="  "
            )
        assert refused.value.code == "no_words"
        moving.keep_back(transfer_id, welfare, "Only a coat that was found.")
        with moving.living.school.transaction():
            row = TransferPart.objects.get(organisation_id=moving.own, id=part)
            assert b"coat" not in bytes(row.sealed)
            assert part_queries.reason_for(moving.living.actor(), part, WHY) == "Only a coat that was found."

    def test_when_nothing_goes_it_ends_so(self, moving: Moving) -> None:
        transfer_id = moving.leave(moving.living.amy)
        for file_id in files_of(moving):
            moving.keep_back(transfer_id, file_id)
        moving.follow()
        assert moving.look(transfer_id).ended is Ended.NOTHING_SENT

    def test_what_is_being_prepared_for_one_school_does_not_leave_for_another(self, moving: Moving) -> None:
        transfer_id = moving.leave(moving.living.amy)
        moving.to_next(transfer_id)
        moving.prepare(transfer_id, moving.living.ids["file"])
        with moving.living.school.transaction(), pytest.raises(Denied) as refused:
            actions.set_destination(
                by=moving.living.actor(),
                transfer_id=transfer_id,
                kind=Destination.BY_NAME,
                school=NextSchool("Hill Road"),
            )
        assert refused.value.code == "prepared_for_another"


class TestOurCopy:
    def test_what_was_taken_over_is_kept_as_sent_on_for_a_year(self, moving: Moving) -> None:
        before = entry(moving, moving.living.ids["entry"])
        sent_and_taken_over(moving)
        after = entry(moving, moving.living.ids["entry"])
        assert (before.rule_id, after.rule_id) == ("child-protection-undecided", "sent-on")
        assert after.review_on == TODAY()
        assert after.destroy_on == _in_a_year(TODAY())

    def test_actions_about_an_entry_follow_it(self, moving: Moving) -> None:
        sent_and_taken_over(moving)
        assert entry(moving, moving.living.ids["action"]).rule_id == "sent-on"

    def test_what_was_not_sent_keeps_its_class_and_is_looked_at(self, moving: Moving) -> None:
        living = moving.living
        other = living.file(living.report())[0]
        before = entry(moving, other)
        sent_and_taken_over(moving, living.ids["entry"])
        after = entry(moving, other)
        assert (after.rule_id, after.destroy_on) == (before.rule_id, before.destroy_on)
        assert after.review_on == TODAY() < before.review_on
        assert after.kept_because.endswith(LEFT_HERE)

    def test_what_a_hold_freezes_stays_as_it_is_until_the_hold_ends(self, moving: Moving) -> None:
        living = moving.living
        with living.school.transaction():
            held = hold(living.actor(DPO), Scope(child_id=living.amy, purpose=Purpose.CHILD_PROTECTION))
        sent_and_taken_over(moving)
        assert entry(moving, living.ids["entry"]).rule_id != "sent-on"
        assert entry(moving, living.ids["decided"]).rule_id == "sent-on"
        with living.school.transaction():
            lift_hold(by=living.actor(DPO), hold_id=held, because="They are done.")
            look_after(moving.own, timezone.now())
        assert entry(moving, living.ids["entry"]).rule_id == "sent-on"

    def test_what_did_not_happen_goes_sooner_than_that(self, moving: Moving) -> None:
        living = moving.living
        false = living.file(living.report())[0]
        living.decide(false, Outcome.UNFOUNDED)
        sent_and_taken_over(moving)
        assert entry(moving, false).rule_id == "unfounded"

    def test_the_index_has_kinds_and_days_and_goes_after_a_year(self, moving: Moving) -> None:
        transfer_id = sent_and_taken_over(moving)
        with moving.living.school.transaction():
            assert IndexLine.objects.filter(organisation_id=moving.own).count() >= 3
            columns = {one.column for one in IndexLine._meta.concrete_fields}
            assert columns == {"organisation_id", "id", "part_id", "kind", "occurred_on"}
            Transfer.objects.filter(id=transfer_id).update(closed_at=timezone.now() - timedelta(days=370))
            look_after(moving.own, timezone.now())
            assert not IndexLine.objects.filter(organisation_id=moving.own).exists()
            assert not Transfer.objects.filter(organisation_id=moving.own).exists()


def _in_a_year(day: date) -> date:
    return add_months(day, 12)
