"""About whom a family decision is due. It may not open content."""

from __future__ import annotations

from uuid import UUID

from fairward.kernel.actor import Actor
from fairward.people.queries import adults_of_child, names_of_children
from fairward.school.concerns.decide_policies import FamilyMember


def family_of(actor: Actor, child_id: UUID) -> list[FamilyMember]:
    """Every known adult of the child, and the child: each has a truth of their own."""
    child = names_of_children(actor.organisation_id, [child_id])[child_id]
    adults = adults_of_child(actor, child_id, "deciding who is told")
    return [
        *(FamilyMember(one.adult_id, f"{one.identity.full} ({one.kind.word})") for one in adults),
        FamilyMember(child_id, f"{child.full} (the child)"),
    ]
