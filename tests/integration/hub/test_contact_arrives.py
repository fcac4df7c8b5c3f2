"""A referral reaches the hub: sealed to its exchange, then to the intake, and only after triage to its cases."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client

from fairward.audit.models import Leaf
from fairward.exchange.package.contents import Person, Recipient
from fairward.exchange.package.envelope import fingerprint
from fairward.exchange.package.receipt_notes import open_note
from fairward.exchange.travel.cards import Card
from fairward.exchange.travel.models import Arrival
from fairward.exchange.travel.partner_actions import withdraw_partner
from fairward.exchange.travel.partner_queries import partner_of
from fairward.exchange.travel.receipts import read
from fairward.exchange.travel.sending_queries import receipts_of_package, state_of_package
from fairward.exchange.travel.vocabulary import TravelState
from fairward.hub.intake.board_queries import Board, Wanted, board_for
from fairward.hub.intake.case_queries import OpenedCase, case_for
from fairward.hub.intake.contact_actions import take_arrival
from fairward.hub.intake.models import Case
from fairward.hub.intake.rating_actions import rate_case
from fairward.hub.intake.triage_actions import choose_route
from fairward.hub.vocabulary import CaseState, Rating, Route
from fairward.kernel.denied import Denied, NotFound
from fairward.kernel.vocabulary import DisclosureKind, Label, RingKind
from fairward.keys import signing
from fairward.keys.ring_store import open_private_halves
from tests.personas import LEAD, Persona, School, make_school, sign_in
from tests.support.hubs import ANALYST, CHILD, HUB_MANAGER, SCREENER, connect, make_hub, refer
from tests.support.kept import kept
from tests.support.packages import SAW, attachment
from tests.support.travelling import carry_due

WHY = "a test"


def _two() -> tuple[School, School]:
    school, hub = make_school(), make_hub()
    connect(school, hub)
    return school, hub


two = kept(_two)


def taken(hub: School, arrival_id: UUID) -> UUID:
    with hub.transaction():
        return take_arrival(by=hub.actor(SCREENER), arrival_id=arrival_id)


def opened(hub: School, case_id: UUID, persona: Persona = SCREENER) -> OpenedCase:
    with hub.transaction():
        return case_for(hub.actor(persona), case_id, WHY)


def board(hub: School, **wanted: object) -> Board:
    with hub.transaction():
        return board_for(hub.actor(SCREENER), Wanted(**wanted), WHY)  # type: ignore[arg-type]


def test_from_the_door_to_a_rating(two: tuple[School, School]) -> None:
    school, hub = two
    arrival = refer(school, hub, urgent=True)
    waiting = board(hub)
    assert [one.id for one in waiting.untaken] == [arrival] and waiting.items == ()
    case_id = taken(hub, arrival)
    found = opened(hub, case_id)
    assert found.heading == CHILD and found.facts.is_danger
    assert found.facts.state is CaseState.CONTACT_RECEIVED
    assert SAW in [one.text for one in found.came[0].document.passages]  # type: ignore[union-attr]
    assert opened(hub, case_id, ANALYST).came == (), "before triage its words are the screeners'"
    with hub.transaction():
        choose_route(by=hub.actor(SCREENER), case_id=case_id, route=Route.RATE)
    assert opened(hub, case_id).came, "who took it in can still read it"
    with hub.transaction():
        rate_case(by=hub.actor(ANALYST), case_id=case_id, rating=Rating.RED, reasons="He was hit yesterday.")
    found = opened(hub, case_id, ANALYST)
    assert (found.facts.state, found.facts.rating) == (CaseState.RATED, Rating.RED)
    assert found.ratings[0].reasons == "He was hit yesterday." and found.came
    (item,) = board(hub).items
    assert item.holder == ANALYST.name and item.children[0].identity.name == CHILD
    assert item.facts.due_at == found.ratings[0].decide_by


def test_the_sender_hears_who_has_it(two: tuple[School, School]) -> None:
    school, hub = two
    arrival = refer(school, hub)
    with hub.transaction():
        package_id = Arrival.objects.get(organisation_id=hub.organisation_id, id=arrival).package_id
    taken(hub, arrival)
    carry_due(hub)
    with school.transaction():
        assert state_of_package(school.organisation_id, package_id) is TravelState.RECEIVED
        receipt = read(
            receipts_of_package(school.organisation_id, package_id)[-1], signing.verifying_key(hub.organisation_id)
        )  # fmt: skip
        (private,) = open_private_halves(school.actor(LEAD), RingKind.EXCHANGE).values()
    note = open_note(
        receipt.note, privates=[private], package_id=package_id, recipient_id=hub.organisation_id
    )
    assert note is not None and (note.name, note.role) == ("Priya Nair", "hub screener")


def test_nobody_opens_it_twice_and_no_answer_is_a_contact(two: tuple[School, School]) -> None:
    school, hub = two
    arrival = refer(school, hub)
    taken(hub, arrival)
    with pytest.raises(Denied, match="taken"):
        taken(hub, arrival)
    with pytest.raises(Denied, match="no_contact"):
        taken(hub, refer(school, hub, kind=DisclosureKind.TRANSFER))


def test_what_is_for_named_people_is_counted_and_not_opened(two: tuple[School, School]) -> None:
    school, hub = two
    case_id = taken(hub, refer(school, hub, label=Label.SEALED))
    found = opened(hub, case_id)
    assert found.facts.for_named == 4
    assert found.came[0].document.passages == ()  # type: ignore[union-attr]
    with hub.transaction():
        assert Arrival.objects.get(organisation_id=hub.organisation_id).sealed is not None


def test_who_is_named_reads_it_and_nobody_else(two: tuple[School, School]) -> None:
    school, hub = two
    card = hub_card(school, hub)
    named = Recipient(
        card.organisation_id, card.name, card.kind, fingerprint(card.ring_key), (Person(HUB_MANAGER.name, "manager"),)
    )  # fmt: skip
    case_id = taken(hub, refer(school, hub, label=Label.SEALED, recipient=named))
    page = f"/hub/cases/{case_id}/for-named/"
    assert SAW in sign_in(Client(), hub[HUB_MANAGER]).get(page).content.decode()
    assert sign_in(Client(), hub[SCREENER]).get(page).status_code == 403
    assert sign_in(Client(), hub[ANALYST]).get(page).status_code == 403


def hub_card(school: School, hub: School) -> Card:
    with school.transaction():
        found = partner_of(school.organisation_id, hub.organisation_id)
    assert found is not None
    return found.card


def test_files_come_along_under_the_same_key(two: tuple[School, School]) -> None:
    school, hub = two
    files = [attachment(), attachment(301, Label.SEALED, b"For one person.")]
    case_id = taken(hub, refer(school, hub, attachments=files))
    found = opened(hub, case_id)
    assert found.facts.for_named == 1
    page = f"/hub/cases/{case_id}/contact/{found.came[0].id}/"
    screener = sign_in(Client(), hub[SCREENER])
    assert "drawing.txt" in screener.get(page).content.decode()
    assert screener.get(f"{page}files/1/").content == b"A drawing."
    assert screener.get(f"{page}files/2/").status_code == 404
    assert sign_in(Client(), hub[ANALYST]).get(f"{page}files/1/").status_code == 403, "not before triage"


def test_what_does_not_open_is_refused_and_forgotten(two: tuple[School, School]) -> None:
    """Its sender's card was withdrawn since it came: it opens for nobody, and the sender hears that."""
    school, hub = two
    arrival = refer(school, hub)
    screener = sign_in(Client(), hub[SCREENER])
    page = f"/hub/arrived/{arrival}/"
    assert "It opens" in screener.post(page, {"do": "refuse"}).content.decode()
    with hub.transaction():
        found = partner_of(hub.organisation_id, school.organisation_id)
        assert found is not None
        withdraw_partner(by=hub.actor(HUB_MANAGER), partner_id=found.id)
    said = screener.post(page, {"go": "1"}).content.decode()
    assert "Compare the fingerprint" in said and "Tell the sender that it does not open" in said
    assert screener.post(page, {"do": "refuse"}).status_code == 302
    with hub.transaction():
        row = Arrival.objects.get(organisation_id=hub.organisation_id, id=arrival)
        assert (row.state, row.sealed) == (TravelState.REFUSED, None)
        assert not Case.objects.filter(organisation_id=hub.organisation_id).exists()


def test_another_hub_finds_nothing(two: tuple[School, School]) -> None:
    school, hub = two
    case_id = taken(hub, refer(school, hub))
    other = make_hub("Westmoor Safeguarding Hub")
    with pytest.raises(NotFound):
        opened(other, case_id)
    assert board(other).items == ()


def test_looks_and_acts_are_on_the_log(two: tuple[School, School]) -> None:
    school, hub = two
    case_id = taken(hub, refer(school, hub))
    opened(hub, case_id)
    with hub.transaction():
        lines = Leaf.objects.filter(organisation_id=hub.organisation_id, item_id=case_id).order_by("id")
        assert list(lines.values_list("event", flat=True)) == ["hub.contact_taken", "looked"]
        assert Case.objects.count() == 1
