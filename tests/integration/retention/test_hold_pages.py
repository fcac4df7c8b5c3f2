"""The pages of holds, and the notice wherever one bites."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from fairward.kernel.vocabulary import Purpose
from fairward.retention.hold_policies import Scope, longest_until
from tests.personas import DPO, GOVERNOR, LEAD, sign_in
from tests.support.kept import kept
from tests.support.living import Living, hold, make_living

pytestmark = pytest.mark.django_db
NOTICE = "Held because of a police investigation since"


def _living() -> Living:
    made = make_living()
    made.ids["entry"] = made.file(made.report())[0]
    return made


living = kept(_living)


def typed(living: Living, **more: Any) -> dict[str, Any]:
    until = longest_until(timezone.localdate())
    return {
        "kind": "3", "child": "Amy Fairbairn", "reason": "PC Hart asked for it.", "owner": living.school[DPO].membership_id,
        "review_on-day": until.day, "review_on-month": until.month, "review_on-year": until.year, **more,
    }  # fmt: skip


def hidden(html: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', html))


def test_a_hold_is_previewed_before_it_is_made(living: Living, client: Client) -> None:
    browser = sign_in(client, living.school[DPO])
    page = browser.post("/retention/holds/new/", typed(living)).content.decode()
    assert "It freezes 1 entry of 1 child" in page and "Amy Fairbairn" in page
    assert browser.get("/retention/holds/").content.decode().count("Amy Fairbairn") == 0, (
        "nothing is made yet"
    )
    answer = browser.post("/retention/holds/new/", {**hidden(page), "sure": "1"})
    assert answer.status_code == 302
    assert "PC Hart asked for it." in browser.get(answer.headers["Location"]).content.decode()
    assert "Amy Fairbairn" in browser.get("/retention/holds/").content.decode()


def test_what_is_wrong_stands_beside_its_question_and_nothing_is_lost(living: Living, client: Client) -> None:
    browser = sign_in(client, living.school[DPO])
    page = browser.post(
        "/retention/holds/new/", typed(living, child="", **{"review_on-year": 2099})
    ).content.decode()
    assert "Say what is held" in page and "PC Hart asked for it." in page
    page = browser.post("/retention/holds/new/", typed(living, **{"review_on-year": 2099})).content.decode()
    assert "at most six months away" in page
    page = browser.post("/retention/holds/new/", typed(living, child="Fairbairn")).content.decode()
    assert "Choose the child below." in page and "Jack Fairbairn" in page
    chosen = browser.post("/retention/holds/new/", typed(living, child="Fairbairn", chosen=living.jack))
    assert "Jack Fairbairn" in chosen.content.decode() and "nothing yet" in chosen.content.decode()


def test_it_is_kept_handed_over_and_ended(living: Living, client: Client) -> None:
    with living.school.transaction():
        hold_id = hold(living.actor(DPO), Scope(child_id=living.amy))
    browser, place = sign_in(client, living.school[LEAD]), f"/retention/holds/{hold_id}/"
    assert (
        "six months away"
        in browser.post(f"{place}review/", typed(living, **{"review_on-year": 2099})).content.decode()
    )
    browser.post(f"{place}review/", typed(living, reason="It goes on."))
    browser.post(f"{place}owner/", {"owner": living.school[LEAD].membership_id})
    page = browser.get(place).content.decode()
    assert "It goes on." in page and f"{LEAD.name} answers for it." in page
    page = browser.get(f"{place}lift/").content.decode()
    assert "1 entry of 1 child may be destroyed" in page
    assert (
        "Write why it is no longer needed." in browser.post(f"{place}lift/", {"because": ""}).content.decode()
    )
    browser.post(f"{place}lift/", {"because": "The case is over."})
    assert "The case is over." in browser.get(place).content.decode()


def test_it_is_shown_wherever_it_bites(living: Living, client: Client) -> None:
    browser, entry_id = sign_in(client, living.school[LEAD]), living.ids["entry"]
    places = [
        f"/children/{living.amy}/", f"/files/{living.file_of(entry_id)}/", f"/entries/{entry_id}/",
        f"/entries/{entry_id}/correct/", f"/entries/{entry_id}/decide/",
    ]  # fmt: skip
    assert [NOTICE in browser.get(place).content.decode() for place in places] == [False] * 5
    with living.school.transaction():
        hold(living.actor(DPO), Scope(child_id=living.amy, purpose=Purpose.CHILD_PROTECTION))
    assert [NOTICE in browser.get(place).content.decode() for place in places] == [True] * 5
    assert NOTICE not in browser.get(f"/children/{living.jack}/").content.decode()


def test_a_lead_sorts_a_theme_in_steps(living: Living, client: Client) -> None:
    with living.school.transaction():
        hold_id = hold(living.actor(DPO), Scope(theme="neglect"))
    browser = sign_in(client, living.school[LEAD])
    assert "sorted: 0 of 1" in browser.get(f"/retention/holds/{hold_id}/sort/").content.decode()
    page = browser.post(f"/retention/holds/{hold_id}/sort/", follow=True).content.decode()
    assert "sorted: 1 of 1" in page and "The hold freezes 0 entries" in page


def test_who_may_not_gets_nothing(living: Living, client: Client) -> None:
    assert sign_in(client, living.school[GOVERNOR]).get("/retention/holds/").status_code == 403
