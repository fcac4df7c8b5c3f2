"""What comes after an entry: more to do, by somebody who works here; files for it; and who is to do something learns that."""

from __future__ import annotations

import html
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from fairward.files.models import Entry
from fairward.kernel.denied import Denied
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import EntryKind
from tests.support import casework

if TYPE_CHECKING:
    from tests.personas import Persona, School

SOON = timedelta(days=3)
TEXT = "Ring the health visitor about the weighing."


@pytest.fixture
def entry(school: School, amy: UUID) -> UUID:
    from tests.personas import LEAD, TEACHER

    with school.transaction():
        return casework.file(school.actor(LEAD), casework.report(school.actor(TEACHER), [amy]))[0]


@pytest.fixture
def lead(school: School) -> Client:
    from tests.personas import LEAD, sign_in

    return sign_in(Client(), school[LEAD])


def text_of(response: Any) -> str:
    return html.unescape(response.content.decode())


def to_do(school: School, owner: Persona, text: str = TEXT, days: int = 3) -> dict[str, str]:
    day = timezone.localdate() + timedelta(days=days)
    return {
        "text": text, "owner": str(school[owner].membership_id), "due_on-day": str(day.day), "due_on-month": str(day.month),
        "due_on-year": str(day.year),
    }  # fmt: skip


def test_more_is_to_be_done_than_was_written_down_at_filing(
    school: School, lead: Client, entry: UUID
) -> None:
    """Nothing could be added once a report was filed, and only one thing then."""
    from tests.personas import DEPUTY, TEACHER

    address = f"/entries/{entry}/to-do/"
    assert address in text_of(lead.get(f"/entries/{entry}/"))
    missing = text_of(lead.post(address, {}))
    for words in ("Write what is to be done.", "Say who does it.", "Enter the day it is due"):
        assert words in missing
    past = text_of(lead.post(address, to_do(school, DEPUTY, days=-1)))
    assert "Choose a day that is not past." in past
    assert TEXT in past
    for owner in (DEPUTY, TEACHER):
        assert lead.post(address, to_do(school, owner)).status_code == 302
    page = text_of(lead.get(f"/entries/{entry}/"))
    assert page.count(TEXT) == 2
    assert "Ben Whitlock does this by" in page
    with school.transaction():
        made = Entry.objects.filter(organisation_id=school.organisation_id, kind=int(EntryKind.ACTION))
        assert set(made.values_list("about_entry_id", flat=True)) == {entry}


def test_only_somebody_who_works_here_is_given_something_to_do(
    school: School, amy: UUID, entry: UUID
) -> None:
    """A form names members only; the acts behind it took any id."""
    from fairward.files.actions import add_action
    from fairward.files.queries import entry_for
    from tests.personas import LEAD, TEACHER, make_school

    elsewhere = make_school("Ashgrove Secondary School")[LEAD].membership_id
    due = timezone.localdate() + SOON
    for stranger in (elsewhere, new_id()):
        with school.transaction(), pytest.raises(Denied) as refused:
            lead = school.actor(LEAD)
            _, opened, _ = entry_for(lead, entry, casework.WHY)
            add_action(by=lead, file=opened, entry_id=entry, text=TEXT, owner_id=stranger, due_on=due)
        assert refused.value.code == "owner_not_here"
        with school.transaction(), pytest.raises(Denied) as refused:
            concern = casework.report(school.actor(TEACHER), [amy])
            casework.file(school.actor(LEAD), concern, action=TEXT, owner=stranger)
        assert refused.value.code == "owner_not_here"


def test_a_file_is_attached_to_an_entry_cleaned_and_sealed(school: School, lead: Client, entry: UUID) -> None:
    """A document could be written about, not added."""
    address = f"/entries/{entry}/attach/"
    assert "Choose a file." in text_of(lead.post(address, {}))
    page = SimpleUploadedFile("letter.pdf", b"<html><script>alert(1)</script></html>", "application/pdf")
    assert "web pages can carry programs" in text_of(lead.post(address, {"file": page}))
    letter = SimpleUploadedFile("letter.txt", b"From the hospital: seen twice.", "text/plain")
    assert lead.post(address, {"file": letter}).status_code == 302
    shown = text_of(lead.get(f"/entries/{entry}/"))
    found = shown.split(f"/entries/{entry}/attachments/")[1][:36]
    assert "letter.txt" in shown
    assert lead.get(f"/entries/{entry}/attachments/{found}/").content == b"From the hospital: seen twice."
    with school.transaction():
        file_id = Entry.objects.get(organisation_id=school.organisation_id, id=entry).file_id
    assert "1 file attached" in text_of(lead.get(f"/files/{file_id}/"))


def test_the_token_of_the_form_is_asked_for_before_a_file_is_taken(school: School, entry: UUID) -> None:
    from tests.personas import LEAD, sign_in

    strict = sign_in(Client(enforce_csrf_checks=True), school[LEAD])
    letter = SimpleUploadedFile("letter.txt", b"x", "text/plain")
    assert strict.post(f"/entries/{entry}/attach/", {"file": letter}).status_code == 403


def test_numbers_of_rows_that_are_none_break_nothing(school: School, lead: Client, amy: UUID) -> None:
    for broken in ({"remove-row": "statement:x"}, {"add-another": "statement", "statement-TOTAL_FORMS": "x"}):
        assert lead.post(f"/children/{amy}/add/welfare/", broken).status_code == 200


def test_whoever_is_to_do_something_sees_that_on_their_first_page_and_not_what(
    school: School, lead: Client, entry: UUID
) -> None:
    """Somebody without a key was named as the one who does it, and nothing ever told them."""
    from tests.personas import SUPERVISOR, TEACHER, sign_in

    teacher = sign_in(Client(), school[TEACHER])
    assert "Something for you to do" not in text_of(teacher.get("/"))
    lead.post(f"/entries/{entry}/to-do/", to_do(school, TEACHER))
    page = text_of(teacher.get("/"))
    assert "Something for you to do" in page
    assert "Ask Amira Khan what it is" in page
    assert "health visitor" not in page and "Amy" not in page
    assert "Something for you to do" not in text_of(sign_in(Client(), school[SUPERVISOR]).get("/"))
    with school.transaction():
        action = Entry.objects.get(organisation_id=school.organisation_id, kind=int(EntryKind.ACTION)).id
    lead.post(f"/entries/{action}/done/", {"note": "She rang."})
    assert "Something for you to do" not in text_of(teacher.get("/"))
