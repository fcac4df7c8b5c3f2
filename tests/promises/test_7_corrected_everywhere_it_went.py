"""Promise 7: whatever becomes of a passage, everybody who was told it must know, and nobody else hears of it.

Several recipients hold different parts of one entry. Whoever is missed, or told too much, fails the test by name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import pytest

from fairward.cases.deciding_actions import decide_correction
from fairward.cases.models import CaseRecipient
from fairward.cases.ruling import Ruling
from fairward.cases.vocabulary import CaseKind, CaseOutcome
from fairward.exchange.models import Disclosure
from fairward.exchange.recall_queries import recalls_for
from fairward.exchange.travel.answer_actions import answer
from fairward.exchange.travel.vocabulary import TravelState
from fairward.exchange.vocabulary import UsedFor
from fairward.files.correcting import Typed
from fairward.files.queries import entry_for
from fairward.kernel.vocabulary import AnnotationKind, Basis, Label, Outcome
from fairward.retention.engine import carry_out
from fairward.school.concerns.decide_actions import reopen_concern
from fairward.school.concerns.report_answers import Said
from tests.personas import DEPUTY, LEAD, School, make_school
from tests.support import mistaking
from tests.support.destroying import order_for
from tests.support.following import Telling, correct, opened_by, press, tell, waiting
from tests.support.living import SAID, SAW, WHY, Living, make_living, tell_social_care
from tests.support.travelling import arrivals, befriend, carry_due

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
NAMES = ("First claim School", "Second claim School", "Both School", "Gave back School", "Pointer School")
FIRST, SECOND, BOTH, BACK, POINTER = NAMES
BY_HAND = "Northfield social care, duty social worker"
OF_FIRST, OF_ALL = {FIRST, BOTH, BY_HAND}, {FIRST, SECOND, BOTH, BY_HAND}


@dataclass
class Told:
    """An entry with two claims, and everybody who was told some of it."""

    living: Living
    schools: dict[str, School]
    entry_id: UUID
    claims: list[UUID]

    def who_waits(self) -> set[str]:
        return {one.recipient for one in waiting(self.living.school) if one.waiting}


@pytest.fixture
def told() -> Told:
    living = make_living()
    report = living.report(Said(basis=Basis.OBSERVED, text=SAW), Said(basis=Basis.CHILD_SAID, text=SAID))
    entry_id = living.file(report)[0]
    schools = {name: make_school(name, (LEAD, DEPUTY)) for name in NAMES}
    partners = {name: befriend(living.school, school) for name, school in schools.items()}
    ways = {
        FIRST: Telling(left_out=frozenset({1})), SECOND: Telling(left_out=frozenset({0})), BOTH: Telling(),
        BACK: Telling(), POINTER: Telling(label=Label.POINTER),
    }  # fmt: skip
    for name, how in ways.items():
        disclosure_id = tell(living.school, partners[name], [entry_id], how)
        if name == BACK:
            with living.school.transaction():
                Disclosure.objects.filter(id=disclosure_id).update(used_for=int(UsedFor.GIVEN_BACK))
    tell_social_care(living, entry_id)
    with living.school.transaction():
        claims = [one.id for one in entry_for(living.actor(), entry_id, WHY)[0].statements]
    return Told(living, schools, entry_id, claims)


def _explain(told: Told) -> None:
    told.living.annotate(told.entry_id, "He fell off his bike.", 0)


def _explain_whole(told: Told) -> None:
    told.living.annotate(told.entry_id, "The family’s side.", None, AnnotationKind.FAMILY_ACCOUNT)


def _dispute(told: Told) -> None:
    told.living.annotate(told.entry_id, "That is not so.", 0, AnnotationKind.DISPUTE)


def _correct(told: Told) -> None:
    correct(told.living.school, told.entry_id, 0, "It was the right arm.")


def _decide(told: Told) -> None:
    told.living.decide(told.entry_id, Outcome.EXPLAINED)


def _unfounded(told: Told) -> None:
    told.living.decide(told.entry_id, Outcome.UNFOUNDED)


def _ask(told: Told) -> UUID:
    case_id = told.living.note(CaseKind.CORRECTION, "There was no bruise.")
    told.living.point_at(case_id, told.entry_id)
    return case_id


def _take_away(told: Told, typed: Typed | None = None) -> None:
    """Somebody asked to put it right and was right."""
    case_id = _ask(told)
    ruling = Ruling(CaseOutcome.UPHELD, "She is right.", "You were right.", {told.claims[0]: typed})
    with told.living.school.transaction():
        decide_correction(by=told.living.actor(), case_id=case_id, ruling=ruling)


def _put_in_its_place(told: Told) -> None:
    _take_away(told, Typed(Basis.OBSERVED, "It was a birthmark."))


def _wrong_child(told: Told) -> None:
    mistaking.correct(told.living, told.entry_id, told.living.jack)


BECAME: dict[str, tuple[Callable[[Told], object], set[str]]] = {
    "explained": (_explain, OF_FIRST),
    "the whole entry explained": (_explain_whole, OF_ALL),
    "disputed": (_dispute, OF_FIRST),
    "asked to be put right": (_ask, OF_FIRST),
    "corrected": (_correct, OF_FIRST),
    "taken away": (_take_away, OF_FIRST),
    "replaced by another claim": (_put_in_its_place, OF_FIRST),
    "decided": (_decide, OF_ALL),
    "found not to have happened": (_unfounded, OF_ALL),
    "about another child": (_wrong_child, OF_ALL),
}


@pytest.mark.parametrize("name", BECAME)
def test_everybody_who_was_told_must_know_and_nobody_else(told: Told, name: str) -> None:
    become, expected = BECAME[name]
    become(told)
    missed, too_many = expected - told.who_waits(), told.who_waits() - expected
    assert not missed, f"{name}: these were told it and would never know: {missed}"
    assert not too_many, f"{name}: these were not told it and would hear of it: {too_many}"


def test_what_is_decided_otherwise_is_told_again(told: Told) -> None:
    _decide(told)
    for line in waiting(told.living.school):
        if line.partner_id:
            press(told.living.school, line)
    assert told.who_waits() == {BY_HAND}
    with told.living.school.transaction():
        _, file, _ = entry_for(told.living.actor(), told.entry_id, WHY)
        reopen_concern(by=told.living.actor(), file=file, entry_id=told.entry_id, reason="Something new.")
    assert told.who_waits() == OF_ALL


def test_what_is_destroyed_is_asked_back_by_package_or_by_hand(told: Told) -> None:
    """Partners get a notice; whoever was told by hand stands among those to be asked back by hand."""
    own = told.living.school.organisation_id
    order_for(told.living, told.entry_id)
    carry_out(own)
    with told.living.school.transaction():
        by_hand = {one.recipient for one in recalls_for(told.living.actor(), WHY)}
    assert (told.who_waits(), by_hand) == ({FIRST, SECOND, BOTH}, {BY_HAND})


def test_nobody_is_told_more_than_before_and_the_context_comes_along(told: Told) -> None:
    """Promise 2 on the way of a correction: what stands now, with everything that belongs to it, and no other claim."""
    _explain(told)
    _put_in_its_place(told)
    for line in waiting(told.living.school):
        if line.partner_id:
            press(told.living.school, line)
    carry_due(told.living.school)
    for name, school in told.schools.items():
        notices = [one for one in arrivals(school) if one.kind == 6]
        assert bool(notices) == (name in OF_FIRST), name
        for one in notices:
            read = opened_by(school, bytes(one.sealed or b""))
            assert [each.text for each in read.passages] == ["It was a birthmark."]
            assert "He fell off his bike." in [each.text for each in read.passages[0].context.attached]
            assert {each.change for each in read.notice.changes} >= {"corrected"}  # type: ignore[union-attr]
            assert SAID not in str(read)


def test_a_case_sees_who_was_told_and_who_has_put_it_right(told: Told) -> None:
    """Whoever handles the request that began it ticks nobody twice."""
    _take_away(told)
    own = told.living.school.organisation_id
    line = next(one for one in waiting(told.living.school) if one.recipient == FIRST)
    press(told.living.school, line)
    carry_due(told.living.school)
    school = told.schools[FIRST]
    with school.transaction():
        answer(by=school.actor(LEAD), arrival_id=arrivals_of(school), state=TravelState.ACCEPTED)
    with told.living.school.transaction():
        rows = CaseRecipient.objects.filter(organisation_id=own, disclosure_id=line.disclosure_id)
        assert rows.get().told_on and not rows.get().acknowledged_on
    carry_due(school)
    with told.living.school.transaction():
        assert rows.get().acknowledged_on


def arrivals_of(school: School) -> UUID:
    """The notice that arrived there."""
    return arrivals(school)[-1].id
