"""The lead's forms: each missing thing stands beside its question, what was typed stays."""

from __future__ import annotations

import html
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from fairward.files.models import Entry
from fairward.kernel.vocabulary import EntryState
from fairward.rights.queries import decisions_of
from fairward.school.concerns.models import Concern, ConcernState
from tests.support import casework

if TYPE_CHECKING:
    from tests.personas import School


@pytest.fixture
def lead(school: School) -> Client:
    from tests.personas import LEAD, sign_in

    return sign_in(Client(), school[LEAD])


@pytest.fixture
def concern(school: School, amy: UUID) -> UUID:
    from tests.personas import TEACHER

    with school.transaction():
        return casework.report(school.actor(TEACHER), [amy])


@pytest.fixture
def entry(school: School, concern: UUID) -> UUID:
    from tests.personas import LEAD

    with school.transaction():
        return casework.file(school.actor(LEAD), concern)[0]


def text_of(response: Any) -> str:
    return html.unescape(response.content.decode())


def day(name: str, days: int) -> dict[str, str]:
    on = timezone.localdate() + timedelta(days=days)
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


def test_everything_that_a_decision_lacks_is_named_beside_its_question(
    school: School, lead: Client, amy: UUID, entry: UUID
) -> None:
    """Sentences once stood on top without a link, and a wrong date hid all of them."""
    mother = casework.add_mother(school, amy)
    typed = {"rationale": "It fits.", "review_on-day": "31", "review_on-month": "2", "review_on-year": "2027",
             f"family-{mother}-decision": "3", f"family-{mother}-ground": ""}  # fmt: skip
    page = text_of(lead.post(f"/entries/{entry}/decide/", typed))
    assert "This cannot close yet" in page
    for target in (
        '<a href="#id_outcome">', '<a href="#id_child_voice">', '<a href="#id_review_on-day">',
        f'<a href="#id_family-{mother}-ground">', f'<a href="#id_family-{amy}-decision">',
    ):  # fmt: skip
        assert target in page
    assert "It fits.</textarea>" in page
    with school.transaction():
        assert Entry.objects.get(organisation_id=school.organisation_id, id=entry).state == EntryState.OPEN


def test_holding_back_needs_ground_day_and_a_colleague(
    school: School, lead: Client, amy: UUID, entry: UUID
) -> None:
    from tests.personas import DEPUTY

    mother = casework.add_mother(school, amy)
    whole = {"outcome": "2", "rationale": "It fits.", "child_voice": "I fell", **day("review_on", 60),
             f"family-{amy}-decision": "1", f"family-{mother}-decision": "3",
             f"family-{mother}-ground": "increases_risk"}  # fmt: skip
    page = text_of(lead.post(f"/entries/{entry}/decide/", whole))
    assert "Say when holding back from Rosa Fairbairn (mother) is looked at again" in page
    assert "Name the colleague, other than you, who agreed" in page
    agreed = {
        f"family-{mother}-approved_by": str(school[DEPUTY].membership_id),
        **day(f"family-{mother}-review_on", 5),
    }
    assert lead.post(f"/entries/{entry}/decide/", {**whole, **agreed}).status_code == 302
    with school.transaction():
        standing = {one.person_id: one for one in decisions_of(school.organisation_id, [entry])[entry]}
    assert standing[mother].ground == "increases_risk"
    shown = text_of(lead.get(f"/entries/{entry}/"))
    assert "Rosa Fairbairn: held back" in shown
    assert "Reopen with a reason" in shown
    lead.post(f"/entries/{entry}/reopen/", {"reason": "The nurse called."})
    again = text_of(lead.get(f"/entries/{entry}/"))
    assert "The nurse called." in again
    assert "It fits." in again


def test_everything_that_holding_back_lacks_is_named_at_once(
    school: School, lead: Client, amy: UUID, entry: UUID
) -> None:
    """The day and the colleague were asked for only after a ground had been chosen."""
    mother = casework.add_mother(school, amy)
    page = text_of(lead.post(f"/entries/{entry}/decide/", {f"family-{mother}-decision": "3"}))
    for target in ("ground", "review_on-day", "approved_by"):
        assert f'<a href="#id_family-{mother}-{target}">' in page


