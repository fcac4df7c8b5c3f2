"""Words about a hub's questions to the school. It may not hold content."""

from __future__ import annotations

from fairward.kernel.vocabulary import Worded


class QuestionState(Worded):
    """Where a question of a hub stands."""

    WAITS = 1, "waits for an answer"
    NOTHING = 2, "answered: nothing relevant"
    ANSWERED = 3, "answered from the file"
    DECLINED = 4, "declined"
    NOT_KNOWN = 5, "answered: the child is not known here"
    KNOWN = 6, "answered: known, and whom to ring"
    WITHDRAWN = 7, "taken back by the hub"
    OPINION = 8, "answered: what we think about showing it"
