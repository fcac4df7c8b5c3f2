"""What an answer refuses to be: without basis, without context, silent but talking, saying less than it withholds."""

from __future__ import annotations

import inspect
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from fairward.rights import answer_joining, answer_parts
from fairward.rights.answer import (
    NOTHING,
    NOTHING_ATTACHED,
    Attached,
    Context,
    LeftOut,
    Passage,
    Unanswerable,
    WithheldPassage,
)  # fmt: skip
from fairward.rights.answer_joining import join, whole_answer
from fairward.rights.answer_parts import Part
from fairward.rights.redaction import Cut, redact, whole, withheld
from tests.unit.rights.answers import (
    HARM,
    THIRD,
    a_look,
    a_passage,
    an_answer,
    an_entry,
    attached,
    data_of,
    enclosed_in,
    everything_in,
    outline_of,
    text_of,
)  # fmt: skip

GAP = redact("Sam came", [Cut(0, 3, *THIRD)])


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"basis": ""}, "how it is known"),
        ({"basis": "rumour"}, "how it is known"),
        ({"basis_words": NOTHING}, "how it is known"),
        ({"context": None}, "with its context"),
        ({"text": NOTHING}, "no words"),
        ({"text": withheld(*THIRD)}, "WithheldPassage"),
        ({"text": "as it was typed"}, "redacted first"),
        ({"basis_words": "told by Ann"}, "redacted first"),
        ({"about": ("Ann",)}, "redacted first"),
        ({"marks": ("nose",)}, "redacted first"),
        ({"when": "at break"}, "redacted first"),
    ],
)
def test_a_passage_is_refused(changes: dict[str, Any], sentence: str) -> None:
    given: dict[str, Any] = {
        "id": "p1", "basis": "observed", "basis_words": whole("seen"), "text": whole("x"), "context": NOTHING_ATTACHED,
    }  # fmt: skip
    with pytest.raises(Unanswerable, match=sentence) as refused:
        Passage(**{**given, **changes})
    assert "Ann" not in str(refused.value) and "typed" not in str(refused.value)


def test_there_is_no_passage_without_naming_its_context() -> None:
    parameters = inspect.signature(Passage).parameters
    assert parameters["context"].default is parameters["basis"].default is inspect.Parameter.empty
    assert parameters["basis_words"].default is inspect.Parameter.empty


def test_a_context_with_something_missing_or_too_much_is_refused() -> None:
    note = Attached("a1", "explanation", whole("He fell off his bike."))
    assert Context(("a1",), (note,)).attached == (note,)
    for named, notes in ((("a1", "a2"), (note,)), ((), (note,)), (("a1",), ()), (("a2",), (note,))):
        with pytest.raises(Unanswerable, match="all of it and nothing else"):
            Context(named, notes)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"number": 0}, "number"), ({"kind": ""}, "kind"), ({"context": None}, "context"), ({"by": "Ann"}, "redacted first"),
        ({"passages": (WithheldPassage(*HARM),)}, "left out"), ({"passages": ("text",)}, "passages"),
    ],
)  # fmt: skip
def test_an_entry_is_refused(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Unanswerable, match=sentence):
        replace(an_entry(), **changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"challenge": ()}, {"reference": ""}, {"reference": "Robin Marsh"}, {"answered_on": date(2026, 5, 1)}, {"searched": ()},
        {"silent": True},
    ],
)  # fmt: skip
def test_an_answer_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(Unanswerable):
        an_answer(**changes)


def test_what_is_attached_travels_with_its_passage() -> None:
    entry = an_entry(
        1,
        a_passage("He had a bruise.", context=attached("He fell off his bike.")),
        context=attached("Closed.", "e1"),
    )
    made = whole_answer(an_answer(), [entry], [])
    text = text_of(made.pdf)
    assert text.index("He had a bruise.") < text.index(
        "Explanation, his mother, 13 May 2026 He fell off his bike."
    )
    data = data_of(made.data)["entries"][0]
    assert data["passages"][0]["attached"][0]["text"] == ["He fell off his bike."]
    assert data["attached"][0]["text"] == ["Closed."]


def test_first_pages_count_what_is_left_out_and_say_what_it_means() -> None:
    entry = an_entry(1, a_passage(GAP), WithheldPassage(*HARM), by=withheld(*THIRD))
    text = text_of(whole_answer(an_answer(), [entry], [], {"third_party": 2}).pdf)
    assert (
        "About another person: 2 whole notes and 2 places in notes. This part is about somebody else" in text
    )
    assert "Could seriously harm somebody: 1 place in a note." in text
    assert "Nothing is left out." in text_of(whole_answer(an_answer(), [an_entry()], []).pdf)


def test_a_young_person_is_spoken_to() -> None:
    assert "you asked what we hold about Robin Marsh." in text_of(
        whole_answer(an_answer(), [an_entry()], []).pdf
    )
    own = whole_answer(an_answer(asked_by="Robin Marsh"), [an_entry()], [])
    assert "Dear Robin Marsh, On 12 May 2026 you asked what we hold about you." in text_of(own.pdf)


