"""Keys of files (a child and a purpose). It may not hand out a record's key: `records` does, with the look logged."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from fairward.audit.log import record_act
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import Purpose, RingKind
from fairward.keys import formats, persons
from fairward.keys.keyring import change, fetch
from fairward.keys.models import HOLDER_FILE, FileGrant, FileKey
from fairward.keys.opened import Opened
from fairward.keys.ring_store import open_rings, standing_rings, unlocked_of
from fairward.tenancy.context import use_keyring

TABLE, GRANT_TABLE, WRAP_TABLE = "keys_filekey", "keys_filegrant", "keys_recordwrap"


class OpenFile(Opened):
    """An opened file key, for one request: wraps and unwraps record keys for this package, and opens nothing itself."""

    __slots__ = ("_key", "file_id", "organisation_id", "purpose")

    def __init__(self, organisation_id: UUID, file_id: UUID, purpose: Purpose, key: bytes) -> None:
        self.organisation_id = organisation_id
        self.file_id = file_id
        self.purpose = purpose
        self._key = key

    def wrap_record_key(self, record_id: UUID, key: bytes) -> bytes:
        """Wrap a record key for this file."""
        return formats.encrypt(self._key, key, wrap_place(self.organisation_id, record_id))

    def unwrap_record_key(self, record_id: UUID, wrapped: bytes) -> bytes:
        """Unwrap a record key; for `records` only, which has logged the look."""
        return formats.decrypt(self._key, wrapped, wrap_place(self.organisation_id, record_id))

    def seal_to(self, person: persons.Person) -> bytes:
        """Seal the file key to a person."""
        return formats.seal(person.public, self._key, _grant_place(self.organisation_id, self.file_id))


def wrap_place(organisation_id: UUID, record_id: UUID) -> bytes:
    """Where a wrapped record key belongs."""
    return formats.bind(organisation_id, WRAP_TABLE, record_id, 1)


def file_place(organisation_id: UUID, file_id: UUID) -> bytes:
    """Where a file key sealed to a ring belongs."""
    return formats.bind(organisation_id, TABLE, file_id, 1)


GONE_FILE = (
    "Nothing in this file can be read any more: its key was destroyed. If it was not meant to go, tell whoever runs the servers "
    "now: for a short time a backup of the keyring may still hold the key."
)


def _grant_place(organisation_id: UUID, file_id: UUID) -> bytes:
    return formats.bind(organisation_id, GRANT_TABLE, file_id, 1)


def create_file_key(organisation_id: UUID, file_id: UUID, purpose: Purpose) -> OpenFile:
    """Make the key of a new file, sealed to its purpose's ring. Needs no unlocked session: the file is empty."""
    kind, key = RingKind.of(purpose), formats.new_key()
    ring = standing_rings(organisation_id, [kind])[kind]
    change(
        "INSERT INTO keys_filekey (organisation_id, id, purpose, ring_id, sealed) VALUES (%s, %s, %s, %s, %s)",
        [
            organisation_id,
            file_id,
            int(purpose),
            ring.id,
            formats.seal(ring.public, key, file_place(organisation_id, file_id)),
        ],
    )
    return OpenFile(organisation_id, file_id, purpose, key)


def open_file_key(actor: Actor, file_id: UUID, purpose: Purpose) -> OpenFile:
    """Open one file's key with the purpose's ring, or with a dated grant. Denied when locked or without either."""
    opened = open_file_keys(actor, [file_id], purpose).get(file_id)
    if opened is None:
        stands = fetch(
            "SELECT 1 FROM keys_filekey WHERE organisation_id = %s AND id = %s",
            [actor.organisation_id, file_id],
        )
        raise Denied("no_key", "You do not hold a key for this file." if stands else GONE_FILE)
    return opened


def open_file_keys(actor: Actor, file_ids: Sequence[UUID], purpose: Purpose) -> dict[UUID, OpenFile]:
    """Open those of the files that the actor can, in one query where the ring serves. Opens no record by itself."""
    unlocked_of(actor)
    organisation_id = actor.organisation_id
    rows = fetch(
        "SELECT id, ring_id, sealed FROM keys_filekey "
        "WHERE organisation_id = %s AND id = ANY(%s) AND purpose = %s",
        [organisation_id, list(file_ids), int(purpose)],
    )
    rings, found = _rings_or_none(actor, purpose), {}
    for file_id, ring_id, sealed in rows:
        if ring_id in rings:
            key = rings[ring_id].open(bytes(sealed), file_place(organisation_id, file_id))
            found[file_id] = OpenFile(organisation_id, file_id, purpose, key)
    lacking = [file_id for file_id, _, _ in rows if file_id not in found]
    return found | _open_granted(actor, lacking, purpose) if lacking else found


