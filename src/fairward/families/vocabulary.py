"""Words about family accounts: where one stands, on what it rests, why it ended. It may not hold rules."""

from __future__ import annotations

from fairward.kernel.vocabulary import Worded


class AccountState(Worded):
    """Where a family member's account stands."""

    INVITED = 1, "invited"
    ACTIVE = 2, "in use"
    PAUSED = 3, "paused"
    ENDED = 4, "ended"


class AccessGround(Worded):
    """Why somebody sees what is recorded about a child."""

    SELF = 1, "it is their own record"
    RESPONSIBILITY = 2, "parental responsibility"
    RESIDENCE = 3, "the child lives with them by order of a court"
    DELEGATED = 4, "agreed in writing by whoever has parental responsibility"
    PROXY = 5, "the young person wants it"


class IdentityCheck(Worded):
    """How the lead made sure, face to face, who somebody is."""

    KNOWN = 1, "known to the school in person"
    DOCUMENT = 2, "showed a document with a photograph"
    VOUCHED = 3, "somebody who works with the family came along and vouched for them"


class EndReason(Worded):
    """Why an access ended."""

    RESPONSIBILITY_ENDED = 1, "parental responsibility ended"
    ORDER = 2, "a court order or contact restriction arrived"
    GROWN_UP = 3, "the young person turned 18"
    YOUNG_PERSON_DECIDED = 4, "the young person decided so"
    ASKED = 5, "the person asked for it"
    MISTAKE = 6, "it was given by mistake"


class Step(Worded):
    """A step on which a record is handed over to the young person."""

    TALK = 12, "a talk about who sees their record"
    PROXIES = 16, "the young person decides who else sees it"
    OWNER = 18, "the record is the young person's own"


class StepDecision(Worded):
    """What came of a step."""

    TALKED = 1, "talked about it, nothing changes"
    KEEP = 2, "the family goes on seeing it"
    LIMIT = 3, "some of the family go on seeing it"
    STOP = 4, "nobody of the family sees it any more"
    NOT_ABLE = 5, "the young person cannot decide this now; looked at again"
