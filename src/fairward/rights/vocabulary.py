"""Words about sharing: what stands in place of a name, what warns a lead. It may not hold rules."""

from __future__ import annotations

from fairward.kernel.vocabulary import Worded


class MaskWord(Worded):
    """What a reader sees in place of words that are not theirs to see."""

    ANOTHER_PERSON = 1, "[another person]"
    ANOTHER_CHILD = 2, "[another child]"
    FAMILY_MEMBER = 3, "[somebody in the family]"
    ADDRESS = 4, "[an address]"
    TELEPHONE = 5, "[a telephone number]"
    EMAIL = 6, "[an e-mail address]"
    WHO_TOLD_US = 7, "[somebody who told us]"
    STAFF = 8, "[a member of staff]"
    PLACE = 9, "[a place]"


class Caution(Worded):
    """What a lead is asked to look at before somebody is shown an entry."""

    OTHER_PARENT = 1, "It names or points at another parent."
    ADDRESS = 2, "It holds an address, a telephone number or an e-mail address."
    OTHER_CHILD = 3, "It names another child."
    SOURCE = 4, "It may show who told us."
    CONFIDENCE = 5, "Somebody may have said this in confidence."
    CHILDS_WORDS = 6, "It repeats what the child said. Think about what happens when this person reads it."


class Step(Worded):
    """Who is asked, one after the other, while a decision about a family is missing."""

    LEAD = 1, "safeguarding lead"
    HEADTEACHER = 2, "headteacher"
    OFFICER = 3, "data protection officer"
