"""Reads the heads that crossed, over all organisations of the installation, for `fairward audit verify`. It may not write."""

from __future__ import annotations

from uuid import UUID

from fairward.audit.notes import PublicKey
from fairward.audit.verify import Held
from fairward.exchange.travel.models import HeldHead
from fairward.organisations.queries import installed_organisations
from fairward.tenancy.context import as_organisation


def all_held_heads() -> list[Held]:
    """Every log of which somebody here holds a head, with its heads and the keys that have signed them."""
    notes: dict[UUID, dict[str, None]] = {}
    keys: dict[UUID, dict[str, None]] = {}
    for organisation_id in installed_organisations():
        with as_organisation(organisation_id):
            rows = HeldHead.objects.filter(organisation_id=organisation_id).order_by("size", "id")
            for log_id, note, key in rows.values_list("log_id", "note", "log_key"):
                notes.setdefault(log_id, {})[note] = None
                keys.setdefault(log_id, {})[key] = None
    return [
        Held(log_id, list(found), [PublicKey.parse(key) for key in keys[log_id]])
        for log_id, found in notes.items()
    ]
