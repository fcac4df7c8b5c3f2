"""What must be true before a concern leaves the desk; each missing thing is a sentence. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fairward.files.content import StatementContent
from fairward.files.policies import LEADS
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import Purpose
from fairward.rights.writing import FamilyChoice
from fairward.rules.themes import themes_for
from fairward.school.concerns.models import ConcernState

CHILD_PURPOSES = (Purpose.CHILD_PROTECTION, Purpose.WELFARE, Purpose.BEHAVIOUR)


@dataclass(frozen=True, slots=True)
class ImmediateAction:
    """Something to do now about one child: what, who, by when."""

    text: str
    owner_id: UUID
    due_on: date


@dataclass(frozen=True, slots=True)
class Filing:
    """What the lead chose for one child: the purpose, the statements about that child, themes, and what to do now.

    `merge_into` names an open entry of the same file that this joins; `family` is what was decided about the family so far.
    """

    child_id: UUID
    purpose: Purpose
    statement_ids: tuple[UUID, ...]
    themes: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    attachment_ids: tuple[UUID, ...] = ()
    merge_into: UUID | None = None
    actions: tuple[ImmediateAction, ...] = ()
    family: tuple[FamilyChoice, ...] = ()


def missing_in_filings(
    filings: Sequence[Filing], statements: Sequence[StatementContent], names: dict[UUID, str], today: date
) -> list[str]:
    """Sentences for everything that the filings still need; empty when they can be made."""
    if not filings:
        return ["Choose a file for at least one child, or choose another way to deal with this concern."]
    missing: list[str] = []
    known = {statement.id: statement for statement in statements}
    for filing in filings:
        missing += _missing_in_one(filing, known, names.get(filing.child_id, "this child"), today)
    return missing


def _missing_in_one(filing: Filing, known: dict[UUID, StatementContent], name: str, today: date) -> list[str]:
    missing = []
    chosen = [known[one] for one in filing.statement_ids if one in known]
    if not chosen:
        missing.append(f"Choose at least one statement for {name}’s file.")
    if filing.purpose not in CHILD_PURPOSES:
        missing.append(f"Choose why this is kept for {name}: child protection, welfare or behaviour.")
    allowed = {theme.id for theme in themes_for(filing.purpose)}
    if set(filing.themes) - allowed:
        missing.append(f"Choose themes for {name} from the list for {filing.purpose.word}.")
    for action in filing.actions:
        if not action.text.strip():
            missing.append(f"Write what is to be done for {name}, or take the action away.")
        if action.due_on < today:
            missing.append(f"Choose a day that is not past for the action for {name}.")
    return missing


def check_can_read_intake(actor: Actor) -> None:
    """Raise Denied for whoever does not deal with reports."""
    if actor.role not in LEADS:
        raise Denied("not_the_lead", "Reports are read by the safeguarding lead and their deputies.")


def check_can_assign(state: ConcernState) -> None:
    """Raise Denied for what no lead has to do with any more."""
    if state in (ConcernState.TALKED, ConcernState.MISDIRECTED):
        raise Denied("concern_moved", f"This concern is already {state.word}. Nobody has to deal with it.")
