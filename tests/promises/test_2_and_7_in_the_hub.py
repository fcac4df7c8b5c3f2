"""Promises 2 and 7 in the hub: a correction reaches every recipient, and what is said against an item goes with it."""

from __future__ import annotations

import pytest

from fairward.exchange.travel.vocabulary import TravelState
from fairward.hub.decisions.queries import told_of
from fairward.hub.enquiries.enquiry_queries import items_of
from fairward.hub.enquiries.presenters import items_on_page
from fairward.hub.packs.presenters import choices_of, cited_words, item_words
from tests.support.asking import WHY
from tests.support.hubs import ANALYST, SCREENER
from tests.support.kept import kept
from tests.support.putting_right import WORDS, Righting, make_righting
from tests.support.travelling import arrivals

pytestmark = pytest.mark.django_db


world = kept(make_righting)


@pytest.mark.parametrize("is_taken_back", [False, True])
def test_a_correction_reaches_everybody_who_was_told(world: Righting, is_taken_back: bool) -> None:
    world.takes_back() if is_taken_back else world.corrects()
    world.takes()
    with world.hub.transaction():
        told = told_of(world.hub.actor(SCREENER), world.case_id, WHY)
    owed = world.notices()
    assert {one.feedback_id for one in owed} == {one.id for one in told}
    assert not any(one.sent_at for one in owed)  # nothing is told by a timer
    for one in owed:
        world.tells(one)
    asking = world.weighing.asking
    arrived = {one.package_id for at in (asking.school, asking.police, asking.health) for one in arrivals(at)}
    sent = world.notices()
    assert all(one.sent_at and one.sent_by for one in sent)
    packages = [one for one in sent if one.partner_id]
    assert len(packages) == 3
    assert all(one.package_id in arrived and one.state is TravelState.DELIVERED for one in packages)


def test_what_is_said_against_an_item_is_there_wherever_the_item_is_read(world: Righting) -> None:
    world.goes(world.asks())
    world.stands(world.opens(), "It was written down that night.")
    world.takes()
    with world.hub.transaction():
        (read,) = items_of(world.hub.actor(ANALYST), world.case_id, WHY).items
    assert [(one.words, one.answer, one.stands) for one in read.against] == [
        (WORDS, "It was written down that night.", True)
    ]
    pack = world.pack()
    (shown,) = items_on_page(pack.items, pack.agencies)
    everywhere = [
        " ".join(fact.value for fact in shown.facts), item_words(pack, pack.items[0]), cited_words(pack)[0],
        choices_of(pack)[0][1],
    ]  # fmt: skip
    assert all(WORDS in words for words in everywhere)
