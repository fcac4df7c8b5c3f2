"""The only writer of single children, adults and relationships. It may not delete anybody: retention does that."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from fairward.audit import log
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.ids import new_id
from fairward.keys import directory
from fairward.people import changed_days, policies
from fairward.people.identity import (
    RELATIONSHIP_TABLE,
    AdultIdentity,
    ChildIdentity,
    protect_adult,
    protect_child,
    reveal_child,
    upn_digest,
)
from fairward.people.models import Adult, Child, Relationship
from fairward.people.vocabulary import RelationshipKind
from fairward.tenancy.context import as_organisation


def add_child(*, by: Actor, identity: ChildIdentity, year_group: int | None = None) -> UUID:
    """Add one child by hand (not on any file yet, or not a pupil); returns the id."""
    policies.check_can_keep_the_roll(by)
    policies.check_has_names(identity)
    child_id = new_id()
    with as_organisation(by.organisation_id):
        Child.objects.create(
            organisation_id=by.organisation_id,
            id=child_id,
            identity=protect_child(by.organisation_id, child_id, identity),
            upn_digest=upn_digest(by.organisation_id, identity.upn),
            year_group=year_group,
        )
        log.record_act(by, act="child.added", item_kind="child", item_id=child_id, subject_id=child_id)
    return child_id


def add_sent_child(*, by: Actor, identity: ChildIdentity) -> UUID:
    """Add a child whom another organisation writes about, before the roster knows them; the next import finds them.

    Denied where the number is another child's here: it is that child, or the number is wrong.
    """
    policies.check_can_add_sent(by)
    policies.check_has_names(identity)
    child_id, digest = new_id(), upn_digest(by.organisation_id, identity.upn)
    with as_organisation(by.organisation_id):
        same = Child.objects.filter(organisation_id=by.organisation_id, upn_digest=digest)
        if digest is not None and same.exists():
            raise Denied(
                "number_is_taken",
                "A child with this unique pupil number is here already: choose that child, or ring the sender if it is another "
                "one.",
            )
        Child.objects.create(
            organisation_id=by.organisation_id, id=child_id, upn_digest=digest,
            identity=protect_child(by.organisation_id, child_id, identity),
        )  # fmt: skip
        log.record_act(by, act="child.added", item_kind="child", item_id=child_id, subject_id=child_id)
    return child_id


def correct_child(*, by: Actor, child_id: UUID, year_group: int | None, **changed: Any) -> None:
    """Correct who a child is. `changed` are fields of ChildIdentity; the number is corrected by a file only.

    The next import of an unchanged row leaves the correction alone; a changed row is shown before it overwrites.
    """
    policies.check_can_keep_the_roll(by)
    if unknown := set(changed) - {field.name for field in fields(ChildIdentity)} | changed.keys() & {"upn"}:
        raise TypeError(f"not to be corrected by hand: {sorted(unknown)}")
    with as_organisation(by.organisation_id):
        rows = Child.objects.filter(organisation_id=by.organisation_id, id=child_id)
        sealed = rows.select_for_update().values_list("identity", flat=True).first()
        if sealed is None:
            raise NotFound("child")
        before = reveal_child(by.organisation_id, child_id, sealed)
        identity = replace(before, **changed)
        policies.check_has_names(identity)
        rows.update(identity=protect_child(by.organisation_id, child_id, identity), year_group=year_group)
        if identity.born_on != before.born_on:
            changed_days.tell(by.organisation_id, [child_id])
        log.record_act(by, act="child.corrected", item_kind="child", item_id=child_id, subject_id=child_id)


def add_adult(
    *, by: Actor, child_id: UUID, identity: AdultIdentity, kind: RelationshipKind, adult_id: UUID | None = None,
    has_responsibility: bool | None = None, lives_with: bool | None = None, since_on: date | None = None,
) -> UUID:  # fmt: skip
    """Record an adult in a child's life; `adult_id` names one who is here already. Returns their id."""
    policies.check_can_keep_the_roll(by)
    own = by.organisation_id
    with as_organisation(own):
        _check_is_here(own, child_id)
        if adult_id is None:
            adult_id = new_id()
            Adult.objects.create(
                organisation_id=own, id=adult_id, identity=protect_adult(own, adult_id, identity)
            )
        Relationship.objects.create(
            organisation_id=own,
            child_id=child_id,
            adult_id=adult_id,
            kind=int(kind),
            has_responsibility=has_responsibility,
            lives_with=lives_with,
            since_on=since_on,
        )
        log.record_act(by, act="child.related", item_kind="adult", item_id=adult_id, subject_id=child_id)
    return adult_id


