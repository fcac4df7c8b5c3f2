"""Keys of records, one for each written version. No log, no key: it may not hand one out before the look is logged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from fairward.audit.log import record_look
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import RingKind
from fairward.keys import formats, persons
from fairward.keys.file_keys import OpenFile, wrap_place
from fairward.keys.keyring import Wrap, change, fetch, insert_first_wraps, insert_more_wraps
from fairward.keys.models import HOLDER_FILE, HOLDER_PERSON, HOLDER_RING
from fairward.keys.opened import Opened
from fairward.keys.ring_store import open_rings, standing_rings, unlocked_of

Unwrap = Callable[[UUID, bytes], bytes]
GONE = (
    "The words that stood here no longer exist: their key was destroyed, and nobody can read them. If they were not meant to "
    "go, tell whoever runs the servers now: for a short time a backup of the keyring may still hold the key."
)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who a record key is wrapped for."""

    kind: int
    ids: tuple[UUID, ...]

    @classmethod
    def file(cls, file_id: UUID) -> Holder:
        """A file, by its id."""
        return cls(HOLDER_FILE, (file_id,))

    @classmethod
    def person(cls, account_id: UUID) -> Holder:
        """A person, by their account: the pair they have now."""
        return cls(HOLDER_PERSON, (persons.person_with_key(account_id).key_id,))

    @classmethod
    def ring(cls, organisation_id: UUID, kind: RingKind) -> Holder:
        """A ring, in every version."""
        rows = fetch(
            "SELECT id FROM keys_ring WHERE organisation_id = %s AND kind = %s", [organisation_id, int(kind)]
        )
        return cls(HOLDER_RING, tuple(row[0] for row in rows))


class RecordKey(Opened):
    """The key of one record, for one request: seals and opens its content, bound to table and version."""

    __slots__ = ("_key", "organisation_id", "record_id")

    def __init__(self, organisation_id: UUID, record_id: UUID, key: bytes) -> None:
        self.organisation_id = organisation_id
        self.record_id = record_id
        self._key = key

    def seal(self, content: bytes, *, table: str, version: int) -> bytes:
        """Encrypt content that will lie in this place only."""
        return formats.encrypt(self._key, content, self._place(table, version))

    def open(self, sealed: bytes, *, table: str, version: int) -> bytes:
        """Decrypt content; FormatError when it was moved, exchanged or damaged."""
        return formats.decrypt(self._key, sealed, self._place(table, version))

    def _place(self, table: str, version: int) -> bytes:
        return formats.bind(self.organisation_id, table, self.record_id, version)


def create_record(
    organisation_id: UUID,
    record_id: UUID,
    *,
    rings: Iterable[RingKind] = (),
    file: OpenFile | None = None,
    persons: Iterable[UUID] = (),
    for_named_only: bool = False,
) -> RecordKey:
    """Make a record's key and store it wrapped for its holders. Accounts without a passphrase are passed over.

    A ring or a file must hold it: a person alone could take it with them. `for_named_only`: what another organisation told
    to people by name; no ring may hold it, and that organisation still has it when they leave.
    """
    key = formats.new_key()
    wraps = _wraps_for_rings(organisation_id, record_id, key, rings)
    if file is not None:
        wraps.append(_wrap_for_file(file, organisation_id, record_id, key))
    if bool(wraps) is for_named_only:
        raise ValueError("a record needs a ring or a file that holds its key, or nobody but named people")
    wraps += _wraps_for_people(organisation_id, record_id, key, persons)
    if not wraps:
        raise Denied(
            "nobody_named", "None of the people who are named has a passphrase yet, so nobody could read it."
        )
    insert_first_wraps(organisation_id, wraps)
    return RecordKey(organisation_id, record_id, key)


