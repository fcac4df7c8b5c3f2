"""The monitors count what is there, hide what is small, and name nobody."""

from __future__ import annotations

from django.test import Client
from django.utils import timezone

from fairward.insight.monitors import Monitor
from fairward.insight.queries import monitors_for
from fairward.insight.spans import span_of
from fairward.kernel.vocabulary import Outcome, Purpose
from fairward.school.concerns.counting_queries import talked_share
from fairward.school.concerns.triage_actions import talk_no_record
from tests.personas import GOVERNOR, LEAD, SUPERVISOR, sign_in
from tests.support.kept import kept
from tests.support.living import SAW, Living, busy, make_living

living = kept(make_living)


def found(living: Living) -> dict[str, Monitor]:
    with living.school.transaction():
        governor = living.school.actor(GOVERNOR)
        span = span_of(timezone.localdate())
        return {
            one.id: one for one in [*monitors_for(governor, span, "a test"), talked_share(governor, span)]
        }


def test_a_governor_sees_counts_and_no_child(client: Client, living: Living) -> None:
    busy(living)
    sign_in(client, living.school[GOVERNOR])
    page = client.get("/monitors/").text
    assert "Does it work, and is it fair?" in page and "fewer than 10" in page
    assert "Fairbairn" not in page and SAW not in page


def test_who_only_reports_sees_no_counts(client: Client, living: Living) -> None:
    sign_in(client, living.school[SUPERVISOR])
    assert client.get("/monitors/").status_code == 403


def test_the_counts_are_what_was_done(living: Living) -> None:
    """Twelve welfare concerns, ten of them unfounded and shared, and eleven talks: enough to be counted."""
    for number in range(12):
        entry = living.file(living.report(), Purpose.WELFARE)[0]
        if number < 10:
            living.decide(entry, Outcome.UNFOUNDED)
    for _ in range(11):
        concern = living.report()
        with living.school.transaction():
            talk_no_record(by=living.school.actor(LEAD), concern_id=concern)
    seen = found(living)
    assert [(one.label, one.words) for one in seen["entries"].figures] == [
        ("Child protection", "0"), ("Welfare", "12"), ("Behaviour", "0"),
    ]  # fmt: skip
    assert seen["talked"].figures[0].words == "48% (11 of 23 reports)"
    assert seen["unfounded"].figures[0].words == "0 days (10 unfounded concerns)"
    assert seen["family"].figures[0].words == "20"  # the mother and Amy, ten times
    assert seen["waited"].figures[0].words == "0 days (10 entries)"
    assert seen["pupils"].figures[0].words == "too few to say (fewer than 10)"


def test_nothing_there_is_said_as_nothing(living: Living) -> None:
    seen = found(living)
    assert seen["opinions"].figures[0].words == "there are no opinions yet"
    assert seen["held"].figures[0].words == "there are no decisions yet"


def test_what_nobody_decided_about_the_family_is_counted(living: Living) -> None:
    """Six entries about which nothing was decided, for the mother and for Amy: twelve decisions are missing."""
    for _ in range(6):
        living.file(living.report(), Purpose.WELFARE)
    seen = found(living)
    assert seen["missing"].figures[0].words == "12"
    assert seen["late"].figures[0].words == "0"
