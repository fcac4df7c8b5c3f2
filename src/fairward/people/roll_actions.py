"""Writes a plan to the tables. It may not decide anything: the plan has, and a person confirmed it."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.utils import timezone

from fairward.kernel.ids import new_id
from fairward.people import changed_days
from fairward.people.contacts import adult_of, contact_key, is_other_standing, kind_of, merged_adult
from fairward.people.identity import AdultIdentity, protect_adult, protect_child
from fairward.people.models import Adult, Child, Relationship
from fairward.people.plan import Change, KnownAdult, Plan
from fairward.people.roster.results import Address, RosterContact
from fairward.people.roster_queries import KeyedDigests
from fairward.people.vocabulary import RelationshipKind, RollStatus

BATCH = 500


def apply(organisation_id: UUID, plan: Plan, siblings: Collection[str]) -> None:
    """Add, change and mark as left; the caller holds the transaction."""
    writer = _Writer(organisation_id)
    ids = writer.add_children(plan)
    writer.change_children([*plan.changed, *plan.same])
    writer.mark_left([child.id for child in plan.left])
    ids |= {change.pupil.row: change.child.id for change in (*plan.changed, *plan.same)}
    writer.write_adults()
    writer.relate_siblings(
        [(ids[pair.first.row], ids[pair.second.row]) for pair in plan.siblings
         if pair.key in siblings and pair.first.row in ids and pair.second.row in ids]
    )  # fmt: skip
    known = [change.child.id for change in (*plan.changed, *plan.same)]
    changed_days.tell(organisation_id, [*known, *(child.id for child in plan.left)])


class _Writer:
    """Collects rows, so that a thousand pupils take a dozen statements."""

    def __init__(self, organisation_id: UUID) -> None:
        self._organisation_id = organisation_id
        self._digests = KeyedDigests(organisation_id)
        self._new_adults: dict[tuple[str, Address], tuple[UUID, AdultIdentity]] = {}
        self._changed_adults: dict[UUID, AdultIdentity] = {}
        self._new_relations: list[Relationship] = []
        self._changed_relations: list[Relationship] = []
        self._overtaken: list[UUID] = []

    def add_children(self, plan: Plan) -> dict[int, UUID]:
        """Row of the file -> id of the new child."""
        ids: dict[int, UUID] = {}
        rows = []
        for addition in plan.added:
            child_id = ids[addition.pupil.row] = new_id()
            rows.append(
                Child(
                    organisation_id=self._organisation_id,
                    id=child_id,
                    identity=protect_child(self._organisation_id, child_id, addition.identity),
                    upn_digest=self._digests.upn(addition.identity.upn),
                    source_digest=self._digests.row(addition.pupil),
                    year_group=addition.pupil.year_group,
                )
            )
            for contact in addition.pupil.contacts:
                self._relate(child_id, contact)
        Child.objects.bulk_create(rows, batch_size=BATCH)
        return ids

    def change_children(self, changes: list[Change]) -> None:
        """New identity, year and digests; back on the roll if they had left."""
        rows = []
        for change in changes:
            child_id = change.child.id
            rows.append(
                Child(
                    organisation_id=self._organisation_id,
                    id=child_id,
                    identity=protect_child(self._organisation_id, child_id, change.identity),
                    upn_digest=self._digests.upn(change.identity.upn),
                    source_digest=self._digests.row(change.pupil),
                    year_group=change.year_group,
                    status=int(RollStatus.ON_ROLL),
                    left_on=None,
                )
            )
            for contact in change.pupil.contacts:
                self._update(child_id, contact, change.child.adults.get(contact_key(contact)))
        fields = ["identity", "upn_digest", "source_digest", "year_group", "status", "left_on"]
        _update_rows(rows, fields)

    def mark_left(self, ids: list[UUID]) -> None:
        """They stay, as leavers: what is kept about them has its own dates."""
        Child.objects.filter(organisation_id=self._organisation_id, id__in=ids).update(
            status=int(RollStatus.LEFT), left_on=timezone.localdate()
        )

    def write_adults(self) -> None:
        """The adults and what they are to the children, collected before."""
        own = self._organisation_id
        Adult.objects.bulk_create(
            (
                Adult(organisation_id=own, id=key, identity=protect_adult(own, key, identity))
                for key, identity in self._new_adults.values()
            ),
            batch_size=BATCH,
        )
        _update_rows(
            [
                Adult(organisation_id=own, id=key, identity=protect_adult(own, key, identity))
                for key, identity in self._changed_adults.items()
            ],
            ["identity"],
        )
        Relationship.objects.bulk_create(self._new_relations, batch_size=BATCH, ignore_conflicts=True)
        _update_rows(self._changed_relations, ["kind", "has_responsibility"])
        Relationship.objects.filter(organisation_id=own, id__in=self._overtaken).update(
            overtaken_at=timezone.now()
        )

    def relate_siblings(self, pairs: list[tuple[UUID, UUID]]) -> None:
        """Brothers and sisters whom a person ticked."""
        rows = [
            Relationship(
                organisation_id=self._organisation_id,
                child_id=min(pair),
                other_child_id=max(pair),
                kind=int(RelationshipKind.SIBLING),
            )
            for pair in pairs
            if pair[0] != pair[1]
        ]
        Relationship.objects.bulk_create(rows, ignore_conflicts=True)

    def _relate(self, child_id: UUID, contact: RosterContact) -> None:
        """The same name at the same address in one file is one adult: brothers and sisters share a parent."""
        key = (contact_key(contact), contact.address)
        shared = self._new_adults.get(key) if contact.address else None
        adult_id = shared[0] if shared else new_id()
        if not shared:
            self._new_adults[key if contact.address else (str(adult_id), Address())] = (
                adult_id,
                adult_of(contact),
            )
        self._new_relations.append(
            Relationship(
                organisation_id=self._organisation_id,
                child_id=child_id,
                adult_id=adult_id,
                kind=int(kind_of(contact)),
                has_responsibility=contact.has_responsibility,
            )
        )

    def _update(self, child_id: UUID, contact: RosterContact, known: KnownAdult | None) -> None:
        if known is None:
            self._relate(child_id, contact)
            return
        identity = merged_adult(known.identity, contact)
        if identity != known.identity:
            self._changed_adults[known.adult_id] = identity
        if is_other_standing(known, contact):
            responsibility = contact.has_responsibility
            if known.has_responsibility is True and responsibility is False:
                self._overtaken.append(known.relationship_id)
            self._changed_relations.append(
                Relationship(
                    organisation_id=self._organisation_id,
                    id=known.relationship_id,
                    kind=int(kind_of(contact)),
                    has_responsibility=known.has_responsibility if responsibility is None else responsibility,
                )
            )


def _update_rows(rows: list[Child] | list[Adult] | list[Relationship], fields: list[str]) -> None:
    """One statement per row: Django cannot update rows with a composite key in bulk."""
    for row in rows:
        type(row).objects.filter(organisation_id=row.organisation_id, id=row.id).update(
            **{name: getattr(row, name) for name in fields}
        )
