"""Promise 3: what is held stays readable. No act destroys, reduces or moves it, whatever was decided before or is decided now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fairward.files.models import Entry
from fairward.files.queries import entry_for
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import Purpose
from fairward.retention import engine
from fairward.retention.hold_actions import lift_hold
from fairward.retention.hold_policies import Scope
from fairward.retention.review_actions import second_batch
from fairward.retention.review_policies import REMOVING
from fairward.retention.vocabulary import Choice, ItemKind, WhyDestroyed
from tests.personas import DEPUTY, DPO
from tests.support.due import decided, due, is_there, morning, night, opened
from tests.support.living import SAW, WHY, Living, hold, make_living

pytestmark = pytest.mark.django_db(transaction=True)
TAKES_AWAY = sorted(REMOVING)
Scoped = Callable[[Living], Scope]
SCOPES: dict[str, Scoped] = {
    "child": lambda it: Scope(child_id=it.amy),
    "purpose": lambda it: Scope(purpose=Purpose.CHILD_PROTECTION),
    "file": lambda it: Scope(file_id=it.ids["file"]),
    "theme": lambda it: Scope(theme="neglect"),
    "period": lambda it: Scope(since_on=timezone.localdate() - timedelta(1)),
}


@pytest.fixture
def living(transactional_db: None) -> Living:
    made = make_living()
    made.ids["entry"] = due(made)
    with made.school.transaction():
        made.ids["file"] = Entry.objects.get(id=made.ids["entry"]).file_id
    opened(made, made.ids["entry"])
    opened(made, made.ids["entry"], by=DEPUTY)
    return made


def freeze(living: Living, scope: Scope) -> UUID:
    with living.school.transaction():
        return hold(living.actor(DPO), scope)


def words(living: Living) -> str:
    with living.school.transaction():
        return entry_for(living.actor(), living.ids["entry"], WHY)[0].statements[0].text


def everything_is_carried_out(living: Living) -> None:
    night(living, 1000)
    morning(living, 1000)
    night(living, 1000)


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("choice", TAKES_AWAY)
def test_nothing_is_decided_about_what_is_held(living: Living, choice: Choice, scope: str) -> None:
    freeze(living, SCOPES[scope](living))
    with pytest.raises(Denied, match="held"):
        decided(living, choice, living.ids["entry"])
    everything_is_carried_out(living)
    assert words(living) == SAW


@pytest.mark.parametrize("choice", TAKES_AWAY)
def test_what_was_decided_before_is_not_carried_out_once_it_is_held(living: Living, choice: Choice) -> None:
    batch_id = decided(living, choice, living.ids["entry"])
    if choice is Choice.DESTROY:
        with living.school.transaction():
            second_batch(by=living.actor(DEPUTY), batch_id=batch_id)
    hold_id = freeze(living, SCOPES["child"](living))
    everything_is_carried_out(living)
    assert words(living) == SAW
    with living.school.transaction():
        assert Entry.objects.get(id=living.ids["entry"]).file_id == living.ids["file"]
        lift_hold(by=living.actor(DPO), hold_id=hold_id, because="The police are done.")
    everything_is_carried_out(living)
    assert words(living) == SAW, "an old decision does not come back when a hold ends: somebody looks again"


def test_a_hold_on_what_follows_keeps_the_whole(living: Living) -> None:
    """The decision about an entry is held by its day; the entry it is about would go with it."""
    with living.school.transaction():
        old = timezone.now() - timedelta(days=400)
        Entry.objects.filter(id=living.ids["entry"]).update(occurred_at=old, recorded_at=old)
    freeze(living, SCOPES["period"](living))
    for choice in TAKES_AWAY:
        with pytest.raises(Denied, match="held"):
            decided(living, choice, living.ids["entry"])
    assert words(living) == SAW


def test_an_order_written_past_the_desk_leaves_it_out(living: Living) -> None:
    freeze(living, SCOPES["child"](living))
    with living.school.transaction():
        order = engine.order(
            living.actor(), organisation_id=living.school.organisation_id, kind=ItemKind.ENTRY,
            item_ids=[living.ids["entry"]], rule_id="anything", why=WhyDestroyed.DECIDED,
        )  # fmt: skip
    engine.carry_out(living.school.organisation_id)
    assert (order, words(living)) == (None, SAW)


def test_without_a_hold_each_of_these_acts_does_take_it_away(living: Living) -> None:
    """A test of holds that would pass without any proves nothing."""
    for choice in TAKES_AWAY:
        entry_id = due(living)
        opened(living, entry_id, by=DEPUTY)
        batch_id = decided(living, choice, entry_id)
        if choice is Choice.DESTROY:
            with living.school.transaction():
                second_batch(by=living.actor(DEPUTY), batch_id=batch_id)
        everything_is_carried_out(living)
        if choice is not Choice.MOVE_DOWN:
            assert not is_there(living, entry_id), choice
        else:
            with living.school.transaction():
                assert Entry.objects.get(id=entry_id).file_id != living.ids["file"]


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.sampled_from(["hold", "lift", "night", "morning", *(one.name for one in TAKES_AWAY)]), max_size=6
    )
)
def test_no_order_of_acts_takes_away_what_is_held(living: Living, steps: list[str]) -> None:
    """Whatever comes after a hold that stands: the words are there."""
    living.ids["entry"] = due(living)
    opened(living, living.ids["entry"])
    holds = [freeze(living, SCOPES["file"](living))]
    for step in steps:
        if step == "hold":
            holds.append(freeze(living, SCOPES["child"](living)))
        elif step == "lift" and len(holds) > 1:
            with living.school.transaction():
                lift_hold(by=living.actor(DPO), hold_id=holds.pop(), because="Enough.")
        elif step == "night":
            night(living, 1000)
        elif step == "morning":
            morning(living, 1000)
        elif step in Choice.__members__:
            with pytest.raises(Denied):
                decided(living, Choice[step], living.ids["entry"])
    assert words(living) == SAW
    with living.school.transaction():
        for one in holds:
            lift_hold(by=living.actor(DPO), hold_id=one, because="Over.")
