"""Columns of the log: opaque ids, codes, times and commitments. No row is ever changed; only details may be deleted."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fairward.tenancy.models import Owned

_LOG_LIFE = (
    "Stays: the log lives as long as the records it speaks of and six years more; it holds no content."
)
_WITH_DETAIL = "Deleted when the line's detail is erased; the line and every proof stay valid without it."


class Leaf(Owned):
    """One line of the log. Its canonical bytes are made from these columns, so that no column can be edited quietly."""

    at = models.DateTimeField()
    event = models.CharField(max_length=60)
    actor_id = models.UUIDField(null=True)
    role = models.SmallIntegerField(null=True)
    item_kind = models.CharField(max_length=40)
    item_id = models.UUIDField(null=True)
    item_count = models.IntegerField()
    subject_id = models.UUIDField(null=True)
    commitment = models.BinaryField()

    class Meta:
        # Ids begin with their time, so that (…, id) also gives order and dates; the primary key serves the whole log.
        indexes = [
            models.Index(fields=["organisation_id", "actor_id", "id"], name="leaf_by_actor"),
            models.Index(fields=["organisation_id", "event", "id"], name="leaf_by_event"),
            models.Index(
                fields=["organisation_id", "subject_id", "id"],
                name="leaf_by_subject",
                condition=Q(subject_id__isnull=False),
            ),
            models.Index(
                fields=["organisation_id", "item_id", "id"],
                name="leaf_by_item",
                condition=Q(item_id__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(item_count__gte=0), name="leaf_counts_its_items"),
            models.CheckConstraint(
                condition=Q(actor_id__isnull=True, role__isnull=True)
                | Q(actor_id__isnull=False, role__isnull=False),
                name="leaf_actor_acts_as_something",
            ),
        ]

    class Privacy:
        columns: ClassVar[dict[str, str]] = {
            "organisation_id": "opaque_id",
            "id": "opaque_id",
            "at": "date",
            "event": "state",
            "actor_id": "opaque_id",
            "role": "state",
            "item_kind": "state",
            "item_id": "opaque_id",
            "item_count": "count",
            "subject_id": "opaque_id",
            "commitment": "opaque_id",
        }
        retention = _LOG_LIFE


class Detail(Owned):
    """Salt and detail of the line with the same id: why, the code of a refusal, the items if there were several."""

    salt = models.BinaryField()
    body = models.BinaryField()

    class Privacy:
        columns: ClassVar[dict[str, str]] = {
            "organisation_id": "opaque_id",
            "id": "opaque_id",
            "salt": "opaque_id",
            "body": "state",
        }
        retention = _WITH_DETAIL


class Seen(models.Model):
    """An item that stood in a list over many children; other looks are found by their line's own columns."""

    pk = models.CompositePrimaryKey("organisation_id", "item_id", "leaf_id")
    organisation_id = models.UUIDField()
    item_id = models.UUIDField()
    leaf_id = models.UUIDField()

    class Privacy:
        columns: ClassVar[dict[str, str]] = {
            "organisation_id": "opaque_id",
            "item_id": "opaque_id",
            "leaf_id": "opaque_id",
        }
        retention = _WITH_DETAIL


class Pending(Owned):
    """The line with this id has no place yet: whoever appends never waits, the sequencer gives places afterwards."""

    class Privacy:
        columns: ClassVar[dict[str, str]] = {"organisation_id": "opaque_id", "id": "opaque_id"}
        retention = "Goes within a minute, when the line gets its place."


class Place(Owned):
    """The place of the line with this id, from 0 without gaps, and its hash when it got the place."""

    place = models.BigIntegerField()
    leaf_hash = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "place"], name="one_line_at_a_place"),
            models.CheckConstraint(condition=Q(place__gte=0), name="places_begin_at_0"),
        ]

    class Privacy:
        columns: ClassVar[dict[str, str]] = {
            "organisation_id": "opaque_id",
            "id": "opaque_id",
            "place": "count",
            "leaf_hash": "opaque_id",
        }
        retention = _LOG_LIFE


class SignedHead(Owned):
    """A signed checkpoint of the organisation's log, and the frontier from which the tree goes on growing."""

    size = models.BigIntegerField()
    root = models.BinaryField()
    frontier = models.BinaryField()
    note = models.TextField()
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation_id", "size"], name="one_head_of_a_size")]

    class Privacy:
        columns: ClassVar[dict[str, str]] = {
            "organisation_id": "opaque_id",
            "id": "opaque_id",
            "size": "count",
            "root": "opaque_id",
            "frontier": "opaque_id",
            "note": "public",
            "signed_at": "date",
        }
        retention = _LOG_LIFE


class LogKey(Owned):
    """A public key that has signed the organisation's log, in the form name+id+key."""

    public_key = models.TextField()
    first_used_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "public_key"], name="a_log_key_is_named_once")
        ]

    class Privacy:
        columns: ClassVar[dict[str, str]] = {
            "organisation_id": "opaque_id",
            "id": "opaque_id",
            "public_key": "public",
            "first_used_at": "date",
        }
        retention = _LOG_LIFE


class InstallationHead(models.Model):
    """A line of the installation's log: the checkpoint of one organisation. No organisation owns it."""

    place = models.BigIntegerField(primary_key=True)
    organisation_id = models.UUIDField()
    note = models.TextField()
    leaf_hash = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "place"], name="head_by_organisation")]

    class Privacy:
        columns: ClassVar[dict[str, str]] = {
            "place": "count",
            "organisation_id": "opaque_id",
            "note": "public",
            "leaf_hash": "opaque_id",
        }
        retention = _LOG_LIFE


class InstallationCheckpoint(models.Model):
    """A signed checkpoint over the heads of all organisations of the installation."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    frontier = models.BinaryField()
    note = models.TextField()
    public_key = models.TextField()
    signed_at = models.DateTimeField()

    class Privacy:
        columns: ClassVar[dict[str, str]] = {
            "size": "count",
            "root": "opaque_id",
            "frontier": "opaque_id",
            "note": "public",
            "public_key": "public",
            "signed_at": "date",
        }
        retention = _LOG_LIFE
