"""Reads children, adults and what they are to each other. It may not write anything but the log."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from fairward.audit import log
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.keys import directory
from fairward.people.identity import (
    RELATIONSHIP_TABLE,
    AdultIdentity,
    ChildIdentity,
    child_from_raw,
    reveal_adult,
    reveal_child,
    reveal_raw_children,
)
from fairward.people.matching import ANYBODY, Wanted
from fairward.people.models import Child, Relationship
from fairward.people.roster.cells import folded
from fairward.people.vocabulary import RelationshipKind, RollStatus, year_word
from fairward.tenancy.rows import fetch

FOUND_AT_MOST = 20
# With and without what follows an apostrophe: O’Brien, and Robin of “Robin’s”.
_NAMES = (re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*"), re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*"))
_NAMES_OF_CHILDREN = (
    "SELECT id, identity, year_group FROM people_child WHERE organisation_id = %s AND id = ANY(%s)"
)
_NAMES_OF_ADULTS = "SELECT id, identity FROM people_adult WHERE organisation_id = %s AND id = ANY(%s)"
_ALL_ADULTS = (
    "SELECT a.id, a.identity FROM people_adult a WHERE a.organisation_id = %s AND NOT EXISTS (SELECT 1 FROM "
    "people_relationship r WHERE r.organisation_id = a.organisation_id AND r.adult_id = a.id AND r.child_id = %s)"
)
_ADULTS_OF_CHILD = (
    "SELECT r.id, r.adult_id, a.identity, r.kind, r.has_responsibility, r.lives_with, r.is_restricted, "
    "r.restriction, r.since_on FROM people_relationship r "
    "JOIN people_adult a ON a.organisation_id = r.organisation_id AND a.id = r.adult_id "
    "WHERE r.organisation_id = %s AND r.child_id = %s"
)
_OF_RELATIONSHIP = (
    "id",
    "adult_id",
    "adult__identity",
    "kind",
    "has_responsibility",
    "lives_with",
    "is_restricted",
    "restriction",
    "since_on",
)


@dataclass(frozen=True, slots=True)
class ChildName:
    """How a child is shown wherever records about them are listed."""

    full: str
    first: str
    year_group: int | None
    class_name: str

    @property
    def place(self) -> str:
        """Year and class in words: "Year 3, 3A"; empty if neither is known."""
        return ", ".join(part for part in (year_word(self.year_group), self.class_name) if part)


@dataclass(frozen=True, slots=True)
class FoundChild:
    """One child of a list."""

    id: UUID
    name: ChildName
    status: RollStatus


@dataclass(frozen=True, slots=True)
class ChildRecord:
    """The identity bar of one child."""

    id: UUID
    identity: ChildIdentity
    year_group: int | None
    status: RollStatus
    left_on: date | None

    @property
    def name(self) -> ChildName:
        """As in lists."""
        return _name(self.identity, self.year_group)


@dataclass(frozen=True, slots=True)
class AdultOfChild:
    """An adult and what they are to one child. `restriction` is what a court order or restriction says."""

    relationship_id: UUID
    adult_id: UUID
    identity: AdultIdentity
    kind: RelationshipKind
    has_responsibility: bool | None
    lives_with: bool | None
    is_restricted: bool
    restriction: str
    since_on: date | None


def names_of_children(organisation_id: UUID, ids: Iterable[UUID]) -> dict[UUID, ChildName]:
    """Child id -> name. Writes no line: whoever lists records says in the log what was shown."""
    found = fetch(_NAMES_OF_CHILDREN, [organisation_id, list(set(ids))])
    if not found:
        return {}
    revealed = reveal_raw_children(organisation_id, ((row[0], row[1]) for row in found))
    return {row[0]: _name(child_from_raw(raw), row[2]) for raw, row in zip(revealed, found, strict=True)}


def born_on_of(organisation_id: UUID, child_id: UUID) -> date | None:
    """The date of birth, for schedules that count from it; None when no file has said it."""
    sealed = (
        Child.objects.filter(organisation_id=organisation_id, id=child_id)
        .values_list("identity", flat=True)
        .first()
    )
    if sealed is None:
        raise NotFound("child")
    return reveal_child(organisation_id, child_id, sealed).born_on


def left_on_of(organisation_id: UUID, child_id: UUID) -> date | None:
    """The day the child left the roll, for schedules that count from it; None while they are here."""
    return (
        Child.objects.filter(organisation_id=organisation_id, id=child_id)
        .values_list("left_on", flat=True)
        .first()
    )


def births_of(organisation_id: UUID, ids: Iterable[UUID]) -> dict[UUID, date | None]:
    """Child id -> date of birth, for clocks that count from it; children who are not there are left out."""
    found = fetch(_NAMES_OF_CHILDREN, [organisation_id, list(set(ids))])
    return {row[0]: reveal_child(organisation_id, row[0], row[1]).born_on for row in found}


def find_children(
    actor: Actor, text: str, *, include_left: bool = False, limit: int = FOUND_AT_MOST
) -> list[FoundChild]:
    """Children whose names, year or class begin like every word typed; never by UPN. The list shown is logged."""
    wanted = Wanted.of(text)
    if not wanted:
        return []
    found = [
        child
        for child in _roll(actor.organisation_id, include_left=include_left, wanted=wanted)
        if wanted.matches(child.identity, child.year_group)
    ]
    found.sort(key=lambda child: wanted.rank(child.identity))
    shown = [FoundChild(child.id, child.name, child.status) for child in found[:limit]]
    log.record_list(actor, item_kind="child", item_ids=[one.id for one in shown], why="looking for a child")
    return shown


def children_named_in(
    actor: Actor, text: str, why: str, *, besides: Iterable[UUID] = (), by_surname: bool = False
) -> list[FoundChild]:
    """Children, former ones too, whose first name (or, if asked, surname) stands in a text. The list is logged."""
    written = frozenset(folded(word) for pattern in _NAMES for word in pattern.findall(text))
    left_out = set(besides)
    found = [
        FoundChild(child.id, child.name, child.status)
        for child in (_roll(actor.organisation_id, include_left=True) if written else ())
        if child.id not in left_out and _names_of(child.identity, by_surname=by_surname) & written
    ]
    if found:
        log.record_list(actor, item_kind="child", item_ids=[one.id for one in found], why=why)
    return found


def _names_of(identity: ChildIdentity, *, by_surname: bool) -> set[str]:
    names = {identity.first, identity.forename} | ({identity.surname} if by_surname else set())
    return {folded(name) for name in names}


@dataclass(frozen=True, slots=True)
class RollPage:
    """One page of the roll, and how many there are in all."""

    children: list[FoundChild]
    total: int


def list_children(
    actor: Actor, *, year_group: int | None = None, status: RollStatus = RollStatus.ON_ROLL, text: str = "",
    page: int = 1, size: int = 50,
) -> RollPage:  # fmt: skip
    """The roll by surname, for whoever keeps it. The page shown is logged."""
    wanted = Wanted.of(text)
    rows = [
        child
        for child in _roll(actor.organisation_id, include_left=status is RollStatus.LEFT)
        if child.status is status
        and (year_group is None or child.year_group == year_group)
        and (not wanted or wanted.matches(child.identity, child.year_group))
    ]
    rows.sort(key=lambda child: (child.identity.surname.casefold(), child.identity.forename.casefold()))
    shown = rows[(page - 1) * size : page * size]
    log.record_list(actor, item_kind="child", item_ids=[one.id for one in shown], why="keeping the roll")
    return RollPage([FoundChild(one.id, one.name, one.status) for one in shown], len(rows))


def child_for(actor: Actor, child_id: UUID, why: str) -> ChildRecord:
    """One child's identity; a child of another organisation is not there. The look is logged first."""
    row = (
        Child.objects.filter(organisation_id=actor.organisation_id, id=child_id)
        .values_list("identity", "year_group", "status", "left_on")
        .first()
    )
    if row is None:
        raise NotFound("child")
    log.record_look(actor, item_kind="child", item_ids=[child_id], subject_id=child_id, why=why)
    sealed, year_group, status, left_on = row
    identity = reveal_child(actor.organisation_id, child_id, sealed)
    return ChildRecord(child_id, identity, year_group, RollStatus(status), left_on)


