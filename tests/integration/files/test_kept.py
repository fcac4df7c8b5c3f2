"""Nothing is kept without a reason and a date: every file, entry and concern, from its first moment (promise 3)."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from fairward.files.models import Entry, File, Kept
from fairward.kernel.vocabulary import Outcome, Purpose
from fairward.mistakes.models import Proof
from fairward.school.concerns.models import Concern
from fairward.tenancy.models import Owned
from tests.support.kept import kept
from tests.support.living import Living, busy, make_living
from tests.support.mistaking import correct

KEPT = [File, Entry, Concern, Proof]


living = kept(make_living)


def test_these_are_all_that_are_kept_by_themselves() -> None:
    assert {one for one in Owned.__subclasses__() if one is Kept} == {Kept}
    assert set(Kept.__subclasses__()) == set(KEPT)


def test_everything_says_why_and_until_when(living: Living) -> None:
    busy(living)
    correct(living, living.ids["decided"], living.jack)
    with living.school.transaction():
        rows = [row for model in KEPT for row in model.objects.all()]
        assert len(rows) >= 10
        for row in rows:
            assert row.kept_because.strip().endswith(".") and row.rule_id
            assert timezone.localdate() < row.review_on <= row.destroy_on


@pytest.mark.parametrize("column", ["review_on", "destroy_on", "kept_because", "rule_id"])
@pytest.mark.parametrize("model", KEPT)
def test_the_database_refuses_a_row_without(living: Living, model: type[Kept], column: str) -> None:
    correct(living, living.file(living.report())[0], living.jack)
    with living.school.transaction(), pytest.raises(IntegrityError, match="not-null"), transaction.atomic():
        model.objects.update(**{column: None})


@pytest.mark.parametrize("model", [File, Entry])
def test_nothing_goes_before_it_was_looked_at(living: Living, model: type[Kept]) -> None:
    living.file(living.report())
    with (
        living.school.transaction(),
        pytest.raises(IntegrityError, match="review_before_destroy"),
        transaction.atomic(),
    ):
        model.objects.update(review_on=date(2200, 1, 1))


def dates(living: Living, entry_id: UUID) -> tuple[date, date]:
    with living.school.transaction():
        return Entry.objects.values_list("review_on", "destroy_on").get(id=entry_id)


def test_a_file_goes_with_its_longest_kept_entry_and_is_looked_at_with_its_first_due(living: Living) -> None:
    first = living.file(living.report())[0]
    second = living.file(living.report())[0]
    living.decide(second, Outcome.NO_FURTHER_ACTION)
    with living.school.transaction():
        of_entries = Entry.objects.values_list("review_on", "destroy_on")
        file = File.objects.get(id=Entry.objects.values_list("file_id", flat=True).get(id=first))
        assert file.destroy_on == max(one for _, one in of_entries)
        assert file.review_on == min(one for one, _ in of_entries)


def test_what_it_turned_out_to_be_changes_how_long_it_is_kept(living: Living) -> None:
    harm, nothing = living.file(living.report())[0], living.file(living.report())[0]
    living.decide(harm, Outcome.SUBSTANTIATED)
    living.decide(nothing, Outcome.UNFOUNDED)
    assert dates(living, harm)[1] > dates(living, nothing)[1] + timedelta(days=365)
    assert dates(living, harm)[1].year >= 2018 + 25, "25 years from birth"


def test_the_day_of_review_is_never_later_than_the_lead_said(living: Living) -> None:
    entry = living.file(living.report(), Purpose.WELFARE)[0]
    living.decide(entry)
    assert dates(living, entry)[0] <= timezone.localdate() + timedelta(days=90)
