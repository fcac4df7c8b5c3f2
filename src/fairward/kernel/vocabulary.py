"""The words of the domain as small integers, so that row-level security can use indexes. It may not hold rules."""

from __future__ import annotations

from enum import IntEnum


class Worded(IntEnum):
    """An integer that has a word for people."""

    _word: str

    def __new__(cls, value: int, word: str = "") -> Worded:
        member = int.__new__(cls, value)
        member._value_ = value
        member._word = word
        return member

    @property
    def word(self) -> str:
        """The word shown to people, in lower case."""
        return self._word

    @property
    def code(self) -> str:
        """The stable name used in data files, exports and the log."""
        return self.name.lower()


class Basis(Worded):
    """How a statement is known (promise 1)."""

    OBSERVED = 1, "seen or heard"
    CHILD_SAID = 2, "the child said"
    TOLD_BY = 3, "told by someone"
    DOCUMENT = 4, "read in a document"
    OPINION = 5, "opinion"


class Purpose(Worded):
    """Why something is kept (promise 4)."""

    CHILD_PROTECTION = 1, "child protection"
    WELFARE = 2, "welfare"
    BEHAVIOUR = 3, "behaviour"
    STAFF_CONDUCT = 4, "concern about staff"


class RingKind(Worded):
    """The key rings of an organisation: the intake, one for each purpose, the exchange; of a hub, its cases."""

    INTAKE = 10, "intake"
    CHILD_PROTECTION = 1, "child protection"
    WELFARE = 2, "welfare"
    BEHAVIOUR = 3, "behaviour"
    STAFF_CONDUCT = 4, "concerns about staff"
    EXCHANGE = 20, "exchange with other organisations"
    RIGHTS = 30, "requests, corrections and complaints"
    CASES = 40, "cases of the hub"

    @classmethod
    def of(cls, purpose: Purpose) -> RingKind:
        """The ring that opens files kept for `purpose`."""
        return cls(int(purpose))


class Role(Worded):
    """What somebody is in an organisation."""

    RECORDER = 1, "member of staff"
    PASTORAL = 2, "pastoral lead"
    SAFEGUARDING_LEAD = 3, "designated safeguarding lead"
    DEPUTY_LEAD = 4, "deputy safeguarding lead"
    HEADTEACHER = 5, "headteacher"
    DATA_PROTECTION_OFFICER = 6, "data protection officer"
    ADMINISTRATOR = 7, "administrator"
    GOVERNOR = 8, "governor"
    SCREENER = 20, "hub screener"
    HUB_MANAGER = 21, "hub manager"
    ANALYST = 22, "hub analyst"
    SCRUTINEER = 23, "scrutineer of the partnership"
    NAVIGATOR = 30, "agency navigator"
    AGENCY_MANAGER = 31, "agency manager"
    FAMILY = 40, "family member"
    YOUNG_PERSON = 41, "young person"


class OrganisationKind(Worded):
    """What sort of controller an organisation is."""

    SCHOOL = 1, "school"
    TRUST = 2, "trust"
    HUB = 3, "multi-agency safeguarding hub"
    SOCIAL_CARE = 4, "social care"
    POLICE = 5, "police"
    HEALTH = 6, "health"
    EDUCATION = 7, "education"
    YOUTH_JUSTICE = 8, "youth justice"
    PROBATION = 9, "probation"
    HOUSING = 10, "housing"
    EARLY_HELP = 11, "early help"
    VOLUNTARY = 12, "voluntary organisation"


class EntryKind(Worded):
    """What sort of dated item stands in a chronology."""

    CONCERN = 1, "concern"
    ACTION = 2, "action"
    DECISION = 3, "decision"
    CONVERSATION = 4, "conversation"
    MEETING = 5, "meeting"
    DOCUMENT = 6, "document"
    RECEIVED = 7, "received from another organisation"
    FAMILY_ACCOUNT = 8, "family's account"


class EntryState(Worded):
    """Where an entry of a file stands."""

    OPEN = 1, "open"
    DECIDED = 2, "decided"
    CLOSED = 3, "closed"
    # Found to be about somebody else while a hold forbids destroying it: no page, list or count has it any more.
    PUT_AWAY = 4, "put away"


class Outcome(Worded):
    """What a concern turned out to be."""

    SUBSTANTIATED = 1, "substantiated"
    PARTLY = 2, "partly substantiated"
    NOT_SUBSTANTIATED = 3, "not substantiated"
    EXPLAINED = 4, "explained"
    UNFOUNDED = 5, "unfounded"
    MALICIOUS = 6, "malicious"
    NO_FURTHER_ACTION = 7, "no further action"


class AnnotationKind(Worded):
    """What may be attached to a statement or an entry, and never parted from it (promise 2)."""

    EXPLANATION = 1, "explanation"
    FAMILY_ACCOUNT = 2, "family's account"
    CHILD_ACCOUNT = 3, "child's account"
    DISPUTE = 4, "disputed"
    CORRECTION = 5, "correction"
    OUTCOME = 6, "outcome"


class WhenPrecision(Worded):
    """How exactly a time is known."""

    MINUTE = 1, "at"
    ABOUT_TIME = 2, "at about"
    DAY = 3, "on"
    ABOUT_DAY = 4, "on about"
    MONTH = 5, "in"
    UNKNOWN = 6, "date not known"


class FamilyDecision(Worded):
    """What was decided about showing an entry to one member of the family (promise 8)."""

    SHARE_NOW = 1, "share now"
    SHARE_AFTER_TALK = 2, "share after a talk"
    HOLD_BACK = 3, "hold back"
    NOT_THEIRS = 4, "not about them"


class Label(Worded):
    """Who may read a passage that was told outside; set by the originator, never loosened (`rules.labels` says who)."""

    RELEASABLE = 1, "may be shown"
    RELEASABLE_SUMMARY = 2, "only its summary may be shown"
    HUB_ONLY = 3, "for the hub only"
    SEALED = 4, "for named people only"
    POINTER = 5, "known to us, call us"


class DisclosureKind(Worded):
    """Why something is told outside."""

    REFERRAL = 1, "referral"
    ENQUIRY = 2, "enquiry"
    RETURN = 3, "answer to an enquiry"
    OUTCOME = 4, "outcome"
    TRANSFER = 5, "transfer"
    CORRECTION_NOTICE = 6, "notice of a correction"
    ADVICE = 7, "request for advice without naming the child"
    NOTIFICATION = 8, "notification"
