"""From a filed report to its decision: filing, joining, correcting, deciding, reopening, and what each leaves behind."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from fairward.files import actions, queries
from fairward.files.content import EntryContent, StatementContent, Unwritable
from fairward.files.models import Entry, EntryVersion, File, Statement
from fairward.files.writing import NewEntry
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import AnnotationKind, Basis, EntryKind, EntryState, Outcome, Purpose
from fairward.school.concerns import triage_actions
from fairward.school.concerns.decide_actions import reopen_concern
from fairward.school.concerns.models import Concern, ConcernState
from fairward.school.concerns.report_answers import Said
from fairward.school.concerns.triage_policies import Filing
from fairward.school.concerns.triage_queries import concern_for
from fairward.school.concerns.workflow import MOVES
from tests.personas import DEPUTY, PASTORAL, TEACHER
from tests.support.kept import kept
from tests.support.living import WHY, Living, make_living

living = kept(make_living)


@pytest.fixture
def entry(living: Living) -> UUID:
    return living.file(living.report(), action="Ring the mother")[0]


def row(living: Living, entry_id: UUID) -> Any:
    with living.school.transaction():
        return Entry.objects.get(organisation_id=living.school.organisation_id, id=entry_id)


def state_of(living: Living, concern_id: UUID) -> ConcernState:
    with living.school.transaction():
        return ConcernState(Concern.objects.values_list("state", flat=True).get(id=concern_id))


class TestFiling:
    def test_a_file_is_made_once_and_gets_every_later_entry(self, living: Living, entry: UUID) -> None:
        second = living.file(living.report(Said(basis=Basis.OBSERVED, text="He limped.")))[0]
        assert living.file_of(entry) == living.file_of(second)
        with living.school.transaction():
            assert File.objects.count() == 1

    def test_the_action_stands_in_the_file_with_owner_and_day(self, living: Living, entry: UUID) -> None:
        with living.school.transaction():
            lead = living.actor()
            _, opened, _ = queries.entry_for(lead, entry, WHY)
            (action,) = queries.follow_ups_for(lead, opened, entry, WHY)
        assert (action.kind, action.about_entry_id, action.owner) == (EntryKind.ACTION, entry, "Amira Khan")
        assert action.fields["action"] == "Ring the mother" and action.due_on is not None

    def test_a_report_is_filed_once(self, living: Living) -> None:
        concern = living.report()
        living.file(concern)
        with pytest.raises(Denied) as refused:
            living.file(concern)
        assert refused.value.code == "concern_moved"
        with living.school.transaction():
            assert Entry.objects.filter(kind=int(EntryKind.CONCERN)).count() == 1

    def test_every_child_gets_the_chosen_statements_under_ids_of_their_own(self, living: Living) -> None:
        said = [Said(basis=Basis.OBSERVED, text="Amy cried."), Said(basis=Basis.OBSERVED, text="Jack ran.")]
        concern = living.report(*said, children=[living.amy, living.jack])
        first, second = living.file(concern, only={living.amy: [0], living.jack: [0, 1]})
        with living.school.transaction():
            shown = [queries.entry_for(living.actor(), one, WHY)[0] for one in (first, second)]
        assert [[one.text for one in each.statements] for each in shown] == [
            ["Amy cried."],
            ["Amy cried.", "Jack ran."],
        ]
        assert not {one.id for one in shown[0].statements} & {one.id for one in shown[1].statements}

    def test_a_filing_for_a_child_who_is_not_in_the_report_is_not_made(self, living: Living) -> None:
        concern = living.report()
        with pytest.raises(NotFound):
            living.file(concern, only={living.jack: [0]})

    def test_an_incomplete_filing_names_what_is_missing(self, living: Living) -> None:
        concern = living.report()
        with pytest.raises(Denied, match="filing_incomplete") as refused, living.school.transaction():
            lead = living.actor()
            opened = concern_for(lead, concern, WHY)
            triage_actions.file_concern(
                by=lead, concern=opened, filings=[Filing(living.amy, Purpose.STAFF_CONDUCT, ())]
            )
        assert (
            "statement" in refused.value.sentence
            and "child protection, welfare or behaviour" in refused.value.sentence
        )


class TestJoining:
    def test_a_second_report_joins_an_open_concern_and_closes_with_it(
        self, living: Living, entry: UUID
    ) -> None:
        second = living.report(Said(basis=Basis.OBSERVED, text="Again."))
        joined = living.file(second, merge_into=entry)[0]
        assert state_of(living, second) is ConcernState.MERGED
        assert row(living, joined).about_entry_id == entry
        living.decide(entry)
        assert state_of(living, second) is ConcernState.CLOSED
        assert row(living, joined).state == EntryState.CLOSED

    def test_a_reopened_concern_reopens_what_was_joined_to_it(self, living: Living, entry: UUID) -> None:
        second = living.report(Said(basis=Basis.OBSERVED, text="Again."))
        joined = living.file(second, merge_into=entry)[0]
        living.decide(entry)
        with living.school.transaction():
            opened, _, _ = queries.standing_content_for(living.actor(), entry, WHY)
            reopen_concern(by=living.actor(), file=opened, entry_id=entry, reason="A neighbour rang.")
        assert state_of(living, second) is ConcernState.MERGED
        assert state_of(living, row(living, entry).concern_id) is ConcernState.FILED
        assert row(living, joined).state == EntryState.OPEN

    def test_nothing_joins_what_is_decided_or_in_another_file(self, living: Living, entry: UUID) -> None:
        with pytest.raises(Denied, match="not_joinable"):
            living.file(living.report(), Purpose.WELFARE, merge_into=entry)
        living.decide(entry)
        with pytest.raises(Denied, match="not_joinable"):
            living.file(living.report(), merge_into=entry)

    def test_every_move_that_was_made_is_in_the_table(self, living: Living, entry: UUID) -> None:
        second = living.report()
        living.file(second, merge_into=entry)
        first = row(living, entry).concern_id
        before = {one: state_of(living, one) for one in (first, second)}
        living.decide(entry)
        after = {one: state_of(living, one) for one in before}
        allowed = {(move.before, move.after) for move in MOVES.values()}
        assert {(before[one], after[one]) for one in before} <= allowed
        assert set(after.values()) == {ConcernState.CLOSED}


class TestCorrecting:
    def correct(
        self, living: Living, entry: UUID, *statements: StatementContent, reason: str = "The wrong arm"
    ) -> int:
        with living.school.transaction():
            opened, _, _ = queries.standing_content_for(living.actor(), entry, WHY)
            return actions.correct_entry(
                by=living.actor(DEPUTY),
                file=opened,
                entry_id=entry,
                content=EntryContent(statements),
                reason=reason,
            )

    def test_versions_are_counted_and_all_stay(self, living: Living, entry: UUID) -> None:
        assert self.correct(living, entry, StatementContent(Basis.OBSERVED, "On the right arm.")) == 2
        assert self.correct(living, entry, StatementContent(Basis.OBSERVED, "On the right hand.")) == 3
        with living.school.transaction():
            lead = living.actor()
            _, opened, _ = queries.entry_for(lead, entry, WHY)
            found = queries.versions_for(lead, opened, entry, WHY)
        assert [number for number, *_ in found] == [3, 2, 1]
        assert [content.statements[0].text for *_, content in found][:2] == [
            "On the right hand.",
            "On the right arm.",
        ]
        assert found[0][3].fields["corrected_because"] == "The wrong arm"

    def test_a_statement_that_stays_keeps_its_id_and_one_that_goes_ends(self, living: Living) -> None:
        said = [Said(basis=Basis.OBSERVED, text="He cried."), Said(basis=Basis.OBSERVED, text="He hid.")]
        entry = living.file(living.report(*said))[0]
        with living.school.transaction():
            _, _, before = queries.standing_content_for(living.actor(), entry, WHY)
        self.correct(living, entry, before.statements[0])
        with living.school.transaction():
            ends = dict(Statement.objects.filter(entry_id=entry).values_list("id", "until_version"))
        assert ends == {before.statements[0].id: None, before.statements[1].id: 1}

    def test_a_correction_without_reason_or_with_a_bare_claim_changes_nothing(
        self, living: Living, entry: UUID
    ) -> None:
        with pytest.raises(Denied, match="empty_text"):
            self.correct(living, entry, StatementContent(Basis.OBSERVED, "x"), reason="  ")
        with pytest.raises(Unwritable, match="who told"), transaction.atomic():
            self.correct(living, entry, StatementContent(Basis.TOLD_BY, "x"))
        with living.school.transaction():
            assert EntryVersion.objects.filter(entry_id=entry).count() == 1

    def test_two_versions_never_share_a_number(self, living: Living, entry: UUID) -> None:
        with living.school.transaction():
            first = EntryVersion.objects.get(entry_id=entry)
            first.id = new_id()
            with pytest.raises(IntegrityError, match="versions_are_numbered"), transaction.atomic():
                first.save(force_insert=True)


class TestDeciding:
    def test_a_decision_is_an_entry_and_reopening_keeps_it(self, living: Living, entry: UUID) -> None:
        decision = living.decide(entry, rationale="He told us about the bike.")
        assert (row(living, entry).outcome, row(living, entry).state) == (
            Outcome.EXPLAINED,
            EntryState.DECIDED,
        )
        concern = row(living, entry).concern_id
        assert state_of(living, concern) is ConcernState.CLOSED
        with living.school.transaction():
            lead = living.actor()
            _, opened, _ = queries.entry_for(lead, entry, WHY)
            reopen_concern(by=lead, file=opened, entry_id=entry, reason="His sister said otherwise")
            after = queries.follow_ups_for(lead, opened, entry, WHY)
        assert (row(living, entry).outcome, row(living, entry).state) == (None, EntryState.OPEN)
        assert state_of(living, concern) is ConcernState.FILED
        assert decision in {one.id for one in after}
        assert "His sister said otherwise" in {one.fields.get("reopened_because") for one in after}
        assert living.decide(entry) != decision

    def test_what_is_decided_is_not_decided_again(self, living: Living, entry: UUID) -> None:
        living.decide(entry)
        with pytest.raises(Denied, match="already_decided"):
            living.decide(entry)

    def test_an_action_is_done_once_with_what_came_of_it(self, living: Living, entry: UUID) -> None:
        with living.school.transaction():
            lead = living.actor()
            _, opened, _ = queries.entry_for(lead, entry, WHY)
            (action,) = queries.follow_ups_for(lead, opened, entry, WHY)
            actions.complete_action(by=lead, file=opened, entry_id=action.id, note="She will come")
            shown, _, _ = queries.entry_for(lead, action.id, WHY)
            assert shown.done_at is not None
            assert [(one.kind, one.text) for one in shown.annotations] == [
                (AnnotationKind.OUTCOME, "She will come")
            ]
            with pytest.raises(Denied, match="action_done"):
                actions.complete_action(by=lead, file=opened, entry_id=action.id, note="Again")
            with pytest.raises(NotFound):
                actions.complete_action(by=lead, file=opened, entry_id=entry, note="Not an action")


class TestWhoWrites:
    @pytest.mark.parametrize("persona", [TEACHER, PASTORAL])
    def test_others_do_not_write_into_a_child_protection_file(
        self, living: Living, entry: UUID, persona: Any
    ) -> None:
        with living.school.transaction(), pytest.raises(Denied, match="file_not_for_role"):
            _, opened, _ = queries.entry_for(living.actor(), entry, WHY)
            actions.annotate(
                by=living.actor(persona), file=opened, entry_id=entry, kind=AnnotationKind.DISPUTE, text="No"
            )

    def test_a_head_of_year_writes_and_sees_files_of_their_own_years_only(self, living: Living) -> None:
        """Gethin has Year 4; Amy is in Year 3."""
        living.file(living.report(), Purpose.WELFARE)
        living.file(living.report(children=[living.jack]), Purpose.WELFARE)
        content = EntryContent((StatementContent(Basis.OBSERVED, "We talked."),))
        with living.school.transaction():
            gethin = living.actor(PASTORAL)
            assert queries.heads_of_child(gethin, living.amy) == []
            assert [one.purpose for one in queries.heads_of_child(gethin, living.jack)] == [Purpose.WELFARE]
            pointers = queries.purposes_of_children(gethin, [living.amy, living.jack])
            assert pointers == {living.amy: [], living.jack: [Purpose.WELFARE]}
            new = NewEntry(EntryKind.MEETING, row(living, living.file(living.report())[0]).occurred_at)
            with pytest.raises(Denied, match="other_year_group"), transaction.atomic():
                actions.add_entry(
                    by=gethin,
                    child_id=living.amy,
                    purpose=Purpose.WELFARE,
                    new=new,
                    content=content,
                    born_on=None,
                )
