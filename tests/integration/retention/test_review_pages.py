"""The review desk as pages: groups, what will happen in words and numbers, two people, taking back, carrying out."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from fairward.files.models import Entry
from fairward.kernel.vocabulary import Outcome, Purpose
from fairward.retention.hold_policies import Scope
from fairward.retention.models import ReviewDecision
from fairward.retention.vocabulary import Choice
from tests.personas import DEPUTY, DPO, HEADTEACHER, LEAD, sign_in
from tests.support.due import decided, due, is_there, night
from tests.support.living import Living, hold, make_living

pytestmark = pytest.mark.django_db(transaction=True)
GROUP = "/retention/due/child_protection/child-protection-no-further-action/no_further_action/"


@pytest.fixture
def living(transactional_db: None) -> Living:
    return make_living()


def typed(choice: Choice, *entry_ids: UUID, **more: Any) -> dict[str, Any]:
    return {
        "entries": [str(one) for one in entry_ids],
        "choice": int(choice),
        "reason": "Not needed.",
        **more,
    }


def sent_on(html: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', html):
        found.setdefault(name, []).append(value)
    return found


def test_the_desk_says_how_many_why_and_what_is_proposed(living: Living, client: Client) -> None:
    entries = [due(living), due(living, child=living.jack), due(living, Outcome.EXPLAINED)]
    serious = due(living, Outcome.SUBSTANTIATED, past=True)
    with living.school.transaction():
        hold(living.actor(DPO), Scope(child_id=living.jack))
    page = sign_in(client, living.school[LEAD]).get("/retention/").content.decode()
    assert "4 entries are due now" in page and "1 entry is past the last day" in page
    assert "3 entries that turned out to be unfounded, explained or without further action" in page
    assert "reduce to a dated count, or destroy" in page and "people decide one by one" in page
    assert "1 held" in page and GROUP in page
    assert "The next twelve months" in page
    for somebody in (DPO, HEADTEACHER):
        page = sign_in(Client(), living.school[somebody]).get("/retention/").content.decode()
        assert "4 entries are due now" in page and GROUP not in page, "counts, no entries"
    assert entries and serious


def test_alike_entries_are_decided_together_after_reading_what_will_happen(
    living: Living, client: Client
) -> None:
    first, second = (
        due(living, purpose=Purpose.WELFARE),
        due(living, purpose=Purpose.WELFARE, child=living.jack),
    )
    browser = sign_in(client, living.school[LEAD])
    place = "/retention/due/welfare/welfare/no_further_action/"
    page = browser.get(place).content.decode()
    assert page.index("Amy Fairbairn") < page.index("Jack Fairbairn") and "checked" not in page
    assert browser.get(f"{place}?all=1").content.decode().count(" checked") == 2
    page = browser.post(place, typed(Choice.DESTROY, first, second)).content.decode()
    assert "2 entries of 2 children will be destroyed" in page and "can be taken back" in page
    assert not ReviewDecision.objects.exists()
    answer = browser.post(place, {**sent_on(page), "sure": "1"})
    page = browser.get(answer.headers["Location"]).content.decode()
    assert "2 waiting for the day" in page and "Not needed." in page
    assert "Nothing is left here" in browser.get(place).content.decode()
    back = answer.headers["Location"] + "take-back/"
    assert "Write why." in browser.post(back, {"reason": ""}).content.decode()
    browser.post(back, {"reason": "Too quick."})
    assert "Too quick." in browser.get(answer.headers["Location"]).content.decode()
    assert "Amy Fairbairn" in browser.get(place).content.decode()


def test_what_is_wrong_stands_beside_its_question(living: Living, client: Client) -> None:
    serious = due(living, Outcome.SUBSTANTIATED)
    held = due(living, child=living.jack)
    with living.school.transaction():
        hold(living.actor(DPO), Scope(child_id=living.jack))
    browser = sign_in(client, living.school[DEPUTY])
    place = "/retention/due/child_protection/child-protection-substantiated/substantiated/"
    page = browser.post(place, typed(Choice.DESTROY, serious)).content.decode()
    assert "1 of these you have not opened in the last 30 days" in page and "Not needed." in page
    assert "Tick at least one entry." in browser.post(place, {"choice": 5, "reason": "Why"}).content.decode()
    page = browser.post(GROUP, typed(Choice.DESTROY, held)).content.decode()
    assert "1 of these is held" in page
    summary = typed(Choice.REDUCE_TO_SUMMARY, serious, text="He fell.", basis="1")
    assert "Write what explains it" in browser.post(place, summary).content.decode()
    assert "Choose a day to come" in browser.post(place, typed(Choice.KEEP, serious)).content.decode()


def test_keeping_longer_than_the_schedule_allows_is_said(living: Living, client: Client) -> None:
    entry_id, day = due(living), timezone.localdate() + timedelta(900)
    browser = sign_in(client, living.school[LEAD])
    date = {"keep_until-day": day.day, "keep_until-month": day.month, "keep_until-year": day.year}
    page = browser.post(GROUP, typed(Choice.KEEP, entry_id, **date)).content.decode()
    assert "longer than the schedule keeps 1 of them" in page
    browser.post(GROUP, {**sent_on(page), "sure": "1"})
    with living.school.transaction():
        assert Entry.objects.get(id=entry_id).review_on == day


def test_the_second_person_finds_it_judges_it_and_may_refuse(living: Living, client: Client) -> None:
    entry_id = due(living)
    batch_id = decided(living, Choice.DESTROY, entry_id)
    own = sign_in(Client(), living.school[LEAD])
    assert "Another lead must agree" in own.get(f"/retention/decisions/{batch_id}/").content.decode()
    assert "You decided this yourself" in own.post(f"/retention/decisions/{batch_id}/").content.decode()
    other = sign_in(client, living.school[DEPUTY])
    assert "1 decision waits for a second person" in other.get("/retention/").content.decode()
    page = other.get(f"/retention/decisions/{batch_id}/").content.decode()
    assert (
        "I agree" in page and "Nothing in it is needed any more." in page and f"/entries/{entry_id}/" in page
    )
    other.post(f"/retention/decisions/{batch_id}/refuse/", {"reason": "His sister’s case is open."})
    assert "His sister’s case is open." in own.get(f"/retention/decisions/{batch_id}/").content.decode()
    again = decided(living, Choice.DESTROY, entry_id)
    assert other.post(f"/retention/decisions/{again}/").status_code == 302
    night(living)
    assert not is_there(living, entry_id)
    assert "None of them is there any more." in own.get(f"/retention/decisions/{again}/").content.decode()


def test_a_lead_carries_out_what_needs_keys(living: Living, client: Client) -> None:
    entry_id = due(living)
    decided(living, Choice.REDUCE_TO_COUNT, entry_id)
    browser = sign_in(client, living.school[LEAD])
    assert "Ready to be carried out" not in browser.get("/retention/").content.decode()
    with living.school.transaction():
        ReviewDecision.objects.update(carry_out_on=timezone.localdate())
    assert "Carry out the next 1" in browser.get("/retention/").content.decode()
    browser.post("/retention/carry-out/")
    assert not is_there(living, entry_id), "the old words go as soon as what stays is written"
    with living.school.transaction():
        staying = Entry.objects.filter(about_entry_id=None).get()
    page = browser.get(f"/entries/{staying.id}/").content.decode()
    assert "to a dated count on" in page and "bruise" not in page


def test_one_entry_is_decided_from_its_own_page(living: Living, client: Client) -> None:
    entry_id = living.file(living.report())[0]
    browser = sign_in(client, living.school[LEAD])
    assert f"/retention/entries/{entry_id}/" in browser.get(f"/entries/{entry_id}/").content.decode()
    page = browser.get(f"/retention/entries/{entry_id}/").content.decode()
    assert "How long is this entry kept?" in page and page.count(" checked") == 1


def test_the_sweep_takes_classes_together(living: Living, client: Client) -> None:
    found = [due(living, one) for one in (Outcome.UNFOUNDED, Outcome.EXPLAINED, Outcome.NO_FURTHER_ACTION)]
    kept = due(living, Outcome.PARTLY)
    browser = sign_in(client, living.school[LEAD])
    page = browser.get("/retention/sweep/").content.decode()
    assert all(str(one) in page for one in found) and str(kept) not in page
    page = browser.post("/retention/sweep/", typed(Choice.REDUCE_TO_COUNT, *found)).content.decode()
    assert "3 entries of 1 child will be reduced to a dated count" in page
