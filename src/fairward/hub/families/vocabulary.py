"""Words of letting a family in to a case. It may not hold rules."""

from __future__ import annotations

from fairward.kernel.vocabulary import Worded


class Ground(Worded):
    """Why somebody sees what a hub did."""

    SELF = 1, "it is about them"
    RESPONSIBILITY = 2, "parental responsibility"
    RESIDENCE = 3, "the child lives with them by order of a court"
    DELEGATED = 4, "agreed in writing by whoever has parental responsibility"


class Ending(Worded):
    """Why somebody sees it no more."""

    RESPONSIBILITY_ENDED = 1, "parental responsibility ended"
    ORDER = 2, "a court order or contact restriction arrived"
    UNSAFE = 3, "it is not safe that they, or somebody beside them, read it"
    ASKED = 4, "the person asked for it"
    MISTAKE = 5, "it was given by mistake"


class Shared(Worded):
    """How far somebody who was let in has come."""

    INVITED = 1, "has the sheet, has not come in yet"
    READY = 2, "has come in"
