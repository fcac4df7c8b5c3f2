"""Columns of holds, review decisions, changes of the schedule, entries sent on, destructions and certificates.

Reasons are typed by people and may name somebody: they lie under the directory key.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fairward.files.models import Entry
from fairward.tenancy.fields import OwnedForeignKey
from fairward.tenancy.models import Owned


class Hold(Owned):
    """What may not be destroyed, reduced or disposed of. Every part of the scope that is set narrows it.

    `theme` cannot be seen without opening: a hold with a theme freezes everything in the rest of its scope except the
    entries that somebody opened and found without it (`HoldSpared`).
    """

    kind = models.SmallIntegerField()
    child_id = models.UUIDField(null=True)
    file_id = models.UUIDField(null=True)
    purpose = models.SmallIntegerField(null=True)
    theme = models.CharField(max_length=60, blank=True, default="")
    since_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    # The access request or complaint that made it, if one did: it is lifted when that is closed.
    case_id = models.UUIDField(null=True)
    # One thing that is no entry, such as a case of a hub (`vocabulary.ItemKind`).
    item_kind = models.SmallIntegerField(null=True)
    item_id = models.UUIDField(null=True)
    reason = models.BinaryField()
    owner_id = models.UUIDField()
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    review_on = models.DateField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.UUIDField(null=True)
    lifted_because = models.BinaryField(default=b"")
    # Of a hold with a theme: entries were opened and sorted up to this id. What is filed later has a later one.
    sorted_up_to = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(child_id__isnull=False)
                | Q(file_id__isnull=False)
                | Q(purpose__isnull=False)
                | Q(item_id__isnull=False)
                | ~Q(theme="")
                | Q(since_on__isnull=False)
                | Q(until_on__isnull=False),
                name="hold_names_its_scope",
            ),
            models.CheckConstraint(
                condition=Q(item_id__isnull=True, item_kind__isnull=True)
                | Q(item_id__isnull=False, item_kind__isnull=False),
                name="hold_names_a_thing_by_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | (Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~Q(lifted_because=b"")),
                name="lifted_by_somebody_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(since_on__isnull=True)
                | Q(until_on__isnull=True)
                | Q(until_on__gte=models.F("since_on")),
                name="hold_period_in_order",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation_id", "review_on"], name="hold_standing", condition=Q(lifted_at__isnull=True)
            )
        ]  # fmt: skip

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "kind": "state", "child_id": "opaque_id",
            "file_id": "opaque_id", "purpose": "state", "theme": "state", "since_on": "date", "until_on": "date",
            "case_id": "opaque_id", "item_kind": "state", "item_id": "opaque_id", "reason": "directory", "owner_id": "opaque_id",
            "made_at": "date", "made_by": "opaque_id",
            "review_on": "date", "lifted_at": "date", "lifted_by": "opaque_id", "lifted_because": "directory",
            "sorted_up_to": "opaque_id",
        }  # fmt: skip
        retention = "stays while it freezes anything, and six years after it was lifted"


class HoldSpared(Owned):
    """An entry that somebody opened and found to be outside the theme of a hold."""

    hold_id = models.UUIDField()
    hold = OwnedForeignKey(Hold, "hold_id")
    entry_id = models.UUIDField()
    entry = OwnedForeignKey(Entry, "entry_id")
    checked_at = models.DateTimeField()
    checked_by = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "hold_id", "entry_id"], name="spared_once")
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "hold_id": "opaque_id", "entry_id": "opaque_id",
            "checked_at": "date", "checked_by": "opaque_id",
        }  # fmt: skip
        retention = "goes with its entry or its hold"


class ReviewDecision(Owned):
    """What somebody decided about one entry that fell due; alike ones that were decided together share `batch_id`.

    It stands from `decided_at`, or, where two people are needed, from `second_at`. DESTROY and the reductions are carried
    out on `carry_out_on` and not before.
    """

    entry_id = models.UUIDField()
    batch_id = models.UUIDField()
    choice = models.SmallIntegerField()
    reason = models.BinaryField()
    keep_until = models.DateField(null=True)
    carry_out_on = models.DateField(null=True)
    decided_at = models.DateTimeField()
    decided_by = models.UUIDField()
    needs_second = models.BooleanField()
    second_at = models.DateTimeField(null=True)
    second_by = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True)
    carried_out_at = models.DateTimeField(null=True)
    # Why the second person refused, or the first took it back.
    withdrawn_because = models.BinaryField(default=b"")
    # What is to stand in place of the entry, sealed for its file under the record key of this row's id.
    summary = models.BinaryField(default=b"")
    keeps_attachments = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "entry_id"], name="one_decision_waits",
                condition=Q(withdrawn_at__isnull=True, carried_out_at__isnull=True),
            ),
            models.CheckConstraint(
                condition=Q(second_by__isnull=True) | ~Q(second_by=models.F("decided_by")), name="the_second_is_another"
            ),
            models.CheckConstraint(
                condition=Q(carried_out_at__isnull=True) | Q(needs_second=False) | Q(second_at__isnull=False),
                name="nothing_is_carried_out_by_one_where_two_are_needed",
            ),
            models.CheckConstraint(condition=~Q(choice=1) | Q(keep_until__isnull=False), name="kept_until_a_date"),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["organisation_id", "batch_id"], name="review_batch"),
            models.Index(
                fields=["organisation_id", "entry_id"],
                name="review_kept",
                condition=Q(carried_out_at__isnull=False),
            ),
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "entry_id": "opaque_id", "batch_id": "opaque_id",
            "choice": "state", "reason": "directory", "keep_until": "date", "carry_out_on": "date", "decided_at": "date",
            "decided_by": "opaque_id", "needs_second": "state", "second_at": "date", "second_by": "opaque_id",
            "withdrawn_at": "date", "withdrawn_by": "opaque_id", "carried_out_at": "date",
            "withdrawn_because": "directory", "summary": "sealed", "keeps_attachments": "state",
        }  # fmt: skip
        retention = "stays with its entry; of what was destroyed, six years, as proof of who decided"


class ScheduleChange(Owned):
    """An organisation's own period for one class of the schedule, proposed by one person and approved by another."""

    rule_id = models.CharField(max_length=80)
    # JSON of limits as the data files write them: [{"from": "birth", "years": 25}].
    review = models.CharField(max_length=400)
    destroy = models.CharField(max_length=400)
    reason = models.BinaryField()
    proposed_at = models.DateTimeField()
    proposed_by = models.UUIDField()
    approved_at = models.DateTimeField(null=True)
    approved_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=models.F("proposed_by")),
                name="a_change_is_approved_by_another",
            ),
            models.UniqueConstraint(
                fields=["organisation_id", "rule_id"], name="one_change_stands",
                condition=Q(approved_at__isnull=False, ended_at__isnull=True),
            ),
        ]  # fmt: skip

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "rule_id": "state", "review": "public", "destroy": "public",
            "reason": "directory", "proposed_at": "date", "proposed_by": "opaque_id", "approved_at": "date",
            "approved_by": "opaque_id", "ended_at": "date", "ended_by": "opaque_id",
        }  # fmt: skip
        retention = "stays with the organisation, so that every date can be explained later"


