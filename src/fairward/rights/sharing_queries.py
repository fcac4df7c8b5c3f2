"""Reads what decides how one person is shown an entry: who attached what, whose addresses must not be there, what is shown now.

It may not write, nor show anybody outside the school anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fairward.families.queries import Standing as Access
from fairward.families.queries import standing_of_person
from fairward.files.queries import follow_ups_for
from fairward.files.rendering import RenderedEntry
from fairward.files.writing import OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import FamilyDecision, Role
from fairward.keys.persons import has_person_key
from fairward.keys.records import open_records
from fairward.people.identity import AdultIdentity, ChildIdentity
from fairward.people.queries import adults_of_child, child_for
from fairward.rights.building import Author, Side, Told, role_words
from fairward.rights.masking import Mask
from fairward.rights.masks import Masks
from fairward.rights.masks import from_bytes as masks_from
from fairward.rights.shown_queries import MASKS_TABLE
from fairward.rights.vocabulary import MaskWord
from fairward.tenancy.rows import fetch

WHY = "deciding what the family sees"
FAMILY_ROLES = (int(Role.FAMILY), int(Role.YOUNG_PERSON))
_AUTHORS = (
    "SELECT a.id, a.statement_id, m.role, f.person_id FROM files_annotation a "
    "JOIN organisations_membership m ON m.organisation_id = a.organisation_id AND m.id = a.made_by "
    "LEFT JOIN families_familyaccount f ON f.organisation_id = a.organisation_id AND f.membership_id = a.made_by "
    "WHERE a.organisation_id = %s AND a.entry_id = ANY(%s)"
)
_WRITER = (
    "SELECT m.role FROM files_entry e "
    "JOIN organisations_membership m ON m.organisation_id = e.organisation_id AND m.id = e.recorded_by "
    "WHERE e.organisation_id = %s AND e.id = %s"
)
_WITHDRAWN = "SELECT id FROM files_statement WHERE organisation_id = %s AND entry_id = ANY(%s) AND withdrawn_at IS NOT NULL"
_STANDING = (
    "SELECT id, person_id, account_id, entry_version, masks_id, masks, made_at, first_read_at, last_read_at "
    "FROM rights_shownversion WHERE organisation_id = %s AND entry_id = %s AND ended_at IS NULL ORDER BY made_at, id"
)
_DECISION = (
    "SELECT decision FROM rights_audiencedecision "
    "WHERE organisation_id = %s AND entry_id = %s AND person_id = %s AND ended_at IS NULL"
)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a child's family: an adult, or the child. `identity` is theirs; `relation` the word for them."""

    person_id: UUID
    name: str
    relation: str
    is_child: bool
    lives_with: bool | None
    is_restricted: bool
    identity: AdultIdentity | ChildIdentity


@dataclass(frozen=True, slots=True)
class StandingVersion:
    """What one person is shown now. `account_id` is None while it waits for a key of theirs."""

    id: UUID
    person_id: UUID
    account_id: UUID | None
    entry_version: int
    masks_id: UUID
    masks: bytes
    made_at: datetime
    first_read_at: datetime | None
    last_read_at: datetime | None


def family_for(actor: Actor, child_id: UUID, why: str = WHY) -> list[Member]:
    """Every known adult of the child, and the child: each has a truth of their own. The look is logged."""
    child = child_for(actor, child_id, why)
    adults = [
        Member(one.adult_id, one.identity.full, one.kind.word, False, one.lives_with, one.is_restricted, one.identity)
        for one in adults_of_child(actor, child_id, why)
    ]  # fmt: skip
    return [*adults, Member(child_id, child.identity.full, "the child", True, True, False, child.identity)]


def member_for(actor: Actor, child_id: UUID, person_id: UUID, why: str = WHY) -> tuple[Member, list[Member]]:
    """One of them, and the others; whoever does not belong to the child is not there."""
    family = family_for(actor, child_id, why)
    found = [one for one in family if one.person_id == person_id]
    if not found:
        raise NotFound("person")
    return found[0], [one for one in family if one.person_id != person_id]


