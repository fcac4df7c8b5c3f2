"""Where a transfer stands follows from its files and their packages; every state is reached, and left, by the table."""

from __future__ import annotations

from itertools import combinations_with_replacement, product

import pytest

from fairward.exchange.choosing.vocabulary import DraftState
from fairward.exchange.travel.vocabulary import TravelState
from fairward.school.transfers import workflow_page
from fairward.school.transfers.vocabulary import PartDecision, PartStanding, TransferState
from fairward.school.transfers.workflow import MOVES, OF_PACKAGES, OWNERS, is_settled, standing_of, state_of

S, P = TransferState, PartStanding


def state(
    *parts: PartStanding, known: bool = True, late: bool = False, closed: bool = False
) -> TransferState:
    return state_of(parts, is_closed=closed, is_known=known, is_receipt_late=late)


@pytest.mark.parametrize(
    ("parts", "wanted"),
    [
        ((P.TO_DECIDE,), S.BEGUN),
        ((P.TO_DECIDE, P.PREPARING), S.PREPARING),
        ((P.ON_ITS_WAY, P.TO_DECIDE), S.PREPARING),
        ((P.ON_ITS_WAY, P.KEPT_BACK), S.SENT),
        ((P.ACCEPTED, P.ON_ITS_WAY), S.SENT),
        ((P.ACCEPTED, P.QUERIED), S.QUERIED),
        ((P.QUERIED, P.REFUSED), S.REFUSED),
        ((P.GIVEN_BACK,), S.REFUSED),
        ((P.ACCEPTED, P.KEPT_BACK), S.ACCEPTED),
    ],
)
def test_the_state_follows_from_the_files(parts: tuple[PartStanding, ...], wanted: TransferState) -> None:
    assert state(*parts) is wanted


def test_a_late_receipt_is_chased_and_nothing_else_is() -> None:
    assert state(P.ON_ITS_WAY, late=True) is S.CHASING
    assert state(P.ACCEPTED, late=True) is S.ACCEPTED


def test_while_nobody_knows_the_school_that_is_what_it_says() -> None:
    assert state(P.TO_DECIDE, known=False) is S.DESTINATION_UNKNOWN
    assert state(P.ACCEPTED, P.KEPT_BACK, known=False) is S.ACCEPTED


def test_nothing_but_the_end_stands_above_what_the_next_school_says() -> None:
    assert state(P.REFUSED, closed=True) is S.CLOSED


def test_every_combination_has_a_state_and_only_what_is_settled_ends() -> None:
    for parts in combinations_with_replacement(PartStanding, 3):
        for known, late in product((True, False), repeat=2):
            found = state(*parts, known=known, late=late)
            assert found in TransferState
            assert (found is S.ACCEPTED) == (is_settled(parts) and P.ACCEPTED in parts)


def test_every_state_can_be_reached_and_left() -> None:
    begun = {S.BEGUN, S.DESTINATION_UNKNOWN}
    assert {move.after for move in MOVES} | begun == set(TransferState)
    assert {move.before for move in MOVES} == set(TransferState) - {S.CLOSED}
    assert set(OWNERS) == set(TransferState)


def test_whatever_a_package_says_a_file_stands_somewhere() -> None:
    assert set(OF_PACKAGES) == set(TravelState)


def test_a_file_stands_where_its_draft_and_its_package_stand() -> None:
    send = PartDecision.SEND
    assert standing_of(send, DraftState.CHOOSING, None, has_receipt=False) is P.PREPARING
    assert standing_of(send, DraftState.DROPPED, None, has_receipt=False) is P.TO_DECIDE
    assert standing_of(send, DraftState.SENT, TravelState.DELIVERED, has_receipt=False) is P.ON_ITS_WAY
    assert standing_of(send, DraftState.SENT, TravelState.STOPPED, has_receipt=False) is P.TO_DECIDE
    assert standing_of(send, DraftState.SENT, TravelState.REFUSED, has_receipt=True) is P.REFUSED
    assert standing_of(send, DraftState.SENT, None, has_receipt=False) is P.ON_ITS_WAY
    assert standing_of(send, DraftState.SENT, None, has_receipt=True) is P.ACCEPTED
    assert standing_of(PartDecision.KEEP_BACK, None, None, has_receipt=False) is P.KEPT_BACK


def test_the_page_is_what_the_table_says() -> None:
    assert workflow_page.PAGE.read_text(encoding="utf-8") == workflow_page.page(), "Run scripts/reference.sh."
