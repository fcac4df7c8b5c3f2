"""What was recorded with the wrong child is put right everywhere by one action."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from fairward.cases.correcting_queries import correction_for, recipients_in
from fairward.cases.telling_actions import tick_recipient
from fairward.cases.vocabulary import CaseKind, CaseOutcome, CaseState
from fairward.exchange.queries import told_of_file
from fairward.files import disposal
from fairward.files.queries import Filters, chronology_for, entry_for, file_for, heads_of_child
from fairward.files.search_queries import search_for
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import AnnotationKind, Basis, EntryState, Purpose
from fairward.mistakes.actions import destroy_put_away
from fairward.mistakes.queries import proofs_of_child, taken_from_me
from fairward.mistakes.vocabulary import Because, How
from fairward.school.concerns.desk_queries import desk_for
from fairward.school.concerns.desk_waiting_queries import DeskFilter
from fairward.school.concerns.report_answers import Said
from fairward.school.concerns.report_queries import own_report
from fairward.school.concerns.triage_actions import talk_no_record
from fairward.school.concerns.triage_queries import concern_for
from fairward.school.wrong_child.actions import put_right
from fairward.school.wrong_child.policies import Chosen
from fairward.school.wrong_child.queries import mistake_for
from tests.personas import DPO, LEAD, SUPERVISOR, sign_in
from tests.support.families import persona
from tests.support.living import MOTHER, SAID, SAW, THOUGHT, WHY, Living, tell_social_care
from tests.support.mistaking import correct
from tests.support.requesting import Requesting
from tests.support.showing import show

MOTHERS = "Her mother says it was ink."
CHAIR = "She fell from a chair in class."


@pytest.fixture
def entry(living: Living) -> UUID:
    observed = Said(basis=Basis.OBSERVED, text=SAW)
    thought = Said(basis=Basis.OPINION, text=THOUGHT, because=[observed.id])
    concern = living.report(
        observed, Said(basis=Basis.CHILD_SAID, text=SAID), thought, attachment=b"A drawing."
    )
    made = living.file(concern, action="Ring home")[0]
    living.ids |= {"concern": concern}
    living.annotate(made, CHAIR)
    living.annotate(made, MOTHERS, kind=AnnotationKind.FAMILY_ACCOUNT)
    return made


def words_of_file(living: Living, child: UUID, purpose: Purpose = Purpose.CHILD_PROTECTION) -> list[str]:
    with living.school.transaction():
        lead = living.actor()
        heads = [one for one in heads_of_child(lead, child) if one.purpose is purpose]
        if not heads:
            return []
        _, file, _ = file_for(lead, heads[0].id, WHY)
        entries = chronology_for(lead, file, Filters(), WHY).entries
        return [one.text for each in entries for one in each.statements]


def test_the_wrong_childs_file_keeps_a_proof_and_the_right_one_gets_it(living: Living, entry: UUID) -> None:
    done = correct(living, entry, living.jack)
    assert words_of_file(living, living.amy) == [] and words_of_file(living, living.jack) == [
        SAW,
        SAID,
        THOUGHT,
    ]
    with living.school.transaction():
        lead = living.actor()
        assert heads_of_child(lead, living.amy) == []
        [proof] = proofs_of_child(lead, living.amy, WHY)
        assert (proof.purpose, proof.how, proof.entries, proof.by) == (
            Purpose.CHILD_PROTECTION, How.ALIKE_NAMES, 1, "Amira Khan",
        )  # fmt: skip
        assert proof.is_destroyed and proof.destroy_on > timezone.localdate()
        with pytest.raises(NotFound):
            entry_for(lead, entry, WHY)
        found = search_for(lead, "bruise", WHY).found
        assert [(one.child_id, one.entry.id) for one in found] == [(living.jack, done.entry_id)]


def test_the_right_childs_entry_has_its_context_and_its_provenance_without_a_name(
    living: Living, entry: UUID
) -> None:
    done = correct(living, entry, living.jack)
    assert done.entry_id is not None
    with living.school.transaction():
        shown, file, _ = entry_for(living.actor(), done.entry_id, WHY)
        entries = chronology_for(living.actor(), file, Filters(), WHY).entries
    assert shown.state is EntryState.OPEN and shown.by == "Dawn Pickering"
    assert [one.text for one in shown.statements[0].annotations] == [CHAIR]
    assert shown.statements[2].rests_on == (f"“{SAW}”",)
    assert shown.statements[0].about_ids == (living.jack,)
    assert shown.fields["first_elsewhere"].startswith("First recorded with another child, on ")
    assert [one.fields["action"] for one in entries if one.due_on] == ["Ring home"]
    assert "Amy" not in str(entries) and MOTHERS not in str(entries)


def test_nothing_opens_the_first_entry_any_more(living: Living, entry: UUID, raw: Any) -> None:
    keys = "SELECT count(*) FROM keys_recordwrap WHERE record_id = ANY(%s)"
    connection = raw("default", "postgres")
    versions = connection.execute(
        "SELECT id FROM files_entryversion UNION SELECT id FROM files_annotation"
    ).fetchall()
    ids = [row[0] for row in versions]
    assert raw("keyring", "postgres").execute(keys, [ids]).fetchone()[0] >= len(ids)
    correct(living, entry, living.jack)
    assert raw("keyring", "postgres").execute(keys, [ids]).fetchone()[0] == 0
    left = connection.execute("SELECT count(*) FROM files_entryversion WHERE id = ANY(%s)", [ids]).fetchone()
    assert left[0] == 0


def test_the_report_is_linked_to_the_right_child_and_the_reporter_is_told(
    living: Living, entry: UUID
) -> None:
    correct(living, entry, living.jack)
    with living.school.transaction():
        opened = concern_for(living.actor(), living.ids["concern"], WHY)
        assert [child.id for child in opened.children] == [living.jack]
        mine = own_report(living.actor(SUPERVISOR), living.ids["concern"])
    assert mine.reply == "Thank you, it is put right." and mine.children == ("Jack Fairbairn",)


def test_whoever_was_shown_it_reads_that_it_is_gone_and_no_more(living: Living, entry: UUID) -> None:
    show(living, entry, living.mother, persona(MOTHER))
    correct(living, entry, living.jack)
    with living.school.transaction():
        [taken] = taken_from_me(living.actor(persona(MOTHER)), living.amy, WHY)
    assert (taken.because, taken.is_told_outside) == (Because.WRONG_CHILD, False)


def test_who_was_told_outside_is_told_again_and_says_so(living: Living, entry: UUID) -> None:
    tell_social_care(living, entry)
    done = correct(living, entry, living.jack)
    assert done.case_id is not None
    with living.school.transaction():
        lead = living.actor()
        found = correction_for(lead, done.case_id, WHY)
        [line] = recipients_in(found)
        assert found.case.item.state is CaseState.TELLING and "Northfield social care" in line.words
        today = timezone.localdate()
        tick_recipient(
            by=lead, case_id=done.case_id, recipient_id=line.id, told_on=today, acknowledged_on=today
        )
        closed = correction_for(lead, done.case_id, WHY).case.item
    assert (closed.state, closed.outcome) == (CaseState.CLOSED, CaseOutcome.UPHELD)


def test_a_request_about_it_is_upheld_and_answered(living: Living, entry: UUID) -> None:
    asked = living.note(CaseKind.CORRECTION, "That is not my daughter.")
    living.point_at(asked, entry)
    correct(living, entry, living.jack)
    with living.school.transaction():
        found = correction_for(living.actor(), asked, WHY)
    assert (found.case.item.state, found.case.item.outcome) == (CaseState.CLOSED, CaseOutcome.UPHELD)
    assert any("about another child" in one.text for one in found.case.texts)


def test_what_was_told_of_other_entries_too_stays_without_its_words(living: Living, entry: UUID) -> None:
    other = living.file(living.report(Said(basis=Basis.OBSERVED, text="No coat.")))[0]
    tell_social_care(living, entry)
    with living.school.transaction():
        lead = living.actor()
        _, file, _ = entry_for(lead, other, WHY)
        [told] = told_of_file(lead, file, WHY)
    from fairward.exchange.models import DisclosedEntry
    from fairward.exchange.queries import said_for

    with living.school.transaction():
        DisclosedEntry.objects.create(
            organisation_id=living.school.organisation_id, disclosure_id=told.id, entry_id=other
        )
    correct(living, entry, living.jack)
    with living.school.transaction():
        lead = living.actor()
        staying, said = said_for(lead, file, told.id, WHY)
    assert staying.entry_ids == (other,) and "not kept any more" in said.words
    assert words_of_file(living, living.amy) == ["No coat."]


def test_unknown_it_waits_on_the_desk_with_what_explains_it(living: Living, entry: UUID) -> None:
    correct(living, entry, None)
    with living.school.transaction():
        lead = living.actor()
        opened = concern_for(lead, living.ids["concern"], WHY)
        assert opened.is_child_unknown and opened.children == []
        assert [one.content.statements[0].text for one in opened.additions] == [CHAIR]
        assert living.ids["concern"] in [one.id for one in desk_for(lead, DeskFilter()).items]
    assert words_of_file(living, living.amy) == []


def test_joined_reports_go_along_or_stand_alone(living: Living, entry: UUID) -> None:
    joined = living.file(living.report(Said(basis=Basis.OBSERVED, text="Joined words.")), merge_into=entry)[0]
    with living.school.transaction():
        lead = living.actor()
        mistake = mistake_for(lead, entry)
        assert [one.entry.id for one in mistake.joined] == [joined]
        statements = frozenset(one.id for one in mistake.main.entry.statements)
        put_right(by=lead, mistake=mistake, chosen=Chosen(living.jack, How.OTHER, "Thanks.", statements))
        assert entry_for(lead, joined, WHY)[0].about_entry_id is None
    assert words_of_file(living, living.amy) == ["Joined words."]
    assert words_of_file(living, living.jack) == [SAW, SAID, THOUGHT]


def test_what_a_hold_freezes_is_put_away_and_goes_when_it_ends(
    living: Living, entry: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disposal, "FREEZES", (lambda organisation_id, file_id, entry_ids: True,))
    show(living, entry, living.mother, persona(MOTHER))
    assert not correct(living, entry, living.jack).is_destroyed
    assert words_of_file(living, living.amy) == []
    own = living.school.organisation_id
    with living.school.transaction():
        lead = living.actor()
        with pytest.raises(NotFound):
            entry_for(lead, entry, WHY)
        assert [one.child_id for one in search_for(lead, "bruise", WHY).found] == [living.jack]
        assert not proofs_of_child(lead, living.amy, WHY)[0].is_destroyed
        assert destroy_put_away(own, timezone.now()) == 0
    monkeypatch.setattr(disposal, "FREEZES", ())
    with living.school.transaction():
        assert destroy_put_away(own, timezone.now()) == 2  # the concern and the action
        assert proofs_of_child(living.actor(), living.amy, WHY)[0].is_destroyed
        assert heads_of_child(living.actor(), living.amy) == []


def test_a_request_to_see_has_no_passage_of_it_any_more(living: Living, entry: UUID) -> None:
    other = living.file(living.report(Said(basis=Basis.OBSERVED, text="No coat.")))[0]
    request = Requesting.noted(living).ready_to_review()
    assert {one.entry_id for one in request.passages()} >= {entry, other}
    correct(living, entry, living.jack)
    assert {one.entry_id for one in request.passages()} == {other}
    page = sign_in(Client(), living.school[DPO]).get(f"/requests/{request.case_id}/")
    assert page.status_code == 200


def test_sent_back_it_cannot_be_talked_away_while_it_stands_in_another_file(living: Living) -> None:
    concern = living.report(children=[living.amy, living.jack])
    of_amy = living.file(concern)[0]
    correct(living, of_amy, None)
    with living.school.transaction():
        lead = living.actor()
        assert [one.id for one in concern_for(lead, concern, WHY).children] == [living.jack]
        with pytest.raises(Denied) as denied:
            talk_no_record(by=lead, concern_id=concern)
        assert denied.value.code == "filed_for_another"
    page = sign_in(Client(), living.school[LEAD]).get(f"/concerns/{concern}/").text
    assert "Say who the child is before you file this" in page


def test_the_same_child_and_nothing_chosen_are_refused(living: Living, entry: UUID) -> None:
    with living.school.transaction():
        lead = living.actor()
        mistake = mistake_for(lead, entry)
        for chosen, code in (
            (Chosen(living.amy, How.OTHER, "Thanks."), "same_child"),
            (Chosen(living.jack, How.OTHER, "Thanks."), "nothing_goes_along"),
        ):
            with pytest.raises(Denied) as denied:
                put_right(by=lead, mistake=mistake, chosen=chosen)
            assert denied.value.code == code
