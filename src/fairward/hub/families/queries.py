"""Reads, for workers of a hub, who of a family was let in, what each was shown, what they said, what waits. It may not write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from fairward.audit.log import record_list
from fairward.exchange.travel.partner_queries import partner
from fairward.families.models import FamilyAccount
from fairward.families.vocabulary import AccountState
from fairward.hub.families.models import CaseReader, OwnSide, ShownOutcome
from fairward.hub.families.vocabulary import Ground
from fairward.hub.intake.case_queries import CaseFacts, InCase, case_facts, people_of
from fairward.hub.intake.vocabulary import PersonKind
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import RingKind
from fairward.keys.records import open_records

SHOWN, SIDE = "hub_families_shownoutcome", "hub_families_ownside"


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who was let in to a case. `people`: whom what they are shown may be about."""

    id: UUID
    case_id: UUID
    person_id: UUID
    family_account_id: UUID
    membership_id: UUID
    account_id: UUID
    ground: Ground
    children: frozenset[UUID]
    since_at: datetime
    state: AccountState
    is_young_person: bool
    wants_notices: bool

    @property
    def people(self) -> frozenset[UUID]:
        """Themselves, and the children for whom they answer."""
        return self.children | {self.person_id}


@dataclass(frozen=True, slots=True)
class Shown:
    """The newest version of what a reader is shown: nothing of its words."""

    id: UUID
    version: int
    held: int
    ground: str
    look_again_on: date | None
    made_at: datetime
    made_by: UUID


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody of a case with what they see of it, if they were let in."""

    person: InCase
    reader: Reader | None
    shown: Shown | None


@dataclass(frozen=True, slots=True)
class Side:
    """What somebody of the family said. `item_id` None: about the case, or (`is_wrong`) that the decision is wrong."""

    id: UUID
    name: str
    item_id: UUID | None
    is_wrong: bool
    words: str
    made_at: datetime


def family_of(actor: Actor, case_id: UUID, why: str) -> list[Relative]:
    """Everybody of a case, children first, with what they see of it. The list is logged."""
    own = actor.organisation_id
    case_facts(own, case_id)
    people = people_of(own, [case_id]).get(case_id, ())
    record_list(actor, item_kind="case", item_ids=[case_id], why=why)
    readers = {one.person_id: one for one in standing_readers(own, case_id)}
    shown = newest_shown(own, [one.id for one in readers.values()])
    found = ((one, readers.get(one.id)) for one in people)
    return [Relative(one, reader, shown.get(reader.id) if reader else None) for one, reader in found]


def relative_for(actor: Actor, case_id: UUID, person_id: UUID, why: str) -> Relative:
    """Somebody of a case; anybody else is not there."""
    for one in family_of(actor, case_id, why):
        if one.person.id == person_id:
            return one
    raise NotFound("person")


def reader_for(actor: Actor, case_id: UUID, person_id: UUID, why: str) -> tuple[InCase, Reader]:
    """Somebody of a case who was let in and not ended since."""
    found = relative_for(actor, case_id, person_id, why)
    if found.reader is None:
        raise NotFound("reader")
    return found.person, found.reader


def standing_readers(organisation_id: UUID, case_id: UUID) -> list[Reader]:
    """Everybody who was let in to a case and not ended since."""
    rows = CaseReader.objects.filter(
        organisation_id=organisation_id, case_id=case_id, ended_at__isnull=True
    ).select_related("family_account")
    return [reader_of(row, row.family_account) for row in rows.order_by("since_at", "id")]


def reader_of(row: CaseReader, account: FamilyAccount) -> Reader:
    """A row as a reader."""
    return Reader(
        row.id, row.case_id, row.person_id, account.id, row.membership_id, row.account_id, Ground(row.ground),
        frozenset(row.children), row.since_at, AccountState(account.state), account.is_young_person, account.wants_notices,
    )  # fmt: skip


def newest_shown(organisation_id: UUID, reader_ids: Iterable[UUID]) -> dict[UUID, Shown]:
    """Reader -> the newest version that they are shown."""
    rows = ShownOutcome.objects.filter(organisation_id=organisation_id, reader_id__in=list(reader_ids))
    return {
        row.reader_id: Shown(
            row.id, row.version, row.held, row.ground, row.look_again_on, row.made_at, row.made_by
        )
        for row in rows.defer("sealed").order_by("version")
    }


def sides_for(actor: Actor, case_id: UUID, why: str) -> list[Side]:
    """What the family said about a case and its items, the oldest first, opened with the ring of cases."""
    rows = list(
        OwnSide.objects.filter(organisation_id=actor.organisation_id, case_id=case_id)
        .select_related("reader")
        .order_by("made_at", "id")
    )
    if not rows:
        return []
    keys = open_records(
        actor, record_ids=[row.id for row in rows], ring=RingKind.CASES, item_kind="side", subject_id=case_id, why=why
    )  # fmt: skip
    names = {
        one.id: one.identity.words for one in people_of(actor.organisation_id, [case_id]).get(case_id, ())
    }
    return [
        Side(
            row.id, names.get(row.reader.person_id, "Somebody of the family"), row.item_id, row.is_wrong,
            keys[row.id].open(bytes(row.sealed), table=SIDE, version=1).decode(), row.made_at,
        )
        for row in rows
        if row.id in keys
    ]  # fmt: skip


def sender_of(organisation_id: UUID, facts: CaseFacts) -> str:
    """The organisation that told the hub; nothing where none did."""
    return partner(organisation_id, facts.partner_id).card.name if facts.partner_id else ""


def children_of(organisation_id: UUID, case_id: UUID) -> tuple[InCase, ...]:
    """The children of a case."""
    people = people_of(organisation_id, [case_id]).get(case_id, ())
    return tuple(one for one in people if one.kind is PersonKind.CHILD)
