"""Promise 3: nothing is kept without a reason and a date, what a hold freezes stays, and what is destroyed is gone.

People file, decide, correct, share, take back, hold, lift, review and order in any order; the run that destroys is interrupted
anywhere. After every step: whatever is there says why and until when; whatever a hold freezes is read as before; of what went,
no key of anybody opens a word.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from fairward.files.actions import correct_entry
from fairward.files.queries import entry_for, standing_content_for
from fairward.kernel.vocabulary import Outcome, Purpose
from fairward.retention.checking import check_all
from fairward.retention.engine import carry_out
from fairward.retention.review_actions import second_batch, withdraw_batch
from fairward.retention.vocabulary import Choice
from fairward.rights.actions import take_back
from fairward.rights.sharing_queries import standing_versions
from fairward.school.concerns.triage_actions import file_concern
from fairward.school.concerns.triage_policies import Filing
from fairward.school.concerns.triage_queries import concern_for
from tests.personas import DEPUTY, LEAD
from tests.support.destroying import (
    hold,
    is_readable,
    lift,
    opened_by_anybody,
    order_for,
    records_of,
    share_with_mother,
    wraps_of,
)
from tests.support.due import decided, night, opened
from tests.support.interrupting import Interrupted, ends_at
from tests.support.living import WHY, Living, make_living, tell_social_care

pytestmark = pytest.mark.django_db(transaction=True)
PLACES = st.integers(0, 20)
_NEEDS_SECOND = "SELECT bool_or(needs_second) FROM retention_reviewdecision WHERE batch_id = %s"
# A found order of events is short enough as it is; making it shorter takes minutes against a real database.
SHORT = settings(deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])


@dataclass
class Item:
    """An entry as the test knows it: whose it is, every record in which its words stand, what was asked of it."""

    id: UUID
    child: int
    records: set[UUID] = field(default_factory=set)
    is_ordered: bool = False
    is_gone: bool = False


class Keeping(RuleBasedStateMachine):
    """A school of its own for every example. `record` and `keyring` look past every wall."""

    record: Any
    keyring: Any

    @initialize()
    def begin(self) -> None:
        self.living: Living = make_living()
        self.children = [self.living.amy, self.living.jack]
        self.items: list[Item] = []
        self.held: set[int] = set()
        self.organisation_id = self.living.school.organisation_id
        self.file(0, True)

    @rule(child=st.integers(0, 1), is_welfare=st.booleans())
    def file(self, child: int, is_welfare: bool) -> None:
        purpose = Purpose.WELFARE if is_welfare else Purpose.CHILD_PROTECTION
        concern = self.living.report(children=[self.children[child]], attachment=b"A drawing in words.")
        self.items.append(Item(self.living.file(concern, purpose)[0], child))

    def one(self, place: int) -> Item | None:
        there = [item for item in self.items if not item.is_gone]
        return there[place % len(there)] if there else None

    @rule(place=PLACES, outcome=st.sampled_from([Outcome.EXPLAINED, Outcome.PARTLY, Outcome.UNFOUNDED]))
    def decide_and_share(self, place: int, outcome: Outcome) -> None:
        item = self.one(place)
        if item is not None and not is_decided(self.record, item.id):
            self.living.decide(item.id, outcome)
            if item.child == 0:
                share_with_mother(self.living, item.id)

    @rule(place=PLACES)
    def take_back(self, place: int) -> None:
        item = self.one(place)
        if item is None:
            return
        with self.living.school.transaction():
            lead = self.living.actor()
            opened = entry_for(lead, item.id, WHY)[1]
            for version in standing_versions(self.organisation_id, item.id):
                take_back(by=lead, file=opened, entry_id=item.id, person_id=version.person_id)

    @rule(place=PLACES)
    def add_words(self, place: int) -> None:
        item = self.one(place)
        if item is not None:
            self.living.annotate(item.id, "His mother was at work.", place=None)

    @rule(place=PLACES)
    def tell_outside(self, place: int) -> None:
        item = self.one(place)
        if item is not None:
            tell_social_care(self.living, item.id)

    @rule(child=st.integers(0, 1))
    def hold(self, child: int) -> None:
        hold(self.living, self.children[child])
        self.held.add(child)

    @rule(child=st.integers(0, 1))
    def lift(self, child: int) -> None:
        lift(self.living, self.children[child])
        self.held.discard(child)

    @rule(place=PLACES)
    def order(self, place: int) -> None:
        item = self.one(place)
        if item is not None:
            made = order_for(self.living, item.id)
            if item.child in self.held:
                assert made is None, "a hold froze it"
            elif not item.is_ordered:
                assert made is not None
            item.is_ordered = item.is_ordered or made is not None

    @rule()
    def run_to_the_end(self) -> None:
        self.learn()
        carry_out(self.organisation_id)
        self.everything_ordered_went()

    def everything_ordered_went(self) -> None:
        for item in self.items:
            if item.is_ordered and not item.is_gone:
                item.is_ordered, item.is_gone = False, item.child not in self.held

    @rule(moment=st.integers(1, 160))
    def run_and_die(self, moment: int) -> None:
        self.learn()
        try:
            with ends_at(moment):
                carry_out(self.organisation_id)
        except Interrupted:
            pass
        for item in self.items:
            if not item.is_gone and not wraps_of(self.keyring, item.records):
                assert item.is_ordered, "nobody ordered it"
                assert item.child not in self.held, "a hold froze it"
                item.is_gone = True
            if item.id in held_back(self.record):
                item.is_ordered = False

    @rule(place=PLACES, moment=st.sampled_from([0, 30, 60, 90, 120]), is_held=st.booleans())
    def order_and_run(self, place: int, moment: int, is_held: bool) -> None:
        """Ordered; perhaps a run that dies; perhaps a hold that comes late; then a run that finishes."""
        item = self.one(place)
        if item is None:
            return
        self.order(place)
        if moment:
            self.run_and_die(moment)
        if is_held:
            self.hold(item.child)
        self.run_to_the_end()

    @rule(place=PLACES)
    def correct(self, place: int) -> None:
        item = self.one(place)
        if item is None:
            return
        with self.living.school.transaction():
            lead = self.living.actor()
            opened_file, _, content = standing_content_for(lead, item.id, WHY)
            correct_entry(by=lead, file=opened_file, entry_id=item.id, content=content, reason="Another day.")

    @rule(place=PLACES, is_seconded=st.booleans(), is_held=st.booleans(), is_taken_back=st.booleans())
    def review(self, place: int, is_seconded: bool, is_held: bool, is_taken_back: bool) -> None:
        """Decided at the desk; perhaps a second person, a hold, a change of mind; then the night on which it is carried out."""
        item = self.one(place)
        if item is None or item.child in self.held or item.is_ordered:
            return
        for persona in (LEAD, DEPUTY):
            opened(self.living, item.id, by=persona)
        batch_id = decided(self.living, Choice.DESTROY, item.id)
        needs_second = bool(self.record.execute(_NEEDS_SECOND, [batch_id]).fetchone()[0])
        with self.living.school.transaction():
            if needs_second and is_seconded:
                second_batch(by=self.living.actor(DEPUTY), batch_id=batch_id)
            if is_taken_back:
                withdraw_batch(by=self.living.actor(), batch_id=batch_id, reason="It is needed after all.")
        if is_held:
            self.hold(item.child)
        item.is_ordered = not is_taken_back and not is_held and (is_seconded or not needs_second)
        self.learn()
        night(self.living)
        self.everything_ordered_went()
        if needs_second and not is_seconded and not is_taken_back and not is_held:
            with self.living.school.transaction():
                withdraw_batch(by=self.living.actor(), batch_id=batch_id, reason="Nobody agreed.")

    def learn(self) -> None:
        for item in self.items:
            if not item.is_gone:
                item.records |= records_of(self.record, [item.id])

    @invariant()
    def what_is_kept_is_read_as_before(self) -> None:
        for item in getattr(self, "items", ()):
            assert is_readable(self.living, item.id) is not item.is_gone

    @invariant()
    def what_is_gone_opens_with_no_key(self) -> None:
        gone = [one for item in getattr(self, "items", ()) if item.is_gone for one in item.records]
        assert wraps_of(self.keyring, gone) == set()

    @invariant()
    def everything_says_why_and_until_when(self) -> None:
        assert without_reason(self.record) == 0

    def teardown(self) -> None:
        """In the end nothing is half done: the next run finishes, and nobody opens what went."""
        carry_out(self.organisation_id)
        gone = [one for item in self.items if item.is_gone for one in item.records]
        assert opened_by_anybody(self.living, gone) == set()
        assert not set(record_ids(self.record)) & {item.id for item in self.items if item.is_gone}
        with self.living.school.transaction():
            assert not any(check_all(self.organisation_id).values())


def is_decided(record: Any, entry_id: UUID) -> bool:
    row = record.execute("SELECT outcome FROM files_entry WHERE id = %s", [entry_id]).fetchone()
    return row[0] is not None


def held_back(record: Any) -> set[UUID]:
    """What a run left because of a hold, and nobody ordered again since."""
    rows = record.execute(
        "SELECT item_id FROM retention_destructionitem GROUP BY item_id HAVING bool_and(held_at IS NOT NULL)"
    )
    return {row[0] for row in rows.fetchall()}


def record_ids(record: Any) -> list[UUID]:
    return [row[0] for row in record.execute("SELECT id FROM files_entry").fetchall()]


def without_reason(record: Any) -> int:
    """Entries, files and reports that do not say why they are kept, or until when."""
    lacking = "rule_id = '' OR kept_because = '' OR review_on IS NULL OR destroy_on IS NULL OR review_on > destroy_on"
    tables = ("files_entry", "files_file", "concerns_concern")
    asked = " + ".join(f"(SELECT count(*) FROM {table} WHERE {lacking})" for table in tables)
    return int(record.execute(f"SELECT {asked}").fetchone()[0])


def test_no_order_of_events_destroys_what_is_held_or_keeps_what_went(raw: Callable[..., Any]) -> None:
    Keeping.record, Keeping.keyring = raw("default", "postgres"), raw("keyring", "postgres")
    run_state_machine_as_test(Keeping, settings=settings(SHORT, max_examples=10, stateful_step_count=20))


# What a school recorded about a girl born in 2018, and whether the schedule still keeps it in 2056, when she is 38.
THIRTY_YEARS = (
    (Purpose.CHILD_PROTECTION, Outcome.SUBSTANTIATED, (), False),
    (Purpose.CHILD_PROTECTION, Outcome.SUBSTANTIATED, ("sexual_abuse",), True),
    (Purpose.CHILD_PROTECTION, Outcome.PARTLY, ("section_47",), False),
    (Purpose.CHILD_PROTECTION, Outcome.EXPLAINED, (), False),
    (Purpose.CHILD_PROTECTION, Outcome.NO_FURTHER_ACTION, (), False),
    (Purpose.CHILD_PROTECTION, Outcome.UNFOUNDED, (), False),
    (Purpose.CHILD_PROTECTION, None, (), False),
    (Purpose.WELFARE, Outcome.SUBSTANTIATED, (), False),
    (Purpose.BEHAVIOUR, Outcome.SUBSTANTIATED, (), False),
)


def filed(
    living: Living, child_id: UUID, purpose: Purpose, outcome: Outcome | None, flags: tuple[str, ...]
) -> UUID:
    concern_id = living.report(children=[child_id])
    with living.school.transaction():
        lead = living.actor()
        opened = concern_for(lead, concern_id, WHY)
        every = tuple(one.id for one in opened.content.statements)
        filing = Filing(child_id, purpose, every, flags=flags)
        entry_id = file_concern(by=lead, concern=opened, filings=[filing])[0]
    if outcome is not None:
        living.decide(entry_id, outcome)
    return entry_id


def test_thirty_years_on_what_is_left_is_what_the_schedule_says(
    raw: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    record, living = raw("default", "postgres"), make_living()
    organisation_id = living.school.organisation_id
    made = {filed(living, living.amy, *what[:3]): what[3] for what in THIRTY_YEARS}
    held = filed(living, living.jack, Purpose.WELFARE, Outcome.SUBSTANTIATED, ())
    hold(living, living.jack)
    then = timezone.now().replace(year=timezone.now().year + 30)
    monkeypatch.setattr(timezone, "now", lambda: then)
    carry_out(organisation_id)
    everything = record_ids(record)
    assert made.keys() <= set(everything), "nothing goes silently: what falls due waits for a decision"
    order_for(living, *due(record, then.date()))
    carry_out(organisation_id)
    left = {one for one in made if is_readable(living, one)}
    assert left == {one for one, is_kept in made.items() if is_kept}
    assert is_readable(living, held), "a hold outlasts the schedule"
    assert files_left(record) == {(living.amy, Purpose.CHILD_PROTECTION), (living.jack, Purpose.WELFARE)}
    assert without_reason(record) == 0 and due(record, then.date()) == group_of(record, held)


def due(record: Any, today: date) -> list[UUID]:
    rows = record.execute("SELECT id FROM files_entry WHERE destroy_on <= %s ORDER BY id", [today]).fetchall()
    return [row[0] for row in rows]


def group_of(record: Any, entry_id: UUID) -> list[UUID]:
    asked = "SELECT id FROM files_entry WHERE id = %s OR about_entry_id = %s ORDER BY id"
    return [row[0] for row in record.execute(asked, [entry_id, entry_id]).fetchall()]


def files_left(record: Any) -> set[tuple[UUID, Purpose]]:
    rows = record.execute("SELECT child_id, purpose FROM files_file").fetchall()
    return {(child_id, Purpose(purpose)) for child_id, purpose in rows}
