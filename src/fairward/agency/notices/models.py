"""Columns of notices that were sent to schools. What stood in one is sealed to the agency's intake."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fairward.exchange.travel.models import Partner
from fairward.tenancy.fields import OwnedForeignKey
from fairward.tenancy.models import Owned


class Notice(Owned):
    """One notice: to which school, about an incident when, due when. `id` is the record of `sealed`. The hub may have one too."""

    partner_id = models.UUIDField()
    partner = OwnedForeignKey(Partner, "partner_id")
    package_id = models.UUIDField()
    hub_partner_id = models.UUIDField(null=True)
    hub_partner = OwnedForeignKey(Partner, "hub_partner_id")
    hub_package_id = models.UUIDField(null=True)
    sealed = models.BinaryField()
    attended_at = models.DateTimeField()
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField()
    sent_by = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "package_id"], name="notice_once"),
            models.CheckConstraint(
                condition=Q(hub_partner_id__isnull=True, hub_package_id__isnull=True)
                | Q(hub_partner_id__isnull=False, hub_package_id__isnull=False),
                name="hub_is_told_by_package",
            ),
        ]
        indexes = [models.Index(fields=["organisation_id", "sent_at"], name="notice_by_time")]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "partner_id": "opaque_id", "package_id": "opaque_id",
            "hub_partner_id": "opaque_id", "hub_package_id": "opaque_id", "sealed": "sealed", "attended_at": "date",
            "due_at": "date", "sent_at": "date", "sent_by": "opaque_id",
        }  # fmt: skip
        retention = (
            "goes twelve months after it was sent; the record of the incident itself is kept elsewhere"
        )
