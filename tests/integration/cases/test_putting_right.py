"""What somebody asked to put right: restricted while it is checked, decided with reasons, gone from every ordinary view."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from fairward.cases.correcting_queries import Correction, correction_for, outcome_of, recipients_in
from fairward.cases.deciding_actions import decide_correction
from fairward.cases.ruling import Ruling
from fairward.cases.telling_actions import add_recipient, tick_recipient
from fairward.cases.vocabulary import CaseKind, CaseOutcome, CaseState, TextKind, WhatIsWrong
from fairward.files.correcting import Typed
from fairward.files.queries import entry_for, versions_for
from fairward.files.search_queries import search_for
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import AnnotationKind, Basis
from fairward.school.concerns.report_answers import Said
from tests.personas import DEPUTY, LEAD, SUPERVISOR, sign_in
from tests.support.living import SAID, SAW, THOUGHT, WHY, Living, tell_social_care

WRONG, RIGHT = "He had a bruise on his left arm.", "She had ink on her sleeve."


@pytest.fixture
def entry(living: Living) -> UUID:
    observed = Said(basis=Basis.OBSERVED, text=SAW)
    thought = Said(basis=Basis.OPINION, text=THOUGHT, because=[observed.id])
    return living.file(living.report(observed, Said(basis=Basis.CHILD_SAID, text=SAID), thought))[0]


@pytest.fixture
def case_id(living: Living, entry: UUID) -> UUID:
    asked = living.note(CaseKind.CORRECTION, "It was ink.")
    living.point_at(asked, entry)
    return asked


def read(living: Living, case_id: UUID) -> Correction:
    with living.school.transaction():
        return correction_for(living.actor(), case_id, WHY)


def decide(living: Living, case_id: UUID, outcome: CaseOutcome, *, by: Any = LEAD, **more: Any) -> None:
    with living.school.transaction():
        actor = living.actor(by)
        found = correction_for(actor, case_id, WHY)
        if outcome in (CaseOutcome.UPHELD, CaseOutcome.PARTLY):
            more.setdefault("changes", {found.statements[0].id: Typed(Basis.OBSERVED, RIGHT)})
        decide_correction(
            by=actor, case_id=case_id, ruling=Ruling(outcome, "We looked.", "You were right.", **more)
        )


def shown(living: Living, entry: UUID) -> Any:
    with living.school.transaction():
        return entry_for(living.actor(), entry, WHY)[0]


def pages(living: Living, entry: UUID) -> dict[str, str]:
    client = sign_in(Client(), living.school[LEAD])
    file_id = living.file_of(entry)
    return {
        "entry": client.get(f"/entries/{entry}/").content.decode(),
        "chronology": client.get(f"/files/{file_id}/").content.decode(),
        "versions": client.get(f"/entries/{entry}/versions/").content.decode(),
        "search": client.post("/search/", {"text": "bruise"}).content.decode(),
        "correct": client.get(f"/entries/{entry}/correct/").content.decode(),
    }


def test_it_is_marked_as_being_checked_wherever_it_stands(living: Living, entry: UUID, case_id: UUID) -> None:
    found = pages(living, entry)
    for name in ("entry", "chronology", "search"):
        assert found[name].count("Being checked since") == 1, name
    statements = shown(living, entry).statements
    assert [one.checked_since is not None for one in statements] == [True, False, False]


def test_upheld_the_wrong_words_are_nowhere_and_what_is_right_stands(
    living: Living, entry: UUID, case_id: UUID
) -> None:
    before = shown(living, entry)
    decide(living, case_id, CaseOutcome.UPHELD)
    after = shown(living, entry)
    assert [one.text for one in after.statements] == [RIGHT, SAID, THOUGHT]
    assert after.statements[0].id != before.statements[0].id
    assert after.statements[0].checked_since is None
    assert after.statements[2].rests_on == (f"“{RIGHT}”",)
    found = pages(living, entry)
    for name, page in found.items():
        assert WRONG not in page and "left arm" not in page, name
    assert "withdrawn after a correction" in found["versions"]
    with living.school.transaction():
        lead = living.actor()
        assert search_for(lead, "bruise", WHY).found == []
        assert len(search_for(lead, "ink sleeve", WHY).found) == 1
        _, file, _ = entry_for(lead, entry, WHY)
        texts = [one.text for row in versions_for(lead, file, entry, WHY) for one in row[3].statements]
    assert WRONG not in texts


def test_the_case_ends_when_everybody_knows(living: Living, entry: UUID, case_id: UUID) -> None:
    tell_social_care(living, entry)
    with living.school.transaction():
        add_recipient(by=living.actor(), case_id=case_id, words="The netball club, by telephone")
    decide(living, case_id, CaseOutcome.UPHELD)
    found = read(living, case_id)
    with living.school.transaction():
        lines = recipients_in(found)
    assert found.case.item.state is CaseState.TELLING and found.case.item.is_met
    assert [one.words.split(",")[0] for one in lines] == ["The netball club", "Northfield social care"]
    today = timezone.localdate()
    for one, knows in ((lines[0], None), (lines[0], today), (lines[1], today)):
        assert read(living, case_id).case.item.state is CaseState.TELLING
        with living.school.transaction():
            tick_recipient(
                by=living.actor(), case_id=case_id, recipient_id=one.id, told_on=today, acknowledged_on=knows
            )
    closed = read(living, case_id).case.item
    assert (closed.state, closed.outcome) == (CaseState.CLOSED, CaseOutcome.UPHELD)


def test_nobody_knows_before_they_were_told(living: Living, case_id: UUID) -> None:
    today = timezone.localdate()
    with living.school.transaction():
        recipient = add_recipient(by=living.actor(), case_id=case_id, words="A club")
    for told_on, knows in (
        (today + timedelta(1), None),
        (today - timedelta(9), None),
        (today, today + timedelta(1)),
    ):
        with living.school.transaction(), pytest.raises(Denied) as denied:
            tick_recipient(
                by=living.actor(),
                case_id=case_id,
                recipient_id=recipient,
                told_on=told_on,
                acknowledged_on=knows,
            )
        assert denied.value.code == "told_when"


def test_refused_it_stays_without_the_mark_and_the_reply_says_whom_to_ask(
    living: Living, entry: UUID, case_id: UUID
) -> None:
    decide(living, case_id, CaseOutcome.REFUSED)
    assert [one.checked_since for one in shown(living, entry).statements] == [None] * 3
    assert shown(living, entry).statements[0].text == WRONG
    found = read(living, case_id)
    reply = next(one.text for one in found.case.texts if one.kind is TextKind.REPLY)
    assert found.case.item.state is CaseState.CLOSED
    assert "Information Commissioner" in reply and "A court" in reply


def test_their_words_stand_beside_it(living: Living, entry: UUID, case_id: UUID) -> None:
    decide(living, case_id, CaseOutcome.STATEMENT_ADDED, beside="It was ink, I was there.")
    [note] = shown(living, entry).statements[0].annotations
    assert (note.kind, note.text) == (AnnotationKind.DISPUTE, "It was ink, I was there.")


def test_a_disputed_opinion_is_not_erased_and_carries_the_words(living: Living, entry: UUID) -> None:
    asked = living.note(CaseKind.CORRECTION, "She was tired, not frightened.")
    living.point_at(asked, entry, 2, WhatIsWrong.DISPUTED_OPINION)
    decide(living, asked, CaseOutcome.REFUSED)
    opinion = shown(living, entry).statements[2]
    assert opinion.text == THOUGHT
    assert [(one.kind, one.text) for one in opinion.annotations] == [
        (AnnotationKind.DISPUTE, "She was tired, not frightened.")
    ]


def test_what_explains_a_claim_goes_on_with_the_right_one(living: Living, entry: UUID, case_id: UUID) -> None:
    living.annotate(entry, "They had painted that morning.")
    decide(living, case_id, CaseOutcome.UPHELD)
    assert [one.text for one in shown(living, entry).statements[0].annotations] == [
        "They had painted that morning."
    ]


def test_taken_away_an_opinion_rests_on_it_no_longer(living: Living, entry: UUID, case_id: UUID) -> None:
    found = read(living, case_id)
    decide(living, case_id, CaseOutcome.UPHELD, changes={found.statements[0].id: None})
    after = shown(living, entry)
    assert [one.text for one in after.statements] == [SAID, THOUGHT]
    assert after.statements[1].basis_words == "opinion, no stated basis"


def test_nobody_decides_alone_about_what_they_recorded(living: Living) -> None:
    observed = Said(basis=Basis.OBSERVED, text=SAW)
    own = living.file(living.report(observed, by=LEAD))[0]
    asked = living.note(CaseKind.CORRECTION, "It was ink.")
    living.point_at(asked, own)
    page = sign_in(Client(), living.school[LEAD]).get(f"/put-right/{asked}/").content.decode()
    assert "You recorded this yourself" in page
    me, deputy = living.school[LEAD].membership_id, living.school[DEPUTY].membership_id
    for second, code in (
        (None, "own_words"),
        (me, "second_person"),
        (living.school[SUPERVISOR].membership_id, "second_person"),
    ):
        with pytest.raises(Denied) as denied:
            decide(living, asked, CaseOutcome.REFUSED, second_by=second)
        assert denied.value.code == code
    decide(living, asked, CaseOutcome.REFUSED, second_by=deputy)
    with living.school.transaction():
        decided = outcome_of(living.school.organisation_id, asked)
    assert decided is not None and (decided.by, decided.second) == (LEAD.name, DEPUTY.name)


def test_two_who_ask_about_the_same_keep_it_restricted_until_both_are_answered(
    living: Living, entry: UUID, case_id: UUID
) -> None:
    other = living.note(CaseKind.CORRECTION, "It was a shadow.")
    living.point_at(other, entry)
    decide(living, case_id, CaseOutcome.REFUSED)
    assert shown(living, entry).statements[0].checked_since is not None
    decide(living, other, CaseOutcome.REFUSED)
    assert shown(living, entry).statements[0].checked_since is None


@pytest.mark.parametrize(
    ("outcome", "given", "sentence"),
    [
        (CaseOutcome.UPHELD, {"changes": {}}, "Say which statement is changed or taken away."),
        (CaseOutcome.STATEMENT_ADDED, {}, "Write the words that will stand beside the statement."),
        (CaseOutcome.EXPLAINED, {}, "Choose what you decide."),
    ],
)
def test_a_decision_says_what_is_missing_in_it(
    living: Living, case_id: UUID, outcome: CaseOutcome, given: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(Denied) as denied:
        decide(living, case_id, outcome, **given)
    assert denied.value.sentence == sentence


def test_the_lead_decides_on_the_page_and_sees_everything_once_more_before(
    living: Living, entry: UUID, case_id: UUID
) -> None:
    client = sign_in(Client(), living.school[LEAD])
    statement = read(living, case_id).statements[0].id
    address = f"/put-right/{case_id}/decide/"
    typed = {
        "outcome": str(int(CaseOutcome.UPHELD)), "reasons": "We asked.", "reply": "You were right.",
        f"s-{statement}-what": "change", f"s-{statement}-text": RIGHT, f"s-{statement}-basis": "1",
    }  # fmt: skip
    empty = client.post(address, {**typed, "reply": ""}).content.decode()
    assert "Write what the person who asked is told." in empty and RIGHT in empty
    check = client.post(address, typed).content.decode()
    assert "Check before it leaves" in check and RIGHT in check
    assert shown(living, entry).version == 1
    assert RIGHT in client.post(address, {**typed, "back": "1"}).content.decode()
    done = client.post(address, {**typed, "sure": "1"}, follow=True).content.decode()
    assert "What was decided" in done and RIGHT in done and WRONG not in done
    assert client.get(address).status_code == 302


def test_the_same_report_in_another_file_is_pointed_at(living: Living) -> None:
    entries = living.file(
        living.report(Said(basis=Basis.OBSERVED, text=SAW), children=[living.amy, living.jack])
    )
    asked = living.note(CaseKind.CORRECTION, "It was ink.")
    living.point_at(asked, entries[0])
    decide(living, asked, CaseOutcome.UPHELD)
    page = sign_in(Client(), living.school[LEAD]).get(f"/put-right/{asked}/").content.decode()
    assert "The same report stands in another file" in page and str(entries[1]) in page
    assert shown(living, entries[1]).statements[0].text == WRONG
