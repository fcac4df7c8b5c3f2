"""Promise 7 in the hub: with all keys of the hub, nothing opens that was not told to it, nor what it may read by name only."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest

from fairward.agency.answers import reply_actions
from fairward.exchange.package import envelope
from fairward.exchange.travel.models import Arrival, Sending
from fairward.hub.enquiries.models import Item
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import Label, RingKind
from fairward.keys import formats
from fairward.keys.file_keys import wrap_place
from fairward.keys.keyring import fetch
from fairward.keys.ring_store import open_private_halves
from tests.personas import School
from tests.support.asking import SECOND, Asking, item, make_asking
from tests.support.hubs import HUB_MANAGER, HUB_STAFF, NAVIGATOR
from tests.support.kept import kept
from tests.support.travelling import carry_due

pytestmark = pytest.mark.django_db


def _world() -> Asking:
    """Police answered with an item and a sealed one; health has written one and not sent it; the school has its file."""
    made = make_asking()
    made.agree(made.police)
    made.agree(made.health)
    made.open_gate()
    made.ask(made.police)
    made.ask(made.health)
    question_id = made.open_at(made.police)
    reply_id = made.write(made.police, question_id, item(), item("A source says so.", label=Label.SEALED))
    with made.police.transaction():
        reply_actions.agree(by=made.police.actor(SECOND), reply_id=reply_id, seen=3)
        reply_actions.send_reply(by=made.police.actor(NAVIGATOR), reply_id=reply_id, seen=3)
    carry_due(made.police)
    made.take()
    made.write(made.health, made.open_at(made.health), item("Seen twice at the hospital."))
    return made


world = kept(_world)


def keys_of_hub(world: Asking, *, without: str = "") -> list[bytes]:
    """Every private half that anybody of the hub can open, rings and people; `without` one person's own."""
    found: list[bytes] = []
    with world.hub.transaction():
        for persona in HUB_STAFF:
            if not world.hub[persona].has_key or persona.name == without:
                continue
            actor = world.hub.actor(persona)
            found.append(actor.unlocked.private)
            for kind in RingKind:
                try:
                    found += open_private_halves(actor, kind).values()
                except Denied:
                    continue
    return list(dict.fromkeys(found))


def wraps(of: School, record_ids: list[UUID] | None = None) -> Iterator[tuple[UUID, bytes]]:
    with of.transaction():
        rows = fetch(
            "SELECT record_id, wrapped FROM keys_recordwrap WHERE organisation_id = %s", [of.organisation_id]
        )
    for record_id, wrapped in rows:
        if record_ids is None or record_id in record_ids:
            yield record_id, bytes(wrapped)


def opened_with(keys: list[bytes], of: School, record_ids: list[UUID] | None = None) -> set[UUID]:
    """The records of an organisation whose key opens with one of these."""
    found = set()
    for record_id, wrapped in wraps(of, record_ids):
        for key in keys:
            try:
                formats.open_sealed(key, wrapped, wrap_place(of.organisation_id, record_id))
            except formats.FormatError:
                continue
            found.add(record_id)
    return found


def packages_opened_with(keys: list[bytes], of: School) -> int:
    """Sealed packages lying at an organisation, on their way or arrived, that open with one of these keys."""
    with of.transaction():
        own = {"organisation_id": of.organisation_id, "sealed__isnull": False}
        raws = []
        for rows in (Sending.objects.filter(**own), Arrival.objects.filter(**own)):
            raws += [bytes(one) for one in rows.values_list("sealed", flat=True)]
    count = 0
    for raw in raws:
        outside = envelope._read(raw)
        for key in keys:
            try:
                formats.open_sealed(key, outside.sealed_key, envelope.key_place(outside.bound))
                count += 1
            except formats.FormatError:
                continue
    return count


def test_with_all_its_keys_the_hub_opens_nothing_that_was_not_told(world: Asking) -> None:
    keys = keys_of_hub(world)
    assert len(keys) >= 6
    assert opened_with(keys, world.hub), "these are the hub's keys: they open what is the hub's"
    for other in (world.health, world.police, world.school):
        assert list(wraps(other)) or other is world.school
        assert opened_with(keys, other) == set()


def test_what_is_sealed_does_not_open_without_the_person_it_names(world: Asking) -> None:
    with world.hub.transaction():
        rows = Item.objects.filter(organisation_id=world.hub.organisation_id, label=int(Label.SEALED))
        (sealed,) = rows.values_list("id", flat=True)
    everybody_else = keys_of_hub(world, without=HUB_MANAGER.name)
    assert opened_with(everybody_else, world.hub, [sealed]) == set()
    assert opened_with(keys_of_hub(world), world.hub, [sealed]) == {sealed}


def test_no_sealed_answer_is_left_at_the_hub_to_read_around_its_labels(world: Asking) -> None:
    with world.hub.transaction():
        own = Arrival.objects.filter(organisation_id=world.hub.organisation_id, sealed__isnull=False)
        assert list(own.values_list("kind", flat=True)) == []
    assert packages_opened_with(keys_of_hub(world), world.health) == 0, (
        "the question there is sealed to the agency"
    )
