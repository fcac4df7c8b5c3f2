"""Filing a report also says who of the family sees it: the same question as at the decision, and it may wait."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from fairward.files.models import Entry
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import FamilyDecision, Purpose
from fairward.people.actions import add_adult
from fairward.people.identity import AdultIdentity
from fairward.people.vocabulary import RelationshipKind
from fairward.rights.models import AudienceDecision
from fairward.rights.queries import decisions_of
from fairward.rights.waiting_queries import family_desk_for
from fairward.rights.writing import FamilyChoice
from fairward.school.concerns.models import Concern, ConcernState
from fairward.school.concerns.triage_actions import file_concern
from fairward.school.concerns.triage_policies import Filing
from fairward.school.concerns.triage_queries import concern_for
from tests.personas import ADMINISTRATOR, DEPUTY, LEAD, TEACHER, sign_in
from tests.support import casework

if TYPE_CHECKING:
    from tests.personas import School

SHARE, TALK, HOLD = (
    str(int(one)) for one in (FamilyDecision.SHARE_NOW, FamilyDecision.SHARE_AFTER_TALK, FamilyDecision.HOLD_BACK)
)  # fmt: skip


@pytest.fixture
def lead(school: School) -> Client:
    return sign_in(Client(), school[LEAD])


@pytest.fixture
def mother(school: School, amy: UUID) -> UUID:
    return casework.add_mother(school, amy)


def reported(school: School, *children: UUID) -> UUID:
    with school.transaction():
        return casework.report(school.actor(TEACHER), children)


def statements(school: School, concern: UUID) -> list[str]:
    with school.transaction():
        opened = concern_for(school.actor(LEAD), concern, "a test")
        return [str(one.id) for one in opened.content.statements]


def day(name: str, days: int) -> dict[str, str]:
    on = timezone.localdate() + timedelta(days=days)
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


def answers(school: School, concern: UUID, child: UUID, purpose: str = "welfare") -> dict[str, Any]:
    return {
        "file": "1",
        f"child-{child}-purpose": purpose,
        f"child-{child}-statements": statements(school, concern),
    }


def family(child: UUID, person: UUID, **given: str) -> dict[str, str]:
    return {f"child-{child}-family-{person}-{name}": value for name, value in given.items()}


def decided(school: School) -> dict[tuple[UUID, UUID], FamilyDecision]:
    """(child, person) -> what stands."""
    with school.transaction():
        entries = {one.id: one.file.child_id for one in Entry.objects.select_related("file")}
        found = decisions_of(school.organisation_id, entries)
        return {(entries[key], one.person_id): one.decision for key, ones in found.items() for one in ones}


def test_who_sees_it_is_decided_as_it_is_filed_and_the_preview_comes_next(
    school: School, lead: Client, amy: UUID, mother: UUID
) -> None:
    concern = reported(school, amy)
    given = answers(school, concern, amy) | family(amy, mother, decision=SHARE)
    given |= family(amy, amy, decision=TALK) | day(f"child-{amy}-family-{amy}-talk_by", 3)
    response = lead.post(f"/concerns/{concern}/", given, follow=True)
    assert decided(school) == {
        (amy, mother): FamilyDecision.SHARE_NOW,
        (amy, amy): FamilyDecision.SHARE_AFTER_TALK,
    }
    page = response.content.decode()
    assert "Nothing is shown yet: look at the preview" in page
    assert "Preview what the family sees of the entry about Amy Fairbairn" in page


def test_left_open_it_waits_at_the_family_desk(school: School, lead: Client, amy: UUID, mother: UUID) -> None:
    concern = reported(school, amy)
    response = lead.post(f"/concerns/{concern}/", answers(school, concern, amy), follow=True)
    assert "Nothing is shown yet" not in response.content.decode()
    assert decided(school) == {}
    with school.transaction():
        desk = family_desk_for(school.actor(LEAD), "a test")
    assert {one.person_id for one in desk.undecided} == {amy, mother}


def test_what_holding_back_lacks_stands_beside_it_and_nothing_typed_is_lost(
    school: School, lead: Client, amy: UUID, mother: UUID
) -> None:
    concern = reported(school, amy)
    given = answers(school, concern, amy) | family(amy, mother, decision=HOLD)
    given |= {
        f"child-{amy}-action": "Call the school nurse",
        f"child-{amy}-action_owner": str(school[LEAD].membership_id),
    }
    given |= day(f"child-{amy}-action_due", 2)
    page = lead.post(f"/concerns/{concern}/", given).content.decode()
    assert "Choose the ground for holding this back from Rosa Fairbairn (mother)." in page
    assert "Name the colleague, other than you" in page
    assert "Call the school nurse" in page
    assert f'href="#id_child-{amy}-family-{mother}-ground"' in page
    with school.transaction():
        assert Concern.objects.get().state == int(ConcernState.REPORTED)
        assert not AudienceDecision.objects.exists()


def test_an_error_about_the_file_keeps_what_was_said_about_the_family_and_names_both(
    school: School, lead: Client, amy: UUID, mother: UUID
) -> None:
    concern = reported(school, amy)
    given = {"file": "1", f"child-{amy}-statements": statements(school, concern)}
    given |= family(amy, mother, decision=TALK)
    page = lead.post(f"/concerns/{concern}/", given).content.decode()
    assert "Choose a file for Amy Fairbairn" in page
    assert "Say by which day somebody talks with Rosa Fairbairn (mother)." in page
    assert f'name="child-{amy}-family-{mother}-decision" type="radio" value="{TALK}" checked' in page


def test_two_children_with_one_mother_are_asked_about_apart(
    school: School, lead: Client, amy: UUID, jack: UUID, mother: UUID
) -> None:
    with school.transaction():
        add_adult(
            by=school.actor(ADMINISTRATOR), child_id=jack, adult_id=mother, identity=AdultIdentity("Fairbairn", "Rosa"),
            kind=RelationshipKind.CARER,
        )  # fmt: skip
    concern = reported(school, amy, jack)
    given = answers(school, concern, amy) | answers(school, concern, jack)
    given |= family(amy, mother, decision=SHARE) | family(
        jack, mother, decision=HOLD, ground="increases_risk"
    )
    given |= day(f"child-{jack}-family-{mother}-review_on", 2)
    given |= family(jack, mother, approved_by=str(school[DEPUTY].membership_id))
    lead.post(f"/concerns/{concern}/", given)
    assert decided(school) == {
        (amy, mother): FamilyDecision.SHARE_NOW,
        (jack, mother): FamilyDecision.HOLD_BACK,
    }


def test_nobody_is_asked_about_the_family_of_a_child_without_an_entry(
    school: School, lead: Client, amy: UUID, jack: UUID, mother: UUID
) -> None:
    concern = reported(school, amy, jack)
    given = answers(school, concern, jack) | {f"child-{amy}-purpose": "none"}
    given |= family(amy, mother, decision=HOLD)
    assert lead.post(f"/concerns/{concern}/", given).status_code == 302
    assert decided(school) == {}


def test_a_stranger_cannot_be_decided_about(school: School, amy: UUID, jack: UUID, mother: UUID) -> None:
    concern = reported(school, jack)
    with school.transaction():
        by = school.actor(LEAD)
        opened = concern_for(by, concern, "a test")
        every = tuple(one.id for one in opened.content.statements)
        choice = FamilyChoice(mother, FamilyDecision.SHARE_NOW)
        filing = Filing(jack, Purpose.WELFARE, every, family=(choice,))
        with pytest.raises(Denied) as denied:
            file_concern(by=by, concern=opened, filings=[filing])
    assert "belong to this child" in denied.value.sentence


def test_the_decision_starts_from_what_was_decided_when_it_was_filed(
    school: School, lead: Client, amy: UUID, mother: UUID
) -> None:
    concern = reported(school, amy)
    given = answers(school, concern, amy) | family(amy, mother, decision=HOLD, ground="increases_risk")
    given |= day(f"child-{amy}-family-{mother}-review_on", 2)
    given |= family(amy, mother, approved_by=str(school[DEPUTY].membership_id))
    lead.post(f"/concerns/{concern}/", given)
    with school.transaction():
        entry = Entry.objects.get()
    page = lead.get(f"/entries/{entry.id}/decide/").content.decode()
    assert f'name="family-{mother}-decision" type="radio" value="{HOLD}" checked' in page
    assert f'<option value="{school[DEPUTY].membership_id}" selected>' in page
