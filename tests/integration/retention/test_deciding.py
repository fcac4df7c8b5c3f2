"""Every choice about an entry that fell due, every refusal, and nothing before its day."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from fairward.files.models import Entry
from fairward.files.queries import entry_for
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Outcome, Purpose
from fairward.retention.hold_policies import Scope
from fairward.retention.models import Certificate, Destruction, ReviewDecision
from fairward.retention.review_actions import refuse_batch, second_batch, withdraw_batch
from fairward.retention.review_policies import Decided, Summary
from fairward.retention.vocabulary import Choice
from tests.personas import DEPUTY, DPO, HEADTEACHER, LEAD, PASTORAL, Persona
from tests.support.due import REASON, SUMMARY, decided, due, first_day, is_there, morning, night, opened
from tests.support.living import WHY, Living, hold, make_living

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def living(transactional_db: None) -> Living:
    return make_living()


def refused(living: Living, choice: Choice, *entry_ids: UUID, by: Persona = LEAD, **more: object) -> str:
    with pytest.raises(Denied) as denied:
        decided(living, choice, *entry_ids, by=by, **more)
    return denied.value.code


def row(living: Living, entry_id: UUID) -> Entry:
    with living.school.transaction():
        return Entry.objects.get(id=entry_id)


def decision(living: Living, entry_id: UUID) -> ReviewDecision:
    with living.school.transaction():
        return ReviewDecision.objects.get(entry_id=entry_id)


def test_what_is_kept_is_looked_at_again_on_the_day_that_was_chosen(living: Living) -> None:
    entry_id, until = due(living), timezone.localdate() + timedelta(300)
    decided(living, Choice.KEEP, entry_id, keep_until=until)
    kept = row(living, entry_id)
    assert (kept.review_on, kept.destroy_on > until, "Looked at again on" in kept.kept_because) == (
        until,
        True,
        True,
    )
    decided(living, Choice.KEEP, entry_id, keep_until=until + timedelta(1))
    assert row(living, entry_id).kept_because.count("Looked at again on") == 1
    assert (night(living, 1000), is_there(living, entry_id)) == (0, True)


def test_what_is_destroyed_is_gone_a_week_later_and_not_a_day_before(living: Living) -> None:
    entry_id = due(living, purpose=Purpose.WELFARE, attachment=b"A drawing.")
    decided(living, Choice.DESTROY, entry_id)
    assert [night(living, days) for days in (0, 1, first_day() - 1)] == [0, 0, 0]
    assert is_there(living, entry_id)
    assert (night(living, first_day()), is_there(living, entry_id)) == (1, False)
    with living.school.transaction():
        certificate = Certificate.objects.get()
        order = Destruction.objects.get(id=certificate.destruction_id)
    assert (order.ordered_by, certificate.items) == (living.school[LEAD].membership_id, 3), (
        "entry, decision, file"
    )


def test_a_decision_is_taken_back_until_it_is_carried_out(living: Living) -> None:
    entry_id = due(living, purpose=Purpose.WELFARE)
    batch_id = decided(living, Choice.DESTROY, entry_id)
    assert refused(living, Choice.KEEP, entry_id) == "decided_already"
    with living.school.transaction():
        withdraw_batch(by=living.actor(DEPUTY), batch_id=batch_id, reason="We were too quick.")
    assert (night(living), is_there(living, entry_id)) == (0, True)
    again = decided(living, Choice.DESTROY, entry_id)
    night(living)
    with living.school.transaction(), pytest.raises(Denied, match="nothing_to_take_back"):
        withdraw_batch(by=living.actor(), batch_id=again, reason="Too late")


def test_a_dated_count_keeps_the_day_and_the_outcome_and_no_word(living: Living) -> None:
    entry_id = due(living)
    before = row(living, entry_id)
    decided(living, Choice.REDUCE_TO_COUNT, entry_id)
    assert (morning(living, first_day() - 1), row(living, entry_id).version) == (0, 1)
    assert morning(living) == 0
    night(living)
    assert not is_there(living, entry_id)
    with living.school.transaction():
        staying = Entry.objects.get(file_id=before.file_id)
        shown, _, _ = entry_for(living.actor(), staying.id, WHY)
    assert (staying.occurred_at, staying.outcome, staying.kind) == (
        before.occurred_at,
        before.outcome,
        before.kind,
    )
    assert (shown.statements, shown.annotations) == ((), ())
    assert staying.review_on > timezone.localdate()


def test_a_summary_stands_with_how_it_is_known_what_explains_it_and_the_familys_side(living: Living) -> None:
    entry_id = due(living, Outcome.SUBSTANTIATED, attachment=b"A drawing.")
    opened(living, entry_id)
    decided(living, Choice.REDUCE_TO_SUMMARY, entry_id, keeps_attachments=True)
    morning(living)
    night(living)
    with living.school.transaction():
        staying = Entry.objects.get(about_entry_id=None)
        shown, file, _ = entry_for(living.actor(), staying.id, WHY)
        from fairward.files.attachments import attachments_of_entry

        attached = attachments_of_entry(living.actor(), file, staying.id, WHY)
    (claim,) = shown.statements
    assert (claim.text, [note.text for note in claim.annotations]) == (
        SUMMARY.text, [SUMMARY.explanation, SUMMARY.family_side],
    )  # fmt: skip
    assert ([one.name for one in attached], staying.outcome) == (["drawing.txt"], int(Outcome.SUBSTANTIATED))


def test_a_move_down_leaves_only_a_proof_in_the_old_file(living: Living) -> None:
    entry_id, staying = due(living, attachment=b"A drawing."), due(living)
    old = row(living, entry_id).file_id
    decided(living, Choice.MOVE_DOWN, entry_id)
    morning(living)
    night(living)
    moved = row(living, entry_id)
    with living.school.transaction():
        shown, file, _ = entry_for(living.actor(), entry_id, WHY)
        proof = [one for one in Entry.objects.filter(file_id=old, about_entry_id=None) if one.id != staying]
        told, _, _ = entry_for(living.actor(), proof[0].id, WHY)
    assert (file.purpose, moved.rule_id, len(shown.statements)) == (Purpose.WELFARE, "welfare", 1)
    assert "was moved to the welfare file" in told.fields["moved"] and told.statements == ()
    assert moved.review_on > timezone.localdate()
    from fairward.keys import keyring
    from fairward.keys.models import HOLDER_FILE

    with living.school.transaction():
        left = keyring.fetch(
            "SELECT count(*) FROM keys_recordwrap WHERE organisation_id = %s AND holder_kind = %s AND holder_id = %s",
            [living.school.organisation_id, HOLDER_FILE, old],
        )[0][0]
    assert left == 3, "the one that stays, its decision, the proof"


def test_nobody_decides_carelessly(living: Living) -> None:
    entry_id, serious = due(living), due(living, Outcome.SUBSTANTIATED)
    welfare = due(living, purpose=Purpose.WELFARE)
    assert refused(living, Choice.DESTROY, serious, by=DEPUTY) == "not_opened"
    assert refused(living, Choice.DESTROY, serious, by=DEPUTY) == "not_opened", (
        "what was checked was not read"
    )
    assert refused(living, Choice.KEEP, serious, by=DEPUTY) == "not_opened"
    assert refused(living, Choice.MOVE_DOWN, welfare) == "not_to_move"
    assert refused(living, Choice.REDUCE_TO_SUMMARY, entry_id, welfare) == "one_summary"
    assert refused(living, Choice.KEEP, entry_id, keep_until=timezone.localdate()) == "keep_until"
    for lacking, code in (
        ({"text": " "}, "summary_text"), ({"explanation": ""}, "summary_explanation"), ({"family_side": ""}, "summary_side"),
    ):  # fmt: skip
        plain = {
            "text": "A",
            "basis": SUMMARY.basis,
            "source": "",
            "explanation": "B",
            "family_side": "C",
            **lacking,
        }
        assert refused(living, Choice.REDUCE_TO_SUMMARY, entry_id, summary=Summary(**plain)) == code
    for somebody in (DPO, HEADTEACHER, PASTORAL):
        assert refused(living, Choice.KEEP, entry_id, by=somebody) == "not_your_role"
    with living.school.transaction(), pytest.raises(Denied, match="empty_text"):
        from fairward.retention.review_actions import decide_entries

        nothing = Decided(Choice.DESTROY, " ")
        decide_entries(by=living.actor(), entry_ids=[entry_id], decided=nothing)
    with pytest.raises(NotFound):
        decided(living, Choice.DESTROY, new_id())
    opened(living, serious, by=DEPUTY)
    decided(living, Choice.KEEP, serious, by=DEPUTY)


def test_a_list_that_was_opened_at_once_is_not_one_by_one(living: Living) -> None:
    first, second = due(living, Outcome.PARTLY), due(living, Outcome.PARTLY)
    with living.school.transaction():
        from fairward.files import queries

        lead = living.actor(DEPUTY)
        file = queries.file_for(lead, row(living, first).file_id, WHY)[1]
        queries.chronology_for(lead, file, queries.Filters(), WHY)
    assert refused(living, Choice.KEEP, first, second, by=DEPUTY) == "not_opened"


def test_child_protection_is_destroyed_before_its_last_day_by_two_people(living: Living) -> None:
    entry_id = due(living)
    batch_id = decided(living, Choice.DESTROY, entry_id)
    assert (decision(living, entry_id).needs_second, night(living, 1000)) == (True, 0)
    with living.school.transaction(), pytest.raises(Denied, match="second_person"):
        second_batch(by=living.actor(), batch_id=batch_id)
    with living.school.transaction():
        second_batch(by=living.actor(DEPUTY), batch_id=batch_id)
    assert (night(living, first_day() - 1), night(living)) == (0, 1)
    with living.school.transaction():
        assert Destruction.objects.get().second_by == living.school[DEPUTY].membership_id
    late = due(living, past=True)
    decided(living, Choice.DESTROY, late)
    assert not decision(living, late).needs_second


def test_the_second_person_may_refuse(living: Living) -> None:
    entry_id = due(living)
    batch_id = decided(living, Choice.DESTROY, entry_id)
    with living.school.transaction():
        deputy = living.actor(DEPUTY)
        refuse_batch(by=deputy, batch_id=batch_id, reason="His sister's case is open.")
        with pytest.raises(Denied, match="nothing_to_agree"):
            second_batch(by=deputy, batch_id=batch_id)
    assert (night(living), is_there(living, entry_id)) == (0, True)


def test_the_second_person_opens_what_is_decided_one_by_one(living: Living) -> None:
    entry_id = due(living, Outcome.SUBSTANTIATED)
    opened(living, entry_id)
    batch_id = decided(living, Choice.DESTROY, entry_id)
    with living.school.transaction(), pytest.raises(Denied, match="not_opened"):
        second_batch(by=living.actor(DEPUTY), batch_id=batch_id)
    opened(living, entry_id, by=DEPUTY)
    with living.school.transaction():
        second_batch(by=living.actor(DEPUTY), batch_id=batch_id)
    assert night(living) == 1


def test_a_sealed_flag_asks_for_two_people_whatever_the_class(living: Living) -> None:
    from dataclasses import replace

    from fairward.files.actions import correct_entry
    from fairward.files.queries import standing_content_for

    entry_id = due(living, past=True)
    with living.school.transaction():
        lead = living.actor()
        file, _, before = standing_content_for(lead, entry_id, WHY)
        flagged = replace(before, fields={"flags": "sexual_abuse"})
        correct_entry(by=lead, file=file, entry_id=entry_id, content=flagged, reason="The flag was missing.")
    assert refused(living, Choice.REDUCE_TO_COUNT, entry_id, by=DEPUTY) == "not_opened"
    opened(living, entry_id, by=DEPUTY)
    decided(living, Choice.REDUCE_TO_COUNT, entry_id, by=DEPUTY)
    assert decision(living, entry_id).needs_second


def test_what_somebody_wrote_to_meanwhile_is_looked_at_again(living: Living) -> None:
    entry_id, moving = due(living, purpose=Purpose.WELFARE), due(living)
    decided(living, Choice.DESTROY, entry_id)
    decided(living, Choice.MOVE_DOWN, moving)
    living.annotate(entry_id, "His aunt rang.")
    living.annotate(moving, "His aunt rang.")
    assert (night(living), morning(living)) == (0, 0)
    assert [is_there(living, one) for one in (entry_id, moving)] == [True, True]
    assert decision(living, entry_id).withdrawn_at and decision(living, moving).withdrawn_at


def test_a_hold_that_comes_after_the_decision_keeps_it(living: Living) -> None:
    entry_id, reduced = due(living, purpose=Purpose.WELFARE), due(living)
    decided(living, Choice.DESTROY, entry_id)
    decided(living, Choice.REDUCE_TO_COUNT, reduced)
    with living.school.transaction():
        hold(living.actor(DPO), Scope(child_id=living.amy))
    assert (night(living), morning(living)) == (0, 0)
    assert [is_there(living, one) for one in (entry_id, reduced)] == [True, True]
    for choice in (Choice.DESTROY, Choice.REDUCE_TO_COUNT, Choice.REDUCE_TO_SUMMARY):
        assert refused(living, choice, entry_id) == "held"
    assert refused(living, Choice.MOVE_DOWN, reduced) == "held"
    decided(living, Choice.KEEP, entry_id)
    assert REASON
