"""Where a question may go from where it stands: it is answered once, in one of six ways, or taken back by its hub."""

from __future__ import annotations

from collections.abc import Mapping

from fairward.school.questions.vocabulary import QuestionState

S = QuestionState
MOVES: Mapping[QuestionState, frozenset[QuestionState]] = {
    S.WAITS: frozenset({S.NOTHING, S.ANSWERED, S.DECLINED, S.NOT_KNOWN, S.KNOWN, S.WITHDRAWN, S.OPINION}),
    S.NOTHING: frozenset(), S.ANSWERED: frozenset(), S.DECLINED: frozenset(), S.NOT_KNOWN: frozenset(), S.KNOWN: frozenset(),
    S.WITHDRAWN: frozenset(), S.OPINION: frozenset(),
}  # fmt: skip


def may_become(state: QuestionState, to: QuestionState) -> bool:
    """Whether a question may move there."""
    return to in MOVES[state]
