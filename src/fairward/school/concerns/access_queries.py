"""How many reports, replies and concerns about staff there are about a child, for a search that an access request asks for.

It opens nothing, and says nothing of what is in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from fairward.access_requests.searching import Found
from fairward.access_requests.vocabulary import SearchedPlace
from fairward.school.concerns.models import ConcernChild, ConcernState


def places_about(organisation_id: UUID, child_id: UUID) -> Sequence[Found]:
    """Reports that wait in the intake, replies to reporters, and reports that went to the headteacher."""
    mine = ConcernChild.objects.filter(organisation_id=organisation_id, child_id=child_id)
    waiting = mine.filter(concern__state=int(ConcernState.REPORTED))
    newest = waiting.order_by("-concern__reported_at").values_list("concern__reported_at", flat=True).first()
    return [
        Found(SearchedPlace.INTAKE, waiting.count(), newest_at=newest),
        Found(SearchedPlace.REPLIES, mine.filter(concern__reply__isnull=False).count()),
        Found(SearchedPlace.STAFF_CONDUCT, mine.filter(concern__state=int(ConcernState.MISDIRECTED)).count()),
    ]