def adults_of_child(
    actor: Actor, child_id: UUID, why: str = "seeing who is in the child's life"
) -> list[AdultOfChild]:
    """The adults in a child's life, those with parental responsibility first. The look is logged first."""
    rows = fetch(_ADULTS_OF_CHILD, [actor.organisation_id, child_id])
    found = [dict(zip(_OF_RELATIONSHIP, row, strict=True)) for row in rows]
    if found:
        ids: list[UUID] = [row["adult_id"] for row in found]
        log.record_look(actor, item_kind="adult", item_ids=ids, subject_id=child_id, why=why)
    adults = [_adult(actor.organisation_id, row) for row in found]
    return sorted(adults, key=lambda one: (not one.has_responsibility, one.kind, one.identity.full))


@dataclass(frozen=True, slots=True)
class Namesake:
    """An adult of the same name who belongs to other children: perhaps the same person, recorded twice."""

    adult_id: UUID
    name: str
    phones: tuple[str, ...]
    children: list[str]


def namesakes_of(actor: Actor, child_id: UUID, adult: AdultOfChild) -> list[Namesake]:
    """Adults of the same forename and surname who are not this child's. The list shown is logged."""
    own, wanted = actor.organisation_id, _name_key(adult.identity)
    rows = fetch(_ALL_ADULTS, [own, child_id])
    everybody = {row[0]: reveal_adult(own, row[0], row[1]) for row in rows}
    same = {key: one for key, one in everybody.items() if _name_key(one) == wanted}
    related = Relationship.objects.filter(organisation_id=own, adult_id__in=list(same))
    children: dict[UUID, list[UUID]] = {}
    for who, child in related.values_list("adult_id", "child_id"):
        if who is not None:
            children.setdefault(who, []).append(child)
    if not children:
        return []
    log.record_list(
        actor, item_kind="adult", item_ids=list(children), why="looking for one person recorded twice"
    )
    names = names_of_children(own, [child for ids in children.values() for child in ids])
    return [
        Namesake(
            who, same[who].full, same[who].phones, [names[child].full for child in ids if child in names]
        )
        for who, ids in children.items()
    ]


