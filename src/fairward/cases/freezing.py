"""What an open case freezes: while somebody asks to see a record or complains about it, that record stays as it is.

It logs no act: opening and closing the case does.
"""

from __future__ import annotations

from uuid import UUID

from fairward.cases.models import Case
from fairward.cases.queries import officers
from fairward.cases.vocabulary import CaseKind
from fairward.kernel.actor import Actor
from fairward.retention.hold_policies import Scope
from fairward.retention.hold_writing import hold_for_case, lift_for_case
from fairward.retention.vocabulary import HoldKind, ItemKind

FREEZING = {
    CaseKind.ACCESS_REQUEST: (HoldKind.ACCESS_REQUEST, "The access request"),
    CaseKind.COMPLAINT: (HoldKind.COMPLAINT, "The complaint"),
}


def freeze(by: Actor, case: Case) -> None:
    """Hold the files of the child whom the case is about, if it is one that freezes and names a child."""
    if case.child_id is not None:
        _hold(by, case, Scope(child_id=case.child_id))


def freeze_thing(by: Actor, case: Case, kind: ItemKind, thing_id: UUID) -> None:
    """Hold something that is no file, such as a case of a hub, if this is a request or complaint that freezes and is open."""
    if case.closed_at is None:
        _hold(by, case, Scope(item_kind=kind, item_id=thing_id))


def _hold(by: Actor, case: Case, scope: Scope) -> None:
    found = FREEZING.get(CaseKind(case.kind))
    if found is None:
        return
    kind, words = found
    owner = next(iter(officers(by.organisation_id)), by.membership_id)
    says = f"{words} R-{case.number}"
    hold_for_case(by, kind=kind, case_id=case.id, scope=scope, words=says, owner_id=owner)


def thaw(by: Actor, case: Case) -> None:
    """The case is closed: what it held is free again."""
    found = FREEZING.get(CaseKind(case.kind))
    if found is not None:
        lift_for_case(by, case.id, f"{found[1]} R-{case.number}")
