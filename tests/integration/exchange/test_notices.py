"""What was told and changes waits on the desk, goes to everybody who was told, with its context, and is chased until answered."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.utils import timezone

from fairward.exchange.following.notice_actions import note_answered, note_told
from fairward.exchange.following.queries import FollowedLine, counts, settled_for
from fairward.exchange.following.vocabulary import Answered
from fairward.exchange.models import Disclosure, Recall
from fairward.exchange.travel.answer_actions import answer
from fairward.exchange.travel.vocabulary import EnvelopeKind, TravelState
from fairward.exchange.vocabulary import HowTold, UsedFor
from fairward.files.changes import ChangeKind
from fairward.files.queries import entry_for
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import AnnotationKind, Basis, DisclosureKind, Label, Outcome
from fairward.retention.engine import carry_out
from fairward.school.concerns.report_answers import Said
from tests.personas import LEAD, School, make_school
from tests.support.destroying import order_for
from tests.support.following import Telling, correct, opened_by, press, tell, waiting
from tests.support.living import SAW, WHY, Living, busy, make_living
from tests.support.travelling import arrivals, befriend, carry_due

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
RIGHT = "He had a bruise on his right arm, not his left."


@pytest.fixture
def living() -> Living:
    return make_living()


@pytest.fixture
def hill() -> School:
    return make_school("Hill Top School")


@pytest.fixture
def partner_id(living: Living, hill: School) -> UUID:
    return befriend(living.school, hill)


@pytest.fixture
def entry_id(living: Living) -> UUID:
    report = living.report(
        Said(basis=Basis.OBSERVED, text=SAW), Said(basis=Basis.CHILD_SAID, text="I fell off my bike")
    )
    return living.file(report)[0]


def statements(living: Living, entry_id: UUID) -> list[UUID]:
    with living.school.transaction():
        return [one.id for one in entry_for(living.actor(), entry_id, WHY)[0].statements]


def what(line: FollowedLine) -> set[tuple[UUID, ChangeKind]]:
    return {(one.passage_id, one.what) for one in line.waiting}


def destroy_now(living: Living, entry_id: UUID) -> None:
    order_for(living, entry_id)
    carry_out(living.school.organisation_id)


def test_a_correction_waits_until_somebody_sends_it_and_until_they_answer(
    living: Living, hill: School, partner_id: UUID, entry_id: UUID
) -> None:
    tell(living.school, partner_id, [entry_id])
    carry_due(living.school)
    assert waiting(living.school) == []
    first, second = statements(living, entry_id)
    correct(living.school, entry_id, 0, RIGHT)
    [line] = waiting(living.school)
    assert what(line) == {(first, ChangeKind.CORRECTED)}
    assert carry_due(living.school) == 0  # nothing goes by itself
    [package_id] = press(living.school, line)
    carry_due(living.school)
    notice = arrivals(hill)[-1]
    assert (notice.package_id, notice.kind) == (package_id, int(EnvelopeKind.CORRECTION_NOTICE))
    read = opened_by(hill, bytes(notice.sealed or b""))
    assert [one.text for one in read.passages] == [RIGHT]
    assert (
        read.notice is not None
        and read.notice.package == line.package_id
        and read.notice.asked == "acknowledge"
    )
    assert [(one.passage, one.change) for one in read.notice.changes] == [(first, "corrected")]
    [line] = waiting(living.school)
    assert not line.waiting and line.unanswered[0].state is TravelState.DELIVERED
    with hill.transaction():
        answer(by=hill.actor(LEAD), arrival_id=notice.id, state=TravelState.ACCEPTED)
    assert waiting(living.school)  # they have said it, and nobody has heard it yet
    carry_due(hill)
    assert waiting(living.school) == []
    with living.school.transaction():
        [done] = settled_for(living.actor(), WHY)
        assert counts(living.school.organisation_id) == (0, 0)
    assert done.notices[0].answer is Answered.ACKNOWLEDGED and second not in {
        one.passage_id for one in done.changes
    }


def test_everything_that_can_become_of_it_is_said(living: Living, partner_id: UUID, entry_id: UUID) -> None:
    tell(living.school, partner_id, [entry_id], Telling(left_out=frozenset({1})))
    first, second = statements(living, entry_id)
    living.annotate(entry_id, "Fell off the bike on Saturday.", 0)
    living.annotate(entry_id, "The mother says otherwise.", 0, AnnotationKind.DISPUTE)
    living.annotate(entry_id, "What was left out is explained too.", 1)
    living.decide(entry_id, Outcome.UNFOUNDED)
    [line] = waiting(living.school)
    kinds = {ChangeKind.EXPLAINED, ChangeKind.DISPUTED, ChangeKind.UNFOUNDED}
    assert what(line) == {(first, one) for one in kinds} and second not in {
        one.passage_id for one in line.waiting
    }
    [package_id] = press(living.school, line)
    assert [one.package_id for one in waiting(living.school)[0].notices] == [package_id]


def test_a_notice_says_no_more_than_was_told(
    living: Living, hill: School, partner_id: UUID, entry_id: UUID
) -> None:
    """What was left out stays out, names stay masked, and the whole context comes with what stands."""
    living.annotate(entry_id, "Ben Okoro pushed him.", 0)
    masks = {"Ben Okoro": "another pupil"}
    tell(living.school, partner_id, [entry_id], Telling(left_out=frozenset({1}), masks=masks))
    correct(living.school, entry_id, 0, "Ben Okoro says that it was the right arm.")
    correct(living.school, entry_id, 1, "I fell off my scooter")
    press(living.school, waiting(living.school)[0])
    carry_due(living.school)
    read = opened_by(hill, bytes(arrivals(hill)[-1].sealed or b""))
    [passage] = read.passages
    assert passage.text == "another pupil says that it was the right arm."
    assert [one.text for one in passage.context.attached] == ["another pupil pushed him."]
    assert "scooter" not in str(read)


def test_what_may_be_read_as_a_summary_only_is_worded_anew(
    living: Living, hill: School, partner_id: UUID, entry_id: UUID
) -> None:
    tell(
        living.school,
        partner_id,
        [entry_id],
        Telling(label=Label.RELEASABLE_SUMMARY, left_out=frozenset({1})),
    )
    correct(living.school, entry_id, 0, RIGHT)
    [line] = waiting(living.school)
    with pytest.raises(Denied) as refused:
        press(living.school, line)
    assert refused.value.code == "wording_missing"
    press(living.school, line, {statements(living, entry_id)[0]: "There was a bruise, on the other arm."})
    carry_due(living.school)
    [passage] = opened_by(hill, bytes(arrivals(hill)[-1].sealed or b"")).passages
    assert (passage.summary, passage.label) == (
        "There was a bruise, on the other arm.",
        Label.RELEASABLE_SUMMARY,
    )


def test_what_is_destroyed_here_is_asked_back_and_says_only_that(
    living: Living, hill: School, partner_id: UUID, entry_id: UUID
) -> None:
    tell(living.school, partner_id, [entry_id])
    first, second = statements(living, entry_id)
    correct(living.school, entry_id, 0, RIGHT)  # said no more: what is destroyed needs no other word
    destroy_now(living, entry_id)
    [line] = waiting(living.school)
    assert what(line) == {(first, ChangeKind.DESTROYED), (second, ChangeKind.DESTROYED)}
    with living.school.transaction():
        own = living.school.organisation_id
        assert not Disclosure.objects.filter(organisation_id=own).exists()
        assert not Recall.objects.filter(organisation_id=own).exists()  # one way of asking is enough
    press(living.school, line)
    carry_due(living.school)
    notice = arrivals(hill)[-1]
    read = opened_by(hill, bytes(notice.sealed or b""))
    assert read.notice is not None and read.notice.asked == "destroy" and read.passages == ()
    assert {(one.passage, one.change, one.words) for one in read.notice.changes} == {
        (one, "destroyed", "It was destroyed.") for one in (first, second)
    }
    with hill.transaction():
        answer(by=hill.actor(LEAD), arrival_id=notice.id, state=TravelState.RECALLED)
    carry_due(hill)
    with living.school.transaction():
        assert settled_for(living.actor(), WHY)[0].notices[0].answer is Answered.DESTROYED


def test_a_file_that_went_to_the_next_school_is_not_asked_back_by_the_schedule(
    living: Living, partner_id: UUID, entry_id: UUID
) -> None:
    tell(living.school, partner_id, [entry_id], Telling(kind=DisclosureKind.TRANSFER))
    destroy_now(living, entry_id)
    assert waiting(living.school) == []
    with living.school.transaction():
        assert not Recall.objects.filter(organisation_id=living.school.organisation_id).exists()


def test_a_pointer_and_whoever_gave_it_back_need_no_notice(
    living: Living, partner_id: UUID, entry_id: UUID
) -> None:
    tell(living.school, partner_id, [entry_id], Telling(label=Label.POINTER))
    back = tell(living.school, partner_id, [entry_id])
    with living.school.transaction():
        Disclosure.objects.filter(id=back).update(used_for=int(UsedFor.GIVEN_BACK))
    correct(living.school, entry_id, 0, RIGHT)
    assert waiting(living.school) == []


def test_whoever_was_told_by_hand_is_told_by_hand_and_answers_to_somebody(db: None) -> None:
    living = busy(make_living())
    living.annotate(living.ids["entry"], "He fell off his bike.", 0)
    [line] = waiting(living.school)
    assert line.how is HowTold.TELEPHONE and line.package_id is None
    with pytest.raises(Denied) as refused:
        press(living.school, line)
    assert refused.value.code == "not_by_package"
    today = timezone.localdate()
    with living.school.transaction():
        note_told(by=living.actor(), followed_id=line.id, told_on=today, how=HowTold.LETTER)
    [line] = waiting(living.school)
    with living.school.transaction():
        note_answered(
            by=living.actor(), followed_id=line.id, notice_id=line.notices[0].id, answered_on=today,
            answer=Answered.ACKNOWLEDGED,
        )  # fmt: skip
    assert waiting(living.school) == []


def test_acknowledged_by_package_is_only_what_they_signed(
    living: Living, partner_id: UUID, entry_id: UUID
) -> None:
    tell(living.school, partner_id, [entry_id])
    correct(living.school, entry_id, 0, RIGHT)
    press(living.school, waiting(living.school)[0])
    [line] = waiting(living.school)
    with living.school.transaction(), pytest.raises(Denied) as refused:
        note_answered(
            by=living.actor(), followed_id=line.id, notice_id=line.notices[0].id, answered_on=timezone.localdate(),
            answer=Answered.ACKNOWLEDGED,
        )  # fmt: skip
    assert refused.value.code == "answers_by_receipt"


def test_two_presses_send_one_notice(living: Living, partner_id: UUID, entry_id: UUID) -> None:
    tell(living.school, partner_id, [entry_id])
    correct(living.school, entry_id, 0, RIGHT)
    [line] = waiting(living.school)
    press(living.school, line)
    with pytest.raises(Denied) as refused:
        press(living.school, line)
    assert refused.value.code == "nothing_waits"
    assert len(waiting(living.school)[0].notices) == 1
