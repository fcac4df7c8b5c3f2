"""Asks, when a report is filed and when a concern is decided, whether each of the family sees it. It decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from fairward.kernel.actor import Actor
from fairward.rights.forms import FamilyForm
from fairward.rights.queries import Standing, approvers
from fairward.rights.writing import FamilyChoice
from fairward.school.concerns.decide_policies import FamilyMember, Missing


def family_forms(
    actor: Actor, family: Iterable[FamilyMember], data: Any, *, within: str = "", standing: Iterable[Standing] = ()
) -> list[FamilyForm]:  # fmt: skip
    """The question about each of them, answered as it was decided before. `within` keeps several children's apart."""
    before = {one.person_id: one for one in standing}
    colleagues = approvers(actor.organisation_id, actor.membership_id)
    return [
        FamilyForm(
            data, person_id=one.id, name=one.name, approvers=colleagues, within=within,
            initial=_as_decided(before[one.id]) if one.id in before else None,
        )
        for one in family
    ]  # fmt: skip


def _as_decided(one: Standing) -> dict[str, Any]:
    return {
        "decision": str(int(one.decision)), "ground": one.ground, "review_on": one.review_on, "talk_by": one.talk_by,
        "approved_by": str(one.approved_by or ""),
    }  # fmt: skip


def choices_of(people: Sequence[FamilyForm]) -> list[FamilyChoice]:
    """What was chosen so far, whole or not."""
    for one in people:
        one.is_valid()
    return [choice for one in people if (choice := one.choice()) is not None]


def put_beside(people: Sequence[FamilyForm], missing: Iterable[Missing]) -> None:
    """What a choice lacks stands beside its question; what the form said itself is not said twice."""
    asked = {one.person_id: one for one in people}
    for lacking in missing:
        if lacking.person_id in asked and lacking.answer not in asked[lacking.person_id].errors:
            asked[lacking.person_id].add_error(lacking.answer, lacking.sentence)
