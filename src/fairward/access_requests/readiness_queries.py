"""What somebody must have looked at before an answer is made: states and counts. It opens nothing and decides nothing."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from fairward.access_requests.models import AccessRequest, CasePassage
from fairward.access_requests.searching import reports_not_filed
from fairward.access_requests.vocabulary import PassageDecision
from fairward.cases.models import Case
from fairward.tenancy.rows import fetch

_LAST_DECIDED = (
    "SELECT max(decided_at) FROM access_requests_casepassage WHERE organisation_id = %s AND case_id = %s"
)


@dataclass(frozen=True, slots=True)
class Readiness:
    """`words_wait`: words were left out, and nobody has looked since where they still stand; `unfiled_wait`: there are
    reports that are in no file, and nobody has said that the answer is made without them."""

    words_wait: bool
    unfiled: int
    unfiled_wait: bool


def readiness_of(case: Case, request: AccessRequest) -> Readiness:
    """As things stand now; a report that came after somebody confirmed is asked about anew."""
    own = case.organisation_id
    if case.child_id is None:
        return Readiness(False, 0, False)
    waiting = reports_not_filed(own, case.child_id)
    is_accepted = request.unfiled_at is not None and (
        waiting.newest_at is None or waiting.newest_at <= request.unfiled_at
    )
    return Readiness(
        _words_wait(own, case.id, request), waiting.found, bool(waiting.found) and not is_accepted
    )


def _words_wait(organisation_id: UUID, case_id: UUID, request: AccessRequest) -> bool:
    redacted = CasePassage.objects.filter(
        organisation_id=organisation_id, case_id=case_id, decision=int(PassageDecision.REDACT)
    )
    if not redacted.exists():
        return False
    last = fetch(_LAST_DECIDED, [organisation_id, case_id])[0][0]
    return request.words_looked_at is None or request.words_looked_at < last
