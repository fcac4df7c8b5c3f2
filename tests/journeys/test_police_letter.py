"""A letter from the police lies on the officer's desk: a hold is made, bites, is kept, sorted and ended."""

from __future__ import annotations

from typing import Any

import pytest

from fairward.kernel.vocabulary import Purpose
from tests.personas import DPO, LEAD
from tests.support.due import due
from tests.support.living import Living, make_living
from tests.support.walking import Walker

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
MADE = "Hold because of a police investigation"
HELD = "Held because of a police investigation since"


def walk(page: Any, server: str, *, has_script: bool = True) -> None:
    living = make_living()
    living.ids["entry"] = due(living, purpose=Purpose.WELFARE)
    walker = Walker(page, server, has_script=has_script)
    makes_it(walker, living)
    meets_it(walker, living)
    ends_it(walker, living)


def makes_it(walker: Walker, living: Living) -> None:
    page = walker.page
    walker.signs_in(living.school[DPO])
    walker.opens("/retention/holds/", "Holds")
    walker.sees("Holds", "Nothing is held")
    walker.follows("Make a hold", "Make a hold")
    walker.presses("Continue", "Make a hold", "Choose what makes this needed.", "Write why this is held.")
    page.get_by_label("A police investigation").check()
    page.locator("#id_child").fill("Amy Fairbairn")
    walker.types("Why is it held?", "DC Hart wrote on 3 May and asked for everything about Amy.")
    walker.presses(
        "Continue", "Check the hold", "It freezes 2 entries of 1 child, 1 of them due to be looked at."
    )
    walker.presses("Change something", "Make a hold")
    walker.presses("Continue", "Check the hold", "Amy Fairbairn")
    walker.presses("Make the hold", MADE, "DC Hart wrote on 3 May", DPO.name)


def meets_it(walker: Walker, living: Living) -> None:
    page, entry = walker.page, f"/entries/{living.ids['entry']}/"
    walker.signs_in(living.school[LEAD])
    walker.opens(f"/children/{living.amy}/", "Amy Fairbairn")
    walker.sees("Amy Fairbairn", HELD)
    walker.opens(entry, "Concern about Amy Fairbairn")
    walker.sees("Concern about Amy Fairbairn", HELD)
    walker.follows("Decide how long this is kept", "How long is this entry kept?")
    page.get_by_label("Destroy", exact=True).check()
    walker.types("Why?", "It is not needed.")
    walker.presses("Continue", "How long is this entry kept?", "There is a problem", "1 of these is held")
    assert page.get_by_label("Why?", exact=True).input_value() == "It is not needed."


def ends_it(walker: Walker, living: Living) -> None:
    walker.opens("/retention/holds/", "Holds")
    walker.follows("Amy Fairbairn", MADE)
    walker.presses("Keep it longer", "Keep the hold because of a police investigation")
    walker.types("Why is it still needed?", "The trial is in June.")
    walker.presses("Keep it", MADE, "The trial is in June.")
    walker.presses("Hand it over", "Hand over the hold because of a police investigation")
    walker.page.get_by_label("Who answers for it from now on?").select_option(label=LEAD.name)
    walker.presses("Hand it over", MADE, f"{LEAD.name} answers for it.")
    walker.presses("End it", "End the hold because of a police investigation")
    walker.sees("End the hold because of a police investigation", "2 entries of 1 child may be destroyed")
    walker.presses(
        "End the hold", "End the hold because of a police investigation", "Write why it is no longer needed."
    )
    walker.types("Why is it no longer needed?", "DC Hart wrote that the trial is over.")
    walker.presses("End the hold", MADE, "DC Hart wrote that the trial is over.", "make a new one")
    walker.opens(f"/entries/{living.ids['entry']}/", "Concern about Amy Fairbairn")
    assert HELD not in walker.page.locator("main").inner_text()


def test_at_a_desk(page: Any, live_server: Any) -> None:
    walk(page, live_server.url)


def test_on_a_phone_without_script(plain_phone: Any, live_server: Any) -> None:
    walk(plain_phone, live_server.url, has_script=False)


def test_on_a_phone(phone: Any, live_server: Any) -> None:
    walk(phone, live_server.url)
