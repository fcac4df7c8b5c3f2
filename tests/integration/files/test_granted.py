"""A head of year who was let into one welfare file reads it, writes into it, and reads no other."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from fairward.files import actions, queries, search_index, search_queries
from fairward.files.content import EntryContent, StatementContent
from fairward.files.writing import NewEntry
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import AnnotationKind, Basis, EntryKind, Purpose
from fairward.keys import file_keys
from tests.personas import PASTORAL
from tests.support.kept import kept
from tests.support.living import WHY, Living, make_living

living = kept(make_living)


@pytest.fixture
def entry(living: Living) -> UUID:
    """An entry in Jack's welfare file, which Gethin may open; Jack is in his year."""
    made = living.file(living.report(children=[living.jack]), Purpose.WELFARE)[0]
    with living.school.transaction():
        file_keys.grant_file(
            living.actor(), living.file_of(made), Purpose.WELFARE, living.school[PASTORAL].account_id,
            timezone.now() + timedelta(days=7),
        )  # fmt: skip
    return made


def test_they_read_the_file_they_were_let_into(living: Living, entry: UUID) -> None:
    with living.school.transaction():
        shown, _, _ = queries.entry_for(living.actor(PASTORAL), entry, WHY)
    assert shown.statements


def test_they_write_into_it_and_it_is_found_by_the_lead(living: Living, entry: UUID) -> None:
    with living.school.transaction():
        gethin = living.actor(PASTORAL)
        _, opened, _ = queries.entry_for(gethin, entry, WHY)
        added = actions.add_entry(
            by=gethin, child_id=living.jack, purpose=Purpose.WELFARE,
            new=NewEntry(EntryKind.MEETING, timezone.now()), born_on=None,
            content=EntryContent((StatementContent(Basis.OBSERVED, "We met about breakfast."),)),
        )  # fmt: skip
        actions.annotate(
            by=gethin,
            file=opened,
            entry_id=entry,
            kind=AnnotationKind.EXPLANATION,
            text="He skipped porridge.",
        )
    with living.school.transaction():
        found = search_queries.search_for(living.actor(), "breakfast", WHY).found
        assert [one.entry.id for one in found] == [added]
        assert search_index.waiting(living.actor(), Purpose.WELFARE, 10) == [], (
            "indexed by whoever searched first"
        )
        assert [one.entry.id for one in search_queries.search_for(living.actor(), "porridge", WHY).found] == [
            entry
        ]
        assert search_queries.search_for(living.actor(), "unicorn", WHY).found == []


def test_they_read_no_other_file(living: Living, entry: UUID) -> None:
    other = living.file(living.report(children=[living.jack]), Purpose.BEHAVIOUR)[0]
    protected = living.file(living.report(children=[living.jack]))[0]
    amys = living.file(living.report(), Purpose.WELFARE)[0]
    for one, refusal in ((other, "no_key"), (protected, None), (amys, "other_year_group")):
        with living.school.transaction(), pytest.raises((Denied, NotFound)) as refused:
            queries.entry_for(living.actor(PASTORAL), one, WHY)
        assert getattr(refused.value, "code", None) == refusal
