"""Where a concern can stand, who moves it on and how: a table. It may not move anything itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from types import MappingProxyType

from fairward.kernel.denied import Denied
from fairward.school.concerns.models import ConcernState

LEAD, HEAD, NOBODY = "safeguarding lead or deputy", "headteacher", "nobody"


@dataclass(frozen=True, slots=True)
class Place:
    """A state and whose work a concern in it is."""

    state: ConcernState
    owner: str


@dataclass(frozen=True, slots=True)
class Move:
    """One way from a state to another, and who takes it."""

    name: str
    before: ConcernState
    after: ConcernState
    by: str


PLACES = (
    Place(ConcernState.REPORTED, LEAD),
    Place(ConcernState.FILED, LEAD),
    Place(ConcernState.TALKED, NOBODY),
    Place(ConcernState.MERGED, LEAD),
    Place(ConcernState.MISDIRECTED, HEAD),
    Place(ConcernState.CLOSED, NOBODY),
)

MOVES = MappingProxyType(
    {
        move.name: move
        for move in (
            Move("file", ConcernState.REPORTED, ConcernState.FILED, LEAD),
            Move("talk", ConcernState.REPORTED, ConcernState.TALKED, LEAD),
            Move("merge", ConcernState.REPORTED, ConcernState.MERGED, LEAD),
            Move("pass_on", ConcernState.REPORTED, ConcernState.MISDIRECTED, LEAD),
            Move("close", ConcernState.FILED, ConcernState.CLOSED, LEAD),
            Move("close_joined", ConcernState.MERGED, ConcernState.CLOSED, LEAD),
            Move("reopen", ConcernState.CLOSED, ConcernState.FILED, LEAD),
            Move("reopen_joined", ConcernState.CLOSED, ConcernState.MERGED, LEAD),
            Move("send_back", ConcernState.FILED, ConcernState.REPORTED, LEAD),
            Move("send_back_joined", ConcernState.MERGED, ConcernState.REPORTED, LEAD),
            Move("send_back_closed", ConcernState.CLOSED, ConcernState.REPORTED, LEAD),
        )
    }
)


def check_move(name: str, state: ConcernState) -> ConcernState:
    """The state after the move; Denied when the concern does not stand where the move begins."""
    move = MOVES[name]
    if state is not move.before:
        raise Denied(
            "concern_moved", f"This concern is already {state.word}. Go back to the desk to see where it is."
        )
    return move.after


class Stage(Enum):
    """What the reporter is told, and no more."""

    RECEIVED = "received"
    READ = "read"
    ACTED_ON = "acted on"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Reached:
    """A stage and when it was reached; None while it is still ahead."""

    stage: Stage
    at: datetime | None


def stages(
    reported_at: datetime, read_at: datetime | None, triaged_at: datetime | None, closed_at: datetime | None
) -> tuple[Reached, ...]:
    """The four stages of a report in their order. What was acted on has been read, whatever was noted."""
    return (
        Reached(Stage.RECEIVED, reported_at),
        Reached(Stage.READ, read_at or triaged_at or closed_at),
        Reached(Stage.ACTED_ON, triaged_at or closed_at),
        Reached(Stage.CLOSED, closed_at),
    )


def stage_of(reached: tuple[Reached, ...]) -> Stage:
    """The last stage that was reached."""
    return [one.stage for one in reached if one.at is not None][-1]
