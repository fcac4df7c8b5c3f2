"""Cards: found in the same installation, pasted from another, compared by digits, renewed, exchanged, withdrawn."""

from __future__ import annotations

import html
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fairward.exchange.travel import cards, jobs
from fairward.exchange.travel.cards import Card
from fairward.exchange.travel.partner_actions import add_card, confirm_partner, renew_card
from fairward.exchange.travel.partner_queries import partner, partners, published_card
from fairward.exchange.travel.vocabulary import PartnerState
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.ids import new_id
from fairward.kernel.vocabulary import OrganisationKind, RingKind
from fairward.keys import formats, rings
from tests.personas import ADMINISTRATOR, LEAD, SUPERVISOR, School, make_school, sign_in
from tests.support.kept import kept
from tests.support.travelling import SPOKE_TO, befriend, publish

MADE = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


class Elsewhere:
    """An organisation of another installation, with its key."""

    def __init__(self, name: str = "Ford Lane Secondary School") -> None:
        self.key = Ed25519PrivateKey.generate()
        self.card = Card(
            new_id(), name, OrganisationKind.SCHOOL, "https://records.ford-lane.example",
            self.key.public_key().public_bytes_raw(), new_id(), 1, formats.generate_pair().public, MADE,
        )  # fmt: skip

    def text(self, **changed: Any) -> str:
        return cards.write(replace(self.card, **changed), self.key.sign)

    @property
    def public(self) -> bytes:
        return self.card.signing_key

    def sign(self, message: bytes) -> bytes:
        return self.key.sign(message)

    @property
    def digits(self) -> str:
        return " ".join(cards.fingerprint(self.card))


school = kept(make_school)


@pytest.fixture
def elsewhere() -> Elsewhere:
    return Elsewhere()


def added(school: School, text: str) -> UUID:
    with school.transaction():
        return add_card(by=school.actor(LEAD), text=text)


def confirmed(school: School, elsewhere: Elsewhere) -> UUID:
    partner_id = added(school, elsewhere.text())
    with school.transaction():
        confirm_partner(by=school.actor(LEAD), partner_id=partner_id, heard=elsewhere.digits, phoned=SPOKE_TO)
    return partner_id


def known(school: School, partner_id: UUID) -> Any:
    with school.transaction():
        return partner(school.organisation_id, partner_id)


def test_a_card_is_trusted_only_with_the_digits_that_were_heard(school: School, elsewhere: Elsewhere) -> None:
    partner_id = added(school, elsewhere.text())
    assert not known(school, partner_id).is_confirmed
    for heard, phoned, code in [
        ("", SPOKE_TO, "digits_differ"),
        (Elsewhere().digits, SPOKE_TO, "digits_differ"),
        (elsewhere.digits, " ", "phoned_missing"),
    ]:
        with school.transaction(), pytest.raises(Denied, match=code):
            confirm_partner(by=school.actor(LEAD), partner_id=partner_id, heard=heard, phoned=phoned)
    with school.transaction():
        heard = elsewhere.digits.replace(" ", "-")
        confirm_partner(by=school.actor(LEAD), partner_id=partner_id, heard=heard, phoned=SPOKE_TO)
    found = known(school, partner_id)
    assert found.is_confirmed and found.phoned == SPOKE_TO


def test_a_card_with_another_key_waits_for_a_new_comparison_and_the_old_one_stays_in_use(
    school: School, elsewhere: Elsewhere
) -> None:
    partner_id = confirmed(school, elsewhere)
    new = Elsewhere()
    new.card = replace(new.card, organisation_id=elsewhere.card.organisation_id)
    assert added(school, new.text()) == partner_id
    found = known(school, partner_id)
    assert found.is_confirmed and found.card == elsewhere.card and found.offered == new.card
    with school.transaction(), pytest.raises(Denied, match="digits_differ"):
        confirm_partner(by=school.actor(LEAD), partner_id=partner_id, heard=elsewhere.digits, phoned=SPOKE_TO)
    with school.transaction():
        confirm_partner(by=school.actor(LEAD), partner_id=partner_id, heard=new.digits, phoned=SPOKE_TO)
    found = known(school, partner_id)
    assert found.card == new.card and found.offered is None


def test_a_new_ring_under_the_same_key_needs_no_telephone_and_an_old_one_never_comes_back(
    school: School, elsewhere: Elsewhere
) -> None:
    partner_id = confirmed(school, elsewhere)
    newer = {"ring_id": new_id(), "ring_version": 2, "ring_key": formats.generate_pair().public}
    with school.transaction():
        assert renew_card(school.organisation_id, elsewhere.text(**newer))
        assert not renew_card(school.organisation_id, elsewhere.text(made_at=MADE + timedelta(days=9)))
        assert not renew_card(school.organisation_id, Elsewhere().text())
        assert not renew_card(school.organisation_id, "{}")
    assert known(school, partner_id).card.ring_version == 2
    with school.transaction(), pytest.raises(Denied, match="older_card"):
        add_card(by=school.actor(LEAD), text=elsewhere.text())


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda text: "", "This is not a card"),
        (lambda text: text[:-40], "This is not a card"),
        (lambda text: text.replace("Ford Lane", "Fort Lane"), "changed after it was made"),
        (lambda text: text.replace('"fairward_card": 1', '"fairward_card": 2'), "newer Fairward"),
        (lambda text: text.replace('"school"', '"cinema"'), "missing or damaged"),
        (lambda text: text + "x" * 9000, "longer than a card"),
    ],
)
def test_what_is_no_card_is_refused_in_words_and_stays_in_the_box(
    client: Client, school: School, elsewhere: Elsewhere, change: Any, sentence: str
) -> None:
    sign_in(client, school[ADMINISTRATOR])
    pasted = change(elsewhere.text())
    page = client.post("/exchange/partners/add/", {"pasted": pasted}).text
    assert "There is a problem" in page
    assert sentence in page or (not pasted and "Paste their card, or choose the file" in page)
    assert pasted[:100] in html.unescape(page), "what was pasted is lost"
    with school.transaction():
        assert partners(school.organisation_id) == []


