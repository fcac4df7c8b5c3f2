"""Words about packages on their way: kinds, states, what went wrong. It may not hold content."""

from __future__ import annotations

from fairward.kernel.vocabulary import Worded


class EnvelopeKind(Worded):
    """What sort of disclosure is in a package; the only thing about it that stands outside the seal."""

    REFERRAL = 1, "referral"
    ENQUIRY = 2, "question"
    RETURN = 3, "answer to a question"
    OUTCOME = 4, "outcome"
    TRANSFER = 5, "transfer of a file"
    CORRECTION_NOTICE = 6, "correction"
    ADVICE = 7, "request for advice, child not named"
    NOTIFICATION = 8, "notification"
    RECEIPT = 20, "receipt"


class PartnerState(Worded):
    """Where the trust in another organisation's card stands."""

    WAITING = 1, "not confirmed yet"
    CONFIRMED = 2, "confirmed"
    WITHDRAWN = 3, "withdrawn"


class TravelState(Worded):
    """Where a package is, as its sender sees it; from DELIVERED on, its recipient says so in signed receipts."""

    QUEUED = 1, "waits to be sent"
    SENDING = 2, "being sent"
    DELIVERED = 3, "delivered, nobody has taken it yet"
    RECEIVED = 4, "received by a person"
    ACCEPTED = 5, "accepted"
    QUERIED = 6, "queried"
    REFUSED = 7, "refused"
    RECALLED = 8, "recalled: given back or destroyed"
    STOPPED = 9, "stopped before it left"


class Trouble(Worded):
    """Why the last attempt did not end with a receipt. The word is a sentence for people."""

    NONE = 0, ""
    UNREACHABLE = 1, "Their Fairward could not be reached. It is tried again."
    NOT_TAKEN = (
        2,
        "Their Fairward did not take it. Most often they have not confirmed your card yet, or hold an older one: "
        "ring them. It is tried again.",
    )
    NO_RECEIPT = 3, "Something answered, but not with a receipt that they signed. It is tried again."
    KEY_CHANGED = (
        4,
        "The answer was signed with another key than the one you confirmed. Ring them, ask for their card of today, "
        "add it and compare it.",
    )
    BROKE_OFF = (
        5,
        "The connection broke before a receipt came. It is tried again; it cannot arrive twice.",
    )
    BUSY = 6, "Their Fairward asked to be tried later. It is tried again."
    NOT_CONFIRMED = (
        7,
        "You have not confirmed their card, or have withdrawn it. Nothing is sent until you do.",
    )
    RING_REPLACED = (
        8,
        "They have replaced the key that it was sealed to. Prepare it again: their new key is here already.",
    )
    UNREADABLE = 9, "It is not a package that their Fairward can take. Prepare it again."
