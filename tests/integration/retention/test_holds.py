"""Holds: made, handed over, kept, sorted, lifted; and what refuses them."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from fairward.cases.case_actions import close_case, take_back_for
from fairward.cases.vocabulary import CaseKind, CaseOutcome
from fairward.files import queries
from fairward.files.actions import correct_entry
from fairward.files.content import EntryContent, StatementContent
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Basis, Purpose
from fairward.retention import hold_actions
from fairward.retention.hold_policies import NewHold, Scope, longest_until
from fairward.retention.hold_queries import freezes, hold_for, holds_for, to_sort
from fairward.retention.holding import frozen
from fairward.retention.models import Hold
from fairward.retention.vocabulary import HoldKind
from tests.personas import DPO, HEADTEACHER, LEAD, TEACHER, Persona
from tests.support.kept import kept
from tests.support.living import WHY, Living, hold, make_living

pytestmark = pytest.mark.django_db


def _living() -> Living:
    made = make_living()
    made.ids["entry"] = made.file(made.report())[0]
    made.ids["other"] = made.file(made.report(children=[made.jack]), Purpose.WELFARE)[0]
    return made


living = kept(_living)


def is_frozen(living: Living, *names: str) -> list[bool]:
    with living.school.transaction():
        found = frozen(living.school.organisation_id, [living.ids[name] for name in names])
    return [living.ids[name] in found for name in names]


def made(living: Living, scope: Scope, by: Persona = DPO) -> UUID:
    with living.school.transaction():
        return hold(living.actor(by), scope)


def refused(living: Living, new: NewHold, by: Persona = LEAD) -> str:
    with living.school.transaction(), pytest.raises(Denied) as denied:
        hold_actions.make_hold(by=living.actor(by), new=new)
    return denied.value.code


@pytest.mark.parametrize(
    ("scope", "bites"),
    [
        (lambda it: Scope(child_id=it.amy), [True, False]),
        (lambda it: Scope(purpose=Purpose.WELFARE), [False, True]),
        (lambda it: Scope(child_id=it.amy, purpose=Purpose.WELFARE), [False, False]),
        (lambda it: Scope(theme="physical_abuse"), [True, True]),
        (lambda it: Scope(since_on=timezone.localdate() - timedelta(1)), [True, True]),
        (lambda it: Scope(until_on=timezone.localdate() - timedelta(2)), [False, False]),
    ],
)
def test_a_hold_freezes_what_it_names_and_nothing_else(
    living: Living, scope: object, bites: list[bool]
) -> None:
    named = scope(living)  # type: ignore[operator]
    hold_id = made(living, named)
    assert is_frozen(living, "entry", "other") == bites
    with living.school.transaction():
        actor = living.actor(DPO)
        found = hold_for(actor, hold_id, WHY)
        assert freezes(actor.organisation_id, actor.role, named).entries == found.frozen.entries == sum(bites)


def test_a_hold_says_everything_about_itself(living: Living) -> None:
    hold_id = made(living, Scope(child_id=living.amy))
    with living.school.transaction():
        lead = living.actor()
        hold_actions.hand_over_hold(by=lead, hold_id=hold_id, owner_id=lead.membership_id)
        hold_actions.review_hold(
            by=lead,
            hold_id=hold_id,
            review_on=longest_until(timezone.localdate()),
            reason="The trial goes on.",
        )
        found = hold_for(lead, hold_id, WHY)
    assert (found.child, found.reason, found.owner) == (
        "Amy Fairbairn",
        "A letter of 3 May asks for it.",
        LEAD.name,
    )
    assert [(one.what, one.reason) for one in found.since] == [
        ("handed over", f"{LEAD.name} answers for it."),
        ("kept", "The trial goes on."),
    ]


def test_lifting_needs_a_reason_and_is_undone_only_by_a_new_hold(living: Living) -> None:
    hold_id = made(living, Scope(child_id=living.amy))
    with living.school.transaction():
        lead = living.actor()
        with pytest.raises(Denied, match="empty_text"):
            hold_actions.lift_hold(by=lead, hold_id=hold_id, because=" ")
        hold_actions.lift_hold(by=lead, hold_id=hold_id, because="The police wrote that they are done.")
        with pytest.raises(Denied, match="hold_lifted"):
            hold_actions.review_hold(by=lead, hold_id=hold_id, review_on=date.max, reason="Again")
        standing, ended = holds_for(lead, WHY)
    assert (standing, [one.lifted_because for one in ended]) == ([], ["The police wrote that they are done."])
    assert is_frozen(living, "entry") == [False]


def test_nobody_makes_a_hold_that_lacks_something(living: Living) -> None:
    today = timezone.localdate()
    owner, until = living.school[LEAD].membership_id, longest_until(today)
    police, amy = HoldKind.POLICE, Scope(child_id=living.amy)
    assert refused(living, NewHold(police, Scope(), "Why", owner, until)) == "hold_without_scope"
    assert refused(living, NewHold(police, amy, " ", owner, until)) == "empty_text"
    assert refused(living, NewHold(police, amy, "Why", owner, until + timedelta(1))) == "hold_review"
    assert refused(living, NewHold(police, amy, "Why", owner, today)) == "hold_review"
    assert refused(living, NewHold(HoldKind.ACCESS_REQUEST, amy, "Why", owner, until)) == "hold_by_case"
    staff = Scope(purpose=Purpose.STAFF_CONDUCT)
    assert refused(living, NewHold(police, staff, "Why", owner, until)) == "hold_purpose"
    nobody = living.school[TEACHER].membership_id
    assert refused(living, NewHold(police, amy, "Why", nobody, until)) == "hold_owner"
    assert refused(living, NewHold(police, amy, "Why", owner, until), TEACHER) == "not_your_role"
    backwards = Scope(since_on=today, until_on=today - timedelta(1))
    assert refused(living, NewHold(police, backwards, "Why", owner, until)) == "hold_period"
    with living.school.transaction(), pytest.raises(NotFound):
        stranger = NewHold(police, Scope(child_id=new_id()), "Why", owner, until)
        hold_actions.make_hold(by=living.actor(HEADTEACHER), new=stranger)


@pytest.mark.parametrize("kind", [CaseKind.ACCESS_REQUEST, CaseKind.COMPLAINT])
def test_an_open_case_freezes_the_childs_files_until_it_is_closed(living: Living, kind: CaseKind) -> None:
    case_id = living.note(kind, "What do you have about my son?")
    assert is_frozen(living, "entry", "other") == [True, False]
    with living.school.transaction():
        officer = living.actor(DPO)
        (one,), _ = holds_for(officer, WHY)
        assert (one.case_id, one.owner) == (case_id, DPO.name)
        with pytest.raises(Denied, match="hold_of_case"):
            hold_actions.lift_hold(by=officer, hold_id=one.id, because="I would rather not")
        if kind is CaseKind.COMPLAINT:
            close_case(by=officer, case_id=case_id, outcome=CaseOutcome.UPHELD, text="You were right.")
        else:
            take_back_for(by=officer, case_id=case_id, text="They rang.")
        _, (ended,) = holds_for(officer, WHY)
    assert ended.lifted_because.endswith("R-1 was closed, so its hold ended by itself.")
    assert is_frozen(living, "entry") == [False]


def test_other_cases_freeze_nothing(living: Living) -> None:
    living.note(CaseKind.OBJECTION, "I do not want it kept.")
    with living.school.transaction():
        assert not Hold.objects.exists()


def themed(living: Living, name: str, *themes: str) -> None:
    """Give an entry these themes, as a new version of it."""
    with living.school.transaction():
        lead = living.actor()
        file = queries.entry_for(lead, living.ids[name], WHY)[1]
        content = EntryContent((StatementContent(Basis.OBSERVED, "A bruise."),), themes=themes)
        correct_entry(by=lead, file=file, entry_id=living.ids[name], content=content, reason="The theme")


def test_a_theme_hold_freezes_everything_until_a_lead_sorted_it(living: Living) -> None:
    themed(living, "entry", "physical_abuse")
    hold_id = made(living, Scope(theme="physical_abuse"))
    assert is_frozen(living, "entry", "other") == [True, True]
    with living.school.transaction():
        with pytest.raises(Denied, match="nothing_to_sort"):
            hold_actions.sort_step(by=living.actor(DPO), hold_id=hold_id)
        assert hold_actions.sort_step(by=living.actor(), hold_id=hold_id) == 0
    assert is_frozen(living, "entry", "other") == [True, False]
    living.ids["later"] = living.file(living.report(children=[living.jack]), Purpose.BEHAVIOUR)[0]
    assert is_frozen(living, "later") == [True], "nobody has opened it for the theme yet"
    themed(living, "other", "physical_abuse")
    assert is_frozen(living, "other") == [True], "it has changed since it was sorted"
    with living.school.transaction():
        organisation_id = living.school.organisation_id
        assert {one.entry_id for one in to_sort(organisation_id, hold_id)} == {
            living.ids["later"],
            living.ids["other"],
        }
        hold_actions.sort_step(by=living.actor(), hold_id=hold_id)
        assert to_sort(organisation_id, hold_id) == []
    assert is_frozen(living, "entry", "other", "later") == [True, True, False]


def test_sorting_goes_in_steps(living: Living, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hold_actions, "STEP", 1)
    hold_id = made(living, Scope(theme="neglect"))
    with living.school.transaction():
        left = [hold_actions.sort_step(by=living.actor(), hold_id=hold_id) for _ in range(2)]
    assert left == [1, 0]
