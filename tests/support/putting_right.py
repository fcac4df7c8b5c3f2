"""A decided case with an item that somebody says is wrong, for tests of putting right."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone

from fairward.hub.corrections.models import PutRight
from fairward.hub.enquiries.models import Item as Held
from fairward.kernel.ids import new_id


def fill_putting_right(organisation_id: UUID) -> None:
    """A row in each table of what is put right; what is sealed is any bytes. After `fill_weighing`."""
    own: dict[str, Any] = {"organisation_id": organisation_id}
    now, who = timezone.now(), new_id()
    item_id, case_id = Held.objects.filter(**own).values_list("id", "case_id")[0]
    PutRight.objects.create(
        **own, case_id=case_id, item_id=item_id, sealed=b"x", asked_at=now, asked_by=who, answer_by=now
    )
