"""Words about who is told what a hub decided. It may not hold rules."""

from __future__ import annotations

from fairward.kernel.vocabulary import Worded


class Whom(Worded):
    """Who hears what was decided."""

    REFERRER = 1, "whoever told the hub"
    AGENCY = 2, "an agency that was asked"
    FAMILY = 3, "somebody of the family"
    RECEIVER = 4, "the team that takes it over"


class How(Worded):
    """In which way they heard it."""

    PACKAGE = 1, "as a sealed package"
    TELEPHONE = 2, "by telephone"
    TALK = 3, "in a talk"
    LETTER = 4, "by letter"
    PAGES = 5, "on their own pages"
