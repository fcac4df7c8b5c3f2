"""The pages of notices and of where a record went: what waits, what they will read, one press, what became of it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from fairward.exchange.models import Disclosure
from fairward.exchange.vocabulary import HowTold
from fairward.kernel.vocabulary import Basis, Label
from fairward.school.concerns.report_answers import Said
from tests.personas import LEAD, make_school, sign_in
from tests.support.following import Telling, correct, tell, waiting
from tests.support.living import SAW, Living, busy, make_living
from tests.support.travelling import befriend

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
RIGHT = "He had a bruise on his right arm, not his left."


@pytest.fixture
def living() -> Living:
    return make_living()


@pytest.fixture
def told(living: Living) -> str:
    """Hill Top School was told of an entry that was corrected since; the address of the page of its notice."""
    partner_id = befriend(living.school, make_school("Hill Top School"))
    entry_id = living.file(living.report(Said(basis=Basis.OBSERVED, text=SAW)))[0]
    tell(living.school, partner_id, [entry_id])
    correct(living.school, entry_id, 0, RIGHT)
    return f"/went/changes/{waiting(living.school)[0].id}/"


@pytest.fixture
def lead(living: Living, client: Client) -> Client:
    sign_in(client, living.school[LEAD])
    return client


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_home_and_list_say_who_must_be_told(lead: Client, told: str) -> None:
    assert "1 must be told" in words(lead, "/")
    page = words(lead, "/went/changes/")
    assert (
        "Hill Top School" in page
        and "1 passage corrected" in page
        and "Must be told" in page
        and RIGHT not in page
    )


def test_a_lead_reads_what_they_will_read_and_sends_it_once(lead: Client, told: str) -> None:
    page = words(lead, told)
    assert RIGHT in page and "Put it right wherever you hold it" in page and page.count("<h1") == 1
    assert lead.post(f"{told}send/").status_code == 302
    page = words(lead, told)
    assert "No answer yet" in page and "Send it to" not in page
    assert lead.post(f"{told}send/").status_code == 403
    assert "1 answer is missing" in words(lead, "/went/changes/")
    assert "Nobody has answered yet" in words(lead, "/went/changes/?which=answered")


def test_a_summary_is_written_anew_and_looked_at_before_it_goes(lead: Client, living: Living) -> None:
    partner_id = befriend(living.school, make_school("Hill Top School"))
    entry_id = living.file(living.report(Said(basis=Basis.OBSERVED, text=SAW)))[0]
    tell(living.school, partner_id, [entry_id], Telling(label=Label.RELEASABLE_SUMMARY))
    correct(living.school, entry_id, 0, RIGHT)
    line = waiting(living.school)[0]
    address, passage = f"/went/changes/{line.id}/", str(line.waiting[0].passage_id)
    assert "Something about a bruise." in words(lead, address)
    empty = lead.post(f"{address}send/", {passage: ""}).content.decode()
    assert "There is a problem" in empty and "they see a summary only" in empty
    looked = lead.post(
        f"{address}send/", {passage: "A bruise on the other arm.", "look": "1"}
    ).content.decode()
    assert "A bruise on the other arm." in looked and waiting(living.school)[0].waiting
    assert lead.post(f"{address}send/", {passage: "A bruise on the other arm."}).status_code == 302
    assert not waiting(living.school)[0].waiting


def test_told_by_hand_is_ticked_with_a_date_and_answered(client: Client) -> None:
    living = busy(make_living())
    sign_in(client, living.school[LEAD])
    living.annotate(living.ids["entry"], "He fell off his bike.", 0)
    address, today = f"/went/changes/{waiting(living.school)[0].id}/", timezone.localdate()
    day = {f"told_on-{name}": getattr(today, name) for name in ("day", "month", "year")}
    page = client.post(f"{address}told/", {**day, "how": ""}).content.decode()
    assert "Choose how you told them." in page
    assert client.post(f"{address}told/", {**day, "how": str(int(HowTold.TELEPHONE))}).status_code == 302
    notice = waiting(living.school)[0].notices[0]
    said = {f"answered_on-{name}": getattr(today, name) for name in ("day", "month", "year")}
    assert client.post(f"{address}answered/{notice.id}/", {**said, "answer": "1"}).status_code == 302
    assert waiting(living.school) == []
    assert "They put it right" in words(client, "/went/changes/?which=answered")


def test_where_it_went_says_who_holds_what_and_draws_it(lead: Client, living: Living, told: str) -> None:
    page = words(lead, f"/children/{living.amy}/where/")
    assert "Hill Top School" in page and "1 passage:" in page and "Must be told" in page
    assert (
        'role="img"' in page and "<desc" in page and "<script" not in page.split("<svg")[1].split("</svg>")[0]
    )
    assert SAW not in page and RIGHT not in page
    assert "Nothing went outside" in words(lead, f"/children/{living.jack}/where/")
    assert f"/children/{living.amy}/where/" in words(lead, f"/children/{living.amy}/")
    assert lead.get(f"/children/{living.school.organisation_id}/where/").status_code == 404


def test_where_it_went_is_narrowed_to_a_file(client: Client) -> None:
    living = busy(make_living())
    sign_in(client, living.school[LEAD])
    address = f"/children/{living.amy}/where/"
    assert "Northfield" in words(client, f"{address}?file={living.ids['file']}")
    other = living.file_of(living.ids["decided"])
    assert "Nothing went outside" in words(client, f"{address}?file={other}")
    assert "Northfield" in words(client, f"{address}?file=nonsense&page=nonsense")


def test_what_was_told_is_asked_back_and_stands_among_what_is_recalled(
    lead: Client, living: Living, told: str
) -> None:
    line = waiting(living.school)[0]
    with living.school.transaction():
        file_id = Disclosure.objects.get(id=line.disclosure_id).file_id
    done = lead.post(f"/files/{file_id}/went/{line.disclosure_id}/back/")
    assert done.status_code == 302 and done["Location"] == told
    page = words(lead, told)
    assert "It is asked back." in page and "Destroy what we told you" in page and RIGHT not in page
    assert "Hill Top School" in words(lead, "/went/recalls/")
