"""What arrived is opened by one door, with the sharpest rule of all rooms: only who brought it may have signed it."""

from __future__ import annotations

from uuid import UUID

import pytest

from fairward.exchange.answering.arrived_queries import waiting
from fairward.exchange.answering.crossing import opened
from fairward.exchange.package.refusals import Refused
from fairward.exchange.travel.models import Arrival
from fairward.exchange.travel.opening_queries import open_arrival_for
from fairward.exchange.travel.partner_actions import withdraw_partner
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.kernel.denied import Denied
from tests.support.asking import Asking, make_asking
from tests.support.hubs import HUB_STAFF, NAVIGATOR, connect, keeper, make_hub, partner_id_of
from tests.support.kept import kept

WHY = "a test of opening"


def _asked() -> Asking:
    world = make_asking()
    world.agree(world.police)
    world.open_gate()
    world.ask(world.police)
    return world


asked = kept(_asked)


def arrival_of(asked: Asking) -> UUID:
    with asked.police.transaction():
        (waits,) = waiting(asked.police.organisation_id, [EnvelopeKind.ENQUIRY])
    return waits.arrival_id


def test_what_one_partner_signed_is_not_anothers_to_bring(asked: Asking) -> None:
    other = make_hub("Westmere Safeguarding Hub", HUB_STAFF)
    connect(other, asked.police)
    arrival_id = arrival_of(asked)
    with asked.police.transaction():
        assert opened(asked.police.actor(NAVIGATOR), arrival_id, WHY).manifest.sender.name
    brought_by = partner_id_of(asked.police, other)
    with asked.police.transaction():
        Arrival.objects.filter(id=arrival_id, organisation_id=asked.police.organisation_id).update(
            partner_id=brought_by
        )
        with pytest.raises(Refused, match="unknown_sender"):
            opened(asked.police.actor(NAVIGATOR), arrival_id, WHY)


def test_a_withdrawn_partner_is_opened_only_by_the_key_of_then(asked: Asking) -> None:
    arrival_id, actor = arrival_of(asked), asked.police.actor(NAVIGATOR)
    with asked.police.transaction():
        key = open_arrival_for(actor, arrival_id, WHY).opened.sender_key
    withdrawn = partner_id_of(asked.police, asked.hub)
    with asked.police.transaction():
        withdraw_partner(by=asked.police.actor(keeper(asked.police)), partner_id=withdrawn)
    with asked.police.transaction():
        with pytest.raises(Refused, match="unknown_sender"):
            open_arrival_for(actor, arrival_id, WHY)
        assert open_arrival_for(actor, arrival_id, WHY, known=key.hex()).opened.sender_key == key


def test_who_lacks_the_ring_of_then_hears_whom_to_ask(asked: Asking) -> None:
    """It was a refusal that the sender heard, where only the reader lacked a key."""
    arrival_id = arrival_of(asked)
    with asked.police.transaction():
        Arrival.objects.filter(id=arrival_id, organisation_id=asked.police.organisation_id).update(
            ring_id=asked.case_id
        )
        with pytest.raises(Denied, match="no_key") as denied:
            opened(asked.police.actor(NAVIGATOR), arrival_id, WHY)
    assert not isinstance(denied.value, Refused)
    assert "has been here longer" in denied.value.sentence
