"""Keeps what somebody of a family says about a case, or about an item that they were shown: sealed to the hub and to them."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.access.decisions import check
from fairward.audit.log import record_act
from fairward.hub.corrections.asking_actions import ask
from fairward.hub.families.content import Outcome
from fairward.hub.families.models import OwnSide
from fairward.hub.families.my_queries import my_reading_for
from fairward.hub.families.policies import SELF, check_says
from fairward.hub.families.queries import SIDE
from fairward.hub.intake.case_queries import case_facts
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import RingKind
from fairward.keys.records import create_record
from fairward.notices.mail import something_arrived

WHY = "saying one's own side"


@transaction.atomic
def say(
    *, by: Actor, reader_id: UUID, words: str, item_id: UUID | None = None, is_wrong: bool = False
) -> None:
    """Put one's own words beside what the hub did, or beside one item that one was shown. `is_wrong`: the decision is."""
    check(by, SELF)
    check_says(words)
    reading = my_reading_for(by, reader_id, WHY)
    reader = reading.case.reader
    _check_was_shown(reading.outcome, item_id)
    own, row_id = by.organisation_id, new_id()
    key = create_record(own, row_id, rings=[RingKind.CASES], persons=[by.account_id])
    OwnSide.objects.create(
        organisation_id=own, id=row_id, case_id=reader.case_id, reader_id=reader.id, item_id=item_id, is_wrong=is_wrong,
        sealed=key.seal(words.strip().encode(), table=SIDE, version=1), made_at=timezone.now(),
    )  # fmt: skip
    _tell_worker(own, reader.case_id)
    record_act(by, act="hub.side_said", item_kind="case_reader", item_id=reader.id, subject_id=reader.case_id)


def say_wrong(*, by: Actor, reader_id: UUID, item_id: UUID, words: str) -> UUID:
    """Ask that an item which one was shown is put right at the agency that told it; the room of corrections writes the act."""
    check(by, SELF)
    check_says(words)
    reading = my_reading_for(by, reader_id, "asking that something is put right")
    _check_was_shown(reading.outcome, item_id)
    reader = reading.case.reader
    with transaction.atomic():
        found = ask(by=by, item_id=item_id, words=words, person_id=reader.person_id)
        _tell_worker(by.organisation_id, reader.case_id)
    return found


def _check_was_shown(outcome: Outcome | None, item_id: UUID | None) -> None:
    """An item that the reader was not shown is not there."""
    shown = {one.id for one in outcome.items} if outcome else set()
    if outcome is None or (item_id is not None and item_id not in shown):
        raise NotFound("item")


def _tell_worker(organisation_id: UUID, case_id: UUID) -> None:
    held_by = case_facts(organisation_id, case_id).held_by
    if held_by is not None:
        something_arrived(organisation_id, [held_by])
