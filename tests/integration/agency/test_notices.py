"""The police tell a school's lead, and the hub, that they attended: in time, sealed, read through before it goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from fairward.agency.notices.content import ChildPart, Incident
from fairward.agency.notices.models import Notice
from fairward.agency.notices.notice_actions import send_notice
from fairward.agency.notices.policies import due_by
from fairward.exchange.package.sealing import open_and_check, privates_by_ring
from fairward.exchange.travel.models import Sending
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.hub.intake.board_queries import Wanted, board_for
from fairward.hub.intake.case_queries import case_for
from fairward.hub.intake.contact_actions import take_arrival
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import DisclosureKind, OrganisationKind, RingKind
from fairward.keys import signing
from fairward.keys.ring_store import open_private_halves
from fairward.rules import disclosure
from tests.personas import LEAD, School, make_school, sign_in
from tests.support.hubs import NAVIGATOR, SCREENER, connect, make_agency, make_hub, partner_id_of
from tests.support.kept import kept
from tests.support.travelling import arrivals, carry_due

LONDON = ZoneInfo("Europe/London")
SHOUTED = "Neighbours rang: shouting and things thrown. The father was taken away."


def incident(**more: object) -> Incident:
    made = Incident(
        "WP-4411-26", timezone.now() - timedelta(hours=6), SHOUTED, "Ivy Stone", None, ChildPart.WITNESS, "She has asthma."
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def _three() -> tuple[School, School, School]:
    police, school, hub = make_agency(OrganisationKind.POLICE), make_school(), make_hub()
    connect(police, school)
    connect(police, hub)
    return police, school, hub


three = kept(_three)


def test_the_lead_and_the_hub_get_it_sealed(three: tuple[School, School, School]) -> None:
    police, school, hub = three
    to_school, to_hub = partner_id_of(police, school), partner_id_of(police, hub)
    with police.transaction():
        send_notice(
            by=police.actor(NAVIGATOR), partner_id=to_school, incident=incident(), hub_partner_id=to_hub
        )
        raw = [
            bytes(row.sealed)
            for row in Sending.objects.filter(organisation_id=police.organisation_id)
            if row.sealed
        ]
    assert len(raw) == 2 and all(SHOUTED.encode() not in one and b"Ivy" not in one for one in raw)
    carry_due(police)
    (arrived,) = arrivals(school)
    assert arrived.kind == EnvelopeKind.NOTIFICATION and arrived.sealed
    with school.transaction():
        privates = privates_by_ring(open_private_halves(school.actor(LEAD), RingKind.EXCHANGE).values())
        opened = open_and_check(
            bytes(arrived.sealed), organisation_id=school.organisation_id, privates=privates,
            keys_of=lambda _: (signing.verifying_key(police.organisation_id),), was_seen=lambda _: False,
        )  # fmt: skip
    document = opened.package.manifest
    assert document.kind is DisclosureKind.NOTIFICATION and document.told.is_told
    assert [(one.basis, one.text) for one in document.passages] == [
        ("document", SHOUTED),
        ("document", "She has asthma."),
    ]
    assert {one.id: one.value for one in document.form}["police_reference"] == "WP-4411-26"
    assert "before you have spoken with us" in document.asks[0]
    with hub.transaction():
        (waiting,) = board_for(hub.actor(SCREENER), Wanted(), "a test").untaken
    with hub.transaction():
        case_id = take_arrival(by=hub.actor(SCREENER), arrival_id=waiting.id)
        assert case_for(hub.actor(SCREENER), case_id, "a test").heading == "Ivy Stone"


@pytest.mark.parametrize(
    ("attended", "due"),
    [("2026-11-26 23:10", "2026-11-27 08:30"), ("2026-11-27 02:00", "2026-11-27 08:30"),
     ("2026-11-27 10:00", "2026-11-30 08:30"), ("2026-11-28 22:00", "2026-11-30 08:30")],
)  # fmt: skip
def test_it_is_due_before_the_next_school_day(attended: str, due: str) -> None:
    at = datetime.fromisoformat(attended).replace(tzinfo=LONDON)
    assert due_by(at).astimezone(LONDON) == datetime.fromisoformat(due).replace(tzinfo=LONDON)


def test_only_the_police_and_only_a_school(three: tuple[School, School, School]) -> None:
    police, school, hub = three
    health = make_agency(OrganisationKind.HEALTH)
    connect(health, school)
    cases = (
        (health, partner_id_of(health, school), incident(), "not_police"),
        (police, partner_id_of(police, hub), incident(), "no_school"),
        (
            police,
            partner_id_of(police, school),
            incident(attended_at=timezone.now() + timedelta(1)),
            "in_the_future",
        ),
    )
    for sender, partner_id, told, code in cases:
        with sender.transaction(), pytest.raises(Denied, match=code):
            send_notice(by=sender.actor(NAVIGATOR), partner_id=partner_id, incident=told)
    with police.transaction(), pytest.raises(Denied, match="no_hub"):
        to = partner_id_of_inside(police, school)
        send_notice(by=police.actor(NAVIGATOR), partner_id=to, incident=incident(), hub_partner_id=to)
    assert sign_in(Client(), health[NAVIGATOR]).get("/notices/new/").status_code == 403


def partner_id_of_inside(one: School, other: School) -> UUID:
    from fairward.exchange.travel.partner_queries import partner_of

    found = partner_of(one.organisation_id, other.organisation_id)
    assert found is not None
    return found.id


def test_the_parents_not_told_is_looked_at_again(three: tuple[School, School, School]) -> None:
    police, school, _ = three
    to = partner_id_of(police, school)
    with police.transaction():
        send_notice(by=police.actor(NAVIGATOR), partner_id=to, incident=incident(ground="increases_risk"))
    carry_due(police)
    (arrived,) = arrivals(school)
    with school.transaction():
        privates = privates_by_ring(open_private_halves(school.actor(LEAD), RingKind.EXCHANGE).values())
        told = open_and_check(
            bytes(arrived.sealed or b""), organisation_id=school.organisation_id, privates=privates,
            keys_of=lambda _: (signing.verifying_key(police.organisation_id),), was_seen=lambda _: False,
        ).package.manifest.told  # fmt: skip
    assert told.ground and told.ground.code == "increases_risk" and told.look_again_on


def test_it_is_read_through_before_it_goes(three: tuple[School, School, School]) -> None:
    police, school, hub = three
    client, day = sign_in(Client(), police[NAVIGATOR]), timezone.localtime() - timedelta(days=1)
    typed = {
        "school": str(partner_id_of(police, school)), "hub": str(partner_id_of(police, hub)), "child": "Ivy Stone",
        "part": "present", "reference": "WP-1", "on-day": day.day, "on-month": day.month, "on-year": day.year, "at": "22:10",
        "circumstances": SHOUTED, "told": "yes", "tests": [one.id for one in disclosure.tests()],
    }  # fmt: skip
    assert "is not ticked" in client.post("/notices/new/", {**typed, "tests": ["relevant"]}).content.decode()
    check = client.post("/notices/new/", typed).content.decode()
    assert "Read it through before it goes" in check and SHOUTED in check and 'value="Ivy Stone"' in check
    with police.transaction():
        assert not Notice.objects.filter(organisation_id=police.organisation_id).exists()
    again = client.post("/notices/new/", {**typed, "do": "change"}).content.decode()
    assert SHOUTED in again and "There is a problem" not in again
    assert client.post("/notices/new/", {**typed, "do": "send"}).status_code == 302
    every = client.get("/notices/").content.decode()
    assert school.name in every and hub.name in every and "Ivy" not in every
    with police.transaction():
        notice = Notice.objects.get(organisation_id=police.organisation_id)
        assert SHOUTED.encode() not in bytes(notice.sealed)
    assert SHOUTED in client.get(f"/notices/{notice.id}/").content.decode()
    assert "Operation Encompass" in client.get("/").content.decode()
