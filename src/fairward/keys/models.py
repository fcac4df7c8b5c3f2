"""What the keyring holds: wrapped keys and public keys. It may not hold a key in the clear."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from fairward.kernel.ids import new_id
from fairward.tenancy.fields import OwnedForeignKey
from fairward.tenancy.models import Owned

HOLDER_RING, HOLDER_FILE, HOLDER_PERSON = 1, 2, 3


class PersonKey(models.Model):
    """A person's pair. Belongs to the account, not to an organisation: one person unlocks once for all they serve."""

    account_id = models.UUIDField(primary_key=True)
    # Grants name the pair they were sealed to; a person who starts afresh gets a new one and holds nothing.
    key_id = models.UUIDField(default=new_id, unique=True)
    public = models.BinaryField()
    vouched_by = models.BinaryField(max_length=32)
    under_passphrase = models.BinaryField()
    under_words = models.BinaryField()
    # Raised to lock every session that the person has open anywhere.
    lock_number = models.IntegerField(default=0)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Privacy:
        columns = {
            "account_id": "opaque_id",
            "key_id": "opaque_id",
            "public": "public",
            "vouched_by": "secret_hash",
            "under_passphrase": "wrapped_key",
            "under_words": "wrapped_key",
            "lock_number": "count",
            "made_at": "date",
            "changed_at": "date",
        }
        retention = (
            "Not owned by an organisation, because an account may serve several: no policy by organisation applies, "
            "and the row opens only with the person's own passphrase or words. Goes when the account is closed."
        )


class UnlockTry(models.Model):
    """How often a passphrase was tried lately, for one account in one session. Never a permanent lock."""

    id = models.UUIDField(primary_key=True, default=new_id)
    account_id = models.UUIDField()
    session_digest = models.BinaryField(max_length=16)
    tries = models.IntegerField()
    open_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account_id", "session_digest"], name="one_count_per_session")
        ]

    class Privacy:
        columns = {
            "id": "opaque_id",
            "account_id": "opaque_id",
            "session_digest": "secret_hash",
            "tries": "count",
            "open_at": "date",
        }
        retention = "Not owned by an organisation: the person has not chosen one yet. Goes on success, or after a day."


class Escrow(Owned):
    """The public half of the sheet in the safe; its words are on paper only."""

    public = models.BinaryField()
    vouched_by = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()
    last_tested_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id"], condition=Q(replaced_at=None), name="one_sheet_stands"
            )
        ]

    class Privacy:
        columns = {
            "organisation_id": "opaque_id",
            "id": "opaque_id",
            "public": "public",
            "vouched_by": "secret_hash",
            "made_at": "date",
            "last_tested_at": "date",
            "used_at": "date",
            "replaced_at": "date",
        }
        retention = "Stays with the organisation: a public key and dates."


class Ring(Owned):
    """One version of a key ring of the organisation. Its private half lies only in the grants."""

    kind = models.SmallIntegerField()
    version = models.IntegerField()
    public = models.BinaryField()
    vouched_by = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    # Nothing is sealed to it any more and its grants, which held its private half, are gone.
    emptied_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "kind", "version"], name="one_ring_per_version"
            ),
            models.UniqueConstraint(
                fields=["organisation_id", "kind"], condition=Q(retired_at=None), name="one_ring_stands"
            ),
            models.CheckConstraint(
                condition=Q(emptied_at=None) | Q(retired_at__isnull=False),
                name="only_retired_rings_are_emptied",
            ),
        ]

    class Privacy:
        columns = {
            "organisation_id": "opaque_id",
            "id": "opaque_id",
            "kind": "state",
            "version": "count",
            "public": "public",
            "vouched_by": "secret_hash",
            "made_at": "date",
            "retired_at": "date",
            "emptied_at": "date",
        }
        retention = "Stays with the organisation: a public key and dates; the private half goes once nothing needs it."


