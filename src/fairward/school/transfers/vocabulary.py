"""Words about sending files on with a child: how it began, where they go, where it stands, why it ended. No rule."""

from __future__ import annotations

from fairward.kernel.vocabulary import Worded


class Began(Worded):
    """Why a transfer began."""

    ROLL = 1, "the roll says that the child left"
    BY_HAND = 2, "somebody said that the child will leave"
    DUAL = 3, "the child goes to two schools"


class Destination(Worded):
    """What is known of where the files go."""

    UNKNOWN = 1, "not known yet"
    PARTNER = 2, "a partner with Fairward"
    BY_NAME = 3, "a school without Fairward"


class PartDecision(Worded):
    """What somebody decided about one file."""

    TO_DECIDE = 1, "to decide"
    SEND = 2, "send"
    KEEP_BACK = 3, "not sent"


class PartStanding(Worded):
    """Where one file is, as the draft and the package say; nothing of this is a column."""

    TO_DECIDE = 1, "not decided yet"
    PREPARING = 2, "being prepared"
    ON_ITS_WAY = 3, "sent, no receipt yet"
    QUERIED = 4, "they have a question"
    REFUSED = 5, "refused"
    GIVEN_BACK = 6, "given back or destroyed there"
    ACCEPTED = 7, "taken over by the next school"
    KEPT_BACK = 8, "not sent, with a reason"


class TransferState(Worded):
    """Where a transfer stands. All but the end follows from its files and from what is known of the next school."""

    BEGUN = 1, "begun"
    DESTINATION_UNKNOWN = 2, "next school not known"
    PREPARING = 3, "being prepared"
    SENT = 4, "sent, no receipt yet"
    QUERIED = 5, "the next school has a question"
    REFUSED = 6, "refused by the next school"
    CHASING = 7, "receipt overdue: ask for it"
    ACCEPTED = 8, "taken over by the next school"
    CLOSED = 9, "closed"


class Ended(Worded):
    """Why a transfer was closed."""

    TAKEN_OVER = 1, "the next school has taken it over"
    NOTHING_SENT = 2, "nothing was sent, with reasons"
    CAME_BACK = 3, "the child is on the roll again"
    STAYS = 4, "the child does not leave after all"
    NO_SCHOOL = 5, "there is no next school that could take it over"
    COPY_SENT = 6, "the other school has its copy"


# What somebody may say when they close one by hand; the others follow from what happened.
BY_HAND = (Ended.STAYS, Ended.NO_SCHOOL)


class Asked(Worded):
    """How somebody asked about a transfer."""

    TELEPHONE = 1, "by telephone"
    EMAIL = 2, "by e-mail"
    PERSON = 3, "in person"
    LETTER = 4, "by letter"
    AUTHORITY = 5, "through the council"


class Succession(Worded):
    """How one school came after another."""

    CLOSED = 1, "closed, its pupils and records went to"
    MERGED = 2, "merged into"
    RENAMED = 3, "goes on under another name as"