def relate_siblings(*, by: Actor, first: UUID, second: UUID) -> None:
    """Record that two children are brothers or sisters; saying it twice changes nothing."""
    policies.check_can_keep_the_roll(by)
    policies.check_are_two(first, second)
    with as_organisation(by.organisation_id):
        for child_id in (first, second):
            _check_is_here(by.organisation_id, child_id)
        Relationship.objects.get_or_create(
            organisation_id=by.organisation_id,
            child_id=min(first, second),
            other_child_id=max(first, second),
            defaults={"kind": int(RelationshipKind.SIBLING)},
        )
        log.record_act(by, act="child.related", item_kind="child", item_id=second, subject_id=first)


def change_relationship(
    *, by: Actor, relationship_id: UUID, kind: RelationshipKind, has_responsibility: bool | None,
    lives_with: bool | None, restriction: str, since_on: date | None = None,
) -> None:  # fmt: skip
    """Say who an adult is to a child. `restriction` is what a court order or restriction says, or nothing."""
    policies.check_can_keep_the_roll(by)
    own, words = by.organisation_id, restriction.strip()
    with as_organisation(own):
        rows = Relationship.objects.filter(organisation_id=own, id=relationship_id, adult_id__isnull=False)
        row = rows.select_for_update().first()
        if row is None:
            raise NotFound("relationship")
        before = (row.is_restricted, row.has_responsibility, row.lives_with)
        is_narrower = policies.is_narrower(before, (bool(words), has_responsibility, lives_with))
        sealed = directory.protect(own, RELATIONSHIP_TABLE, relationship_id, words.encode()) if words else b""
        rows.update(
            kind=int(kind),
            has_responsibility=has_responsibility,
            lives_with=lives_with,
            is_restricted=bool(words),
            restriction=sealed,
            since_on=since_on,
            overtaken_at=timezone.now() if is_narrower else row.overtaken_at,
        )
        log.record_act(
            by,
            act="child.related",
            item_kind="relationship",
            item_id=relationship_id,
            subject_id=row.child_id,
        )


def join_adults(*, by: Actor, relationship_id: UUID, keep_id: UUID) -> None:
    """Two rows were one person all along: this child's relationship, with whatever stands on it, is to `keep_id` now.

    What was decided about the row that is left is not carried over: a person decides it anew, and nothing opens by itself.
    """
    policies.check_can_keep_the_roll(by)
    own = by.organisation_id
    with as_organisation(own):
        rows = Relationship.objects.filter(organisation_id=own, id=relationship_id, adult_id__isnull=False)
        row = rows.select_for_update().first()
        if row is None or not Adult.objects.filter(organisation_id=own, id=keep_id).exists():
            raise NotFound("relationship")
        others = Relationship.objects.filter(organisation_id=own, child_id=row.child_id, adult_id=keep_id)
        policies.check_are_apart(row.adult_id == keep_id or others.exists())
        rows.update(adult_id=keep_id)
        log.record_act(by, act="adult.joined", item_kind="adult", item_id=keep_id, subject_id=row.child_id)


def _check_is_here(organisation_id: UUID, child_id: UUID) -> None:
    if not Child.objects.filter(organisation_id=organisation_id, id=child_id).exists():
        raise NotFound("child")
