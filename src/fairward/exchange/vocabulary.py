"""Words about telling somebody outside: how, and what they did with it. It may not hold rules."""

from __future__ import annotations

from fairward.kernel.vocabulary import DisclosureKind, Worded


class HowTold(Worded):
    """In which way something was told."""

    TELEPHONE = 1, "by telephone"
    MEETING = 2, "in a meeting"
    LETTER = 3, "by letter"
    EMAIL = 4, "by secure e-mail"
    FORM = 5, "on their form"
    PACKAGE = 6, "as a sealed package"
    FILE = 7, "as an encrypted file"
    PAPER = 8, "on paper"


# What somebody may say of what they told by themselves; the others are recorded as they happen.
BY_HAND = (HowTold.TELEPHONE, HowTold.MEETING, HowTold.LETTER, HowTold.EMAIL, HowTold.FORM)


class UsedFor(Worded):
    """What the recipient did with it, as far as the school knows."""

    NOT_KNOWN = 1, "not known yet"
    USED = 2, "used it in what they decided"
    NOT_USED = 3, "did not need it"
    GIVEN_BACK = 4, "gave it back or destroyed it"


class RecallAnswer(Worded):
    """What a recipient answered who was asked to give back or destroy what they were told."""

    GIVEN_BACK = 1, "gave it back"
    DESTROYED = 2, "destroyed it"
    NOT_HELD = 3, "holds nothing of it any more"
    KEPT = 4, "keeps it, by rules of their own"


# For the family: how it went, where the word itself is ours, and what it was for.
PLAIN_HOW = {
    HowTold.PACKAGE: "sent as a locked parcel, from computer to computer; only they can open it",
    HowTold.FILE: "handed over as a locked file; we told them the words that open it on the telephone",
    HowTold.PAPER: "handed over on paper",
}
PLAIN_KIND = {
    DisclosureKind.REFERRAL: "We asked them for help.",
    DisclosureKind.ENQUIRY: "We asked them a question.",
    DisclosureKind.RETURN: "They asked us a question, and this was the answer.",
    DisclosureKind.OUTCOME: "We told them what happened in the end.",
    DisclosureKind.TRANSFER: "It went on to a new school.",
    DisclosureKind.CORRECTION_NOTICE: "We told them that something we had said was wrong, or is gone now.",
    DisclosureKind.ADVICE: "We asked for advice. We did not say whom it was about.",
    DisclosureKind.NOTIFICATION: "We told them something that they needed to know.",
}
