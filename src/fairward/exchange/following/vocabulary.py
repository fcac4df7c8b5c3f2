"""Words about notices of changes: what is asked, what came of it. It may not hold rules."""

from __future__ import annotations

from collections.abc import Mapping

from fairward.files.changes import ChangeKind
from fairward.kernel.vocabulary import Worded


class Asked(Worded):
    """What somebody who was told is asked to do. The code is the format's."""

    ACKNOWLEDGE = 1, "put it right and say so"
    RETURN = 2, "give it back and say so"
    DESTROY = 3, "destroy it and say so"


class Answered(Worded):
    """What somebody answered who was told of a change."""

    ACKNOWLEDGED = 1, "put it right in their copy"
    DESTROYED = 2, "destroyed it"
    GIVEN_BACK = 3, "gave it back"
    NOT_HELD = 4, "holds nothing of it any more"
    KEPT = 5, "keeps it, by rules of their own"


class Did(Worded):
    """What was done to one passage of our own copy when a change arrived."""

    CHANGED = 1, "changed in our copy"
    DESTROYED = 2, "destroyed here"
    PUT_AWAY = 3, "put away: a hold forbids destroying it now"
    KEPT = 4, "kept, by rules of our own"
    NOT_HELD = 5, "not held here"


GOES: frozenset[ChangeKind] = frozenset({ChangeKind.DESTROYED, ChangeKind.ANOTHER_CHILD, ChangeKind.RECALLED})
# What a change is called in a package; whoever is told learns no more than that it is not about this child.
CODES: Mapping[ChangeKind, str] = {
    ChangeKind.CORRECTED: "corrected",
    ChangeKind.DISPUTED: "disputed",
    ChangeKind.EXPLAINED: "explained",
    ChangeKind.UNFOUNDED: "unfounded",
    ChangeKind.OUTCOME: "outcome",
    ChangeKind.DESTROYED: "destroyed",
    ChangeKind.ANOTHER_CHILD: "unfounded",
    ChangeKind.RECALLED: "recalled",
}
# What the notice says of a passage, beside its code: never a word of the record.
SENTENCES: Mapping[ChangeKind, str] = {
    ChangeKind.CORRECTED: "It was corrected. What stands now is in this notice; what is not there was taken away.",
    ChangeKind.DISPUTED: "It is disputed, or is being checked. What was said against it is in this notice.",
    ChangeKind.EXPLAINED: "An explanation, or somebody’s own account, was added. It is in this notice.",
    ChangeKind.UNFOUNDED: "It was found not to have happened.",
    ChangeKind.OUTCOME: "What it turned out to be is in this notice.",
    ChangeKind.DESTROYED: "It was destroyed.",
    ChangeKind.ANOTHER_CHILD: "It was found to be about another child.",
    ChangeKind.RECALLED: "It is asked back.",
}
