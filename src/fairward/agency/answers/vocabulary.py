"""Words about questions that came and answers to them. It may not hold content."""

from __future__ import annotations

from fairward.kernel.vocabulary import Worded


class QuestionState(Worded):
    """Where a question that came from a hub stands."""

    WAITS = 1, "waits for an answer"
    NOTHING = 2, "answered: nothing relevant"
    ANSWERED = 3, "answered"
    DECLINED = 4, "declined"
    WITHDRAWN = 5, "withdrawn: you need not answer"
    OPINION = 6, "said what you think about showing it"


class ReplyState(Worded):
    """Where an answer that is being written stands."""

    WRITING = 1, "being written"
    WAITS_FOR_SECOND = 2, "waits for a second person"
    SENT = 3, "sent"


class WrongState(Worded):
    """Where it stands that somebody says that an item of an answer is wrong."""

    WAITS = 1, "waits for an answer"
    CORRECTED = 2, "put right"
    TAKEN_BACK = 3, "taken back"
    STANDS = 4, "stands"
