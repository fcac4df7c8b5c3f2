"""Words about referrals: where one stands, how it began, what was done about it. It may not hold rules."""

from __future__ import annotations

from fairward.kernel.vocabulary import Worded


class ReferralState(Worded):
    """Where a referral stands."""

    BEGUN = 1, "being written"
    TELEPHONED = 2, "telephoned, the written one is to follow"
    SENT = 3, "sent, not acknowledged yet"
    ACKNOWLEDGED = 4, "acknowledged, no decision yet"
    DECIDED = 5, "decided"
    NO_DECISION = 6, "no decision in time, chased"
    ESCALATED = 7, "in professional disagreement"
    CLOSED = 8, "closed"


class BegunFrom(Worded):
    """Where somebody was when they began it."""

    CHILD = 1, "the child’s page"
    ENTRY = 2, "an entry"
    FILE = 3, "the file"


class StepKind(Worded):
    """Something that was done about a referral, by whom and when; why, is sealed with it."""

    BEGUN = 1, "Begun"
    TELEPHONED = 2, "Telephoned"
    TO_ADD_LATER = 3, "What is missing is added later"
    ADDING = 4, "What was missing is being written"
    ACKNOWLEDGED = 5, "They acknowledged it"
    CHASED = 6, "Chased"
    ESCALATED = 7, "Professional disagreement"
    DECIDED = 8, "They decided"
    CLOSED = 9, "Closed"
