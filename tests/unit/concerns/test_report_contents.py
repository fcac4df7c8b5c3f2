"""What was typed becomes claims: nothing typed is left out, nothing is claimed that nobody said."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from fairward.files.content import EntryContent, Mark
from fairward.kernel.denied import Denied
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Basis
from fairward.school.concerns.content import concern_from_bytes, concern_to_bytes
from fairward.school.concerns.models import Part
from fairward.school.concerns.report_answers import Answers, AttachedFile, Said, from_bytes, to_bytes
from fairward.school.concerns.report_contents import NOT_NAMED, content_of
from fairward.school.concerns.report_policies import check_can_send
from fairward.school.concerns.report_times import TypedWhen

NOW = datetime(2026, 5, 12, 12, 40, tzinfo=ZoneInfo("Europe/London"))


def test_a_draft_comes_back_as_it_was() -> None:
    seen = Said(
        basis=Basis.OBSERVED, text="“ü” 🙂", marks=[Mark("knee", "front-left", "2 cm", "blue", "round")]
    )
    thought = Said(
        basis=Basis.OPINION, text="Somebody did it.", because=[seen.id], told="her aunt", read="a note"
    )
    answers = Answers(
        turn=7, reached=["who"], children={new_id(): Part.ALSO_THERE}, search="am", is_unknown=True, unknown_child="red coat",
        safe="no", safe_note="gate", alerted_at="2026-05-12T12:00:00+00:00", statements=[seen, thought],
        files=[AttachedFile(new_id(), "a.png", 7)], when=TypedWhen("other", "1", "2", "3", "x", True), where="hall",
        told="yes", told_whom="Head", dismissed=["vague.1"],
    )  # fmt: skip
    assert from_bytes(to_bytes(answers)) == answers


def test_whoever_does_not_say_how_they_know_is_taken_to_think_it() -> None:
    content = content_of(Answers(statements=[Said(text="She is not fed.")]), NOW)
    assert [(one.basis, one.has_stated_basis) for one in content.statements] == [(Basis.OPINION, False)]


def test_what_was_typed_beside_a_basis_says_the_basis() -> None:
    assert Said(text="x", told="her aunt").sent_as is Basis.TOLD_BY
    assert Said(text="x", read="a note").sent_as is Basis.DOCUMENT
    assert Said(text="x", told="her aunt", basis=Basis.OBSERVED).source == ""


def test_whatever_is_sent_can_be_filed() -> None:
    """A gap that reporting lets pass must not stop the lead: an entry made of these statements is complete."""
    gap = Said(text="x", basis=Basis.TOLD_BY)
    dangling = Said(text="y", basis=Basis.OPINION, because=[new_id()])
    only_marks = Said(marks=[Mark("knee", "front-left")])
    content = content_of(Answers(statements=[gap, dangling, Said(), only_marks]), NOW)
    EntryContent(content.statements).check()
    assert content.statements[0].source == NOT_NAMED
    assert content.statements[1].because == ()
    assert len(content.statements) == 3


def test_the_childs_quotation_marks_are_not_doubled() -> None:
    said = [Said(text=text, basis=Basis.CHILD_SAID) for text in ("“he hit me”", '"no" and "yes"', "no marks")]
    texts = [one.text for one in content_of(Answers(statements=said), NOW).statements]
    assert texts == ["he hit me", '"no" and "yes"', "no marks"]


def test_a_mark_without_a_place_is_kept_in_words() -> None:
    said = Said(
        text="A bruise.",
        basis=Basis.OBSERVED,
        marks=[Mark("", "", "2 cm", "blue"), Mark("knee", "front-left")],
    )
    (one,) = content_of(Answers(statements=[said]), NOW).statements
    assert one.text == "A bruise.\nMark: 2 cm, blue"
    assert [mark.part for mark in one.marks] == ["knee"]


def test_a_time_in_own_words_stays_with_the_claims() -> None:
    answers = Answers(statements=[Said(text="x")], when=TypedWhen("today", clock="after the bell"))
    assert content_of(answers, NOW).statements[0].when == "after the bell"


def test_with_several_children_the_lead_chooses_whom_a_claim_is_about() -> None:
    one, two = new_id(), new_id()
    both = Answers(children={one: Part.MAIN, two: Part.MAIN}, statements=[Said(text="x")])
    single = Answers(children={one: Part.MAIN, two: Part.ALSO_THERE}, statements=[Said(text="x")])
    assert content_of(both, NOW).statements[0].about == ()
    assert content_of(single, NOW).statements[0].about == (one,)


def test_the_sealed_form_comes_back() -> None:
    content = content_of(
        Answers(statements=[Said(text="x", basis=Basis.OBSERVED)], where="hall", safe="not_sure"), NOW
    )
    assert concern_from_bytes(concern_to_bytes(content)) == content
    assert content.safe_note == "I am not sure"


def test_only_a_report_without_a_word_cannot_be_sent() -> None:
    check_can_send(Answers(statements=[Said(text="x")]))
    check_can_send(Answers(statements=[Said(marks=[Mark("knee", "front-left")])]))
    with pytest.raises(Denied):
        check_can_send(Answers(statements=[Said(text="  ")], unknown_child="red coat", safe="no"))
