"""Somebody without an account answers by a link and a code: neither alone opens anything, nothing kept opens it, once only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from fairward.exchange.answering.returning import How
from fairward.hub.enquiries import link_actions
from fairward.hub.enquiries.enquiry_queries import states_of
from fairward.hub.enquiries.gate_actions import Decided
from fairward.hub.enquiries.link_actions import Key, answer_by_link, ask_by_link, open_link, write_by_link
from fairward.hub.enquiries.link_queries import answered_links
from fairward.hub.enquiries.models import OneTimeLink
from fairward.hub.enquiries.taking_actions import take_by_link
from fairward.hub.enquiries.withdrawing_actions import withdraw_question
from fairward.hub.vocabulary import EnquiryState
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import Label, OrganisationKind
from tests.support.asking import MOTHER, STRANGER, Asking, item, make_asking
from tests.support.hubs import SCREENER, partner_id_of
from tests.support.kept import kept

pytestmark = pytest.mark.django_db


def _world() -> Asking:
    made = make_asking()
    made.agree(made.police)
    made.open_gate()
    return made


world = kept(_world)


def make_link(
    world: Asking, agreed_with: UUID | None = None, names: Sequence[str] = ("Robin Marsh", MOTHER)
) -> Key:
    gate = world.gate()
    with world.hub.transaction():
        made = ask_by_link(
            by=world.hub.actor(SCREENER), case=world.case(), gate=gate, to="Northfield Hostel, Ms Berg",
            kind=OrganisationKind.VOLUNTARY, agreed_with=agreed_with, persons=world.persons(*names),
            questions=gate.content.questions,
        )  # fmt: skip
    return Key(world.hub.organisation_id, made.link_id, made.token, made.code)


@pytest.fixture
def key(world: Asking) -> Key:
    return make_link(world, partner_id_of(world.hub, world.police))


def row(world: Asking) -> OneTimeLink:
    with world.hub.transaction():
        return OneTimeLink.objects.get(organisation_id=world.hub.organisation_id)


def take(world: Asking) -> Any:
    with world.hub.transaction():
        (link_id,) = answered_links(world.hub.organisation_id)
        return take_by_link(by=world.hub.actor(SCREENER), link_id=link_id)


def test_a_link_is_under_the_same_gate_and_agreements(world: Asking) -> None:
    with pytest.raises(Denied) as denied:
        make_link(world)
    assert denied.value.code == "no_agreement"
    with pytest.raises(Denied) as denied:
        make_link(world, partner_id_of(world.hub, world.police), ["Robin Marsh", STRANGER])
    assert denied.value.code == "person_outside_gate"
    world.open_gate(Decided(4, "ca1989_s47", 12, True), agreement="")
    assert open_link(make_link(world)) is not None


def test_link_and_code_open_it_and_the_answer_becomes_an_item(world: Asking, key: Key) -> None:
    behind = open_link(replace(key, code=key.code.lower().replace(" ", "")))
    assert behind is not None and behind.asked.names.keys() == {
        world.people["Robin Marsh"],
        world.people[MOTHER],
    }
    assert Label.SEALED not in behind.asked.labels
    write_by_link(key, item("He slept here twice.", about=(world.people["Robin Marsh"],)))
    answer_by_link(key, How.RELEVANT, "Ms Berg, keyworker")
    taken = take(world)
    assert (taken.items, taken.left_out) == (1, 0)
    (read,) = world.items().items
    assert read.claim.text == "He slept here twice." and read.claim.chain[-1].name == "Ms Berg, keyworker"
    kept = row(world)
    assert not any(bytes(one) for one in (kept.question, kept.draft, kept.answer))


def test_nothing_relevant_and_declining_keep_no_item(world: Asking, key: Key) -> None:
    answer_by_link(key, How.NOTHING, "Ms Berg, keyworker")
    assert take(world).items == 0
    second = make_link(world, partner_id_of(world.hub, world.police))
    with pytest.raises(Denied) as denied:
        answer_by_link(second, How.DECLINED, "Ms Berg, keyworker")
    assert denied.value.code == "no_reason"
    answer_by_link(second, How.DECLINED, "Ms Berg, keyworker", "We promised her silence.")
    take(world)
    with world.hub.transaction():
        found = states_of(world.hub.organisation_id, world.case_id)
    assert found == (EnquiryState.NOTHING_RELEVANT, EnquiryState.DECLINED)
    assert world.items().items == ()


def test_it_opens_once(key: Key) -> None:
    answer_by_link(key, How.NOTHING, "Ms Berg, keyworker")
    with pytest.raises(NotFound):
        open_link(key)
    with pytest.raises(NotFound):
        answer_by_link(key, How.NOTHING, "Ms Berg, keyworker")


def test_without_its_other_half_neither_opens_anything(world: Asking, key: Key) -> None:
    with pytest.raises(NotFound):
        open_link(replace(key, token="x" * 43))
    with pytest.raises(NotFound):
        open_link(replace(key, link_id=world.case_id))
    for _ in range(link_actions.MOST_TRIES):
        assert open_link(replace(key, code="AAAA AAAA")) is None
    with pytest.raises(NotFound):
        open_link(key)
    assert not bytes(row(world).question), "after five wrong codes there is nothing left to guess at"


def test_after_two_days_it_opens_nothing_and_its_words_go(world: Asking, key: Key) -> None:
    with world.hub.transaction():
        past = timezone.now() - timedelta(minutes=1)
        OneTimeLink.objects.filter(organisation_id=world.hub.organisation_id).update(expires_at=past)
    with pytest.raises(NotFound):
        open_link(key)
    with world.hub.transaction():
        assert link_actions.forget_expired_links(world.hub.organisation_id, timezone.now()) == 1


def test_the_page_says_nothing_of_a_child_before_the_code(client: Client, key: Key) -> None:
    address = f"/open/answer/{key.hub_id}/{key.link_id}/{key.token}/"
    shown = client.get(address).content.decode()
    assert "The code that you were told" in shown and "Robin" not in shown
    wrong = client.post(address, {"code": "AAAA AAAA"}).content.decode()
    assert "This is not the code." in wrong and "Robin" not in wrong
    shown = client.post(address, {"code": key.code}).content.decode()
    assert "Robin Marsh" in shown and "Nothing relevant" in shown
    done = client.post(address, {"code": key.code, "do": "nothing", "by": "Ms Berg"}).content.decode()
    assert "The hub has your answer" in done
    assert client.post(address, {"code": key.code}).status_code == 404


def test_withdrawing_kills_the_link(world: Asking, key: Key) -> None:
    write_by_link(key, item(about=(world.people["Robin Marsh"],)))
    gate, enquiry_id = world.gate(), row(world).enquiry_id
    with world.hub.transaction():
        withdraw_question(
            by=world.hub.actor(SCREENER), case=world.case(), gate=gate, enquiry_id=enquiry_id, reason="Not needed."
        )  # fmt: skip
    assert bytes(row(world).question) == b"" and bytes(row(world).draft) == b""
    with pytest.raises(NotFound):
        open_link(key)
    with pytest.raises(NotFound):
        answer_by_link(key, How.NOTHING, "Ms Berg")
    with world.hub.transaction():
        assert states_of(world.hub.organisation_id, world.case_id) == (EnquiryState.WITHDRAWN,)


def test_an_answer_by_link_is_taken_in_before_it_can_be_withdrawn(world: Asking, key: Key) -> None:
    answer_by_link(key, How.NOTHING, "Ms Berg")
    gate, enquiry_id = world.gate(), row(world).enquiry_id
    with world.hub.transaction(), pytest.raises(Denied) as denied:
        withdraw_question(
            by=world.hub.actor(SCREENER), case=world.case(), gate=gate, enquiry_id=enquiry_id, reason="Not needed."
        )  # fmt: skip
    assert denied.value.code == "answer_came"
