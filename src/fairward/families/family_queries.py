"""Reads a child's family and the school's family accounts for the lead's pages, each as a look or a list. It may not write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max, Min

from fairward.accounts import queries as accounts
from fairward.audit.log import record_list, record_look
from fairward.families.contact import Contact, reveal_contact
from fairward.families.invite_queries import standing_account
from fairward.families.models import ChildAccess, FamilyAccount
from fairward.families.queries import Standing, standing_accesses, standing_everywhere, standing_of_accounts
from fairward.families.vocabulary import AccountState, EndReason, IdentityCheck
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.keys.persons import pairs_made_at
from fairward.organisations.queries import names_of_members
from fairward.people.queries import (
    AdultOfChild,
    ChildName,
    ChildRecord,
    adults_of_child,
    child_for,
    names_of_adults,
    names_of_children,
)
from fairward.rights.models import ShownVersion


@dataclass(frozen=True, slots=True)
class Relative:
    """One adult of a child, or the child (`adult` is None), and the access that they have, if any."""

    person_id: UUID
    name: str
    adult: AdultOfChild | None
    standing: Standing | None
    code_until: datetime | None
    last_read_at: datetime | None


@dataclass(frozen=True, slots=True)
class EndedAccess:
    """Who was let in once, until when, and why not any more."""

    name: str
    ended_at: datetime
    reason: EndReason


@dataclass(frozen=True, slots=True)
class ChildsFamily:
    """The child, everybody who is or could be let in, and who was."""

    child: ChildRecord
    relatives: list[Relative]
    ended: list[EndedAccess]


@dataclass(frozen=True, slots=True)
class AccountPage:
    """One family account. `accesses` are standing; `names` are the children's."""

    id: UUID
    name: str
    sign_in: str
    is_young_person: bool
    state: AccountState
    contact: Contact
    wants_notices: bool
    identity_check: IdentityCheck
    checked_by: str
    checked_at: datetime
    first_used_at: datetime | None
    paused_at: datetime | None
    ended_at: datetime | None
    code_until: datetime | None
    has_password: bool
    accesses: list[Standing]
    names: dict[UUID, ChildName]


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One account of the lead's list, with its accesses."""

    id: UUID
    name: str
    is_young_person: bool
    state: AccountState
    code_until: datetime | None
    has_password: bool
    has_lost_key: bool
    accesses: list[Standing]


@dataclass(frozen=True, slots=True)
class AccountList:
    """Every standing account of the school, by name, and the names of the children."""

    lines: list[AccountLine]
    names: dict[UUID, ChildName]


def family_for(actor: Actor, child_id: UUID, why: str) -> ChildsFamily:
    """Everybody who belongs to a child, with their account. The looks at child and adults are logged first."""
    child, adults = child_for(actor, child_id, why), adults_of_child(actor, child_id, why)
    standing = {one.person_id: one for one in standing_accesses(actor.organisation_id, child_id)}
    codes = accounts.waiting_for_first_sign_in({one.account_id for one in standing.values()})
    read = _last_read(actor.organisation_id, child_id)

    def relative(person_id: UUID, name: str, adult: AdultOfChild | None) -> Relative:
        own = standing.get(person_id)
        until = codes.get(own.account_id) if own else None
        return Relative(person_id, name, adult, own, until, read.get(person_id))

    relatives = [relative(child_id, child.name.full, None)]
    relatives += [relative(one.adult_id, one.identity.full, one) for one in adults]
    return ChildsFamily(child, relatives, _ended(actor.organisation_id, child_id))


def relative_for(actor: Actor, child_id: UUID, person_id: UUID, why: str) -> tuple[ChildRecord, Relative]:
    """One person of the child's family; somebody who does not belong to it is not there."""
    family = family_for(actor, child_id, why)
    for one in family.relatives:
        if one.person_id == person_id:
            return family.child, one
    raise NotFound("person")


def has_account(organisation_id: UUID, person_id: UUID) -> bool:
    """Whether somebody has an account already, for this child or another."""
    return standing_account(organisation_id, person_id) is not None


