"""Where something of an answer that was put together is destroyed, it is put together again before it goes."""

from __future__ import annotations

import pytest

from fairward.access_requests import answer_actions
from fairward.kernel.denied import Denied
from fairward.retention.engine import carry_out
from tests.personas import DPO
from tests.support.destroying import lift, order_for
from tests.support.living import make_living
from tests.support.requesting import Requesting

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_answer_of_which_an_entry_is_gone_is_not_made_any_more() -> None:
    living = make_living()
    entry_id = living.file(living.report())[0]
    request = Requesting.noted(living).ready_to_review().disclose_rest()
    request.made()
    lift(living, living.amy)
    assert order_for(living, entry_id) is not None
    assert carry_out(living.school.organisation_id) == 1
    with living.school.transaction(), pytest.raises(Denied) as denied:
        answer_actions.take_answer(by=living.actor(DPO), case_id=request.case_id)
    assert denied.value.code == "not_made"
