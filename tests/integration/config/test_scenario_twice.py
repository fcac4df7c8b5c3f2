"""A scenario is loaded once: what stands is known by its digest, and what was loaded without crossing gets what crosses later."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from fairward.config.demo.names import Names
from fairward.config.demo.organisations import PLANS, PRIMARY, make_organisation
from fairward.config.demo.people import people_path, write_people
from fairward.config.demo.scenario_file import BadScenario
from fairward.config.demo.scenarios import load, replay
from fairward.school.concerns.models import Concern
from fairward.tenancy.context import as_organisation
from tests.support.scenarios import invented

GIVEN = invented(
    {"id": "P1", "offset_days": 0, "agency": "police", "text": "C1 was alone.", "about": ["C1"]},
    {"id": "S1", "offset_days": 4, "agency": "primary_school", "text": "C1 was hungry. Referral made.", "about": ["C1"]},
    people={"C1": "girl, 9"},
)  # fmt: skip


@pytest.fixture
def nobody_else() -> Iterator[None]:
    """The demo's people are this test's own: files outlive the database that other tests played a scenario in."""
    _forget_people()
    yield
    _forget_people()


def _forget_people() -> None:
    for path in (people_path(), people_path().with_name("scenarios.json")):
        path.unlink(missing_ok=True)


@pytest.mark.django_db(transaction=True)
def test_events_first_then_what_crosses_then_nothing(
    nobody_else: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(BadScenario) as refused:
        replay(GIVEN)
    assert "make demo" in refused.value.sentence
    people = make_organisation(next(plan for plan in PLANS if plan.name == PRIMARY), Names(1))
    write_people(people)

    first = replay(GIVEN, crosses=False)
    assert first.crossed == [] and set(first.concerns) == {"P1", "S1"}
    path = tmp_path / "scenario.json"
    path.write_text(json.dumps(GIVEN, indent=3))
    assert load(path) == 0
    said = capsys.readouterr().out
    assert (
        "not made again" in said
        and "referral from Fernbrook Primary School to Westmere Safeguarding Hub (S1)" in said
    )
    assert load(path) == 0
    again = capsys.readouterr().out
    assert "loaded already" in again and "(S1)" in again and first.made("S1")[0] in again
    own = next(person.organisation_id for person in people)
    with as_organisation(UUID(own)):
        assert Concern.objects.filter(organisation_id=own).count() == 1
