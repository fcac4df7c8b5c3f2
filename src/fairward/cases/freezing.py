"""What an open case freezes: while somebody asks to see a record or complains about it, the child's files stay as they are.

It logs no act: opening and closing the case does.
"""

from __future__ import annotations

from fairward.cases.models import Case
from fairward.cases.queries import officers
from fairward.cases.vocabulary import CaseKind
from fairward.kernel.actor import Actor
from fairward.retention.hold_writing import hold_for_case, lift_for_case
from fairward.retention.vocabulary import HoldKind

FREEZING = {
    CaseKind.ACCESS_REQUEST: (HoldKind.ACCESS_REQUEST, "The access request"),
    CaseKind.COMPLAINT: (HoldKind.COMPLAINT, "The complaint"),
}


def freeze(by: Actor, case: Case) -> None:
    """Hold the files of the child whom the case is about, if it is one that freezes and names a child."""
    found = FREEZING.get(CaseKind(case.kind))
    if found is None or case.child_id is None:
        return
    kind, words = found
    owner = next(iter(officers(by.organisation_id)), by.membership_id)
    hold_for_case(
        by,
        kind=kind,
        case_id=case.id,
        child_id=case.child_id,
        words=f"{words} R-{case.number}",
        owner_id=owner,
    )


def thaw(by: Actor, case: Case) -> None:
    """The case is closed: what it held is free again."""
    found = FREEZING.get(CaseKind(case.kind))
    if found is not None:
        lift_for_case(by, case.id, f"{found[1]} R-{case.number}")
