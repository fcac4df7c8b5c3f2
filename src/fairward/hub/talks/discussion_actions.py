"""The only writer of strategy discussions. One may be held first and noted after; nothing waits for the note."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.audit.log import record_act
from fairward.hub.enquiries.enquiry_queries import items_of
from fairward.hub.intake.case_queries import case_facts
from fairward.hub.packs.writing import keep_brought
from fairward.hub.talks import policies
from fairward.hub.talks.content import Discussed, discussed_bytes
from fairward.hub.talks.models import Discussion
from fairward.hub.talks.queries import DISCUSSION
from fairward.kernel.actor import Actor
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import RingKind
from fairward.keys.records import create_record

WHY = "noting a strategy discussion"


@transaction.atomic
def note_discussion(*, by: Actor, case_id: UUID, held_at: datetime, content: Discussed) -> UUID:
    """Keep who was there, what each knew (items of this pack alone), what was decided and by whom."""
    check(by, policies.READ)
    policies.check_may_discuss(case_facts(by.organisation_id, case_id))
    known = {one.id for one in items_of(by, case_id, WHY).items if one.replaced_at is None}
    policies.check_discussed(content, held_at, timezone.now(), known)
    discussion_id = new_id()
    key = create_record(by.organisation_id, discussion_id, rings=[RingKind.CASES])
    Discussion.objects.create(
        organisation_id=by.organisation_id, id=discussion_id, case_id=case_id, held_at=held_at,
        present=len(content.present), sealed=key.seal(discussed_bytes(content), table=DISCUSSION, version=1),
        noted_at=timezone.now(), noted_by=by.membership_id,
    )  # fmt: skip
    keep_brought(by.organisation_id, case_id, (item for one in content.present for item in one.knew))
    record_act(
        by, act="hub.discussion_noted", item_kind="discussion", item_id=discussion_id, subject_id=case_id
    )
    return discussion_id
