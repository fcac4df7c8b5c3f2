"""What can be decided about a request to put something right, and what is missing in a decision. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from uuid import UUID

from fairward.cases.vocabulary import CaseOutcome
from fairward.files.correcting import Typed
from fairward.kernel.denied import Denied

OUTCOMES = (CaseOutcome.UPHELD, CaseOutcome.PARTLY, CaseOutcome.REFUSED, CaseOutcome.STATEMENT_ADDED)
CHANGING = frozenset({CaseOutcome.UPHELD, CaseOutcome.PARTLY})


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision: how it ended, for what reasons, what the asker is told, and which claims become what (None: taken away).

    `beside` are the asker's words as they will stand beside the statement; `second_by` looked at it besides the decider.
    """

    outcome: CaseOutcome
    reasons: str
    reply: str
    changes: Mapping[UUID, Typed | None] = field(default_factory=dict)
    beside: str = ""
    second_by: UUID | None = None


def check_ruling(ruling: Ruling, standing: Set[UUID], *, is_own: bool, deciders: Set[UUID], by: UUID) -> None:
    """Raise Denied with what is missing. `standing`: the claims it is about that still stand."""
    if ruling.outcome not in OUTCOMES:
        raise Denied("ruling_incomplete", "Choose what you decide.")
    if not ruling.reasons.strip() or not ruling.reply.strip():
        raise Denied("ruling_incomplete", "Write your reasons, and what the person who asked is told.")
    _check_changes(ruling, standing)
    if ruling.second_by is not None and ruling.second_by not in deciders - {by}:
        raise Denied("second_person", "Choose another person who may decide this.")
    if is_own and ruling.second_by is None:
        raise Denied("own_words", "You recorded this yourself. Say who looked at it with you.")


def _check_changes(ruling: Ruling, standing: Set[UUID]) -> None:
    is_changing = ruling.outcome in CHANGING
    if is_changing and standing and not ruling.changes:
        raise Denied("ruling_incomplete", "Say which statement is changed or taken away.")
    if ruling.changes and not is_changing:
        raise Denied("ruling_incomplete", "Nothing is changed when you refuse or only add their words.")
    if set(ruling.changes) - standing:
        raise Denied("statement_moved", "A statement was changed meanwhile. Open the request again.")
    if ruling.outcome is CaseOutcome.STATEMENT_ADDED and not ruling.beside.strip():
        raise Denied("ruling_incomplete", "Write the words that will stand beside the statement.")
