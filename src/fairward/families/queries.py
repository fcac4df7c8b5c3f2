"""Reads family accounts and whose record somebody may see. It may not write, nor open content."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from fairward.audit.log import record_list
from fairward.families.contact import reveal_contact
from fairward.families.models import ChildAccess, FamilyAccount
from fairward.families.policies import GROWN_UP_NOW, OVERTAKEN, AccessFacts, why_closed
from fairward.families.vocabulary import AccessGround, AccountState
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.people.models import Relationship
from fairward.people.queries import ChildName, births_of, names_of_children

Relation = tuple[bool, bool | None, bool | None, datetime | None]


@dataclass(frozen=True, slots=True)
class Standing:
    """One standing access: whose account, to which child, and why it is closed now if it is."""

    access_id: UUID
    family_account_id: UUID
    membership_id: UUID
    account_id: UUID
    person_id: UUID
    is_young_person: bool
    child_id: UUID
    ground: AccessGround
    state: AccountState
    closed_because: str

    @property
    def is_of_grown_up(self) -> bool:
        """Whether it closed on the 18th birthday, so that only the young adult's wish opens it."""
        return self.closed_because == GROWN_UP_NOW

    @property
    def can_be_confirmed(self) -> bool:
        """Whether nothing stands against it but that somebody has to look."""
        return self.closed_because == OVERTAKEN

    @property
    def is_open(self) -> bool:
        """Whether this person may see this child's record now."""
        return not self.closed_because


@dataclass(frozen=True, slots=True)
class MyChild:
    """A child whose record whoever is signed in may see; `is_self` when it is their own."""

    id: UUID
    name: ChildName
    is_self: bool


def standing_accesses(organisation_id: UUID, child_id: UUID) -> list[Standing]:
    """Everybody who was let in to one child's record and not ended since."""
    return _standing(organisation_id, child_id=child_id)


def standing_of_person(organisation_id: UUID, person_id: UUID, child_id: UUID) -> Standing | None:
    """The standing access of one adult or child to one record; None when they were never let in."""
    found = _standing(organisation_id, child_id=child_id, family_account__person_id=person_id)
    return found[0] if found else None


def my_access(actor: Actor, child_id: UUID) -> Standing:
    """The asker's own open access to a child; closed, ended and never given look the same: NotFound."""
    found = _standing(
        actor.organisation_id, child_id=child_id, family_account__membership_id=actor.membership_id
    )
    if not found or not found[0].is_open:
        raise NotFound("child")
    return found[0]


def my_children(actor: Actor) -> list[MyChild]:
    """The children whose record the asker may see now, their own first. The list shown is logged."""
    found = [
        one
        for one in _standing(actor.organisation_id, family_account__membership_id=actor.membership_id)
        if one.is_open
    ]
    names = names_of_children(actor.organisation_id, [one.child_id for one in found])
    mine = [
        MyChild(one.child_id, names[one.child_id], one.ground is AccessGround.SELF)
        for one in found
        if one.child_id in names
    ]
    ids = [one.id for one in mine]
    record_list(actor, item_kind="child", item_ids=ids, why="seeing one's own pages")
    return sorted(mine, key=lambda one: (not one.is_self, one.name.full))


def wants_to_hear(organisation_id: UUID, person_id: UUID, child_id: UUID | None = None) -> UUID | None:
    """The membership of somebody who asked for notices and may see a record now (this child's, if one is named)."""
    wanted: dict[str, object] = {
        "family_account__person_id": person_id,
        "family_account__wants_notices": True,
    }
    if child_id is not None:
        wanted["child_id"] = child_id
    is_open = [one for one in _standing(organisation_id, **wanted) if one.is_open]
    return is_open[0].membership_id if is_open else None


def family_addresses(organisation_id: UUID, membership_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Membership id -> address for content-free notices, of whoever asked for them and is not paused."""
    rows = FamilyAccount.objects.filter(
        organisation_id=organisation_id, membership_id__in=set(membership_ids), wants_notices=True,
        state=int(AccountState.ACTIVE),
    )  # fmt: skip
    found = ((row.membership_id, reveal_contact(organisation_id, row.id, row.contact).email) for row in rows)
    return {membership_id: email for membership_id, email in found if email}


def standing_of_accounts(organisation_id: UUID, family_account_ids: Iterable[UUID]) -> list[Standing]:
    """The accesses of these accounts that nobody ended, open or closed by rule."""
    return _standing(organisation_id, family_account_id__in=list(family_account_ids))


def standing_everywhere(organisation_id: UUID) -> list[Standing]:
    """Every access of the school that nobody ended: for the lead's list."""
    return _standing(organisation_id)


def _standing(organisation_id: UUID, **narrowed: object) -> list[Standing]:
    rows = list(
        ChildAccess.objects.filter(organisation_id=organisation_id, ended_at__isnull=True, **narrowed)
        .select_related("family_account")
        .order_by("since_at", "id")
    )
    if not rows:
        return []
    related = _relations(organisation_id, rows)
    born = births_of(organisation_id, [row.child_id for row in rows])
    today = timezone.localdate()
    return [
        _as_standing(
            row, row.family_account, related.get((row.child_id, row.family_account.person_id)), born, today
        )
        for row in rows
    ]


def _relations(organisation_id: UUID, rows: Iterable[ChildAccess]) -> dict[tuple[UUID, UUID], Relation]:
    """(child, adult) -> restricted, parental responsibility, lives with."""
    wanted = [row.family_account.person_id for row in rows]
    found = Relationship.objects.filter(organisation_id=organisation_id, adult_id__in=wanted)
    columns = ("child_id", "adult_id", "is_restricted", "has_responsibility", "lives_with", "overtaken_at")
    return {(row[0], row[1]): (row[2], row[3], row[4], row[5]) for row in found.values_list(*columns)}


def _as_standing(
    row: ChildAccess,
    account: FamilyAccount,
    relation: Relation | None,
    born: dict[UUID, date | None],
    today: date,
) -> Standing:
    is_restricted, has_responsibility, lives_with, overtaken_at = relation or (False, None, None, None)
    facts = AccessFacts(
        state=AccountState(account.state),
        ground=AccessGround(row.ground),
        is_ended=False,
        until_on=row.until_on,
        is_restricted=is_restricted,
        has_responsibility=has_responsibility,
        is_related=relation is not None,
        child_born_on=born.get(row.child_id),
        lives_with=lives_with,
        is_overtaken=overtaken_at is not None and overtaken_at > (row.confirmed_at or row.since_at),
    )
    return Standing(
        row.id, account.id, account.membership_id, account.account_id, account.person_id, account.is_young_person,
        row.child_id, facts.ground, facts.state, why_closed(facts, today),
    )  # fmt: skip
