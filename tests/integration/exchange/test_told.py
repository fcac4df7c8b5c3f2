"""What was told outside is recorded with its tests, follows corrections, and is the family's to see once they know."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from fairward.exchange.actions import note_family_told, note_use
from fairward.exchange.models import Disclosure
from fairward.exchange.queries import count_untold, recipients_of, said_for, told_for, told_of_file
from fairward.exchange.vocabulary import UsedFor
from fairward.files.queries import entry_for
from fairward.kernel.denied import NotFound
from fairward.kernel.vocabulary import Basis, Purpose
from fairward.school.concerns.report_answers import Said
from tests.personas import LEAD, sign_in
from tests.support.families import persona
from tests.support.kept import kept
from tests.support.living import MOTHER, WHY, Living, make_living, tell_social_care

SAYS = "We told them of the bruise"


living = kept(make_living)


@pytest.fixture
def entry(living: Living) -> Any:
    return living.file(living.report())[0]


def answers(living: Living, entry: Any, **changed: Any) -> dict[str, Any]:
    today = timezone.localdate()
    given = {
        "entries": [str(entry)], "told_on-day": today.day, "told_on-month": today.month, "told_on-year": today.year,
        "how": "1", "recipient_kind": "4", "recipient": "Northfield social care, duty social worker", "said": SAYS,
        "basis": "safeguarding_task", "tests": ["relevant", "helps", "minimum", "no_harm"], "reasons": "", "is_told": "yes",
    }  # fmt: skip
    return {**given, **changed}


def test_a_lead_records_it_and_sees_where_it_went(client: Client, living: Living, entry: Any) -> None:
    address = f"/files/{living.file_of(entry)}/went/"
    sign_in(client, living.school[LEAD])
    assert "Nothing has been told outside" in client.get(address).text
    sent = client.post(address + "add/", answers(living, entry))
    assert sent.status_code == 302
    page = client.get(sent.url).text
    assert SAYS in page and "Family knows" in page
    assert "duty social worker" in client.get(address).text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"entries": []}, "Choose at least one entry"),
        ({"recipient": " "}, "Write whom you told"),
        ({"said": ""}, "Write what you told them"),
        ({"basis": ""}, "Choose why you were allowed to"),
        ({"tests": ["relevant"]}, "You did not tick every question"),
        ({"is_told": ""}, "Say whether the family knows"),
        ({"is_told": "no"}, "Choose the ground for not telling the family yet"),
        ({"told_on-year": "2099"}, "cannot lie ahead"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    client: Client, living: Living, entry: Any, changed: dict[str, Any], sentence: str
) -> None:
    sign_in(client, living.school[LEAD])
    page = client.post(f"/files/{living.file_of(entry)}/went/add/", answers(living, entry, **changed)).text
    assert sentence in page
    assert "There is a problem" in page
    assert changed.get("said") == "" or SAYS in page
    with living.school.transaction():
        assert not Disclosure.objects.filter(organisation_id=living.school.organisation_id).exists()


def test_an_entry_of_another_file_is_not_there(client: Client, living: Living, entry: Any) -> None:
    other = living.file(living.report(Said(basis=Basis.OBSERVED, text="No coat.")), Purpose.WELFARE)[0]
    sign_in(client, living.school[LEAD])
    page = client.post(f"/files/{living.file_of(entry)}/went/add/", answers(living, other))
    assert page.status_code == 200 and "There is a problem" in page.text
    with living.school.transaction():
        assert recipients_of(living.school.organisation_id, other) == []


def test_the_words_are_sealed_and_open_for_the_file_only(living: Living, entry: Any) -> None:
    disclosure = tell_social_care(living, entry)
    with living.school.transaction():
        lead = living.actor()
        file = entry_for(lead, entry, WHY)[1]
        told, said = said_for(lead, file, disclosure, WHY)
        row = Disclosure.objects.get(organisation_id=lead.organisation_id, id=disclosure)
        assert said.words.startswith("We told them of the bruise") and told.entry_ids == (entry,)
        assert b"bruise" not in bytes(row.sealed) and b"Northfield" not in bytes(row.recipient)
        welfare = living_file(living)
        with pytest.raises(NotFound):
            said_for(lead, welfare, disclosure, WHY)


def living_file(living: Living) -> Any:
    other = living.file(living.report(), Purpose.WELFARE)[0]
    return entry_for(living.actor(), other, WHY)[1]


def test_the_family_sees_it_once_they_know_and_only_for_what_they_are_shown(
    living: Living, entry: Any
) -> None:
    disclosure = tell_social_care(living, entry, is_told=False)
    with living.school.transaction():
        lead, mother = living.actor(), living.school.actor(persona(MOTHER))
        file = entry_for(lead, entry, WHY)[1]
        assert told_for(mother, living.amy, [entry], WHY) == []
        in_a_week = timezone.localdate() + timedelta(days=7)
        assert count_untold(lead.organisation_id, in_a_week) == 1
        note_family_told(by=lead, file=file, disclosure_id=disclosure)
        assert [one.id for one in told_for(mother, living.amy, [entry], WHY)] == [disclosure]
        assert told_for(mother, living.amy, [], WHY) == []
        assert count_untold(lead.organisation_id, in_a_week) == 0


def test_who_must_hear_of_a_correction_and_what_became_of_it(living: Living, entry: Any) -> None:
    disclosure = tell_social_care(living, entry)
    with living.school.transaction():
        lead = living.actor()
        file = entry_for(lead, entry, WHY)[1]
        assert [one.words for one in recipients_of(lead.organisation_id, entry)] == [
            "Northfield social care, duty social worker (social care)"
        ]
        note_use(by=lead, file=file, disclosure_id=disclosure, used_for=UsedFor.USED)
        assert told_of_file(lead, file, WHY)[0].used_for is UsedFor.USED