def _rings_or_none(actor: Actor, purpose: Purpose) -> dict[UUID, formats.PrivateKey]:
    """Nothing when the actor holds no ring of the purpose: a dated grant may still open a single file."""
    try:
        return open_rings(actor, RingKind.of(purpose))
    except Denied as denied:
        if denied.code != "no_key":
            raise
        return {}


def _open_granted(actor: Actor, file_ids: list[UUID], purpose: Purpose) -> dict[UUID, OpenFile]:
    unlocked = unlocked_of(actor)
    rows = fetch(
        "SELECT g.file_id, g.sealed FROM keys_filegrant g "
        "JOIN keys_personkey p ON p.key_id = g.key_id AND p.lock_number = %s "
        "WHERE g.organisation_id = %s AND g.file_id = ANY(%s) AND g.account_id = %s AND g.key_id = %s "
        "AND g.until_at > %s",
        [
            unlocked.lock_number,
            actor.organisation_id,
            file_ids,
            actor.account_id,
            unlocked.key_id,
            timezone.now(),
        ],
    )
    found = {}
    for file_id, sealed in rows:
        key = unlocked.open(bytes(sealed), _grant_place(actor.organisation_id, file_id))
        found[file_id] = OpenFile(actor.organisation_id, file_id, purpose, key)
    return found


def grant_file(actor: Actor, file_id: UUID, purpose: Purpose, to_account_id: UUID, until: datetime) -> None:
    """Let one person open one file until a date. The giver must be able to open it; a later grant replaces this one."""
    if until <= timezone.now():
        raise Denied("past_date", "The date until which the file is shared must lie ahead.")
    opened = open_file_key(actor, file_id, purpose)
    person = persons.person_with_key(to_account_id)
    end_file_grant(actor.organisation_id, file_id, to_account_id)
    FileGrant.objects.create(
        organisation_id=actor.organisation_id,
        id=new_id(),
        file_id=file_id,
        account_id=to_account_id,
        key_id=person.key_id,
        sealed=opened.seal_to(person),
        until_at=until,
        granted_by=actor.account_id,
        granted_at=timezone.now(),
    )
    record_act(actor, act="keys.file_granted", item_kind="file", item_id=file_id)


def standing_grants(organisation_id: UUID, file_id: UUID) -> list[tuple[UUID, datetime]]:
    """Who may open this file beside the holders of its ring, and until when: (account, until), soonest end first."""
    use_keyring()
    rows = FileGrant.objects.filter(
        organisation_id=organisation_id, file_id=file_id, until_at__gt=timezone.now()
    )
    return list(rows.order_by("until_at").values_list("account_id", "until_at"))


def take_file_back(actor: Actor, file_id: UUID, account_id: UUID) -> None:
    """End a person's grant before its date."""
    end_file_grant(actor.organisation_id, file_id, account_id)
    record_act(actor, act="keys.file_taken", item_kind="file", item_id=file_id)


def end_file_grant(organisation_id: UUID, file_id: UUID, account_id: UUID) -> None:
    """Take a file back from a person; the caller logs why."""
    use_keyring()
    FileGrant.objects.filter(organisation_id=organisation_id, file_id=file_id, account_id=account_id).delete()


def end_grants_of(organisation_id: UUID, account_id: UUID) -> int:
    """Take back every file granted to a person who leaves."""
    use_keyring()
    return FileGrant.objects.filter(organisation_id=organisation_id, account_id=account_id).delete()[0]


def end_expired_grants(organisation_id: UUID) -> int:
    """For the daily job: grants past their date open nothing already; now they go."""
    use_keyring()
    return FileGrant.objects.filter(organisation_id=organisation_id, until_at__lte=timezone.now()).delete()[0]


def destroy_file_keys(organisation_id: UUID, file_ids: Sequence[UUID]) -> int:
    """Destroy files' keys, their grants and every record wrap that hangs on them. Returns how many keys went.

    The rows of the file keys are locked first: whoever is opening or moving one waits, and then finds nothing.
    """
    use_keyring()
    locked = FileKey.objects.select_for_update().filter(
        organisation_id=organisation_id, id__in=list(file_ids)
    )
    present = list(locked.values_list("id", flat=True))
    FileGrant.objects.filter(organisation_id=organisation_id, file_id__in=present).delete()
    change(
        "DELETE FROM keys_recordwrap WHERE organisation_id = %s AND holder_kind = %s AND holder_id = ANY(%s)",
        [organisation_id, HOLDER_FILE, present],
    )
    FileKey.objects.filter(organisation_id=organisation_id, id__in=present).delete()
    return len(present)
