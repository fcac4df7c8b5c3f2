"""The states of a case in the hub, and of a question to an agency. It may not hold rules."""

from __future__ import annotations

from fairward.kernel.vocabulary import Worded


class CaseState(Worded):
    """Where a case stands."""

    CONTACT_RECEIVED = 1, "contact received"
    INCOMPLETE = 2, "waits for one missing thing"
    TRIAGE = 3, "to be triaged"
    RATED = 4, "rated"
    GATE = 5, "at the gate"
    ENQUIRING = 6, "agencies are asked"
    ANALYSIS = 7, "being weighed"
    DECIDED = 8, "decided"
    FEEDBACK_DUE = 9, "people are to be told"
    CLOSED = 10, "closed"


class Route(Worded):
    """Which way a contact goes at triage; the codes are those of `rules.hub.routes`."""

    EMERGENCY = 1, "emergency"
    OPEN_CASE_FORWARDED = 2, "open case, forwarded"
    ADVICE_ONLY = 3, "advice only"
    RATE = 4, "rate"


class Rating(Worded):
    """How urgent a case is; the codes are those of `rules.hub.ratings`."""

    RED = 1, "red"
    AMBER = 2, "amber"
    GREEN = 3, "green"
    BLUE = 4, "blue"


class EnquiryState(Worded):
    """Where a question to an agency stands."""

    ASKED = 1, "asked"
    NOTHING_RELEVANT = 2, "nothing relevant"
    RELEVANT = 3, "answered"
    DECLINED = 4, "declined"
    WITHDRAWN = 5, "withdrawn"
    NOT_AVAILABLE = 6, "decided without it"