def test_an_address_that_is_not_https_is_refused(school: School) -> None:
    for address in ("http://records.example", "http://127.0.0.1:9000", "https://x.example/path", "ftp://x"):
        other = Elsewhere()
        with school.transaction(), pytest.raises(Denied, match="address_not_usable"):
            add_card(by=school.actor(LEAD), text=other.text(address=address))


def test_one_s_own_card_and_a_false_card_of_a_neighbour_are_refused(school: School) -> None:
    neighbour = make_school("Ashgrove Secondary School")
    publish(school, neighbour)
    false = Elsewhere()
    with school.transaction():
        lead = school.actor(LEAD)
        with pytest.raises(Denied, match="own_card"):
            add_card(by=lead, text=published_card(school.organisation_id))
        with pytest.raises(Denied, match="not_that_organisation"):
            add_card(by=lead, text=false.text(organisation_id=neighbour.organisation_id))
        theirs = published_card(neighbour.organisation_id)
        assert cards.read(theirs).name == neighbour.name
        assert add_card(by=lead, text=theirs)


def test_a_replaced_ring_makes_a_new_card_that_neighbours_take_over(school: School) -> None:
    neighbour = make_school("Ashgrove Secondary School")
    partner_id = befriend(school, neighbour)
    with neighbour.transaction():
        rings.rotate_ring(neighbour.actor(LEAD), RingKind.EXCHANGE)
    jobs.keep_cards_current([school.organisation_id, neighbour.organisation_id])
    assert known(school, partner_id).card.ring_version == 2


def test_a_partner_of_another_school_is_not_there(school: School, elsewhere: Elsewhere) -> None:
    partner_id = confirmed(school, elsewhere)
    other = make_school("Ashgrove Secondary School")
    with other.transaction(), pytest.raises(NotFound):
        partner(other.organisation_id, partner_id)


def test_pages_from_the_card_to_the_withdrawal(client: Client, school: School, elsewhere: Elsewhere) -> None:
    publish(school)
    sign_in(client, school[ADMINISTRATOR])
    assert "No partner yet" in client.get("/exchange/partners/").text
    own = client.get("/exchange/card/").text
    with school.transaction():
        mine = cards.read(published_card(school.organisation_id))
    assert " ".join(cards.fingerprint(mine)) in own
    assert cards.read(client.get("/exchange/card/file/").content.decode()) == mine
    file = SimpleUploadedFile("card.json", elsewhere.text().encode())
    sent = client.post("/exchange/partners/add/", {"pasted": "", "file": file})
    assert sent.status_code == 302
    page = client.get(sent.url).text
    assert "Not confirmed yet" in page and elsewhere.digits not in page, "whoever compares must hear them"
    wrong = client.post(sent.url, {"heard": "12345", "phoned": SPOKE_TO}).text
    assert "These are not the digits of this card" in wrong and SPOKE_TO in wrong
    assert client.post(sent.url, {"heard": elsewhere.digits, "phoned": SPOKE_TO}).status_code == 302
    page = client.get(sent.url).text
    assert "Confirmed" in page and SPOKE_TO in page and ADMINISTRATOR.name in page
    assert client.post(sent.url + "withdraw/").status_code == 302
    assert "Withdrawn" in client.get("/exchange/partners/").text
    with school.transaction():
        assert partners(school.organisation_id)[0].state is PartnerState.WITHDRAWN


def test_reporters_have_no_partners_page_and_administrators_no_packages(
    client: Client, school: School
) -> None:
    sign_in(client, school[SUPERVISOR], unlocked=False)
    assert client.get("/exchange/partners/").status_code == 403
    sign_in(client, school[ADMINISTRATOR], unlocked=False)
    assert client.get("/exchange/sent/").status_code == 403
    assert client.get("/exchange/arrived/").status_code == 403


def test_the_signature_of_a_card_covers_every_field(elsewhere: Elsewhere) -> None:
    fields = json.loads(elsewhere.text())
    assert cards.read(json.dumps(fields)) == elsewhere.card, "spaces do not matter"
    others = json.loads(
        Elsewhere("Other").text(made_at=MADE + timedelta(1), ring_version=5, address="https://o.example")
    )
    for name in set(fields) - {"fairward_card", "kind"}:
        with pytest.raises(cards.CardError):
            cards.read(json.dumps({**fields, name: others[name]}))
