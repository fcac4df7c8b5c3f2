"""A lead records what social care was told by telephone; a governor looks at the counts. On a desk, a phone, without script."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from tests.personas import GOVERNOR, LEAD
from tests.support.living import make_living
from tests.support.walking import Walker, everywhere

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
TITLE = "You told somebody outside about Amy Fairbairn"


def tells_social_care(page: Any, server: str, *, has_script: bool = True) -> None:
    """What is missing is said beside its question; what was recorded stands in the list with what became of it."""
    living = make_living()
    file_id = living.file_of(living.file(living.report())[0])
    lead = Walker(page, server, has_script=has_script)
    lead.signs_in(living.school[LEAD])
    lead.opens(f"/files/{file_id}/", "Child protection file of Amy Fairbairn")
    lead.follows("Where it went: who outside was told", "Where it went: Amy Fairbairn")
    lead.sees("Where it went: Amy Fairbairn", "Nothing has been told outside")
    page.locator("main").get_by_role("button", name="Record that you told somebody").click()
    lead.sees(TITLE, "In an emergency ring first")
    lead.types("Whom did you tell?", "Northfield social care, duty social worker")
    lead.presses(
        "Record it", TITLE, "There is a problem", "Choose how you told them.", "Say whether the family knows."
    )
    assert page.get_by_label("Whom did you tell?").input_value().startswith("Northfield")
    page.get_by_role("group", name="Of which entries").get_by_role("checkbox").first.check()
    lead.writes_day("When did you tell them?", timezone.localdate())
    page.get_by_label("By telephone").check()
    page.get_by_label("What sort of organisation is it?").select_option(label="Social care")
    lead.types("What did you tell them?", "That Amy had a bruise and says that she fell off her bike.")
    page.get_by_label("To safeguard or promote the child's welfare").check()
    for box in page.get_by_role("group", name="Tick what you can say yes to").get_by_role("checkbox").all():
        box.check()
    page.get_by_label("Yes, we told them").check()
    lead.presses(
        "Record it", "Told to Northfield social care, duty social worker", "Family knows", "fell off her bike"
    )
    page.get_by_label("Used it in what they decided").check()
    lead.presses("Save", "Where it went: Amy Fairbairn", "1 disclosure", "Used it in what they decided")


def looks_at_counts(page: Any, server: str, *, has_script: bool = True) -> None:
    """Counts, small ones hidden, a sentence with each; and those of the year before."""
    living = make_living()
    living.decide(living.file(living.report())[0])
    governor = Walker(page, server, has_script=has_script)
    governor.signs_in(living.school[GOVERNOR])
    title = "Does it work, and is it fair?"
    governor.opens("/monitors/", title)
    governor.sees(title, "Concerns filed, by purpose", "fewer than 10", "They are questions to talk about")
    assert "Fairbairn" not in page.content()
    governor.unfolds("Look at another time")
    page.get_by_label("Which twelve months?").select_option("1")
    governor.presses("Apply filter", title, "Concerns filed, by purpose")


test_on_a_desk, test_on_a_phone, test_without_script_on_a_phone = everywhere(
    tells_social_care, looks_at_counts
)