def _name_key(identity: AdultIdentity) -> tuple[str, str]:
    return identity.forename.strip().casefold(), identity.surname.strip().casefold()


def siblings_of(actor: Actor, child_id: UUID) -> dict[UUID, ChildName]:
    """Brothers and sisters who are known here. The list shown is logged."""
    ids = sibling_ids(actor.organisation_id, child_id)
    if not ids:
        return {}
    log.record_list(actor, item_kind="child", item_ids=ids, why="seeing brothers and sisters")
    return names_of_children(actor.organisation_id, ids)


def sibling_ids(organisation_id: UUID, child_id: UUID) -> list[UUID]:
    """Ids of brothers and sisters, without their names."""
    pairs = Relationship.objects.filter(
        Q(child_id=child_id, other_child_id__isnull=False) | Q(other_child_id=child_id),
        organisation_id=organisation_id,
    ).values_list("child_id", "other_child_id")
    return [one for pair in pairs for one in pair if one is not None and one != child_id]


def names_of_adults(organisation_id: UUID, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Adult id -> full name. Writes no line: whoever lists records says in the log what was shown."""
    rows = fetch(_NAMES_OF_ADULTS, [organisation_id, list(set(ids))])
    return {adult_id: reveal_adult(organisation_id, adult_id, sealed).full for adult_id, sealed in rows}


def whole_roll(organisation_id: UUID) -> Iterator[ChildRecord]:
    """Everybody, former pupils too. Writes no line: whoever shows some of them says in the log which."""
    return _roll(organisation_id, include_left=True)


def _roll(organisation_id: UUID, *, include_left: bool, wanted: Wanted = ANYBODY) -> Iterator[ChildRecord]:
    """Decrypts everybody and reads those who may be meant: no index of names exists to be stolen."""
    rows = Child.objects.filter(organisation_id=organisation_id)
    if not include_left:
        rows = rows.filter(status=int(RollStatus.ON_ROLL))
    found = list(rows.values_list("id", "identity", "year_group", "status", "left_on"))
    if not found:
        return  # an organisation without children may have no directory key yet
    revealed = reveal_raw_children(organisation_id, ((row[0], row[1]) for row in found))
    for raw, (child_id, _sealed, year_group, status, left_on) in zip(revealed, found, strict=True):
        if wanted.may_match(raw, year_group):
            yield ChildRecord(child_id, child_from_raw(raw), year_group, RollStatus(status), left_on)


def _name(identity: ChildIdentity, year_group: int | None) -> ChildName:
    return ChildName(identity.full, identity.first, year_group, identity.class_name)


def _adult(organisation_id: UUID, row: Mapping[str, Any]) -> AdultOfChild:
    words = b""
    if row["restriction"]:
        words = directory.reveal(organisation_id, RELATIONSHIP_TABLE, row["id"], bytes(row["restriction"]))
    return AdultOfChild(
        relationship_id=row["id"],
        adult_id=row["adult_id"],
        identity=reveal_adult(organisation_id, row["adult_id"], row["adult__identity"]),
        kind=RelationshipKind(row["kind"]),
        has_responsibility=row["has_responsibility"],
        lives_with=row["lives_with"],
        is_restricted=row["is_restricted"],
        restriction=words.decode(),
        since_on=row["since_on"],
    )
