"""Requests and complaints whose time is over go when somebody confirms it, with everything that rooms have of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from fairward.cases.vocabulary import CaseOutcome, CaseState
from fairward.retention.engine import carry_out
from tests.personas import DPO, sign_in
from tests.support.destroying import hold, lift, mentions, nothing_held
from tests.support.interrupting import Interrupted, ends_at
from tests.support.living import Living

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "/retention/cases/"


@pytest.fixture
def living(raw: Callable[..., Any]) -> Living:
    """A complaint that was closed seven years ago, and one that is open."""
    living = nothing_held()
    raw("default", "postgres").execute(
        "UPDATE cases_case SET state = %s, outcome = %s, closed_at = %s, closed_by = received_by, keep_until_on = %s "
        "WHERE id = ANY(%s)",
        [int(CaseState.CLOSED), int(CaseOutcome.EXPLAINED), timezone.now() - timedelta(days=2600),
         timezone.localdate() - timedelta(days=1), [living.ids["case"], living.ids["correction"]]],
    )  # fmt: skip
    return living


def confirm(living: Living) -> None:
    officer = sign_in(Client(), living.school[DPO])
    page = officer.get(ADDRESS).content.decode()
    ids = [str(living.ids[name]) for name in ("case", "correction", "breach")]
    assert [one in page for one in ids] == [True, True, False]
    assert officer.post(ADDRESS, {"case": ids}).status_code == 302


def test_closed_cases_go_whole_and_open_ones_stay(living: Living, raw: Callable[..., Any]) -> None:
    both = {alias: raw(alias, "postgres") for alias in ("default", "keyring")}
    going = [living.ids[name] for name in ("case", "correction")]
    texts = (
        both["default"].execute("SELECT id FROM cases_casetext WHERE case_id = ANY(%s)", [going]).fetchall()
    )
    confirm(living)
    assert carry_out(living.school.organisation_id) == 2, "one certificate for each kind"
    assert mentions(both, [*going, *(row[0] for row in texts)]).keys() == {
        "retention_destructionitem.item_id",
        "retention_hold.case_id",  # remembered for six years after it was lifted
    }
    assert mentions(both, [living.ids["breach"]])["cases_case.id"] == 1


def test_a_hold_keeps_a_case_until_its_keys_are_gone(living: Living, raw: Callable[..., Any]) -> None:
    both = {alias: raw(alias, "postgres") for alias in ("default", "keyring")}
    confirm(living)
    hold(living, living.amy)
    assert carry_out(living.school.organisation_id) == 0
    assert mentions(both, [living.ids["case"]])["cases_case.id"] == 1
    lift(living, living.amy)
    confirm(living)
    moment = 0
    while "keys_recordwrap.record_id" in mentions(both, texts_of(both, living)):
        moment += 1
        with pytest.raises(Interrupted), ends_at(moment):
            carry_out(living.school.organisation_id)
    hold(living, living.amy)
    carry_out(living.school.organisation_id)
    assert mentions(both, [living.ids["case"]]).keys() == {
        "retention_destructionitem.item_id",
        "retention_hold.case_id",
    }


def texts_of(both: dict[str, Any], living: Living) -> list[Any]:
    rows = both["default"].execute("SELECT id FROM cases_casetext WHERE case_id = %s", [living.ids["case"]])
    return [row[0] for row in rows.fetchall()]
