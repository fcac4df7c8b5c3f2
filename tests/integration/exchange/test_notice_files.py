"""Somebody without Fairward is told of a change by an encrypted file: made, its words shown once, fetched once, receipted."""

from __future__ import annotations

import io
import zipfile
from uuid import UUID

import pyrage
import pytest
from django.test import Client

from fairward.exchange.choosing.content import Decision
from fairward.exchange.following.models import HandedNotice
from fairward.exchange.following.queries import followed_for
from fairward.exchange.models import Recall
from fairward.exchange.vocabulary import HowTold
from fairward.kernel.vocabulary import Basis, DisclosureKind, Label
from fairward.retention.engine import carry_out
from fairward.school.concerns.report_answers import Said
from tests.personas import LEAD, make_school, sign_in
from tests.support import sending
from tests.support.destroying import nothing_held, order_for
from tests.support.following import correct, tell, waiting
from tests.support.living import SAW, WHY, Living, busy, make_living
from tests.support.travelling import befriend

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
RIGHT = "He had a bruise on his right arm, not his left."
SHORT = "A bruise on the other arm."


def handed(living: Living, label: Label = Label.RELEASABLE) -> None:
    """Social care, which has no Fairward, was handed everything of the file as an encrypted file."""
    draft_id = sending.begin(living, kind=DisclosureKind.NOTIFICATION)
    decision = Decision(True, label, words="It helps them.", summary="Something about a bruise.")
    sending.choose(living, draft_id, lambda _: decision)
    sending.read_through(living, draft_id)
    sending.let_go(living, draft_id, HowTold.FILE)


@pytest.fixture
def living() -> Living:
    return busy(make_living())


@pytest.fixture
def lead(living: Living) -> Client:
    return sign_in(Client(), living.school[LEAD])


def notice_page(living: Living) -> str:
    """The page of the one who was handed a file and must know."""
    [line] = [one for one in waiting(living.school) if one.how is HowTold.FILE]
    return f"/went/changes/{line.id}/"


def words_in(answer: bytes) -> list[str]:
    """The words of each file of the page, in order."""
    parts = answer.decode().split('<ol class="fw-words"')[1:]
    rows = [one.split("</ol>", maxsplit=1)[0].split("<li>")[1:] for one in parts]
    return [" ".join(one.split("</span>")[1].split("</li>")[0].strip() for one in row) for row in rows]


def notice_of(address: str, living: Living) -> UUID:
    with living.school.transaction():
        return followed_for(living.actor(), UUID(address.split("/")[3]), WHY).notices[-1].id


def opened(content: bytes, words: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(pyrage.passphrase.decrypt(content, words))) as found:
        return {name: found.read(name) for name in found.namelist()}


def test_a_correction_goes_as_a_file_and_its_receipt_is_noted(living: Living, lead: Client) -> None:
    handed(living)
    correct(living.school, living.ids["entry"], 0, RIGHT)
    address = notice_page(living)
    before = lead.get(address).content.decode()
    assert "As an encrypted file" in before and RIGHT in before and "letter to print" in before
    made = lead.post(f"{address}file/")
    [words] = words_in(made.content)
    assert made["Cache-Control"] == "no-store, private" and words not in lead.get(address).content.decode()
    notice_id = notice_of(address, living)
    got = lead.post(f"{address}file/{notice_id}/")
    inside = opened(got.content, words)
    assert {"read-me.html", "passages.pdf", "document.json", "signature.json"} <= inside.keys()
    reader = inside["read-me.html"].decode()
    assert RIGHT in reader and "Receipt" in reader and "Put it right wherever you hold it" in reader
    assert lead.post(f"{address}file/{notice_id}/").status_code == 403
    with living.school.transaction():
        row = HandedNotice.objects.get(organisation_id=living.school.organisation_id, notice_id=notice_id)
        assert bytes(row.sealed) == b"" and row.fetched_at is not None
    digest = reader.split("Digest of what was said</th><td>")[1][:64]
    said = {
        **sending.today_fields("answered_on"),
        "answer": "1",
        "received_by": "Ada Moss",
        "digest": digest[:8],
    }
    missing = lead.post(f"{address}answered/{notice_id}/", {**said, "received_by": ""}).content.decode()
    assert "Write who received it" in missing
    assert lead.post(f"{address}answered/{notice_id}/", said).status_code == 302
    page = lead.get(address).content.decode()
    assert "Received by Ada Moss. The receipt is for this notice" in page and "They put it right" in page
    where = lead.get(f"/children/{living.amy}/where/").content.decode()
    assert "as an encrypted file: They put it right" in where


