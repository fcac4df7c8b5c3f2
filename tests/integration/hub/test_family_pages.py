"""The pages on which a family is let in and shown something, and those on which they read it, through a real client."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.personas import Persona, sign_in
from tests.support.asking import MOTHER, STRANGER
from tests.support.hub_families import ASKED, PLAIN, ROBIN, Told, decided
from tests.support.hubs import HUB_MANAGER, SCREENER
from tests.support.weighing import make_weighing

pytestmark = pytest.mark.django_db


def browser(told: Told, persona: Persona) -> Client:
    return sign_in(Client(), told.hub[persona])


def sees(client: Client, address: str, *words: str, status: int = 200) -> str:
    answer = client.get(address)
    page = answer.content.decode()
    assert answer.status_code == status, (address, answer.status_code, answer.headers.get("Location"))
    assert [one for one in words if one not in page] == []
    return page


def posts(client: Client, address: str, answers: dict[str, object], *words: str, status: int = 200) -> str:
    answer = client.post(address, answers)
    page = answer.content.decode()
    assert answer.status_code == status, (address, answer.status_code, page[:2000])
    assert [one for one in words if one not in page] == []
    return page


def lets_in(told: Told) -> None:
    """A sheet for the man; each missing answer is named; then another code, and the end."""
    screener, at = browser(told, SCREENER), f"/hub/cases/{told.case_id}/family/"
    sees(screener, at, MOTHER, STRANGER, "Let them in", "Nobody of the family has written anything yet.")
    man = f"{at}{told.person(STRANGER)}/"
    sees(screener, f"{man}let-in/", "For which children do they answer?", ROBIN)
    posts(
        screener,
        f"{man}let-in/",
        {},
        "Say how you made sure",
        "Say why they may see it",
        "Look for court orders",
    )
    known = {"identity_check": "2", "ground": "2", "is_safe": "on"}
    posts(screener, f"{man}let-in/", known, "Tick the children for whom they answer.")
    posts(
        screener,
        f"{man}let-in/",
        {**known, "ground": "1"},
        "One-time code",
        "Sheet for Uncle Pete",
        told.hub.name,
    )
    sees(screener, at, "Has the sheet, has not come in yet", "Print a new one-time code")
    posts(screener, f"{man}code/", {}, "Sheet for Uncle Pete")
    sees(screener, f"{man}show/", status=200)
    posts(screener, f"{man}end/", {}, "Choose why it ends.")
    posts(screener, f"{man}end/", {"reason": "3"}, status=302)
    assert screener.get(f"{man}end/").status_code == 404
    sees(screener, f"{at}{told.person(ROBIN)}/let-in/", "Do this with the young person, alone")


def shows(told: Told) -> None:
    manager, at = browser(told, HUB_MANAGER), f"/hub/cases/{told.case_id}/family/"
    address = f"{at}{told.person(MOTHER)}/show/"
    found = told.offered(MOTHER)
    page = sees(manager, address, f"What did you ask {told.weighing.asking.police.name}?", "incidents")
    assert "Check it as they will read it" in page
    answers: dict[str, object] = {f"asked-{one.facts.id}": ASKED for one in found.questions}
    answers |= {"step": "check", "why": "", "shown": [str(one.id) for one in found.showable]}
    posts(manager, address, answers, "Write why it was decided so")
    answers["why"] = PLAIN
    posts(manager, address, answers, PLAIN, ASKED, "Show it to them", "He was seen alone on the bridge")
    posts(manager, address, {**answers, "step": "change"}, PLAIN, "Check it as they will read it")
    posts(manager, address, {**answers, "step": "send"}, status=302)
    sees(manager, at, "Reads it", "Change what they see")
    day = timezone.localdate() + timedelta(3)
    later = {
        "later": [str(found.questions[0].facts.id)], "ground": "loses_evidence", "look_again_on-day": day.day,
        "look_again_on-month": day.month, "look_again_on-year": day.year,
    }  # fmt: skip
    posts(manager, address, {**answers, **later, "step": "send"}, status=302)
    sees(manager, "/hub/put-off/", MOTHER, "Evidence could be lost", "a part of it")
    sees(manager, "/", "Families who are told later")
    posts(manager, address, {**answers, "step": "send"}, status=302)
    sees(manager, "/hub/put-off/", "Nothing was put off")


def reads(told: Told) -> None:
    mother = browser(told, told.personas[MOTHER])
    reader, (item,) = told.reader(MOTHER).id, told.offered(MOTHER).showable
    at = f"/hub/mine/{reader}/"
    assert mother.get("/").headers["Location"] == "/hub/mine/"
    sees(mother, "/hub/mine/", f"What was decided: {ROBIN}", "New for you on", "How to complain")
    assert mother.get(at).headers["Location"].startswith("/hub/mine/before/")
    sees(mother, "/hub/mine/before/", "You can stop")
    posts(mother, "/hub/mine/before/", {"next": at}, status=302)
    sees(
        mother,
        at,
        PLAIN,
        "bridge at night",
        "They told us something.",
        "1 thing that they saw or have on paper",
    )
    sees(mother, f"{at}looks/", "Hub manager", told.hub.name)
    posts(mother, f"{at}decision/", {"words": ""}, "Write what you want to say.")
    posts(mother, f"{at}decision/", {"words": "Nobody asked me."}, "Check what you say", "Nobody asked me.")
    posts(mother, f"{at}decision/", {"words": "Nobody asked me.", "step": "change"}, "Nobody asked me.")
    posts(mother, f"{at}decision/", {"words": "Nobody asked me.", "step": "send"}, status=302)
    posts(mother, f"{at}items/{item.id}/say/", {"words": "He was ill.", "step": "send"}, status=302)
    wrong = f"{at}items/{item.id}/wrong/"
    sees(mother, wrong, "How is it really?", "bridge at night")
    posts(mother, wrong, {"words": "It was his cousin.", "step": "send"}, status=302)
    posts(mother, wrong, {"words": "Again.", "step": "send"}, "This was asked already", "Again.")
    page = sees(mother, at, "You said on", "that this is wrong.", "You get an answer by", "He was ill.")
    assert wrong not in page
    sees(mother, "/hub/mine/complain/", "Ombudsman", "0300 061 0614", "Wycliffe House")
    sees(mother, f"{at}items/{told.case_id}/say/", status=404)
    sees(mother, f"/hub/cases/{told.case_id}/family/", status=403)


def is_beside_the_pack(told: Told) -> None:
    manager = browser(told, HUB_MANAGER)
    sees(manager, f"/hub/cases/{told.case_id}/told/", "what was decided is wrong", "On their own pages")
    sees(manager, f"/hub/cases/{told.case_id}/pack/", "Anna Marsh says", "He was ill.", "Nobody asked me.")
    sees(manager, f"/hub/cases/{told.case_id}/family/", "1 item was said to be wrong", "Nobody asked me.")


def test_from_the_sheet_to_an_item_that_is_wrong() -> None:
    told = decided(make_weighing())
    told.let_in(MOTHER)
    for part in (lets_in, shows, reads, is_beside_the_pack):
        part(told)
