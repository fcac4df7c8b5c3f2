"""A case whose agencies have answered, for tests of weighing and deciding.

weighing = make_weighing()               # police answered with an item, health with nothing; the case is being weighed
weighing.weigh(SECOND_ANALYST)           # an analysis that rests on the item
weighing.decide(HUB_MANAGER, "section_17")
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.utils import timezone

from fairward.exchange.package.building import Attachment
from fairward.hub.decisions.actions import close_case, decide_case, send_outcome, tell
from fairward.hub.decisions.content import Reasons
from fairward.hub.decisions.models import CaseGone, CaseKept, Decision, Feedback
from fairward.hub.decisions.policies import Telling
from fairward.hub.decisions.queries import Decided, Waits, decision_for, told_of, waiting_for
from fairward.hub.decisions.vocabulary import How, Whom
from fairward.hub.enquiries.enquiry_actions import end_asking
from fairward.hub.enquiries.models import Item as Held
from fairward.hub.intake.case_queries import case_facts
from fairward.hub.packs.actions import write_analysis
from fairward.hub.packs.content import Weighed
from fairward.hub.packs.models import Analysis, Brought, Citation
from fairward.hub.packs.queries import Pack, pack_for
from fairward.hub.talks.models import Disagreement, DisagreementStep, Discussion
from fairward.hub.vocabulary import CaseState
from fairward.kernel.ids import new_id
from tests.personas import Persona
from tests.support.asking import WHY, Asking, item, make_asking
from tests.support.hubs import ANALYST, HUB_MANAGER, SCREENER

WEIGHED = Weighed(
    "His grandmother is there every day.", "Nobody has asked the father.", "He would say that he is tired.",
    "He may have fallen: he climbs.", "He needs help now, and the family wants it.",
)  # fmt: skip
REASONS = Reasons(
    "The family wants help and he is not safe at night.",
    minimum="Robin is out at night. His mother wants help.",
)


@dataclass
class Weighing:
    """A world of asking whose case is weighed."""

    asking: Asking

    @property
    def case_id(self) -> UUID:
        return self.asking.case_id

    def pack(self, persona: Persona = ANALYST, reason: str = "") -> Pack:
        with self.asking.hub.transaction():
            return pack_for(self.asking.hub.actor(persona), self.case_id, WHY, reason)

    def weigh(self, persona: Persona = ANALYST, **changes: Any) -> int:
        pack = self.pack(persona)
        with self.asking.hub.transaction():
            weighed = replace(WEIGHED, **{"cites": dict.fromkeys(pack.grades, ""), **changes})
            return write_analysis(by=self.asking.hub.actor(persona), pack=pack, weighed=weighed)

    def decide(
        self, persona: Persona = HUB_MANAGER, outcome: str = "section_17", reasons: Reasons = REASONS
    ) -> bool:
        pack = self.pack(persona)
        with self.asking.hub.transaction():
            return decide_case(by=self.asking.hub.actor(persona), pack=pack, outcome=outcome, reasons=reasons)

    def decided(self) -> Decided:
        with self.asking.hub.transaction():
            found = decision_for(self.asking.hub.actor(HUB_MANAGER), self.case_id, WHY)
        assert found is not None
        return found

    def waiting(self) -> list[Waits]:
        with self.asking.hub.transaction():
            return waiting_for(self.asking.hub.organisation_id, self.case_id)

    def tell(self, whom: Waits, telling: Telling | None = None) -> None:
        said = telling or Telling(How.TALK, "We told them what was decided and how to answer.")
        with self.asking.hub.transaction():
            tell(by=self.asking.hub.actor(SCREENER), case_id=self.case_id, whom=whom, telling=said)

    def tell_family(self) -> None:
        for one in self.waiting():
            if one.whom is Whom.FAMILY:
                self.tell(one)

    def send(self, whom: Waits, words: str = "Go on seeing him.") -> None:
        by, pack, decided = self.asking.hub.actor(HUB_MANAGER), self.pack(HUB_MANAGER), self.decided()
        with self.asking.hub.transaction():
            lines = told_of(by, self.case_id, WHY)
            send_outcome(by=by, pack=pack, whom=whom, decided=decided, told=lines, words=words)

    def close(self) -> None:
        with self.asking.hub.transaction():
            close_case(by=self.asking.hub.actor(SCREENER), case_id=self.case_id)

    def state(self) -> CaseState:
        with self.asking.hub.transaction():
            return case_facts(self.asking.hub.organisation_id, self.case_id).state


def make_weighing(attachments: Sequence[Attachment] = (), **changes: Any) -> Weighing:
    """Police said something (`changes` of the item), health nothing; asking is over."""
    asking = make_asking(attachments=attachments)
    for agency in (asking.police, asking.health):
        asking.agree(agency)
    asking.open_gate()
    asking.ask(asking.police)
    asking.ask(asking.health)
    asking.say(asking.police, asking.open_at(asking.police), item(**changes))
    asking.say_nothing(asking.health, asking.open_at(asking.health))
    asking.take()
    with asking.hub.transaction():
        end_asking(by=asking.hub.actor(SCREENER), case_id=asking.case_id)
    return Weighing(asking)


def fill_weighing(organisation_id: UUID) -> None:
    """A row in each table of packs and decisions; what is sealed is any bytes. After `fill_asking`."""
    own: dict[str, Any] = {"organisation_id": organisation_id}
    now, who = timezone.now(), new_id()
    item_id, case_id = Held.objects.filter(**own).values_list("id", "case_id")[0]
    of = {**own, "case_id": case_id}
    Analysis.objects.create(**of, version=1, sealed=b"x", written_at=now, written_by=who)
    Citation.objects.create(**of, item_id=item_id, cited_at=now, cited_by=who)
    Decision.objects.create(
        **of, outcome="advice", needs_second=False, sealed=b"x", decided_at=now, decided_by=who, stands=True
    )
    Brought.objects.create(**of, item_id=item_id)
    disagreement = Disagreement.objects.create(
        **of, about=1, whose=1, raised_at=now, raised_by=who, due_at=now
    )
    DisagreementStep.objects.create(
        **own, disagreement_id=disagreement.id, number=0, sealed=b"x", noted_at=now, noted_by=who
    )
    Discussion.objects.create(**of, held_at=now, present=2, sealed=b"x", noted_at=now, noted_by=who)
    today = timezone.localdate()
    CaseKept.objects.create(
        **of,
        ended="advice",
        closed_on=today,
        rule_id="hub-case-nothing-more",
        review_on=today,
        destroy_on=today,
    )
    CaseGone.objects.create(
        **own, reference="K7QM-3F2P", received_on=today, closed_on=today, ended="advice", was_corrected=False,
        gone_on=today,
    )  # fmt: skip
    Feedback.objects.create(
        **of, whom=int(Whom.REFERRER), how=int(How.LETTER), sealed=b"x", noted_at=now, noted_by=who
    )
