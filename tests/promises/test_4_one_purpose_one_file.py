"""Promise 4: one purpose, one file. Files have keys of their own, and opening one thing opens one thing."""

from __future__ import annotations

import json
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

from fairward.files.queries import entry_for, file_for, heads_of_child, standing_content_for
from fairward.files.search_queries import search_for
from fairward.files.writing import ensure_file
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import Purpose, RingKind
from fairward.keys import rings
from fairward.school.concerns.models import Concern
from fairward.school.concerns.triage_actions import file_concern, pass_to_headteacher, talk_no_record
from fairward.school.concerns.triage_policies import Filing
from fairward.school.concerns.triage_queries import concern_for, staff_concern_for
from tests.personas import (
    ADMINISTRATOR,
    DEPUTY,
    DPO,
    HEADTEACHER,
    LEAD,
    TEACHER,
    School,
    make_school,
    sign_in,
)
from tests.support.casework import file, report, said
from tests.support.kept import kept
from tests.support.reporting import add_child

school = kept(make_school)


@pytest.fixture
def amy(school: School) -> UUID:
    return add_child(school, "Amy", "Fairbairn")


def looks(school: School) -> list[tuple[str, list[str]]]:
    """What was looked at, in order: kind of item, and their ids as the log's details have them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT l.item_kind, l.item_id, d.body FROM audit_leaf l JOIN audit_detail d "
            "ON d.organisation_id = l.organisation_id AND d.id = l.id WHERE l.event = 'looked' ORDER BY l.id"
        )
        rows = cursor.fetchall()
    found = []
    for kind, item_id, body in rows:
        items = [str(item_id)] if item_id else list(json.loads(bytes(body))["items"])
        found.append((kind, items))
    return found


def test_a_child_has_one_file_for_each_purpose_and_each_has_its_own_key(school: School, amy: UUID) -> None:
    with school.transaction():
        lead = school.actor(LEAD)
        for purpose in (Purpose.CHILD_PROTECTION, Purpose.WELFARE, Purpose.BEHAVIOUR, Purpose.WELFARE):
            file(lead, report(lead, [amy]), purpose)
        heads = heads_of_child(lead, amy)
        assert [head.purpose for head in heads] == [
            Purpose.CHILD_PROTECTION,
            Purpose.WELFARE,
            Purpose.BEHAVIOUR,
        ]
        keys = {ensure_file(lead, amy, head.purpose, None).key._key for head in heads}
    assert len(keys) == 3


def test_whoever_lost_one_ring_still_reads_the_others_and_no_longer_that_one(
    school: School, amy: UUID
) -> None:
    with school.transaction():
        lead = school.actor(LEAD)
        kept = file(lead, report(lead, [amy]), Purpose.CHILD_PROTECTION)[0]
        lost = file(lead, report(lead, [amy]), Purpose.BEHAVIOUR)[0]
        rings.revoke_holder(lead, RingKind.BEHAVIOUR, school[DEPUTY].account_id)
        deputy = school.actor(DEPUTY)
        assert entry_for(deputy, kept, "a test")[0].statements
        with pytest.raises(Denied, match="no_key"):
            entry_for(deputy, lost, "a test")
        assert search_for(deputy, "bruise", "a test").unsearched == [Purpose.BEHAVIOUR]


@pytest.mark.parametrize("persona", [HEADTEACHER, ADMINISTRATOR, DPO, TEACHER], ids=lambda one: one.job_title)
def test_a_file_looks_to_other_roles_as_if_it_did_not_exist(
    school: School, amy: UUID, persona: object
) -> None:
    with school.transaction():
        lead = school.actor(LEAD)
        entry_id = file(lead, report(lead, [amy]))[0]
        _, opened, _ = entry_for(lead, entry_id, "a test")
        other = school.actor(persona)  # type: ignore[arg-type]
        with pytest.raises(NotFound):
            file_for(other, opened.id, "a test")
        assert heads_of_child(other, amy) == []


def test_opening_one_report_opens_one_report(school: School, amy: UUID, client: Client) -> None:
    with school.transaction():
        lead = school.actor(LEAD)
        file(lead, report(lead, [amy]))
        wanted = report(lead, [amy])
        report(lead, [amy])
    sign_in(client, school[LEAD])
    with school.transaction():
        before = len(looks(school))
    assert client.get(f"/concerns/{wanted}/").status_code == 200
    with school.transaction():
        assert looks(school)[before:] == [("concern", [str(wanted)])]


def test_opening_one_entry_opens_one_entry(school: School, amy: UUID, client: Client) -> None:
    with school.transaction():
        lead = school.actor(LEAD)
        file(lead, report(lead, [amy]))
        wanted = file(lead, report(lead, [amy]))[0]
    sign_in(client, school[LEAD])
    with school.transaction():
        before = len(looks(school))
    assert client.get(f"/entries/{wanted}/").status_code == 200
    with school.transaction():
        opened = [items for kind, items in looks(school)[before:] if kind == "entry"]
    assert opened == [[str(wanted)]]


def test_each_childs_file_gets_only_the_statements_about_that_child(school: School, amy: UUID) -> None:
    ben = add_child(school, "Ben", "Oduya")
    with school.transaction():
        lead = school.actor(LEAD)
        concern = concern_for(
            lead, report(lead, [amy, ben], said("Amy pushed first."), said("Ben cut his knee.")), "a test"
        )
        first, second = (one.id for one in concern.content.statements)
        filings = [Filing(amy, Purpose.BEHAVIOUR, (first,)), Filing(ben, Purpose.WELFARE, (second,))]
        of_amy, of_ben = file_concern(by=lead, concern=concern, filings=filings)
        texts = [
            [one.text for one in entry_for(lead, entry, "a test")[0].statements] for entry in (of_amy, of_ben)
        ]
    assert texts == [["Amy pushed first."], ["Ben cut his knee."]]


def test_a_correction_in_one_childs_file_leaves_the_others_alone(school: School, amy: UUID) -> None:
    from dataclasses import replace

    from fairward.files.actions import correct_entry

    ben = add_child(school, "Ben", "Oduya")
    with school.transaction():
        lead = school.actor(LEAD)
        of_amy, of_ben = file(lead, report(lead, [amy, ben], said("Both climbed over the fence.")))
        opened, _, content = standing_content_for(lead, of_amy, "a test")
        corrected = replace(content.statements[0], text="Amy stayed on our side of the fence.")
        correct_entry(
            by=lead,
            file=opened,
            entry_id=of_amy,
            content=replace(content, statements=(corrected,)),
            reason="Seen wrongly.",
        )
        assert entry_for(lead, of_ben, "a test")[0].statements[0].text == "Both climbed over the fence."


def test_what_was_talked_about_keeps_the_count_and_no_text(school: School, amy: UUID) -> None:
    with school.transaction():
        lead = school.actor(LEAD)
        concern_id = report(lead, [amy])
        talk_no_record(by=lead, concern_id=concern_id)
        row = Concern.objects.get(organisation_id=school.organisation_id, id=concern_id)
        assert row.sealed is None
        with pytest.raises(NotFound):
            concern_for(lead, concern_id, "a test")


def test_a_concern_about_staff_leaves_the_leads_keys_for_the_headteachers(school: School, amy: UUID) -> None:
    with school.transaction():
        lead = school.actor(LEAD)
        concern_id = report(lead, [amy], said("Mr N shouted at the class."))
        pass_to_headteacher(by=lead, concern_id=concern_id)
    with school.transaction():
        with pytest.raises(NotFound):
            concern_for(school.actor(LEAD), concern_id, "a test")
        with pytest.raises(Denied, match="no_key"):
            staff_concern_for(school.actor(LEAD), concern_id, "a test")
        head = school.actor(HEADTEACHER)
        assert (
            staff_concern_for(head, concern_id, "a test").statements[0].text == "Mr N shouted at the class."
        )
