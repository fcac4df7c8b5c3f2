"""Promise 3 in the hub: what is due goes, keys first, with a certificate that names nobody; what is held stays readable."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fairward.hub.decisions.models import CaseGone
from fairward.hub.intake.case_queries import case_for
from fairward.hub.intake.contact_actions import take_arrival
from fairward.hub.intake.triage_actions import choose_route
from fairward.hub.vocabulary import Route
from fairward.retention.checking import check_all
from fairward.retention.hold_policies import Scope
from fairward.retention.models import Certificate, Destruction
from fairward.retention.night_actions import order_what_is_due
from fairward.retention.orders import order
from fairward.retention.vocabulary import ItemKind, WhyDestroyed
from tests.support.dissolving import (
    SECRET,
    end_as,
    grow_old,
    hold_case,
    items_left,
    lift_case,
    make_closed,
    night,
    records_of,
    rows_of,
    with_keys,
)
from tests.support.hubs import SCREENER, refer
from tests.support.interrupting import Interrupted, ends_at
from tests.support.weighing import Weighing

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def weighing(transactional_db: None) -> Weighing:
    return make_closed()


def words(weighing: Weighing) -> list[str]:
    return [one.claim.text for one in weighing.pack(reason="complaint").items]


def test_what_nothing_rests_on_goes_after_28_days_with_its_key_and_a_certificate(weighing: Weighing) -> None:
    hub = weighing.asking.hub
    grow_old(weighing, 27)
    assert (night(hub), words(weighing)) == (0, [SECRET])
    keys = records_of(weighing)
    grow_old(weighing, 28)
    assert night(hub) == 1
    assert (items_left(weighing), words(weighing)) == (0, [])
    assert len(keys - with_keys(hub, list(keys))) == 1, "the item's key went, and no other"
    with hub.transaction():
        certificate = Certificate.objects.get(organisation_id=hub.organisation_id)
        ordered = Destruction.objects.get(organisation_id=hub.organisation_id)
        assert (certificate.items, certificate.records) == (1, 1)
        assert (ordered.rule_id, ordered.why, ordered.ordered_by) == (
            "hub-returns-unused",
            WhyDestroyed.AUTOMATIC,
            None,
        )
        assert check_all(hub.organisation_id) == {certificate.id: []}
    assert night(hub) == 0, "what is gone is not ordered again"


def test_a_case_in_which_nothing_more_was_done_goes_whole_after_12_months(weighing: Weighing) -> None:
    hub = weighing.asking.hub
    grow_old(weighing, 364)
    night(hub)
    before = rows_of(weighing)
    assert {
        "intake_case",
        "intake_contact",
        "enquiries_gate",
        "packs_analysis",
        "decisions_feedback",
    } <= before.keys()
    keys = records_of(weighing)
    grow_old(weighing, 366)
    assert night(hub) == 1
    assert (rows_of(weighing), with_keys(hub, list(keys))) == ({}, set())
    with hub.transaction():
        (left,) = CaseGone.objects.filter(organisation_id=hub.organisation_id)
        today = timezone.localdate()
        assert (left.ended, left.closed_on, left.received_on) == (
            "no_further_action", today - timedelta(366), today - timedelta(368)
        )  # fmt: skip
        assert not left.was_corrected
        assert all(found == [] for found in check_all(hub.organisation_id).values())


def test_nothing_that_was_said_stays_anywhere(weighing: Weighing, raw: Callable[..., Any]) -> None:
    """Not the case's id but in the log's and the certificate's lines, and no name, in any table of either database."""
    hub = weighing.asking.hub
    grow_old(weighing, 366)
    night(hub)
    night(hub)
    found = set()
    for alias in ("default", "keyring"):
        connection = raw(alias, "postgres")
        columns = connection.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE data_type = 'uuid' AND table_schema = 'public'"
        ).fetchall()
        for table, column in columns:
            if connection.execute(
                f'SELECT 1 FROM "{table}" WHERE "{column}" = %s LIMIT 1', [weighing.case_id]
            ).fetchone():
                found.add(f"{table}.{column}")
    assert found <= {"audit_leaf.item_id", "audit_leaf.subject_id", "retention_destructionitem.item_id"}, (
        found
    )


