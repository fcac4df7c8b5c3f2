"""Words about disagreements: with what, who, how it ended. It may not hold rules."""

from __future__ import annotations

from fairward.kernel.vocabulary import Worded


class About(Worded):
    """What somebody disagrees with."""

    RATING = 1, "the rating"
    DECISION = 2, "what was decided"
    OTHER = 3, "something else that the hub did or did not do"


class Whose(Worded):
    """Who disagrees."""

    REFERRER = 1, "whoever told the hub"
    AGENCY = 2, "an agency"
    WORKER = 3, "somebody of the hub"


class Settled(Worded):
    """How a disagreement ended."""

    STANDS = 1, "it stands"
    CHANGED = 2, "it was changed"
