"""Words about what was recorded by mistake. It may not hold rules."""

from __future__ import annotations

from fairward.kernel.vocabulary import Outcome, Worded


class Because(Worded):
    """Why something is no longer there."""

    WRONG_CHILD = 1, "it was about somebody else"
    UNFOUNDED = 2, "it did not happen"
    MALICIOUS = 3, "it was not true, and was said to do harm"


class How(Worded):
    """How something came to be recorded about the wrong child: a list, so that a proof holds no words about anybody."""

    ALIKE_NAMES = 1, "two children have the same name or nearly the same"
    WRONG_CHOICE = 2, "the wrong child was chosen from a list"
    MISTAKEN = 3, "whoever reported it had mistaken one child for another"
    LEARNED_LATER = 4, "it turned out later whom it was about"
    OTHER = 5, "in another way"


BY_OUTCOME = {Outcome.UNFOUNDED: Because.UNFOUNDED, Outcome.MALICIOUS: Because.MALICIOUS}
