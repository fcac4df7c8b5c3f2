"""Search over the files of the purposes that somebody's rings open: stems, all words, checked after opening."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import psycopg
import pytest

from fairward.files import actions, queries, search_index, search_queries
from fairward.files.content import EntryContent, StatementContent
from fairward.files.models import IndexToken
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import Basis, Purpose, RingKind
from fairward.keys import rings
from fairward.school.concerns.report_answers import Said
from tests.personas import DEPUTY, HEADTEACHER, LEAD, PASTORAL
from tests.support.living import WHY, Living, make_living


@pytest.fixture
def living(db: None) -> Living:
    return make_living()


def file(living: Living, text: str, purpose: Purpose = Purpose.CHILD_PROTECTION) -> UUID:
    return living.file(living.report(Said(basis=Basis.OBSERVED, text=text)), purpose)[0]


def search(living: Living, text: str, persona: Any = LEAD) -> set[UUID]:
    with living.school.transaction():
        return {one.entry.id for one in search_queries.search_for(living.actor(persona), text, WHY).found}


@pytest.mark.parametrize("asked", ["bruise", "bruises", "BRUISED", "bruising", "brüises", "the bruise"])
def test_words_are_found_by_their_stem(living: Living, asked: str) -> None:
    entry = file(living, "Two bruises on his left arm.")
    assert search(living, asked) == {entry}


def test_all_words_must_be_there(living: Living) -> None:
    both, one = file(living, "A bruise, and he was hungry."), file(living, "A bruise.")
    assert search(living, "bruise hungry") == {both}
    assert search(living, "bruise") == {both, one}
    assert search(living, "bruise hungry thirsty") == set()


def test_place_source_theme_and_annotation_are_found_too(living: Living) -> None:
    entry = living.file(
        living.report(Said(basis=Basis.TOLD_BY, text="He hid.", told="the caretaker"), where="Bike shed")
    )[0]
    living.annotate(entry, "He was playing hide and seek.")
    for asked in ("caretaker", "shed", "seek"):
        assert search(living, asked) == {entry}, asked


def test_what_a_correction_took_away_is_not_found_any_more(living: Living) -> None:
    entry = file(living, "A burn on his hand.")
    assert search(living, "burn") == {entry}
    with living.school.transaction():
        opened, _, _ = queries.standing_content_for(living.actor(), entry, WHY)
        content = EntryContent((StatementContent(Basis.OBSERVED, "Paint on his hand."),))
        actions.correct_entry(
            by=living.actor(), file=opened, entry_id=entry, content=content, reason="It washed off"
        )
    assert search(living, "burn") == set()
    assert search(living, "paint") == {entry}


def test_an_annotation_is_still_found_after_a_correction(living: Living) -> None:
    entry = file(living, "A burn on his hand.")
    living.annotate(entry, "It was henna.", None)
    with living.school.transaction():
        opened, _, content = queries.standing_content_for(living.actor(), entry, WHY)
        actions.correct_entry(
            by=living.actor(), file=opened, entry_id=entry, content=content, reason="A comma"
        )
    assert search(living, "henna") == {entry}


def test_a_purpose_that_is_not_read_is_not_searched(living: Living) -> None:
    file(living, "He was hungry.", Purpose.WELFARE)
    with living.school.transaction():
        rings.revoke_holder(living.actor(LEAD), RingKind.WELFARE, living.school[DEPUTY].account_id)
        result = search_queries.search_for(living.actor(DEPUTY), "hungry", WHY)
    assert result.found == [] and result.unsearched == [Purpose.WELFARE]
    assert len(search(living, "hungry")) == 1
    assert search(living, "hungry", HEADTEACHER) == set()


def test_the_same_word_has_another_token_in_each_purpose(living: Living) -> None:
    file(living, "Hungry.", Purpose.WELFARE)
    file(living, "Hungry.", Purpose.BEHAVIOUR)
    with living.school.transaction():
        rows = IndexToken.objects.values_list("purpose", "token")
        tokens = {purpose: {token for of, token in rows if of == purpose} for purpose, _ in rows}
    assert not tokens[Purpose.WELFARE] & tokens[Purpose.BEHAVIOUR]


def test_a_token_alone_proves_nothing(living: Living) -> None:
    """Two words whose fingerprints were the same would both be candidates: the opened words decide."""
    entry = file(living, "He was hungry.")
    with living.school.transaction():
        search_index.add(living.actor(), Purpose.CHILD_PROTECTION, entry, ["unicorn"])
        wanted = search_index.stems("unicorn")
        assert search_index.candidates(living.actor(), Purpose.CHILD_PROTECTION, wanted, 10) == [entry]
    assert search(living, "unicorn") == set()


def test_nothing_to_search_and_errors_are_said_not_shown_as_nothing(
    living: Living, monkeypatch: pytest.MonkeyPatch
) -> None:
    file(living, "He was hungry.")
    with pytest.raises(Denied, match="nothing_to_search"):
        search(living, "the and of")
    with living.school.transaction(), pytest.raises(Denied, match="locked"):
        search_queries.search_for(living.school.actor(LEAD, unlocked=False), "hungry", WHY)

    def away(*_: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(search_index, "candidates", away)
    with pytest.raises(ConnectionError):
        search(living, "hungry")


def test_a_head_of_year_without_a_ring_is_told_that_it_was_not_searched(living: Living) -> None:
    with living.school.transaction():
        result = search_queries.search_for(living.actor(PASTORAL), "hungry", WHY)
    assert result.unsearched == [Purpose.WELFARE, Purpose.BEHAVIOUR]


@pytest.mark.django_db(transaction=True)
def test_the_index_holds_no_word_and_goes_with_its_key(raw: Callable[..., psycopg.Connection[Any]]) -> None:
    living = make_living()
    file(living, "Extraordinary bruises.")
    rows = raw(role="postgres").execute("SELECT token FROM files_indextoken").fetchall()
    assert rows and all(isinstance(token, int) for (token,) in rows)
    raw("keyring", "postgres").execute("DELETE FROM keys_indexkey")
    with living.school.transaction(), pytest.raises(Denied):
        search_queries.search_for(living.actor(), "bruise", WHY)