def open_records(
    actor: Actor,
    *,
    record_ids: Sequence[UUID],
    ring: RingKind | None = None,
    file: OpenFile | None = None,
    item_kind: str,
    item_ids: Sequence[UUID] | None = None,
    subject_id: UUID | None = None,
    why: str,
    or_ring: RingKind | None = None,
) -> dict[UUID, RecordKey]:
    """Open records with a ring, a file, or (neither given) the actor's own wraps; the look is logged first.

    `or_ring`: what the first holder does not open is tried with this ring, if the actor holds it.

    `item_ids` names what people call these records (entries of versions); else they are logged themselves. Records
    without a wrap for this holder, destroyed ones among them, are left out. Denied "locked", or "no_key" if none opens; the
    sentence says so where there is nothing left that anybody could open.
    """
    if not record_ids:
        return {}
    unlocked_of(actor)
    record_look(
        actor, item_kind=item_kind, item_ids=list(item_ids or record_ids), subject_id=subject_id, why=why
    )
    keys = _unwrap_all(actor, record_ids, ring, file, lock=False)
    lacking = [one for one in record_ids if one not in keys] if or_ring is not None else []
    if lacking:
        keys |= _unwrap_if_held(actor, lacking, or_ring)
    organisation_id = actor.organisation_id
    if not keys:
        is_gone = without_key(organisation_id, record_ids) == set(record_ids)
        raise Denied("no_key", GONE if is_gone else "You do not hold a key for this.")
    return {record_id: RecordKey(organisation_id, record_id, key) for record_id, key in keys.items()}


def add_wrap(
    actor: Actor,
    record_id: UUID,
    *,
    from_ring: RingKind | None = None,
    from_file: OpenFile | None = None,
    to_file: OpenFile | None = None,
    to_ring_kind: RingKind | None = None,
    to_account_id: UUID | None = None,
) -> None:
    """Let another holder open a record that the actor can open. Hands no key to the caller; the caller logs the act."""
    organisation_id = actor.organisation_id
    key = _unwrap_all(actor, [record_id], from_ring, from_file, lock=True).get(record_id)
    if key is None:
        raise Denied("no_key", "You do not hold a key for this.")
    wraps: list[Wrap] = []
    if to_ring_kind is not None:
        wraps += _wraps_for_rings(organisation_id, record_id, key, [to_ring_kind])
    if to_file is not None:
        wraps.append(_wrap_for_file(to_file, organisation_id, record_id, key))
    if to_account_id is not None:
        persons.person_with_key(to_account_id)
        wraps += _wraps_for_people(organisation_id, record_id, key, [to_account_id])
    if not wraps:
        raise ValueError("a wrap needs somebody to be made for")
    insert_more_wraps(organisation_id, wraps)


def lend_records(
    actor: Actor, record_ids: Sequence[UUID], *, from_file: OpenFile, to_file: OpenFile
) -> list[UUID]:
    """Let another file of the same organisation hold what this one holds, beside it; returns which records.

    The first file lets go afterwards (`drop_from_files`), once the rows say where the records belong: a crash in between
    leaves a record that opens with both, never one that opens with neither. The caller logs the act.
    """
    organisation_id = actor.organisation_id
    keys = _unwrap_all(actor, record_ids, None, from_file, lock=True)
    if keys:
        insert_more_wraps(
            organisation_id,
            [_wrap_for_file(to_file, organisation_id, record_id, key) for record_id, key in keys.items()],
        )
    return list(keys)


def drop_wrap(organisation_id: UUID, record_id: UUID, holder: Holder | RingKind) -> None:
    """Let a holder open a record no more. Refuses to drop the last ring or file: that is `destroy_records`."""
    who = Holder.ring(organisation_id, holder) if isinstance(holder, RingKind) else holder
    _lock_wraps(organisation_id, [record_id])
    staying = fetch(
        "SELECT 1 FROM keys_recordwrap WHERE organisation_id = %s AND record_id = %s AND holder_kind <> %s "
        "AND NOT (holder_kind = %s AND holder_id = ANY(%s)) LIMIT 1",
        [organisation_id, record_id, HOLDER_PERSON, who.kind, list(who.ids)],
    )
    if not staying:
        raise ValueError("the last ring or file of a record is not dropped: destroy the record instead")
    change(
        "DELETE FROM keys_recordwrap "
        "WHERE organisation_id = %s AND record_id = %s AND holder_kind = %s AND holder_id = ANY(%s)",
        [organisation_id, record_id, who.kind, list(who.ids)],
    )


