"""Words about requests to see what a hub holds. It may not hold rules."""

from __future__ import annotations

from collections.abc import Mapping

from fairward.access_requests.vocabulary import WhoseRight
from fairward.kernel.vocabulary import Worded

# Whose right it is, in the words of a hub, where adults ask for themselves as well.
WHOSE: Mapping[WhoseRight, str] = {
    WhoseRight.OWN: "They ask for what is about themselves",
    WhoseRight.CHILD_AGREED: "They ask for a child, who understands and agreed",
    WhoseRight.FOR_CHILD: "They ask for a child who does not understand it yet, and have parental responsibility",
    WhoseRight.NOT_THEIRS: "The right is somebody else’s, and they may not use it: the request is refused",
}


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
    DOCUMENT = 10, "a document that came with it"


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
