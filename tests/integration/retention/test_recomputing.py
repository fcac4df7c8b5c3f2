"""Dates stay true: they are counted again when a day they count from becomes known or changes (promise 3)."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from fairward.audit.models import Leaf
from fairward.files.models import Entry, File
from fairward.kernel.vocabulary import Outcome, Purpose
from fairward.people.actions import correct_child
from fairward.people.models import Child
from fairward.people.plan import Answer
from fairward.people.roster.results import Roster, RosterPupil
from fairward.people.roster_actions import apply_import, stage_import
from fairward.people.roster_queries import plan_for
from fairward.people.vocabulary import RollStatus
from fairward.retention import counting
from fairward.retention.models import ReviewDecision
from fairward.retention.night_actions import count_again
from fairward.retention.recomputing import days_changed, recompute_entries, recompute_stale
from fairward.retention.vocabulary import Choice
from fairward.rules import calendars
from fairward.school.concerns.models import Concern
from tests.personas import ADMINISTRATOR, LEAD
from tests.support.kept import kept
from tests.support.living import Living, busy, make_living

TODAY = timezone.localdate


living = kept(make_living)


def row_of(living: Living, entry_id: UUID) -> Entry:
    with living.school.transaction():
        return Entry.objects.get(id=entry_id)


def born(living: Living, day: date | None) -> None:
    with living.school.transaction():
        correct_child(by=living.actor(ADMINISTRATOR), child_id=living.amy, year_group=3, born_on=day)


def left(living: Living, day: date | None) -> None:
    with living.school.transaction():
        status = RollStatus.LEFT if day else RollStatus.ON_ROLL
        Child.objects.filter(id=living.amy).update(status=int(status), left_on=day)


def test_a_corrected_date_of_birth_moves_everything_that_counts_from_it(living: Living) -> None:
    concern = living.report()
    entry = living.file(concern, action="Ring the mother")[0]
    assert row_of(living, entry).destroy_on == date(2043, 9, 4)
    born(living, date(2019, 5, 4))
    with living.school.transaction():
        rows = list(Entry.objects.values_list("destroy_on", flat=True))
        assert rows == [date(2044, 11, 4)] * 2, "the entry and the action about it"
        assert File.objects.get().destroy_on == date(2044, 11, 4)
        report = Concern.objects.get(id=concern)
        assert (report.rule_id, report.destroy_on) == ("report-filed", date(2044, 11, 4))


def test_a_date_of_birth_that_becomes_known_ends_the_guess(living: Living) -> None:
    born(living, None)
    entry = living.file(living.report())[0]
    assert "date of birth is not known" in row_of(living, entry).kept_because
    born(living, date(2018, 3, 4))
    row = row_of(living, entry)
    assert "not known" not in row.kept_because and row.destroy_on == date(2043, 9, 4)


def test_a_class_that_lies_sealed_stays_what_it_was(living: Living) -> None:
    """What made it "child sexual abuse" is sealed in the entry: counting again may not take the plain class instead."""
    entry = living.file(living.report())[0]
    with living.school.transaction():
        Entry.objects.filter(id=entry).update(rule_id="child-protection-sexual-abuse")
    born(living, date(2018, 3, 5))
    row = row_of(living, entry)
    assert (row.rule_id, row.destroy_on) == ("child-protection-sexual-abuse", date(2093, 9, 5))


def test_a_child_who_leaves_and_comes_back_moves_a_welfare_entry_both_ways(living: Living) -> None:
    entry = living.file(living.report(), Purpose.WELFARE)[0]
    before = row_of(living, entry)
    left(living, date(2026, 7, 21))
    with living.school.transaction():
        assert days_changed(living.school.organisation_id, [living.amy]) == 1
        assert days_changed(living.school.organisation_id, [living.amy]) == 0, "nothing changed since"
    row = row_of(living, entry)
    assert row.destroy_on == date(2027, 7, 21) and "has not left" not in row.kept_because
    left(living, None)
    with living.school.transaction():
        days_changed(living.school.organisation_id, [living.amy])
    again = row_of(living, entry)
    assert (again.destroy_on, again.kept_because) == (before.destroy_on, before.kept_because)


def test_a_new_entry_about_a_child_who_has_left_counts_from_that_day(living: Living) -> None:
    left(living, date(2026, 7, 21))
    assert row_of(living, living.file(living.report(), Purpose.WELFARE)[0]).destroy_on == date(2027, 7, 21)


def test_a_night_puts_right_what_nobody_told_and_says_so_once(living: Living) -> None:
    entry = living.file(living.report(), Purpose.WELFARE)[0]
    with living.school.transaction():
        recompute_stale(living.school.organisation_id)
    left(living, date(2026, 7, 21))  # by whatever way: nobody told retention

    def lines() -> int:
        with living.school.transaction():
            return Leaf.objects.filter(event="retention.recounted").count()

    def night() -> int:
        with living.school.transaction():
            return count_again(living.school.organisation_id)

    assert night() == 1
    assert row_of(living, entry).destroy_on == date(2027, 7, 21) and lines() == 1
    assert night() == 0
    assert lines() == 1, "a night without a change leaves no line"


def test_a_review_date_that_the_lead_chose_is_not_moved_later(living: Living) -> None:
    entry = living.file(living.report())[0]
    living.decide(entry, Outcome.SUBSTANTIATED)
    chosen = TODAY() + timedelta(days=90)
    assert row_of(living, entry).review_on == chosen
    born(living, date(2019, 5, 4))
    row = row_of(living, entry)
    assert (row.review_on, row.destroy_on) == (chosen, date(2044, 11, 4))


def test_a_recorded_reason_to_keep_moves_what_is_asked_next(living: Living) -> None:
    entry = living.file(living.report())[0]
    living.decide(entry, Outcome.NO_FURTHER_ACTION)
    until = TODAY() + timedelta(days=900)
    with living.school.transaction():
        now = timezone.now()
        decision = ReviewDecision.objects.create(
            organisation_id=living.school.organisation_id, entry_id=entry, batch_id=uuid4(), choice=int(Choice.KEEP), reason=b"x",
            keep_until=until, decided_at=now, decided_by=living.actor(LEAD).membership_id, needs_second=False,
            carried_out_at=now,
        )  # fmt: skip
        assert recompute_entries(living.school.organisation_id, [entry]) == 2, "and the decision about it"
    row = row_of(living, entry)
    assert row.review_on == until and row.destroy_on > until
    with living.school.transaction():
        ReviewDecision.objects.filter(id=decision.id).update(
            withdrawn_at=timezone.now(), withdrawn_by=decision.decided_by
        )
        recompute_entries(living.school.organisation_id, [entry])
    assert row_of(living, entry).review_on == TODAY() + timedelta(days=90)


def test_what_was_moved_to_another_file_was_looked_at_then(living: Living) -> None:
    """Moving an entry down is a look: it is not asked for again the next morning because its class is reviewed at closure."""
    entry = living.file(living.report(), Purpose.WELFARE)[0]
    living.decide(entry, Outcome.EXPLAINED)
    with living.school.transaction():
        later = timezone.now() + timedelta(days=100)
        ReviewDecision.objects.create(
            organisation_id=living.school.organisation_id, entry_id=entry, batch_id=uuid4(), choice=int(Choice.MOVE_DOWN),
            reason=b"x", decided_at=later, decided_by=living.actor(LEAD).membership_id, needs_second=False,
            carried_out_at=later,
        )  # fmt: skip
        recompute_entries(living.school.organisation_id, [entry])
    row = row_of(living, entry)
    assert row.review_on == calendars.add_months(timezone.localtime(later).date(), 12)
    assert "and kept; the reason" not in row.kept_because


def test_counting_again_changes_nothing_where_nothing_has_changed(living: Living) -> None:
    """The answer when it is written and the answer when it is counted again are the same, for every kind of entry."""
    busy(living)
    with living.school.transaction():
        files = list(File.objects.values_list("id", flat=True))
        found = list(counting.counted(living.school.organisation_id, files, TODAY()))
        assert len(found) >= 2
        assert [one for one in found if one.is_changed] == []
        before = list(
            Entry.objects.order_by("id").values_list(
                "id", "rule_id", "kept_because", "review_on", "destroy_on"
            )
        )
        assert recompute_stale(living.school.organisation_id) == 0
        after = list(
            Entry.objects.order_by("id").values_list(
                "id", "rule_id", "kept_because", "review_on", "destroy_on"
            )
        )
        assert before == after


def roster(living: Living, *pupils: RosterPupil, whole: bool) -> None:
    with living.school.transaction():
        office = living.actor(ADMINISTRATOR)
        read = Roster("a test", pupils=list(pupils), problems=[])
        import_id = stage_import(by=office, roster=read, file_digest="x", is_whole_roll=whole)
        plan = plan_for(living.school.organisation_id, read, is_whole_roll=whole)
        same = {one.key: Answer.SAME for one in plan.conflicts}
        apply_import(
            by=office, import_id=import_id, fingerprint=plan.fingerprint(), answers=same, has_seen_problems=True,
            accepts_leavers=True,
        )  # fmt: skip


def test_a_roster_that_says_who_left_and_who_was_born_when_moves_the_dates(living: Living) -> None:
    welfare = living.file(living.report(), Purpose.WELFARE)[0]
    unknown = living.file(living.report(children=[living.jack]))[0]
    jack = RosterPupil(1, "Fairbairn", "Jack", born_on=date(2017, 2, 1), year_group=4, class_name="4B")
    assert "date of birth is not known" in row_of(living, unknown).kept_because
    roster(living, jack, whole=True)
    with living.school.transaction():
        assert Child.objects.get(id=living.amy).left_on == TODAY()
    assert row_of(living, welfare).destroy_on == calendars.add_months(TODAY(), 12)
    row = row_of(living, unknown)
    assert row.destroy_on == date(2042, 8, 1) and "not known" not in row.kept_because
