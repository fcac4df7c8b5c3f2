"""Words about requests to see what a hub holds. It may not hold rules."""

from __future__ import annotations

from fairward.kernel.vocabulary import Worded


class Held(Worded):
    """What a passage is, and so where it was found."""

    CONTACT = 1, "what somebody told the hub"
    RATING = 2, "how urgent it was thought to be"
    GATE = 3, "whom the hub decided to ask"
    QUESTION = 4, "what an agency was asked"
    ITEM = 5, "what an agency answered"
    ANALYSIS = 6, "what the hub made of it"
    DECISION = 7, "what was decided"
    TOLD = 8, "who was told"
    NOTE = 9, "what was noted in between"


class Origin(Worded):
    """Who wrote a passage."""

    HUB = 1, "the hub itself"
    PARTNER = 2, "another organisation"
    PUBLIC = 3, "somebody of the public"
    CALLER = 4, "somebody who told it by telephone"


class HowConsulted(Worded):
    """In which way an originator was asked."""

    PACKAGE = 1, "by a sealed question"
    TELEPHONE = 2, "by telephone or in a talk"
