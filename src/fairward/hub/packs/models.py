"""Columns of what somebody made of a pack, and of the items that it rests on. The words are sealed to the ring of cases."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from fairward.hub.enquiries.models import Item
from fairward.hub.intake.models import Case
from fairward.tenancy.fields import OwnedForeignKey
from fairward.tenancy.models import Owned


class Analysis(Owned):
    """One version of what a case comes to; the newest counts, and whoever wrote one of them is an analyst. `id` is its record."""

    case_id = models.UUIDField()
    case = OwnedForeignKey(Case, "case_id")
    version = models.IntegerField()
    sealed = models.BinaryField()
    written_at = models.DateTimeField()
    written_by = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "case_id", "version"], name="analysis_version_once")
        ]  # fmt: skip

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "version": "count",
            "sealed": "sealed", "written_at": "date", "written_by": "opaque_id",
        }  # fmt: skip
        retention = "goes with its case"


class Citation(Owned):
    """An item that the newest analysis rests on. What no citation names goes 28 days after the case is closed."""

    case_id = models.UUIDField()
    case = OwnedForeignKey(Case, "case_id")
    item_id = models.UUIDField()
    item = OwnedForeignKey(Item, "item_id")
    cited_at = models.DateTimeField()
    cited_by = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "case_id", "item_id"], name="item_cited_once")
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "item_id": "opaque_id",
            "cited_at": "date", "cited_by": "opaque_id",
        }  # fmt: skip
        retention = "goes with its item"


class Brought(Owned):
    """An item that somebody brought to a strategy discussion of its case; it stays although no analysis may rest on it."""

    case_id = models.UUIDField()
    case = OwnedForeignKey(Case, "case_id")
    item_id = models.UUIDField()
    item = OwnedForeignKey(Item, "item_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation_id", "case_id", "item_id"], name="item_brought_once"
            )
        ]

    class Privacy:
        columns: ClassVar = {
            "organisation_id": "opaque_id", "id": "opaque_id", "case_id": "opaque_id", "item_id": "opaque_id",
        }  # fmt: skip
        retention = "goes with its item"
