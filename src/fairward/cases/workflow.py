"""Where a case of each kind can stand and where it may go from there: a table. It may not move anything itself."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from fairward.cases.vocabulary import CaseKind, CaseState
from fairward.kernel.denied import Denied

S = CaseState
OFFICER, LEAD, ASKER, NOBODY = (
    "data protection officer",
    "safeguarding lead or deputy",
    "whoever asked",
    "nobody",
)

OWNERS: Mapping[CaseState, str] = MappingProxyType(
    {
        S.RECEIVED: OFFICER, S.IDENTITY: ASKER, S.WHOSE_RIGHT: OFFICER, S.CLARIFYING: ASKER, S.SEARCHING: OFFICER,
        S.REVIEWING: OFFICER, S.SECOND_CHECK: "a second person", S.CHECKING: LEAD, S.ASSESSING: OFFICER,
        S.TELLING: OFFICER, S.ANSWERED: OFFICER, S.CLOSED: NOBODY, S.WITHDRAWN: NOBODY,
    }
)  # fmt: skip

_ACCESS = {
    S.RECEIVED: {S.IDENTITY, S.WHOSE_RIGHT, S.WITHDRAWN},
    S.IDENTITY: {S.WHOSE_RIGHT, S.WITHDRAWN, S.CLOSED},
    S.WHOSE_RIGHT: {S.CLARIFYING, S.SEARCHING, S.WITHDRAWN, S.CLOSED},
    S.CLARIFYING: {S.SEARCHING, S.REVIEWING, S.WITHDRAWN},
    S.SEARCHING: {S.CLARIFYING, S.REVIEWING, S.WITHDRAWN},
    S.REVIEWING: {S.CLARIFYING, S.SEARCHING, S.SECOND_CHECK, S.ANSWERED, S.WITHDRAWN},
    S.SECOND_CHECK: {S.REVIEWING, S.ANSWERED},
    S.ANSWERED: {S.REVIEWING, S.CLOSED},
}
_CORRECTION = {
    S.RECEIVED: {S.CHECKING, S.WITHDRAWN},
    S.CHECKING: {S.TELLING, S.CLOSED, S.WITHDRAWN},
    S.TELLING: {S.CLOSED},
}
_SIMPLE = {
    S.RECEIVED: {S.CHECKING, S.WITHDRAWN, S.CLOSED},
    S.CHECKING: {S.CLOSED, S.WITHDRAWN},
}
_BREACH = {
    S.RECEIVED: {S.ASSESSING},
    S.ASSESSING: {S.TELLING, S.CLOSED},
    S.TELLING: {S.CLOSED},
}

WAYS: Mapping[CaseKind, Mapping[CaseState, set[CaseState]]] = MappingProxyType(
    {
        CaseKind.ACCESS_REQUEST: _ACCESS,
        CaseKind.CORRECTION: _CORRECTION,
        CaseKind.OBJECTION: _SIMPLE,
        CaseKind.COMPLAINT: _SIMPLE,
        CaseKind.BREACH: _BREACH,
        CaseKind.UNRECOGNISED_LOOK: _SIMPLE,
    }
)


def check_move(kind: CaseKind, before: CaseState, after: CaseState) -> None:
    """Denied when a case of this kind cannot go from one state to the other."""
    if after not in WAYS[kind].get(before, set()):
        raise Denied("case_moved", f"This case is {before.word}. Open it again to see what can be done now.")
