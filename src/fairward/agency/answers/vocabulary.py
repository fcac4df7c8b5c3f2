"""Words about questions that came and answers to them. It may not hold content."""

from __future__ import annotations

from fairward.kernel.vocabulary import Worded


class QuestionState(Worded):
    """Where a question that came from a hub stands."""

    WAITS = 1, "waits for an answer"
    NOTHING = 2, "answered: nothing relevant"
    ANSWERED = 3, "answered"
    DECLINED = 4, "declined"
    OPINION = 5, "said what you think about showing it"


class ReplyState(Worded):
    """Where an answer that is being written stands."""

    WRITING = 1, "being written"
    WAITS_FOR_SECOND = 2, "waits for a second person"
    SENT = 3, "sent"
