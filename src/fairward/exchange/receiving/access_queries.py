"""How many packages about a child are sealed here, for a search that an access request asks for. It opens nothing."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from fairward.access_requests.searching import Found
from fairward.access_requests.vocabulary import SearchedPlace
from fairward.exchange.receiving.models import Sorting


def places_about(organisation_id: UUID, child_id: UUID) -> Sequence[Found]:
    """Packages that a person has said are about the child: not sorted yet, or kept for the people named in them."""
    rows = Sorting.objects.filter(organisation_id=organisation_id, child_id=child_id)
    return [Found(SearchedPlace.ARRIVED, rows.filter(arrival__sealed__isnull=False).count())]
