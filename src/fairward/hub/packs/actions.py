"""The only writer of analyses, and of the step to weighing without asking. It may not decide a case."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.audit.log import record_act
from fairward.hub.intake import writing
from fairward.hub.intake.case_queries import facts_from, facts_of
from fairward.hub.packs.content import Weighed, to_bytes
from fairward.hub.packs.models import Analysis, Citation
from fairward.hub.packs.policies import check_can_weigh, missing_in
from fairward.hub.packs.queries import TABLE, Pack
from fairward.hub.vocabulary import CaseState
from fairward.kernel.actor import Actor
from fairward.kernel.denied import Denied
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import RingKind
from fairward.keys.records import create_record


@transaction.atomic
def weigh_without_asking(*, by: Actor, case_id: UUID) -> None:
    """A rated case that needs nobody's answer is weighed at once."""
    check(by, "hub:case:rate")
    row = writing.locked(by.organisation_id, case_id)
    if row.state != CaseState.RATED:
        raise Denied(
            "not_rated",
            "Only a case that is rated and about which nobody was asked is weighed without asking.",
        )
    writing.move(row, CaseState.ANALYSIS, facts_of(facts_from(row)))
    writing.keep(row)
    record_act(by, act="hub.weighed_without_asking", item_kind="case", item_id=case_id)


@transaction.atomic
def write_analysis(*, by: Actor, pack: Pack, weighed: Weighed) -> int:
    """Add a version of the analysis; its citations take the place of the earlier ones. Returns the version."""
    case_id = pack.case.facts.id
    row = writing.locked(by.organisation_id, case_id)
    check_can_weigh(by, CaseState(row.state))
    missing = missing_in(weighed, pack.grades)
    if missing:
        raise Denied("analysis_incomplete", " ".join(sentence for _, sentence in missing))
    own, now, analysis_id = (
        {"organisation_id": by.organisation_id, "case_id": case_id},
        timezone.now(),
        new_id(),
    )
    version = Analysis.objects.filter(**own).count() + 1
    key = create_record(by.organisation_id, analysis_id, rings=[RingKind.CASES])
    Analysis.objects.create(
        **own, id=analysis_id, version=version, sealed=key.seal(to_bytes(weighed), table=TABLE, version=1), written_at=now,
        written_by=by.membership_id,
    )  # fmt: skip
    Citation.objects.filter(**own).delete()
    Citation.objects.bulk_create(
        Citation(**own, item_id=item_id, cited_at=now, cited_by=by.membership_id) for item_id in weighed.cites
    )
    record_act(by, act="hub.weighed", item_kind="case", item_id=case_id)
    return version