def some_parts(**changes: Any) -> list[Part]:
    answer = an_answer(entry_count=2, look_count=1, **changes)
    found = [
        answer_parts.entries(answer, [an_entry(1, a_passage(GAP))], first_page=1),
        answer_parts.entries(answer, [an_entry(2)], first_page=2),
        answer_parts.looks(answer, [a_look()], first=1, first_page=3),
        answer_parts.end(answer, first_page=4),
    ]
    return [*found, answer_parts.front(answer, found)]


@pytest.fixture(scope="module")
def parts() -> list[Part]:
    return some_parts()


SAID = (LeftOut(*THIRD, "It is about somebody else.", places=1),)


def test_parts_can_be_kept_between_requests_and_come_in_any_order(parts: list[Part]) -> None:
    answer = an_answer(entry_count=2, look_count=1, left_out=SAID)
    made = join(answer, parts)
    kept = [Part.from_bytes(part.to_bytes()) for part in reversed(parts)]
    assert kept == list(reversed(parts)) and join(answer, kept) == made
    assert "GAP" not in repr(parts) and b"PDF" not in repr(parts).encode()
    text = text_of(made.pdf)
    assert [text.index(f"Page {page}") for page in ("i", "1", "2", "3", "4")] == sorted(
        text.index(f"Page {page}") for page in ("i", "1", "2", "3", "4")
    )
    entries = [(level, title) for level, title, _ in outline_of(made.pdf) if title[0].isdigit()]
    assert entries == [(3, "1. Concern, 12 May 2026"), (3, "2. Concern, 12 May 2026")]


@pytest.mark.parametrize("gone", range(5))
def test_an_answer_with_a_part_missing_is_refused(parts: list[Part], gone: int) -> None:
    answer = an_answer(entry_count=2, look_count=1, left_out=SAID)
    with pytest.raises(Unanswerable):
        join(answer, [*parts[:gone], *parts[gone + 1 :]])
    with pytest.raises(Unanswerable):
        join(answer, [*parts, parts[gone]])


@pytest.mark.parametrize(
    "left_out",
    [
        (),
        (LeftOut(*HARM, "x", places=1),),
        (LeftOut(*THIRD, "x", places=2),),
        (LeftOut(*THIRD, "x", entries=1),),
    ],
)
def test_an_answer_that_says_less_or_more_than_it_withholds_is_refused(
    parts: list[Part], left_out: tuple[LeftOut, ...]
) -> None:
    with pytest.raises(Unanswerable, match="first pages"):
        join(an_answer(entry_count=2, look_count=1, left_out=left_out), parts)


def test_entries_come_in_order_and_reasons_from_the_list() -> None:
    answer = an_answer(entry_count=2)
    for some in ([], [an_entry(2), an_entry(1)], [an_entry(1), an_entry(3)]):
        with pytest.raises(Unanswerable, match="order"):
            answer_parts.entries(answer, some, first_page=1)
    with pytest.raises(Unanswerable, match="list"):
        answer_parts.left_out_of([], {"because": 1}, date(2026, 6, 8))


SILENT: dict[str, Any] = {
    "silent": True, "searched": (), "left_out": (), "kept": (), "entry_count": 0, "look_count": 0, "proofs": "",
}  # fmt: skip


def test_a_silent_answer_is_the_same_whatever_is_held() -> None:
    made = whole_answer(an_answer(**SILENT), [], [])
    again = whole_answer(an_answer(**SILENT), [], [])
    assert made == again
    text = text_of(made.pdf)
    assert "We do not say that we hold something. We do not say that we hold nothing." in text
    assert "The Information Commissioner" in text and "Ask us to look again" in text
    data = data_of(made.data)
    assert (
        data["silent"] is True
        and data["entries"] == data["looks"] == data["searched"] == data["left_out"] == []
    )
    assert enclosed_in(made.pdf).keys() == {answer_joining.DATA_NAME}
    assert [title for _, title, _ in outline_of(made.pdf)] == [
        "Answer to request R-2026-7",
        "If you do not agree",
    ]


@pytest.mark.parametrize("held", ["searched", "kept", "entry_count", "look_count", "proofs", "left_out"])
def test_a_silent_answer_may_hold_nothing(held: str) -> None:
    given = {
        "searched": an_answer().searched,
        "kept": an_answer().kept,
        "entry_count": 1,
        "look_count": 1,
        "proofs": "x",
    }
    given["left_out"] = SAID
    with pytest.raises(Unanswerable, match="silent"):
        an_answer(**{**SILENT, held: given[held]})


def test_a_silent_answer_has_no_other_parts() -> None:
    answer = an_answer(**SILENT)
    for draw in (
        lambda: answer_parts.entries(answer, [an_entry()], first_page=1),
        lambda: answer_parts.looks(answer, [a_look()], first=1, first_page=1),
        lambda: answer_parts.end(answer, first_page=1),
    ):
        with pytest.raises(Unanswerable, match="silent"):
            draw()


def test_what_is_typed_is_only_text() -> None:
    passage = a_passage("<script>alert(1)</script> {{ 7*7 }} & <b>x</b>")
    made = whole_answer(an_answer(asked_by="<i>Alex</i>"), [an_entry(1, passage)], [])
    assert "<script>alert(1)</script> {{ 7*7 }} & <b>x</b>" in text_of(
        made.pdf
    ) and "Dear <i>Alex</i>" in text_of(made.pdf)
    assert "/JavaScript" not in everything_in(made.pdf)
