"""A hub measures itself and nobody else: counts, none below ten, none to be had by taking away, nobody named or ranked."""

from __future__ import annotations

from datetime import date

import pytest
from django.apps import apps
from django.db.models import DateTimeField
from hypothesis import given
from hypothesis import strategies as st

from fairward.hub.measures.figures import Measure
from fairward.hub.measures.numbers import Numbers
from fairward.hub.measures.of_asking import asking_measures
from fairward.hub.measures.of_cases import case_measures
from fairward.hub.measures.presenters import as_csv
from fairward.hub.measures.vocabulary import What
from fairward.insight.spans import Span
from fairward.rules import family

GROUNDS = ["", *(one.id for one in family.grounds())]
ABOUT = {
    What.CAME: [*(f"rating:{one}" for one in range(1, 5)), *(f"route:{one}" for one in range(5))],
    What.IN_TIME: list("1234"), What.OVER_TIME: list("1234"), What.CORRECTED: ["changed", "kept", "waits"],
    What.ANSWER_IN_TIME: ["a", "b", "kind:5"], What.ANSWER_LATE: ["a", "b", "kind:5"], What.SOMETHING: ["a", "b"],
    What.NOTHING: ["a", "b"], What.GATE: GROUNDS, What.HEARD: GROUNDS,
}  # fmt: skip
ROWS = st.lists(
    st.sampled_from(What).flatmap(
        lambda what: st.tuples(
            st.just(what), st.sampled_from(ABOUT.get(what, [""])), st.integers(0, 60), st.integers(1, 40)
        )
    ),
    max_size=40,
)
QUARTER = Span(date(2026, 7, 1), date(2026, 9, 30))
SHARES = {"In time", "Told again", "Overdue", "Nothing relevant", "Told"}


def shown(rows: list[tuple[What, str, int, int]]) -> list[Measure]:
    numbers = Numbers(rows)
    return [*case_measures(numbers), *asking_measures(numbers, {"a": "Police", "b": "Health"})]


@given(ROWS)
def test_no_count_of_one_to_nine_is_on_the_page_or_in_the_file(
    rows: list[tuple[What, str, int, int]],
) -> None:
    """Every count is a ten, in words and as a number; the file says what the page says and no more."""
    found = shown(rows)
    for measure in found:
        for line in measure.lines:
            for column, cell in zip(measure.columns, line.cells, strict=True):
                if column in SHARES or column == "Half were decided within":
                    continue
                assert cell.number == "" or int(cell.number) % 10 == 0, (measure.id, line.label, cell)
                assert cell.words in {"0", "fewer than 10", "hidden"} or cell.words.startswith("about ")
    words = {cell.words for one in found for line in one.lines for cell in line.cells}
    file = [row.split(",")[-1].strip('"') for row in as_csv(found, QUARTER).splitlines()[1:]]
    assert {one for one in file if one} <= {word.split(",")[-1].strip('"') for word in words}


@given(ROWS)
def test_a_share_or_a_middle_is_of_ten_at_least(rows: list[tuple[What, str, int, int]]) -> None:
    numbers = Numbers(rows)
    (took,) = (one for one in case_measures(numbers) if one.id == "took")
    for line, about in zip(took.lines, "1234", strict=True):
        within, over = (numbers.of(what, about) for what in (What.IN_TIME, What.OVER_TIME))
        middle, share, _ = line.cells
        assert bool(middle.number) is (within + over >= 10)
        assert bool(share.number) is (
            within + over >= 10 and within not in range(1, 10) and over not in range(1, 10)
        )


@given(st.lists(st.integers(0, 40), min_size=2, max_size=2), st.integers(1, 9))
def test_a_quarter_less_its_other_months_does_not_give_a_small_month_away(
    months: list[int], small: int
) -> None:
    """Of the quarter and two months as they are shown, more than one number of the third month is possible."""

    def told(count: int) -> int | None:
        number = shown([(What.ASKED, "", 0, count)] if count else [])[6].lines[0].cells[0].number
        return int(number) if number else None

    seen = [told(sum(months) + small), *(told(one) for one in months)]
    firsts, seconds = ([one for one in range(50) if told_of(one) == told] for told in seen[1:])
    sums = {first + second for first in firsts for second in seconds}
    possible = {third for third in range(1, 10) if any(told_of(one + third) == seen[0] for one in sums)}
    assert small in possible and len(possible) > 1


def told_of(count: int) -> int | None:
    """A count as `figures.about` shows it, worked out by itself."""
    return None if 0 < count < 10 else (count + 5) // 10 * 10


def test_nothing_that_is_kept_for_measures_has_a_person_or_a_moment() -> None:
    for table in apps.get_app_config("measures").get_models():
        columns = {one.name for one in table._meta.concrete_fields}
        assert not {one for one in columns if one.endswith(("_by", "person_id", "child_id", "account_id"))}
        assert not any(isinstance(one, DateTimeField) for one in table._meta.concrete_fields), table
        assert ("case_id" in columns) is (table.__name__ == "Asked"), "only what holds no answer names a case"


@pytest.mark.parametrize("word", ["rank", "score", "best", "worst", "target", "league"])
def test_no_measure_ranks_or_scores(word: str) -> None:
    for one in shown([]):
        assert (
            word not in f"{one.title} {one.meaning} {one.caution} {one.head} {' '.join(one.columns)}".lower()
        )
