"""Promise 8: families see by default; holding back is a decision, and nobody outside a decision can open anything.

A person outside the decision is tried with their own unlocked key against the keys themselves, past every page.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from fairward.families.account_actions import pause, resume
from fairward.families.queries import standing_of_person
from fairward.files import actions as files
from fairward.files.content import EntryContent
from fairward.files.queries import entry_for, standing_content_for
from fairward.files.writing import write_family_annotation
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import AnnotationKind, FamilyDecision, Purpose
from fairward.keys.records import forget_person
from fairward.rights import actions, audience_actions, waiting_actions
from fairward.rights.masks import Masks
from fairward.rights.models import ShownVersion
from fairward.rights.overdue_actions import ask_for_decisions
from fairward.rights.overdue_queries import overdue_decisions
from fairward.rights.sharing import lock_out, reshow
from fairward.rights.shown_content import to_bytes
from fairward.rights.vocabulary import Step
from fairward.rights.writing import FamilyChoice
from tests.support.kept import kept
from tests.support.shown_family import (
    WHY,
    Family,
    hold_back,
    let_in_child,
    make_family,
    observed,
    show_now,
)

pytestmark = pytest.mark.django_db

# Said nowhere else: where a person outside can read one of these, something leaked.
LEFT_OUT, CONFIDENTIAL, WITHDRAWN = "zirconium passage", "vermilion whisper", "obsolete falsehood"
PLAIN = "She had no coat."


def _family() -> Family:
    made = make_family()
    let_in_child(made)
    return made


family = kept(_family)


class Showing(RuleBasedStateMachine):
    """Leads decide, show, hold back, take back, correct, annotate, pause, forget, in any order, with real keys."""

    family: Family

    @initialize()
    def an_entry(self) -> None:
        self.entry = self.family.entry(observed(PLAIN), observed(LEFT_OUT), observed(WITHDRAWN))
        self.people = [self.family.mother, self.family.father]
        self.inside: set[UUID] = set()
        self.paused: set[UUID] = set()
        self.is_corrected = False
        with self.family.school.transaction():
            shown, _, _ = entry_for(self.family.lead(), self.entry, WHY)
        self.left_out = {one.id: "third_party" for one in shown.statements if one.text == LEFT_OUT}

    def _act(self, act: object, **named: object) -> bool:
        """One act of the lead; a refusal is an answer."""
        try:
            with self.family.school.transaction():
                lead = self.family.lead()
                _, file, _ = entry_for(lead, self.entry, WHY)
                act(by=lead, file=file, entry_id=self.entry, **named)  # type: ignore[operator]
        except (Denied, NotFound):
            return False
        return True

    @rule(who=st.integers(0, 1), how=st.sampled_from(FamilyDecision))
    def decide(self, who: int, how: FamilyDecision) -> None:
        person = self.people[who]
        choice = FamilyChoice(person, how)
        if how is FamilyDecision.HOLD_BACK:
            [choice] = hold_back(self.family.school, person)
        if how is FamilyDecision.SHARE_AFTER_TALK:
            choice = FamilyChoice(person, how, talk_by=timezone.localdate() + timedelta(days=3))
        assert self._act(audience_actions.decide_audience, choice=choice)
        (self.inside.add if how is FamilyDecision.SHARE_NOW else self.inside.discard)(person)

    @rule(who=st.integers(0, 1))
    def talk(self, who: int) -> None:
        if self._act(audience_actions.note_talk, person_id=self.people[who], talked_on=timezone.localdate()):
            self.inside.add(self.people[who])

    @rule(who=st.integers(0, 1))
    def share(self, who: int) -> None:
        person = self.people[who]
        with self.family.school.transaction():
            masks = self.family.careful(self.family.lead(), self.entry, person, Masks(left_out=self.left_out))
        is_shown = self._act(actions.share, person_id=person, masks=masks)
        assert is_shown == (person in self.inside and person not in self.paused)

    @rule(who=st.integers(0, 1))
    def take_back(self, who: int) -> None:
        if self._act(actions.take_back, person_id=self.people[who]):
            assert self.entry not in self.family.opened(self.people[who])

    @rule(text=st.sampled_from(["She fell off the bike.", "Ella Marsh saw it."]))
    def explain(self, text: str) -> None:
        with self.family.school.transaction():
            lead = self.family.lead()
            _, file, _ = entry_for(lead, self.entry, WHY)
            files.annotate(
                by=lead, file=file, entry_id=self.entry, kind=AnnotationKind.EXPLANATION, text=text
            )
            reshow(lead, file, self.entry)

    @rule()
    def whisper(self) -> None:
        """The girl says something between herself and the school."""
        with self.family.school.transaction():
            write_family_annotation(
                self.family.of(self.family.child), Purpose.WELFARE, self.entry, AnnotationKind.CHILD_ACCOUNT,
                CONFIDENTIAL, is_confidential=True,
            )  # fmt: skip
            lead = self.family.lead()
            _, file, _ = entry_for(lead, self.entry, WHY)
            reshow(lead, file, self.entry)

    @rule()
    def correct(self) -> None:
        with self.family.school.transaction():
            lead = self.family.lead()
            file, _, before = standing_content_for(lead, self.entry, WHY)
            kept = tuple(one for one in before.statements if one.text != WITHDRAWN)
            files.correct_entry(
                by=lead, file=file, entry_id=self.entry, content=EntryContent(kept), reason="wrong"
            )
            reshow(lead, file, self.entry)
        self.is_corrected = True

    @rule(who=st.integers(0, 1))
    def pause(self, who: int) -> None:
        person = self.people[who]
        with self.family.school.transaction():
            lead = self.family.lead()
            access = standing_of_person(lead.organisation_id, person, self.family.child)
            act = resume if person in self.paused else pause
            act(by=lead, family_account_id=access.family_account_id)
            lock_out(lead.organisation_id)
        self.paused ^= {person}

    @rule(who=st.integers(0, 1))
    def forget(self, who: int) -> None:
        with self.family.school.transaction():
            person = self.family.school[self.family.personas[self.people[who]]]
            forget_person(self.family.school.organisation_id, person.account_id)

    @rule()
    def seal(self) -> None:
        with self.family.school.transaction():
            waiting_actions.seal_waiting(by=self.family.lead())

    @rule()
    def a_year_passes(self) -> None:
        with self.family.school.transaction():
            ask_for_decisions(self.family.school.organisation_id, timezone.now() + timedelta(days=365))

    def teardown(self) -> None:
        """The next example begins with the same family: nobody is paused."""
        for person in list(getattr(self, "paused", ())):
            self.pause(self.people.index(person))

    @invariant()
    def nobody_outside_a_decision_opens_anything(self) -> None:
        if not hasattr(self, "entry"):
            return
        assert not self.family.opened(self.family.child)
        for person in self.people:
            found = self.family.opened(person)
            if person not in self.inside or person in self.paused:
                assert found == {}
            raw = b"".join(to_bytes(one) for one in found.values()).decode()
            assert LEFT_OUT not in raw and CONFIDENTIAL not in raw and "Ella" not in raw
            assert not (self.is_corrected and WITHDRAWN in raw)


def test_no_sequence_of_acts_gives_a_key_to_somebody_outside_the_decision(family: Family) -> None:
    class OfThisFamily(Showing):
        pass

    OfThisFamily.family = family
    run_state_machine_as_test(
        OfThisFamily,
        settings=settings(
            max_examples=12,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )


def _shown_bytes(family: Family, person_id: UUID, entry_id: UUID) -> bytes:
    return to_bytes(family.opened(person_id)[entry_id])


def test_the_father_s_truth_is_the_same_with_and_without_confidential_words(family: Family) -> None:
    entry_id = family.entry(observed(PLAIN))
    family.decide(entry_id, *show_now(family.father))
    shown_id = family.share(entry_id, family.father)
    before = _shown_bytes(family, family.father, entry_id)
    with family.school.transaction():
        write_family_annotation(
            family.of(family.child),
            Purpose.WELFARE,
            entry_id,
            AnnotationKind.CHILD_ACCOUNT,
            CONFIDENTIAL,
            is_confidential=True,
        )
    with family.school.transaction():
        lead = family.lead()
        _, file, _ = entry_for(lead, entry_id, WHY)
        row = ShownVersion.objects.get(organisation_id=lead.organisation_id, id=shown_id)
        assert reshow(lead, file, entry_id) == []
        after = ShownVersion.objects.get(organisation_id=lead.organisation_id, id=shown_id)
    assert _shown_bytes(family, family.father, entry_id) == before
    assert (after.id, after.made_at, after.ended_at, bytes(after.sealed)) == (
        row.id,
        row.made_at,
        None,
        bytes(row.sealed),
    )
    again = family.share(entry_id, family.father)
    assert again != shown_id and _shown_bytes(family, family.father, entry_id) == before


def test_what_the_mother_says_is_not_in_what_the_father_gets(family: Family) -> None:
    entry_id = family.entry(observed(PLAIN))
    family.decide(entry_id, *show_now(family.mother, family.father))
    family.share(entry_id, family.father)
    before = _shown_bytes(family, family.father, entry_id)
    with family.school.transaction():
        write_family_annotation(
            family.of(family.mother), Purpose.WELFARE, entry_id, AnnotationKind.FAMILY_ACCOUNT, "He did it."
        )
        lead = family.lead()
        _, file, _ = entry_for(lead, entry_id, WHY)
        reshow(lead, file, entry_id)
    assert _shown_bytes(family, family.father, entry_id) == before


def test_nothing_is_released_by_a_timer(family: Family) -> None:
    """A year passes over every kind of decision and over none: people are asked, nobody sees more."""
    today = timezone.localdate()
    undecided, talk, held = (family.entry(observed(PLAIN)) for _ in range(3))
    family.decide(talk, FamilyChoice(family.mother, FamilyDecision.SHARE_AFTER_TALK, talk_by=today))
    family.decide(held, *hold_back(family.school, family.mother))
    later = timezone.now() + timedelta(days=365)
    with family.school.transaction():
        assert ask_for_decisions(family.school.organisation_id, later) == set(Step)
        assert not ShownVersion.objects.filter(organisation_id=family.school.organisation_id).exists()
    assert not family.opened(family.mother) and not family.opened(family.father)
    with family.school.transaction():
        found = {one.entry_id for one in overdue_decisions(family.school.organisation_id, later)}
        assert {undecided, talk, held} <= found
        assert ask_for_decisions(family.school.organisation_id, later) == set()


@pytest.mark.parametrize(
    ("school_days", "asked"), [(0, Step.LEAD), (4, Step.LEAD), (8, Step.HEADTEACHER), (20, Step.OFFICER)]
)
def test_who_is_asked_as_days_pass(family: Family, school_days: int, asked: Step) -> None:
    entry_id = family.entry(observed(PLAIN))
    with family.school.transaction():
        now = _after(school_days)
        steps = {
            one.step
            for one in overdue_decisions(family.school.organisation_id, now)
            if one.entry_id == entry_id
        }
    assert steps == {asked}


def _after(working_days: int) -> datetime:
    from fairward.rules.calendars import add_working_days

    days = (
        (add_working_days(timezone.localdate(), working_days) - timezone.localdate()).days
        if working_days
        else 0
    )
    return timezone.now() + timedelta(days=days)
