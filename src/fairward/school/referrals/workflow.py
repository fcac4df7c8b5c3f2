"""Where a referral can stand, whose turn it is there, and where it may go: a table. It may not move anything itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from fairward.kernel.denied import Denied
from fairward.school.referrals.vocabulary import ReferralState

S = ReferralState
LEAD, RECIPIENT, NOBODY = "safeguarding lead or deputy", "whoever received it", "nobody"


@dataclass(frozen=True, slots=True)
class Move:
    """One way from some states to another, and who goes it."""

    name: str
    before: frozenset[ReferralState]
    after: ReferralState
    by: str


OWNERS: Mapping[ReferralState, str] = MappingProxyType(
    {
        S.BEGUN: LEAD, S.TELEPHONED: LEAD, S.SENT: RECIPIENT, S.ACKNOWLEDGED: RECIPIENT, S.DECIDED: LEAD,
        S.NO_DECISION: RECIPIENT, S.ESCALATED: RECIPIENT, S.CLOSED: NOBODY,
    }
)  # fmt: skip

_WITH_THEM = frozenset({S.SENT, S.ACKNOWLEDGED, S.NO_DECISION, S.ESCALATED})

MOVES: Mapping[str, Move] = MappingProxyType(
    {
        one.name: one
        for one in (
            Move("telephone", frozenset({S.BEGUN}), S.TELEPHONED, LEAD),
            Move("send", frozenset({S.BEGUN, S.TELEPHONED}), S.SENT, LEAD),
            Move("acknowledge", frozenset({S.SENT}), S.ACKNOWLEDGED, RECIPIENT),
            Move("chase", frozenset({S.SENT, S.ACKNOWLEDGED}), S.NO_DECISION, LEAD),
            Move("decide", _WITH_THEM, S.DECIDED, RECIPIENT),
            Move("disagree", frozenset({S.NO_DECISION, S.ESCALATED, S.DECIDED}), S.ESCALATED, LEAD),
            Move("close", frozenset({S.BEGUN, S.DECIDED}), S.CLOSED, LEAD),
        )
    }
)

# Sent, and not at its end.
WITH_THEM = _WITH_THEM
OPEN = frozenset(S) - {S.CLOSED}


def check_move(name: str, before: ReferralState) -> ReferralState:
    """The state after a move; Denied when a referral cannot go that way from where it stands."""
    move = MOVES[name]
    if before not in move.before:
        raise Denied(
            "referral_moved", f"This referral is {before.word}. Open it again to see what can be done now."
        )
    return move.after
