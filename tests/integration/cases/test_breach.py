"""A breach from the first note to the register: 72 hours, who is affected, who was told, what is learned."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from fairward.cases.breach_actions import Assessment, assess_breach, close_breach
from fairward.cases.breach_queries import register_for
from fairward.cases.case_queries import case_for
from fairward.cases.vocabulary import AffectedData, AffectedPeople, CaseKind, CaseOutcome, CaseState, Risk
from fairward.kernel.denied import Denied
from tests.personas import DPO, sign_in
from tests.support.living import WHY, Living

CHILDREN, NAMES = int(AffectedPeople.CHILDREN | AffectedPeople.FAMILIES), int(AffectedData.NAMES)


@pytest.fixture
def breach(living: Living) -> UUID:
    return living.note(CaseKind.BREACH, "A list of names was left on the bus.")


def assess(living: Living, case_id: UUID, risk: Risk, **more: Any) -> None:
    with living.school.transaction():
        found = Assessment(28, CHILDREN, NAMES, risk, "Names and classes only.", **more)
        assess_breach(by=living.actor(DPO), case_id=case_id, found=found)


def close(living: Living, case_id: UUID) -> None:
    with living.school.transaction():
        close_breach(by=living.actor(DPO), case_id=case_id, lessons="Lists stay in the office.")


def test_one_without_a_likely_risk_stays_in_the_register(living: Living, breach: UUID) -> None:
    assess(living, breach, Risk.NOT_LIKELY)
    close(living, breach)
    with living.school.transaction():
        [line] = register_for(living.actor(DPO), WHY)
    assert (line.outcome, line.affected, line.risk) == (CaseOutcome.NO_RISK, 28, Risk.NOT_LIKELY)
    assert line.people == (AffectedPeople.CHILDREN, AffectedPeople.FAMILIES) and line.data == (
        AffectedData.NAMES,
    )
    assert line.keep_until_on.year - timezone.localdate().year == 6


@pytest.mark.parametrize(
    ("risk", "missing"),
    [(Risk.LIKELY, "Tell the regulator"), (Risk.HIGH, "Tell the people whom it is about")],
)
def test_it_is_not_closed_before_everybody_was_told(
    living: Living, breach: UUID, risk: Risk, missing: str
) -> None:
    assess(living, breach, risk)
    with pytest.raises(Denied) as denied:
        close(living, breach)
    assert missing in denied.value.sentence
    now = timezone.now()
    assess(living, breach, risk, regulator_told_at=now, people_told_on=timezone.localdate())
    close(living, breach)
    with living.school.transaction():
        opened = case_for(living.actor(DPO), breach, WHY)
    assert (opened.item.outcome, opened.item.is_met) == (CaseOutcome.RISK_REPORTED, True)


def test_one_that_nobody_assessed_is_not_closed(living: Living, breach: UUID) -> None:
    with pytest.raises(Denied) as denied:
        close(living, breach)
    assert denied.value.sentence == "Assess it first: who is affected, and is a risk likely?"


def test_a_high_risk_waits_until_the_people_are_told(living: Living, breach: UUID) -> None:
    assess(living, breach, Risk.HIGH, regulator_told_at=timezone.now())
    with living.school.transaction():
        opened = case_for(living.actor(DPO), breach, WHY)
    assert opened.item.state is CaseState.TELLING


@pytest.mark.parametrize("hours", [-24, 24])
def test_the_regulator_is_told_after_it_was_noticed_and_not_in_the_future(
    living: Living, breach: UUID, hours: int
) -> None:
    with pytest.raises(Denied) as denied:
        assess(living, breach, Risk.LIKELY, regulator_told_at=timezone.now() + timedelta(hours=hours))
    assert denied.value.code == "told_when"


def test_the_pages_of_a_breach(living: Living, breach: UUID) -> None:
    client = sign_in(Client(), living.school[DPO])
    page = client.get(f"/rights/breaches/{breach}/").content.decode()
    assert "hours are left" in page or "hour is left" in page
    typed = {"affected": "28", "people": ["1", "2"], "sorts": ["1"], "risk": "1", "reasons": "Names only."}
    assert client.post(f"/rights/breaches/{breach}/", typed).status_code == 302
    again = client.get(f"/rights/breaches/{breach}/").content.decode()
    assert "Names only." in again and 'value="28"' in again
    empty = client.post(f"/rights/breaches/{breach}/", {"risk": "1"}).content.decode()
    assert "Choose whose data they are." in empty
    closed = client.post(f"/rights/breaches/{breach}/close/", {"text": "Lists stay here."}, follow=True)
    assert b"Lists stay here." in closed.content
    assert b"28 people" in client.get("/rights/breaches/").content
    assert client.get(f"/rights/breaches/{breach}/").status_code == 403
