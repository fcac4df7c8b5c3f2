"""Reads what decides whether somebody can be let in, and which addresses are held already. It may not write."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from fairward.families.contact import numbers_of, reveal_contact
from fairward.families.invite_policies import Contacts, InvitationFacts
from fairward.families.models import FamilyAccount, HandoverStep
from fairward.families.policies import GROWN_UP_NOW
from fairward.families.queries import Standing, standing_of_person
from fairward.families.vocabulary import AccessGround, Step, StepDecision
from fairward.kernel.actor import Actor
from fairward.people.models import Adult, Child, Relationship
from fairward.people.queries import adults_of_child, born_on_of
from fairward.rules.ages import age_on

WHY = "letting somebody of the family in"


def invitation_facts(
    organisation_id: UUID, child_id: UUID, person_id: UUID, ground: AccessGround
) -> InvitationFacts:
    """What is recorded about one person and one child; NotFound for a child of another organisation."""
    born_on = born_on_of(organisation_id, child_id)
    relation = Relationship.objects.filter(
        organisation_id=organisation_id, child_id=child_id, adult_id=person_id
    )
    found = relation.values_list("is_restricted", "has_responsibility", "lives_with").first()
    return InvitationFacts(
        ground=ground,
        is_child=person_id == child_id,
        is_related=found is not None,
        is_restricted=bool(found and found[0]),
        has_responsibility=found[1] if found else None,
        lives_with=found[2] if found else None,
        child_age=age_on(born_on, timezone.localdate()) if born_on else 0,
        decided_at_sixteen=decision_at(organisation_id, child_id, Step.PROXIES),
        has_access=_stands_in_the_way(organisation_id, child_id, person_id, ground),
    )


def hold_person(organisation_id: UUID, child_id: UUID, person_id: UUID) -> None:
    """Two leads who invite the same person wait for each other: the second finds the first one's account."""
    kind = Child if person_id == child_id else Adult
    list(
        kind.objects.select_for_update()
        .filter(organisation_id=organisation_id, id=person_id)
        .values_list("id")
    )


def _stands_in_the_way(organisation_id: UUID, child_id: UUID, person_id: UUID, ground: AccessGround) -> bool:
    found = standing_of_person(organisation_id, person_id, child_id)
    return found is not None and not is_replaced(found, ground)


def is_replaced(standing: Standing, ground: AccessGround) -> bool:
    """Whether a parent's access, closed on the 18th birthday, makes way: the young adult wants them to see it."""
    return ground is AccessGround.PROXY and standing.closed_because == GROWN_UP_NOW


def decision_at(organisation_id: UUID, child_id: UUID, step: Step) -> StepDecision | None:
    """What came of a step when it was last taken; None when it never was."""
    taken = HandoverStep.objects.filter(organisation_id=organisation_id, child_id=child_id, step=int(step))
    found = taken.order_by("-noted_at", "-id").values_list("decision", flat=True).first()
    return None if found is None else StepDecision(found)


def contacts_held(actor: Actor, child_ids: Iterable[UUID], *, but: UUID) -> tuple[Contacts, Contacts]:
    """Addresses held for young people, and for adults: of every family account, and of these children's adults.

    `but` is the person who is asked about: their own are no obstacle. The look at the adults is logged.
    """
    young, grown = Contacts(), Contacts()
    rows = FamilyAccount.objects.filter(organisation_id=actor.organisation_id, ended_at__isnull=True)
    for row in rows.exclude(person_id=but):
        held = reveal_contact(actor.organisation_id, row.id, row.contact)
        one = Contacts(held.mails, held.numbers)
        young, grown = (young | one, grown) if row.is_young_person else (young, grown | one)
    for child_id in child_ids:
        for adult in adults_of_child(actor, child_id, WHY):
            if adult.adult_id != but:
                grown |= Contacts(numbers=numbers_of(adult.identity.phones))
    return young, grown


def standing_account(organisation_id: UUID, person_id: UUID) -> FamilyAccount | None:
    """The account that an adult or a young person has now."""
    return FamilyAccount.objects.filter(
        organisation_id=organisation_id, person_id=person_id, ended_at__isnull=True
    ).first()