def test_only_leads_and_headteachers_agree_to_holding_back(
    school: School, lead: Client, amy: UUID, entry: UUID
) -> None:
    """A pastoral lead, who may not read the file, was on the list because of the word in the name of the role."""
    from tests.personas import DEPUTY, HEADTEACHER, LEAD, PASTORAL, TEACHER

    page = text_of(lead.get(f"/entries/{entry}/decide/"))
    offered = {
        one
        for one in (DEPUTY, HEADTEACHER, LEAD, PASTORAL, TEACHER)
        if str(school[one].membership_id) in page
    }
    assert offered == {DEPUTY, HEADTEACHER}


def test_a_joined_report_is_decided_with_the_one_it_joined(
    school: School, lead: Client, amy: UUID, entry: UUID
) -> None:
    """The page after filing offered to decide it alone, which left its outcome behind when the other was decided."""
    from fairward.school.concerns.triage_queries import concern_for
    from tests.personas import LEAD, TEACHER

    with school.transaction():
        second = casework.report(school.actor(TEACHER), [amy])
        [statement] = [
            one.id for one in concern_for(school.actor(LEAD), second, casework.WHY).content.statements
        ]
    filing = {"file": "1", f"child-{amy}-purpose": "welfare", f"child-{amy}-statements": str(statement),
              f"child-{amy}-merge_into": str(entry)}  # fmt: skip
    refused = text_of(lead.post(f"/concerns/{second}/", filing))
    assert "stands in the child protection file" in refused
    filed = lead.post(f"/concerns/{second}/", {**filing, f"child-{amy}-purpose": "child_protection"})
    after = text_of(lead.get(filed.headers["Location"]))
    with school.transaction():
        joined = Entry.objects.get(organisation_id=school.organisation_id, about_entry_id=entry).id
    assert f"/entries/{entry}/decide/" in after
    assert f"/entries/{joined}/decide/" not in after
    assert "Decide the concern that it was joined to" in text_of(lead.get(f"/entries/{joined}/decide/"))
    assert "Nobody has decided yet" not in text_of(lead.get(f"/concerns/{second}/"))


def test_filing_names_the_child_that_lacks_something(
    school: School, lead: Client, amy: UUID, jack: UUID
) -> None:
    from tests.personas import TEACHER

    with school.transaction():
        concern = casework.report(school.actor(TEACHER), [amy, jack])
    page = text_of(
        lead.post(f"/concerns/{concern}/", {"file": "1", f"child-{amy}-purpose": "welfare",
                                            f"child-{amy}-action": "Call", **day(f"child-{amy}-action_due", -1)})
    )  # fmt: skip
    for words in (
        "Choose a file for Jack Oduya, or say that no entry is needed.",
        "Choose at least one statement that is about Amy Fairbairn.",
        "Choose a day that is not past.",
        "Say who does it.",
    ):
        assert words in page
    assert "<title>Error: Report about " in page
    nothing = {f"child-{one}-purpose": "none" for one in (amy, jack)}
    page = text_of(lead.post(f"/concerns/{concern}/", {"file": "1", **nothing}))
    assert "Choose a file for at least one child" in page


def test_saying_who_the_child_is_needs_a_choice(
    school: School, lead: Client, amy: UUID, concern: UUID
) -> None:
    page = text_of(lead.post(f"/concerns/{concern}/child/", {"text": "Amy", "choose": "1"}))
    assert "Choose the child from the list" in page
    assert "Amy Fairbairn, Year 3" in page
    assert "<title>Error: Who is the child?" in page


def test_only_leads_can_be_given_a_report(school: School, lead: Client, concern: UUID) -> None:
    from tests.personas import DEPUTY, TEACHER

    lead.post(f"/concerns/{concern}/assign/", {"to": str(school[TEACHER].membership_id)})
    with school.transaction():
        row = Concern.objects.filter(organisation_id=school.organisation_id, id=concern)
        assert row.get().assigned_to is None
    lead.post(f"/concerns/{concern}/assign/", {"to": str(school[DEPUTY].membership_id)})
    with school.transaction():
        assert row.get().assigned_to == school[DEPUTY].membership_id
        assert row.get().state == ConcernState.REPORTED
