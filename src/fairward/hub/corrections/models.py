"""Columns of what somebody asks to be put right. What they say is sealed to the ring of cases."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fairward.hub.corrections.vocabulary import OPEN, PutRightState
from fairward.hub.intake.models import Case, CasePerson
from fairward.tenancy.fields import OwnedForeignKey
from fairward.tenancy.models import Owned

_OPEN = sorted(int(one) for one in OPEN)


class PutRight(Owned):
    """Somebody says that an item is wrong. `person_id`: who of the family; None where a worker of the hub saw it. `id` is the
    record of `sealed`. `package_id`: what went to the agency; without one it was told by hand."""

    case_id = models.UUIDField()
    case = OwnedForeignKey(Case, "case_id")
    item_id = models.UUIDField()
    person_id = models.UUIDField(null=True)
    person = OwnedForeignKey(CasePerson, "person_id")
    state = models.SmallIntegerField(default=int(PutRightState.ASKED))
    version = models.SmallIntegerField(default=1)
    sealed = models.BinaryField()
    package_id = models.UUIDField(null=True)
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField()
    answer_by = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    sent_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=_OPEN, answered_at__isnull=True)
                | (~Q(state__in=_OPEN) & Q(answered_at__isnull=False)),
                name="put_right_is_open_or_answered",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, sent_by__isnull=True, package_id__isnull=True)
                | Q(sent_at__isnull=False, sent_by__isnull=False),
                name="put_right_is_sent_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation_id", "case_id"], name="put_right_of_case"),
            models.Index(
                fields=["organisation_id", "answer_by"], name="put_right_waits", condition=Q(answered_at__isnull=True)
            ),
        ]  # fmt: skip

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "item_id": "opaque_id",
            "person_id": "opaque_id", "state": "state", "version": "count", "sealed": "sealed", "package_id": "opaque_id",
            "asked_at": "date", "asked_by": "opaque_id", "answer_by": "date", "sent_at": "date", "sent_by": "opaque_id",
            "answered_at": "date",
        }  # fmt: skip
        retention = "goes with its case"
