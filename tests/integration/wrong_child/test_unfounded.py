"""A decision that something did not happen reaches everybody who believed it."""

from __future__ import annotations

from uuid import UUID

import pytest

from fairward.cases.desk_queries import CaseFilter, corrections_for
from fairward.cases.vocabulary import CaseState
from fairward.files.queries import entry_for
from fairward.files.search_queries import search_for
from fairward.kernel.vocabulary import Outcome
from fairward.mistakes.queries import taken_from_me
from fairward.mistakes.vocabulary import Because
from fairward.rights.shown_rows import shown_rows
from fairward.school.concerns.decide_actions import reopen_concern
from fairward.school.concerns.models import Concern
from fairward.school.concerns.report_queries import own_report
from tests.personas import SUPERVISOR
from tests.support.families import persona
from tests.support.living import MOTHER, WHY, Living, tell_social_care
from tests.support.showing import show

OUTCOMES = [(Outcome.UNFOUNDED, Because.UNFOUNDED), (Outcome.MALICIOUS, Because.MALICIOUS)]


@pytest.fixture
def entry(living: Living) -> UUID:
    living.ids["concern"] = living.report()
    return living.file(living.ids["concern"])[0]


@pytest.mark.parametrize(("outcome", "because"), OUTCOMES)
def test_everybody_who_believed_it_is_told(
    living: Living, entry: UUID, outcome: Outcome, because: Because
) -> None:
    show(living, entry, living.mother, persona(MOTHER))
    tell_social_care(living, entry)
    living.decide(entry, outcome, "He was in another town.")
    mother = living.actor(persona(MOTHER))
    with living.school.transaction():
        assert shown_rows(mother.organisation_id, living.mother, living.amy) == []
        [taken] = taken_from_me(mother, living.amy, WHY)
        assert (taken.because, taken.is_told_outside) == (because, True)
        assert "turned out" in own_report(living.actor(SUPERVISOR), living.ids["concern"]).reply
        cases = corrections_for(living.actor(), CaseFilter(), WHY).items
        assert [one.state for one in cases] == [CaseState.TELLING]
        assert search_for(living.actor(), "bruise", WHY).found == []


def test_a_report_that_was_true_of_another_child_is_not_answered_as_untrue(living: Living) -> None:
    concern = living.report(children=[living.amy, living.jack])
    first, second = living.file(concern)
    living.decide(first, Outcome.UNFOUNDED)
    living.decide(second, Outcome.SUBSTANTIATED)
    with living.school.transaction():
        assert own_report(living.actor(SUPERVISOR), concern).reply == ""


def test_what_was_explained_is_told_to_nobody(living: Living, entry: UUID) -> None:
    show(living, entry, living.mother, persona(MOTHER))
    living.decide(entry, Outcome.EXPLAINED)
    with living.school.transaction():
        assert taken_from_me(living.actor(persona(MOTHER)), living.amy, WHY) == []
        assert own_report(living.actor(SUPERVISOR), living.ids["concern"]).reply == ""
        assert len(search_for(living.actor(), "bruise", WHY).found) == 1


def test_a_malicious_report_is_kept_as_a_concern_about_whoever_made_it(living: Living, entry: UUID) -> None:
    living.decide(entry, Outcome.MALICIOUS, "It was made up.")
    with living.school.transaction():
        rule = Concern.objects.filter(organisation_id=living.school.organisation_id, id=living.ids["concern"])
        assert rule.values_list("rule_id", flat=True).get() == "staff-low-level"


def test_reopened_it_is_found_again(living: Living, entry: UUID) -> None:
    living.decide(entry, Outcome.UNFOUNDED)
    with living.school.transaction():
        lead = living.actor()
        _, file, _ = entry_for(lead, entry, WHY)
        reopen_concern(by=lead, file=file, entry_id=entry, reason="A second child saw it.")
        assert [one.entry.id for one in search_for(lead, "bruise", WHY).found] == [entry]
