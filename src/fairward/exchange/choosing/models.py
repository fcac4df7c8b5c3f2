"""Columns of what is being prepared to leave. What is chosen, and why, is sealed to the file."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from fairward.exchange.choosing.vocabulary import DraftState
from fairward.exchange.models import Disclosure
from fairward.files.models import File
from fairward.tenancy.fields import OwnedForeignKey
from fairward.tenancy.models import Owned

_OPEN = (int(DraftState.CHOOSING), int(DraftState.WAITS_FOR_SECOND))


class Draft(Owned):
    """Something of one file that is being prepared for one recipient. `id` is the record of `sealed`, under the file's key.

    `version` rises with each change of what is chosen; `read_version` and `second_version` say which version somebody has
    read as its reader will (`read_sealed`: a digest of what they read, under the draft's own key), and which one a second
    person agreed to; `second_asked_at` while a second person is waited for, also after it went because a child may be in
    danger. `partner_id` is empty for a recipient without Fairward.
    """

    file_id = models.UUIDField()
    file = OwnedForeignKey(File, "file_id")
    child_id = models.UUIDField()
    kind = models.SmallIntegerField()
    partner_id = models.UUIDField(null=True)
    is_urgent = models.BooleanField(default=False)
    state = models.SmallIntegerField(default=int(DraftState.CHOOSING))
    version = models.IntegerField(default=1)
    sealed = models.BinaryField()
    read_version = models.IntegerField(null=True)
    read_by = models.UUIDField(null=True)
    read_sealed = models.BinaryField(default=b"")
    second_version = models.IntegerField(null=True)
    second_by = models.UUIDField(null=True)
    second_asked_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField()
    started_by = models.UUIDField()
    changed_at = models.DateTimeField()
    changed_by = models.UUIDField()
    disclosure_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(read_version__isnull=True, read_by__isnull=True)
                | Q(read_version__lte=F("version"), read_by__isnull=False),
                name="read_through_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(second_version__isnull=True, second_by__isnull=True)
                | (Q(second_version__lte=F("version"), second_by__isnull=False)),
                name="agreed_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(state=int(DraftState.SENT), disclosure_id__isnull=False)
                | (~Q(state=int(DraftState.SENT)) & Q(disclosure_id__isnull=True)),
                name="what_is_sent_is_a_disclosure",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation_id", "file_id"], name="draft_of_file"),
            models.Index(
                fields=["organisation_id", "changed_at"], name="draft_open", condition=Q(state__in=_OPEN)
            ),
            models.Index(
                fields=["organisation_id", "second_asked_at"],
                name="draft_second",
                condition=Q(second_asked_at__isnull=False),
            ),
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "file_id": "opaque_id", "child_id": "opaque_id",
            "kind": "state", "partner_id": "opaque_id", "is_urgent": "state", "state": "state", "version": "count",
            "sealed": "sealed", "read_version": "count", "read_by": "opaque_id", "read_sealed": "sealed",
            "second_version": "count", "second_by": "opaque_id", "second_asked_at": "date", "started_at": "date",
            "started_by": "opaque_id", "changed_at": "date", "changed_by": "opaque_id", "disclosure_id": "opaque_id",
        }  # fmt: skip
        retention = (
            "what was chosen goes when it was sent (the disclosure says what went), dropped, or not touched for ninety days; "
            "the row goes with its file"
        )


class HandedOver(Owned):
    """What went to a recipient without Fairward: the encrypted file until somebody has it, and the receipt that came back.

    `sealed` opens with words that were shown once and are kept nowhere; it is empty once it was downloaded, and on paper.
    `receipt_by` is who wrote at the recipient that it came, a name under the directory key.
    """

    disclosure_id = models.UUIDField()
    disclosure = OwnedForeignKey(Disclosure, "disclosure_id")
    sealed = models.BinaryField(default=b"")
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    times_made = models.IntegerField(default=1)
    fetched_at = models.DateTimeField(null=True)
    receipt_on = models.DateField(null=True)
    receipt_by = models.BinaryField(default=b"")
    is_receipt_same = models.BooleanField(null=True)
    receipt_noted_at = models.DateTimeField(null=True)
    receipt_noted_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "disclosure_id"], name="handed_over_once"),
            models.CheckConstraint(
                condition=Q(
                    receipt_on__isnull=True, is_receipt_same__isnull=True, receipt_noted_at__isnull=True,
                    receipt_noted_by__isnull=True, receipt_by=b"",
                )
                | (
                    Q(
                        receipt_on__isnull=False, is_receipt_same__isnull=False, receipt_noted_at__isnull=False,
                        receipt_noted_by__isnull=False,
                    )
                    & ~Q(receipt_by=b"")
                ),
                name="a_receipt_says_who_and_when",
            ),
        ]  # fmt: skip

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "disclosure_id": "opaque_id", "sealed": "sealed",
            "made_at": "date", "made_by": "opaque_id", "times_made": "count", "fetched_at": "date", "receipt_on": "date",
            "receipt_by": "directory", "is_receipt_same": "state", "receipt_noted_at": "date", "receipt_noted_by": "opaque_id",
        }  # fmt: skip
        retention = "goes with its disclosure; the encrypted file goes as soon as it was downloaded"
