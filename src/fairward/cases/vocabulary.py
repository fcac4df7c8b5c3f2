"""Words about rights cases: what they are about, where they stand, how they ended. It may not hold rules."""

from __future__ import annotations

from fairward.kernel.vocabulary import Worded


class CaseKind(Worded):
    """What somebody asked for, or what happened."""

    ACCESS_REQUEST = 1, "request to see what is recorded"
    CORRECTION = 2, "request to put something right"
    OBJECTION = 3, "objection"
    COMPLAINT = 4, "complaint about data protection"
    BREACH = 5, "breach"
    UNRECOGNISED_LOOK = 6, "a look that somebody does not recognise"


class CaseState(Worded):
    """Where a case stands. Not every kind passes through every state (`workflow`)."""

    RECEIVED = 1, "received"
    IDENTITY = 2, "waiting for proof of who asks"
    WHOSE_RIGHT = 3, "deciding whose right it is"
    CLARIFYING = 4, "waiting for an answer; the clock stands still"
    SEARCHING = 5, "searching"
    REVIEWING = 6, "going through it passage by passage"
    SECOND_CHECK = 7, "waiting for a second person"
    CHECKING = 8, "being checked"
    ASSESSING = 9, "being assessed"
    TELLING = 10, "telling everybody who must know"
    ANSWERED = 11, "answered"
    CLOSED = 12, "closed"
    WITHDRAWN = 13, "withdrawn by whoever asked"


class CaseOutcome(Worded):
    """How a case ended."""

    SENT = 1, "sent"
    UPHELD = 2, "put right"
    PARTLY = 3, "partly put right"
    REFUSED = 4, "refused, with reasons"
    STATEMENT_ADDED = 5, "their own words were added"
    NOTHING_HELD = 6, "nothing is held"
    EXPLAINED = 7, "explained"
    RISK_REPORTED = 8, "told the regulator"
    NO_RISK = 9, "no likely risk"
    WITHDRAWN = 10, "withdrawn"


class WhatIsWrong(Worded):
    """What somebody says is wrong with a statement."""

    WRONG_FACT = 1, "it is not true"
    DISPUTED_OPINION = 2, "I do not agree with this opinion"
    OUT_OF_DATE = 3, "it is out of date"
    NOT_ABOUT_ME = 4, "it is not about me"
    SHOULD_NOT_BE_HERE = 5, "it should not be here"


class HowAsked(Worded):
    """In which form somebody asked: any form counts."""

    IN_PERSON = 1, "in person"
    TELEPHONE = 2, "by telephone"
    LETTER = 3, "by letter"
    EMAIL = 4, "by e-mail"
    PORTAL = 5, "on their own pages"
    FOUND_HERE = 6, "by nobody: the school found it itself"


class TextKind(Worded):
    """What a sealed text of a case is."""

    ASKED = 1, "what was asked"
    NOTE = 2, "note"
    QUESTION = 3, "question to whoever asked"
    ANSWER = 4, "answer to a question"
    REASONS = 5, "reasons"
    REPLY = 6, "what was replied"
    WHO = 7, "who asked"
    LESSONS = 8, "what is learned from it"
    RECIPIENT = 9, "who received it and was told"


class StopReason(Worded):
    """Why the clock stood still."""

    IDENTITY = 1, "we asked for proof of who asks"
    CLARIFICATION = 2, "we asked what exactly is wanted"


class AffectedPeople(Worded):
    """Whose data a breach is about; several at once, as bits."""

    CHILDREN = 1, "children"
    FAMILIES = 2, "parents and carers"
    STAFF = 4, "staff"
    OTHERS = 8, "others"


class AffectedData(Worded):
    """What sort of data a breach is about; several at once, as bits."""

    NAMES = 1, "names and contact details"
    SAFEGUARDING = 2, "safeguarding records"
    HEALTH = 4, "health"
    SPECIAL = 8, "ethnicity, religion, sexuality or biometrics"
    CRIMES = 16, "crimes or allegations of them"
    SIGN_IN = 32, "passwords or other ways to sign in"
    OTHER = 64, "something else"


class Risk(Worded):
    """How likely it is that a breach harms somebody, as the officer decided."""

    NOT_LIKELY = 1, "a risk to people is not likely"
    LIKELY = 2, "a risk to people is likely: the regulator is told"
    HIGH = 3, "a high risk is likely: the people are told as well"