def told_for(
    actor: Actor, file: OpenedFile, entry: RenderedEntry, member: Member, others: Sequence[Member], why: str
) -> Told:
    """What decides what this person gets of the entry."""
    organisation_id = actor.organisation_id
    decisions = follow_ups_for(actor, file, entry.id, why)
    ids = [entry.id, *(one.id for one in decisions)]
    rows = fetch(_AUTHORS, [organisation_id, ids])
    writer = fetch(_WRITER, [organisation_id, entry.id])[0][0]
    return Told(
        purpose=file.purpose,
        by="the family" if writer in FAMILY_ROLES else role_words(Role(writer)),
        authors={row[0]: _author(row[2], row[3], member.person_id) for row in rows},
        never=_never(member, others),
        withdrawn=frozenset(row[0] for row in fetch(_WITHDRAWN, [organisation_id, ids])),
        attached_to={row[0]: row[1] for row in rows if row[1] is not None},
        decisions=decisions,
    )


def _author(role: int, of: UUID | None, person_id: UUID) -> Author:
    if role not in FAMILY_ROLES:
        return Author(Side.STAFF, role_words(Role(role)))
    return Author(Side.OWN, "you") if of == person_id else Author(Side.FAMILY, "a member of the family")


def _never(member: Member, others: Iterable[Member]) -> tuple[Mask, ...]:
    """Where others live and how they are reached is never there for whoever does not live there; for a child, of those
    from whom an order or restriction keeps them apart."""
    own = contact_of(member.identity)
    masks: dict[str, MaskWord] = {}
    for other in others:
        is_hidden = (
            other.is_restricted if member.is_child else not (other.is_child and member.lives_with is True)
        )
        if is_hidden:
            masks |= {
                phrase: word for phrase, word in contact_of(other.identity).items() if phrase not in own
            }
    return tuple(Mask(phrase, word) for phrase, word in masks.items())


def contact_of(identity: AdultIdentity | ChildIdentity) -> dict[str, MaskWord]:
    """Where somebody lives and how they are reached, each with what would stand in its place."""
    found = {" ".join(phone.split()): MaskWord.TELEPHONE for phone in identity.phones if phone.strip()}
    lines = [line.strip() for line in identity.address if line.strip()]
    if lines:
        found |= {", ".join(lines): MaskWord.ADDRESS, lines[0]: MaskWord.ADDRESS}
    if identity.postcode.strip():
        found[identity.postcode.strip().upper()] = MaskWord.ADDRESS
    return found


def standing_versions(organisation_id: UUID, entry_id: UUID) -> list[StandingVersion]:
    """What the family is shown of an entry now, one for each person."""
    return [StandingVersion(*row) for row in fetch(_STANDING, [organisation_id, entry_id])]


def standing_version_of(organisation_id: UUID, entry_id: UUID, person_id: UUID) -> StandingVersion | None:
    """What one person is shown of an entry now, or None."""
    found = [one for one in standing_versions(organisation_id, entry_id) if one.person_id == person_id]
    return found[0] if found else None


def decision_of(organisation_id: UUID, entry_id: UUID, person_id: UUID) -> FamilyDecision | None:
    """The decision that stands for one person, or None while there is none."""
    rows = fetch(_DECISION, [organisation_id, entry_id, person_id])
    return FamilyDecision(rows[0][0]) if rows else None


def masks_for(actor: Actor, file: OpenedFile, entry_id: UUID, version: StandingVersion, why: str) -> Masks:
    """What the lead chose when this was shown; opened with the file."""
    keys = open_records(
        actor, record_ids=[version.masks_id], file=file.key, item_kind="entry", item_ids=[entry_id],
        subject_id=file.child_id, why=why,
    )  # fmt: skip
    return masks_from(keys[version.masks_id].open(bytes(version.masks), table=MASKS_TABLE, version=1))


def key_holder(access: Access | None) -> UUID | None:
    """The account to seal to: of an open access, once they have a passphrase."""
    if access is None or not access.is_open or not has_person_key(access.account_id):
        return None
    return access.account_id


def access_of(organisation_id: UUID, person_id: UUID, child_id: UUID) -> Access | None:
    """Whether this person was let in to the child's record, and whether that is open."""
    return standing_of_person(organisation_id, person_id, child_id)
