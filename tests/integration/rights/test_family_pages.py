"""The lead's pages about families: nothing is shown without the very preview that was looked at."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from fairward.family.side_actions import MyWords, add_my_side
from fairward.files.queries import entry_for
from fairward.kernel.vocabulary import FamilyDecision
from fairward.rights.models import AudienceDecision, MySide
from fairward.rights.writing import FamilyChoice
from tests.personas import DEPUTY, DPO, HEADTEACHER, LEAD, sign_in
from tests.support.families import let_in
from tests.support.kept import kept
from tests.support.shown_family import (
    FATHER,
    MOTHER,
    MOTHERS_STREET,
    WHY,
    Family,
    hold_back,
    make_family,
    observed,
    show_now,
)

pytestmark = pytest.mark.django_db
TEXT = f"Rosa moved to {MOTHERS_STREET}. Ella Marsh helped her mum."


family = kept(make_family)


@pytest.fixture
def lead(family: Family) -> Client:
    return sign_in(Client(), family.school[LEAD])


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def preview_of(entry_id: UUID, person_id: UUID) -> str:
    return f"/entries/{entry_id}/family/{person_id}/preview/"


def filled(html: str) -> dict[str, object]:
    """What the browser would send: ticked boxes, hidden fields."""
    ticked = re.findall(r'<input[^>]*type="checkbox"[^>]*>', html)
    data: dict[str, object] = {}
    for one in ticked:
        name, value = re.search(r'name="([^"]+)"', one)[1], re.search(r'value="([^"]+)"', one)[1]  # type: ignore[index]
        if " checked" in one:
            data.setdefault(name, []).append(value)  # type: ignore[attr-defined, union-attr]
    data["digest"] = re.search(r'name="digest" value="(\w+)"', html)[1]  # type: ignore[index]
    return data


def cautions(html: str) -> list[str]:
    return re.findall(r'name="seen"[^>]*value="(\d+)"', html) or re.findall(
        r'value="(\d+)"[^>]*name="seen"', html
    )


def test_the_preview_masks_what_was_found_and_shows_only_what_was_looked_at(
    family: Family, lead: Client
) -> None:
    entry_id = family.entry(observed(TEXT))
    family.decide(entry_id, *show_now(family.father))
    address = preview_of(entry_id, family.father)
    html = page(lead, address)
    shown = html.split('class="fw-preview')[1].split("</section>")[0]
    assert (
        "[an address]" in shown and "[another child]" in shown and "Ella" not in shown and "Rosa" not in shown
    )
    data = {**filled(html), "do": "show"}
    refused = lead.post(address, data).content.decode()
    assert "Look at each of the warnings" in refused
    changed = {**data, "seen": cautions(html), "phrase-0": "helped", "word-0": "1"}
    assert "changed something since the last preview" in lead.post(address, changed).content.decode()
    assert not family.opened(family.father)
    again = lead.post(address, {**changed, "do": "preview"}).content.decode()
    done = lead.post(address, {**changed, "digest": filled(again)["digest"]})
    assert done.status_code == 302
    assert "helped" not in repr(family.opened(family.father)[entry_id])


def test_what_the_lead_previews_is_what_the_father_gets(family: Family, lead: Client) -> None:
    entry_id = family.entry(observed(TEXT))
    family.decide(entry_id, *show_now(family.father))
    html = page(lead, preview_of(entry_id, family.father))
    lead.post(preview_of(entry_id, family.father), {**filled(html), "seen": cautions(html), "do": "show"})
    [statement] = family.opened(family.father)[entry_id].statements
    assert statement.text in html
    assert "Not read yet" in page(lead, f"/entries/{entry_id}/family/")


def test_a_statement_can_be_left_out_with_a_reason(family: Family, lead: Client) -> None:
    entry_id = family.entry(observed("She had no coat."), observed("Her friend was crying."))
    family.decide(entry_id, *show_now(family.mother))
    with family.school.transaction():
        shown, _, _ = entry_for(family.lead(), entry_id, WHY)
    out = {f"out-{shown.statements[1].id}": "third_party"}
    address = preview_of(entry_id, family.mother)
    html = lead.post(address, {**filled(page(lead, address)), **out, "do": "preview"}).content.decode()
    lead.post(address, {**filled(html), **out, "do": "show"})
    assert [one.text for one in family.opened(family.mother)[entry_id].statements] == ["She had no coat."]
    assert "third_party" in html  # the lead finds the reason again
    assert "selected" in page(lead, address)


def test_a_talk_is_noted_and_then_the_preview_comes(family: Family, lead: Client) -> None:
    entry_id = family.entry(observed("She had no coat."))
    today = timezone.localdate()
    family.decide(entry_id, FamilyChoice(family.mother, FamilyDecision.SHARE_AFTER_TALK, talk_by=today))
    assert "A talk comes first" in page(lead, "/family-desk/")
    day = {"talked_on-day": today.day, "talked_on-month": today.month, "talked_on-year": today.year}
    answer = lead.post(f"/entries/{entry_id}/family/{family.mother}/talk/", day)
    assert answer.headers["Location"] == preview_of(entry_id, family.mother)
    assert not family.opened(family.mother)
    with family.school.transaction():
        row = AudienceDecision.objects.get(
            organisation_id=family.school.organisation_id, entry_id=entry_id, ended_at__isnull=True
        )
    assert (row.decision, row.talked_on) == (int(FamilyDecision.SHARE_NOW), today)


def test_taking_back_says_what_was_read(family: Family, lead: Client) -> None:
    entry_id = family.entry(observed("She had no coat."))
    family.decide(entry_id, *show_now(family.mother))
    family.share(entry_id, family.mother)
    before = page(lead, f"/entries/{entry_id}/family/{family.mother}/take-back/")
    assert "Not read yet" in before and "cannot undo that" in before
    lead.post(f"/entries/{entry_id}/family/{family.mother}/take-back/")
    assert "They had not read it." in page(lead, f"/entries/{entry_id}/family/")
    assert not family.opened(family.mother)


def test_holding_back_needs_a_colleague_who_leads(family: Family, lead: Client) -> None:
    entry_id = family.entry(observed("She had no coat."))
    in_a_week = timezone.localdate() + timedelta(days=7)
    name = f"family-{family.mother}"
    data = {
        f"{name}-decision": "3", f"{name}-ground": "increases_risk", f"{name}-review_on-day": in_a_week.day,
        f"{name}-review_on-month": in_a_week.month, f"{name}-review_on-year": in_a_week.year,
    }  # fmt: skip
    address = f"/entries/{entry_id}/family/{family.mother}/decide/"
    assert "Name the colleague" in lead.post(address, data).content.decode()
    done = lead.post(address, {**data, f"{name}-approved_by": str(family.school[DEPUTY].membership_id)})
    assert done.status_code == 302
    assert "Held back since" in page(lead, f"/entries/{entry_id}/family/")


def test_what_waits_is_given_its_key_by_one_button(db: None) -> None:
    family = make_family(let=[MOTHER])
    lead = sign_in(Client(), family.school[LEAD])
    entry_id = family.entry(observed("She had no coat."))
    family.decide(entry_id, *show_now(family.father))
    family.share(entry_id, family.father)
    assert "have not signed in yet" in page(lead, "/family-desk/")
    family.personas[family.father] = let_in(family.school, family.father, [family.child], FATHER)
    assert not family.opened(family.father)
    assert "Give them the key" in page(lead, "/family-desk/")
    lead.post("/family-desk/")
    assert entry_id in family.opened(family.father)


def test_the_family_s_words_are_read_and_the_family_is_told(family: Family, lead: Client) -> None:
    entry_id = family.entry(observed("She had no coat."))
    family.decide(entry_id, *show_now(family.mother))
    family.share(entry_id, family.mother)
    with family.school.transaction():
        add_my_side(
            by=family.of(family.mother), child_id=family.child, entry_id=entry_id, statement_id=None,
            words=MyWords("It was in the wash."),
        )  # fmt: skip
        side = MySide.objects.get(organisation_id=family.school.organisation_id).id
    assert "new words" in page(lead, "/family-desk/")
    assert "It was in the wash." in page(lead, f"/family-desk/side/{side}/")
    lead.post(f"/family-desk/side/{side}/")
    with family.school.transaction():
        row = MySide.objects.get(organisation_id=family.school.organisation_id)
        assert row.read_at is not None and row.read_by == family.lead().membership_id
    assert "new words" not in page(lead, "/family-desk/")


def test_overdue_decisions_show_dates_and_no_content(family: Family) -> None:
    entry_id = family.entry(observed("She had no coat."))
    family.decide(entry_id, *hold_back(family.school, family.mother))
    for persona, sees_link in ((LEAD, True), (HEADTEACHER, False), (DPO, False)):
        html = page(sign_in(Client(), family.school[persona]), "/overdue-decisions/")
        assert "coat" not in html and "Quintero" not in html
        assert (str(entry_id) in html) is sees_link


def test_an_overdue_entry_is_one_line_however_large_the_family(family: Family) -> None:
    entry_id = family.entry(observed("She had no coat."))
    html = page(sign_in(Client(), family.school[LEAD]), "/overdue-decisions/")
    assert html.count(str(entry_id)) == 1
    assert "Nobody has decided: 3 people of one family" in html and "3 decisions missing" in html
