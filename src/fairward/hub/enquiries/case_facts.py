"""What asking needs to know of a case. It may not read one: `cases` makes this of what intake opened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fairward.exchange.package.contents import Child
from fairward.hub.vocabulary import CaseState, Rating, Route
from fairward.rules.clocks import Calendars


@dataclass(frozen=True, slots=True)
class AskingCase:
    """A case that agencies may be asked about. `people` are those it names, of whom the gate chooses."""

    id: UUID
    about: Child
    state: CaseState
    route: Route | None
    rating: Rating | None
    received_at: datetime
    places: Calendars
    is_danger: bool = False
