"""Columns of concerns as they arrive, their children, additions and drafts. No word of a report is a column in the clear."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fairward.files.models import Kept
from fairward.kernel.vocabulary import Worded
from fairward.tenancy.fields import OwnedForeignKey
from fairward.tenancy.models import Owned


class ConcernState(Worded):
    """Where a concern stands; see workflow.py for who moves it."""

    REPORTED = 1, "waiting for the safeguarding lead"
    FILED = 2, "filed"
    TALKED = 3, "talked, no record"
    MERGED = 4, "joined to another concern"
    MISDIRECTED = 5, "passed to the headteacher"
    CLOSED = 6, "closed"


class Part(Worded):
    """What a child has to do with a concern; never a label."""

    MAIN = 1, "about this child"
    ALSO_THERE = 2, "also there"


class Concern(Kept):
    """What someone reported, sealed to the intake. `send_id` makes a second sending of the same report harmless."""

    reported_by = models.UUIDField()
    reported_at = models.DateTimeField()
    occurred_at = models.DateTimeField()
    precision = models.SmallIntegerField()
    state = models.SmallIntegerField(default=int(ConcernState.REPORTED))
    is_danger = models.BooleanField()
    is_child_unknown = models.BooleanField(default=False)
    send_id = models.UUIDField()
    sealed = models.BinaryField(null=True)
    due_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    read_by = models.UUIDField(null=True)
    assigned_to = models.UUIDField(null=True)
    triaged_at = models.DateTimeField(null=True)
    triaged_by = models.UUIDField(null=True)
    closed_at = models.DateTimeField(null=True)
    merged_into = models.UUIDField(null=True)
    reply = models.BinaryField(null=True)
    reply_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "send_id"], name="a_report_is_sent_once"),
            models.CheckConstraint(
                condition=Q(state=int(ConcernState.TALKED), sealed__isnull=True)
                | (~Q(state=int(ConcernState.TALKED)) & Q(sealed__isnull=False)),
                name="talked_keeps_no_text",
            ),
            models.CheckConstraint(
                condition=Q(read_at__isnull=True, read_by__isnull=True)
                | Q(read_at__isnull=False, read_by__isnull=False),
                name="concern_read_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(
                    triaged_at__isnull=True, triaged_by__isnull=True, state=int(ConcernState.REPORTED)
                )
                | (
                    Q(triaged_at__isnull=False, triaged_by__isnull=False)
                    & ~Q(state=int(ConcernState.REPORTED))
                ),
                name="concern_triaged_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation_id", "-is_danger", "due_at"], name="concern_waiting",
                condition=Q(state=int(ConcernState.REPORTED)),
            ),
            models.Index(fields=["organisation_id", "reported_by", "-reported_at"], name="concern_reporter"),
        ]  # fmt: skip

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "reported_by": "opaque_id", "reported_at": "date",
            "occurred_at": "date", "precision": "state", "state": "state", "is_danger": "state", "is_child_unknown": "state",
            "send_id": "opaque_id", "sealed": "sealed", "due_at": "date", "read_at": "date", "read_by": "opaque_id",
            "assigned_to": "opaque_id", "triaged_at": "date", "triaged_by": "opaque_id", "closed_at": "date",
            "merged_into": "opaque_id", "reply": "directory", "reply_at": "date", "rule_id": "state",
            "kept_because": "public", "review_on": "date", "destroy_on": "date",
        }  # fmt: skip
        retention = "as the entries made from it; talked concerns keep the count and lose the text at once"


class ConcernChild(Owned):
    """A child named in a concern, and whether it is about them or they were also there."""

    concern_id = models.UUIDField()
    concern = OwnedForeignKey(Concern, "concern_id")
    child_id = models.UUIDField()
    part = models.SmallIntegerField()
    entry_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "concern_id", "child_id"], name="concern_child_once"
            )
        ]
        indexes = [models.Index(fields=["organisation_id", "child_id"], name="concern_of_child")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "concern_id": "opaque_id", "child_id": "opaque_id",
            "part": "state", "entry_id": "opaque_id",
        }  # fmt: skip
        retention = "goes with the concern"


class Addition(Owned):
    """What the reporter added later to their own report, sealed to the intake under a key of its own."""

    concern_id = models.UUIDField()
    concern = OwnedForeignKey(Concern, "concern_id")
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    sealed = models.BinaryField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "concern_id"], name="addition_concern")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "concern_id": "opaque_id", "made_by": "opaque_id",
            "made_at": "date", "sealed": "sealed", "read_at": "date",
        }  # fmt: skip
        retention = "goes with the concern"


class Draft(Owned):
    """An unsent report. Its key lives in the writer's cookie only; the row is dead without it and goes after three days.

    `danger_at`: since when the writer says that a child is not safe; the desk shows who is writing before the report comes.
    """

    membership_id = models.UUIDField()
    sealed = models.BinaryField()
    updated_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    danger_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "expires_at"], name="draft_expiry")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "membership_id": "opaque_id", "sealed": "sealed",
            "updated_at": "date", "expires_at": "date", "danger_at": "date",
        }  # fmt: skip
        retention = "three days, or until it is sent"


class DraftFile(Owned):
    """A file attached to an unsent report, already cleaned, sealed under the same cookie key."""

    draft_id = models.UUIDField()
    draft = OwnedForeignKey(Draft, "draft_id")
    sealed = models.BinaryField()
    size = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "draft_id"], name="draft_file_draft")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "draft_id": "opaque_id", "sealed": "sealed", "size": "count",
        }  # fmt: skip
        retention = "goes with the draft"
