"""An agency disagrees with what a hub decided, from the page on which it reads it; the hub answers, and it reads that."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client

from fairward.agency.answers.told_actions import disagree
from fairward.agency.answers.told_queries import told_for, told_one_for
from fairward.exchange.answering.arrived_queries import waiting
from fairward.exchange.travel.models import Arrival
from fairward.exchange.travel.vocabulary import EnvelopeKind, TravelState
from fairward.hub.decisions.models import Feedback
from fairward.hub.decisions.vocabulary import Whom
from fairward.hub.intake.practice_queries import places_of
from fairward.hub.talks.arriving_actions import take_disagreement
from fairward.hub.talks.content import Said
from fairward.hub.talks.disagreement_actions import settle
from fairward.hub.talks.models import Disagreement
from fairward.hub.talks.queries import OpenedDisagreement, disagreements_of, open_disagreements
from fairward.hub.talks.vocabulary import About, Settled, Whose
from fairward.kernel.denied import Denied, NotFound
from fairward.rules import clocks, hub
from tests.personas import sign_in
from tests.support.asking import WHY
from tests.support.hubs import HUB_MANAGER, NAVIGATOR, SCREENER, SECOND_ANALYST
from tests.support.travelling import carry_due
from tests.support.weighing import Weighing, make_weighing

pytestmark = pytest.mark.django_db
WORDS = "He is not safe at night. We expect a strategy discussion."
INSIDE = Said("Imani Cole, analyst", "We talked about it: the view of the manager was hasty.")


@pytest.fixture
def decided(db: None) -> Weighing:
    """Decided, the family told, and the outcome at the doors of both agencies."""
    made = make_weighing()
    made.weigh()
    made.decide()
    made.tell_family()
    for one in made.waiting():
        if one.whom is Whom.AGENCY:
            made.send(one)
    carry_due(made.asking.hub)
    return made


def the_one(world: Weighing) -> UUID:
    health = world.asking.health
    with health.transaction():
        (found,) = told_for(health.actor(NAVIGATOR), WHY)
    return found.id


def take(world: Weighing) -> list[bool]:
    with world.asking.hub.transaction():
        by = world.asking.hub.actor(SCREENER)
        waits = waiting(world.asking.hub.organisation_id, [EnvelopeKind.RETURN])
        return [take_disagreement(by=by, arrival_id=one.arrival_id) for one in waits]


def sent(world: Weighing) -> list[bool]:
    health = world.asking.health
    with health.transaction():
        disagree(by=health.actor(NAVIGATOR), arrival_id=the_one(world), words=WORDS)
    carry_due(health)
    return take(world)


def of_case(world: Weighing) -> list[OpenedDisagreement]:
    with world.asking.hub.transaction():
        return disagreements_of(world.asking.hub.actor(SCREENER), world.case_id, WHY)


def test_it_is_written_checked_and_sent_on_pages_and_its_clock_begins_when_it_arrives(
    decided: Weighing,
) -> None:
    """Failed before: an agency could only ring, and whoever took the call began the ladder when they noted it."""
    health, own = decided.asking.health, decided.asking.hub.organisation_id
    client, page = sign_in(Client(), health[NAVIGATOR]), f"/questions/told/{the_one(decided)}/"
    assert f"{page}disagree/" in client.get(page).content.decode()
    assert "Write what you disagree with" in client.post(f"{page}disagree/", {"words": " "}).content.decode()
    checked = client.post(f"{page}disagree/", {"words": WORDS}).content.decode()
    assert "Read it again before you send it" in checked and WORDS in checked
    changed = client.post(f"{page}disagree/", {"words": WORDS, "change": "1"}).content.decode()
    assert "Read it again" not in changed and WORDS in changed
    carry_due(health)
    assert take(decided) == [], "nothing left before it was sent"
    typed = WORDS.replace(
        ". We", ".\r\nWe"
    )  # as a browser sends it: failed before, no package could hold that
    done = client.post(f"{page}disagree/", {"words": typed, "send": "1"}).content.decode()
    assert "You told them that you disagree" in done
    carry_due(health)
    with decided.asking.hub.transaction():
        Arrival.objects.filter(organisation_id=own, kind=int(EnvelopeKind.RETURN)).update(
            arrived_at=decided.decided().decided_at + timedelta(hours=1)
        )
    client = sign_in(Client(), decided.asking.hub[SCREENER])
    assert "1 answer is about something else" in client.post("/hub/answers/").content.decode()
    (found,) = of_case(decided)
    assert (found.facts.about, found.facts.whose, found.facts.step) == (About.DECISION, Whose.AGENCY, 1)
    assert (
        found.steps[0].said.words == WORDS.replace(". We", ".\nWe") and health.name in found.steps[0].said.who
    )
    assert found.facts.raised_at == decided.decided().decided_at + timedelta(hours=1)
    with decided.asking.hub.transaction():
        due = clocks.due(hub.ladder()[0].clock, found.facts.raised_at, places_of(own)).at
        assert [one.due_at for one in open_disagreements(own)] == [due]
    assert "by a sealed letter" in client.get(f"/hub/cases/{decided.case_id}/disagreements/").content.decode()


def test_the_hub_answers_and_they_read_that_and_nothing_said_within_it(decided: Weighing) -> None:
    assert sent(decided) == [True] and take(decided) == []
    (found,), asking = of_case(decided), decided.asking
    given = {"disagreement_id": found.facts.id, "settled": Settled.STANDS, "said": INSIDE}
    with asking.hub.transaction(), pytest.raises(Denied) as denied:
        settle(by=asking.hub.actor(HUB_MANAGER), **given, answer="It stands.")  # type: ignore[arg-type]
    assert denied.value.code == "own"
    with asking.hub.transaction(), pytest.raises(Denied) as denied:
        settle(by=asking.hub.actor(SECOND_ANALYST), **given)  # type: ignore[arg-type]
    assert denied.value.code == "no_answer"
    client = sign_in(Client(), asking.hub[SECOND_ANALYST])
    page = f"/hub/disagreements/{found.facts.id}/settle/"
    said = {"settled": "1", "who": INSIDE.who, "words": INSIDE.words}
    assert "Write what they read" in client.post(page, said).content.decode()
    assert client.post(page, said | {"answer": "Somebody is with him at night now."}).status_code == 302
    carry_due(asking.hub)
    health = asking.health
    with health.transaction():
        by = health.actor(NAVIGATOR)
        ended = [told_one_for(by, one.id, WHY) for one in told_for(by, WHY)][-1]
    shown = ended[1]
    values = [one.value for one in shown.form]
    assert values == ["It stands", "Somebody is with him at night now."]
    assert "hasty" not in repr(shown)
    with health.transaction(), pytest.raises(NotFound):
        disagree(by=health.actor(NAVIGATOR), arrival_id=ended[0].id, words=WORDS)
    (found,) = of_case(decided)
    assert found.facts.was_answered and found.facts.settled is Settled.STANDS


def test_what_another_was_told_is_refused_and_leaves_nothing(decided: Weighing) -> None:
    own = decided.asking.hub.organisation_id
    with decided.asking.hub.transaction():
        partner_id = Feedback.objects.values_list("partner_id", flat=True).filter(
            organisation_id=own, package_id__isnull=False
        )
        Feedback.objects.filter(organisation_id=own, partner_id__in=list(partner_id)).update(
            package_id=decided.case_id
        )
    assert sent(decided) == [True]
    with decided.asking.hub.transaction():
        assert not Disagreement.objects.filter(organisation_id=own).exists()
        states = set(
            Arrival.objects.filter(organisation_id=own, kind=int(EnvelopeKind.RETURN)).values_list(
                "state", flat=True
            )
        )
    assert int(TravelState.REFUSED) in states
