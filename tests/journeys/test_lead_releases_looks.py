"""A lead tells a mother of a look at something that she is not shown; she finds it under “Who looked”, and no more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from fairward.files.queries import entry_for
from fairward.kernel.vocabulary import FamilyDecision
from fairward.rights.audience_actions import decide_audience
from fairward.rights.writing import FamilyChoice
from tests.personas import DEPUTY, LEAD
from tests.support.families import persona
from tests.support.living import MOTHER, WHY, Living, busy, make_living
from tests.support.showing import show
from tests.support.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
NOT_SHOWN = "Something that the school has not shown you"
LIST, CHECK = f"Looks that wait for {MOTHER}", f"Tell {MOTHER} of 1 look?"


def something_is_held_back() -> Living:
    living = busy(make_living())
    show(living, living.ids["entry"], living.mother, persona(MOTHER))
    choice = FamilyChoice(
        living.mother, FamilyDecision.HOLD_BACK, "increases_risk", timezone.localdate() + timedelta(days=2),
        approved_by=living.school[DEPUTY].membership_id,
    )  # fmt: skip
    with living.school.transaction():
        file = entry_for(living.actor(DEPUTY), living.ids["decided"], WHY)[1]
        decide_audience(by=living.actor(), file=file, entry_id=living.ids["decided"], choice=choice)
    return living


def walk(page: Any, server: str, *, has_script: bool = True) -> None:
    living = something_is_held_back()
    lead = Walker(page, server, has_script=has_script)
    lead.signs_in(living.school[LEAD])
    lead.opens("/family-desk/", "Family desk")
    lead.sees("Family desk", "Looks that wait for somebody")
    lead.follows(f"{MOTHER}, about Amy Fairbairn", LIST)
    lead.sees(LIST, "Held back:", DEPUTY.name, "Never here")
    lead.presses(f"See what {MOTHER} would read", LIST, "Choose at least one look.")
    page.get_by_label(DEPUTY.name).first.check()
    lead.presses(f"See what {MOTHER} would read", CHECK, NOT_SHOWN, "That cannot be taken back.")
    lead.presses(f"Tell {MOTHER}", LIST)
    mother = Walker(page, server, has_script=has_script)
    mother.signs_in(living.school[persona(MOTHER)])
    mother.opens("/", "Your pages")
    page.locator("main h2 a").first.click()
    mother.presses("I am ready to read", "What is recorded")
    mother.opens(f"/family/{living.amy}/looks/", "Who looked")
    mother.sees("Who looked", NOT_SHOWN, "Deputy safeguarding lead")
    assert "coat" not in page.locator("main").inner_text()


def test_on_a_desk(page: Any, live_server: Any) -> None:
    walk(page, live_server.url)


def test_on_a_phone(phone: Any, live_server: Any) -> None:
    walk(phone, live_server.url)


def test_without_script_on_a_phone(plain_phone: Any, live_server: Any) -> None:
    walk(plain_phone, live_server.url, has_script=False)
