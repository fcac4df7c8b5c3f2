"""What is inside the seal: it goes to bytes and back unchanged, and no claim is taken that does not say how it is known."""

from __future__ import annotations

import json
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairward.files.content import EntryContent, Mark, StatementContent, Unwritable, from_bytes, to_bytes
from fairward.files.rendering import basis_words, shortened
from fairward.files.search_index import STOP_WORDS, stems
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Basis, WhenPrecision

texts = st.text(max_size=80)
ids = st.uuids(version=4)
marks = st.builds(Mark, part=texts, side=texts, size=texts, colour=texts, description=texts)
statements = st.builds(
    StatementContent, basis=st.sampled_from(Basis), text=texts, id=ids, source=texts, because=st.tuples(ids),
    about=st.tuples(ids), when=texts, precision=st.sampled_from(WhenPrecision), marks=st.tuples(marks),
)  # fmt: skip
contents = st.builds(
    EntryContent, statements=st.lists(statements, max_size=3).map(tuple), where=texts, themes=st.tuples(texts),
    fields=st.dictionaries(texts, texts, max_size=3),
)  # fmt: skip


@given(contents)
def test_bytes_and_back_change_nothing(content: EntryContent) -> None:
    assert from_bytes(to_bytes(content)) == content


def test_a_format_from_the_future_is_refused() -> None:
    value = {**json.loads(to_bytes(EntryContent(()))), "format": 99}
    with pytest.raises(ValueError, match="99"):
        from_bytes(json.dumps(value).encode())


SEEN, OTHER = StatementContent(Basis.OBSERVED, "He limped."), new_id()


def opinion(*because: UUID, **more: object) -> StatementContent:
    return StatementContent(Basis.OPINION, "He was frightened.", because=because, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("statements", "reason"),
    [
        ((StatementContent(Basis.OBSERVED, "  "),), "Write what happened"),
        ((StatementContent(Basis.TOLD_BY, "He fell.", source=" "),), "who told you"),
        ((SEEN, StatementContent(Basis.OBSERVED, "x", because=(SEEN.id,))), "Only an opinion"),
        ((opinion(OTHER),), "same entry"),
        ((opinion(OTHER, id=OTHER),), "same entry"),
    ],
)
def test_a_claim_that_does_not_say_how_it_is_known_is_refused(
    statements: tuple[StatementContent, ...], reason: str
) -> None:
    with pytest.raises(Unwritable, match=reason):
        EntryContent(statements).check()


def test_an_opinion_may_rest_here_elsewhere_or_openly_on_nothing() -> None:
    EntryContent((SEEN, opinion(SEEN.id))).check()
    EntryContent((opinion(OTHER),)).check(frozenset({OTHER}))
    EntryContent((opinion(),)).check()
    assert (opinion().has_stated_basis, opinion(OTHER).has_stated_basis, SEEN.has_stated_basis) == (
        False,
        True,
        None,
    )


@given(statements)
def test_every_statement_has_words_for_how_it_is_known(statement: StatementContent) -> None:
    assert basis_words(statement).strip()


@given(contents)
def test_every_text_is_indexed(content: EntryContent) -> None:
    found = set(content.words())
    for one in content.statements:
        assert {one.text, one.source} <= found
    assert {content.where, *content.themes, *content.fields.values()} <= found


@given(st.text(max_size=300))
def test_stems_never_fail_and_hold_no_stop_word_as_typed(text: str) -> None:
    assert all(stem and stem == stem.strip() for stem in stems(text))
    assert stems(" ".join(STOP_WORDS)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("Bruises", "bruised"), ("mother’s", "mother"), ("CAFÉ", "cafe"), ("frightened", "frightening")],
)
def test_the_same_word_has_the_same_stem(one: str, other: str) -> None:
    assert stems(one) == stems(other) != []


@given(st.text(max_size=400), st.integers(min_value=5, max_value=80))
def test_a_quotation_is_short_and_in_marks(text: str, letters: int) -> None:
    said = shortened(text, letters)
    assert said.startswith("“") and said.endswith("”") and len(said) <= letters + 4
