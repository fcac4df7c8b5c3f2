"""What of disagreements waits on the board: each with whose turn it is and by when. It may not open or write."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from fairward.hub.intake.waiting_queries import MOST, OnBoard
from fairward.hub.talks.queries import open_disagreements


def waits(organisation_id: UUID, now: datetime) -> list[OnBoard]:
    """Every disagreement that is not settled, the nearest day first."""
    return [
        OnBoard(
            one.case_id, f"Disagreement about {one.about.word}", one.ladder.words[:1].lower() + one.ladder.words[1:],
            one.due_at, "talks:disagreements",
        )
        for one in open_disagreements(organisation_id)[:MOST]
    ]  # fmt: skip
