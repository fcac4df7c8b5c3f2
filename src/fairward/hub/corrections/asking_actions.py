"""The only writer of who says that an item is wrong. It may not change the item: only its agency does."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.audit.log import record_act
from fairward.hub.corrections.content import Said, to_bytes
from fairward.hub.corrections.models import PutRight
from fairward.hub.corrections.policies import check_may_ask, check_stands, check_words, said_by
from fairward.hub.corrections.queries import TABLE
from fairward.hub.corrections.vocabulary import OPEN
from fairward.hub.enquiries.models import Item
from fairward.hub.intake.case_queries import InCase, people_of
from fairward.hub.intake.practice_queries import places_of
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import RingKind
from fairward.keys.records import create_record
from fairward.rules.clocks import due

CLOCK = "correction-request"


@transaction.atomic
def ask(*, by: Actor, item_id: UUID, words: str, person_id: UUID | None) -> UUID:
    """Keep that somebody says that an item is wrong: `person_id` of the case, or None for a worker of the hub.

    Nobody outside hears of it yet: a worker of the hub sends it to the agency. The clock of the law runs from now on.
    """
    check_may_ask(by, is_for_person=person_id is not None)
    check_words(words)
    own, now, put_right_id = by.organisation_id, timezone.now(), new_id()
    item = Item.objects.select_for_update(of=("self",)).filter(organisation_id=own, id=item_id).first()
    if item is None:
        raise NotFound("item")
    who = said_by(_person(own, item.case_id, person_id))
    asked = PutRight.objects.filter(
        organisation_id=own, item_id=item_id, state__in=[int(one) for one in OPEN]
    )
    check_stands(
        is_replaced=item.replaced_at is not None, is_asked=asked.filter(person_id=person_id).exists()
    )
    key = create_record(own, put_right_id, rings=[RingKind.CASES])
    PutRight.objects.create(
        organisation_id=own, id=put_right_id, case_id=item.case_id, item_id=item_id, person_id=person_id,
        sealed=key.seal(to_bytes(Said(words.strip(), who=who)), table=TABLE, version=1), asked_at=now, asked_by=by.membership_id,
        answer_by=due(CLOCK, timezone.localtime(now), places_of(own)).at,
    )  # fmt: skip
    record_act(
        by, act="hub.put_right_asked", item_kind="put_right", item_id=put_right_id, subject_id=item.case_id
    )
    return put_right_id


def _person(organisation_id: UUID, case_id: UUID, person_id: UUID | None) -> InCase | None:
    """Whoever asks, of this very case; None for a worker of the hub."""
    if person_id is None:
        return None
    for one in people_of(organisation_id, [case_id]).get(case_id, ()):
        if one.id == person_id:
            return one
    raise NotFound("person")
