"""The pages: read through, agreed by a second person, checked, sent; and what can be done afterwards."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pyrage
import pytest
from django.test import Client
from pypdf import PdfReader

from fairward.exchange.choosing.sending_queries import seen_for
from fairward.exchange.models import Disclosure
from fairward.kernel.vocabulary import Label
from tests.personas import DEPUTY, LEAD, School, make_school, sign_in
from tests.support import sending
from tests.support.kept import kept
from tests.support.living import SAID, SAW, WHY, Living, busy, make_living
from tests.support.travelling import befriend

SEALED = replace(sending.IN, label=Label.SEALED)


def _living() -> Living:
    return busy(make_living())


living = kept(_living)


@pytest.fixture
def hill(living: Living) -> School:
    return make_school("Hill Top School")


@pytest.fixture
def lead(living: Living) -> Client:
    return sign_in(Client(), living.school[LEAD])


@pytest.fixture
def deputy(living: Living) -> Client:
    return sign_in(Client(), living.school[DEPUTY])


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.content[:2000]
    return response.content.decode()


def post(client: Client, living: Living, draft_id: object, step: str, **given: object) -> str:
    """Confirm a step of the very version that stands now; returns where it leads, or the page."""
    address = f"/sending/{draft_id}/{step}/"
    version, words = sending.facts(living, draft_id).version, words_seen(client, address)
    response = client.post(address, {"seen_version": version, "seen_words": words, **given})
    return response.headers.get("Location", "") or response.content.decode()


def words_seen(client: Client, address: str) -> str:
    """What a page says about the words that it showed."""
    found = re.search(r'name="seen_words" value="([0-9a-f]*)"', client.get(address).content.decode())
    return found[1] if found else ""


def words_in(page_html: str) -> str:
    """The words that are read out on the telephone."""
    rows = page_html.split('<ol class="fw-words"')[1].split("</ol>", maxsplit=1)[0].split("<li>")[1:]
    return " ".join(one.split("</span>")[1].split("</li>")[0].strip() for one in rows)


def test_it_is_read_through_agreed_and_sent(
    living: Living, hill: School, lead: Client, deputy: Client
) -> None:
    partner_id = befriend(living.school, hill)
    draft_id = sending.begin(living, partner_id)
    sending.choose(living, draft_id, lambda one: SEALED if one.text == SAW else sending.IN, named=True)
    read = page(lead, f"/sending/{draft_id}/read/")
    assert "What would the reader think of this child?" in read and SAW in read
    assert "Nothing in it says what goes well for this child." in read
    assert post(lead, living, draft_id, "read") == f"/sending/{draft_id}/second/"
    post(lead, living, draft_id, "second", does="ask")
    assert "It waits for a second person" in page(lead, f"/sending/{draft_id}/second/")
    assert "Waits for a second person" not in page(lead, "/")
    assert f"/sending/{draft_id}/second/" in page(deputy, "/")
    asked = page(deputy, f"/sending/{draft_id}/second/")
    assert (
        "Do you agree that this goes?" in asked
        and SAW in asked
        and "1 part is for named people only" in asked
    )
    post(deputy, living, draft_id, "second", does="agree")
    assert "You were the second person" in page(deputy, f"/sending/{draft_id}/send/")
    check = page(lead, f"/sending/{draft_id}/send/")
    assert "1 “for named people only”" in check and "has agreed" in check
    gone = post(lead, living, draft_id, "send")
    shown = page(lead, gone)
    assert "Waits to be sent" in shown and "Ben Whitlock" in shown and SAID in shown
    assert page(lead, f"/sending/{draft_id}/send/", 302) == ""
    with living.school.transaction():
        assert Disclosure.objects.filter(package_id=draft_id).count() == 1


def test_a_second_person_sends_it_back_with_words(living: Living, lead: Client, deputy: Client) -> None:
    draft_id = sending.begin(living)
    sending.choose(living, draft_id, lambda _: SEALED)
    post(lead, living, draft_id, "read")
    post(lead, living, draft_id, "second", does="ask")
    assert "Write what should be changed" in post(deputy, living, draft_id, "second", does="back", words="")
    post(deputy, living, draft_id, "second", does="back", words="Leave the opinion out.")
    assert "Ben Whitlock: Leave the opinion out." in page(lead, f"/sending/{draft_id}/read/")
    facts = sending.facts(living, draft_id)
    assert not facts.is_read_through and facts.state.code == "choosing"
    assert "Read it through as its reader will" in page(lead, f"/sending/{draft_id}/send/")


def test_whoever_prepared_it_is_not_the_second_person(living: Living, lead: Client) -> None:
    draft_id = sending.begin(living)
    sending.choose(living, draft_id, lambda _: SEALED)
    post(lead, living, draft_id, "read")
    post(lead, living, draft_id, "second", does="ask")
    with living.school.transaction():
        words = seen_for(living.actor(), draft_id, WHY).digest.hex()
    seen = {"seen_version": sending.facts(living, draft_id).version, "seen_words": words, "does": "agree"}
    answer = lead.post(f"/sending/{draft_id}/second/", seen)
    assert answer.status_code == 403 and b"Somebody else must be the second person" in answer.content


def test_somebody_who_is_neither_child_nor_parent_needs_a_second_person_unless_masked(
    living: Living, lead: Client
) -> None:
    sending.about_jack(living)
    draft_id = sending.begin(living)
    sending.choose(living, draft_id)
    assert post(lead, living, draft_id, "read") == f"/sending/{draft_id}/second/"
    assert "neither the child nor a parent: Jack Fairbairn" in page(lead, f"/sending/{draft_id}/second/")
    sending.choose(living, draft_id, masks={"Jack Fairbairn": "another pupil", "Jack": "another pupil"})
    assert post(lead, living, draft_id, "read") == f"/sending/{draft_id}/send/"


def test_what_was_changed_meanwhile_is_not_confirmed(living: Living, lead: Client) -> None:
    draft_id = sending.begin(living)
    sending.choose(living, draft_id)
    answer = lead.post(f"/sending/{draft_id}/read/", {"seen_version": 1})
    assert answer.status_code == 403 and b"Somebody has changed this" in answer.content


def test_an_encrypted_file_is_handed_over_once_with_words_shown_once(living: Living, lead: Client) -> None:
    draft_id = sending.ready(living)
    said = words_in(post(lead, living, draft_id, "send", way="7"))
    sent_id = sending.facts(living, draft_id).disclosure_id
    assert "Download the file" in page(lead, f"/sent/{sent_id}/") and said.split()[3] not in page(
        lead, f"/sent/{sent_id}/"
    )
    got = lead.post(f"/sent/{sent_id}/file/")
    with zipfile.ZipFile(io.BytesIO(pyrage.passphrase.decrypt(got.content, said))) as opened:
        reader = opened.read("read-me.html").decode()
    assert SAW in reader and "Northfield social care" in reader
    assert lead.post(f"/sent/{sent_id}/file/").status_code == 403
    again = words_in(lead.post(f"/sent/{sent_id}/again/").content.decode())
    assert again != said
    new = lead.post(f"/sent/{sent_id}/file/").content
    with pytest.raises(pyrage.DecryptError):
        pyrage.passphrase.decrypt(new, said)
    assert pyrage.passphrase.decrypt(new, again)


def test_a_receipt_is_noted_by_hand_and_its_digest_compared(living: Living, lead: Client) -> None:
    draft_id = sending.ready(living)
    post(lead, living, draft_id, "send", way="7")
    sent_id = sending.facts(living, draft_id).disclosure_id
    with living.school.transaction():
        digest = Disclosure.objects.get(package_id=draft_id).digest
    day = sending.today_fields("on")
    lead.post(
        f"/sent/{sent_id}/",
        {**day, "by": "Ada Moss, duty social worker", "digest": f"{digest[:4]} {digest[4:8]}"},
    )
    shown = page(lead, f"/sent/{sent_id}/")
    assert "by Ada Moss, duty social worker" in shown and "is that of this package" in shown
    lead.post(f"/sent/{sent_id}/", {**day, "by": "Ada Moss", "digest": "00000000"})
    assert "or is another one" in page(lead, f"/sent/{sent_id}/")


def test_on_paper_every_page_says_whom_it_is_for(living: Living, lead: Client) -> None:
    draft_id = sending.ready(living)
    gone = post(lead, living, draft_id, "send", way="8")
    paper = PdfReader(io.BytesIO(lead.post(f"{gone}paper/").content))
    assert all("For Northfield social care only" in one.extract_text() for one in paper.pages)


def test_the_preview_is_what_they_get(living: Living, lead: Client) -> None:
    draft_id = sending.begin(living)
    sending.choose(living, draft_id, lambda one: sending.IN if one.text == SAW else sending.OUT)
    got = PdfReader(io.BytesIO(lead.get(f"/sending/{draft_id}/read/pdf/").content))
    text = " ".join(one.extract_text() for one in got.pages)
    assert SAW in text and SAID not in text


def test_in_danger_it_goes_first_and_a_second_person_looks_afterwards(
    living: Living, hill: School, lead: Client, deputy: Client
) -> None:
    draft_id = sending.begin(living, befriend(living.school, hill), is_urgent=True)
    sending.choose(living, draft_id, lambda one: SEALED if one.text == SAID else sending.IN)
    check = page(lead, f"/sending/{draft_id}/send/")
    assert "it can go now" in check and "1 part of what you chose stays here" in check
    gone = post(lead, living, draft_id, "send")
    assert "It went without a second person" in page(lead, gone)
    assert gone in page(deputy, "/") and gone not in page(lead, "/")
    deputy.post(f"{gone}looked/")
    assert "It went without a second person" not in page(lead, gone) and gone not in page(deputy, "/")
    assert lead.post(f"{gone}looked/").status_code == 404
