"""Sentences for families can be read by somebody of about eleven years: measured, for each text by itself.

The measure is Flesch–Kincaid's grade (0.39 words a sentence + 11.8 syllables a word - 15.59; a grade and five make an age).
It counts, it does not understand: a person has to read them too. Words of the law that a text explains do not count.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fairward.kernel.vocabulary import AnnotationKind, Basis, EntryKind, Outcome, Purpose, Role
from fairward.rules import exemptions, glossary, letters
from tests.support.plain_words import LONGEST, OLDEST, age, sentences, syllables


def texts() -> Iterator[tuple[str, str]]:
    """A name and its sentences, each read together."""
    for one in letters.letters():
        yield f"letter {one.id}", " ".join(text for part in one.parts for text in part.paragraphs)
    answer = letters.answer_words()
    for key, value in answer.items():
        if key == "front":
            yield from ((f"answer {one['heading']}", " ".join(one["paragraphs"])) for one in value)
        else:
            yield f"answer {key}", value if isinstance(value, str) else " ".join(value)
    yield "challenges", " ".join(one.what for one in letters.challenges())
    yield "bases", " ".join(one.meaning for one in glossary.bases())
    yield from ((f"word {one.id}", one.meaning) for one in glossary.words())
    yield "exemptions", " ".join(one.plain for one in exemptions.exemptions())


@pytest.mark.parametrize(("name", "text"), [*texts()], ids=[name for name, _ in texts()])
def test_it_is_easy_to_read(name: str, text: str) -> None:
    found = sentences(text)
    long = [" ".join(one) for one in found if len(one) > LONGEST]
    assert long == [], f"{name}: make two sentences of it."
    # A single short sentence has one hard word at most, and that makes it jump: it may be two years harder.
    most = OLDEST + 2 if len(found) == 1 else OLDEST
    assert age(text) <= most, f"{name} is for {age(text):.1f} years: shorter sentences, shorter words."


def test_the_measure_tells_easy_from_hard() -> None:
    assert age("The cat sat on the mat. It was warm. Then a dog came.") < 7
    hard = "The controller may restrict the provision of information where disclosure would prejudice the assessment."
    assert age(hard) > 15
    assert [syllables(word) for word in ("cat", "table", "made", "wanted", "looked", "information")] == [
        1,
        2,
        1,
        2,
        1,
        4,
    ]


def test_every_basis_and_every_word_of_the_record_is_explained() -> None:
    assert [one.id for one in glossary.bases()] == [*(one.code for one in Basis), "record"]
    known = {one.id for one in glossary.words()}
    assert {one.word for one in Outcome} <= known
    assert {one.word for one in (Purpose.CHILD_PROTECTION, Purpose.WELFARE, Purpose.BEHAVIOUR)} <= known
    assert {one.word for one in (EntryKind.CONCERN, EntryKind.ACTION, EntryKind.DECISION)} <= known
    assert {AnnotationKind.CORRECTION.word, AnnotationKind.DISPUTE.word, AnnotationKind.OUTCOME.word} <= known
    assert {Role.SAFEGUARDING_LEAD.word, Role.DATA_PROTECTION_OFFICER.word} <= known


def test_words_are_found_in_texts() -> None:
    assert [one.id for one in glossary.words_in(["An Unfounded concern."])] == ["concern", "unfounded"]
    assert glossary.basis("opinion").words == "Opinion"
    with pytest.raises(KeyError):
        glossary.basis("hearsay")


def test_the_words_say_where_they_come_from() -> None:
    assert glossary.provenance().confidence == "product" and letters.provenance().confidence == "recalled"
