"""One's own cases, for whoever asked: where each stands, by when there is an answer, one's own words and the replies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fairward.audit.log import record_list
from fairward.cases.clock import because_of_case
from fairward.cases.models import Case
from fairward.cases.queries import targets_of
from fairward.cases.texts import OpenedText, texts_of
from fairward.cases.vocabulary import CaseKind, CaseOutcome, CaseState, WhatIsWrong
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound


@dataclass(frozen=True, slots=True)
class MyCase:
    """One of the asker's own cases, without content. `because` explains the last day; `waits_for_me`: we asked something."""

    id: UUID
    number: str
    kind: CaseKind
    state: CaseState
    outcome: CaseOutcome | None
    child_id: UUID | None
    received_at: datetime
    due_at: datetime
    because: str
    waits_for_me: bool
    closed_at: datetime | None
    keep_until_on: date


@dataclass(frozen=True, slots=True)
class MyTarget:
    """What one of the asker's cases is about."""

    entry_id: UUID | None
    statement_id: UUID | None
    line_id: UUID | None
    what_is_wrong: WhatIsWrong | None


@dataclass(frozen=True, slots=True)
class MyOpenedCase:
    """One own case with what was said on both sides, oldest first: asked, questions, answers, the reply."""

    case: MyCase
    targets: Sequence[MyTarget]
    texts: Sequence[OpenedText]


def my_cases(actor: Actor) -> list[MyCase]:
    """The asker's cases, open ones first, then newest first. The list is logged."""
    rows = Case.objects.filter(organisation_id=actor.organisation_id, asked_by_membership=actor.membership_id)
    found = [_mine(row) for row in rows.order_by("-received_at", "-number")]
    record_list(actor, item_kind="case", item_ids=[one.id for one in found], why="seeing one's own pages")
    return sorted(found, key=lambda one: one.closed_at is not None)


def my_case_for(actor: Actor, case_id: UUID, why: str) -> MyOpenedCase:
    """One of the asker's cases with its texts; somebody else's is not there."""
    row = Case.objects.filter(
        organisation_id=actor.organisation_id, id=case_id, asked_by_membership=actor.membership_id
    ).first()
    if row is None:
        raise NotFound("case")
    targets = [
        MyTarget(
            one.entry_id, one.statement_id, one.line_id,
            WhatIsWrong(one.what_is_wrong) if one.what_is_wrong else None,
        )
        for one in targets_of(actor.organisation_id, row.id)
    ]  # fmt: skip
    return MyOpenedCase(_mine(row), targets, texts_of(actor, row.id, row.child_id, why, ring=None))


def _mine(row: Case) -> MyCase:
    because, is_standing = because_of_case(row)
    return MyCase(
        row.id, f"R-{row.number}", CaseKind(row.kind), CaseState(row.state),
        CaseOutcome(row.outcome) if row.outcome else None, row.child_id, row.received_at, row.due_at, because,
        is_standing, row.closed_at, row.keep_until_on,
    )  # fmt: skip
