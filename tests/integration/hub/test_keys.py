"""Which key opens what of a contact: at the door the exchange’s, before triage the intake’s, after it the cases’."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import connections

from fairward.hub.intake.case_queries import case_for, teller_for
from fairward.hub.intake.contact_actions import take_arrival, type_contact
from fairward.hub.intake.content import Identity, Told, Typed
from fairward.hub.intake.models import CaseNote, CasePerson, Contact, RatingGiven, Teller
from fairward.hub.intake.rating_actions import rate_case
from fairward.hub.intake.triage_actions import choose_route
from fairward.hub.vocabulary import Rating, Route
from fairward.kernel.denied import Denied
from fairward.kernel.vocabulary import Label, RingKind
from fairward.keys import rings
from fairward.keys.records import open_records
from fairward.tenancy.rows import fetch
from tests.personas import LEAD, School, make_school
from tests.support.casework import report
from tests.support.hubs import ANALYST, HUB_MANAGER, SCREENER, connect, make_hub, refer
from tests.support.kept import kept
from tests.support.reporting import add_child

WHY = "a test"
SECRET = "A quince-coloured bruise."


hub = kept(make_hub)


def phone(hub: School) -> UUID:
    with hub.transaction():
        return type_contact(
            by=hub.actor(SCREENER), typed=Typed(SECRET), told=Told("Joan Quix"), child=Identity("Ivy Quinceborough"),
            is_danger=False,
        )  # fmt: skip


def opens(hub: School, case_id: UUID, ring: RingKind) -> bool:
    """Whether this ring of the hub opens what came in."""
    with hub.transaction():
        ids = list(
            Contact.objects.filter(organisation_id=hub.organisation_id, case_id=case_id).values_list(
                "id", flat=True
            )
        )
        try:
            return bool(
                open_records(hub.actor(HUB_MANAGER), record_ids=ids, ring=ring, item_kind="case", why=WHY)
            )
        except Denied as denied:
            assert denied.code == "no_key"
            return False


def test_the_intake_lets_go_when_the_way_is_chosen(hub: School) -> None:
    case_id = phone(hub)
    assert (opens(hub, case_id, RingKind.INTAKE), opens(hub, case_id, RingKind.CASES)) == (True, False)
    with hub.transaction():
        choose_route(by=hub.actor(SCREENER), case_id=case_id, route=Route.RATE)
    assert (opens(hub, case_id, RingKind.INTAKE), opens(hub, case_id, RingKind.CASES)) == (False, True)


def test_without_the_key_of_the_cases_nobody_reads_anything(hub: School) -> None:
    case_id = phone(hub)
    with hub.transaction():
        choose_route(by=hub.actor(SCREENER), case_id=case_id, route=Route.RATE, note=SECRET)
    with hub.transaction():
        rate_case(by=hub.actor(ANALYST), case_id=case_id, rating=Rating.RED, reasons=SECRET)
        assert case_for(hub.actor(ANALYST), case_id, WHY).came
    with hub.transaction():
        rings.revoke_holder(hub.actor(HUB_MANAGER), RingKind.CASES, hub[ANALYST].account_id)
    with hub.transaction():
        found = case_for(hub.actor(ANALYST), case_id, WHY)
    assert found.came == ()
    assert {one.words for one in found.notes} == {None} and {one.reasons for one in found.ratings} == {None}


def test_who_told_it_stays_with_the_intake(hub: School) -> None:
    case_id = phone(hub)
    with hub.transaction():
        choose_route(by=hub.actor(SCREENER), case_id=case_id, route=Route.RATE)
    with hub.transaction():
        assert teller_for(hub.actor(SCREENER), case_id, WHY).name == "Joan Quix"
        with pytest.raises(Denied, match="no_key"):
            teller_for(hub.actor(ANALYST), case_id, WHY)


def test_no_word_and_no_name_stands_in_the_tables(hub: School) -> None:
    case_id = phone(hub)
    with hub.transaction():
        choose_route(by=hub.actor(SCREENER), case_id=case_id, route=Route.RATE, note=SECRET)
        rate_case(by=hub.actor(ANALYST), case_id=case_id, rating=Rating.RED, reasons=SECRET)
        tables = [model._meta.db_table for model in (Contact, Teller, CasePerson, CaseNote, RatingGiven)]
        for table in [*tables, "intake_case", "audit_leaf", "audit_detail"]:
            with connections["default"].cursor() as cursor:
                cursor.execute(f"SELECT t::text FROM {table} t")
                rows = cursor.fetchall()
            assert rows, table
            for word in ("quince", "Quix", "Ivy"):
                for form in (word, word.encode().hex()):
                    assert not any(form in row[0] for row in rows), table


def test_with_all_keys_of_the_hub_nothing_opens_that_was_not_told_to_it(hub: School) -> None:
    """The hub's rings hold no record of the school; of what was sent they hold what its labels allow."""
    school = make_school()
    connect(school, hub)
    amy = add_child(school, "Amy", "Fairbairn")
    with school.transaction():
        report(school.actor(LEAD), [amy])
    arrival = refer(school, hub, label=Label.RELEASABLE)
    with hub.transaction():
        case_id = take_arrival(by=hub.actor(SCREENER), arrival_id=arrival)
        own = {row[0] for row in fetch_keyring("SELECT id FROM keys_ring WHERE organisation_id = %s", hub)}
    with school.transaction():
        held = {
            row[0]
            for row in fetch_keyring(
                "SELECT holder_id FROM keys_recordwrap WHERE organisation_id = %s", school
            )
        }
        records = [
            row[0]
            for row in fetch_keyring(
                "SELECT record_id FROM keys_recordwrap WHERE organisation_id = %s", school
            )
        ]
    assert records and not held & own
    with hub.transaction():
        for ring in (RingKind.INTAKE, RingKind.EXCHANGE, RingKind.CASES):
            with pytest.raises(Denied, match="no_key"):
                open_records(hub.actor(HUB_MANAGER), record_ids=records, ring=ring, item_kind="case", why=WHY)
        assert case_for(hub.actor(SCREENER), case_id, WHY).came
        assert fetch("SELECT count(*) FROM people_child", []) == [(0,)]


def fetch_keyring(sql: str, of: School) -> list[tuple[UUID]]:
    from fairward.keys.keyring import fetch as fetch_keys

    return fetch_keys(sql, [of.organisation_id])  # type: ignore[return-value]
