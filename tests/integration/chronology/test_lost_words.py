"""A record whose key no longer exists while its row is there, as after an old backup was restored: pages say so."""

from __future__ import annotations

import html
from collections.abc import Sequence
from uuid import UUID

import pytest
from django.test import Client

from fairward.files import actions, queries
from fairward.files.attachments import GONE_FILE
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import RingKind
from fairward.keys.file_keys import GONE_FILE as GONE_WHOLE
from fairward.keys.file_keys import destroy_file_keys
from fairward.keys.records import GONE, create_record, destroy_records
from fairward.tenancy.rows import fetch
from tests.personas import LEAD, Persona, sign_in
from tests.support.families import persona
from tests.support.living import MOTHER, SAID, SAW, Living, make_living
from tests.support.living import busy as something_everywhere
from tests.support.showing import show

pytestmark = pytest.mark.django_db(transaction=True)
KEPT = "She had no coat."
RECORDS = {
    "versions": "SELECT id FROM files_entryversion WHERE entry_id = %s",
    "annotations": "SELECT id FROM files_annotation WHERE entry_id = %s",
    "attachments": "SELECT attachment_id FROM files_entryattachment WHERE entry_id = %s",
    "shown": "SELECT id FROM rights_shownversion WHERE entry_id = %s",
}


@pytest.fixture
def living() -> Living:
    made = something_everywhere(make_living())
    made.annotate(made.ids["entry"], "He fell off his bike in the park.")
    show(made, made.ids["entry"], made.mother, persona(MOTHER))
    show(made, made.ids["decided"], made.mother, persona(MOTHER))
    return made


def lose(living: Living, entry_id: UUID, kinds: Sequence[str] = tuple(RECORDS)) -> None:
    """Destroy keys of an entry and leave its rows."""
    with living.school.transaction():
        ids = [row[0] for kind in kinds for row in fetch(RECORDS[kind], [entry_id])]
        assert destroy_records(living.school.organisation_id, ids) >= len(ids)


def client(living: Living, who: Persona = LEAD) -> Client:
    return sign_in(Client(), living.school[who])


def text(response: object) -> str:
    assert response.status_code == 200, response.status_code  # type: ignore[attr-defined]
    return html.unescape(response.content.decode())  # type: ignore[attr-defined]


def test_the_chronology_says_so_in_its_place_and_shows_the_others(living: Living) -> None:
    lose(living, living.ids["entry"])
    second = living.report()
    living.file(second)
    page = text(client(living).get(f"/files/{living.ids['file']}/"))
    assert GONE in page and SAID not in page
    assert SAW in page, "the entry that came later is as it was"


def test_the_entry_says_so_and_offers_nothing_that_needs_its_words(living: Living) -> None:
    address = f"/entries/{living.ids['entry']}/"
    assert f"{address}correct/" in text(client(living).get(address))
    lose(living, living.ids["entry"])
    page = text(client(living).get(address))
    assert GONE in page and GONE_FILE in page and SAW not in page
    assert f"{address}correct/" not in page and f"{address}annotate/" not in page


def test_what_was_attached_is_named_as_gone_and_not_as_waiting(living: Living) -> None:
    lose(living, living.ids["entry"], ["annotations"])
    page = text(client(living).get(f"/entries/{living.ids['entry']}/"))
    assert GONE in page and SAW in page and "in the park" not in page
    assert "A safeguarding lead reads it first" not in page


def test_an_older_version_that_is_gone_leaves_the_newer_one(living: Living) -> None:
    entry = living.ids["entry"]
    with living.school.transaction():
        first = fetch(f"{RECORDS['versions']} ORDER BY number", [entry])[0][0]
    with living.school.transaction():
        opened, _, content = queries.standing_content_for(living.actor(), entry, "a test")
        actions.correct_entry(
            by=living.actor(), file=opened, entry_id=entry, content=content, reason="The day."
        )
    with living.school.transaction():
        destroy_records(living.school.organisation_id, [first])
    page = text(client(living).get(f"/entries/{entry}/versions/"))
    assert page.count(GONE) == 1 and SAW in page


def test_looking_for_words_says_what_could_not_be_looked_through(living: Living) -> None:
    lose(living, living.ids["entry"])
    page = text(client(living).post(f"/files/{living.ids['file']}/", {"text": "bruise"}))
    assert "could not be looked through" in page
    assert "Nothing found" in text(client(living).post("/search/", {"text": "bike frightened"}))


def test_the_paper_says_so_too(living: Living) -> None:
    lose(living, living.ids["entry"])
    answer = client(living).post(f"/files/{living.ids['file']}/pdf/", {"for_whom": "inside"})
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "application/pdf"


def test_correcting_it_is_refused_in_a_sentence(living: Living) -> None:
    lose(living, living.ids["entry"])
    answer = client(living).get(f"/entries/{living.ids['entry']}/correct/")
    assert answer.status_code == 403 and GONE in html.unescape(answer.content.decode())


def test_a_file_whose_key_is_gone_is_refused_in_a_sentence(living: Living) -> None:
    with living.school.transaction():
        destroy_file_keys(living.school.organisation_id, [living.ids["file"]])
    answer = client(living).get(f"/files/{living.ids['file']}/")
    assert answer.status_code == 403 and GONE_WHOLE in html.unescape(answer.content.decode())


def test_a_report_that_is_gone_is_refused_in_a_sentence(living: Living) -> None:
    concern = living.ids["concern"]
    with living.school.transaction():
        destroy_records(living.school.organisation_id, [concern])
    answer = client(living).get(f"/concerns/{concern}/")
    assert answer.status_code == 403 and GONE in html.unescape(answer.content.decode())


def test_the_mother_goes_on_reading_the_rest(living: Living) -> None:
    mother = client(living, persona(MOTHER))
    mother.post("/family/before/")
    address = f"/family/{living.amy}/"
    assert SAW in text(mother.get(address))
    lose(living, living.ids["entry"])
    page = text(mother.get(address))
    assert SAW not in page and KEPT in page


def test_keys_without_rows_disturb_nobody(living: Living) -> None:
    """Records older than the keyring: the keys of what came later open nothing, and nothing asks for them."""
    with living.school.transaction():
        create_record(living.school.organisation_id, new_id(), rings=[RingKind.INTAKE])
    assert SAW in text(client(living).get(f"/files/{living.ids['file']}/"))