def test_what_led_to_something_waits_for_a_person(weighing: Weighing) -> None:
    end_as(weighing, "section_17")
    grow_old(weighing, 366 * 7)
    hub = weighing.asking.hub
    night(hub)
    assert "intake_case" in rows_of(weighing)


def test_an_interrupted_night_is_finished_by_the_next_whatever_is_held_by_then(weighing: Weighing) -> None:
    hub = weighing.asking.hub
    grow_old(weighing, 366)
    with hub.transaction():
        order_what_is_due(hub.organisation_id, timezone.localdate())
    keys, moment = list(records_of(weighing)), 0
    while with_keys(hub, keys):
        moment += 1
        with pytest.raises(Interrupted), ends_at(moment):
            night(hub)
    assert rows_of(weighing), "it was interrupted after the keys and before the rows"
    hold_case(weighing)
    night(hub)
    assert rows_of(weighing) == {}
    with hub.transaction():
        assert all(found == [] for found in check_all(hub.organisation_id).values())


def test_a_hold_between_order_and_keys_keeps_it_and_it_goes_when_the_hold_ends(weighing: Weighing) -> None:
    hub = weighing.asking.hub
    grow_old(weighing, 366)
    with hub.transaction():
        order_what_is_due(hub.organisation_id, timezone.localdate())
    held = hold_case(weighing)
    assert (night(hub), words(weighing)) == (0, [SECRET])
    lift_case(weighing, held)
    assert night(hub) >= 1
    assert rows_of(weighing) == {}


def test_an_order_past_the_schedule_leaves_out_what_is_held(weighing: Weighing) -> None:
    hub = weighing.asking.hub
    hold_case(weighing)
    with hub.transaction():
        made = order(
            None, organisation_id=hub.organisation_id, kind=ItemKind.HUB_CASE, item_ids=[weighing.case_id],
            rule_id="anything", why=WhyDestroyed.DECIDED,
        )  # fmt: skip
    assert (made, words(weighing)) == (None, [SECRET])


def test_advice_under_a_hold_keeps_what_came_in(weighing: Weighing) -> None:
    """The only other place in a hub where content is destroyed by itself: at triage."""
    asking = weighing.asking
    arrival_id = refer(asking.school, asking.hub, child="Wren Marsh")
    with asking.hub.transaction():
        screener = asking.hub.actor(SCREENER)
        case_id = take_arrival(by=screener, arrival_id=arrival_id)
    hold_case(weighing, Scope(item_kind=ItemKind.HUB_CASE, item_id=case_id))
    with asking.hub.transaction():
        choose_route(
            by=asking.hub.actor(SCREENER), case_id=case_id, route=Route.ADVICE_ONLY, note="Ask the family."
        )
        opened = case_for(asking.hub.actor(SCREENER), case_id, "a test")
        assert opened.came and opened.people


SCOPES: dict[str, Callable[[Weighing], Scope | None]] = {
    "case": lambda _: None,
    "from": lambda _: Scope(since_on=timezone.localdate() - timedelta(3000)),
    "until": lambda _: Scope(until_on=timezone.localdate()),
}


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    first=st.sampled_from(sorted(SCOPES)),
    steps=st.lists(st.sampled_from(["hold", "lift", "night", "month", "year", "nfa", "help"]), max_size=6),
)
def test_nothing_is_destroyed_under_a_hold_whatever_comes(
    weighing: Weighing, first: str, steps: list[str]
) -> None:
    age, holds = 0, [hold_case(weighing, SCOPES[first](weighing))]
    before = rows_of(weighing)
    for step in steps:
        if step == "hold":
            holds.append(hold_case(weighing))
        elif step == "lift" and len(holds) > 1:
            lift_case(weighing, holds.pop())
        elif step in ("month", "year"):
            age += 31 if step == "month" else 366
            grow_old(weighing, age)
        elif step in ("nfa", "help"):
            end_as(weighing, "no_further_action" if step == "nfa" else "family_help")
        night(weighing.asking.hub)
    assert (words(weighing), rows_of(weighing)) == ([SECRET], before)
    for one in holds:
        lift_case(weighing, one)
