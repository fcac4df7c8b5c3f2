"""Base class of every table that an organisation owns. It may not carry columns of any subject."""

from __future__ import annotations

from django.db import models

from fairward.kernel.ids import new_id


class Owned(models.Model):
    """A row of exactly one organisation: primary key (organisation_id, id), row-level security forced."""

    pk = models.CompositePrimaryKey("organisation_id", "id")
    organisation_id = models.UUIDField()
    id = models.UUIDField(default=new_id)

    class Meta:
        abstract = True
