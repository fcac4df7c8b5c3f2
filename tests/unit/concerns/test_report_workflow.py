"""The table of states: every state can be reached, every state somebody owns can be left."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest

from fairward.kernel.denied import Denied
from fairward.school.concerns.models import ConcernState
from fairward.school.concerns.references import reference_of
from fairward.school.concerns.workflow import LEAD, MOVES, PLACES, Stage, check_move, stage_of, stages

AT = datetime(2026, 5, 12, tzinfo=UTC)


def test_every_state_has_an_owner_and_a_way_in() -> None:
    assert {place.state for place in PLACES} == set(ConcernState)
    assert {move.after for move in MOVES.values()} | {ConcernState.REPORTED} == set(ConcernState)


def test_what_the_lead_owns_the_lead_can_move_on() -> None:
    owned = {place.state for place in PLACES if place.owner == LEAD}
    assert owned == {move.before for move in MOVES.values() if move.before is not ConcernState.CLOSED}


def test_a_move_from_elsewhere_is_refused() -> None:
    assert check_move("file", ConcernState.REPORTED) is ConcernState.FILED
    with pytest.raises(Denied, match="concern_moved"):
        check_move("file", ConcernState.TALKED)


def test_the_reporter_sees_four_stages_and_what_was_acted_on_was_read() -> None:
    assert stage_of(stages(AT, None, None, None)) is Stage.RECEIVED
    assert stage_of(stages(AT, AT, None, None)) is Stage.READ
    acted = stages(AT, None, AT, None)
    assert stage_of(acted) is Stage.ACTED_ON and acted[1].at == AT
    assert stage_of(stages(AT, AT, AT, AT)) is Stage.CLOSED


def test_a_reference_can_be_read_out() -> None:
    reference = reference_of(UUID(int=2**127 + 12345))
    assert len(reference) == 9 and reference[4] == "-"
    assert not set(reference) & set("ILOU")
