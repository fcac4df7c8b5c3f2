"""What recipients sign is said in words on the sender's page; what they refuse is prepared again with what was chosen."""

from __future__ import annotations

from django.test import Client

from fairward.exchange.package.receipt_notes import ReceiptNote, seal_note
from fairward.exchange.travel.answer_actions import answer
from fairward.exchange.travel.partner_queries import partner_of
from fairward.exchange.travel.vocabulary import TravelState
from tests.personas import LEAD, School, make_school, sign_in
from tests.support import sending
from tests.support.kept import kept
from tests.support.living import Living, busy, make_living
from tests.support.travelling import arrivals, befriend, carry_due


def _living() -> Living:
    return busy(make_living())


living = kept(_living)


def answers(hill: School, sender: School, state: TravelState, words: str) -> None:
    """Somebody at the recipient says what becomes of it, and who they are."""
    (arrival,) = arrivals(hill)
    with hill.transaction():
        known = partner_of(hill.organisation_id, sender.organisation_id)
        assert known is not None
        note = seal_note(
            ReceiptNote("Sam Field", "deputy head", words), ring_public=known.card.ring_key,
            package_id=arrival.package_id, recipient_id=hill.organisation_id,
        )  # fmt: skip
        answer(by=hill.actor(LEAD), arrival_id=arrival.id, state=state, note=note)
    carry_due(hill)


def test_a_refused_package_is_prepared_again_with_what_was_chosen(living: Living) -> None:
    hill = make_school("Hill Top School")
    draft_id = sending.ready(living, befriend(living.school, hill))
    before = sending.opened(living, draft_id).chosen
    gone = f"/sent/{sending.let_go(living, draft_id).disclosure_id}/"
    carry_due(living.school)
    lead = sign_in(Client(), living.school[LEAD])
    assert "Delivered, nobody has taken it yet" in lead.get(gone).content.decode()
    assert lead.post(f"{gone}prepare/").status_code == 403  # it may still be taken
    answers(hill, living.school, TravelState.REFUSED, "She does not come to us.")
    shown = lead.get(gone).content.decode()
    assert "Sam Field, deputy head" in shown and "She does not come to us." in shown and "Refused" in shown
    again = lead.post(f"{gone}prepare/").headers["Location"].strip("/").split("/")[-1]
    assert again != str(draft_id) and sending.opened(living, sending.UUID(again)).chosen == before
    assert not sending.facts(living, again).is_read_through


def test_who_took_responsibility_is_said(living: Living) -> None:
    hill = make_school("Hill Top School")
    sent = sending.let_go(living, sending.ready(living, befriend(living.school, hill)))
    carry_due(living.school)
    answers(hill, living.school, TravelState.RECEIVED, "")
    answers(hill, living.school, TravelState.ACCEPTED, "")
    shown = sign_in(Client(), living.school[LEAD]).get(f"/sent/{sent.disclosure_id}/").content.decode()
    assert "Accepted" in shown and shown.count("Sam Field, deputy head") == 2