def account_for(actor: Actor, family_account_id: UUID, why: str) -> AccountPage:
    """One account of this school. The look is logged first."""
    own = actor.organisation_id
    row = FamilyAccount.objects.filter(organisation_id=own, id=family_account_id).first()
    if row is None:
        raise NotFound("family account")
    record_look(actor, item_kind="family_account", item_ids=[row.id], why=why)
    accesses = standing_of_accounts(own, [row.id])
    members = names_of_members(own, [row.membership_id, row.checked_by])
    return AccountPage(
        id=row.id, name=members[row.membership_id].name, sign_in=accounts.sign_in_names({row.account_id})[row.account_id],
        is_young_person=row.is_young_person, state=AccountState(row.state),
        contact=reveal_contact(own, row.id, row.contact), wants_notices=row.wants_notices,
        identity_check=IdentityCheck(row.identity_check),
        checked_by=members[row.checked_by].name if row.checked_by in members else "", checked_at=row.checked_at,
        first_used_at=row.first_used_at, paused_at=row.paused_at, ended_at=row.ended_at,
        code_until=accounts.waiting_for_first_sign_in({row.account_id}).get(row.account_id),
        has_password=row.account_id in accounts.with_password({row.account_id}), accesses=accesses,
        names=names_of_children(own, [one.child_id for one in accesses]),
    )  # fmt: skip


def access_for(actor: Actor, access_id: UUID, why: str) -> tuple[AccountPage, Standing]:
    """One standing access with its account; one that ended is not there."""
    row = ChildAccess.objects.filter(
        organisation_id=actor.organisation_id, id=access_id, ended_at__isnull=True
    ).first()
    if row is None:
        raise NotFound("access")
    page = account_for(actor, row.family_account_id, why)
    return page, next(one for one in page.accesses if one.access_id == access_id)


def accounts_for(actor: Actor, why: str) -> AccountList:
    """The list of family accounts. The list shown is logged."""
    own = actor.organisation_id
    rows = list(FamilyAccount.objects.filter(organisation_id=own, ended_at__isnull=True))
    record_list(actor, item_kind="family_account", item_ids=[row.id for row in rows], why=why)
    accesses: dict[UUID, list[Standing]] = {}
    for one in standing_everywhere(own):
        accesses.setdefault(one.family_account_id, []).append(one)
    names = _names_of_people(own, rows)
    ids = {row.account_id for row in rows}
    codes, ready, lost = (
        accounts.waiting_for_first_sign_in(ids),
        accounts.with_password(ids),
        _lost(own, rows),
    )
    lines = [
        AccountLine(
            row.id, names.get(row.person_id, ""), row.is_young_person, AccountState(row.state),
            codes.get(row.account_id), row.account_id in ready, row.person_id in lost, accesses.get(row.id, []),
        )
        for row in rows
    ]  # fmt: skip
    children = names_of_children(own, [one.child_id for line in lines for one in line.accesses])
    return AccountList(sorted(lines, key=lambda line: line.name.casefold()), children)


def _lost(organisation_id: UUID, rows: Iterable[FamilyAccount]) -> set[UUID]:
    """Persons who began with a new key and were not shown again since what the old one opened."""
    made = pairs_made_at(row.account_id for row in rows)
    shown = ShownVersion.objects.filter(organisation_id=organisation_id, ended_at__isnull=True)
    first = dict(shown.values_list("person_id").annotate(first=Min("made_at")))
    return {
        row.person_id
        for row in rows
        if row.person_id in first and row.account_id in made and first[row.person_id] < made[row.account_id]
    }


def _names_of_people(organisation_id: UUID, rows: Iterable[FamilyAccount]) -> dict[UUID, str]:
    young = names_of_children(organisation_id, [row.person_id for row in rows if row.is_young_person])
    grown = names_of_adults(organisation_id, [row.person_id for row in rows if not row.is_young_person])
    return {**grown, **{child_id: name.full for child_id, name in young.items()}}


def _last_read(organisation_id: UUID, child_id: UUID) -> dict[UUID, datetime | None]:
    """Person -> when they last read something of this child's record."""
    rows = ShownVersion.objects.filter(
        organisation_id=organisation_id, child_id=child_id, last_read_at__isnull=False
    )
    return dict(rows.values_list("person_id").annotate(last=Max("last_read_at")))


def _ended(organisation_id: UUID, child_id: UUID) -> list[EndedAccess]:
    rows = (
        ChildAccess.objects.filter(organisation_id=organisation_id, child_id=child_id, ended_at__isnull=False)
        .select_related("family_account")
        .order_by("-ended_at")
    )
    names = _names_of_people(organisation_id, [row.family_account for row in rows])
    return [
        EndedAccess(names.get(row.family_account.person_id, ""), row.ended_at, EndReason(row.end_reason))
        for row in rows
        if row.ended_at is not None and row.end_reason is not None
    ]
