"""A question of a hub is answered once, and its states can all be reached and not left again."""

from __future__ import annotations

import pytest

from fairward.kernel.denied import Denied
from fairward.school.questions.policies import check_from_file, check_move, check_one_at_a_time, check_words
from fairward.school.questions.vocabulary import QuestionState
from fairward.school.questions.workflow import MOVES

ENDS = [one for one in QuestionState if one is not QuestionState.WAITS]


def test_every_end_is_reached_from_waiting_and_is_an_end() -> None:
    assert MOVES[QuestionState.WAITS] == set(ENDS)
    assert all(not MOVES[one] for one in ENDS)


@pytest.mark.parametrize("end", ENDS, ids=lambda one: one.code)
def test_an_end_has_a_sentence_for_whoever_answers_again(end: QuestionState) -> None:
    with pytest.raises(Denied) as denied:
        check_move(end, QuestionState.NOTHING)
    assert ("taken this question back" in denied.value.sentence) is (end is QuestionState.WITHDRAWN)


def test_where_only_whether_is_asked_nothing_of_a_file_goes() -> None:
    check_from_file(is_pointer_only=False)
    with pytest.raises(Denied, match="pointer_only"):
        check_from_file(is_pointer_only=True)


def test_one_answer_at_a_time_and_words_where_they_are_needed() -> None:
    check_one_at_a_time(None)
    assert check_words(" She left. ", "Say why.") == "She left."
    with pytest.raises(Denied, match="no_words"):
        check_words("  ", "Say why.")
