"""Words of keeping and destroying. It may not hold periods: those are data in `rules`."""

from __future__ import annotations

from fairward.kernel.vocabulary import Worded


class HoldKind(Worded):
    """Why destruction is frozen."""

    INQUIRY = 1, "a public inquiry"
    COURT = 2, "court proceedings"
    POLICE = 3, "a police investigation"
    COMPLAINT = 4, "a complaint"
    ACCESS_REQUEST = 5, "an access request in progress"


class Choice(Worded):
    """What somebody decided about an entry that fell due."""

    KEEP = 1, "keep until a date"
    REDUCE_TO_COUNT = 2, "reduce to a dated count"
    REDUCE_TO_SUMMARY = 3, "reduce to a summary"
    MOVE_DOWN = 4, "move to the welfare file"
    DESTROY = 5, "destroy"


class ItemKind(Worded):
    """What a destruction destroys."""

    ENTRY = 1, "entries"
    FILE = 2, "files"
    REPORT = 3, "reports"
    CASE = 4, "requests and complaints"
    HUB_ITEM = 5, "items that agencies answered"
    HUB_CASE = 6, "cases of the hub"
    CASE_PROOF = 7, "proofs of cases that are gone"
    REPLY = 8, "answers to a hub"
    QUESTION = 9, "questions of a hub"
    NOTICE = 10, "notices to schools"


ONE = {
    ItemKind.ENTRY: "entry",
    ItemKind.FILE: "file",
    ItemKind.REPORT: "report",
    ItemKind.CASE: "request or complaint",
    ItemKind.HUB_ITEM: "item that an agency answered",
    ItemKind.HUB_CASE: "case of the hub",
    ItemKind.CASE_PROOF: "proof of a case that is gone",
    ItemKind.REPLY: "answer to a hub",
    ItemKind.QUESTION: "question of a hub",
    ItemKind.NOTICE: "notice to a school",
}


class WhyDestroyed(Worded):
    """What made it go."""

    DECIDED = 1, "somebody decided it"
    AUTOMATIC = 2, "the schedule says that this class goes by itself"
    CORRECTED = 3, "it was put right"
    REDUCED = 4, "it was reduced"
