"""Somebody says that an item is wrong: kept sealed, once, with the clock of the law; the item stays as it is."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from fairward.hub.corrections.asking_actions import ask
from fairward.hub.corrections.models import PutRight
from fairward.hub.corrections.queries import put_right_of
from fairward.hub.corrections.vocabulary import PutRightState
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.ids import new_id
from tests.personas import sign_in
from tests.support.asking import MOTHER
from tests.support.hubs import HUB_MANAGER, HUB_OFFICE, SCREENER
from tests.support.kept import kept
from tests.support.putting_right import make_righting
from tests.support.weighing import Weighing, make_weighing

pytestmark = pytest.mark.django_db
WORDS = "I was at home. It was another boy."


weighing = kept(make_weighing)


def test_it_is_kept_sealed_with_its_clock_and_found_by_case_and_person(weighing: Weighing) -> None:
    hub, (item,) = weighing.asking.hub, weighing.asking.items().items
    mother, before = weighing.asking.people[MOTHER], timezone.now()
    with hub.transaction():
        asked = ask(item_id=item.id, words=WORDS, person_id=mother, by=hub.actor(SCREENER))
        mine = ask(item_id=item.id, words="The date is wrong.", person_id=None, by=hub.actor(SCREENER))
        (line,) = put_right_of(hub.organisation_id, weighing.case_id, mother)
        both = put_right_of(hub.organisation_id, weighing.case_id)
        row = PutRight.objects.get(organisation_id=hub.organisation_id, id=asked)
    assert (line.id, line.item_id, line.state) == (asked, item.id, PutRightState.ASKED)
    assert line.answered_at is None and [one.id for one in both] == [asked, mine]
    assert 27 < (line.answer_by - before).days < 36
    assert WORDS.encode() not in bytes(row.sealed)
    assert weighing.asking.items().items[0].replaced_at is None


def test_not_twice_not_empty_not_for_somebody_of_another_case_and_not_by_the_office(
    weighing: Weighing,
) -> None:
    hub, (item,) = weighing.asking.hub, weighing.asking.items().items
    mother = weighing.asking.people[MOTHER]
    with hub.transaction():
        ask(item_id=item.id, words=WORDS, person_id=mother, by=hub.actor(SCREENER))
    for code, persona, words, person_id in (
        ("asked_already", SCREENER, WORDS, mother),
        ("no_words", SCREENER, " ", None),
        ("too_long", SCREENER, "x" * 5001, None),
        ("not_your_role", HUB_OFFICE, WORDS, None),
    ):
        with hub.transaction(), pytest.raises(Denied) as denied:
            ask(item_id=item.id, words=words, person_id=person_id, by=hub.actor(persona))
        assert denied.value.code == code
    for item_id, person_id in ((new_id(), None), (item.id, new_id())):
        with hub.transaction(), pytest.raises(NotFound):
            ask(item_id=item_id, words=WORDS, person_id=person_id, by=hub.actor(SCREENER))


def test_whoever_does_not_decide_is_led_to_the_case_and_not_to_a_closed_door(db: None) -> None:
    righting = make_righting()
    righting.goes(righting.asks())
    righting.corrects()
    righting.takes()
    review, case = (f"/hub/cases/{righting.case_id}/{page}" for page in ("right/review/", "right/"))
    pages = ("/hub/right/", f"/hub/cases/{righting.case_id}/told/", f"/hub/cases/{righting.case_id}/", case)
    screener, manager = (sign_in(Client(), righting.hub[one]) for one in (SCREENER, HUB_MANAGER))
    for page in pages:
        assert f'href="{review}"' not in screener.get(page).content.decode(), page
    assert f'href="{case}"' in screener.get("/hub/right/").content.decode()
    assert f'href="{review}"' in manager.get("/hub/right/").content.decode()
