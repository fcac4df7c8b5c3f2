"""The only place in which items and cases of a hub end: the engine of retention calls it after their keys are gone.

It asks nobody and decides nothing: what is due, what is held and what was ordered is the engine's.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from fairward.audit.log import record_job
from fairward.hub.decisions.counting import count_cases_destroyed, count_destroyed
from fairward.hub.decisions.models import CaseGone
from fairward.hub.enquiries.models import Agreement, Enquiry
from fairward.hub.intake.models import Practice, RatingGiven
from fairward.kernel.ids import new_id
from fairward.retention.kinds import hanging
from fairward.tenancy.rows import fetch

MISTAKEN = "mistaken_or_malicious"
_ITEMS_OF = "SELECT id FROM enquiries_item WHERE organisation_id = %s AND case_id = ANY(%s)"
_CASES_OF = (
    "SELECT DISTINCT case_id FROM enquiries_item WHERE organisation_id = %s AND id = ANY(%s) ORDER BY 1"
)
_WHAT_STAYS = """
SELECT c.reference, (c.received_at AT TIME ZONE %(zone)s)::date, k.closed_on, k.ended,
  k.ended = %(mistaken)s
  OR EXISTS (SELECT 1 FROM enquiries_item i WHERE i.organisation_id = c.organisation_id AND i.case_id = c.id
    AND i.replaced_at IS NOT NULL)
  OR EXISTS (SELECT 1 FROM decisions_decision d WHERE d.organisation_id = c.organisation_id AND d.case_id = c.id
    AND d.flagged_at IS NOT NULL)
FROM intake_case c JOIN decisions_casekept k ON k.organisation_id = c.organisation_id AND k.case_id = c.id
WHERE c.organisation_id = %(own)s AND c.id = ANY(%(ids)s)
"""


def items_of(organisation_id: UUID, case_ids: Sequence[UUID]) -> list[UUID]:
    """The items of cases that go whole."""
    return [row[0] for row in fetch(_ITEMS_OF, [organisation_id, list(case_ids)])]


@transaction.atomic
def forget_items(organisation_id: UUID, item_ids: Sequence[UUID]) -> None:
    """Items whose keys are gone: their rows go, in every room. Every item of a hub that is destroyed comes through here."""
    if not item_ids:
        return
    count_destroyed(organisation_id, item_ids)
    cases = [row[0] for row in fetch(_CASES_OF, [organisation_id, list(item_ids)])]
    for room in hanging(settings.FAIRWARD_HANGS_ON_HUB_ITEMS):
        room.forget(organisation_id, item_ids)
    for case_id in cases:
        record_job(organisation_id, act="hub.items_destroyed", item_kind="case", item_id=case_id)


@transaction.atomic
def forget_cases(organisation_id: UUID, case_ids: Sequence[UUID]) -> None:
    """Cases whose keys are gone: what stays of each is written, then every row of it goes, in every room."""
    count_cases_destroyed(organisation_id, case_ids)
    today = timezone.localdate()
    asked = {
        "own": organisation_id, "ids": list(case_ids), "mistaken": MISTAKEN,
        "zone": timezone.get_current_timezone_name(),
    }  # fmt: skip
    CaseGone.objects.bulk_create(
        CaseGone(
            organisation_id=organisation_id, id=new_id(), reference=reference, received_on=received_on,
            closed_on=closed_on, ended=ended, was_corrected=was_corrected, gone_on=today,
        )
        for reference, received_on, closed_on, ended, was_corrected in fetch(_WHAT_STAYS, asked)
    )  # fmt: skip
    forget_items(organisation_id, items_of(organisation_id, case_ids))
    for room in hanging(settings.FAIRWARD_HANGS_ON_HUB_CASES):
        room.forget(organisation_id, case_ids)
    for case_id in case_ids:
        record_job(organisation_id, act="hub.case_destroyed", item_kind="case", item_id=case_id)


@transaction.atomic
def forget_proofs(organisation_id: UUID, proof_ids: Sequence[UUID]) -> None:
    """Proofs of cases that were destroyed years ago: the engine's certificate is the act."""
    CaseGone.objects.filter(organisation_id=organisation_id, id__in=list(proof_ids)).delete()


@transaction.atomic
def forget_what_no_case_needs(organisation_id: UUID) -> int:
    """Agreements that were ended and under which nothing is kept that was asked, and threshold documents that neither count
    nor were used for a case that is kept: they name no child. Returns how many went."""
    own = {"organisation_id": organisation_id}
    used = Enquiry.objects.filter(**own, agreement_id__isnull=False).values("agreement_id")
    ended = Agreement.objects.filter(**own, ended_at__isnull=False).exclude(id__in=used)
    rated_by = RatingGiven.objects.filter(**own).values("practice_version")
    newest = Practice.objects.filter(**own).order_by("-version").values_list("version", flat=True).first()
    earlier = Practice.objects.filter(**own, version__lt=newest or 0).exclude(version__in=rated_by)
    gone = int(ended.delete()[0]) + int(earlier.delete()[0])
    if gone:
        record_job(
            organisation_id, act="hub.unneeded_gone", item_kind="organisation", item_id=organisation_id
        )
    return gone
