"""The only writer of what becomes of a package before it is sorted: opened, matched to a child, queried, refused. One act each,
beside the receipt that the sender gets."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from fairward.audit.log import record_act
from fairward.exchange.package.refusals import Refused
from fairward.exchange.receiving.answering import tell_sender
from fairward.exchange.receiving.content import Decisions, to_bytes
from fairward.exchange.receiving.models import Sorting
from fairward.exchange.receiving.opening_queries import arrived_and_sorting, read_sealed
from fairward.exchange.receiving.policies import check_is_open, check_sender_is_confirmed, check_words
from fairward.exchange.receiving.sorting_queries import TABLE, SortingFacts
from fairward.exchange.receiving.vocabulary import SortingState
from fairward.exchange.travel.arrival_queries import Arrived
from fairward.exchange.travel.models import Arrival
from fairward.exchange.travel.partner_queries import partner
from fairward.exchange.travel.vocabulary import TravelState
from fairward.kernel.actor import Actor
from fairward.kernel.denied import NotFound
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import RingKind
from fairward.keys.records import create_record
from fairward.people.queries import names_of_children
from fairward.rules import receiving as rules

WHY_OPEN, WHY_ANSWER = "opening what arrived", "answering what arrived"


@transaction.atomic
def open_arrival(*, by: Actor, arrival_id: UUID) -> bool:
    """Open a package and check it; the sender hears that a person has it. Again does nothing. Returns whether it was accepted.

    One whose inside is not what the format promises is refused: of it nothing stays but why and when.
    """
    _lock(by, arrival_id)
    arrived, sorting = arrived_and_sorting(by, arrival_id, WHY_OPEN)
    if sorting is not None:
        return not sorting.code
    sender = partner(by.organisation_id, arrived.partner_id)
    check_sender_is_confirmed(is_confirmed=sender.is_confirmed, sender=arrived.sender)
    try:
        opened = read_sealed(by, arrived, None, WHY_OPEN)
    except Refused as refused:
        _turn_back(by, arrived, refused)
        return False
    sorting_id, now = new_id(), timezone.now()
    key = create_record(by.organisation_id, sorting_id, rings=[RingKind.EXCHANGE])
    Sorting.objects.create(
        organisation_id=by.organisation_id, id=sorting_id, arrival_id=arrival_id, package_id=arrived.package_id,
        sealed=key.seal(to_bytes(Decisions()), table=TABLE, version=1), signed_with=opened.sender_key.hex(), opened_at=now,
        opened_by=by.membership_id, look_again_on=rules.sort_by(timezone.localdate()),
    )  # fmt: skip
    record_act(by, act="package.opened", item_kind="arrival", item_id=arrival_id)
    tell_sender(by, arrived, TravelState.RECEIVED)
    return True


@transaction.atomic
def match_child(*, by: Actor, arrival_id: UUID, child_id: UUID) -> None:
    """A person says which child here the package is about."""
    _, sorting = _opened(by, arrival_id)
    if child_id not in names_of_children(by.organisation_id, [child_id]):
        raise NotFound("child")
    _change(by, sorting, child_id=child_id)
    record_act(by, act="package.matched", item_kind="arrival", item_id=arrival_id, subject_id=child_id)


@transaction.atomic
def query_sender(*, by: Actor, arrival_id: UUID, words: str) -> None:
    """Ask the sender something before it is sorted; it stays where it is."""
    check_words(words, "what you ask them")
    arrived, sorting = _opened(by, arrival_id)
    record_act(
        by, act="package.queried", item_kind="arrival", item_id=arrival_id, subject_id=sorting.child_id
    )
    tell_sender(by, arrived, TravelState.QUERIED, words=words)


@transaction.atomic
def refuse_package(*, by: Actor, arrival_id: UUID, words: str) -> None:
    """Nothing of it is taken, for a reason that the sender hears; what was sent is let go of, and cannot be opened again."""
    check_words(words, "why you do not take it")
    arrived, sorting = _opened(by, arrival_id)
    now = timezone.now()
    _change(
        by, sorting, state=int(SortingState.REFUSED), finished_at=now, finished_by=by.membership_id, look_again_on=None,
        kept_until=rules.kept_until(timezone.localdate()),
    )  # fmt: skip
    record_act(
        by, act="package.refused", item_kind="arrival", item_id=arrival_id, subject_id=sorting.child_id
    )
    tell_sender(by, arrived, TravelState.REFUSED, words=words, keeps_sealed=False)


def _turn_back(by: Actor, arrived: Arrived, refused: Refused) -> None:
    now = timezone.now()
    Sorting.objects.create(
        organisation_id=by.organisation_id, id=new_id(), arrival_id=arrived.id, package_id=arrived.package_id,
        state=int(SortingState.REFUSED), code=refused.code, opened_at=now, opened_by=by.membership_id, finished_at=now,
        finished_by=by.membership_id,
    )  # fmt: skip
    record_act(by, act="package.turned_back", item_kind="arrival", item_id=arrived.id, why=refused.code)
    tell_sender(
        by, arrived, TravelState.REFUSED, words=refused.sentence, code=refused.code, keeps_sealed=False
    )


def _lock(by: Actor, arrival_id: UUID) -> None:
    """Two people do not open one package at once."""
    rows = Arrival.objects.select_for_update().filter(organisation_id=by.organisation_id, id=arrival_id)
    if rows.values_list("id", flat=True).first() is None:
        raise NotFound("arrival")


def _opened(by: Actor, arrival_id: UUID) -> tuple[Arrived, SortingFacts]:
    _lock(by, arrival_id)
    arrived, sorting = arrived_and_sorting(by, arrival_id, WHY_ANSWER)
    return arrived, check_is_open(sorting)


def _change(by: Actor, sorting: SortingFacts, **columns: Any) -> None:
    Sorting.objects.filter(organisation_id=by.organisation_id, id=sorting.id).update(**columns)
