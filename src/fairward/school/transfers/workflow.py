"""Where a transfer can stand, who moves it on and how: a table, and what follows from its files. It may not move anything."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from types import MappingProxyType

from fairward.exchange.choosing.vocabulary import DraftState
from fairward.exchange.travel.vocabulary import TravelState
from fairward.school.transfers.vocabulary import PartDecision, PartStanding, TransferState

S, P = TransferState, PartStanding
LEAD, NEXT_SCHOOL, CLOCK, ROLL, NOBODY = (
    "safeguarding lead or deputy", "the next school", "the clock", "the roll", "nobody",
)  # fmt: skip

OWNERS = MappingProxyType(
    {
        S.BEGUN: LEAD, S.DESTINATION_UNKNOWN: LEAD, S.PREPARING: LEAD, S.SENT: NEXT_SCHOOL, S.QUERIED: LEAD,
        S.REFUSED: LEAD, S.CHASING: LEAD, S.ACCEPTED: LEAD, S.CLOSED: NOBODY,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Move:
    """One way from a state to another, and who takes it."""

    name: str
    before: TransferState
    after: TransferState
    by: str


MOVES = (
    Move("where is not known", S.BEGUN, S.DESTINATION_UNKNOWN, LEAD),
    Move("the next school is named", S.DESTINATION_UNKNOWN, S.PREPARING, LEAD),
    Move("what goes is chosen", S.BEGUN, S.PREPARING, LEAD),
    Move("everything is sent", S.PREPARING, S.SENT, LEAD),
    Move("no receipt in five school days", S.SENT, S.CHASING, CLOCK),
    Move("takes it over", S.SENT, S.ACCEPTED, NEXT_SCHOOL),
    Move("takes it over", S.CHASING, S.ACCEPTED, NEXT_SCHOOL),
    Move("asks", S.SENT, S.QUERIED, NEXT_SCHOOL),
    Move("asks", S.CHASING, S.QUERIED, NEXT_SCHOOL),
    Move("takes it over after all", S.QUERIED, S.ACCEPTED, NEXT_SCHOOL),
    Move("refuses", S.SENT, S.REFUSED, NEXT_SCHOOL),
    Move("refuses", S.CHASING, S.REFUSED, NEXT_SCHOOL),
    Move("refuses", S.QUERIED, S.REFUSED, NEXT_SCHOOL),
    Move("decides anew", S.REFUSED, S.PREPARING, LEAD),
    Move("something new is to go", S.ACCEPTED, S.PREPARING, ROLL),
    Move("has left, and all is taken over", S.ACCEPTED, S.CLOSED, CLOCK),
    Move("nothing is to go", S.BEGUN, S.CLOSED, LEAD),
    Move("nothing is to go", S.PREPARING, S.CLOSED, LEAD),
    Move("there is no next school", S.DESTINATION_UNKNOWN, S.CLOSED, LEAD),
    Move("the child is back", S.BEGUN, S.CLOSED, ROLL),
    Move("the child is back", S.DESTINATION_UNKNOWN, S.CLOSED, ROLL),
    Move("the child is back", S.PREPARING, S.CLOSED, ROLL),
)

# What the recipient's signed receipts, or the way itself, say of a package.
OF_PACKAGES = MappingProxyType(
    {
        TravelState.QUEUED: P.ON_ITS_WAY, TravelState.SENDING: P.ON_ITS_WAY, TravelState.DELIVERED: P.ON_ITS_WAY,
        TravelState.RECEIVED: P.ON_ITS_WAY, TravelState.ACCEPTED: P.ACCEPTED, TravelState.QUERIED: P.QUERIED,
        TravelState.REFUSED: P.REFUSED, TravelState.RECALLED: P.GIVEN_BACK, TravelState.STOPPED: P.TO_DECIDE,
    }
)  # fmt: skip
_SETTLED = frozenset({P.ACCEPTED, P.KEPT_BACK})
# What outweighs what: a refusal of one file is shown although another is on its way.
_FIRST = ((P.REFUSED, S.REFUSED), (P.GIVEN_BACK, S.REFUSED), (P.QUERIED, S.QUERIED))


def standing_of(
    decision: PartDecision, draft: DraftState | None, package: TravelState | None, *, has_receipt: bool
) -> PartStanding:
    """Where one file is. `has_receipt`: the receipt of a recipient without Fairward, written down by hand."""
    if decision is PartDecision.KEEP_BACK:
        return P.KEPT_BACK
    if decision is PartDecision.TO_DECIDE or draft in (None, DraftState.DROPPED):
        return P.TO_DECIDE
    if draft is not DraftState.SENT:
        return P.PREPARING
    if package is None:
        return P.ACCEPTED if has_receipt else P.ON_ITS_WAY
    return OF_PACKAGES[package]


def state_of(
    parts: Collection[PartStanding], *, is_closed: bool, is_known: bool, is_receipt_late: bool
) -> TransferState:
    """Where a transfer stands: `is_known` says whether the next school is, `is_receipt_late` that one should be here."""
    if is_closed:
        return S.CLOSED
    found = next((state for part, state in _FIRST if part in parts), None)
    return found or _of_files(set(parts), is_known=is_known, is_receipt_late=is_receipt_late)


def _of_files(parts: set[PartStanding], *, is_known: bool, is_receipt_late: bool) -> TransferState:
    if P.ON_ITS_WAY in parts and is_receipt_late:
        return S.CHASING
    if parts and parts <= _SETTLED:
        return S.ACCEPTED if P.ACCEPTED in parts else S.PREPARING
    if parts and parts <= {*_SETTLED, P.ON_ITS_WAY}:
        return S.SENT
    if not is_known:
        return S.DESTINATION_UNKNOWN
    return S.BEGUN if parts <= {P.TO_DECIDE} else S.PREPARING


def is_settled(parts: Collection[PartStanding]) -> bool:
    """Whether nothing is left to do: every file was taken over, or there is a reason why it did not go."""
    return set(parts) <= _SETTLED
