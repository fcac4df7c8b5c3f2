"""Every kind of case begins, goes on and ends: no state that is never reached, none that is never left."""

from __future__ import annotations

from itertools import product

import pytest

from fairward.cases.vocabulary import CaseKind, CaseState
from fairward.cases.workflow import OWNERS, WAYS, check_move
from fairward.kernel.denied import Denied
from fairward.rules import clocks
from fairward.rules.cases import case_rules

ENDS = {CaseState.CLOSED, CaseState.WITHDRAWN}


@pytest.mark.parametrize("kind", CaseKind)
class TestWays:
    def test_every_state_is_reached_from_the_first(self, kind: CaseKind) -> None:
        ways, reached, new = WAYS[kind], set(), {CaseState.RECEIVED}
        while new:
            reached |= new
            new = {after for state in new for after in ways.get(state, ())} - reached
        assert reached == {*ways, *(after for found in ways.values() for after in found)}

    def test_every_state_is_left_or_an_end(self, kind: CaseKind) -> None:
        ways = WAYS[kind]
        states = {*ways, *(after for found in ways.values() for after in found)}
        assert {state for state in states if not ways.get(state)} <= ENDS

    def test_the_end_is_reached_from_everywhere(self, kind: CaseKind) -> None:
        for state in WAYS[kind]:
            reached, new = set(), {state}
            while new:
                reached |= new
                new = {after for one in new for after in WAYS[kind].get(one, ())} - reached
            assert reached & ENDS, state

    def test_what_is_over_stays_over(self, kind: CaseKind) -> None:
        for end, after in product(ENDS, CaseState):
            with pytest.raises(Denied):
                check_move(kind, end, after)

    def test_it_has_a_clock(self, kind: CaseKind) -> None:
        [rule] = [one for one in case_rules() if one.kind == kind.code]
        assert rule.clock in {one.id for one in clocks.deadlines()} and rule.keep_years >= 3


def test_every_state_is_somebodys_work() -> None:
    assert set(OWNERS) == set(CaseState)


def test_a_move_that_is_not_in_the_table_says_where_the_case_stands() -> None:
    with pytest.raises(Denied) as denied:
        check_move(CaseKind.BREACH, CaseState.RECEIVED, CaseState.CLOSED)
    assert denied.value.sentence.startswith("This case is received.")
