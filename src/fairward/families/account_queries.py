"""Finds one family account for an act. It may not decide, nor show a name."""

from __future__ import annotations

from uuid import UUID

from fairward.families.models import ChildAccess, FamilyAccount
from fairward.kernel.denied import NotFound
from fairward.rights.models import ShownVersion


def locked_account(organisation_id: UUID, family_account_id: UUID) -> FamilyAccount:
    """The row, held until the transaction ends; NotFound when it is not one of this school's."""
    row = (
        FamilyAccount.objects.select_for_update()
        .filter(organisation_id=organisation_id, id=family_account_id)
        .first()
    )
    if row is None:
        raise NotFound("family account")
    return row


def standing_accesses_of(organisation_id: UUID, family_account_id: UUID) -> list[ChildAccess]:
    """The accesses of one account that nobody ended."""
    rows = ChildAccess.objects.filter(
        organisation_id=organisation_id, family_account_id=family_account_id, ended_at__isnull=True
    )
    return list(rows.order_by("since_at", "id"))


def access_row(organisation_id: UUID, access_id: UUID) -> ChildAccess:
    """One access that nobody ended; NotFound otherwise."""
    row = ChildAccess.objects.filter(
        organisation_id=organisation_id, id=access_id, ended_at__isnull=True
    ).first()
    if row is None:
        raise NotFound("access")
    return row


def account_of_member(organisation_id: UUID, membership_id: UUID) -> FamilyAccount | None:
    """The family account of whoever is signed in, held until the transaction ends; None for staff."""
    rows = FamilyAccount.objects.select_for_update()
    return rows.filter(organisation_id=organisation_id, membership_id=membership_id).first()


def shown_to(organisation_id: UUID, person_id: UUID, child_id: UUID) -> list[UUID]:
    """Records of what one person was ever shown of one child's record, for destroying their keys."""
    rows = ShownVersion.objects.filter(
        organisation_id=organisation_id, person_id=person_id, child_id=child_id
    )
    return list(rows.values_list("id", flat=True))
