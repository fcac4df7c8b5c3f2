"""Words of intake: how a contact came, what it lacks, who is in a case, what was noted. It may not hold rules."""

from __future__ import annotations

from fairward.kernel.vocabulary import Worded


class Source(Worded):
    """How a contact reached the hub."""

    PACKAGE = 1, "sent by another organisation"
    PUBLIC = 2, "written by somebody of the public"
    TELEPHONE = 3, "told by telephone"
    REOPENED = 4, "opened again"


class Format(Worded):
    """What the sealed words of a contact are."""

    PACKAGE = 1, "the document of a package"
    TYPED = 2, "words that somebody typed"


class Missing(Worded):
    """The one thing that a contact lacks."""

    NOTHING = 0, "nothing"
    WHO = 1, "who the child is"
    WHERE = 2, "where the child is"
    WHAT = 3, "what happened"
    REACH = 4, "how to reach whoever told us"
    OTHER = 5, "something else"


class PersonKind(Worded):
    """What somebody is in a case."""

    CHILD = 1, "child"
    ADULT = 2, "adult"


class NoteKind(Worded):
    """Why something was written down in a case."""

    ASKED = 1, "asked for what is missing"
    CAME = 2, "the missing thing came"
    ROUTED = 3, "chose its way"
    REASONS = 4, "completed the reasons"
    HANDED_OVER = 5, "handed it over"
    REOPENED = 6, "opened it again"


class LinkKind(Worded):
    """What somebody decided about two cases."""

    SAME = 1, "the same matter"
    FAMILY = 2, "the same family"
    REOPENS = 3, "opened again"
    APART = 4, "nothing to do with each other"
