"""From an opened entry to an answer: every text is looked at, nothing that was added or changed since slips through."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from fairward.files.content import Mark
from fairward.files.reading import NOT_TAKEN_IN
from fairward.files.rendering import RenderedAnnotation, RenderedEntry, RenderedStatement
from fairward.kernel.vocabulary import AnnotationKind, Basis, EntryKind, EntryState, Outcome, WhenPrecision
from fairward.rights.answer import AnswerEntry, Passage, Unanswerable, WithheldPassage
from fairward.rights.answer_making import Decided, cut_for, entry_of, texts_of
from fairward.rights.answer_words import codes_in
from fairward.rights.redaction import Cut
from fairward.rules.exemptions import exemption

ON = date(2026, 6, 8)
THIRD, HARM = exemption("third_party", ON), exemption("serious_harm_education", ON)
SAW, THOUGHT, NOTE, SECRET = uuid4(), uuid4(), uuid4(), uuid4()
AT = datetime(2026, 5, 12, 10, 55, tzinfo=UTC)


def a_note(note_id: UUID = NOTE, text: str = "He fell off his bike.", **more: Any) -> RenderedAnnotation:
    return RenderedAnnotation(note_id, AnnotationKind.EXPLANATION, text, "Alex Marsh", AT, **more)


def a_statement(
    key: UUID = SAW, basis: Basis = Basis.TOLD_BY, words: str = "told by Ann Lee", **more: Any
) -> RenderedStatement:
    given: dict[str, Any] = {
        "id": key, "basis": basis, "basis_words": words, "text": "Sam hit him.", "source": "Ann Lee", "rests_on": (),
        "about": ("Robin Marsh", "Sam Porter"), "about_ids": (), "when": "at break",
        "marks": (Mark("nose", "front", "1 cm", "red", "like Sam's ring"),), "annotations": (a_note(),),
    }  # fmt: skip
    return RenderedStatement(**{**given, **more})


def an_opened_entry(**changes: Any) -> RenderedEntry:
    opinion = a_statement(
        THOUGHT, Basis.OPINION, "opinion", text="I think Sam is angry.", about=(), when="", marks=(), annotations=(),
        because=(SAW, uuid4()), checked_since=date(2026, 6, 1),
    )  # fmt: skip
    given: dict[str, Any] = {
        "id": uuid4(), "file_id": uuid4(), "kind": EntryKind.CONCERN, "state": EntryState.DECIDED, "occurred_at": AT,
        "precision": WhenPrecision.ABOUT_DAY, "recorded_at": AT, "by": "Jo Field", "where": "by Sam's desk", "themes": (),
        "fields": {"told": "Sam's mother", "flags": "section_47,sexual_abuse"}, "statements": (a_statement(), opinion),
        "annotations": (a_note(SECRET, "I was scared", is_confidential=True, feeling="worried"),),
        "outcome": Outcome.EXPLAINED, "version": 3, "about_entry_id": None, "owner": "", "due_on": None, "done_at": None,
        "kept_because": "", "review_on": None, "destroy_on": date(2043, 3, 3), "purpose_words": "child protection",
    }  # fmt: skip
    return RenderedEntry(**{**given, **changes})


ENTRY = an_opened_entry()


def decided(entry: RenderedEntry = ENTRY, *, child: bool = True, **changes: Any) -> Decided:
    places = frozenset(one.place for one in texts_of(entry, asker_is_child=child))
    return replace(Decided(entry.version, places), **changes)


def answered(entry: RenderedEntry = ENTRY, *, child: bool = True, **changes: Any) -> AnswerEntry:
    found = entry_of(1, entry, decided(entry, child=child, **changes), asker_is_child=child)
    assert found is not None
    return found


def cut(place: str, part: str) -> dict[str, list[Cut]]:
    text = next(one.text for one in texts_of(ENTRY, asker_is_child=True) if one.place == place)
    return {place: [cut_for(THIRD, text.index(part), text.index(part) + len(part))]}


def test_every_text_is_offered() -> None:
    texts = {one.place: one.text for one in texts_of(ENTRY, asker_is_child=True)}
    assert texts == {
        "entry:by": "Jo Field", "entry:where": "by Sam's desk", "field:told": "Sam's mother",
        "field:flags": "section 47, sexual abuse",
        f"statement:{SAW}:basis": "told by Ann Lee", f"statement:{SAW}:when": "at break", f"statement:{SAW}:text": "Sam hit him.",
        f"statement:{SAW}:mark-0": "nose, 1 cm, red: like Sam's ring", f"statement:{SAW}:about-0": "Robin Marsh",
        f"statement:{SAW}:about-1": "Sam Porter", f"annotation:{NOTE}:by": "Alex Marsh",
        f"annotation:{NOTE}:text": "He fell off his bike.", f"statement:{THOUGHT}:basis": "opinion",
        f"statement:{THOUGHT}:text": "I think Sam is angry.", f"annotation:{SECRET}:by": "Alex Marsh",
        f"annotation:{SECRET}:text": "I was scared (worried)",
    }  # fmt: skip


def test_it_all_comes_with_its_basis_and_what_is_attached() -> None:
    made = answered()
    told, flags, saw, thought = made.passages
    assert (
        isinstance(told, Passage)
        and told.basis == "record"
        and told.basis_words.plain == "Who was told already"
    )
    assert (
        isinstance(saw, Passage)
        and saw.basis_words.plain == "told by Ann Lee"
        and saw.when.plain == "at break"
    )
    assert [one.text.plain for one in saw.context.attached] == ["He fell off his bike."]
    assert [one.plain for one in saw.about] == ["Robin Marsh", "Sam Porter"]
    assert isinstance(thought, Passage) and made.numbers_of(thought.rests_on) == (("1.3",), True)
    assert thought.checked_since == "1 June 2026"
    assert (made.when, made.outcome, made.kept_until) == ("about 12 May 2026", "explained", "3 March 2043")
    assert [one.text.plain for one in made.context.attached] == ["I was scared (worried)"]
    assert isinstance(flags, Passage) and codes_in(made) == []


def test_cuts_and_withheld_texts_are_gone() -> None:
    cuts = {
        **cut(f"statement:{SAW}:text", "Sam"),
        **cut(f"statement:{SAW}:basis", "Ann Lee"),
        **cut("entry:where", "Sam"),
    }
    cuts |= {
        **cut(f"statement:{SAW}:mark-0", "Sam"),
        **cut("field:told", "Sam"),
        **cut(f"statement:{THOUGHT}:text", "Sam"),
    }
    made = answered(cuts=cuts, withheld={f"statement:{SAW}:about-1": THIRD, "entry:by": THIRD})
    assert "Sam" not in repr(made) and "Ann" not in repr(made) and "Field" not in repr(made)
    assert len(codes_in(made)) == 8 and made.by.plain == "[withheld: about another person]"


def test_a_whole_statement_goes_with_all_that_belongs_to_it() -> None:
    made = answered(withheld={f"statement:{SAW}": HARM})
    gone = made.passages[2]
    assert gone == WithheldPassage(HARM.id, HARM.mark)
    assert made.numbers_of((str(SAW),)) == ((), True)
    assert "bike" not in repr(made) and str(SAW) not in repr(made.passages[2])


def test_its_words_alone_leave_what_is_attached() -> None:
    gone = answered(withheld={f"statement:{SAW}:text": HARM}).passages[2]
    assert isinstance(gone, WithheldPassage)
    assert [one.text.plain for one in gone.context.attached] == ["He fell off his bike."]


def test_a_withheld_annotation_keeps_its_place() -> None:
    saw = answered(withheld={f"annotation:{NOTE}": THIRD}).passages[2]
    assert isinstance(saw, Passage)
    (note,) = saw.context.attached
    assert note.text.is_withheld and not note.by and note.made_on == ""


def test_confidential_words_of_a_young_person_are_not_there_for_others() -> None:
    made = answered(child=False)
    assert made.context.attached == () and made.context.named == ()
    assert all(str(SECRET) not in one.place for one in texts_of(ENTRY, asker_is_child=False))


def test_nothing_disclosed_is_no_entry() -> None:
    parts = {f"statement:{SAW}", f"statement:{THOUGHT}", "field:told", "field:flags"}
    found = decided(withheld=dict.fromkeys(parts, HARM))
    assert entry_of(1, ENTRY, found, asker_is_child=True) is None


def test_what_was_added_or_changed_after_the_review_stops_it() -> None:
    seen = decided()
    added = replace(ENTRY, annotations=(*ENTRY.annotations, a_note(uuid4(), "new")))
    for changed in (
        added,
        replace(ENTRY, version=4),
        replace(ENTRY, fields={**ENTRY.fields, "action": "new"}),
    ):
        with pytest.raises(Unanswerable, match="Look at it again"):
            entry_of(1, changed, seen, asker_is_child=True)


def test_a_decision_about_words_that_are_gone_stops_it() -> None:
    gone = {f"statement:{uuid4()}:text": [cut_for(THIRD, 0, 1)]}
    with pytest.raises(Unanswerable, match="not there"):
        answered(cuts=gone)
    with pytest.raises(Unanswerable, match="not there"):
        answered(withheld={f"statement:{uuid4()}": THIRD})


def test_a_name_is_not_cut_in_pieces() -> None:
    with pytest.raises(Unanswerable, match="as a whole"):
        answered(cuts=cut("entry:by", "Jo"))


def test_what_the_family_added_is_taken_in_first() -> None:
    waiting = an_opened_entry(annotations=(a_note(uuid4(), NOT_TAKEN_IN),))
    with pytest.raises(Unanswerable, match="safeguarding lead"):
        texts_of(waiting, asker_is_child=True)


def test_an_action_says_by_whom_and_when() -> None:
    due = an_opened_entry(kind=EntryKind.ACTION, owner="Jo Field", due_on=date(2026, 5, 20), outcome=None)
    assert answered(due).state == "To be done by 20 May 2026" and answered(due).owner.plain == "Jo Field"
    assert answered(replace(due, done_at=AT)).state == "Done 12 May 2026"
