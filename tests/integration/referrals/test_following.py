"""A referral from its beginning to its end: the clock that runs, what it waits for, who did what."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from fairward.audit.models import Detail
from fairward.exchange.choosing.draft_actions import drop_draft
from fairward.exchange.choosing.draft_queries import draft_for
from fairward.exchange.queries import said_for, told_of_file
from fairward.exchange.vocabulary import HowTold
from fairward.files.queries import Filters, chronology_for, file_for
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import Basis, EntryKind
from fairward.school.referrals.begin_actions import add_missing, note_later, record_call_of, write_again
from fairward.school.referrals.follow_actions import (
    acknowledge_referral,
    chase_referral,
    choose_written_clock,
    close_referral,
    disagree,
    note_decision,
)
from fairward.school.referrals.models import Referral, ReferralStep
from fairward.school.referrals.policies import Call, Done
from fairward.school.referrals.queries import (
    Shown,
    late_referrals,
    referral_for,
    referrals_for,
    referrals_of_file,
    waiting_referrals,
)
from fairward.school.referrals.vocabulary import ReferralState, StepKind
from tests.personas import TEACHER
from tests.support.kept import kept
from tests.support.living import Living, busy, make_living
from tests.support.referring import CARE, WHY, begun, gone, opened, telephoned

S = ReferralState


def _living() -> Living:
    return busy(make_living())


living = kept(_living)


def done(words: str = "They look into it.", at: datetime | None = None) -> Done:
    return Done(at or timezone.now(), "Ada Moss, duty social worker", words)


def test_it_needs_a_child_and_a_recipient_and_nothing_else(living: Living) -> None:
    found = opened(living, begun(living, danger=True))
    assert (found.standing.state, found.recipient, found.draft is not None) == (S.BEGUN, CARE, True)
    assert found.draft is not None and found.draft.is_urgent
    assert found.standing.is_late and found.standing.waits_for == "Send it now"


def test_what_is_written_is_sealed(living: Living) -> None:
    referral_id = telephoned(living, said="Amy says she is afraid", agreed="A visit today")
    with living.school.transaction():
        row = Referral.objects.get(id=referral_id)
        steps = list(ReferralStep.objects.filter(referral_id=referral_id))
        assert CARE.encode() not in bytes(row.recipient)
        assert steps and all(
            b"afraid" not in bytes(one.sealed) and b"visit" not in bytes(one.sealed) for one in steps
        )
    (step,) = opened(living, referral_id).steps
    assert (step.kind, step.whom) == (StepKind.TELEPHONED, "Duty social worker")
    assert "afraid" in step.words and "Agreed: A visit today" in step.words


def test_a_call_is_a_disclosure_and_an_entry_and_starts_the_clock_of_the_written_one(living: Living) -> None:
    at = timezone.now() - timedelta(hours=3)
    found = opened(living, telephoned(living, at, said="A bruise", agreed="A visit today"))
    assert found.standing.state is S.TELEPHONED
    assert found.standing.due_at == at + timedelta(hours=24)
    with living.school.transaction():
        lead = living.actor()
        told = next(one for one in told_of_file(lead, found.file, WHY) if one.id == found.noted.call_id)
        assert (told.how, told.is_told, told.ground) == (HowTold.TELEPHONE, False, "undue_delay_in_danger")
        assert "A bruise" in said_for(lead, found.file, told.id, WHY)[1].words
        entry = chronology_for(lead, found.file, Filters(kind=EntryKind.CONVERSATION), WHY).entries[0]
    assert told.entry_ids == (entry.id,)
    assert [one.basis for one in entry.statements] == [Basis.OBSERVED, Basis.TOLD_BY]


def test_the_area_chooses_the_clock_of_the_written_one(living: Living) -> None:
    with living.school.transaction():
        choose_written_clock(by=living.actor(), clock="hours_48")
    at = timezone.now() - timedelta(hours=30)
    found = opened(living, telephoned(living, at))
    assert found.standing.due_at == at + timedelta(hours=48) and not found.standing.is_late


def test_the_clock_of_the_written_one_runs_until_it_is_sent(living: Living) -> None:
    referral_id = telephoned(living, timezone.now() - timedelta(hours=25))
    assert opened(living, referral_id).standing.is_late
    with living.school.transaction():
        assert late_referrals(living.school.organisation_id) == 1
    gone(living, referral_id)
    found = opened(living, referral_id)
    assert (found.standing.state, found.standing.is_late) == (S.SENT, False)
    assert found.standing.due_at is not None and found.standing.due_at > timezone.now()


def test_what_is_begun_in_writing_can_be_telephoned_meanwhile(living: Living) -> None:
    referral_id = begun(living)
    with living.school.transaction():
        call = Call(timezone.now(), "Duty social worker", is_told=True)
        record_call_of(by=living.actor(), opened=opened(living, referral_id), call=call)
    found = opened(living, referral_id)
    assert found.standing.state is S.TELEPHONED and found.noted.is_danger
    with living.school.transaction(), pytest.raises(Denied):
        record_call_of(by=living.actor(), opened=found, call=call)


def test_chasing_before_its_day_is_noted_and_after_it_is_no_decision(living: Living) -> None:
    early, late = begun(living), begun(living)
    gone(living, early)
    gone(living, late, timedelta(days=6))
    for referral_id in (early, late):
        with living.school.transaction():
            chase_referral(by=living.actor(), opened=opened(living, referral_id), done=done())
    assert opened(living, early).standing.state is S.SENT
    assert opened(living, late).standing.state is S.NO_DECISION


def test_disagreement_goes_up_step_by_step_each_with_its_day(living: Living) -> None:
    referral_id = begun(living)
    gone(living, referral_id, timedelta(days=6))
    with living.school.transaction(), pytest.raises(Denied):
        disagree(by=living.actor(), opened=opened(living, referral_id), done=done())
    with living.school.transaction():
        chase_referral(by=living.actor(), opened=opened(living, referral_id), done=done())
    numbers = []
    for words in ("Nobody decides.", "Still nobody.", "It is a week now.", "And another."):
        with living.school.transaction():
            numbers.append(disagree(by=living.actor(), opened=opened(living, referral_id), done=done(words)))
    assert numbers == [1, 2, 3, 3]
    found = opened(living, referral_id)
    assert found.standing.state is S.ESCALATED and found.standing.due_at is not None
    assert [one.words for one in found.steps][-4:] == [
        "Nobody decides.",
        "Still nobody.",
        "It is a week now.",
        "And another.",
    ]
    assert all(one.whom and one.by for one in found.steps if one.kind is StepKind.ESCALATED)


def test_what_they_decided_can_be_disagreed_with_or_closed(living: Living) -> None:
    referral_id = begun(living)
    gone(living, referral_id)
    with living.school.transaction():
        acknowledge_referral(by=living.actor(), opened=opened(living, referral_id), done=done())
    with living.school.transaction():
        note_decision(
            by=living.actor(), opened=opened(living, referral_id), outcome="no_further_action", done=done()
        )
    with living.school.transaction():
        disagree(by=living.actor(), opened=opened(living, referral_id), done=done())
    with living.school.transaction():
        note_decision(
            by=living.actor(), opened=opened(living, referral_id), outcome="section_17", done=done()
        )
    with living.school.transaction():
        close_referral(by=living.actor(), opened=opened(living, referral_id), words="They help now.")
    found = opened(living, referral_id)
    assert (found.standing.state, found.noted.outcome) == (S.CLOSED, "section_17")
    with living.school.transaction():
        assert waiting_referrals(living.school.organisation_id) == []


def test_a_call_is_not_closed_before_it_is_put_in_writing(living: Living) -> None:
    referral_id = telephoned(living)
    with living.school.transaction(), pytest.raises(Denied):
        close_referral(by=living.actor(), opened=opened(living, referral_id), words="They know.")


def test_what_is_not_sent_after_all_is_closed_and_nothing_of_it_stays(living: Living) -> None:
    referral_id = begun(living)
    draft_id = opened(living, referral_id).noted.draft_id
    with living.school.transaction():
        close_referral(
            by=living.actor(), opened=opened(living, referral_id), words="It was a misunderstanding."
        )
    with living.school.transaction(), pytest.raises(NotFound):
        draft_for(living.actor(), draft_id, WHY)
    assert opened(living, referral_id).standing.state is S.CLOSED


def test_what_was_set_aside_after_a_call_is_written_again(living: Living) -> None:
    referral_id = telephoned(living)
    with living.school.transaction():
        drop_draft(
            by=living.actor(),
            draft=draft_for(living.actor(), opened(living, referral_id).noted.draft_id, WHY),
        )
    assert opened(living, referral_id).standing.state is S.TELEPHONED
    with living.school.transaction():
        write_again(by=living.actor(), opened=opened(living, referral_id))
        again = opened(living, referral_id).draft
        assert again is not None and draft_for(living.actor(), again.id, WHY).chosen.addressee.name == CARE


def test_what_was_sent_without_is_asked_for_until_it_has_followed(living: Living) -> None:
    referral_id = begun(living, danger=True)
    with living.school.transaction():
        note_later(by=living.actor(), opened=opened(living, referral_id), later=("working_well", "told"))
    gone(living, referral_id)
    assert opened(living, referral_id).later == ("working_well", "told")
    with living.school.transaction():
        add_missing(by=living.actor(), opened=opened(living, referral_id))
    found = opened(living, referral_id)
    assert found.seen.is_adding and found.draft is not None and found.draft.id == found.noted.adding_id
    gone(living, referral_id)
    assert opened(living, referral_id).later == ()


def test_of_advice_no_name_goes(living: Living) -> None:
    found = opened(living, begun(living, advice=True))
    with living.school.transaction():
        chosen = draft_for(living.actor(), found.noted.draft_id, WHY).chosen
    assert {"Amy", "Fairbairn", "Amy Fairbairn", "Morag", "Jack"} <= set(chosen.masks)
    assert chosen.masks["Morag Fairbairn"] == "the child’s mother"
    assert not any("name" in one.id for one in chosen.form)


def test_the_list_has_the_latest_first_and_is_logged(living: Living) -> None:
    calm, late = begun(living), telephoned(living, timezone.now() - timedelta(days=3))
    with living.school.transaction():
        before = Detail.objects.count()
        found = referrals_for(living.actor(), Shown.OPEN, WHY)
        assert Detail.objects.count() > before
        assert [one.noted.id for one in found] == [late, calm]
        assert [one.noted.id for one in referrals_for(living.actor(), Shown.LATE, WHY)] == [late]
        assert found[0].child == "Amy Fairbairn"


def test_who_does_not_read_the_file_finds_no_referral(living: Living) -> None:
    referral_id = begun(living)
    with living.school.transaction():
        with pytest.raises(NotFound):
            referral_for(living.actor(TEACHER), referral_id, WHY)
        assert referrals_for(living.actor(TEACHER), Shown.OPEN, WHY) == []


def test_one_file_knows_its_own_referrals_only(living: Living) -> None:
    begun(living)
    with living.school.transaction():
        other = living.file_of(living.ids["decided"])
        _, file, _ = file_for(living.actor(), other, WHY)
        assert referrals_of_file(living.actor(), file, WHY) == []
