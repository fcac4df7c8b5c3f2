"""What is prepared for somebody outside goes with what it is about: no word of a destroyed entry stays in a draft."""

from __future__ import annotations

import pytest

from fairward.exchange.choosing.draft_queries import facts_of
from fairward.exchange.choosing.models import Draft
from fairward.exchange.choosing.tidying import forget_entries
from fairward.exchange.choosing.vocabulary import DraftState
from fairward.keys.records import without_key
from fairward.retention.engine import carry_out
from tests.support.destroying import nothing_held, order_for
from tests.support.leaving import prepare
from tests.support.living import Living

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def living() -> Living:
    return nothing_held()


def test_a_draft_goes_with_its_file_key_first(living: Living) -> None:
    draft_id, own = prepare(living), living.school.organisation_id
    assert order_for(living, living.ids["entry"]) is not None
    assert carry_out(own) == 1
    with living.school.transaction():
        assert not Draft.objects.filter(organisation_id=own, id=draft_id).exists()
        assert without_key(own, [draft_id]) == {draft_id}


def test_a_draft_goes_when_an_entry_of_its_file_turns_out_to_be_about_somebody_else(living: Living) -> None:
    draft_id, own = prepare(living), living.school.organisation_id
    with living.school.transaction():
        forget_entries(own, [living.ids["entry"]])
    with living.school.transaction():
        assert facts_of(own, [draft_id])[draft_id].state is DraftState.DROPPED
        assert without_key(own, [draft_id]) == {draft_id}