def drop_people(organisation_id: UUID, record_ids: Iterable[UUID]) -> int:
    """Let no person open these records any more, whatever pair they had; rings and files keep them. Returns how many wraps."""
    wanted = list(record_ids)
    _lock_wraps(organisation_id, wanted)
    return change(
        "DELETE FROM keys_recordwrap WHERE organisation_id = %s AND record_id = ANY(%s) AND holder_kind = %s",
        [organisation_id, wanted, HOLDER_PERSON],
    )


def without_key(organisation_id: UUID, record_ids: Iterable[UUID]) -> set[UUID]:
    """Those of the records whose key nobody holds: destroyed, while their row came back from an old backup."""
    wanted = list(record_ids)
    rows = fetch(
        "SELECT one FROM unnest(%s::uuid[]) AS one WHERE NOT EXISTS (SELECT 1 FROM keys_recordwrap w "
        "WHERE w.organisation_id = %s AND w.record_id = one)",
        [wanted, organisation_id],
    )
    return {row[0] for row in rows}


def held_by_person(organisation_id: UUID, record_ids: Iterable[UUID], account_id: UUID) -> set[UUID]:
    """Those of the records that the pair which this person has now opens: whoever began with a new pair opens none."""
    who = Holder.person(account_id)
    rows = fetch(
        "SELECT record_id FROM keys_recordwrap "
        "WHERE organisation_id = %s AND record_id = ANY(%s) AND holder_kind = %s AND holder_id = ANY(%s)",
        [organisation_id, list(record_ids), who.kind, list(who.ids)],
    )
    return {row[0] for row in rows}


def forget_person(
    organisation_id: UUID, account_id: UUID, *, record_ids: Sequence[UUID] | None = None
) -> int:
    """Take from a person who leaves every record that was wrapped for them, their own reports too; or these only."""
    who = Holder.person(account_id)
    if record_ids is not None:
        return change(
            "DELETE FROM keys_recordwrap WHERE organisation_id = %s AND record_id = ANY(%s) AND holder_kind = %s "
            "AND holder_id = ANY(%s)",
            [organisation_id, list(record_ids), who.kind, list(who.ids)],
        )
    return change(
        "DELETE FROM keys_recordwrap WHERE organisation_id = %s AND holder_kind = %s AND holder_id = ANY(%s)",
        [organisation_id, who.kind, list(who.ids)],
    )


def drop_from_files(organisation_id: UUID, pairs: Sequence[tuple[UUID, UUID]]) -> int:
    """Let a file open a record no more, for (record, file): what goes from one file stays for whoever else holds it.

    Where nobody else does, nothing opens the record afterwards. Returns how many wraps went.
    """
    if not pairs:
        return 0
    _lock_wraps(organisation_id, [record_id for record_id, _ in pairs])
    return change(
        "DELETE FROM keys_recordwrap w USING unnest(%s::uuid[], %s::uuid[]) AS gone (record_id, file_id) "
        "WHERE w.organisation_id = %s AND w.record_id = gone.record_id AND w.holder_kind = %s "
        "AND w.holder_id = gone.file_id",
        [*(list(column) for column in zip(*pairs, strict=True)), organisation_id, HOLDER_FILE],
    )


def destroy_records(organisation_id: UUID, ids: Iterable[UUID]) -> int:
    """Destroy records: every wrap of their keys goes, in the transaction that commits before the records' own.

    The wraps are locked before they are deleted, so that a wrap which somebody is adding just now is waited for and
    goes too. Returns how many wraps went.
    """
    wanted = list(ids)
    _lock_wraps(organisation_id, wanted)
    return change(
        "DELETE FROM keys_recordwrap WHERE organisation_id = %s AND record_id = ANY(%s)",
        [organisation_id, wanted],
    )


