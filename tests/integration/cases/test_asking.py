"""A mother asks on her own pages: put right, object, complain, not recognised; she reads the answer, nobody else's."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from fairward.audit.reading import who_looked
from fairward.cases import asking_actions, case_actions
from fairward.cases.asking_actions import ask_to_correct
from fairward.cases.case_queries import case_for, line_for
from fairward.cases.correcting_queries import correction_for
from fairward.cases.deciding_actions import decide_correction
from fairward.cases.my_queries import MyOpenedCase, my_case_for, my_cases
from fairward.cases.ruling import Ruling
from fairward.cases.vocabulary import CaseKind, CaseOutcome, CaseState, StopReason, TextKind, WhatIsWrong
from fairward.files.models import Statement
from fairward.files.queries import entry_for
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import AnnotationKind, Basis
from fairward.school.concerns.report_answers import Said
from tests.personas import DEPUTY, DPO, LEAD, Persona
from tests.support.families import persona
from tests.support.living import MOTHER, SAW, THOUGHT, WHY, Living
from tests.support.showing import show

WORDS = "It was ink. I washed the jumper."


@pytest.fixture
def mother() -> Persona:
    return persona(MOTHER)


@pytest.fixture
def entry(living: Living, mother: Persona) -> UUID:
    """An entry that the mother is shown."""
    observed = Said(basis=Basis.OBSERVED, text=SAW)
    thought = Said(basis=Basis.OPINION, text=THOUGHT, because=[observed.id])
    made = living.file(living.report(observed, thought))[0]
    show(living, made, living.mother, mother)
    return made


def statements(living: Living, entry: UUID) -> list[Any]:
    with living.school.transaction():
        return list(entry_for(living.actor(), entry, WHY)[0].statements)


def ask(living: Living, who: Persona, entry: UUID, place: int | None = 0, **more: Any) -> UUID:
    wanted = None if place is None else statements(living, entry)[place].id
    with living.school.transaction():
        given = {
            "what": WhatIsWrong.WRONG_FACT,
            "words": WORDS,
            "child_id": living.amy,
            "statement_id": wanted,
            **more,
        }
        return ask_to_correct(by=living.actor(who), entry_id=entry, **given)


def mine(living: Living, who: Persona, case_id: UUID) -> MyOpenedCase:
    with living.school.transaction():
        return my_case_for(living.actor(who), case_id, WHY)


def test_it_is_checked_from_the_moment_of_asking(living: Living, mother: Persona, entry: UUID) -> None:
    case_id = ask(living, mother, entry)
    assert [one.checked_since for one in statements(living, entry)] == [timezone.localdate(), None]
    opened = mine(living, mother, case_id)
    assert (opened.case.state, opened.texts[0].text) == (CaseState.CHECKING, WORDS)
    assert opened.case.because.startswith("1 month from")
    with living.school.transaction():
        assert case_for(living.actor(DPO), case_id, WHY).asked == WORDS
        assert correction_for(living.actor(DEPUTY), case_id, WHY).case.asked == WORDS


def test_of_the_whole_entry_everything_is_checked(living: Living, mother: Persona, entry: UUID) -> None:
    ask(living, mother, entry, None)
    assert None not in [one.checked_since for one in statements(living, entry)]


def test_the_words_stand_beside_a_disputed_opinion_at_once(
    living: Living, mother: Persona, entry: UUID
) -> None:
    ask(living, mother, entry, 1, what=WhatIsWrong.DISPUTED_OPINION)
    [note] = statements(living, entry)[1].annotations
    assert (note.kind, note.text) == (AnnotationKind.DISPUTE, WORDS)


def test_one_asks_once_about_the_same(living: Living, mother: Persona, entry: UUID) -> None:
    ask(living, mother, entry)
    with pytest.raises(Denied) as denied:
        ask(living, mother, entry)
    assert denied.value.code == "already_asked"
    ask(living, mother, entry, 1)


def test_what_one_is_not_shown_is_not_there(living: Living, mother: Persona, entry: UUID) -> None:
    other = living.file(living.report(Said(basis=Basis.OBSERVED, text="Something else.")))[0]
    for given in ((other, None), (entry, statements(living, other)[0].id)):
        with living.school.transaction(), pytest.raises(NotFound):
            ask_to_correct(
                by=living.actor(mother), child_id=living.amy, entry_id=given[0], statement_id=given[1],
                what=WhatIsWrong.WRONG_FACT, words=WORDS,
            )  # fmt: skip
    with living.school.transaction():
        assert not Statement.objects.filter(checked_since__isnull=False).exists()


def test_nobody_else_sees_what_one_asked(living: Living, mother: Persona, entry: UUID) -> None:
    case_id = ask(living, mother, entry)
    with living.school.transaction():
        assert [one.id for one in my_cases(living.actor(mother))] == [case_id]
        assert my_cases(living.actor(LEAD)) == []
        with pytest.raises(NotFound):
            my_case_for(living.actor(LEAD), case_id, WHY)
        with pytest.raises(NotFound):
            asking_actions.withdraw(by=living.actor(mother), case_id=living.amy)


def test_taking_it_back_ends_the_mark_and_the_case(living: Living, mother: Persona, entry: UUID) -> None:
    case_id = ask(living, mother, entry)
    with living.school.transaction():
        asking_actions.withdraw(by=living.actor(mother), case_id=case_id)
    assert [one.checked_since for one in statements(living, entry)] == [None, None]
    assert mine(living, mother, case_id).case.outcome is CaseOutcome.WITHDRAWN
    with living.school.transaction(), pytest.raises(Denied):
        asking_actions.withdraw(by=living.actor(mother), case_id=case_id)


def test_she_reads_the_answer_with_her_own_key_and_not_the_reasons(
    living: Living, mother: Persona, entry: UUID
) -> None:
    case_id = ask(living, mother, entry)
    with living.school.transaction():
        ruling = Ruling(CaseOutcome.REFUSED, "Two people saw it.", "We asked both who were there.")
        decide_correction(by=living.actor(), case_id=case_id, ruling=ruling)
    opened = mine(living, mother, case_id)
    assert [one.kind for one in opened.texts] == [TextKind.ASKED, TextKind.REPLY]
    assert opened.texts[1].text.startswith("We asked both who were there.")
    assert opened.case.outcome is CaseOutcome.REFUSED


def test_a_question_reaches_her_and_her_answer_the_officer(living: Living, mother: Persona) -> None:
    with living.school.transaction():
        actor = living.actor(mother)
        case_id = asking_actions.ask_to_object(
            by=actor, child_id=living.amy, entry_id=None, words="Stop using it."
        )
    with living.school.transaction():
        given = {"text": "Which part?", "reason": None, "asked_on": timezone.localdate()}
        case_actions.ask_asker(by=living.actor(DPO), case_id=case_id, **given)
    assert mine(living, mother, case_id).texts[-1].text == "Which part?"
    with living.school.transaction():
        asking_actions.answer_question(by=living.actor(mother), case_id=case_id, words="The photographs.")
    with living.school.transaction():
        assert case_for(living.actor(DPO), case_id, WHY).texts[-1].text == "The photographs."


def test_her_answer_lets_the_clock_run_on(living: Living, mother: Persona) -> None:
    """A request to see everything, made by herself: the clock stands while she is asked, and runs on with her answer."""
    from fairward.cases.arriving import take
    from fairward.cases.vocabulary import HowAsked
    from fairward.cases.writing import NewCase

    with living.school.transaction():
        actor = living.actor(mother)
        new = NewCase(
            CaseKind.ACCESS_REQUEST,
            HowAsked.PORTAL,
            timezone.now(),
            living.amy,
            living.mother,
            actor.membership_id,
        )
        case_id = take(actor, new, [(TextKind.ASKED, "Everything.")], accounts=[actor.account_id])
    with living.school.transaction():
        case_actions.ask_asker(
            by=living.actor(DPO), case_id=case_id, text="Which years?", reason=StopReason.CLARIFICATION,
            asked_on=timezone.localdate(),
        )  # fmt: skip
    standing = mine(living, mother, case_id).case
    assert standing.waits_for_me and "while we wait for your answer" in standing.because
    with living.school.transaction():
        asking_actions.answer_question(by=living.actor(mother), case_id=case_id, words="All of them.")
    assert not mine(living, mother, case_id).case.waits_for_me


def test_a_look_that_she_does_not_recognise_is_shown_to_the_officer(
    living: Living, mother: Persona, entry: UUID
) -> None:
    with living.school.transaction():
        line = who_looked(living.school.organisation_id, subject_id=living.amy)[0].leaf
        case_id = asking_actions.note_unrecognised_look(
            by=living.actor(mother), child_id=living.amy, line_id=line.id, words=""
        )
    with living.school.transaction():
        officer = living.actor(DPO)
        opened = case_for(officer, case_id, WHY)
        words = line_for(officer, opened, WHY)
    assert opened.item.kind is CaseKind.UNRECOGNISED_LOOK and "10 working days" in opened.item.sentence
    assert LEAD.name in words and "read something." in words


def test_without_an_open_access_nothing_can_be_asked(living: Living, mother: Persona, entry: UUID) -> None:
    with living.school.transaction(), pytest.raises(NotFound):
        asking_actions.ask_to_object(
            by=living.actor(mother), child_id=living.jack, entry_id=None, words="No."
        )
    with living.school.transaction(), pytest.raises(Denied) as denied:
        asking_actions.complain(by=living.actor(LEAD), child_id=None, words="No.")
    assert denied.value.code == "not_your_role"