def test_a_receipt_of_something_else_is_noted_as_that(living: Living, lead: Client) -> None:
    handed(living)
    correct(living.school, living.ids["entry"], 0, RIGHT)
    address = notice_page(living)
    lead.post(f"{address}file/")
    assert "Nobody has downloaded the file yet" in lead.get(address).content.decode()
    said = {
        **sending.today_fields("answered_on"),
        "answer": "1",
        "received_by": "Ada Moss",
        "digest": "0" * 8,
    }
    notice_id = notice_of(address, living)
    lead.post(f"{address}answered/{notice_id}/", said)
    assert "or another one" in lead.get(address).content.decode()
    assert lead.post(f"{address}file/{notice_id}/").status_code == 403  # what is answered is not kept


def test_a_lost_file_is_made_again_with_new_words(living: Living, lead: Client) -> None:
    handed(living, Label.RELEASABLE_SUMMARY)
    correct(living.school, living.ids["entry"], 0, RIGHT)
    address = notice_page(living)
    boxes = {str(one.passage_id): SHORT for one in waiting(living.school)[0].waiting}
    assert lead.post(f"{address}file/", {**boxes, next(iter(boxes)): ""}).status_code == 200
    first = words_in(lead.post(f"{address}file/", boxes).content)[0]
    notice_id = notice_of(address, living)
    old = lead.post(f"{address}file/{notice_id}/").content
    again = {f"{notice_id}-{key}": words for key, words in boxes.items()}
    second = words_in(lead.post(f"{address}file/{notice_id}/again/", again).content)[0]
    new = lead.post(f"{address}file/{notice_id}/").content
    with pytest.raises(pyrage.DecryptError):
        pyrage.passphrase.decrypt(new, first)
    assert old != new and SHORT in opened(new, second)["read-me.html"].decode()
    assert RIGHT not in opened(new, second)["read-me.html"].decode()
    assert "made 2 times" in lead.get(address).content.decode()


def test_what_is_asked_back_is_a_file_that_holds_no_word(living: Living, lead: Client) -> None:
    handed(living)
    correct(living.school, living.ids["entry"], 0, RIGHT)
    address = notice_page(living)
    [line] = [one for one in waiting(living.school) if one.how is HowTold.FILE]
    lead.post(f"/files/{living.ids['file']}/went/{line.disclosure_id}/back/")
    [words] = words_in(lead.post(f"{address}file/").content)
    reader = opened(lead.post(f"{address}file/{notice_of(address, living)}/").content, words)[
        "read-me.html"
    ].decode()
    assert "Destroy what we told you" in reader and RIGHT not in reader and SAW not in reader


def test_what_is_destroyed_by_the_schedule_is_told_to_whoever_was_handed_a_file(lead: Client) -> None:
    living = nothing_held()
    handed(living)
    order_for(living, living.ids["entry"])
    assert carry_out(living.school.organisation_id) == 1
    client, address = sign_in(Client(), living.school[LEAD]), notice_page(living)
    with living.school.transaction():
        recalled = Recall.objects.filter(organisation_id=living.school.organisation_id)
        assert not recalled.filter(how=int(HowTold.FILE)).exists()  # asked once, not twice
    [words] = words_in(client.post(f"{address}file/").content)
    reader = opened(client.post(f"{address}file/{notice_of(address, living)}/").content, words)[
        "read-me.html"
    ].decode()
    assert "Destroy what we told you" in reader and SAW not in reader


def test_a_partner_gets_it_sealed_and_by_mouth_there_is_no_file(lead: Client, living: Living) -> None:
    partner_id = befriend(living.school, make_school("Hill Top School"))
    entry_id = living.file(living.report(Said(basis=Basis.OBSERVED, text=SAW)))[0]
    tell(living.school, partner_id, [entry_id])
    correct(living.school, entry_id, 0, RIGHT)
    living.annotate(living.ids["entry"], "He fell off his bike.", 0)
    for line in waiting(living.school):
        answer = lead.post(f"/went/changes/{line.id}/file/")
        assert answer.status_code == 403, line.how