def _lock_wraps(organisation_id: UUID, record_ids: list[UUID]) -> None:
    fetch(
        "SELECT 1 FROM keys_recordwrap WHERE organisation_id = %s AND record_id = ANY(%s) ORDER BY id FOR UPDATE",
        [organisation_id, record_ids],
    )


def _unwrap_all(
    actor: Actor, record_ids: Sequence[UUID], ring: RingKind | None, file: OpenFile | None, *, lock: bool
) -> dict[UUID, bytes]:
    """The record keys in the clear. Only for functions of this module that log first, or hand no key on."""
    unlocked_of(actor)
    kind, holder_ids, unwrap = _opener(actor, ring, file)
    rows = fetch(
        _SELECT_WRAPS + (" FOR KEY SHARE" if lock else ""),
        [actor.organisation_id, list(record_ids), kind, list(holder_ids)],
    )
    return {record_id: unwrap[holder_id](record_id, bytes(wrapped)) for record_id, holder_id, wrapped in rows}


def _unwrap_if_held(actor: Actor, record_ids: Sequence[UUID], ring: RingKind | None) -> dict[UUID, bytes]:
    """Nothing where the actor does not hold the ring: the words wait for somebody who does."""
    try:
        return _unwrap_all(actor, record_ids, ring, None, lock=False)
    except Denied as denied:
        if denied.code != "no_key":
            raise
        return {}


_SELECT_WRAPS = (
    "SELECT record_id, holder_id, wrapped FROM keys_recordwrap "
    "WHERE organisation_id = %s AND record_id = ANY(%s) AND holder_kind = %s AND holder_id = ANY(%s)"
)


def _opener(
    actor: Actor, ring: RingKind | None, file: OpenFile | None
) -> tuple[int, list[UUID], dict[UUID, Unwrap]]:
    """What opens the wraps, by holder: the file, the versions of the ring, or the person."""
    organisation_id = actor.organisation_id
    if file is not None:
        if file.organisation_id != organisation_id:
            raise Denied("no_key", "This file belongs to another organisation.")
        return HOLDER_FILE, [file.file_id], {file.file_id: file.unwrap_record_key}
    if ring is not None:
        opened = open_rings(actor, ring)
        return HOLDER_RING, list(opened), {of: _by(key.open, organisation_id) for of, key in opened.items()}
    unlocked = unlocked_of(actor)
    persons.check_not_locked_since(unlocked)
    return HOLDER_PERSON, [unlocked.key_id], {unlocked.key_id: _by(unlocked.open, organisation_id)}


def _by(opens: Callable[[bytes, bytes], bytes], organisation_id: UUID) -> Unwrap:
    return lambda record_id, wrapped: opens(wrapped, wrap_place(organisation_id, record_id))


def _wraps_for_rings(
    organisation_id: UUID, record_id: UUID, key: bytes, kinds: Iterable[RingKind]
) -> list[Wrap]:
    wanted = list(kinds)
    if not wanted:
        return []
    place = wrap_place(organisation_id, record_id)
    return [
        (record_id, HOLDER_RING, ring.id, formats.seal(ring.public, key, place))
        for ring in standing_rings(organisation_id, wanted).values()
    ]


def _wraps_for_people(
    organisation_id: UUID, record_id: UUID, key: bytes, account_ids: Iterable[UUID]
) -> list[Wrap]:
    wanted = list(account_ids)
    if not wanted:
        return []
    place = wrap_place(organisation_id, record_id)
    return [
        (record_id, HOLDER_PERSON, person.key_id, formats.seal(person.public, key, place))
        for person in persons.people_with_keys(wanted).values()
    ]


def _wrap_for_file(file: OpenFile, organisation_id: UUID, record_id: UUID, key: bytes) -> Wrap:
    if file.organisation_id != organisation_id:
        raise Denied("no_key", "This file belongs to another organisation.")
    return (record_id, HOLDER_FILE, file.file_id, file.wrap_record_key(record_id, key))
