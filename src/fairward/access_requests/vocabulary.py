"""Words about access requests: whose right it is, where was searched, what was decided about a passage. It may not hold rules."""

from __future__ import annotations

from fairward.kernel.vocabulary import Worded


class WhoseRight(Worded):
    """Who asks, and by which right. Competence is assessed and noted, never assumed from age."""

    OWN = 1, "the child or young person asks for themselves"
    CHILD_AGREED = 2, "the child understands, and agreed that this person asks for them"
    FOR_CHILD = (
        3,
        "the child does not understand it yet; somebody with parental responsibility asks, in the child’s interests",
    )
    NOT_THEIRS = 4, "the right is the child’s, and this person may not use it"

    @property
    def requester(self) -> str:
        """As `rules.exemptions` names who asks."""
        return "young_person" if self is WhoseRight.OWN else "parent"


class CopyOf(Worded):
    """Of whose data a member of a family asks for a copy: everything about the child, or what is about themselves."""

    CHILD = 1, "everything about the child"
    SELF = 2, "what is about me"

    @property
    def asked(self) -> str:
        """What is asked, in the words that are noted."""
        if self is CopyOf.SELF:
            return "A copy of everything that the school holds about me in this record."
        return "A copy of everything that the school holds in this record."


class SearchedPlace(Worded):
    """Where the school looks for what it holds about a child."""

    FILE = 1, "file"
    ATTACHMENTS = 2, "attached documents"
    INTAKE = 3, "reports that are not filed yet"
    REPLIES = 4, "replies to people who reported"
    STAFF_CONDUCT = 5, "concerns about staff in which the child is named"
    LOOKS = 6, "lines of the log about who looked"
    ROLL = 7, "the roll: who the child is and who is around them"
    ARRIVED = 8, "packages of other organisations that are sealed here"


class Part(Worded):
    """Which part of an entry a passage is."""

    HEAD = 1, "who wrote it, and where it was"
    FIELD = 2, "text that the system asked for"
    STATEMENT = 3, "statement"
    ANNOTATION = 4, "what was added to it"
    ATTACHMENT = 5, "attached document"


class PassageDecision(Worded):
    """What is done with a passage."""

    UNDECIDED = 1, "not decided"
    DISCLOSE = 2, "disclose"
    REDACT = 3, "leave out a part"
    WITHHOLD = 4, "leave out all of it"
    CONSULT = 5, "ask first"


class HowSent(Worded):
    """How the answer went."""

    PRINTED = 1, "printed and handed over"
    POST = 2, "printed and sent by post"
    ENCRYPTED = 3, "as a protected file; the password was said by telephone"


class PieceKind(Worded):
    """What a kept piece of an answer is."""

    PLAN = 1, "what will come"
    FRONT = 2, "first pages"
    NOTES = 3, "notes"
    READERS = 4, "who looked"
    END = 5, "last pages"
