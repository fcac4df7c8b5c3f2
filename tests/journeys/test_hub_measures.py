"""A scrutineer of the partnership looks at a quarter and saves it; an analyst adds a case to what is counted apart."""

from __future__ import annotations

from typing import Any

import pytest

from fairward.kernel.vocabulary import OrganisationKind
from tests.support.hubs import ANALYST, SCRUTINEER, connect, make_agency, make_hub, partner_id_of
from tests.support.measuring import busy_quarter, many
from tests.support.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
MEASURES, COUNTED = "Does the hub work, and is it fair?", "For counting only"


def walk(page: Any, server: str, *, has_script: bool = True) -> None:
    hub = make_hub()
    agencies = [make_agency(one) for one in (OrganisationKind.POLICE, OrganisationKind.HEALTH)]
    for one in agencies:
        connect(hub, one)
    busy_quarter(hub, *(partner_id_of(hub, one) for one in agencies))
    case_id = many(hub, 1)[0].case_id
    walker = Walker(page, server, has_script=has_script)
    walker.signs_in(hub[SCRUTINEER])
    walker.opens("/hub/measures/", MEASURES)
    walker.sees(MEASURES, "Nothing was counted in this time")
    page.get_by_label("Which time?").select_option("Jul to Sep 2026")
    walker.presses("Look at this time", MEASURES, "From receipt to decision", agencies[0].name)
    assert page.locator("main svg").count() >= 8
    with page.expect_download() as file:
        page.get_by_role("link", name="Save these figures").click()
    assert file.value.suggested_filename == "measures-2026-q3.csv"
    walker.signs_in(hub[ANALYST])
    walker.opens(f"/hub/cases/{case_id}/counted/", COUNTED)
    walker.presses("Count it", COUNTED, "This case is counted.")


def test_on_a_desk(page: Any, live_server: Any) -> None:
    walk(page, live_server.url)


def test_on_a_phone(phone: Any, live_server: Any) -> None:
    walk(phone, live_server.url)


def test_without_script_on_a_phone(plain_phone: Any, live_server: Any) -> None:
    walk(plain_phone, live_server.url, has_script=False)