class RingGrant(Owned):
    """A ring's private half, sealed to one person's pair or to the escrow sheet."""

    ring_id = models.UUIDField()
    ring = OwnedForeignKey(Ring, "ring_id")
    account_id = models.UUIDField(null=True)
    key_id = models.UUIDField(null=True)
    escrow_id = models.UUIDField(null=True)
    escrow = OwnedForeignKey(Escrow, "escrow_id")
    sealed = models.BinaryField()
    granted_by = models.UUIDField(null=True)
    granted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "ring_id", "account_id"], name="one_grant_per_person"
            ),
            models.UniqueConstraint(
                fields=["organisation_id", "ring_id", "escrow_id"], name="one_grant_per_sheet"
            ),
            models.CheckConstraint(
                condition=Q(account_id__isnull=False, key_id__isnull=False, escrow_id=None)
                | Q(account_id=None, key_id=None, escrow_id__isnull=False),
                name="granted_to_a_person_or_the_sheet",
            ),
        ]
        indexes = [models.Index(fields=["organisation_id", "account_id"], name="ring_grants_of_a_person")]

    class Privacy:
        columns = {
            "organisation_id": "opaque_id",
            "id": "opaque_id",
            "ring_id": "opaque_id",
            "account_id": "opaque_id",
            "key_id": "opaque_id",
            "escrow_id": "opaque_id",
            "sealed": "wrapped_key",
            "granted_by": "opaque_id",
            "granted_at": "date",
        }
        retention = "Goes when the person leaves the ring, and when nothing is sealed to the ring any more."


class FileKey(Owned):
    """The key of one file (child and purpose), sealed to the purpose's ring; `id` is the file's own."""

    purpose = models.SmallIntegerField()
    ring_id = models.UUIDField()
    ring = OwnedForeignKey(Ring, "ring_id")
    sealed = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "ring_id"], name="file_keys_of_a_ring")]

    class Privacy:
        columns = {
            "organisation_id": "opaque_id",
            "id": "opaque_id",
            "purpose": "state",
            "ring_id": "opaque_id",
            "sealed": "wrapped_key",
        }
        retention = "Goes first when the file is destroyed; backups of the keyring forget it 30 days later."


class FileGrant(Owned):
    """A file key sealed to one person's pair until a date."""

    file_id = models.UUIDField()
    file_key = OwnedForeignKey(FileKey, "file_id")
    account_id = models.UUIDField()
    key_id = models.UUIDField()
    sealed = models.BinaryField()
    until_at = models.DateTimeField(db_index=True)
    granted_by = models.UUIDField()
    granted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "file_id", "account_id"], name="one_file_grant_each"
            )
        ]

    class Privacy:
        columns = {
            "organisation_id": "opaque_id",
            "id": "opaque_id",
            "file_id": "opaque_id",
            "account_id": "opaque_id",
            "key_id": "opaque_id",
            "sealed": "wrapped_key",
            "until_at": "date",
            "granted_by": "opaque_id",
            "granted_at": "date",
        }
        retention = "Opens nothing after its date, and goes with the daily job; goes with the file."


class RecordWrap(Owned):
    """A record key, wrapped for one holder: a ring (sealed), a file (symmetric) or a person (sealed)."""

    record_id = models.UUIDField()
    holder_kind = models.SmallIntegerField()
    holder_id = models.UUIDField()
    wrapped = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "record_id", "holder_kind", "holder_id"],
                name="one_wrap_per_holder",
            ),
            models.CheckConstraint(
                condition=Q(holder_kind__in=(1, 2, 3)), name="a_holder_is_ring_file_or_person"
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation_id", "holder_kind", "holder_id"], name="record_wraps_of_a_holder"
            )
        ]

    class Privacy:
        columns = {
            "organisation_id": "opaque_id",
            "id": "opaque_id",
            "record_id": "opaque_id",
            "holder_kind": "state",
            "holder_id": "opaque_id",
            "wrapped": "wrapped_key",
        }
        retention = "Goes first when the record is destroyed; backups of the keyring forget it 30 days later."


class IndexKey(Owned):
    """The key of a purpose's search index, sealed to the purpose's ring."""

    purpose = models.SmallIntegerField()
    ring_id = models.UUIDField()
    ring = OwnedForeignKey(Ring, "ring_id")
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "purpose"], name="one_index_per_purpose")
        ]

    class Privacy:
        columns = {
            "organisation_id": "opaque_id",
            "id": "opaque_id",
            "purpose": "state",
            "ring_id": "opaque_id",
            "sealed": "wrapped_key",
        }
        retention = "Stays with the purpose: it opens no record, it finds words."
