"""Columns of attachments. Name and content are sealed under a key of the attachment's own."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from fairward.documents.kinds import OWNER_KINDS, MediaType, ScanState
from fairward.tenancy.models import Owned


class Attachment(Owned):
    """A file that belongs to a concern, an addition or an entry; its id is also the id of its record key."""

    owner_kind = models.SmallIntegerField()
    owner_id = models.UUIDField()
    position = models.SmallIntegerField()
    media_type = models.SmallIntegerField()
    scan_state = models.SmallIntegerField()
    size = models.IntegerField()
    stored_at = models.DateTimeField()
    sealed_name = models.BinaryField()
    sealed_content = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "owner_kind", "owner_id", "position"],
                name="one_attachment_at_a_position",
            ),
            models.CheckConstraint(
                condition=models.Q(owner_kind__in=sorted(OWNER_KINDS.values())),
                name="attachment_owner_kind_known",
            ),
            models.CheckConstraint(
                condition=models.Q(media_type__in=[int(kind) for kind in MediaType]),
                name="attachment_type_known",
            ),
            models.CheckConstraint(
                condition=models.Q(scan_state__in=[int(state) for state in ScanState]),
                name="attachment_scan_known",
            ),
            models.CheckConstraint(
                condition=models.Q(size__gt=0, position__gte=0), name="attachment_size_and_position"
            ),
        ]

    class Privacy:
        columns: ClassVar[dict[str, str]] = {
            "organisation_id": "opaque_id",
            "id": "opaque_id",
            "owner_kind": "state",
            "owner_id": "opaque_id",
            "position": "count",
            "media_type": "state",
            "scan_state": "state",
            "size": "count",
            "stored_at": "date",
            "sealed_name": "sealed",
            "sealed_content": "sealed",
        }
        retention = (
            "Goes with what it belongs to: destroying that destroys the attachment's key and deletes the row."
        )
