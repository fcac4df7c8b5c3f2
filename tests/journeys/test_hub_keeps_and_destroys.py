"""A hub manager holds a case, ends the hold, decides that it goes, takes that back, decides again, and reads the certificate."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from fairward.hub.intake.models import Case
from fairward.retention.engine import carry_out
from fairward.retention.models import Destruction
from tests.support.dissolving import grow_old, make_closed, rows_of
from tests.support.hubs import HUB_MANAGER, SCREENER
from tests.support.walking import Walker
from tests.support.weighing import Weighing

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
DESK, OVER, CHECK = "Review desk", "Cases at the end of their time", "Check what is destroyed"
HELD = "Hold because of court proceedings"


def reference_of(world: Weighing) -> str:
    with world.asking.hub.transaction():
        return Case.objects.get(organisation_id=world.asking.hub.organisation_id, id=world.case_id).reference


def holds(manager: Walker, page: Any, world: Weighing, reference: str) -> None:
    """From the case to a hold on it, where it is felt, and to its end."""
    manager.opens(f"/hub/cases/{world.case_id}/", "Robin Marsh")
    manager.follows("Hold it: nothing of it is destroyed", "Make a hold")
    page.get_by_label("Court proceedings").check()
    manager.types("Why is it held?", "A letter of the family court.")
    manager.presses("Continue", "Check the hold", "It freezes 1 case of the hub.", f"Case {reference}")
    manager.presses("Make the hold", HELD, f"Case {reference}", "1 case of the hub")
    manager.opens("/retention/holds/", "Holds")
    manager.sees("Holds", f"Case {reference}")
    manager.opens(f"/hub/cases/{world.case_id}/told/", "Decided, and who was told")
    manager.sees("Decided, and who was told", "Held because of court proceedings", "Somebody decides by")
    manager.opens("/retention/over/", OVER)
    manager.sees(OVER, "(held: it stays)")
    manager.opens("/retention/holds/", "Holds")
    manager.follows(f"Case {reference}", HELD)
    manager.presses("End it", "End the hold because of court proceedings")
    manager.types("Why is it no longer needed?", "The court is done.")
    manager.presses("End the hold", HELD, "This hold freezes nothing any more.")


def decides(manager: Walker, page: Any, reference: str) -> None:
    manager.opens("/retention/", DESK)
    manager.follows("1 case is at the end of their time", OVER)
    manager.presses("Continue", OVER, "There is a problem", "Tick at least one case.")
    page.get_by_label(f"Case {reference}").check()
    manager.presses("Continue", CHECK, "1 case goes")
    manager.presses("Destroy 1 case", DESK, "Decided, and not over yet")


def keeps_and_destroys(page: Any, server: str, *, has_script: bool = True) -> None:
    world = make_closed(outcome="section_17")
    grow_old(world, 366 * 6 + 10)
    hub, reference = world.asking.hub, reference_of(world)
    manager = Walker(page, server, has_script=has_script)
    manager.signs_in(hub[HUB_MANAGER])
    holds(manager, page, world, reference)
    decides(manager, page, reference)
    manager.presses("Take it back", DESK, "1 case is at the end of their time")
    decides(manager, page, reference)
    with hub.transaction():
        Destruction.objects.filter(organisation_id=hub.organisation_id).update(
            not_before=timezone.localdate()
        )
    carry_out(hub.organisation_id)
    assert rows_of(world) == {}
    manager.opens("/retention/certificates/", "What was destroyed")
    page.locator("main a[href*='/retention/certificates/0']").first.click()
    manager.sees("Certificate of destruction", "It is proved", HUB_MANAGER.name, "1 case of the hub")
    manager.opens("/retention/schedule/", "How long things are kept")
    manager.sees("How long things are kept", "What an agency answered and nothing rests on")
    page.context.clear_cookies()
    screener = Walker(page, server, has_script=has_script)
    screener.signs_in(hub[SCREENER])
    screener.opens("/hub/", "Contacts and cases")
    screener.follows("What stays of a case that is gone", "What stays of a case that is gone")
    screener.types("Reference", reference.lower())
    screener.presses(
        "Look it up", "What stays of a case that is gone", "Assessment of a child in need (section 17)"
    )


def test_on_a_desk(page: Any, live_server: Any) -> None:
    keeps_and_destroys(page, live_server.url)


def test_on_a_phone(phone: Any, live_server: Any) -> None:
    keeps_and_destroys(phone, live_server.url)


def test_without_script_on_a_phone(plain_phone: Any, live_server: Any) -> None:
    keeps_and_destroys(plain_phone, live_server.url, has_script=False)