class DueCount(Owned):
    """How many entries of one class were due one night: a count for the monitors, without content."""

    counted_on = models.DateField()
    rule_id = models.CharField(max_length=80)
    due = models.IntegerField()
    past_last_day = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "counted_on", "rule_id"], name="counted_once_a_night")
        ]  # fmt: skip

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "counted_on": "date", "rule_id": "state", "due": "count",
            "past_last_day": "count",
        }  # fmt: skip
        retention = "goes after thirteen months, with the next night's count"


class Destruction(Owned):
    """One order to destroy things of one class. Keys go first, then rows, then it is certified; each step is remembered."""

    rule_id = models.CharField(max_length=80)
    why = models.SmallIntegerField()
    ordered_at = models.DateTimeField()
    ordered_by = models.UUIDField(null=True)
    second_by = models.UUIDField(null=True)
    # Until this day whoever decided it can take it back; None: it is carried out at once.
    not_before = models.DateField(null=True)
    # Record keys that were destroyed so far: versions, what was attached, what families were shown.
    records = models.IntegerField(default=0)
    keys_gone_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    # When the details of the log's lines about what went were erased too.
    details_erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(keys_gone_at__isnull=False), name="keys_go_first"
            )
        ]
        indexes = [
            models.Index(
                fields=["organisation_id", "ordered_at"], name="destruction_to_finish", condition=Q(done_at__isnull=True)
            )
        ]  # fmt: skip

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "rule_id": "state", "why": "state", "ordered_at": "date",
            "ordered_by": "opaque_id", "second_by": "opaque_id", "not_before": "date",
            "records": "count", "keys_gone_at": "date",
            "done_at": "date", "details_erased_at": "date",
        }  # fmt: skip
        retention = "stays with its certificate"


class DestructionItem(Owned):
    """One thing that a destruction destroys; `held_at` when a hold came between order and keys, so that it stays."""

    destruction_id = models.UUIDField()
    destruction = OwnedForeignKey(Destruction, "destruction_id")
    kind = models.SmallIntegerField()
    item_id = models.UUIDField()
    recorded_on = models.DateField()
    held_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "kind", "item_id"],
                condition=Q(held_at__isnull=True),
                name="destroyed_once",
            )
        ]
        indexes = [models.Index(fields=["organisation_id", "destruction_id"], name="destruction_items")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "destruction_id": "opaque_id", "kind": "state",
            "item_id": "opaque_id", "recorded_on": "date", "held_at": "date",
        }  # fmt: skip
        retention = (
            "stays with its certificate: ids that lead nowhere any more, so that the digest can be checked"
        )


class Certificate(Owned):
    """Proof that something was destroyed, without content: what class, how many, when, who decided, digest of the ids."""

    destruction_id = models.UUIDField()
    destruction = OwnedForeignKey(Destruction, "destruction_id")
    items = models.IntegerField()
    records = models.IntegerField()
    first_recorded_on = models.DateField()
    last_recorded_on = models.DateField()
    # Hexadecimal SHA-256.
    digest = models.CharField(max_length=64)
    certified_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "destruction_id"], name="certified_once")
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "destruction_id": "opaque_id", "items": "count",
            "records": "count", "first_recorded_on": "date", "last_recorded_on": "date", "digest": "public",
            "certified_at": "date",
        }  # fmt: skip
        retention = "stays with the organisation, as the log does"


class SentOn(Owned):
    """An entry of a file that the next school has confirmed. `was_sent`: it went with it; otherwise it was left here, and
    is looked at. `rule_before` is the class it is kept by again when the child comes back. A school that received this keeps
    its own row; this one is about our copy.
    """

    entry_id = models.UUIDField()
    entry = OwnedForeignKey(Entry, "entry_id")
    transferred_on = models.DateField()
    was_sent = models.BooleanField()
    rule_before = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation_id", "entry_id"], name="sent_on_once")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "entry_id": "opaque_id", "transferred_on": "date",
            "was_sent": "state", "rule_before": "state",
        }  # fmt: skip
        retention = "goes with its entry, or when the child is on the roll again"
