"""Where a referral stands, and which clock runs: by what was noted, and by what became of its package."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairward.exchange.travel.vocabulary import TravelState
from fairward.kernel.denied import Denied
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import OrganisationKind
from fairward.school.referrals.standing import Noted, Seen, stand
from fairward.school.referrals.vocabulary import BegunFrom, ReferralState
from fairward.school.referrals.workflow import MOVES, OWNERS, check_move

S = ReferralState
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def noted(**columns: Any) -> Noted:
    one = new_id()
    plain = Noted(
        one, one, one, one, None, None, BegunFrom.FILE, None, False, False, OrganisationKind.HUB, S.BEGUN, MONDAY, one, None,
        None, None, None, 0, None, None, "", None,
    )  # fmt: skip
    return replace(plain, **columns)


def test_a_day_passes_between_sending_and_being_late() -> None:
    seen = Seen(sent_at=MONDAY)
    tuesday_evening = datetime(2026, 11, 24, 23, 0, tzinfo=UTC)
    for travel, state in (
        (None, S.SENT),
        (TravelState.DELIVERED, S.SENT),
        (TravelState.RECEIVED, S.ACKNOWLEDGED),
    ):
        here = replace(seen, travel=travel, travelled_at=MONDAY)
        assert stand(noted(), here, MONDAY).state is state
        assert not stand(noted(), here, tuesday_evening).is_late
        assert stand(noted(), here, tuesday_evening + timedelta(hours=2)).is_late


def test_friday_waits_for_monday() -> None:
    friday = datetime(2026, 11, 27, 15, 0, tzinfo=UTC)
    found = stand(noted(), Seen(sent_at=friday), friday + timedelta(days=2))
    assert not found.is_late and found.due_at is not None and found.due_at.date().isoformat() == "2026-11-30"


def test_a_call_is_a_referral_and_its_writing_starts_no_clock_anew() -> None:
    called = noted(state=S.TELEPHONED, telephoned_at=MONDAY, written_due_at=MONDAY + timedelta(hours=24))
    found = stand(called, Seen(sent_at=MONDAY + timedelta(days=2)), MONDAY + timedelta(days=2))
    assert (found.state, found.waits_for, found.is_late) == (S.SENT, "Their decision", True)


def test_what_is_set_aside_is_closed_but_never_a_call() -> None:
    assert stand(noted(), Seen(is_dropped=True), MONDAY).state is S.CLOSED
    called = noted(state=S.TELEPHONED, telephoned_at=MONDAY, written_due_at=MONDAY + timedelta(hours=24))
    found = stand(called, Seen(is_dropped=True), MONDAY + timedelta(hours=25))
    assert (found.state, found.is_late) == (S.TELEPHONED, True)


def test_danger_that_is_not_sent_is_late_at_once() -> None:
    assert stand(noted(is_danger=True), Seen(), MONDAY + timedelta(seconds=1)).is_late
    assert not stand(noted(), Seen(), MONDAY + timedelta(days=30)).is_late


@given(st.sampled_from(list(S)), st.sampled_from([None, *TravelState]), st.booleans())
def test_it_never_goes_back_behind_what_was_noted(
    state: S, travel: TravelState | None, is_sent: bool
) -> None:
    seen = Seen(sent_at=MONDAY if is_sent else None, travel=travel if is_sent else None, travelled_at=MONDAY)
    columns: dict[str, Any] = {
        "state": state,
        "written_due_at": MONDAY,
        "step": 1,
        "step_due_at": MONDAY,
        "chased_at": MONDAY,
    }
    found = stand(noted(**columns), seen, MONDAY).state
    if state in (S.BEGUN, S.TELEPHONED, S.SENT):
        assert found in (state, S.SENT, S.ACKNOWLEDGED)
    else:
        assert found is state


def test_every_state_is_reached_left_and_owned() -> None:
    assert set(OWNERS) == set(S)
    reached = {S.BEGUN} | {move.after for move in MOVES.values()}
    left = {state for move in MOVES.values() for state in move.before}
    assert reached == set(S) and left == set(S) - {S.CLOSED}


@given(st.sampled_from(sorted(MOVES)), st.sampled_from(list(S)))
def test_a_move_that_is_not_in_the_table_is_denied(name: str, before: S) -> None:
    if before in MOVES[name].before:
        assert check_move(name, before) is MOVES[name].after
        return
    with pytest.raises(Denied):
        check_move(name, before)
