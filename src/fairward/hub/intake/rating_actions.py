"""The only writer of ratings: a qualified person, by name, with reasons; the history stays. It may not propose one."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.audit.log import record_act
from fairward.hub.intake import clock, writing
from fairward.hub.intake.case_queries import RATING, facts_from, facts_of
from fairward.hub.intake.models import RatingGiven
from fairward.hub.intake.policies import RATED_AGAIN, check_can_rate, check_says
from fairward.hub.intake.practice_queries import places_of, practice_of
from fairward.hub.vocabulary import CaseState, Rating
from fairward.hub.workflow import check_move
from fairward.kernel.actor import Actor
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import RingKind
from fairward.keys.records import create_record


@transaction.atomic
def rate_case(*, by: Actor, case_id: UUID, rating: Rating, reasons: str) -> None:
    """Rate a case, or rate it again while it goes on. The decision is due from receipt, whenever it is rated."""
    check_can_rate(by)
    check_says(reasons, "no_reasons", "Give the reasons for the rating, by the threshold document.")
    row = writing.locked(by.organisation_id, case_id)
    before = CaseState(row.state)
    facts = replace(
        facts_of(facts_from(row)), rating=rating, rated_by_qualified=True, rating_has_reasons=True
    )  # fmt: skip
    check_move(CaseState.RATED if before in RATED_AGAIN else before, CaseState.RATED, facts)
    due = clock.decide_by(rating.code, row.received_at, places_of(by.organisation_id)).at
    now = timezone.now()
    if before is CaseState.TRIAGE:
        writing.move(row, CaseState.RATED, facts)
    row_id = new_id()
    key = create_record(by.organisation_id, row_id, rings=[RingKind.CASES])
    RatingGiven.objects.create(
        organisation_id=by.organisation_id, id=row_id, case_id=case_id, rating=int(rating),
        sealed=key.seal(reasons.strip().encode(), table=RATING, version=1),
        practice_version=practice_of(by.organisation_id).version, decide_by=due, given_at=now, given_by=by.membership_id,
    )  # fmt: skip
    holder = row.held_by or by.membership_id
    writing.keep(
        row, rating=int(rating), rated_at=now, rated_by=by.membership_id, decide_by=due, held_by=holder
    )
    record_act(by, act="hub.rated", item_kind="case", item_id=case_id, why=rating.code)
