"""Reads which questions and answers have arrived and wait for somebody: facts of the envelope alone. It may not open one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from fairward.exchange.travel.models import Arrival
from fairward.exchange.travel.vocabulary import EnvelopeKind, TravelState

MOST_AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class Waiting:
    """A package that arrived and that nobody has taken yet, from outside."""

    arrival_id: UUID
    package_id: UUID
    partner_id: UUID
    kind: EnvelopeKind
    state: TravelState


def waiting(organisation_id: UUID, kinds: Collection[EnvelopeKind]) -> list[Waiting]:
    """Packages of these kinds that nobody has taken yet, the oldest first: facts of the envelope alone."""
    rows = Arrival.objects.filter(
        organisation_id=organisation_id,
        kind__in=[int(one) for one in kinds],
        state=int(TravelState.DELIVERED),
    )
    found = rows.order_by("arrived_at").values_list("id", "package_id", "partner_id", "kind", "state")
    return [
        Waiting(row[0], row[1], row[2], EnvelopeKind(row[3]), TravelState(row[4]))
        for row in found[: MOST_AT_ONCE * 3]
    ]
