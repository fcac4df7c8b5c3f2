"""Somebody asks to see what a hub holds, for tests: a decided case, a request, what was gathered for it, originators asked.

made = make_request()                    # Robin's mother asks for him in a case that police and the school told about
made.gather()                            # a hub manager copies what the case holds
made.consult(made.world.asking.police)   # a question by number, at their door
made.decide_all()                        # every passage is shown
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from fairward.access_requests import actions as shared
from fairward.access_requests.policies import Chosen
from fairward.access_requests.vocabulary import PassageDecision, WhoseRight
from fairward.cases.models import Case
from fairward.cases.vocabulary import HowAsked
from fairward.exchange.answering.arrived_queries import waiting
from fairward.exchange.travel.partner_queries import partner_of
from fairward.exchange.travel.vocabulary import EnvelopeKind
from fairward.hub.requests import actions, consulting_actions, review_actions
from fairward.hub.requests.gathering_queries import gathered_for
from fairward.hub.requests.models import (
    Consultation,
    HeldAnswer,
    HeldOpinion,
    HeldPassage,
    HeldReason,
    RequestPerson,
)
from fairward.hub.requests.queries import (
    OpenedPassage,
    OpenedRequest,
    opened_passages,
    passage_for,
    request_for,
)
from fairward.kernel.ids import new_id
from tests.personas import Persona, School
from tests.support.asking import MOTHER
from tests.support.hubs import CHILD, HUB_MANAGER, HUB_OFFICER
from tests.support.travelling import carry_due
from tests.support.weighing import Weighing, make_weighing

ASKED = "What do you have about me and my son?"
SHOW = Chosen(PassageDecision.DISCLOSE)
HARM = Chosen(
    PassageDecision.WITHHOLD,
    "crime",
    "Somebody is looked for.",
    asked="Police, on Monday",
    answered="Hold it back.",
)


@dataclass
class HubRequest:
    """A request at the hub of a weighed case."""

    world: Weighing
    case_id: UUID

    @property
    def hub(self) -> School:
        return self.world.asking.hub

    def view(self, persona: Persona = HUB_OFFICER) -> OpenedRequest:
        with self.hub.transaction():
            return request_for(self.hub.actor(persona), self.case_id)

    def confirm(self, name: str = CHILD) -> None:
        with self.hub.transaction():
            person_id = self.world.asking.people[name]
            actions.confirm_person(by=self.hub.actor(HUB_OFFICER), case_id=self.case_id, person_id=person_id)

    def settle(self, whose: WhoseRight = WhoseRight.FOR_CHILD) -> None:
        with self.hub.transaction():
            by = self.hub.actor(HUB_OFFICER)
            actions.settle_identity(by=by, case_id=self.case_id, is_known=True)
            shared.settle_right(by=by, case_id=self.case_id, whose=whose, words="We know her.")

    def gather(self, persona: Persona = HUB_MANAGER, name: str = CHILD) -> int:
        with self.hub.transaction():
            by, ids = self.hub.actor(persona), [self.world.asking.people[name]]
            found = [actions.Found(self.world.case_id, ids, gathered_for(by, self.world.case_id, ids))]
            return actions.keep_gathered(by=by, case_id=self.case_id, found=found)

    def passages(self, persona: Persona = HUB_OFFICER) -> list[OpenedPassage]:
        with self.hub.transaction():
            return opened_passages(self.hub.actor(persona), self.case_id)

    def decide(self, place: int, chosen: Chosen = SHOW, persona: Persona = HUB_OFFICER) -> None:
        with self.hub.transaction():
            by = self.hub.actor(persona)
            view = passage_for(by, self.case_id, place)
            review_actions.decide_passage(by=by, case_id=self.case_id, view=view, chosen=chosen)

    def decide_all(self, chosen: Chosen = SHOW) -> None:
        for one in self.passages():
            if one.line.decision is PassageDecision.UNDECIDED:
                self.decide(one.line.place, chosen)

    def second(self, place: int, persona: Persona = HUB_MANAGER) -> None:
        with self.hub.transaction():
            by = self.hub.actor(persona)
            view = passage_for(by, self.case_id, place)
            review_actions.agree_as_second(by=by, case_id=self.case_id, view=view)

    def consult(self, agency: School, days: int = 7) -> int:
        with self.hub.transaction():
            count = consulting_actions.consult(
                by=self.hub.actor(HUB_OFFICER), case_id=self.case_id, partner_id=partner_row(self.hub, agency),
                answer_by_on=timezone.localdate() + timedelta(days),
            )  # fmt: skip
        carry_due(self.hub)
        return count

    def take(self, persona: Persona = HUB_MANAGER) -> list[bool]:
        """What is at the hub's door, offered to requests first."""
        with self.hub.transaction():
            waits = waiting(self.hub.organisation_id, [EnvelopeKind.RETURN])
            by = self.hub.actor(persona)
            return [consulting_actions.take_opinion(by=by, arrival_id=one.arrival_id) for one in waits]


def partner_row(one: School, other: School) -> UUID:
    """The row that one organisation has of another, inside a transaction that is open already."""
    found = partner_of(one.organisation_id, other.organisation_id)
    assert found is not None
    return found.id


def make_request(*, gathered: bool = True, **changes: Any) -> HubRequest:
    """Robin's mother asks what is held about him; `changes` are of what police had said. The case is decided."""
    world = make_weighing(**changes)
    world.weigh()
    world.decide()
    hub = world.asking.hub
    with hub.transaction():
        noted = actions.Noted(
            MOTHER, ASKED, HowAsked.LETTER, timezone.now() - timedelta(days=3), "12 Weir Street"
        )
        case_id = actions.note_request(by=hub.actor(HUB_OFFICER), noted=noted)
    made = HubRequest(world, case_id)
    made.confirm()
    made.settle()
    if gathered:
        made.gather()
    return made


def fill_requests(organisation_id: UUID) -> None:
    """A row in each table of requests to a hub; what is sealed is any bytes. After rows of partners and cases."""
    own: dict[str, Any] = {"organisation_id": organisation_id}
    now, who = timezone.now(), new_id()
    case_id = Case.objects.filter(**own).values_list("id", flat=True)[0]
    of = {**own, "case_id": case_id}
    RequestPerson.objects.create(**of, hub_case_id=who, person_id=who, confirmed_at=now, confirmed_by=who)
    passage = HeldPassage.objects.create(
        **of, hub_case_id=who, place=1, held=1, origin=1, source_id=who, sealed=b"x"
    )
    HeldReason.objects.create(**own, passage_id=passage.id, sealed=b"x", made_at=now, made_by=who)
    asked = Consultation.objects.create(**of, how=2, asked_at=now, asked_by=who)
    HeldOpinion.objects.create(**own, consultation_id=asked.id, passage_id=passage.id)
    HeldAnswer.objects.create(**of, shown=1, left_out=0, pdf=b"x", data=b"x", made_at=now, made_by=who)
