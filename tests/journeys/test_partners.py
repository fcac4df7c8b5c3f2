"""A partner is added and compared, a package is seen on its way and arriving. On a desk, a phone, without script."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from fairward.exchange.travel import cards
from fairward.exchange.travel.answer_actions import answer
from fairward.exchange.travel.partner_actions import withdraw_partner
from fairward.exchange.travel.vocabulary import TravelState
from tests.integration.exchange.test_partners import Elsewhere
from tests.personas import ADMINISTRATOR, LEAD, make_school
from tests.support.travelling import LATER, arrivals, befriend, carry_due, confirm, partner_row, publish, send
from tests.support.walking import Walker, everywhere

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
PARTNERS = "Partners"


def compares_a_card(page: Any, server: str, *, has_script: bool = True) -> None:
    """Pasted, misheard, heard; then a neighbour of the same installation, and the withdrawal."""
    school, neighbour, other = make_school(), make_school("Ashgrove Secondary School"), Elsewhere()
    publish(school, neighbour)
    office = Walker(page, server, has_script=has_script)
    office.signs_in(school[ADMINISTRATOR])
    office.opens("/exchange/partners/", PARTNERS)
    office.sees(PARTNERS, "No partner yet")
    office.follows("Your own card", "Your own card")
    office.sees("Your own card", "Read these digits", school.name)
    office.opens("/exchange/partners/add/", "Add a partner")
    office.presses("Go on", "Add a partner", "There is a problem", "Paste their card, or choose the file.")
    office.types("Paste their card", "Dear all, here is our card")
    office.presses("Go on", "Add a partner", "There is a problem", "This is not a card.")
    assert page.get_by_label("Paste their card", exact=True).input_value().startswith("Dear all")
    office.types("Paste their card", other.text())
    office.presses("Go on", other.card.name, "Not confirmed yet", "Ring them")
    office.types("The 30 digits that they read out to you", "12345 67890")
    office.types("Whom did you speak to?", "Ada Moss, office manager")
    office.presses("Confirm", other.card.name, "There is a problem", "These are not the digits of this card.")
    assert page.get_by_label("Whom did you speak to?").input_value() == "Ada Moss, office manager"
    office.types("The 30 digits that they read out to you", " ".join(cards.fingerprint(other.card)))
    page.locator("main").get_by_role("button", name="Confirm", exact=True).click()
    page.get_by_text("You spoke to").wait_for()
    office.sees(other.card.name, "Confirmed", "Ada Moss, office manager", ADMINISTRATOR.name)
    office.opens("/exchange/partners/add/", "Add a partner")
    office.follows(neighbour.name, f"Add {neighbour.name}")
    office.presses("Add them", neighbour.name, "They use the same Fairward")
    office.types("Whom did you speak to?", "Their lead, whom I know")
    page.locator("main").get_by_role("button", name="Confirm", exact=True).click()
    page.get_by_text("You spoke to").wait_for()
    office.follows("Withdraw this card", f"Withdraw the card of {neighbour.name}")
    office.presses("Withdraw it", PARTNERS, "2 partners", "Withdrawn")


def follows_a_package(page: Any, server: str, *, has_script: bool = True) -> None:
    """It does not get through, in words; then it does; the other side sees it and answers."""
    ours, theirs = make_school(), make_school("Ashgrove Secondary School")
    partner_id = befriend(ours, theirs)
    with theirs.transaction():
        withdraw_partner(by=theirs.actor(LEAD), partner_id=partner_row(theirs, ours))
    send(ours, partner_id)
    carry_due(ours)
    lead = Walker(page, server, has_script=has_script)
    lead.signs_in(ours[LEAD])
    lead.opens("/exchange/partners/", PARTNERS)
    lead.follows("What you have sent", "What you have sent")
    lead.sees("What you have sent", "1 package", "Waits to be sent", "they have not confirmed your card yet")
    title = "Transfer of a file to Ashgrove Secondary School"
    lead.follows("Transfer of a file", title)
    lead.sees(title, "1 time", LEAD.name)
    lead.follows("Stop sending it", "Stop sending this to Ashgrove Secondary School")
    page.go_back()
    lead.presses("Try now", title, "Waits to be sent")
    confirm(theirs, ours)
    carry_due(ours, timezone.now() + LATER)
    with theirs.transaction():
        answer(by=theirs.actor(LEAD), arrival_id=arrivals_of(theirs), state=TravelState.RECEIVED)
    lead.opens("/exchange/sent/", "What you have sent")
    lead.sees("What you have sent", "Delivered, nobody has taken it yet")
    lead.signs_in(theirs[LEAD])
    lead.opens("/exchange/partners/", PARTNERS)
    lead.follows("What has arrived", "What has arrived")
    lead.sees(
        "What has arrived",
        f"Transfer of a file from {ours.name}",
        "Received by a person",
        "not heard your answer",
    )
    carry_due(theirs)
    lead.signs_in(ours[LEAD])
    lead.opens("/exchange/sent/", "What you have sent")
    lead.follows("Transfer of a file", title)
    lead.sees(title, "What they said", "Received by a person")


def arrivals_of(school: Any) -> Any:
    return arrivals(school)[0].id


test_on_a_desk, test_on_a_phone, test_without_script_on_a_phone = everywhere(
    compares_a_card, follows_a_package
)
