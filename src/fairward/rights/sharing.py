"""The only writer of what families are shown. It decides nothing and logs no act: the action that calls it does both.

    write_shown(by, file, prepared)      a version of its own, sealed to the file and to the person if they have a key
    end_shown(by, [entry_id], …)         ended at once, and nobody of the family holds a key to it any more
    reshow(by, file, entry_id)           after a correction, an annotation or a decision: the same masks, or ended

Whoever calls `reshow` has the file open. What was not confirmed by a person is never shown: where something new would have
to be masked, the old version ends and the entry waits on the family desk.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils import timezone

from fairward.files.reading import entry_rows, open_entries
from fairward.files.rendering import RenderedEntry
from fairward.files.writing import OpenedFile
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import FamilyDecision
from fairward.keys.records import add_wrap, create_record, drop_people, held_by_person, open_records
from fairward.rights import masks as masks_content
from fairward.rights.building import Told, build, may_be_included, texts_of
from fairward.rights.masks import Masks
from fairward.rights.models import ShownVersion
from fairward.rights.naming import names_to_find
from fairward.rights.sharing_queries import (
    Member,
    StandingVersion,
    access_of,
    contact_of,
    decision_of,
    family_for,
    key_holder,
    masks_for,
    standing_versions,
    told_for,
)
from fairward.rights.shown_content import ShownEntry, from_bytes, to_bytes
from fairward.rights.shown_queries import MASKS_TABLE, SHOWN_TABLE
from fairward.rights.suggesting import Found, Named, find, unconfirmed
from fairward.tenancy.rows import fetch

WHY = "showing it to the family"
_SEALED = "SELECT sealed FROM rights_shownversion WHERE organisation_id = %s AND id = %s"


@dataclass(frozen=True, slots=True)
class Ground:
    """An entry, one person, and all that decides what they would see of it; `names`: whose names to look for."""

    entry: RenderedEntry
    member: Member
    told: Told
    names: Sequence[Named]
    own: Sequence[str]


@dataclass(frozen=True, slots=True)
class Prepared:
    """An entry as one person would be shown it, what was chosen for them, what was found in it before the masks and
    after them, and what of that nobody has decided about."""

    entry: RenderedEntry
    member: Member
    shown: ShownEntry
    masks: Masks
    found: Found
    left: Found
    unconfirmed: Found


def entry_of(by: Actor, file: OpenedFile, entry_id: UUID, why: str = WHY) -> RenderedEntry:
    """The entry as staff see it; one of another file is not there."""
    rows = entry_rows(by.organisation_id, "id = %s AND file_id = %s", [entry_id, file.id])
    if not rows:
        raise NotFound("entry")
    found = open_entries(by, file, rows, why)
    if not found:
        raise NotFound("entry")
    return found[0]


def gather(
    by: Actor, file: OpenedFile, entry: RenderedEntry, person_id: UUID, family: Sequence[Member]
) -> Ground:
    """Everything that decides what this person would see; after it, nothing is asked of the database."""
    member = next((one for one in family if one.person_id == person_id), None)
    if member is None:
        raise NotFound("person")
    others = [one for one in family if one.person_id != person_id]
    told = told_for(by, file, entry, member, others, WHY)
    texts = texts_of(build(entry, told, everything_in(entry, told)))
    names = names_to_find(by, file.child_id, member, others, texts)
    return Ground(entry, member, told, names, list(contact_of(member.identity)))


def everything_in(entry: RenderedEntry, told: Told) -> Masks:
    """Nothing masked or left out, every account of others included, everybody named who told the school."""
    included = frozenset(one.id for one in may_be_included(entry, told))
    return Masks(included=included, named=frozenset(one.id for one in entry.statements))


def prepare(ground: Ground, masks: Masks) -> Prepared:
    """What this person would see with these masks. Pure."""
    entry, told = ground.entry, ground.told
    bare, shown = build(entry, told, replace(masks, phrases=())), build(entry, told, masks)
    found, left = (find(texts_of(one), ground.names, entry, masks, ground.own) for one in (bare, shown))
    return Prepared(entry, ground.member, shown, masks, found, left, unconfirmed(left, masks))


def write_shown(by: Actor, file: OpenedFile, prepared: Prepared) -> UUID:
    """Store what was prepared as what this person is shown from now on; what they were shown before ends. Returns its id."""
    entry, person_id = prepared.entry, prepared.member.person_id
    end_shown(by, [entry.id], person_ids=[person_id])
    account_id = key_holder(access_of(by.organisation_id, person_id, file.child_id))
    shown_id, masks_id = new_id(), new_id()
    key = create_record(
        by.organisation_id, shown_id, file=file.key, persons=[account_id] if account_id is not None else []
    )
    masks_key = create_record(by.organisation_id, masks_id, file=file.key)
    ShownVersion.objects.create(
        organisation_id=by.organisation_id, id=shown_id, entry_id=entry.id, person_id=person_id, account_id=account_id,
        child_id=file.child_id, entry_version=entry.version, masks_id=masks_id,
        sealed=key.seal(to_bytes(prepared.shown), table=SHOWN_TABLE, version=1),
        masks=masks_key.seal(masks_content.to_bytes(prepared.masks), table=MASKS_TABLE, version=1),
        made_at=timezone.now(), made_by=by.membership_id,
    )  # fmt: skip
    return shown_id


def end_shown(
    by: Actor,
    entry_ids: Iterable[UUID],
    *,
    person_ids: Iterable[UUID] | None = None,
    is_taken_back: bool = False,
) -> list[UUID]:
    """End what is shown of these entries, to these persons or to everybody; no person holds a key to it afterwards."""
    rows = ShownVersion.objects.select_for_update().filter(
        organisation_id=by.organisation_id, entry_id__in=list(entry_ids), ended_at__isnull=True
    )
    if person_ids is not None:
        rows = rows.filter(person_id__in=list(person_ids))
    ids = list(rows.values_list("id", flat=True))
    if ids:
        drop_people(by.organisation_id, ids)
        ShownVersion.objects.filter(organisation_id=by.organisation_id, id__in=ids).update(
            ended_at=timezone.now(),
            account_id=None,
            taken_back_by=by.membership_id if is_taken_back else None,
        )
    return ids


def reshow(by: Actor, file: OpenedFile, entry_id: UUID) -> list[UUID]:
    """Renew what each person is shown of an entry that has changed. Returns those whose version ended and who must be
    prepared for again by a person: the family desk asks for it."""
    standing = standing_versions(by.organisation_id, entry_id)
    if not standing:
        return []
    entry = entry_of(by, file, entry_id)
    family = family_for(by, file.child_id, WHY)
    return [one.person_id for one in standing if not _renewed(by, file, entry, one, family)]


def _renewed(
    by: Actor, file: OpenedFile, entry: RenderedEntry, version: StandingVersion, family: list[Member]
) -> bool:
    """Whether this person is shown the entry as it is now. What would not differ is left alone: nobody can tell by the time
    of a new version that something was added which is not theirs to know."""
    is_member = any(one.person_id == version.person_id for one in family)
    if (
        not is_member
        or decision_of(by.organisation_id, entry.id, version.person_id) is not FamilyDecision.SHARE_NOW
    ):
        end_shown(by, [entry.id], person_ids=[version.person_id])
        return False
    masks = masks_for(by, file, entry.id, version, WHY)
    prepared = prepare(gather(by, file, entry, version.person_id, family), masks)
    if to_bytes(prepared.shown) == to_bytes(shown_of(by, file, entry.id, version.id)):
        row = ShownVersion.objects.filter(organisation_id=by.organisation_id, id=version.id)
        row.update(entry_version=entry.version, renewed_at=timezone.now())
        return True
    if prepared.unconfirmed.suggestions or prepared.unconfirmed.warnings:
        end_shown(by, [entry.id], person_ids=[version.person_id])
        return False
    write_shown(by, file, prepared)
    return True


def shown_of(by: Actor, file: OpenedFile, entry_id: UUID, shown_id: UUID, why: str = WHY) -> ShownEntry:
    """What one version shows, opened with the file."""
    keys = open_records(
        by, record_ids=[shown_id], file=file.key, item_kind="entry", item_ids=[entry_id], subject_id=file.child_id, why=why
    )  # fmt: skip
    sealed = fetch(_SEALED, [by.organisation_id, shown_id])[0][0]
    return from_bytes(keys[shown_id].open(bytes(sealed), table=SHOWN_TABLE, version=1))


def seal_to_person(by: Actor, file: OpenedFile, version: StandingVersion) -> bool:
    """Give the person the key to what was waiting for them, if their access is open, they have a key, and it is decided."""
    account_id = key_holder(access_of(by.organisation_id, version.person_id, file.child_id))
    row = ShownVersion.objects.select_for_update().filter(
        organisation_id=by.organisation_id, id=version.id, ended_at__isnull=True, account_id__isnull=True
    )
    entry_id = row.values_list("entry_id", flat=True).first()
    if account_id is None or entry_id is None:
        return False
    if decision_of(by.organisation_id, entry_id, version.person_id) is not FamilyDecision.SHARE_NOW:
        return False
    add_wrap(by, version.id, from_file=file.key, to_account_id=account_id)
    row.update(account_id=account_id)
    return True


def lock_out(organisation_id: UUID, person_id: UUID | None = None) -> int:
    """Whose access is closed holds no key to anything shown: it waits for a lead, who seals it anew if it opens again.

    Whoever lost passphrase and recovery words and began with a new key waits for it likewise.
    For one person at the moment at which somebody closes their access, and for everybody each night: dates close it too.
    """
    rows = ShownVersion.objects.filter(
        organisation_id=organisation_id, ended_at__isnull=True, account_id__isnull=False
    )
    if person_id is not None:
        rows = rows.filter(person_id=person_id)
    closed = []
    for shown_id, account_id, whom, child_id in rows.values_list("id", "account_id", "person_id", "child_id"):
        holder = key_holder(access_of(organisation_id, whom, child_id))
        if (
            account_id is None
            or holder != account_id
            or not held_by_person(organisation_id, [shown_id], account_id)
        ):
            closed.append(shown_id)
    if closed:
        drop_people(organisation_id, closed)
        ShownVersion.objects.filter(organisation_id=organisation_id, id__in=closed).update(account_id=None)
    return len(closed)
